export interface Option {
  readonly type: 'string' | 'boolean';
  readonly help: string;
  readonly isRequired?: boolean;
  readonly oneOf?: readonly string[];
}

export interface Words {
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly operands: readonly string[];
}

/** The same answer for a person and for a program. */
export interface Output {
  readonly text: string;
  readonly json: unknown;
}

/** A command is one object, and calls one use case. */
export interface Command {
  readonly name: string;
  readonly operands?: readonly string[];
  readonly summary: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Without an output where the command goes on by itself, as the server does. */
  run(words: Words): Promise<Output | undefined>;
}

/** The words make no sense as a command; what does is said along with it. */
export class UsageError extends Error {}

export function textOption({ options }: Words, name: string): string | undefined {
  return options[name] as string | undefined;
}

export const ENVIRONMENT_OPTION = { type: 'string', help: 'live or test', oneOf: ['live', 'test'] } as const;
export const ORGANIZATION_OPTION = { type: 'string', help: 'the id of the organization', isRequired: true } as const;
