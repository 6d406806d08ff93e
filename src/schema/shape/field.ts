/**
 * Describes the messages of the schema as plain objects: for each field its kind and bounds, in the order of the field
 * numbers, which count up from 1.
 *
 * One description serves every conversion: protobuf, JSON, checks and the texts of problems. The type of a shape is
 * tied to the plain interface it describes, so that the two cannot drift apart; a test holds names, numbers and types
 * against the .proto files.
 */
import type { ErrorName } from '../../values/index.js';

export type IntegerType = 'uint32' | 'uint64' | 'sint64' | 'fixed32';

export interface IntegerField {
  readonly type: IntegerType;
  readonly min: number;
  readonly max: number;
  /** 0 is allowed below `min`. */
  readonly orZero: boolean;
  readonly refusal: ErrorName;
  /** Who leaves it out says 0. */
  readonly optional?: true;
}

export interface TimeField {
  readonly type: 'time';
  /** Times that enter the core are whole milliseconds; reports keep their fraction. */
  readonly whole: boolean;
  /** Who leaves it out says 0. */
  readonly optional?: true;
}

export interface FlagField {
  readonly type: 'flag';
  /** Who leaves it out says no. */
  readonly optional?: true;
}

export interface TextField {
  readonly type: 'text';
  readonly bytesMin: number;
  readonly bytesMax: number;
}

export interface BytesField {
  readonly type: 'bytes';
  /** Allowed sizes; none listed means any up to `bytesMax`. */
  readonly sizes: readonly number[];
  readonly bytesMax: number;
}

export interface ChoiceField {
  readonly type: 'choice';
  readonly choices: Choices;
  /** Whether 0 (unspecified) is a value. */
  readonly orZero: boolean;
  /** Whether numbers this version does not know pass, as they must where a newer venue may speak. */
  readonly open: boolean;
}

export interface NestedField {
  readonly type: 'nested';
  readonly shape: AnyShape;
}

export interface ListField {
  readonly type: 'list';
  readonly item: ItemField;
  readonly countMax: number;
}

export type ItemField = IntegerField | ChoiceField | NestedField;
export type AnyField =
  | IntegerField
  | TimeField
  | FlagField
  | TextField
  | BytesField
  | ChoiceField
  | NestedField
  | ListField;

/** A field whose plain value is a T. `plain` exists for the type checker only. */
export type Field<T> = AnyField & { readonly plain?: (value: T) => T };

export interface NamedField {
  /** Name in plain objects: times end in `Ms`. */
  readonly plain: string;
  /** Name in JSON: times end in `Ns`. */
  readonly wire: string;
  /** Name in the schema, for problems. */
  readonly proto: string;
  readonly field: AnyField;
}

export interface AnyShape {
  /** Name of the message in the schema. */
  readonly name: string;
  /** Field n is at n - 1. */
  readonly fields: readonly NamedField[];
}

/** The shape of a message whose plain object is a T. `plain` exists for the type checker only. */
export interface Shape<T> extends AnyShape {
  readonly plain?: (value: T) => T;
}

/** Numbers of an enum by their name in the schema. */
export interface Choices {
  readonly prefix: string;
  readonly names: ReadonlyMap<number, string>;
  readonly numbers: ReadonlyMap<string, number>;
  /** The values, for problems: by name and number, and by full name. Where there are many, what they begin with. */
  readonly text: string;
  readonly namesText: string;
}

/** Describes message `name` by its fields, in the order of their numbers. */
export function shapeOf<T>(
  name: string,
  fields: { readonly [K in keyof T]-?: Field<T[K]> },
): Shape<T> {
  const named = Object.entries<AnyField>(fields).map(([plain, field]) => {
    const wire = field.type === 'time' ? plain.replace(/Ms$/, 'Ns') : plain;
    const proto = wire.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return { plain, wire, proto, field };
  });
  return { name, fields: named };
}

/** Most values of an enum that an answer lists. */
const LISTED_MAX = 24;

/** Describes the enum whose values are named `prefix` and then the key. */
export function choicesOf(prefix: string, values: Readonly<Record<string, number>>): Choices {
  const entries = Object.entries(values);
  const isListed = entries.length <= LISTED_MAX;
  const unlisted = `the ${entries.length} in the schema that begin with ${prefix}`;
  return {
    prefix,
    names: new Map(entries.map(([key, number]) => [number, prefix + key])),
    numbers: new Map(entries.map(([key, number]) => [prefix + key, number])),
    text: isListed ? entries.map(([key, number]) => `${key} (${number})`).join(', ') : unlisted,
    namesText: isListed ? entries.map(([key]) => prefix + key).join(', ') : unlisted,
  };
}
