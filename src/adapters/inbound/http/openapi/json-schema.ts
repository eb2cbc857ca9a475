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
}

/** JSON Schema of the very Joi schema that validates. */
export function jsonSchemaOf(schema: Joi.Schema): JsonSchema {
  const made = (schema as unknown as StandardJsonSchema)['~standard'].jsonSchema.input({ target: 'draft-2020-12' });
  delete made['$schema'];
  for (const [key, described] of Object.entries((schema.describe() as Described).keys ?? {})) {
    const property = (made['properties'] as Record<string, JsonSchema>)[key];
    if (property !== undefined && metaOf(described).deprecated === true) property['deprecated'] = true;
  }
  return made;
}

export function componentNameOf(schema: Joi.Schema): string | undefined {
  return metaOf(schema.describe() as Described).component;
}

function metaOf({ metas = [] }: Described): { deprecated?: boolean; component?: string } {
  return Object.assign({}, ...metas) as object;
}
