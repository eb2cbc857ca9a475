import type { Knex } from 'knex';
import type { Migration } from './migrations.js';

const TENANT = ['organization_id', 'environment'];
const TABLES = ['transactions', 'customer_tally', 'customers', 'api_keys', 'organizations'];

/** Tables that a crash left half-way are there already: MySQL has no transactions over its schema. */
async function createTable(knex: Knex, name: string, define: (table: Knex.CreateTableBuilder) => void): Promise<void> {
  if (await knex.schema.hasTable(name)) return;
  await knex.schema.createTable(name, (table) => {
    // Binary collation: ids and keys are compared exactly, and every engine sorts them alike.
    if (knex.client.dialect === 'mysql') {
      void table.engine('InnoDB');
      void table.charset('utf8mb4');
      void table.collate('utf8mb4_bin');
    }
    define(table);
  });
}

function tenantColumns(table: Knex.CreateTableBuilder): void {
  table.string('organization_id', 64).notNullable();
  table.string('environment', 4).notNullable();
}

export const foundation: Migration = {
  name: '0001-foundation',

  async up(knex) {
    await createTable(knex, 'organizations', (table) => {
      table.string('organization_id', 64).primary();
      table.string('name', 255).notNullable();
      table.string('default_country', 2);
      table.boolean('unique_emails').notNullable();
      table.bigInteger('created_at').notNullable();
      table.bigInteger('updated_at').notNullable();
    });

    await createTable(knex, 'api_keys', (table) => {
      table.string('key_id', 32).primary();
      tenantColumns(table);
      table.string('hash', 64).notNullable();
      table.string('scopes', 255).notNullable();
      table.string('name', 255);
      table.bigInteger('expires_at');
      table.bigInteger('created_at').notNullable();
      table.bigInteger('last_used_at');
      table.bigInteger('revoked_at');
      table.index(['organization_id', 'created_at', 'key_id'], 'api_keys_of_organization');
    });

    await createTable(knex, 'customers', (table) => {
      tenantColumns(table);
      table.string('customer_id', 64).notNullable();
      table.string('name', 255).notNullable();
      table.string('first_name', 127);
      table.string('last_name', 127);
      table.string('email', 254);
      table.string('phone_number', 40);
      table.string('whatsapp_number', 40);
      table.string('country', 100);
      table.string('state', 100);
      table.string('city', 100);
      table.string('address', 500);
      table.string('postal_code', 20);
      table.string('date_of_birth', 10);
      table.boolean('is_business').notNullable();
      table.string('channels', 64).notNullable();
      table.boolean('is_loyalty_member').notNullable();
      table.string('customer_status', 16).notNullable();
      table.bigInteger('lifetime_value_cents').notNullable();
      table.bigInteger('acquired_at').notNullable();
      table.text('metadata').notNullable();
      table.string('phone_key', 24);
      table.string('whatsapp_key', 24);
      table.string('unique_email_key', 254);
      // Folding can make a text up to three times as long.
      table.string('folded_name', 765).notNullable();
      table.string('folded_email', 762);
      table.boolean('has_bought').notNullable();
      table.bigInteger('created_at').notNullable();
      table.bigInteger('updated_at').notNullable();
      table.bigInteger('deleted_at');
      // Unique among live rows: NULL for deleted ones, which a unique index lets repeat.
      table.specificType(
        'live_email_key',
        'varchar(254) generated always as (case when deleted_at is null then unique_email_key end) virtual',
      );
      table.primary([...TENANT, 'customer_id']);
      table.unique([...TENANT, 'live_email_key'], { indexName: 'customers_live_email' });
      table.index([...TENANT, 'deleted_at', 'created_at', 'customer_id'], 'customers_newest');
      table.index(
        [...TENANT, 'deleted_at', 'customer_status', 'created_at', 'customer_id'],
        'customers_newest_by_status',
      );
      table.index([...TENANT, 'deleted_at', 'is_business', 'created_at', 'customer_id'], 'customers_newest_by_type');
      table.index([...TENANT, 'deleted_at', 'has_bought', 'created_at', 'customer_id'], 'customers_newest_by_activity');
      table.index(['environment', 'phone_key', 'deleted_at', 'organization_id'], 'customers_phone');
      table.index(['environment', 'whatsapp_key', 'deleted_at', 'organization_id'], 'customers_whatsapp');
    });

    await createTable(knex, 'customer_tally', (table) => {
      tenantColumns(table);
      table.string('customer_status', 16).notNullable();
      table.boolean('is_business').notNullable();
      table.boolean('has_bought').notNullable();
      table.smallint('slot').notNullable();
      table.bigInteger('customers').notNullable();
      table.primary([...TENANT, 'customer_status', 'is_business', 'has_bought', 'slot']);
    });

    await createTable(knex, 'transactions', (table) => {
      tenantColumns(table);
      table.string('transaction_id', 64).notNullable();
      table.string('customer_id', 64).notNullable();
      table.string('description', 500);
      table.bigInteger('amount_thousandths').notNullable();
      table.string('currency_code', 3).notNullable();
      table.string('status', 16).notNullable();
      table.bigInteger('created_at').notNullable();
      table.primary([...TENANT, 'transaction_id']);
      table.index([...TENANT, 'customer_id', 'created_at', 'transaction_id'], 'transactions_newest');
    });
  },

  async down(knex) {
    for (const table of TABLES) await knex.schema.dropTableIfExists(table);
  },
};
