import { Agent, createServer, request, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { provideMySqlServer } from '../test/support/mysql-server.js';
import { SERVICE_KEY, TestService } from '../test/support/services.js';
import { storageKinds } from '../test/support/storages.js';
import { print, printRow } from './report.js';

/**
 * Look-ups over HTTP, each storage against a bare node:http server that answers a constant, in one run. The callers are
 * in a thread of their own; 64 requests are under way at any time.
 */
const CUSTOMERS = 2_000;
const REQUESTS = 20_000;
const WARM_UP = 5_000;
const AT_ONCE = 64;

interface Load {
  readonly port: number;
  readonly key: string;
}

if (isMainThread) await measure();
else parentPort!.postMessage(await load(workerData as Load));

async function measure(): Promise<void> {
  const server = await provideMySqlServer();
  process.env['CLIENTELE_TEST_MYSQL'] = server.url;
  const bare = await bareServer();
  printRow('', 'requests/s', 'ratio to bare');
  const baseline = await rateOf({ port: (bare.address() as AddressInfo).port, key: '' });
  printRow('bare node:http', baseline.toFixed(0), '1.00');
  bare.close();
  for (const kind of storageKinds) {
    const service = await TestService.start(kind, { LOG_LEVEL: 'silent' });
    const { live } = await service.api.organization();
    for (let index = 0; index < CUSTOMERS; index += 1)
      await service.api.customer(live, { phone_number: phoneAt(index) });
    const rate = await rateOf({ port: service.service.port, key: SERVICE_KEY });
    printRow(kind.name, rate.toFixed(0), (rate / baseline).toFixed(2));
    await service.remove();
  }
  await server.stop();
  print('');
}

async function rateOf(data: Load): Promise<number> {
  const worker = new Worker(new URL(import.meta.url), { workerData: data });
  const [rate] = (await once(worker, 'message')) as [number];
  return rate;
}

async function bareServer(): Promise<Server> {
  const body = JSON.stringify({ customer_id: 'x'.repeat(36), company_id: 'org', company_name: 'Baobab Crafts' });
  const server = createServer((incoming, response) => {
    incoming.resume();
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
    response.end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function phoneAt(index: number): string {
  return `+1${4_150_000_000 + index}`;
}

async function load(to: Load): Promise<number> {
  await requestsPerSecond(to, WARM_UP);
  return requestsPerSecond(to, REQUESTS);
}

async function requestsPerSecond({ port, key }: Load, requests: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  let sent = 0;
  const caller = async (): Promise<void> => {
    while (sent < requests) {
      sent += 1;
      await ask(agent, port, key, phoneAt((sent * 7919) % CUSTOMERS));
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, caller));
  agent.destroy();
  return requests / ((performance.now() - startedAt) / 1000);
}

function ask(agent: Agent, port: number, key: string, phoneNumber: string): Promise<void> {
  const body = JSON.stringify({ phone_number: phoneNumber });
  const headers = { 'content-type': 'application/json', 'content-length': body.length, 'x-service-key': key };
  return new Promise((resolve, reject) => {
    request({ agent, port, host: '127.0.0.1', method: 'POST', path: '/lookup', headers }, (response) => {
      response.resume();
      response.on('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`answered ${response.statusCode}`)),
      );
    })
      .on('error', reject)
      .end(body);
  });
}
