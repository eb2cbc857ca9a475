import type { GenerateApiKey } from '../../../application/organization/generate-api-key.js';
import type { IssueApiKey } from '../../../application/organization/issue-api-key.js';
import type { ListApiKeys } from '../../../application/organization/list-api-keys.js';
import type { RevokeApiKey } from '../../../application/organization/revoke-api-key.js';
import { SCOPES, type Scope } from '../../../domain/organization/scope.js';
import type { ApiKey } from '../../../domain/organization/api-key.js';
import type { Environment } from '../../../domain/organization/tenant.js';
import { parseInstant } from '../../../domain/shared/instant.js';
import { presentApiKey, presentIssuedKey } from '../http/organizations/organizations-presenter.js';
import { ENVIRONMENT_OPTION, ORGANIZATION_OPTION, textOption, UsageError, type Command } from './command.js';

export interface KeysUseCases {
  readonly issue: IssueApiKey['execute'];
  readonly list: ListApiKeys['execute'];
  readonly revoke: RevokeApiKey['execute'];
}

export function keysCommands({ issue, list, revoke }: KeysUseCases): readonly Command[] {
  return [
    {
      name: 'keys issue',
      summary: 'Issues an API key and shows it, this once',
      options: {
        organization: ORGANIZATION_OPTION,
        environment: { ...ENVIRONMENT_OPTION, isRequired: true },
        scopes: { type: 'string', help: `comma list of ${SCOPES.join(', ')}; all when left out` },
        name: { type: 'string', help: 'what it is for' },
        'expires-at': { type: 'string', help: 'ISO 8601 moment; never when left out' },
      },
      async run(words) {
        const scopes = scopesOf(textOption(words, 'scopes'));
        const { apiKey, plainText } = await issue({
          organizationId: textOption(words, 'organization')!,
          environment: textOption(words, 'environment') as Environment,
          ...(scopes === undefined ? {} : { scopes }),
          name: textOption(words, 'name') ?? null,
          expiresAt: momentOf(textOption(words, 'expires-at')),
        });
        return { text: plainText, json: presentIssuedKey(apiKey, plainText) };
      },
    },
    {
      name: 'keys list',
      summary: "Lists an organization's API keys, revoked ones too",
      options: { organization: ORGANIZATION_OPTION },
      async run(words) {
        const apiKeys = await list({ organizationId: textOption(words, 'organization')! });
        return {
          text: apiKeys.map(line).join('\n') || 'There are none.',
          json: { api_keys: apiKeys.map(presentApiKey) },
        };
      },
    },
    {
      name: 'keys revoke',
      operands: ['<key id>'],
      summary: 'Revokes an API key at once',
      options: { organization: ORGANIZATION_OPTION },
      async run(words) {
        const apiKey = await revoke({ organizationId: textOption(words, 'organization')!, keyId: words.operands[0]! });
        return { text: `Revoked ${apiKey.state.keyId}.`, json: presentApiKey(apiKey) };
      },
    },
  ];
}

export function generateKeyCommand(generateApiKey: GenerateApiKey): Command {
  return {
    name: 'keys generate',
    summary: 'Prints a well-formed API key without storing it, for BOOTSTRAP_LIVE_KEY and BOOTSTRAP_TEST_KEY',
    options: { environment: ENVIRONMENT_OPTION },
    async run(words) {
      const key = generateApiKey.execute({ environment: (textOption(words, 'environment') ?? 'live') as Environment });
      return { text: key, json: { api_key: key } };
    },
  };
}

function scopesOf(list: string | undefined): readonly Scope[] | undefined {
  const scopes = list?.split(',').map((scope) => scope.trim());
  const unknown = scopes?.find((scope) => !SCOPES.includes(scope as Scope));
  if (unknown !== undefined) throw new UsageError(`There is no scope "${unknown}".`);
  return scopes as readonly Scope[] | undefined;
}

function momentOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const instant = parseInstant(text);
  if (instant === undefined)
    throw new UsageError('--expires-at must be an ISO 8601 date, or date and time with offset.');
  return instant;
}

function line({ state }: ApiKey): string {
  const condition = state.revokedAt === null ? 'valid' : 'revoked';
  return [state.keyId, state.tenant.environment, condition, state.name ?? '-', state.scopes.join(',')].join('\t');
}
