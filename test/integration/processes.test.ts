import { mkdtemp, rm } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import { once } from 'node:events';
import { expect } from 'chai';
import { freePort } from '../support/mysql-server.js';
import { Child, ServerProcess } from '../support/child.js';

describe('the server process', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'clientele-process-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('starts with no setting at all, shows demo keys once, and its curl lines are true', async () => {
    const first = await ServerProcess.start({}, folder);
    const key = /^  KEY=(ck_live_\w+)$/m.exec(first.child.err)?.[1];
    expect(first.child.err).to.match(/^  TEST_KEY=ck_test_\w+$/m);
    const [, body] = /-d '(.+)'/.exec(first.child.err)!;
    expect((await first.api.post('/customers', { key, raw: body! })).status).to.equal(201);
    const [, path] = /(\/lookup\?[^']+)'/.exec(first.child.err)!;
    expect((await first.api.get(path!, { key })).body.company_id).to.equal('demo');
    expect(first.child.out, 'the log').not.to.include(key!);
    expect((await first.kill('SIGINT')).code).to.equal(0);
    const second = await ServerProcess.start({}, folder);
    expect(second.child.err).not.to.match(/ck_(live|test)_\w/);
    expect((await second.api.get('/customers', { key })).body.pagination.totalCount).to.equal(1);
    await second.kill('SIGINT');
  });

  it('keeps every customer that it acknowledged through kill -9', async () => {
    const server = await ServerProcess.start({}, folder);
    const { live } = await server.api.organization();
    const acknowledged: string[] = [];
    const create = async (): Promise<void> => {
      for (;;) {
        const { status, body } = await server.api.post('/customers', { key: live, body: { name: 'Kept' } });
        if (status === 201) acknowledged.push(body.customer_id as string);
        if (acknowledged.length >= 60) server.child.kill('SIGKILL');
      }
    };
    await Promise.allSettled(Array.from({ length: 8 }, create));
    await server.child.finish();
    const restarted = await ServerProcess.start({}, folder);
    const { body } = await restarted.api.get('/customers?pageSize=200', { key: live });
    expect(body.customers.map(({ customer_id }: { customer_id: string }) => customer_id)).to.include.members(
      acknowledged,
    );
    expect(body.pagination.totalCount).to.equal(body.customers.length);
    await restarted.kill('SIGINT');
  });

  it('stops gracefully: says so, finishes what is under way, and exits by itself', async () => {
    const server = await ServerProcess.start({ STORAGE: 'memory', SHUTDOWN_DRAIN_MS: '400' });
    const { live } = await server.api.organization();
    const socket = connect(server.port, '127.0.0.1');
    await once(socket, 'connect');
    const body = JSON.stringify({ name: 'Under way' });
    socket.write(
      `POST /customers HTTP/1.1\r\nHost: x\r\nx-api-key: ${live}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
    );
    server.child.kill('SIGTERM');
    let readiness = await server.api.get('/readyz');
    while (readiness.status === 200) readiness = await server.api.get('/readyz');
    expect([readiness.status, readiness.body.checks.process, readiness.headers['retry-after']]).to.deep.equal([
      503,
      'stopping',
      '5',
    ]);
    expect((await server.api.get('/api/v1/health/detailed')).body.status).to.equal('unhealthy');
    expect((await server.api.get('/livez')).status).to.equal(200);
    socket.write(body.slice(5));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).to.match(/^HTTP\/1.1 201/);
    expect((await server.child.finish()).code).to.equal(0);
    expect(server.child.out).to.include('"stopped"');
  });

  it('cuts no connection that is in use: every answer of the drain retires its own', async () => {
    const server = await ServerProcess.start({ STORAGE: 'memory', SHUTDOWN_DRAIN_MS: '600' });
    const { live: key } = await server.api.organization();
    const failures: unknown[] = [];
    let isRetired = false;
    const caller = async (): Promise<void> => {
      while (!isRetired) {
        try {
          const { headers } = await server.api.get('/customers', { key });
          if (headers['connection'] === 'close') isRetired = true;
        } catch (error) {
          failures.push(error);
          return;
        }
      }
    };
    const callers = Array.from({ length: 10 }, caller);
    server.child.kill('SIGTERM');
    await Promise.all(callers);
    expect(failures).to.deep.equal([]);
    expect((await server.child.finish()).code).to.equal(0);
  });

  it('logs the request id of a caller who went away, too', async () => {
    const server = await ServerProcess.start({ STORAGE: 'memory' });
    const { live } = await server.api.organization();
    const socket = connect(server.port, '127.0.0.1');
    socket.write(
      `POST /customers HTTP/1.1\r\nHost: x\r\nX-Request-Id: went-away-1\r\nx-api-key: ${live}\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{`,
    );
    for (let asked = 0; asked < 3; asked += 1) await server.api.get('/livez');
    socket.destroy();
    while (!server.child.out.includes('went-away-1')) await server.api.get('/livez');
    expect(server.child.out).to.match(/"requestId":"went-away-1".*"status":499/);
    await server.kill('SIGINT');
  });

  it('hears SIGTERM through npm start, and leaves nothing behind', async () => {
    const port = await freePort();
    const environment = { PATH: process.env['PATH']!, PORT: String(port), STORAGE: 'memory' };
    const npm = spawn('npm', ['start'], { env: environment, detached: true });
    let text = '';
    npm.stderr.on('data', (data: Buffer) => (text += data.toString()));
    npm.stdout.on('data', (data: Buffer) => (text += data.toString()));
    try {
      while (!text.includes('listens at')) await once(npm.stderr, 'data');
      npm.kill('SIGTERM');
      await once(npm, 'close');
    } finally {
      if (npm.exitCode === null && npm.signalCode === null) process.kill(-npm.pid!, 'SIGKILL');
    }
    expect(text).to.include('"stopped"');
    const socket = connect(port, '127.0.0.1');
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).to.equal('ECONNREFUSED');
  });

  it('takes the echo of a signal for one signal', async () => {
    const server = await ServerProcess.start({ STORAGE: 'memory', SHUTDOWN_DRAIN_MS: '200' });
    server.child.kill('SIGTERM');
    server.child.kill('SIGTERM');
    expect((await server.child.finish()).code).to.equal(0);
  });

  const refusals: Record<string, { environment: Record<string, string>; says: RegExp }> = {
    'production without what it must have': {
      environment: { NODE_ENV: 'production', STORAGE: 'mysql' },
      says: /SERVICE_API_KEY[\s\S]*DATABASE_URL/,
    },
    'a bootstrap key that is malformed': {
      environment: { STORAGE: 'memory', BOOTSTRAP_LIVE_KEY: 'ck_live_x' },
      says: /BOOTSTRAP_LIVE_KEY is not of the form/,
    },
    'a database that does not answer': {
      environment: { STORAGE: 'mysql', DATABASE_URL: 'mysql://root@127.0.0.1:9/x', STORAGE_TIMEOUT_MS: '500' },
      says: /storage cannot be used \(ECONNREFUSED\)/,
    },
    'a path that cannot be written': {
      environment: { DATABASE_PATH: '/dev/null/here.db' },
      says: /storage cannot be used/,
    },
    'trust in an organization that does not exist': {
      environment: { STORAGE: 'memory', TRUST_UPSTREAM_AUTH_AS: 'nobody' },
      says: /TRUST_UPSTREAM_AUTH_AS names the organization nobody/,
    },
    'a database in memory, which would be empty again for every connection': {
      environment: { DATABASE_PATH: ':memory:' },
      says: /DATABASE_PATH must be a file/,
    },
    'a schema that is behind, where migrating is not its task': {
      environment: { MIGRATE_ON_START: 'false' },
      says: /clientele migrate up/,
    },
  };
  for (const [what, { environment, says }] of Object.entries(refusals)) {
    it(`refuses to start on ${what}, and says why`, async () => {
      const { code, err } = await Child.run('server', [], { PORT: '0', ...environment }, folder);
      expect(err).to.match(says);
      expect(err, 'a sentence, not a stack').not.to.match(/^\s+at /m);
      expect(code).to.equal(1);
    });
  }

  it('says so when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { code, err } = await Child.run('server', [], { STORAGE: 'memory', HOST: '127.0.0.1', PORT: String(port) });
    other.close();
    expect([code, err]).to.deep.equal([1, `Port ${port} is taken by another program. Set PORT to a free one.\n`]);
  });

  it('answers what is no HTTP, and stays up', async () => {
    const server = await ServerProcess.start({ STORAGE: 'memory' });
    const ask = async (text: string): Promise<string> => {
      const socket = connect(server.port, '127.0.0.1');
      socket.end(text);
      const chunks: Buffer[] = [];
      for await (const chunk of socket) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks).toString();
    };
    expect(await ask('GET /customers?search=M\u00dc HTTP/1.1\r\nHost: x\r\n\r\n')).to.match(
      /^HTTP\/1.1 400[\s\S]*"http_malformed"/,
    );
    expect(await ask('nonsense\r\n\r\n')).to.match(/^HTTP\/1.1 400/);
    expect(await ask(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)).to.match(
      /^HTTP\/1.1 431[\s\S]*"headers_too_long"/,
    );
    expect((await server.api.get('/livez')).status).to.equal(200);
    await server.kill('SIGINT');
  });
});
