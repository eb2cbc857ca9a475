import type Joi from 'joi';

export type JsonSchema = Record<string, unknown>;

interface StandardJsonSchema {
  readonly '~standard': {
    readonly jsonSchema: Record<'input' | 'output', (options: { target: string }) => JsonSchema>;
  };
}

interface Described {
  readonly metas?: readonly { deprecated?: boolean; component?: string }[];
  readonly keys?: Readonly<Record<string, Described>>;
  readonly items?: readonly Described[];
}

/** JSON Schema of the very Joi schema that validates. */
export function jsonSchemaOf(schema: Joi.Schema): JsonSchema {
  const made = (schema as unknown as StandardJsonSchema)['~standard'].jsonSchema.input({ target: 'draft-2020-12' });
  delete made['$schema'];
  markDeprecated(made, schema.describe() as Described);
  return made;
}

export function componentNameOf(schema: Joi.Schema): string | undefined {
  return metaOf(schema.describe() as Described).component;
}

/** The one thing that Joi knows of a schema and does not put into its JSON Schema. */
function markDeprecated(schema: JsonSchema | undefined, described: Described): void {
  if (schema === undefined) return;
  if (metaOf(described).deprecated === true) schema['deprecated'] = true;
  const properties = (schema['properties'] ?? {}) as Record<string, JsonSchema>;
  for (const [key, inner] of Object.entries(described.keys ?? {})) markDeprecated(properties[key], inner);
  for (const inner of described.items ?? []) markDeprecated(schema['items'] as JsonSchema, inner);
}

function metaOf({ metas = [] }: Described): { deprecated?: boolean; component?: string } {
  return Object.assign({}, ...metas) as object;
}
