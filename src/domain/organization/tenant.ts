export const ENVIRONMENTS = ['live', 'test'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

declare const tenantBrand: unique symbol;

/** The wall: whatever is kept for customers is kept for one organization in one environment. Made by `tenantOf` alone. */
export interface Tenant {
  readonly organizationId: string;
  readonly environment: Environment;
  readonly [tenantBrand]: true;
}

export function tenantOf(organizationId: string, environment: Environment): Tenant {
  return Object.freeze({ organizationId, environment }) as Tenant;
}
