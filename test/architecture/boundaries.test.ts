import { expect } from 'chai';
import { rules, sourceFilesBelow, violationsBelow, violationsIn } from './boundaries.js';

/** For each rule, in their order: something that breaks it, and its neighbour that does not. */
const planted: readonly {
  readonly bad: readonly [path: string, source: string][];
  readonly good: readonly [path: string, source: string];
}[] = [
  {
    bad: [
      ['src/domain/customer/customer.ts', "import { readFile } from 'node:fs';"],
      ['src/domain/customer/customer.ts', "import type { Clock } from '../../application/ports/clock.js';"],
      ['src/domain/customer/customer.ts', "export { x } from '../../adapters/outbound/sql/rows.js';"],
      ['src/domain/customer/customer.ts', "import Joi from 'joi';"],
    ],
    good: [
      'src/domain/customer/customer.ts',
      "import { parsePhoneNumberFromString } from 'libphonenumber-js'; import { x } from '../shared/text.js';",
    ],
  },
  {
    bad: [
      ['src/domain/a.ts', 'export async function wait() {}'],
      ['src/domain/a.ts', 'export const wait = async () => {};'],
      ['src/domain/a.ts', 'class A { async wait() {} }'],
      ['src/domain/a.ts', 'export const x = Promise.resolve(1);'],
      ['src/domain/a.ts', 'setTimeout(() => {}, 1);'],
    ],
    good: ['src/application/a.ts', 'export async function wait() { await Promise.resolve(); }'],
  },
  {
    bad: [
      ['src/domain/a.ts', 'export const now = Date.now();'],
      ['src/domain/a.ts', 'export const now = new Date();'],
      ['src/domain/a.ts', 'export const dice = Math.random();'],
      ['src/domain/a.ts', 'export const id = crypto.randomUUID();'],
    ],
    good: ['src/domain/a.ts', 'export const day = (at: number) => new Date(at).toISOString();'],
  },
  {
    bad: [
      ['src/application/customer/a.ts', "import { hash } from 'node:crypto';"],
      ['src/application/customer/a.ts', "import { SqlDatabase } from '../../adapters/outbound/sql/sql-database.js';"],
      ['src/application/customer/a.ts', "const { x } = await import('joi');"],
    ],
    good: [
      'src/application/customer/a.ts',
      "import { Customer } from '../../domain/customer/customer.js'; import type { Clock } from '../ports/clock.js';",
    ],
  },
  {
    bad: [
      ['src/adapters/inbound/http/a.ts', "import { readSettings } from '../../../infrastructure/config/settings.js';"],
    ],
    good: ['src/infrastructure/a.ts', "import { readSettings } from './config/settings.js';"],
  },
  {
    bad: [['src/adapters/inbound/cli/a.ts', "import { NodeSecrets } from '../../outbound/crypto/node-secrets.js';"]],
    good: ['src/infrastructure/a.ts', "import { NodeSecrets } from '../adapters/outbound/crypto/node-secrets.js';"],
  },
  {
    bad: [['src/adapters/outbound/sql/a.ts', "import { problemOf } from '../../inbound/http/errors.js';"]],
    good: ['src/adapters/inbound/http/a.ts', "import { problemOf } from './errors.js';"],
  },
  {
    bad: [
      ['src/adapters/inbound/cli/a.ts', "import express from 'express';"],
      ['src/infrastructure/a.ts', "import helmet from 'helmet';"],
    ],
    good: ['src/adapters/inbound/http/a.ts', "import express from 'express';"],
  },
  {
    bad: [
      ['src/adapters/outbound/in-memory/a.ts', "import type { Knex } from 'knex';"],
      ['src/infrastructure/a.ts', "import 'mysql2/promise';"],
    ],
    good: ['src/adapters/outbound/sql/a.ts', "import knex from 'knex';"],
  },
  {
    bad: [
      ['src/infrastructure/lifecycle/a.ts', "import { Container } from 'inversify';"],
      ['src/adapters/outbound/sql/a.ts', "import 'reflect-metadata';"],
    ],
    good: ['src/infrastructure/container/a.ts', "import { Container } from 'inversify';"],
  },
  {
    bad: [
      ['src/infrastructure/lifecycle/a.ts', 'container.get(X);'],
      ['src/infrastructure/lifecycle/a.ts', 'this.container.get(X);'],
    ],
    good: ['src/infrastructure/entrypoints/a.ts', 'container.get(X);'],
  },
  {
    bad: [
      ['src/adapters/outbound/sql/a.ts', "const url = process.env['DATABASE_URL'];"],
      ['src/infrastructure/entrypoints/a.ts', "const url = process['env'].URL;"],
      ['src/infrastructure/entrypoints/a.ts', 'const { env: e } = { env: globalThis.process.env };'],
    ],
    good: ['src/infrastructure/config/a.ts', 'const source = process.env;'],
  },
  {
    bad: [['src/adapters/inbound/http/a.ts', "await fetch('https://example.com');"]],
    good: ['src/adapters/outbound/fonnte/a.ts', "await fetch('https://example.com');"],
  },
  {
    bad: [['src/application/a.ts', '@injectable() class A {}']],
    good: ['src/application/a.ts', 'class A {}'],
  },
];

describe('boundaries', () => {
  it('hold for every source file', () => {
    expect(sourceFilesBelow('.')).to.have.length.greaterThan(100);
    expect(violationsBelow('.')).to.deep.equal([]);
  });

  it('have a planted violation for every rule', () => {
    expect(planted).to.have.length(rules.length);
  });

  planted.forEach(({ bad, good }, index) => {
    const { lesson } = rules[index]!;
    describe(lesson, () => {
      for (const [path, source] of bad) {
        it(`catches ${source}`, () =>
          expect(violationsIn(path, source).map((violation) => violation.lesson)).to.include(lesson));
      }
      it(`lets ${good[1]} pass in ${good[0]}`, () =>
        expect(violationsIn(...good).map((violation) => violation.lesson)).not.to.include(lesson));
    });
  });
});
