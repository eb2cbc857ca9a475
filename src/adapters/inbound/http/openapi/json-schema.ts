import type Joi from 'joi';

export type JsonSchema = Record<string, unknown>;

interface StandardJsonSchema {
  readonly '~standard': {
    readonly jsonSchema: Record<'input' | 'output', (options: { target: string }) => JsonSchema>;
  };
}

interface Meta {
  readonly deprecated?: boolean;
  readonly component?: string;
  /** What Joi cannot know, because a function judges it. */
  readonly schema?: JsonSchema;
}

interface Described {
  readonly metas?: readonly Meta[];
  readonly keys?: Readonly<Record<string, Described>>;
  readonly items?: readonly Described[];
}

/** JSON Schema of the very Joi schema that validates. */
export function jsonSchemaOf(schema: Joi.Schema): JsonSchema {
  const made = (schema as unknown as StandardJsonSchema)['~standard'].jsonSchema.input({ target: 'draft-2020-12' });
  delete made['$schema'];
  complete(made, schema.describe() as Described);
  return made;
}

export function componentNameOf(schema: Joi.Schema): string | undefined {
  return metaOf(schema.describe() as Described).component;
}

/** What Joi does not put into its JSON Schema: our own notes, and that null is among the values of a nullable enumeration. */
function complete(schema: JsonSchema | undefined, described: Described): void {
  if (schema === undefined) return;
  const { deprecated, schema: noted = {} } = metaOf(described);
  Object.assign(schema, noted, deprecated === true ? { deprecated } : {});
  const { type, enum: values } = schema as { type?: unknown; enum?: unknown[] };
  if (Array.isArray(type) && type.includes('null') && values?.includes(null) === false) values.push(null);
  const properties = (schema['properties'] ?? {}) as Record<string, JsonSchema>;
  for (const [key, inner] of Object.entries(described.keys ?? {})) complete(properties[key], inner);
  for (const inner of described.items ?? []) complete(schema['items'] as JsonSchema, inner);
}

function metaOf({ metas = [] }: Described): Meta {
  return Object.assign({}, ...metas) as Meta;
}
