/**
 * Schemas of commands' fields, made of their declarations: what a request may hold, for validation and for the document. The
 * venue reads a request once more from the same shapes, so that whoever gets past here gains nothing.
 */
import { z } from '@hono/zod-openapi';
import { type AnyField, type AnyShape, type FieldText, NESTED_TEXTS } from '../../schema/index.js';

/** Amounts are decimal texts, as in answers; numbers will do as long as they are exact. */
const amount = () =>
  z.union([z.string().regex(/^-?\d{1,16}$/), z.number().int()]).openapi({ examples: ['12500000'] });
const TIME_MS_MAX = 8_640_000_000_000_000;

/** A schema for each field, by plain name. */
export function fieldSchemas(
  fields: readonly { readonly plain: string; readonly field: AnyField }[],
  texts: readonly FieldText[],
  from: 'body' | 'path' | 'query',
): Record<string, z.ZodType> {
  return Object.fromEntries(
    fields.map(({ plain, field }) => {
      const text = texts.find((one) => one.plain === plain);
      const base = from === 'body' ? bodySchema(field, text?.unit ?? '') : textSchema(field);
      const described = base.describe(text?.text ?? '');
      return [plain, from !== 'path' && hasDefault(field) ? described.optional() : described];
    }),
  );
}

/** Whether leaving the field out means something. */
function hasDefault(field: AnyField): boolean {
  switch (field.type) {
    case 'choice':
      return field.orZero;
    case 'text':
      return field.bytesMin === 0;
    case 'bytes':
      return field.sizes.length === 0 || field.sizes.includes(0);
    default:
      return true;
  }
}

function bodySchema(field: AnyField, unit: string): z.ZodType {
  switch (field.type) {
    case 'text':
      return z.string().min(field.bytesMin).max(field.bytesMax);
    case 'bytes':
      return hexSchema(field);
    case 'flag':
      return z.boolean();
    case 'choice':
      return namesSchema(field);
    case 'time':
      return z.number().int().min(0).max(TIME_MS_MAX);
    case 'nested':
      return nestedSchema(field.shape).nullable();
    case 'list': {
      const { item } = field;
      const one = item.type === 'nested' ? nestedSchema(item.shape) : bodySchema(item, '');
      return z.array(one).max(field.countMax);
    }
    default:
      return unit === 'micro_pat'
        ? amount()
        : z.number().int().min(Math.min(field.min, 0)).max(field.max);
  }
}

/** The same as text of a path or a query. */
function textSchema(field: AnyField): z.ZodType {
  switch (field.type) {
    case 'text':
      return z.string().min(Math.max(1, field.bytesMin)).max(field.bytesMax);
    case 'bytes':
      return hexSchema(field);
    case 'flag':
      return z.enum(['true', 'false']);
    case 'choice':
      return namesSchema(field);
    case 'list':
    case 'nested':
      throw new TypeError('a query has no lists and no nested messages');
    default: {
      const max = field.type === 'time' ? TIME_MS_MAX : field.max;
      const min = field.type === 'time' ? 0 : Math.min(field.min, 0);
      return z
        .string()
        .regex(/^-?\d{1,16}$/)
        .transform(Number)
        .pipe(z.number().int().min(min).max(max))
        .openapi({ type: 'integer', minimum: min, maximum: max });
    }
  }
}

function hexSchema({ sizes, bytesMax }: AnyField & { readonly type: 'bytes' }): z.ZodType {
  const least = sizes.length === 0 ? 0 : Math.min(...sizes);
  const hex = z.string().regex(/^([0-9a-f]{2})*$/);
  return hex.min(2 * least).max(2 * bytesMax);
}

function namesSchema({ choices }: AnyField & { readonly type: 'choice' }): z.ZodType {
  const names = [...choices.numbers.keys()].map((name) => name.slice(choices.prefix.length));
  return z.enum(names as [string, ...string[]]);
}

const nested = new Map<string, z.ZodType>();

function nestedSchema(shape: AnyShape): z.ZodType {
  const known = nested.get(shape.name);
  if (known !== undefined) return known;
  const fields = fieldSchemas(shape.fields, NESTED_TEXTS[shape.name] ?? [], 'body');
  const schema = z.strictObject(fields).openapi(`${shape.name}Input`);
  nested.set(shape.name, schema);
  return schema;
}
