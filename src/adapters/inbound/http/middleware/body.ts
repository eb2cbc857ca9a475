import { isUtf8 } from 'node:buffer';
import express, { type Request, type Response } from 'express';
import { BodyMalformed, BodyTooLarge, ContentTypeUnsupported } from '../http-errors.js';

const LIMIT = '256kb';
const JSON_TYPE = 'application/json';

export function contentTypeOf(request: Request): string {
  return (request.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
}

/** Reads a JSON body of one of the route's types, also where the route has no use for one; undefined when none was sent. */
export async function readBody(
  request: Request,
  response: Response,
  alsoTypes: readonly string[] = [],
): Promise<unknown> {
  const types = [JSON_TYPE, ...alsoTypes];
  if (!hasBody(request)) return undefined;
  const charset = /charset="?([^\s;"]+)/i.exec(request.get('content-type') ?? '')?.[1] ?? 'utf-8';
  const isReadable = types.includes(contentTypeOf(request)) && /^utf-?8$/i.test(charset);
  if (!isReadable) throw new ContentTypeUnsupported(types);
  await new Promise<void>((resolve, reject) => {
    parse(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(refusalOf(error, types))));
  });
  return request.body as unknown;
}

const parse = express.json({
  limit: LIMIT,
  type: () => true,
  strict: false,
  verify: (_request, _response, bytes) => {
    if (!isUtf8(bytes)) throw new TypeError('not UTF-8');
  },
});

function hasBody(request: Request): boolean {
  return request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
}

function refusalOf(error: unknown, types: readonly string[]): Error {
  const { type } = error as { type?: string };
  switch (type) {
    case 'entity.too.large':
      return new BodyTooLarge();
    case 'encoding.unsupported':
      return new ContentTypeUnsupported(types);
    default:
      // Broken JSON, bytes that are no UTF-8, a body cut short, a length that was not kept, bytes that do not decompress.
      return new BodyMalformed();
  }
}
