import type { ChangeOrganization } from '../../../application/organization/change-organization.js';
import type { CreateOrganization } from '../../../application/organization/create-organization.js';
import type { ListOrganizations } from '../../../application/organization/list-organizations.js';
import type { Organization } from '../../../domain/organization/organization.js';
import { presentOrganization } from '../http/organizations/organizations-presenter.js';
import { textOption, UsageError, type Command, type Output, type Words } from './command.js';

export interface OrganizationsUseCases {
  readonly create: CreateOrganization['execute'];
  readonly list: ListOrganizations['execute'];
  readonly change: ChangeOrganization['execute'];
}

const about = {
  'default-country': {
    type: 'string',
    help: 'ISO 3166 code, or none; national phone numbers are read as this country’s',
  },
  'unique-emails': {
    type: 'string',
    help: 'yes or no: one e-mail address for at most one live customer',
    oneOf: ['yes', 'no'],
  },
} as const;

const PAGE_SIZE = 200;

export function organizationsCommands({ create, list, change }: OrganizationsUseCases): readonly Command[] {
  return [
    {
      name: 'organizations create',
      summary: 'Creates an organization',
      options: {
        id: { type: 'string', help: '1 to 64 of A-Z a-z 0-9 _ -; drawn when left out' },
        name: { type: 'string', help: 'its name', isRequired: true },
        ...about,
      },
      async run(words) {
        const id = textOption(words, 'id');
        const organization = await create({
          ...(id === undefined ? {} : { id }),
          ...changesOf(words),
          name: textOption(words, 'name')!,
        });
        return shown(organization, `Created ${organization.id}.`);
      },
    },
    {
      name: 'organizations list',
      summary: 'Lists organizations by id',
      options: { cursor: { type: 'string', help: 'where the page before ended' } },
      async run(words) {
        const cursor = textOption(words, 'cursor');
        const { organizations, nextCursor } = await list({
          pageSize: PAGE_SIZE,
          ...(cursor === undefined ? {} : { cursor }),
        });
        const lines = organizations.map(({ state }) => `${state.id}\t${state.name}\t${state.defaultCountry ?? '-'}`);
        const text = [...lines, ...(nextCursor === null ? [] : [`There are more: --cursor ${nextCursor}`])].join('\n');
        return {
          text: text || 'There are none.',
          json: { organizations: organizations.map(presentOrganization), nextCursor },
        };
      },
    },
    {
      name: 'organizations change',
      operands: ['<id>'],
      summary: 'Changes an organization, and what follows from it for its customers',
      options: { name: { type: 'string', help: 'its new name' }, ...about },
      async run(words) {
        const changes = changesOf(words);
        if (Object.keys(changes).length === 0) throw new UsageError('Nothing to change was named.');
        const organization = await change({ organizationId: words.operands[0]!, changes });
        return shown(organization, `Changed ${organization.id}.`);
      },
    },
  ];
}

function changesOf(words: Words): Parameters<ChangeOrganization['execute']>[0]['changes'] {
  const [name, country, unique] = ['name', 'default-country', 'unique-emails'].map((option) =>
    textOption(words, option),
  );
  return {
    ...(name === undefined ? {} : { name }),
    ...(country === undefined ? {} : { defaultCountry: country === 'none' ? null : country }),
    ...(unique === undefined ? {} : { uniqueEmails: unique === 'yes' }),
  };
}

function shown(organization: Organization, text: string): Output {
  return { text, json: presentOrganization(organization) };
}
