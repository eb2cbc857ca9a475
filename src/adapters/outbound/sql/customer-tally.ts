import type { Knex } from 'knex';
import type { CustomerFilter } from '../../../application/ports/customer-repository.js';
import type { Customer } from '../../../domain/customer/customer.js';
import type { Tenant } from '../../../domain/organization/tenant.js';
import { tenantColumns } from './customer-row.js';

const TALLY = 'customer_tally';

/** Spreads a tenant's tallies over several rows, so that concurrent writers seldom wait for one another. */
const SLOTS = 16;

const BUCKET_COLUMNS = [
  'organization_id',
  'environment',
  'customer_status',
  'is_business',
  'has_bought',
  'slot',
] as const;

interface Bucket {
  readonly customer_status: string;
  readonly is_business: number;
  readonly has_bought: number;
  readonly slot: number;
}

/**
 * How many live customers a tenant has of each kind, kept in the transaction that changes them: counting a million rows
 * for every page would make the page cost a million rows.
 */
export async function moveTally(
  transaction: Knex.Transaction,
  tenant: Tenant,
  before: Customer | undefined,
  after: Customer,
): Promise<void> {
  const from = before === undefined ? undefined : bucketOf(before);
  const to = bucketOf(after);
  if (JSON.stringify(from) === JSON.stringify(to)) return;
  if (from !== undefined) await addToTally(transaction, tenant, from, -1);
  if (to !== undefined) await addToTally(transaction, tenant, to, 1);
}

export async function addToTally(knex: Knex, tenant: Tenant, bucket: Bucket, difference: number): Promise<void> {
  await knex(TALLY)
    .insert({ ...tenantColumns(tenant), ...bucket, customers: difference })
    .onConflict([...BUCKET_COLUMNS])
    .merge({ customers: knex.raw('?? + ?', [`${TALLY}.customers`, difference]) });
}

export async function readTally(
  knex: Knex,
  tenant: Tenant,
  { isBusiness, hasBought, status }: CustomerFilter,
): Promise<number> {
  const rows = knex(TALLY).where(tenantColumns(tenant));
  if (isBusiness !== undefined) void rows.where('is_business', Number(isBusiness));
  if (hasBought !== undefined) void rows.where('has_bought', Number(hasBought));
  if (status !== undefined) void rows.where('customer_status', status);
  const [sum] = await rows.sum<{ total: string | number | null }[]>({ total: 'customers' });
  return Number(sum?.total ?? 0);
}

export function bucketOf({ id, state, isDeleted }: Customer): Bucket | undefined {
  if (isDeleted) return undefined;
  const { status, isBusiness } = state.details;
  return {
    customer_status: status,
    is_business: Number(isBusiness),
    has_bought: Number(state.hasBought),
    slot: slotOf(id),
  };
}

function slotOf(id: string): number {
  let sum = 0;
  for (let index = 0; index < id.length; index += 1) sum = (sum * 31 + id.charCodeAt(index)) % 65_521;
  return sum % SLOTS;
}
