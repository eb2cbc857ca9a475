/**
 * A transaction whose end went wrong is in doubt: back in the pool, the next BEGIN on its connection would commit what
 * failed. Knex replaces a connection that is marked so.
 */
export function disposeWhenInDoubt(connection: unknown, sql: string, error: unknown): void {
  if (/^(commit|rollback)\b/i.test(sql)) dispose(connection, error);
}

export function dispose(connection: unknown, error: unknown): void {
  (connection as { __knex__disposed?: unknown }).__knex__disposed = error;
}
