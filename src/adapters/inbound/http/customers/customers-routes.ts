import type { ChangeCustomer } from '../../../../application/customer/change-customer.js';
import type { CreateCustomer } from '../../../../application/customer/create-customer.js';
import type { DeleteCustomer } from '../../../../application/customer/delete-customer.js';
import type { GetCustomer } from '../../../../application/customer/get-customer.js';
import type { ListCustomers } from '../../../../application/customer/list-customers.js';
import type { RestoreCustomer } from '../../../../application/customer/restore-customer.js';
import type { SeedCustomers } from '../../../../application/customer/seed-customers.js';
import type { ListTransactions } from '../../../../application/transaction/list-transactions.js';
import type { RecordTransaction } from '../../../../application/transaction/record-transaction.js';
import type { CustomerStatus } from '../../../../domain/customer/customer-details.js';
import { errorBody, errorSchema } from '../error-shape.js';
import { route, type Door, type Method, type Route } from '../route.js';
import {
  changesOf,
  MERGE_PATCH,
  presentCustomer,
  presentTransaction,
  reportOf,
  type CustomerBody,
  type TransactionBody,
} from './customers-presenter.js';
import * as schemas from './customers-schemas.js';

export interface CustomersDeps {
  readonly createCustomer: CreateCustomer;
  readonly getCustomer: GetCustomer;
  readonly changeCustomer: ChangeCustomer;
  readonly deleteCustomer: DeleteCustomer;
  readonly restoreCustomer: RestoreCustomer;
  readonly listCustomers: ListCustomers;
  readonly seedCustomers: SeedCustomers;
  readonly recordTransaction: RecordTransaction;
  readonly listTransactions: ListTransactions;
}

const reading = { apiKey: 'customers:read' } as const;
const writing = { apiKey: 'customers:write' } as const;

export function customersDoor(deps: CustomersDeps): Door {
  return {
    name: 'Customers',
    description: 'For merchants and back offices.',
    prefixes: ['/customers', '/seed'],
    isRateLimited: true,
    errorSchema,
    errorBody,
    routes: [
      createRoute(deps),
      listRoute(deps),
      getRoute(deps),
      changeRoute(deps, 'patch'),
      changeRoute(deps, 'put'),
      deleteRoute(deps),
      restoreRoute(deps),
      listTransactionsRoute(deps),
      recordTransactionRoute(deps),
      seedRoute(deps),
    ],
  };
}

function createRoute({ createCustomer }: CustomersDeps): Route {
  return route<typeof writing, object, CustomerBody>({
    method: 'post',
    path: '/customers',
    name: 'createCustomer',
    summary: 'Creates a customer',
    security: writing,
    body: { schema: schemas.newCustomer, faults: schemas.newCustomerFaults },
    answers: {
      201: {
        description: 'The new customer',
        schema: schemas.customer,
        headers: { Location: 'The path of the new customer' },
      },
    },
    refusals: [409],
    async handle({ caller: { tenant }, body }) {
      const customer = await createCustomer.execute({ tenant, draft: changesOf(body) });
      return {
        status: 201,
        body: presentCustomer(tenant, customer),
        headers: { Location: `/customers/${customer.id}` },
      };
    },
  });
}

interface ListQuery {
  readonly search?: string;
  readonly type: 'business' | 'individual' | 'all';
  readonly status: 'active' | 'inactive' | 'all';
  readonly customer_status?: CustomerStatus;
  readonly page?: number;
  readonly pageSize: number;
  readonly cursor?: string;
}

function listRoute({ listCustomers }: CustomersDeps): Route {
  return route<typeof reading, ListQuery>({
    method: 'get',
    path: '/customers',
    name: 'listCustomers',
    summary: 'Lists customers, newest first',
    security: reading,
    query: schemas.listQuery,
    answers: { 200: { description: 'One page of customers', schema: schemas.customerPage } },
    async handle({ caller: { tenant }, query }) {
      const { search, type, status, customer_status, page = 1, pageSize, cursor } = query;
      const filter = {
        ...(search === undefined || search === '' ? {} : { search }),
        ...(type === 'all' ? {} : { isBusiness: type === 'business' }),
        ...(status === 'all' ? {} : { hasBought: status === 'active' }),
        ...(customer_status === undefined ? {} : { status: customer_status }),
      };
      const at = cursor === undefined ? { page } : { cursor };
      const { customers, ...counts } = await listCustomers.execute({ tenant, filter, pageSize, at });
      const pagination = { page: cursor === undefined ? page : null, pageSize, ...counts };
      return {
        status: 200,
        body: { customers: customers.map((customer) => presentCustomer(tenant, customer)), pagination },
      };
    },
  });
}

function getRoute({ getCustomer }: CustomersDeps): Route {
  return route({
    method: 'get',
    path: '/customers/:id',
    name: 'getCustomer',
    summary: 'Shows a customer',
    security: reading,
    answers: { 200: { description: 'The customer', schema: schemas.customer } },
    refusals: [404],
    async handle({ caller: { tenant }, params: { id = '' } }) {
      return { status: 200, body: presentCustomer(tenant, await getCustomer.execute({ tenant, customerId: id })) };
    },
  });
}

function changeRoute({ changeCustomer }: CustomersDeps, method: Method & ('patch' | 'put')): Route {
  return route<typeof writing, object, CustomerBody>({
    method,
    path: '/customers/:id',
    name: method === 'patch' ? 'changeCustomer' : 'putCustomer',
    summary: 'Changes just the fields sent',
    security: writing,
    body: { schema: schemas.customerChanges, faults: schemas.customerChangesFaults, alsoTypes: [MERGE_PATCH] },
    answers: { 200: { description: 'The whole customer', schema: schemas.customer } },
    refusals: [404, 409],
    async handle({ caller: { tenant }, params: { id = '' }, body, contentType }) {
      const customer = await changeCustomer.execute({ tenant, customerId: id, changes: changesOf(body, contentType) });
      return { status: 200, body: presentCustomer(tenant, customer) };
    },
  });
}

function deleteRoute({ deleteCustomer }: CustomersDeps): Route {
  return route({
    method: 'delete',
    path: '/customers/:id',
    name: 'deleteCustomer',
    summary: 'Deletes a customer softly: the record stays in storage',
    security: writing,
    answers: { 200: { description: 'Deleted', schema: schemas.message } },
    refusals: [404],
    async handle({ caller: { tenant }, params: { id = '' } }) {
      await deleteCustomer.execute({ tenant, customerId: id });
      return { status: 200, body: { message: 'Customer deleted successfully' } };
    },
  });
}

function restoreRoute({ restoreCustomer }: CustomersDeps): Route {
  return route({
    method: 'post',
    path: '/customers/:id/restore',
    name: 'restoreCustomer',
    summary: 'Brings a deleted customer back',
    security: writing,
    answers: { 200: { description: 'The customer again', schema: schemas.customer } },
    refusals: [404, 409],
    async handle({ caller: { tenant }, params: { id = '' } }) {
      return { status: 200, body: presentCustomer(tenant, await restoreCustomer.execute({ tenant, customerId: id })) };
    },
  });
}

interface TransactionsQuery {
  readonly limit: number;
  readonly cursor?: string;
}

function listTransactionsRoute({ listTransactions }: CustomersDeps): Route {
  return route<typeof reading, TransactionsQuery>({
    method: 'get',
    path: '/customers/:id/transactions',
    name: 'listTransactions',
    summary: 'Lists completed and refunded transactions, newest first',
    security: reading,
    query: schemas.transactionsQuery,
    answers: {
      200: {
        description: 'Transactions',
        schema: schemas.transactions,
        headers: { Link: 'The next page, as rel="next"; absent on the last' },
      },
    },
    refusals: [404],
    async handle({ caller: { tenant }, params: { id = '' }, query }) {
      const { transactions, nextCursor } = await listTransactions.execute({ tenant, customerId: id, ...query });
      const next = `</customers/${id}/transactions?limit=${query.limit}&cursor=${nextCursor}>; rel="next"`;
      return {
        status: 200,
        body: transactions.map(presentTransaction),
        headers: nextCursor === null ? {} : { Link: next },
      };
    },
  });
}

function recordTransactionRoute({ recordTransaction }: CustomersDeps): Route {
  return route<typeof writing, object, TransactionBody>({
    method: 'post',
    path: '/customers/:id/transactions',
    name: 'recordTransaction',
    summary: 'Records a transaction, or moves its status on',
    security: writing,
    body: { schema: schemas.newTransaction },
    answers: {
      200: { description: 'Known already; its status may have moved on', schema: schemas.transaction },
      201: { description: 'Recorded', schema: schemas.transaction },
    },
    refusals: [404, 409],
    async handle({ caller: { tenant }, params: { id = '' }, body }) {
      const own = body.transaction_id === undefined ? {} : { transactionId: body.transaction_id };
      const { transaction, isNew } = await recordTransaction.execute({
        tenant,
        customerId: id,
        ...own,
        report: reportOf(body),
      });
      return { status: isNew ? 201 : 200, body: presentTransaction(transaction) };
    },
  });
}

function seedRoute({ seedCustomers }: CustomersDeps): Route {
  return route({
    method: 'post',
    path: '/seed',
    name: 'seedCustomers',
    summary: 'Makes ten sample customers, the same ten each time; test keys only',
    security: writing,
    answers: { 201: { description: 'The ten', schema: schemas.seeded } },
    refusals: [409],
    async handle({ caller: { tenant } }) {
      const customers = await seedCustomers.execute({ tenant });
      const message = `Successfully seeded ${customers.length} customers`;
      return {
        status: 201,
        body: { message, customers: customers.map((customer) => presentCustomer(tenant, customer)) },
      };
    },
  });
}
