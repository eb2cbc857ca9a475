import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import swaggerUi from 'swagger-ui-dist';
import { Raw } from '../route.js';

/** Only these: a name from a URL never becomes a path. */
const ASSET_TYPES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

/** A file of its own, because the page's policy lets no inline script run. */
const STARTER = 'start.js';

const starter = `window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null });\n`;

export const documentationPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Clientele API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
    <link rel="icon" type="image/png" href="/docs/favicon-32x32.png" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/${STARTER}"></script>
  </body>
</html>
`;

export async function readAsset(name: string): Promise<Raw | undefined> {
  if (name === STARTER) return new Raw('text/javascript; charset=utf-8', starter);
  const contentType = Object.hasOwn(ASSET_TYPES, name) ? ASSET_TYPES[name] : undefined;
  if (contentType === undefined) return undefined;
  return new Raw(contentType, await readFile(join(swaggerUi.getAbsoluteFSPath(), name)));
}
