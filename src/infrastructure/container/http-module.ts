import { ContainerModule } from 'inversify';
import { customersDoor } from '../../adapters/inbound/http/customers/customers-routes.js';
import { lookUpDoor } from '../../adapters/inbound/http/lookup/lookup-routes.js';
import { openApiDocument } from '../../adapters/inbound/http/openapi/openapi-document.js';
import { organizationsDoor } from '../../adapters/inbound/http/organizations/organizations-routes.js';
import { systemDoor } from '../../adapters/inbound/http/system/system-routes.js';
import { version } from '../config/version.js';
import { HttpWatch } from '../observability/http-watch.js';
import { TOKENS as T } from './tokens.js';

export const httpModule = new ContainerModule(({ bind }) => {
  bind(T.CustomersDoor)
    .toResolvedValue(
      (
        createCustomer,
        getCustomer,
        changeCustomer,
        deleteCustomer,
        restoreCustomer,
        listCustomers,
        seedCustomers,
        recordTransaction,
        listTransactions,
      ) =>
        customersDoor({
          createCustomer,
          getCustomer,
          changeCustomer,
          deleteCustomer,
          restoreCustomer,
          listCustomers,
          seedCustomers,
          recordTransaction,
          listTransactions,
        }),
      [
        T.CreateCustomer,
        T.GetCustomer,
        T.ChangeCustomer,
        T.DeleteCustomer,
        T.RestoreCustomer,
        T.ListCustomers,
        T.SeedCustomers,
        T.RecordTransaction,
        T.ListTransactions,
      ],
    )
    .inSingletonScope();
  bind(T.LookUpDoor)
    .toResolvedValue(
      (lookUpCustomer, lookUpBatch) => lookUpDoor({ lookUpCustomer, lookUpBatch }),
      [T.LookUpCustomer, T.LookUpBatch],
    )
    .inSingletonScope();
  bind(T.OrganizationsDoor)
    .toResolvedValue(
      (
        createOrganization,
        listOrganizations,
        getOrganization,
        changeOrganization,
        issueApiKey,
        listApiKeys,
        revokeApiKey,
      ) =>
        organizationsDoor({
          createOrganization,
          listOrganizations,
          getOrganization,
          changeOrganization,
          issueApiKey,
          listApiKeys,
          revokeApiKey,
        }),
      [
        T.CreateOrganization,
        T.ListOrganizations,
        T.GetOrganization,
        T.ChangeOrganization,
        T.IssueApiKey,
        T.ListApiKeys,
        T.RevokeApiKey,
      ],
    )
    .inSingletonScope();
  bind(T.Doors)
    .toResolvedValue(
      (customers, lookUp, organizations, checkReadiness, metrics) => {
        const system = systemDoor({
          checkReadiness,
          version,
          openApiDocument: () => document,
          renderMetrics: () => metrics.render(),
        });
        const doors = [customers, lookUp, organizations, system] as const;
        const document = openApiDocument(doors, version);
        return doors;
      },
      [T.CustomersDoor, T.LookUpDoor, T.OrganizationsDoor, T.CheckReadiness, T.Metrics],
    )
    .inSingletonScope();
  bind(T.HttpWatch)
    .toResolvedValue((log, metrics) => new HttpWatch(log, metrics), [T.Log, T.Metrics])
    .inSingletonScope();
});
