import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly lesson: string;
}

interface Sight {
  readonly kind: 'import' | 'global' | 'member' | 'async' | 'decorator';
  /** The package, the file below the root, the global, or the two names of a member. */
  readonly name: string;
  readonly argumentCount?: number;
}

/** One rule, one sentence that teaches it. */
export interface Rule {
  readonly lesson: string;
  readonly concerns: (path: string) => boolean;
  readonly forbids: (sight: Sight) => boolean;
}

const under =
  (...folders: string[]) =>
  (path: string): boolean =>
    folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
const outside =
  (...folders: string[]) =>
  (path: string): boolean =>
    !under(...folders)(path);
const imports =
  (test: (name: string) => boolean) =>
  (sight: Sight): boolean =>
    sight.kind === 'import' && test(sight.name);
const isPackage = (...names: string[]) =>
  imports((name) => names.some((one) => name === one || name.startsWith(`${one}/`)));
const isOurs = (name: string): boolean => name.startsWith('src/');

export const rules: readonly Rule[] = [
  {
    lesson:
      'The domain imports nothing but itself and the phone-number library: whatever else it needs to know is handed in as an argument.',
    concerns: under('src/domain'),
    forbids: imports((name) => (isOurs(name) ? !under('src/domain')(name) : name !== 'libphonenumber-js')),
  },
  {
    lesson: 'The domain is synchronous: it decides, and waiting is for the use cases.',
    concerns: under('src/domain'),
    forbids: ({ kind, name }) =>
      kind === 'async' ||
      (kind === 'global' && ['Promise', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'].includes(name)),
  },
  {
    lesson: 'The domain has no clock and no dice: hand the time and the ids in as arguments.',
    concerns: under('src/domain'),
    forbids: ({ kind, name, argumentCount }) =>
      (kind === 'member' && ['Date.now', 'Math.random', 'performance.now'].includes(name)) ||
      (kind === 'global' && name === 'crypto') ||
      (kind === 'global' && name === 'new Date' && argumentCount === 0),
  },
  {
    lesson:
      'The application imports the domain and itself: it says what it needs as a port, and an adapter supplies it.',
    concerns: under('src/application'),
    forbids: imports((name) => !under('src/domain', 'src/application')(name)),
  },
  {
    lesson: 'Nothing imports the infrastructure: it knows everybody, so nobody may know it.',
    concerns: under('src/domain', 'src/application', 'src/adapters'),
    forbids: imports(under('src/infrastructure')),
  },
  {
    lesson:
      'What calls us does not know what we call: an inbound adapter reaches an outbound one only through a use case and its port.',
    concerns: under('src/adapters/inbound'),
    forbids: imports(under('src/adapters/outbound')),
  },
  {
    lesson: 'What we call does not know what calls us: an outbound adapter implements a port, whoever uses it.',
    concerns: under('src/adapters/outbound'),
    forbids: imports(under('src/adapters/inbound')),
  },
  {
    lesson: 'Express lives in the HTTP adapter alone: everybody else speaks of use cases, not of requests.',
    concerns: outside('src/adapters/inbound/http'),
    forbids: isPackage('express', 'helmet', 'express-rate-limit'),
  },
  {
    lesson: 'Knex lives in the SQL adapter alone: no query, transaction or row crosses a port.',
    concerns: outside('src/adapters/outbound/sql'),
    forbids: isPackage('knex', 'mysql2', 'node:sqlite'),
  },
  {
    lesson:
      'Inversify lives in the container and the entry points alone: use cases and adapters get what they need in their constructors.',
    concerns: outside('src/infrastructure/container', 'src/infrastructure/entrypoints'),
    forbids: isPackage('inversify', 'reflect-metadata'),
  },
  {
    lesson: 'Only entry points ask the container for things: everybody else is handed them.',
    concerns: outside('src/infrastructure/entrypoints'),
    forbids: ({ kind, name }) => kind === 'member' && name === 'container.get',
  },
  {
    lesson:
      'Only the configuration reads the environment: a setting is validated there once, and handed on with its type.',
    concerns: outside('src/infrastructure/config'),
    forbids: ({ kind, name }) => kind === 'member' && name === 'process.env',
  },
  {
    lesson:
      'Only outbound adapters call others over the network: behind a port, with a time limit and a fake for tests.',
    concerns: outside('src/adapters/outbound'),
    forbids: ({ kind, name }) => kind === 'global' && name === 'fetch',
  },
  {
    lesson: 'No decorators: the container binds classes that know nothing of it.',
    concerns: under('src'),
    forbids: ({ kind }) => kind === 'decorator',
  },
];

/** What a file does that a rule forbids it. The path is relative to the root. */
export function violationsIn(path: string, source: string): Violation[] {
  const concerned = rules.filter(({ concerns }) => concerns(path));
  return sightsIn(path, source).flatMap(({ sight, offset }) =>
    concerned
      .filter(({ forbids }) => forbids(sight))
      .map(({ lesson }) => ({ path, line: lineOf(source, offset), lesson })),
  );
}

export function sourceFilesBelow(root: string): string[] {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

export function violationsBelow(root: string): Violation[] {
  return sourceFilesBelow(root).flatMap((path) => violationsIn(path, readFileSync(join(root, path), 'utf8')));
}

function sightsIn(path: string, source: string): { sight: Sight; offset: number }[] {
  const { program, module, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]!.message}`);
  const sights: { sight: Sight; offset: number }[] = [];
  const see = (sight: Sight, offset: number): void => void sights.push({ sight, offset });
  const seeImport = (specifier: string, offset: number): void =>
    see({ kind: 'import', name: resolved(path, specifier) }, offset);
  for (const { moduleRequest, start } of module.staticImports) seeImport(moduleRequest.value, start);
  for (const { entries, start } of module.staticExports) {
    for (const { moduleRequest } of entries) if (moduleRequest) seeImport(moduleRequest.value, start);
  }
  const seeAsync = (node: { async?: boolean; start: number }): void => {
    if (node.async === true) see({ kind: 'async', name: 'async' }, node.start);
  };
  new Visitor({
    ImportExpression: ({ source: target, start }) => {
      if (target.type === 'Literal' && typeof target.value === 'string') seeImport(target.value, start);
    },
    Identifier: ({ name, start }) => see({ kind: 'global', name }, start),
    NewExpression: ({ callee, arguments: given, start }) => {
      if (callee.type === 'Identifier')
        see({ kind: 'global', name: `new ${callee.name}`, argumentCount: given.length }, start);
    },
    MemberExpression: ({ object, property, start }) => {
      const propertyName =
        property.type === 'Identifier'
          ? property.name
          : property.type === 'Literal'
            ? String(property.value)
            : undefined;
      const objectName =
        object.type === 'Identifier'
          ? object.name
          : object.type === 'MemberExpression' && object.property.type === 'Identifier'
            ? object.property.name
            : undefined;
      if (objectName !== undefined && propertyName !== undefined)
        see({ kind: 'member', name: `${objectName}.${propertyName}` }, start);
    },
    FunctionDeclaration: seeAsync,
    FunctionExpression: seeAsync,
    ArrowFunctionExpression: seeAsync,
    Decorator: ({ start }) => see({ kind: 'decorator', name: 'decorator' }, start),
  }).visit(program);
  return sights;
}

function resolved(path: string, specifier: string): string {
  return specifier.startsWith('.') ? join(dirname(path), specifier) : specifier;
}

function lineOf(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length;
}
