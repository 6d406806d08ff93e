/**
 * What a cell holds: missing, or a value of one kind, with its number, its text and its hash. One reader is reused for all cells.
 *
 * Text and typed formats end in the same kinds and hashes. Times without a zone are UTC. Never fails.
 */
import { MISSING_TOKENS } from '../../quality/index.js';
import { hashNumber, hashText } from './hash.js';
import { timeOf } from './times.js';

export const CellKind = {
  MISSING: 0,
  INTEGER: 1,
  NUMBER: 2,
  BOOLEAN: 3,
  DATE: 4,
  TIMESTAMP: 5,
  /** Digits with a leading zero: a code, not a number. */
  DIGITS: 6,
  TEXT: 7,
  NESTED: 8,
} as const;
export type CellKind = (typeof CellKind)[keyof typeof CellKind];
export const CELL_KINDS = 9;

const NUMBER_TEXT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const TOKEN_LENGTH_MAX = Math.max(...MISSING_TOKENS.map(({ length }) => length));
const SPACE = 32;

export class CellReader {
  /** Of the last cell. */
  kind: CellKind = CellKind.MISSING;
  /** Of numbers; of dates and times in milliseconds since 1970. */
  number = 0;
  text = '';
  private readonly missing: ReadonlySet<string>;
  private readonly tokenLengthMax: number;
  /** 1 for each letter a token begins with. */
  private readonly firstLetters = new Uint8Array(128);
  private hasWideToken = false;

  /** @param missingTokens what a provider adds to the platform's */
  constructor(missingTokens: readonly string[] = []) {
    const own = missingTokens.map((token) => token.trim().toLowerCase());
    this.missing = new Set([...MISSING_TOKENS, ...own]);
    this.tokenLengthMax = Math.max(TOKEN_LENGTH_MAX, ...own.map(({ length }) => length));
    for (const token of this.missing) {
      for (const letter of [token.charAt(0), token.charAt(0).toUpperCase()]) {
        if (letter !== '' && letter.charCodeAt(0) < 128)
          this.firstLetters[letter.charCodeAt(0)] = 1;
        else if (letter !== '') this.hasWideToken = true;
      }
    }
  }

  /** Reads a cell; its hash is in `hashed`. */
  read(value: unknown): CellKind {
    switch (typeof value) {
      case 'string':
        this.kind = this.readText(value);
        break;
      case 'number':
        this.kind = this.readNumber(value);
        break;
      case 'bigint':
        this.kind = this.readBigint(value);
        break;
      case 'boolean':
        this.kind = this.setText(value ? 'true' : 'false', CellKind.BOOLEAN);
        break;
      case 'object':
        this.kind = this.readObject(value);
        break;
      default:
        this.kind = CellKind.MISSING;
    }
    return this.kind;
  }

  private readText(given: string): CellKind {
    if (given === '') return CellKind.MISSING;
    const last = given.charCodeAt(given.length - 1);
    const text = given.charCodeAt(0) <= SPACE || last <= SPACE ? given.trim() : given;
    if (text.length <= this.tokenLengthMax && this.isMissing(text)) return CellKind.MISSING;
    const first = text.charCodeAt(0);
    // Digits, or what may precede them.
    if ((first >= 48 && first <= 57) || first === 45 || first === 43 || first === 46) {
      const kind = this.readFigures(text);
      if (kind !== CellKind.MISSING) return kind;
    } else if (text.length <= 5 && /^(?:true|false)$/i.test(text)) {
      return this.setText(text.toLowerCase(), CellKind.BOOLEAN);
    }
    return this.setText(text, CellKind.TEXT);
  }

  private isMissing(text: string): boolean {
    // Few texts begin as a token does.
    const first = text.charCodeAt(0);
    if (first < 128 ? this.firstLetters[first] === 0 : !this.hasWideToken) return false;
    return this.missing.has(text.toLowerCase());
  }

  /** A number, a date or a time; MISSING when it is none. */
  private readFigures(text: string): CellKind {
    if (NUMBER_TEXT.test(text)) {
      const value = Number(text);
      if (!Number.isFinite(value)) return CellKind.MISSING;
      const first = text.charCodeAt(0) === 48 && text.length > 1 ? text.charCodeAt(1) : 0;
      if (first >= 48 && first <= 57) return this.setText(text, CellKind.DIGITS);
      const kind = Number.isInteger(value) ? CellKind.INTEGER : CellKind.NUMBER;
      return this.setNumber(value, text, kind);
    }
    const time = timeOf(text);
    if (time === undefined) return CellKind.MISSING;
    return this.setNumber(time.ms, text, time.isDate ? CellKind.DATE : CellKind.TIMESTAMP);
  }

  private readNumber(value: number): CellKind {
    if (!Number.isFinite(value)) return CellKind.MISSING;
    const kind = Number.isInteger(value) ? CellKind.INTEGER : CellKind.NUMBER;
    return this.setNumber(value, '', kind);
  }

  private readBigint(value: bigint): CellKind {
    const number = Number(value);
    if (Number.isSafeInteger(number)) return this.setNumber(number, '', CellKind.INTEGER);
    // Hashed by its digits, since several of them are one number.
    this.setText(String(value), CellKind.INTEGER);
    this.number = number;
    return CellKind.INTEGER;
  }

  private readObject(value: object | null): CellKind {
    if (value === null) return CellKind.MISSING;
    if (value instanceof Date) {
      const ms = value.getTime();
      return Number.isNaN(ms) ? CellKind.MISSING : this.setNumber(ms, '', CellKind.TIMESTAMP);
    }
    if (value instanceof Uint8Array) {
      return this.setText(Buffer.from(value).toString('hex'), CellKind.TEXT);
    }
    const text = JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'bigint' ? String(part) : part,
    );
    return this.setText(text, CellKind.NESTED);
  }

  private setText(text: string, kind: CellKind): CellKind {
    this.text = text;
    hashText(text);
    return kind;
  }

  private setNumber(value: number, text: string, kind: CellKind): CellKind {
    this.number = value;
    this.text = text;
    const isTime = kind === CellKind.DATE || kind === CellKind.TIMESTAMP;
    hashNumber(value, isTime ? 1 : 0);
    return kind;
  }

  /** The last cell as a text. */
  shown(): string {
    if (this.text !== '') return this.text;
    const isTime = this.kind === CellKind.DATE || this.kind === CellKind.TIMESTAMP;
    return isTime ? new Date(this.number).toISOString() : String(this.number);
  }
}
