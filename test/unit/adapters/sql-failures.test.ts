import { expect } from 'chai';
import { mySqlDialect } from '../../../src/adapters/outbound/sql/dialects/mysql.js';
import { sqliteDialect } from '../../../src/adapters/outbound/sql/dialects/sqlite.js';

const mysql = mySqlDialect({ url: 'mysql://h/d', poolSize: 1, acquireTimeoutMs: 1 });
const sqlite = sqliteDialect({ path: 'x/y.db', acquireTimeoutMs: 1 });
const kindOf = (dialect: typeof mysql, about: object, message = ''): string =>
  dialect.failureOf(Object.assign(new Error(message), about)).kind;

describe('what drivers’ errors mean', () => {
  it('MySQL: deadlocks and certification conflicts are run again', () => {
    for (const errno of [1213, 1020, 1180, 1412, 1615, 3101, 8028, 9007])
      expect(kindOf(mysql, { errno }), String(errno)).to.equal('conflict');
  });

  it('MySQL: what is down, full, read-only, refused, without quorum or too slow is unavailable', () => {
    for (const errno of [
      1021, 1040, 1045, 1047, 1049, 1053, 1114, 1142, 1205, 1226, 1290, 1317, 1792, 1836, 1927, 1969, 3024, 3168,
    ]) {
      expect(kindOf(mysql, { errno }), String(errno)).to.equal('unavailable');
    }
    for (const code of [
      'ECONNREFUSED',
      'ECONNRESET',
      'ETIMEDOUT',
      'ENOTFOUND',
      'PROTOCOL_CONNECTION_LOST',
      'PROTOCOL_SEQUENCE_TIMEOUT',
    ]) {
      expect(kindOf(mysql, { code }), code).to.equal('unavailable');
    }
    expect(kindOf(mysql, { fatal: true })).to.equal('unavailable');
    expect(kindOf(mysql, {}, "Can't add new command when connection is in closed state")).to.equal('unavailable');
  });

  it('MySQL: a duplicate is told by its key, in whatever language, and whatever the value', () => {
    const keyOf = (message: string): unknown => mysql.failureOf(Object.assign(new Error(message), { errno: 1062 }));
    expect(keyOf("Duplicate entry 'demo-live-a@b.c' for key 'customers_live_email'")).to.deep.equal({
      kind: 'duplicate',
      key: 'live_email',
    });
    expect(keyOf("Duplicate entry 'x' for key 'customers.customers_live_email'")).to.deep.equal({
      kind: 'duplicate',
      key: 'live_email',
    });
    expect(keyOf("Duplicata du champ 'x' pour la clef 'customers_live_email'")).to.deep.equal({
      kind: 'duplicate',
      key: 'live_email',
    });
    expect(keyOf("Duplicate entry 'demo-live-customers_live_email' for key 'PRIMARY'")).to.deep.equal({
      kind: 'duplicate',
      key: 'primary',
    });
  });

  it('SQLite: busy is waited for, damaged and full are unavailable, duplicates are told by their column', () => {
    for (const errcode of [5, 6, 261, 517]) expect(kindOf(sqlite, { errcode }), String(errcode)).to.equal('conflict');
    for (const errcode of [3, 4, 7, 8, 10, 11, 13, 14, 26, 778])
      expect(kindOf(sqlite, { errcode }), String(errcode)).to.equal('unavailable');
    expect(kindOf(sqlite, { code: 'ERR_INVALID_STATE' }, 'database is not open')).to.equal('unavailable');
    const duplicate = (columns: string): unknown =>
      sqlite.failureOf(Object.assign(new Error(`UNIQUE constraint failed: ${columns}`), { errcode: 2067 }));
    expect(duplicate('customers.organization_id, customers.live_email_key')).to.deep.equal({
      kind: 'duplicate',
      key: 'live_email',
    });
    expect(duplicate('customers.organization_id, customers.customer_id')).to.deep.equal({
      kind: 'duplicate',
      key: 'primary',
    });
  });

  it('anything else is a defect of ours', () => {
    expect([kindOf(mysql, { errno: 1064 }), kindOf(sqlite, { errcode: 1 }), kindOf(sqlite, {})]).to.deep.equal([
      'unknown',
      'unknown',
      'unknown',
    ]);
  });
});
