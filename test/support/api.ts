import { Agent, request as httpRequest } from 'node:http';
import { expect } from 'chai';
import { AnswerChecker } from './answer-checker.js';
import { anId } from './builders.js';

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  // Tests look into answers freely; their shape is checked against the OpenAPI document.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

export interface Sent {
  readonly key?: string | undefined;
  readonly serviceKey?: string | undefined;
  readonly body?: unknown;
  readonly raw?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Sends requests as a caller would, and holds every answer against the OpenAPI document. */
export class Api {
  private constructor(
    readonly url: string,
    readonly serviceKey: string,
    private readonly checker: AnswerChecker,
  ) {}

  static async at(url: string, serviceKey: string): Promise<Api> {
    const { body } = await send(url, 'GET', '/openapi.json', {});
    return new Api(url, serviceKey, new AnswerChecker(body as object));
  }

  async request(method: string, path: string, sent: Sent = {}): Promise<Answered> {
    const answered = await send(this.url, method, path, sent);
    this.checker.check(method, path, answered);
    return answered;
  }

  get(path: string, sent?: Sent): Promise<Answered> {
    return this.request('GET', path, sent);
  }

  post(path: string, sent?: Sent): Promise<Answered> {
    return this.request('POST', path, sent);
  }

  patch(path: string, sent?: Sent): Promise<Answered> {
    return this.request('PATCH', path, sent);
  }

  put(path: string, sent?: Sent): Promise<Answered> {
    return this.request('PUT', path, sent);
  }

  delete(path: string, sent?: Sent): Promise<Answered> {
    return this.request('DELETE', path, sent);
  }

  asService(method: string, path: string, sent: Sent = {}): Promise<Answered> {
    return this.request(method, path, { serviceKey: this.serviceKey, ...sent });
  }

  /** A fresh organization with a live and a test key. */
  async organization(about: object = {}): Promise<TestOrganization> {
    const id = `org-${anId()}`;
    const created = await this.asService('POST', '/organizations', { body: { id, name: 'Baobab Crafts', ...about } });
    expect(created.status, created.text).to.equal(201);
    return {
      id,
      live: await this.issueKey(id, { environment: 'live' }),
      test: await this.issueKey(id, { environment: 'test' }),
    };
  }

  async issueKey(organizationId: string, terms: object): Promise<string> {
    const issued = await this.asService('POST', `/organizations/${organizationId}/api-keys`, { body: terms });
    expect(issued.status, issued.text).to.equal(201);
    return issued.body.api_key as string;
  }

  async customer(key: string, body: object = {}): Promise<Answered['body']> {
    const created = await this.post('/customers', { key, body: { name: 'John Doe', ...body } });
    expect(created.status, created.text).to.equal(201);
    return created.body;
  }
}

export interface TestOrganization {
  readonly id: string;
  readonly live: string;
  readonly test: string;
}

/** Node's own client rather than fetch: it sends what it is told to, however odd. */
export function send(
  url: string,
  method: string,
  path: string,
  { key, serviceKey, body, raw, headers }: Sent,
): Promise<Answered> {
  const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const sentHeaders = {
    ...(key === undefined ? {} : { 'x-api-key': key }),
    ...(serviceKey === undefined ? {} : { 'x-service-key': serviceKey }),
    ...(content === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(content)) }),
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const request = httpRequest(new URL(url), { method, path, headers: sentHeaders, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const isJson = (response.headers['content-type'] ?? '').startsWith('application/json');
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers as Answered['headers'],
          text,
          body: isJson && text !== '' ? (JSON.parse(text) as unknown) : undefined,
        });
      });
    });
    request.on('error', reject);
    request.end(content);
  });
}
