import type * as customer from '../domain/customer/errors.js';
import type * as organization from '../domain/organization/errors.js';
import type { ValidationFailed } from '../domain/shared/fault.js';
import type { CursorNotUsable } from '../domain/shared/page.js';
import type * as transaction from '../domain/transaction/errors.js';
import type * as ports from './ports/errors.js';

type ErrorOf<Module> = {
  [Name in keyof Module]: Module[Name] extends new (...args: never[]) => infer Instance ? Instance : never;
}[keyof Module];

/** Every refusal that a use case can answer with. Each module of errors joins by itself, so none can be forgotten. */
export type Refusal =
  | ErrorOf<typeof customer>
  | ErrorOf<typeof organization>
  | ErrorOf<typeof transaction>
  | ErrorOf<typeof ports>
  | ValidationFailed
  | CursorNotUsable;

export type RefusalCode = Refusal['code'];
