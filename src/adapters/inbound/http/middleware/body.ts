import express, { type Request, type Response } from 'express';
import { BodyMalformed, BodyTooLarge, ContentTypeUnsupported } from '../http-errors.js';

const LIMIT = '256kb';
const JSON_TYPE = 'application/json';

export function contentTypeOf(request: Request): string {
  return (request.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
}

/** Reads a JSON body of one of the route's types; undefined when none was sent. */
export async function readBody(
  request: Request,
  response: Response,
  alsoTypes: readonly string[] = [],
): Promise<unknown> {
  const types = [JSON_TYPE, ...alsoTypes];
  if (!hasBody(request)) return undefined;
  if (!types.includes(contentTypeOf(request))) throw new ContentTypeUnsupported(types);
  await new Promise<void>((resolve, reject) => {
    parse(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(refusalOf(error, types))));
  });
  return request.body as unknown;
}

const parse = express.json({ limit: LIMIT, type: () => true, strict: false });

function hasBody(request: Request): boolean {
  return request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
}

function refusalOf(error: unknown, types: readonly string[]): Error {
  const { type } = error as { type?: string };
  switch (type) {
    case 'entity.too.large':
      return new BodyTooLarge();
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return new ContentTypeUnsupported(types);
    default:
      // Broken JSON, a body cut short, a length that was not kept, bytes that do not decompress.
      return new BodyMalformed();
  }
}
