import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
}

interface Checkable {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  readonly body: unknown;
}

/** An answer that the OpenAPI document does not describe is a defect, of one or the other. */
export class AnswerChecker {
  readonly #document: Document;
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #validators = new Map<object, ValidateFunction>();
  readonly #templates: readonly { readonly template: string; readonly pattern: RegExp }[];

  constructor(document: object) {
    this.#document = document as Document;
    (formats as unknown as { default: (ajv: Ajv2020) => void }).default(this.#ajv);
    this.#templates = Object.keys(this.#document.paths)
      .map((template) => ({ template, pattern: new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`) }))
      // A path without parameters is meant before one with them.
      .toSorted((one, other) => one.template.split('{').length - other.template.split('{').length);
  }

  check(method: string, path: string, answered: Checkable): void {
    if (method === 'HEAD' || method === 'OPTIONS') return;
    const plainPath = path.split('?')[0]!;
    const template = this.#templates.find(({ pattern }) => pattern.test(plainPath))?.template;
    if (template === undefined) return this.expectStatus(method, path, answered, [400, 404, 429]);
    const operation = this.#document.paths[template]?.[method.toLowerCase()];
    if (operation === undefined) return this.expectStatus(method, path, answered, [400, 405, 429]);
    this.expectStatus(method, path, answered, Object.keys(operation.responses).map(Number));
    const schema = operation.responses[answered.status]?.content?.['application/json']?.schema;
    if (schema === undefined) return;
    const validate = this.validator(schema);
    if (!validate(answered.body)) {
      throw new Error(
        `${method} ${path} answered ${answered.status} ${answered.text}, which the document does not describe: ${this.#ajv.errorsText(validate.errors)}`,
      );
    }
  }

  private expectStatus(method: string, path: string, { status, text }: Checkable, described: readonly number[]): void {
    if (!described.includes(status))
      throw new Error(
        `${method} ${path} answered ${status} ${text}, and the document describes only ${described.join(', ')}`,
      );
  }

  private validator(schema: object): ValidateFunction {
    const known = this.#validators.get(schema);
    if (known !== undefined) return known;
    const validate = this.#ajv.compile({ ...schema, components: this.#document.components });
    this.#validators.set(schema, validate);
    return validate;
  }
}
