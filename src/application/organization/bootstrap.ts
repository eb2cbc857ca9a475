import { readApiKey } from '../../domain/organization/api-key.js';
import { ApiKeyIdTaken, BootstrapKeyMalformed, OrganizationIdTaken } from '../../domain/organization/errors.js';
import { SCOPES } from '../../domain/organization/scope.js';
import { ENVIRONMENTS, type Environment } from '../../domain/organization/tenant.js';
import type { ApiKeyRepository } from '../ports/api-key-repository.js';
import type { Clock } from '../ports/clock.js';
import type { OrganizationRepository } from '../ports/organization-repository.js';
import type { Secrets } from '../ports/secrets.js';
import type { CreateOrganization } from './create-organization.js';
import { apiKeyOf, type IssueApiKey } from './issue-api-key.js';

const DEMO_ORGANIZATION = 'demo';

export interface BootstrapDeps {
  readonly organizations: OrganizationRepository;
  readonly apiKeys: ApiKeyRepository;
  readonly createOrganization: CreateOrganization;
  readonly issueApiKey: IssueApiKey;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

export interface BootstrapInput {
  readonly organizationId?: string;
  readonly keys: Readonly<Partial<Record<Environment, string>>>;
  /** Whether an empty storage, when nothing is asked for, gets a demo organization with keys to try things out. */
  readonly offersDemo: boolean;
}

/** The keys that were drawn for the demo and are to be shown once; none when nothing was drawn. */
export type DemoKeys = Readonly<Record<Environment, string>>;

/** Makes the first organization and its keys without a browser. Safe to run at every start, in several processes at once. */
export class Bootstrap {
  constructor(private readonly deps: BootstrapDeps) {}

  async execute({ organizationId, keys, offersDemo }: BootstrapInput): Promise<DemoKeys | undefined> {
    const wanted = organizationId !== undefined || Object.keys(keys).length > 0;
    if (!wanted) return offersDemo ? this.makeDemo() : undefined;
    const id = organizationId ?? DEMO_ORGANIZATION;
    ENVIRONMENTS.forEach((environment) => assertUsable(keys[environment], environment));
    await this.ensureOrganization(id);
    for (const environment of ENVIRONMENTS) {
      const plainText = keys[environment];
      if (plainText !== undefined) await this.ensureKey(id, plainText);
    }
    return undefined;
  }

  private async makeDemo(): Promise<DemoKeys | undefined> {
    const isEmpty = (await this.deps.organizations.list(1)).length === 0;
    if (!isEmpty || !(await this.ensureOrganization(DEMO_ORGANIZATION))) return undefined;
    const issue = async (environment: Environment): Promise<string> => {
      const issued = await this.deps.issueApiKey.execute({
        organizationId: DEMO_ORGANIZATION,
        environment,
        name: 'demo',
      });
      return issued.plainText;
    };
    return { live: await issue('live'), test: await issue('test') };
  }

  /** Whether it was this call that made it. */
  private async ensureOrganization(id: string): Promise<boolean> {
    if ((await this.deps.organizations.find(id)) !== undefined) return false;
    try {
      await this.deps.createOrganization.execute({ id, name: id === DEMO_ORGANIZATION ? 'Demo' : id });
      return true;
    } catch (error) {
      if (error instanceof OrganizationIdTaken) return false;
      throw error;
    }
  }

  private async ensureKey(organizationId: string, plainText: string): Promise<void> {
    const { apiKeys, secrets, clock } = this.deps;
    const terms = { scopes: SCOPES, name: 'bootstrap', expiresAt: null };
    const apiKey = apiKeyOf(plainText, organizationId, secrets, terms, clock.now());
    try {
      await apiKeys.add(apiKey);
    } catch (error) {
      if (!(error instanceof ApiKeyIdTaken)) throw error;
      const existing = (await apiKeys.find(apiKey.state.keyId))?.state;
      const isSame = existing?.hash === apiKey.state.hash && existing.tenant.organizationId === organizationId;
      if (!isSame) throw new BootstrapKeyMalformed('another key with the same id exists already');
    }
  }
}

function assertUsable(plainText: string | undefined, environment: Environment): void {
  const setting = environment === 'live' ? 'BOOTSTRAP_LIVE_KEY' : 'BOOTSTRAP_TEST_KEY';
  if (plainText === undefined) return;
  const parts = readApiKey(plainText);
  if (parts === undefined) {
    throw new BootstrapKeyMalformed(
      `${setting} is not of the form ck_${environment}_<id>_<secret>_<checksum>, or its checksum does not fit`,
    );
  }
  if (parts.environment !== environment) throw new BootstrapKeyMalformed(`${setting} holds a ${parts.environment} key`);
}
