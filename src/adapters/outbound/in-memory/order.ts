import type { Position } from '../../../domain/shared/page.js';

interface Dated {
  readonly state: { readonly id: string; readonly createdAt: number };
}

/** Newest first, ties broken by the greater id first. */
export function newestFirst({ state: one }: Dated, { state: other }: Dated): number {
  return other.createdAt - one.createdAt || (one.id < other.id ? 1 : -1);
}

export function isBehind({ state }: Dated, position: Position): boolean {
  return state.createdAt < position.createdAt || (state.createdAt === position.createdAt && state.id < position.id);
}

export function byId({ state: one }: Dated, { state: other }: Dated): number {
  return one.id < other.id ? -1 : 1;
}
