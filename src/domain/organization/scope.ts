export const SCOPES = ['customers:read', 'customers:write', 'lookup', 'validation:read', 'validation:write'] as const;
export type Scope = (typeof SCOPES)[number];
