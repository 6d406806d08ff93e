/** The operations of an OpenAPI document, as the pages made from it need them. */

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: JsonSchema;
}

export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly $ref?: string;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>>;
}

export interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly unknown[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses?: Readonly<Record<string, Content & { readonly description?: string }>>;
}

export interface Described {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

export interface ApiDocument {
  readonly info: { readonly title: string; readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, JsonSchema>> };
}

/** Every operation, by tag and path. */
export function operationsOf({ paths }: ApiDocument): Described[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );
}

export const isPublic = ({ security }: Operation): boolean => (security ?? []).length === 0;

/** A schema, looked up when it is a reference. */
export function resolved(document: ApiDocument, schema: JsonSchema | undefined): JsonSchema {
  const name = schema?.$ref?.split('/').at(-1);
  if (name === undefined) return schema ?? {};
  return document.components?.schemas?.[name] ?? {};
}

/** The schema of an operation's JSON answer. */
export function answerOf(document: ApiDocument, { responses }: Operation): JsonSchema {
  const success = responses?.['200'] ?? responses?.['201'];
  return resolved(document, success?.content?.['application/json']?.schema);
}

/** The columns of an answer: of its rows where it has rows, else its own fields. */
export function fieldsOf(document: ApiDocument, answer: JsonSchema): [string, JsonSchema][] {
  const row = resolved(document, answer.properties?.data?.items);
  return Object.entries(row.properties ?? answer.properties ?? {});
}
