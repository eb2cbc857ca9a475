import type { DemoKeys } from '../../application/organization/bootstrap.js';

/** For the person at the terminal; the log says the same to machines, without the keys. */
export function announcement(port: number, demoKeys: DemoKeys | undefined): string {
  const url = `http://localhost:${port}`;
  const key = demoKeys?.live ?? '$CLIENTELE_API_KEY';
  const demo =
    demoKeys === undefined
      ? []
      : [
          '',
          'This is the first start, so there are demo keys. They are shown this once:',
          `  live  ${demoKeys.live}`,
          `  test  ${demoKeys.test}`,
        ];
  return [
    '',
    `Clientele listens at ${url} (documentation: ${url}/docs)`,
    ...demo,
    '',
    'Try:',
    `  curl -s ${url}/customers -H 'x-api-key: ${key}' -H 'content-type: application/json' -d '{"name":"John Doe","phone_number":"+221771234567"}'`,
    `  curl -s '${url}/lookup?phone_number=%2B221771234567' -H 'x-api-key: ${key}'`,
    '',
    '',
  ].join('\n');
}
