import { expect } from 'chai';
import fc, { type Arbitrary } from 'fast-check';
import type { Api, Sent } from '../support/api.js';
import { sharedService } from '../support/services.js';
import { storageKinds } from '../support/storages.js';

/** More than 20,000 requests in all. Set FUZZ_SEED to play a run again. */
const REQUESTS: Record<string, number> = { memory: 10_000, sqlite: 8_000, mysql: 4_000 };
const AT_ONCE = 20;

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface FuzzedRequest {
  readonly method: string;
  readonly path: string;
  readonly sent: Sent;
}

for (const kind of storageKinds) {
  describe(`fuzzing [${kind.name}]`, function () {
    this.timeout(300_000);

    it(`sees no 5xx and nothing outside the document in ${REQUESTS[kind.name]} requests`, async () => {
      const { api } = await sharedService(kind);
      const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
      process.stdout.write(`      seed ${seed}\n`);
      const statuses = new Map<number, number>();
      const requests = fc.sample(await requestsTo(api), { seed, numRuns: REQUESTS[kind.name]! });
      while (requests.length > 0) {
        const batch = requests.splice(-AT_ONCE);
        // Every answer is held against the document on its way.
        const answers = await Promise.all(batch.map(({ method, path, sent }) => api.request(method, path, sent)));
        answers.forEach(({ status, text }, index) => {
          expect(status, `seed ${seed}: ${JSON.stringify(batch[index])} answered ${text}`).to.be.lessThan(500);
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
        });
      }
      // A fuzzer that only ever meets the doorman tests nothing.
      for (const status of [200, 201, 400, 401, 403, 404, 405, 409, 415])
        expect(statuses.get(status) ?? 0, `answers of ${status}: ${JSON.stringify([...statuses])}`).to.be.greaterThan(
          0,
        );
    });
  });
}

async function requestsTo(api: Api): Promise<Arbitrary<FuzzedRequest>> {
  const { body } = await api.get('/openapi.json');
  const { paths, components } = body as Document;
  const { id, live, test } = await api.organization({ unique_emails: true, default_country: 'SN' });
  const reader = await api.issueKey(id, { environment: 'live', scopes: ['customers:read'] });
  const customers = await Promise.all(
    [1, 2, 3].map((index) =>
      api.customer(live, { email: `fuzz${index}@example.com`, phone_number: `77 123 45 0${index}` }),
    ),
  );
  const known = [id, ...customers.map(({ customer_id }) => customer_id as string)];
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const headers = fc.oneof(
    { weight: 12, arbitrary: fc.constant({}) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        { 'content-type': 'text/plain' },
        { 'content-type': 'application/merge-patch+json' },
        { 'content-type': 'application/json; charset=utf-16' },
        { 'content-encoding': 'gzip' },
        { 'x-request-id': '\u00ff' },
      ),
    },
  );
  const credentials = fc.oneof(
    { weight: 10, arbitrary: fc.constant({ key: live, serviceKey: api.serviceKey }) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        { key: test },
        { key: live },
        { key: reader },
        { serviceKey: api.serviceKey },
        {},
        { key: 'nonsense' },
      ),
    },
  );
  return fc.constantFrom(...operations).chain(({ path, method, operation }) =>
    fc
      .record({
        method: fc.oneof(
          { weight: 30, arbitrary: fc.constant(method) },
          { weight: 1, arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE') },
        ),
        path: pathOf(path, operation, known),
        credentials,
        headers,
        raw: bodyOf(operation, components.schemas),
      })
      .map(({ credentials: keys, headers: odd, raw, ...request }) => ({
        ...request,
        sent: { ...keys, ...(raw === undefined ? {} : { raw }), headers: raw === undefined ? {} : odd },
      })),
  );
}

function pathOf(path: string, { parameters = [] }: Operation, known: readonly string[]): Arbitrary<string> {
  const segment = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...known) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1 }).map(percentEncoded) },
    { weight: 1, arbitrary: fc.constantFrom('%', '%00', '..', '%2e%2e%2f', "'--", 'x'.repeat(300)) },
  );
  const segments = path.split('/').map((part) => (part.startsWith('{') ? segment : fc.constant(part)));
  const queries = parameters
    .filter((parameter) => parameter.in === 'query')
    .map(({ name, schema }) =>
      fc.option(
        valueOf(schema, {}).map(
          (value) => `${name}=${percentEncoded(typeof value === 'string' ? value : JSON.stringify(value))}`,
        ),
        { nil: '', freq: 1 },
      ),
    );
  const query = fc
    .tuple(
      fc.option(fc.constantFrom('unknown=1', '__proto__=1', 'page=1&page=2', 'a[b]=c'), { nil: '', freq: 12 }),
      ...queries,
    )
    .map((parts) => parts.filter((part) => part !== '').join('&'));
  return fc
    .tuple(fc.tuple(...segments), query)
    .map(([parts, text]) => parts.join('/') + (text === '' ? '' : `?${text}`));
}

function percentEncoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function bodyOf(
  { requestBody }: Operation,
  components: Readonly<Record<string, Schema>>,
): Arbitrary<string | undefined> {
  const schema = requestBody?.content['application/json']?.schema;
  if (schema === undefined) return fc.constant(undefined);
  return fc.oneof(
    { weight: 12, arbitrary: valueOf(schema, components).map((value) => JSON.stringify(value)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        '{',
        'null',
        '[]',
        '"x"',
        '{"name":"A","metadata":{"__proto__":{"x":1}}}',
        '{"__proto__":1}',
        '['.repeat(5000),
        '{"name":"\\ud800"}',
        '{"name":1e999}',
      ),
    },
    { weight: 1, arbitrary: fc.json() },
  );
}

const ODD: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    null,
    '',
    ' ',
    '\0',
    '\ud800',
    '💥',
    -1,
    0,
    1e21,
    1.0005,
    true,
    [],
    {},
    '2024-02-30',
    'x'.repeat(600),
    '__proto__',
  ),
  fc.jsonValue({ maxDepth: 2 }),
);
const LIKELY: Readonly<Record<string, Arbitrary<unknown>>> = {
  email: fc.constantFrom('fuzz1@example.com', 'FUZZ2@example.com', 'new@example.com', 'ß@exämple.org'),
  email_address: fc.constantFrom('fuzz1@example.com', 'other@example.com'),
  phone_number: fc.constantFrom('77 123 45 01', '+221771234502', 'whatsapp:+221771234503', '(415) 555-2671', '+999'),
  whatsapp_number: fc.constantFrom('771234501', '+14155552671'),
  phone_numbers: fc.array(fc.constantFrom('+221771234501', '771234502', 'x', '', 5), { maxLength: 50 }),
  date_of_birth: fc.constantFrom('1990-04-01', '2024-02-29', '1890-01-01'),
  customer_acquisition_date: fc.constantFrom(
    '2024-01-15T10:30:00Z',
    '2024-01-15',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
  ),
  created_at: fc.constantFrom('2024-01-15T10:30:00Z', '2030-01-01'),
  expires_at: fc.constantFrom('2099-01-01', '2001-01-01'),
  transaction_id: fc.constantFrom('t1', 't2', 't3'),
  currency_code: fc.constantFrom('XOF', 'USD', 'ZZZ'),
  gross_amount: fc.constantFrom(1, 2.5, 0.001),
  lifetime_value: fc.constantFrom(0, 1500.05, 999_999_999_999.99),
  default_country: fc.constantFrom('SN', 'ID', null),
  id: fc.constantFrom('fuzz-1', 'fuzz-2', 'a b'),
  name: fc.oneof(fc.constantFrom('Ada', 'Zoë', "O'Brien"), fc.string({ unit: 'binary', minLength: 1 })),
};

/** Mostly what the schema asks for, so that requests get past the doorman; now and then anything at all. */
function valueOf(schema: Schema, components: Readonly<Record<string, Schema>>, name = ''): Arbitrary<unknown> {
  if (schema.$ref !== undefined) return valueOf(components[schema.$ref.split('/').at(-1)!]!, components);
  const fitting = LIKELY[name] ?? fittingValue(schema, components);
  return fc.oneof({ weight: 24, arbitrary: fitting }, { weight: 1, arbitrary: ODD });
}

function fittingValue(
  { type, enum: choices, properties, items, minimum = 0, maximum = 1e6 }: Schema,
  components: Readonly<Record<string, Schema>>,
): Arbitrary<unknown> {
  if (choices !== undefined) return fc.constantFrom(...choices);
  switch (Array.isArray(type) ? type[0] : type) {
    case 'object': {
      if (properties === undefined) return fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 });
      const shape = Object.fromEntries(
        Object.entries(properties).map(([key, inner]) => [key, valueOf(inner, components, key)]),
      );
      return fc.record(shape, {
        requiredKeys: Object.keys(properties).filter((key) =>
          ['name', 'gross_amount', 'currency_code', 'environment', 'phone_number', 'phone_numbers'].includes(key),
        ),
      });
    }
    case 'array':
      return items === undefined
        ? fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 3 })
        : fc.uniqueArray(valueOf(items, components), { maxLength: 3 });
    case 'integer':
      return fc.integer({ min: minimum, max: Math.min(maximum, 1000) });
    case 'number':
      return fc.integer({ min: minimum, max: Math.min(maximum, 1_000_000) });
    case 'boolean':
      return fc.boolean();
    default:
      return fc.string({ unit: 'binary', maxLength: 20 });
  }
}
