import { parseArgs } from 'node:util';
import { ValidationFailed } from '../../../domain/shared/fault.js';
import { faultText } from '../http/fault-text.js';
import { UsageError, type Command, type Words } from './command.js';

export interface CliDeps {
  readonly version: string;
  readonly commands: readonly Command[];
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** A sentence for refusals; undefined for defects of ours. */
  readonly sentenceOf: (error: unknown) => string | undefined;
  readonly reportDefect: (error: unknown) => void;
}

const OK = 0;
const REFUSED = 1;
const MISUSED = 2;

/** Answers the exit code: 0 done, 1 refused or failed, 2 not understood. */
export async function runCli(words: readonly string[], deps: CliDeps): Promise<number> {
  const [first] = words;
  if (first === undefined || first === 'help' || first === '--help' || first === '-h')
    return say(deps, overview(deps.commands));
  if (first === '--version') return say(deps, `${deps.version}\n`);
  const command = deps.commands.find(({ name }) => startsWith(words, name.split(' ')));
  if (command === undefined)
    return misuse(deps, `There is no command "${words.slice(0, 2).join(' ')}".`, overview(deps.commands));
  const rest = words.slice(command.name.split(' ').length);
  return rest.includes('--help') ? say(deps, usage(command)) : run(command, rest, deps);
}

async function run(command: Command, rest: readonly string[], deps: CliDeps): Promise<number> {
  try {
    const words = understand(command, rest);
    const output = await command.run(words);
    if (output === undefined) return OK;
    const { text, json } = output;
    return say(deps, words.options['json'] === true ? `${JSON.stringify(json)}\n` : `${text}\n`);
  } catch (error) {
    if (error instanceof UsageError) return misuse(deps, error.message, usage(command));
    const sentence =
      error instanceof ValidationFailed ? error.faults.map(faultText).join('\n') : deps.sentenceOf(error);
    if (sentence === undefined) deps.reportDefect(error);
    else deps.err(`${sentence}\n`);
    return REFUSED;
  }
}

function understand(command: Command, rest: readonly string[]): Words {
  const { values, positionals } = parsed(command, rest);
  const { operands = [] } = command;
  if (positionals.length !== operands.length) throw new UsageError(`Expected ${operands.join(' ') || 'no operand'}.`);
  for (const [name, { isRequired, oneOf }] of Object.entries(command.options)) {
    const value = values[name];
    if (value === undefined && isRequired === true) throw new UsageError(`--${name} is required.`);
    if (value !== undefined && oneOf !== undefined && !oneOf.some((one) => one === value))
      throw new UsageError(`--${name} must be one of ${oneOf.join(', ')}.`);
  }
  return { options: values as Words['options'], operands: positionals };
}

function parsed(command: Command, rest: readonly string[]): { values: Record<string, unknown>; positionals: string[] } {
  const known = Object.entries(command.options).map(([name, { type }]) => [name, { type }] as const);
  try {
    return parseArgs({
      args: [...rest],
      options: { ...Object.fromEntries(known), json: { type: 'boolean' } },
      allowPositionals: true,
    });
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(`${error.message.split('. ')[0]}.`);
    throw error;
  }
}

function say({ out }: CliDeps, text: string): number {
  out(text);
  return OK;
}

function misuse({ err }: CliDeps, problem: string, help: string): number {
  err(`${problem}\n\n${help}`);
  return MISUSED;
}

function startsWith(words: readonly string[], beginning: readonly string[]): boolean {
  return beginning.every((word, index) => words[index] === word);
}

function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `clientele <command> [--json]; "clientele <command> --help" lists its options\n\n${lines.join('\n')}\n`;
}

function usage({ name, operands = [], summary, options }: Command): string {
  const rows = [...Object.entries(options), ['json', { type: 'boolean', help: 'the answer as JSON' }] as const];
  const lines = rows.map(([option, about]) => {
    const flag = `--${option}${about.type === 'string' ? ' <text>' : ''}`;
    return `  ${flag.padEnd(28)} ${about.help}${'isRequired' in about && about.isRequired === true ? ' (required)' : ''}`;
  });
  return `clientele ${[name, ...operands].join(' ')}\n${summary}\n\n${lines.join('\n')}\n`;
}
