import { expect } from 'chai';
import { Child, ServerProcess, type Finished } from '../support/child.js';
import { sqlKinds, type Place } from '../support/storages.js';

for (const kind of sqlKinds) {
  describe(`the command line [${kind.name}]`, () => {
    let place: Place;
    before(async () => {
      place = await kind.prepare();
    });
    after(() => place.remove());

    const cli = (...words: string[]): Promise<Finished> => Child.run('cli', words, place.environment);
    const json = async (...words: string[]): Promise<any> => {
      const { code, out, err } = await cli(...words, '--json');
      expect(code, err).to.equal(0);
      return JSON.parse(out);
    };

    it('migrates up, shows it, and takes it back', async () => {
      expect(await json('migrate', 'status')).to.deep.equal({ done: [], pending: ['0001-foundation'] });
      expect((await cli('migrate', 'up')).out).to.equal('Done: 0001-foundation\n');
      expect((await cli('migrate', 'up')).out).to.equal('There was nothing to do.\n');
      expect(await json('migrate', 'status')).to.deep.equal({ done: ['0001-foundation'], pending: [] });
      expect(await json('migrate', 'down')).to.deep.equal({ migrations: ['0001-foundation'] });
      expect(await json('migrate', 'status')).to.deep.equal({ done: [], pending: ['0001-foundation'] });
    });

    it('manages organizations and keys that a server then knows, and looks up what the server stored', async () => {
      const created = await json(
        'organizations',
        'create',
        '--id',
        'atlas',
        '--name',
        'Atlas Trading',
        '--default-country',
        'MA',
        '--unique-emails',
        'yes',
      );
      expect(created).to.deep.include({
        id: 'atlas',
        name: 'Atlas Trading',
        default_country: 'MA',
        unique_emails: true,
      });
      expect((await json('organizations', 'list')).organizations).to.deep.equal([created]);
      expect(
        (await json('organizations', 'change', 'atlas', '--name', 'Atlas', '--unique-emails', 'no')).name,
      ).to.equal('Atlas');
      const issued = await json(
        'keys',
        'issue',
        '--organization',
        'atlas',
        '--environment',
        'live',
        '--scopes',
        'customers:write,lookup',
        '--name',
        'till',
      );
      const plain = (await cli('keys', 'issue', '--organization', 'atlas', '--environment', 'test')).out.trim();
      expect(plain).to.match(/^ck_test_\w+$/);
      const server = await ServerProcess.start(place.environment);
      const { customer_id } = await server.api.customer(issued.api_key, { phone_number: '0612-345678' });
      const expected = { customer_id, company_id: 'atlas', company_name: 'Atlas' };
      expect(await json('lookup', '+212612345678')).to.deep.equal(expected);
      expect(await json('lookup', '0612345678', '--environment', 'live', '--company', 'atlas')).to.deep.equal(expected);
      expect((await cli('lookup', '+212612345678', '--environment', 'test')).err).to.equal(
        'Customer not found for phone: +212612345678\n',
      );
      expect((await json('keys', 'revoke', issued.key_id, '--organization', 'atlas')).revoked_at).to.be.a('string');
      expect((await server.api.post('/customers', { key: issued.api_key, body: { name: 'X' } })).status).to.equal(401);
      expect(
        (await json('keys', 'list', '--organization', 'atlas')).api_keys.map(({ name }: { name: string }) => name),
      ).to.have.members(['till', null]);
      await server.kill('SIGINT');
    });

    it('refuses with a sentence and code 1, and explains itself with code 2', async () => {
      const refused = async (...words: string[]): Promise<[number | null, string]> => {
        const { code, err } = await cli(...words);
        return [code, err.split('\n')[0]!];
      };
      expect(await refused('organizations', 'create', '--id', 'atlas', '--name', 'Again')).to.deep.equal([
        1,
        'An organization with this ID exists already',
      ]);
      expect(await refused('organizations', 'create', '--id', 'a b', '--name', 'X')).to.deep.equal([
        1,
        'id must be 1 to 64 characters from A-Z a-z 0-9 _ -',
      ]);
      expect(
        await refused(
          'keys',
          'issue',
          '--organization',
          'atlas',
          '--environment',
          'live',
          '--expires-at',
          '2001-01-01',
        ),
      ).to.deep.equal([1, 'expires_at must be in the future']);
      expect(await refused('keys', 'list', '--organization', 'nobody')).to.deep.equal([
        1,
        'Organization with ID nobody not found',
      ]);
      expect(await refused('lookup', 'letters')).to.deep.equal([
        1,
        'Invalid phone_number parameter: not a possible phone number',
      ]);
      expect(await refused('keys', 'issue', '--organization', 'atlas')).to.deep.equal([
        2,
        '--environment is required.',
      ]);
      expect(await refused('keys', 'issue', '--organization', 'atlas', '--environment', 'prod')).to.deep.equal([
        2,
        '--environment must be one of live, test.',
      ]);
      expect(
        await refused('keys', 'issue', '--organization', 'atlas', '--environment', 'live', '--scopes', 'all'),
      ).to.deep.equal([2, 'There is no scope "all".']);
      expect(await refused('lookup')).to.deep.equal([2, 'Expected <phone number>.']);
      expect((await json('organizations', 'change', 'atlas', '--default-country', 'none')).default_country).to.equal(
        null,
      );
      expect(await refused('organizations', 'change', 'atlas')).to.deep.equal([2, 'Nothing to change was named.']);
      expect(await refused('keys', 'list', '--nonsense')).to.satisfy(([code]: [number]) => code === 2);
      expect(await refused('dance')).to.deep.equal([2, 'There is no command "dance".']);
    });
  });
}

describe('the command line without a storage', () => {
  it('shows help and version, and draws keys that a server accepts', async () => {
    const nowhere = { STORAGE: 'mysql', DATABASE_URL: 'mysql://root@127.0.0.1:9/x', STORAGE_TIMEOUT_MS: '500' };
    expect((await Child.run('cli', ['--help'], nowhere)).out).to.include('migrate up');
    expect((await Child.run('cli', ['keys', 'issue', '--help'], nowhere)).out).to.include('--organization <text>');
    expect((await Child.run('cli', ['serve', '--help'], nowhere)).out).to.include('Runs the HTTP server');
    expect((await Child.run('cli', ['serve', 'now'], nowhere)).code).to.equal(2);
    expect((await Child.run('cli', ['--version'], nowhere)).out).to.match(/^\d+\.\d+\.\d+\n$/);
    const [live, test] = await Promise.all(
      ['live', 'test'].map(async (environment) =>
        (await Child.run('cli', ['keys', 'generate', '--environment', environment], nowhere)).out.trim(),
      ),
    );
    const server = await ServerProcess.start({
      STORAGE: 'memory',
      BOOTSTRAP_LIVE_KEY: live!,
      BOOTSTRAP_TEST_KEY: test!,
    });
    expect((await server.api.get('/customers', { key: live })).status).to.equal(200);
    expect((await server.api.post('/seed', { key: test })).status).to.equal(201);
    await server.kill('SIGINT');
    const inMemory = await Child.run('cli', ['organizations', 'list'], { STORAGE: 'memory' });
    expect([inMemory.code, inMemory.err]).to.deep.equal([
      1,
      'STORAGE=memory lives inside the server’s own process, where no command can reach it.\n',
    ]);
    const { code, err } = await Child.run('cli', ['organizations', 'list'], nowhere);
    expect(code).to.equal(1);
    expect(err).to.match(/^The storage cannot be used \(ECONNREFUSED\)/);
  });
});
