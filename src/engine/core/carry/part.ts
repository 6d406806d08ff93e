/**
 * What a part of the state does so that an upgrade carries it: says which columns and fields of the registry are its own,
 * writes them as rows by their meaning, and takes rows in.
 *
 * Rows come in the order of the parts and, within a part, as its `rows` gave them. Fails with a CarryError, which names
 * the table and what does not fit.
 */
import type { CarriedRow, CarryRow, CarryTable } from '../../../values/index.js';
import type { Core } from '../core.js';

/** What is to be carried cannot be, or does not fit the core it comes to. */
export class CarryError extends Error {
  override readonly name = 'CarryError';
  readonly code = 'cannot-carry';
  readonly table: string;

  constructor(table: string, what: string) {
    super(`cannot-carry: ${table}: ${what}`);
    this.table = table;
  }
}

/** Throws a CarryError unless it holds. */
export function need(holds: boolean, table: CarryTable, what: string): asserts holds {
  if (!holds) throw new CarryError(table, what);
}

/** Takes the rows of a part in. */
export interface Intake {
  readonly take: { readonly [T in CarryTable]?: (row: CarryRow<T>) => void };
  /** All rows of all parts have come. */
  readonly end?: () => void;
}

export interface CarryPart {
  /** Columns whose meaning its rows have. */
  readonly columns: readonly string[];
  /** Columns that are made anew from what is carried. */
  readonly derived: readonly string[];
  /** Fields of the registry its rows have. */
  readonly registry: readonly string[];
  rows(core: Core): Iterable<CarriedRow>;
  intake(core: Core): Intake;
}

/**
 * Which field of a row each word of a record is; null: the word is made anew from what is carried. Being a record over the
 * names of the words, it does not compile when a word is forgotten.
 */
export type WordPlan<Words, Row> = { readonly [W in keyof Words]: keyof Row | null };

/** Pairs of a field and its word that are carried as they are. */
export function wordPairs<Words extends Readonly<Record<string, number>>, Row>(
  words: Words,
  plan: WordPlan<Words, Row>,
): readonly (readonly [field: keyof Row & string, word: number])[] {
  const pairs: [keyof Row & string, number][] = [];
  for (const [name, field] of Object.entries(plan)) {
    if (field !== null) pairs.push([field as keyof Row & string, words[name] as number]);
  }
  return pairs;
}

/** Members of chains by their owner, in their places, which count from 0. */
export class Chains {
  private readonly chains = new Map<number, number[]>();
  /** In the order their first member came. */
  private readonly owners: number[] = [];
  private readonly table: CarryTable;

  constructor(table: CarryTable) {
    this.table = table;
  }

  put(owner: number, place: number, member: number): void {
    let chain = this.chains.get(owner);
    if (chain === undefined) {
      chain = [];
      this.chains.set(owner, chain);
      this.owners.push(owner);
    }
    // Places come nearly in order; one far ahead is none.
    const isPlace = place >= 0 && place < 2 ** 24 && chain[place] === undefined;
    need(isPlace, this.table, `place ${place} of ${owner} is taken or is none`);
    chain[place] = member;
  }

  /** Every chain with its members in order. */
  *all(): Generator<readonly [owner: number, members: readonly number[]]> {
    for (const owner of this.owners) {
      const chain = this.chains.get(owner) ?? [];
      for (let place = 0; place < chain.length; place += 1) {
        need(chain[place] !== undefined, this.table, `place ${place} of ${owner} is empty`);
      }
      yield [owner, chain];
    }
  }
}

/** Bytes of a text of pairs of hexadecimal digits. */
export function bytesOf(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i += 1)
    bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** 1 for true. */
export const bit = (isSet: boolean): number => (isSet ? 1 : 0);
