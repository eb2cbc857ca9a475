import type { DemoKeys } from '../../application/organization/bootstrap.js';

export interface Announced {
  readonly port: number;
  readonly demoKeys: DemoKeys | undefined;
  readonly hasServiceKey: boolean;
}

/** For the person at the terminal; the log says the same to machines, without the keys. */
export function announcement({ port, demoKeys, hasServiceKey }: Announced): string {
  const url = `http://localhost:${port}`;
  return [
    '',
    `Clientele listens at ${url} (documentation: ${url}/docs)`,
    ...(hasServiceKey ? [] : ['The administration (/organizations) is shut, because SERVICE_API_KEY is not set.']),
    '',
    ...keyLines(demoKeys),
    '',
    'Try:',
    `  curl -s ${url}/customers -H "x-api-key: $KEY" -H 'content-type: application/json' -d '{"name":"John Doe","phone_number":"+14155552671"}'`,
    `  curl -s '${url}/lookup?phone_number=%2B14155552671' -H "x-api-key: $KEY"`,
    '',
    '',
  ].join('\n');
}

function keyLines(demoKeys: DemoKeys | undefined): string[] {
  if (demoKeys === undefined) return ['With an API key of yours:', '  KEY=ck_live_…'];
  return [
    'This is the first start, so there are demo keys. They are shown this once:',
    `  KEY=${demoKeys.live}`,
    `  TEST_KEY=${demoKeys.test}`,
  ];
}
