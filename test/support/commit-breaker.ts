import { StatementSync } from 'node:sqlite';
import { Connection } from 'mysql2';
import { createSandbox } from 'sinon';
import type { StorageKind } from './storages.js';

export interface CommitBreaker {
  /** The database gets everything up to the next COMMIT, and the COMMIT never reaches it. */
  readonly failNextCommit: (() => void) | null;
  readonly repair: () => void;
}

/** Works in the drivers, below everything of ours. */
export function commitBreaker({ name }: StorageKind): CommitBreaker {
  const sandbox = createSandbox();
  const breakers = { memory: null, sqlite: () => breakSqlite(sandbox), mysql: () => breakMySql(sandbox) };
  return { failNextCommit: breakers[name], repair: () => sandbox.restore() };
}

type Sandbox = ReturnType<typeof createSandbox>;

function breakSqlite(sandbox: Sandbox): void {
  const run = sandbox.stub(StatementSync.prototype, 'run');
  run.callsFake(function (this: StatementSync, ...bindings: unknown[]) {
    if (!/^commit/i.test(this.sourceSQL)) return run.wrappedMethod.apply(this, bindings as never) as never;
    sandbox.restore();
    throw Object.assign(new Error('disk I/O error'), { errcode: 10 });
  });
}

function breakMySql(sandbox: Sandbox): void {
  const { prototype } = Connection as unknown as { prototype: { query: (...parameters: unknown[]) => unknown } };
  const query = sandbox.stub(prototype, 'query');
  query.callsFake(function (this: unknown, ...parameters: unknown[]) {
    const [options, , done] = parameters as [{ sql?: string }, unknown, (error: Error) => void];
    if (!/^commit/i.test(options.sql ?? '')) return query.wrappedMethod.apply(this, parameters);
    sandbox.restore();
    return done(Object.assign(new Error('gone'), { code: 'PROTOCOL_CONNECTION_LOST' }));
  });
}
