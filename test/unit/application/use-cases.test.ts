import { expect } from 'chai';
import { fake, stub } from 'sinon';
import { openInMemoryStorage } from '../../../src/adapters/outbound/in-memory/in-memory-storage.js';
import { NodeSecrets } from '../../../src/adapters/outbound/crypto/node-secrets.js';
import { DetachedBackground } from '../../../src/adapters/outbound/system/detached-background.js';
import { UuidGenerator } from '../../../src/adapters/outbound/system/uuid-generator.js';
import type { Storage } from '../../../src/adapters/outbound/storage.js';
import { ChangeCustomer } from '../../../src/application/customer/change-customer.js';
import { CreateCustomer } from '../../../src/application/customer/create-customer.js';
import { DeleteCustomer } from '../../../src/application/customer/delete-customer.js';
import { GetCustomer } from '../../../src/application/customer/get-customer.js';
import { ListCustomers } from '../../../src/application/customer/list-customers.js';
import { RestoreCustomer } from '../../../src/application/customer/restore-customer.js';
import { SeedCustomers } from '../../../src/application/customer/seed-customers.js';
import { LookUpBatch } from '../../../src/application/lookup/look-up-batch.js';
import { LookUpCustomer } from '../../../src/application/lookup/look-up-customer.js';
import { AuthenticateApiKey } from '../../../src/application/organization/authenticate-api-key.js';
import { AuthenticateServiceKey } from '../../../src/application/organization/authenticate-service-key.js';
import { Bootstrap } from '../../../src/application/organization/bootstrap.js';
import { ChangeOrganization } from '../../../src/application/organization/change-organization.js';
import { CreateOrganization } from '../../../src/application/organization/create-organization.js';
import { GenerateApiKey } from '../../../src/application/organization/generate-api-key.js';
import { IssueApiKey } from '../../../src/application/organization/issue-api-key.js';
import { RevokeApiKey } from '../../../src/application/organization/revoke-api-key.js';
import { StorageUnavailable } from '../../../src/application/ports/errors.js';
import { CheckReadiness } from '../../../src/application/system/check-readiness.js';
import { ListTransactions } from '../../../src/application/transaction/list-transactions.js';
import { RecordTransaction } from '../../../src/application/transaction/record-transaction.js';
import {
  CustomerNotFound,
  PhoneBelongsToSeveral,
  PhoneMissing,
  PhoneNotFound,
  PhoneNotPossible,
  SeedNeedsTestEnvironment,
} from '../../../src/domain/customer/errors.js';
import {
  ApiKeyNotFound,
  ApiKeyRefused,
  BootstrapKeyMalformed,
  EmailsNotUnique,
  OrganizationNotFound,
  ServiceKeyRefused,
} from '../../../src/domain/organization/errors.js';
import { readApiKey, writeApiKey } from '../../../src/domain/organization/api-key.js';
import { tenantOf } from '../../../src/domain/organization/tenant.js';
import { CursorNotUsable } from '../../../src/domain/shared/page.js';
import { anOrganization, NOW } from '../../support/builders.js';
import { rejection } from '../../support/rejection.js';

const ids = new UuidGenerator();
const secrets = new NodeSecrets();
const live = tenantOf('shop', 'live');
const test = tenantOf('shop', 'test');

describe('use cases', () => {
  let storage: Storage;
  let now: number;
  const clock = { now: () => now };
  const background = { run: (task: () => Promise<unknown>) => void task() };
  beforeEach(async () => {
    storage = openInMemoryStorage();
    now = NOW;
    await storage.organizations.add(anOrganization({ id: 'shop', defaultCountry: 'SN' }));
  });

  const create = (draft: object = {}, tenant = live) =>
    new CreateCustomer({ ...storage, ids, clock }).execute({ tenant, draft: { name: 'Ada', ...draft } });

  describe('customers', () => {
    it('are created with the policy of their organization', async () => {
      const customer = await create({ phoneNumber: '77 123 45 67' });
      expect(customer.state.keys.phoneKey).to.equal('+221771234567');
      expect((await new GetCustomer(storage).execute({ tenant: live, customerId: customer.id })).state).to.deep.equal(
        customer.state,
      );
    });

    it('cannot be created for an organization that does not exist', async () => {
      expect(await rejection(create({}, tenantOf('nobody', 'live')))).to.be.instanceOf(OrganizationNotFound);
    });

    it('are changed, deleted and restored at the time that the clock shows', async () => {
      const { id: customerId } = await create();
      now += 5;
      const changed = await new ChangeCustomer({ ...storage, clock }).execute({
        tenant: live,
        customerId,
        changes: { city: 'Dakar' },
      });
      expect(changed.state.updatedAt).to.equal(NOW + 5);
      await new DeleteCustomer({ ...storage, clock }).execute({ tenant: live, customerId });
      expect(await rejection(new GetCustomer(storage).execute({ tenant: live, customerId }))).to.be.instanceOf(
        CustomerNotFound,
      );
      now += 5;
      const restored = await new RestoreCustomer({ ...storage, clock }).execute({ tenant: live, customerId });
      expect(restored.state.updatedAt).to.equal(NOW + 10);
    });

    it('are not looked for under what cannot be an id', async () => {
      const customers = { find: fake(), update: fake() } as never;
      for (const customerId of ['', 'a b', '../x', 'x'.repeat(65)]) {
        const input = { tenant: live, customerId, changes: {} };
        for (const useCase of [
          new GetCustomer({ customers }),
          new ChangeCustomer({ customers, clock }),
          new DeleteCustomer({ customers, clock }),
          new RestoreCustomer({ customers, clock }),
        ]) {
          expect(await rejection(useCase.execute(input))).to.be.instanceOf(CustomerNotFound);
        }
      }
    });

    it('are listed with a cursor that knows its list', async () => {
      for (let index = 0; index < 3; index += 1) await create();
      const list = new ListCustomers(storage);
      const first = await list.execute({ tenant: live, filter: {}, pageSize: 2, at: { page: 1 } });
      expect(first).to.deep.include({ totalCount: 3, totalPages: 2 });
      const second = await list.execute({ tenant: live, filter: {}, pageSize: 2, at: { cursor: first.nextCursor! } });
      expect([second.customers.length, second.nextCursor]).to.deep.equal([1, null]);
      const misuse = list.execute({ tenant: test, filter: {}, pageSize: 2, at: { cursor: first.nextCursor! } });
      expect(await rejection(misuse)).to.be.instanceOf(CursorNotUsable);
    });

    it('are seeded in the test environment only', async () => {
      const seed = new SeedCustomers({ ...storage, clock });
      expect(await rejection(seed.execute({ tenant: live }))).to.be.instanceOf(SeedNeedsTestEnvironment);
      const first = await seed.execute({ tenant: test });
      expect((await seed.execute({ tenant: test })).map(({ id }) => id)).to.deep.equal(first.map(({ id }) => id));
    });
  });

  describe('transactions', () => {
    it('are listed once settled, page by page', async () => {
      const { id: customerId } = await create();
      const record = new RecordTransaction({ ...storage, ids, clock });
      for (const status of ['completed', 'pending', 'refunded'] as const) {
        now += 1;
        await record.execute({
          tenant: live,
          customerId,
          report: { amountThousandths: 1, currencyCode: 'XOF', status },
        });
      }
      const list = new ListTransactions(storage);
      const first = await list.execute({ tenant: live, customerId, limit: 1 });
      const second = await list.execute({ tenant: live, customerId, limit: 1, cursor: first.nextCursor! });
      expect([...first.transactions, ...second.transactions].map(({ state }) => state.status)).to.deep.equal([
        'refunded',
        'completed',
      ]);
      expect(second.nextCursor).to.equal(null);
      expect(await rejection(list.execute({ tenant: live, customerId: 'nobody', limit: 1 }))).to.be.instanceOf(
        CustomerNotFound,
      );
    });
  });

  describe('look-up', () => {
    const lookUp = (phoneNumber: string, scope: object = {}) =>
      new LookUpCustomer({ directory: storage.phoneDirectory, organizations: storage.organizations }).execute({
        phoneNumber,
        scope: { environment: 'live', ...scope },
      });

    it('answers the oldest of a company, ties broken by the smaller id', async () => {
      const [first] = [await create({ phoneNumber: '+14155550100' }), await create({ phoneNumber: '+14155550100' })];
      expect(await lookUp('whatsapp:+1 415 555 0100')).to.deep.equal({
        customerId: first.id,
        organizationId: 'shop',
        organizationName: 'Baobab Crafts',
      });
    });

    it('says what is wrong with a number, and who does not have it', async () => {
      expect(await rejection(lookUp(''))).to.be.instanceOf(PhoneMissing);
      expect(await rejection(lookUp('letters'))).to.be.instanceOf(PhoneNotPossible);
      expect(await rejection(lookUp('tel:+14155550199')))
        .to.be.instanceOf(PhoneNotFound)
        .with.property('message', 'Customer not found for phone: +14155550199');
    });

    it('refuses to choose between companies, and shows nobody another company’s customers', async () => {
      await storage.organizations.add(anOrganization({ id: 'rival' }));
      await create({ phoneNumber: '+14155550101' });
      await create({ phoneNumber: '+14155550101' }, tenantOf('rival', 'live'));
      expect(await rejection(lookUp('+14155550101')))
        .to.be.instanceOf(PhoneBelongsToSeveral)
        .with.deep.property('organizationIds', ['rival', 'shop']);
      expect((await lookUp('+14155550101', { companyId: 'rival' })).organizationId).to.equal('rival');
      expect((await lookUp('+14155550101', { organizationId: 'shop' })).organizationId).to.equal('shop');
      expect(await rejection(lookUp('+14155550101', { organizationId: 'shop', companyId: 'rival' }))).to.be.instanceOf(
        PhoneNotFound,
      );
    });

    it('lets a national number mean what it means in each customer’s own organization', async () => {
      await storage.organizations.add(anOrganization({ id: 'bandung', defaultCountry: 'ID' }));
      await create({ phoneNumber: '+221771234567' });
      await create({ phoneNumber: '+62771234567' }, tenantOf('bandung', 'live'));
      expect(await rejection(lookUp('771234567'))).to.be.instanceOf(PhoneBelongsToSeveral);
      await storage.organizations.add(anOrganization({ id: 'foreign' }));
      const abroad = await create({ phoneNumber: '+221781234567' }, tenantOf('foreign', 'live'));
      expect(
        await rejection(lookUp('781234567')),
        'read as Senegal’s, and the customer’s organization does not',
      ).to.be.instanceOf(PhoneNotFound);
      expect((await lookUp('+221781234567')).customerId).to.equal(abroad.id);
    });

    it('asks for the countries once for a whole batch, and lets a storage failure be one', async () => {
      const organizations = { ...storage.organizations, defaultCountries: fake.resolves(['SN']) } as never;
      await create({ phoneNumber: '77 123 45 67' });
      const batch = new LookUpBatch({ directory: storage.phoneDirectory, organizations });
      const outcomes = await batch.execute({
        phoneNumbers: ['771234567', '77 123 45 67', undefined, '770000000'],
        scope: { environment: 'live' },
      });
      expect(outcomes.map((outcome) => ('answer' in outcome ? 'found' : outcome.refusal.code))).to.deep.equal([
        'found',
        'found',
        'phone_not_possible',
        'phone_not_found',
      ]);
      expect((organizations as { defaultCountries: { callCount: number } }).defaultCountries.callCount).to.equal(1);
      const broken = new LookUpBatch({
        directory: { findByPhoneAcrossOrganizations: fake.rejects(new StorageUnavailable()) } as never,
        organizations,
      });
      expect(
        await rejection(broken.execute({ phoneNumbers: ['+14155550100'], scope: { environment: 'live' } })),
      ).to.be.instanceOf(StorageUnavailable);
    });
  });

  describe('organizations', () => {
    it('take a new policy to all their customers, batch by batch', async () => {
      for (let index = 0; index < 101; index += 1) await create({ phoneNumber: `77 123 ${String(4000 + index)}` });
      const updateNext = stub().callsFake((...parameters: Parameters<Storage['customers']['updateNext']>) =>
        storage.customers.updateNext(...parameters),
      );
      const change = new ChangeOrganization({ ...storage, customers: { updateNext } as never, clock });
      await change.execute({ organizationId: 'shop', changes: { defaultCountry: null } });
      const { customers } = await storage.customers.list(live, { filter: {}, limit: 600, start: { skip: 0 } });
      expect(new Set(customers.map(({ state }) => state.keys.phoneKey?.startsWith('77')))).to.deep.equal(
        new Set([true]),
      );
      expect(updateNext.callCount).to.equal(4);
      await change.execute({ organizationId: 'shop', changes: { name: 'Renamed' } });
      expect(updateNext.callCount, 'a new name is no new policy').to.equal(4);
    });

    it('keep their addresses as they are when these cannot be unique', async () => {
      await create({ email: 'a@example.com' });
      await create({ email: 'a@example.com' });
      const change = new ChangeOrganization({ ...storage, clock });
      expect(
        await rejection(change.execute({ organizationId: 'shop', changes: { uniqueEmails: true } })),
      ).to.be.instanceOf(EmailsNotUnique);
      const both = { uniqueEmails: true, defaultCountry: 'ID', name: 'New' };
      expect(await rejection(change.execute({ organizationId: 'shop', changes: both }))).to.be.instanceOf(
        EmailsNotUnique,
      );
      expect((await storage.organizations.find('shop'))?.state).to.include({
        uniqueEmails: false,
        defaultCountry: 'SN',
        name: 'Baobab Crafts',
      });
      await create({ email: 'a@example.com' });
    });

    it('are mended by the next change when a crash left addresses as unique that are not', async () => {
      await create({ email: 'a@example.com' });
      await create({ email: 'a@example.com' });
      await storage.organizations.update('shop', (found) => found.change({ uniqueEmails: true }, NOW));
      const change = new ChangeOrganization({ ...storage, clock });
      expect(
        await rejection(change.execute({ organizationId: 'shop', changes: { uniqueEmails: true } })),
      ).to.be.instanceOf(EmailsNotUnique);
      expect((await storage.organizations.find('shop'))?.state.uniqueEmails).to.equal(false);
    });

    it('keep what somebody else changed while a refused change was taken back', async () => {
      await create({ email: 'a@example.com' });
      await create({ email: 'a@example.com' });
      let isRenamed = false;
      const updateNext = async (...parameters: Parameters<Storage['customers']['updateNext']>) => {
        if (!isRenamed) await storage.organizations.update('shop', (found) => found.change({ name: 'Renamed' }, NOW));
        isRenamed = true;
        return storage.customers.updateNext(...parameters);
      };
      const change = new ChangeOrganization({ ...storage, customers: { updateNext } as never, clock });
      expect(
        await rejection(
          change.execute({ organizationId: 'shop', changes: { uniqueEmails: true, defaultCountry: 'ID' } }),
        ),
      ).to.be.instanceOf(EmailsNotUnique);
      expect((await storage.organizations.find('shop'))?.state).to.include({
        name: 'Renamed',
        defaultCountry: 'SN',
        uniqueEmails: false,
      });
    });
  });

  describe('API keys', () => {
    const generateApiKey = new GenerateApiKey({ secrets });
    const issue = () =>
      new IssueApiKey({ ...storage, generateApiKey, secrets, clock }).execute({
        organizationId: 'shop',
        environment: 'live',
        expiresAt: NOW + 1000,
      });
    const authenticate = (plainText: string) =>
      new AuthenticateApiKey({ ...storage, secrets, clock, background }).execute({ plainText });

    it('open the door until they expire', async () => {
      const { plainText, apiKey } = await issue();
      expect(apiKey.state.hash).not.to.include(plainText.slice(10, 20));
      expect((await authenticate(plainText)).state.tenant).to.deep.equal(live);
      now += 1000;
      expect(await rejection(authenticate(plainText))).to.be.instanceOf(ApiKeyRefused);
    });

    it('open nothing once revoked, by their own organization only', async () => {
      const { plainText, apiKey } = await issue();
      const revoke = new RevokeApiKey({ ...storage, clock });
      await storage.organizations.add(anOrganization({ id: 'rival' }));
      expect(await rejection(revoke.execute({ organizationId: 'rival', keyId: apiKey.state.keyId }))).to.be.instanceOf(
        ApiKeyNotFound,
      );
      await authenticate(plainText);
      await revoke.execute({ organizationId: 'shop', keyId: apiKey.state.keyId });
      expect(await rejection(authenticate(plainText))).to.be.instanceOf(ApiKeyRefused);
    });

    it('are refused with another secret, however well-formed', async () => {
      const { plainText } = await issue();
      const forged = writeApiKey({ ...readApiKey(plainText)!, secret: 'x'.repeat(32) });
      expect(await rejection(authenticate(forged))).to.be.instanceOf(ApiKeyRefused);
    });

    it('open the door though their use cannot be noted, and note it once at a time', async () => {
      const { plainText } = await issue();
      const { apiKeys } = storage;
      const update = stub().callsFake(() => Promise.reject(new StorageUnavailable()));
      const failures: unknown[] = [];
      const reporting = new DetachedBackground((error) => failures.push(error));
      const useCase = new AuthenticateApiKey({
        apiKeys: { find: (id: string) => apiKeys.find(id), update } as never,
        secrets,
        clock,
        background: reporting,
      });
      await Promise.all([1, 2, 3].map(() => useCase.execute({ plainText })));
      expect(update.callCount).to.equal(1);
      await new Promise((resolve) => setImmediate(resolve));
      expect(failures[0]).to.be.instanceOf(StorageUnavailable);
    });

    it('are not looked up when their checksum does not fit', async () => {
      const find = fake();
      const useCase = new AuthenticateApiKey({ apiKeys: { find } as never, secrets, clock, background });
      expect(await rejection(useCase.execute({ plainText: 'ck_live_abcd_x' }))).to.be.instanceOf(ApiKeyRefused);
      expect(find.callCount).to.equal(0);
    });

    it('of services are compared whole, and none is right where none is set', () => {
      const service = (serviceKey: string | undefined) => new AuthenticateServiceKey({ secrets, serviceKey });
      service('the right one').execute({ presented: 'the right one' });
      expect(() => service('the right one').execute({ presented: 'the right on' })).to.throw(ServiceKeyRefused);
      expect(() => service(undefined).execute({ presented: '' })).to.throw(ServiceKeyRefused);
    });
  });

  describe('bootstrap', () => {
    const generateApiKey = new GenerateApiKey({ secrets });
    const bootstrap = () => {
      const createOrganization = new CreateOrganization({ ...storage, ids, clock });
      const issueApiKey = new IssueApiKey({ ...storage, generateApiKey, secrets, clock });
      return new Bootstrap({ ...storage, createOrganization, issueApiKey, secrets, clock });
    };
    const [liveKey, testKey] = [
      generateApiKey.execute({ environment: 'live' }),
      generateApiKey.execute({ environment: 'test' }),
    ];

    it('makes a demo on an empty storage, once', async () => {
      storage = openInMemoryStorage();
      const keys = await bootstrap().execute({ keys: {}, offersDemo: true });
      expect(keys?.live).to.match(/^ck_live_/);
      expect(await bootstrap().execute({ keys: {}, offersDemo: true })).to.equal(undefined);
      expect((await storage.apiKeys.listOf('demo')).length).to.equal(2);
    });

    it('makes no demo where there is something, or none is offered', async () => {
      expect(await bootstrap().execute({ keys: {}, offersDemo: true })).to.equal(undefined);
      storage = openInMemoryStorage();
      expect(await bootstrap().execute({ keys: {}, offersDemo: false })).to.equal(undefined);
      expect(await storage.organizations.list(1)).to.deep.equal([]);
    });

    it('makes exactly the organization and the keys that it is given, however often', async () => {
      const input = { organizationId: 'given', keys: { live: liveKey, test: testKey }, offersDemo: true };
      for (let start = 0; start < 2; start += 1) expect(await bootstrap().execute(input)).to.equal(undefined);
      expect(
        (await storage.apiKeys.listOf('given')).map(({ state }) => state.tenant.environment).toSorted(),
      ).to.deep.equal(['live', 'test']);
      const opened = await new AuthenticateApiKey({ ...storage, secrets, clock, background }).execute({
        plainText: liveKey,
      });
      expect(opened.state.tenant.organizationId).to.equal('given');
    });

    it('refuses keys that cannot be what they should be, before anything is made', async () => {
      for (const keys of [
        { live: 'secret' },
        { live: testKey },
        { test: `${testKey}x` },
        { live: liveKey, test: liveKey },
      ]) {
        expect(
          await rejection(bootstrap().execute({ organizationId: 'given', keys, offersDemo: false })),
          JSON.stringify(keys),
        ).to.be.instanceOf(BootstrapKeyMalformed);
      }
      expect(await storage.organizations.find('given')).to.equal(undefined);
      await bootstrap().execute({ organizationId: 'given', keys: { live: liveKey }, offersDemo: false });
      expect(
        await rejection(bootstrap().execute({ organizationId: 'other', keys: { live: liveKey }, offersDemo: false })),
      ).to.be.instanceOf(BootstrapKeyMalformed);
    });
  });

  describe('readiness', () => {
    it('is the storage’s and the process’s', async () => {
      const check = (ping: () => Promise<void>, isStopping: boolean) =>
        new CheckReadiness({ storage: { ping }, process: { isStopping } }).execute();
      expect(await check(async () => {}, false)).to.deep.equal({
        isReady: true,
        checks: { storage: 'up', process: 'running' },
      });
      expect((await check(async () => {}, true)).isReady).to.equal(false);
      expect((await check(() => Promise.reject(new StorageUnavailable()), false)).checks.storage).to.equal('down');
      expect(await rejection(check(() => Promise.reject(new TypeError('a defect')), false))).to.be.instanceOf(
        TypeError,
      );
    });
  });
});
