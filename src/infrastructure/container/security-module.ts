import { ContainerModule } from 'inversify';
import { Authentication } from '../../adapters/inbound/http/middleware/authentication.js';
import { rateLimits } from '../../adapters/inbound/http/middleware/rate-limits.js';
import { NodeSecrets } from '../../adapters/outbound/crypto/node-secrets.js';
import { TOKENS as T } from './tokens.js';

export const securityModule = new ContainerModule(({ bind }) => {
  bind(T.Secrets)
    .toResolvedValue(() => new NodeSecrets(), [])
    .inSingletonScope();
  bind(T.Authentication)
    .toResolvedValue(
      (authenticateApiKey, authenticateServiceKey, secrets, { trustUpstreamAs, metricsToken }) =>
        new Authentication({
          authenticateApiKey,
          authenticateServiceKey,
          trustUpstreamAs,
          acceptsMetricsToken:
            metricsToken === undefined ? undefined : (token) => secrets.areEqual(token, metricsToken),
        }),
      [T.AuthenticateApiKey, T.AuthenticateServiceKey, T.Secrets, T.Settings],
    )
    .inSingletonScope();
  bind(T.RateLimits)
    .toResolvedValue(({ rateLimit }) => rateLimits(rateLimit), [T.Settings])
    .inSingletonScope();
});
