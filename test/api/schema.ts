/** Compares a value with a schema of the API's document, field by field; a field the document does not name is a fault. */

export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly $ref?: string;
}

export type Schemas = Readonly<Record<string, JsonSchema>>;

/** What of a value is not as the schema says; undefined when it is. */
export function mismatch(
  schemas: Schemas,
  schema: JsonSchema,
  value: unknown,
  at = '',
): string | undefined {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) as string;
    return mismatch(schemas, schemas[name] as JsonSchema, value, at);
  }
  if (schema.anyOf !== undefined) {
    const fits = schema.anyOf.some((one) => mismatch(schemas, one, value, at) === undefined);
    return fits ? undefined : `${at}: fits none of anyOf`;
  }
  const types = [schema.type ?? []].flat();
  const kind = kindOf(value);
  const kinds = kind === 'number' && Number.isInteger(value) ? ['integer', 'number'] : [kind];
  if (!kinds.some((one) => types.includes(one)))
    return `${at}: is ${kind}, not ${types.join(' or ')}`;
  if (schema.pattern !== undefined && !new RegExp(schema.pattern).test(String(value))) {
    return `${at}: ${String(value)} does not fit ${schema.pattern}`;
  }
  if (kind === 'array') {
    const items = schema.items as JsonSchema;
    return first(value as unknown[], (item, i) => mismatch(schemas, items, item, `${at}[${i}]`));
  }
  return kind === 'object' ? objectMismatch(schemas, schema, value as object, at) : undefined;
}

function objectMismatch(
  schemas: Schemas,
  schema: JsonSchema,
  value: object,
  at: string,
): string | undefined {
  const missing = (schema.required ?? []).find((name) => !(name in value));
  if (missing !== undefined) return `${at}.${missing}: is missing`;
  return first(Object.entries(value), ([name, inner]) => {
    const property = schema.properties?.[name];
    if (property !== undefined) return mismatch(schemas, property, inner, `${at}.${name}`);
    return schema.additionalProperties === undefined
      ? `${at}.${name}: is not in the document`
      : undefined;
  });
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function first<T>(
  list: readonly T[],
  look: (item: T, index: number) => string | undefined,
): string | undefined {
  for (const [index, item] of list.entries()) {
    const found = look(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}
