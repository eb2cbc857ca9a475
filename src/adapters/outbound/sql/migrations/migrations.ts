import type { Knex } from 'knex';
import { foundation } from './0001-foundation.js';

export interface Migration {
  readonly name: string;
  up(knex: Knex): Promise<void>;
  down(knex: Knex): Promise<void>;
}

/** In the order in which they run. What has been released is never edited: expand, migrate, contract in new ones. */
export const migrations: readonly Migration[] = [foundation];
