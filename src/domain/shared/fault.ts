import { DomainError } from './domain-error.js';

/** One thing wrong with what was sent: where (as its sender calls it), and what the sender can do about it ("must be an email"). */
export interface Fault {
  readonly path: readonly (string | number)[];
  readonly problem: string;
}

/** Carries every fault at once, so that its sender can mend them in one go. */
export class ValidationFailed extends DomainError {
  readonly code = 'validation_failed';

  constructor(readonly faults: readonly Fault[]) {
    super('The input is not valid.');
  }
}

export function faultAt(field: string, problem: string): Fault {
  return { path: [field], problem };
}
