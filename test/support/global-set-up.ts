import { killLeftovers } from './child.js';
import { provideMySqlServer, type MySqlServer } from './mysql-server.js';
import { stopServices } from './services.js';

let server: MySqlServer | undefined;

export async function mochaGlobalSetup(): Promise<void> {
  server = await provideMySqlServer();
  process.env['CLIENTELE_TEST_MYSQL'] = server.url;
}

export async function mochaGlobalTeardown(): Promise<void> {
  killLeftovers();
  await stopServices();
  await server?.stop();
}
