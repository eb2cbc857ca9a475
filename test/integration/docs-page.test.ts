import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect } from 'chai';
import { chromium, type Browser } from 'playwright-core';
import { sharedService } from '../support/services.js';
import { storageKinds } from '../support/storages.js';

const PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const OFFLINE = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The one that is named, one that is here, or one that we may install. */
function chromiumPath(): string {
  const found = [process.env['TEST_CHROMIUM'] ?? '', ...PATHS].find((path) => path !== '' && existsSync(path));
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stderr.write('No Chromium here; installing it for the tests …\n');
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { env: environment, stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      env: environment,
      stdio: 'ignore',
    });
    if (existsSync(PATHS[0]!)) return PATHS[0]!;
  }
  throw new Error(
    'The test of the documentation page needs a browser: install chromium, or set TEST_CHROMIUM to the path of one.',
  );
}

describe('/docs in a browser', function () {
  this.timeout(300_000);
  let browser: Browser;
  before(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath(), args: OFFLINE });
  });
  after(() => browser?.close());

  it('shows every operation, asks nobody but us, and breaks no policy', async () => {
    const { api } = await sharedService(storageKinds[0]!);
    const page = await browser.newPage();
    const asked: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => (message.type() === 'error' ? complaints.push(message.text()) : undefined));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${api.url}/docs`);
    await page.waitForSelector('.opblock');
    const { body } = await api.get('/openapi.json');
    const operations = Object.values(body.paths as Record<string, object>).flatMap((path) => Object.keys(path));
    expect(await page.locator('.opblock').count()).to.equal(operations.length);
    await page.getByText('/lookup/batch').click();
    await page.waitForSelector('.opblock.is-open .responses-table');
    expect(asked.filter((url) => !url.startsWith(api.url) && !url.startsWith('data:'))).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
  });
});
