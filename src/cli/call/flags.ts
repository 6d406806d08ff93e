/**
 * The flags of `patx call`: one for every field of a command, with its unit and its help from the declaration.
 *
 * A flag is the field's name in kebab case without `Id`; amounts are PAT, times are written with their zone. The fields of
 * a nested message are flags too, and together make the message once one of them is given; an entry of a list is
 * `field=value,field=value`, or JSON.
 */
import {
  type AnyField,
  type AnyShape,
  type FieldText,
  type NamedField,
  NESTED_TEXTS,
} from '../../schema/index.js';

export interface Flag {
  /** Without its dashes. */
  readonly name: string;
  /** The field's name in plain objects, below `parent` where it is nested. */
  readonly plain: string;
  readonly parent: string | undefined;
  readonly field: AnyField;
  readonly unit: string;
  readonly text: string;
  /** Whether the schema has no value for leaving it out. */
  readonly isRequired: boolean;
}

/** The flags of a command; two fields of one name are a defect of its declaration and throw. */
export function flagsOf(shape: AnyShape, texts: readonly FieldText[]): readonly Flag[] {
  const flags = shape.fields.flatMap((named, index) => {
    const { field, plain } = named;
    if (field.type !== 'nested') return [flagOf(named, texts[index], undefined)];
    const inner = NESTED_TEXTS[field.shape.name] ?? [];
    return field.shape.fields.map((one, at) => flagOf(one, inner[at], plain));
  });
  const names = new Set(flags.map(({ name }) => name));
  if (names.size < flags.length) throw new TypeError(`${shape.name} has two flags of one name`);
  return flags;
}

function flagOf(
  { plain, field }: NamedField,
  text: FieldText | undefined,
  parent: string | undefined,
): Flag {
  const unit = text?.unit ?? '';
  const isRequired = hasNoDefault(field) && parent === undefined;
  return {
    name: nameOf(plain, field, unit),
    plain,
    parent,
    field,
    unit,
    ...{ isRequired, text: text?.text ?? '' },
  };
}

/** A key's id keeps its `Id`, since `--key` is a file. */
function nameOf(plain: string, field: AnyField, unit: string): string {
  const shown =
    field.type === 'time'
      ? plain.replace(/Ms$/, '')
      : unit === 'micro_pat'
        ? plain.replace(/MicroPat$/, 'Pat')
        : plain === 'keyId'
          ? plain
          : plain.replace(/Id$/, '');
  return shown.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function hasNoDefault(field: AnyField): boolean {
  switch (field.type) {
    case 'choice':
      return !field.orZero;
    case 'text':
      return field.bytesMin > 0;
    case 'bytes':
      return field.sizes.length > 0 && !field.sizes.includes(0);
    default:
      return false;
  }
}

/** What stands for the value in the help. */
export function placeholderOf({ field, unit }: Flag): string {
  switch (field.type) {
    case 'flag':
      return '';
    case 'choice':
      return '<name>';
    case 'text':
      return '<text>';
    case 'bytes':
      return '<hex>';
    case 'time':
      return '<time>';
    case 'list':
      return '<entry...>';
    default:
      return unit === 'micro_pat' ? '<pat>' : unit === '' ? '<n>' : `<${unit.replace('_', '-')}>`;
  }
}

/** The names an enum may have, for the help. */
export function namesOf(field: AnyField): readonly string[] {
  const choice = field.type === 'list' ? field.item : field;
  if (choice.type !== 'choice') return [];
  const { prefix, numbers } = choice.choices;
  return [...numbers.keys()].map((name) => name.slice(prefix.length).toLowerCase());
}
