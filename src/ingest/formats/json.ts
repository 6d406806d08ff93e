/**
 * JSON lines, and JSON arrays of objects: streamed, one object at a time; columns are the names objects have, in the order they
 * come. Fails with IngestError malformed, not-tabular, too-deep, record-too-long, columns-limit, header, encoding, nul-byte.
 */
import type { ByteSource } from '../../objects/index.js';
import { IngestError } from '../ingest-error.js';
import { BATCH_ROWS, JSON_DEPTH_MAX, RECORD_BYTES_MAX } from '../limits.js';
import { type TextEncoding, textOf } from './bytes.js';
import { checkedNames } from './names.js';
import type { Progress, Rows, Table } from './table.js';

export interface JsonOptions {
  readonly source: ByteSource;
  readonly encoding: TextEncoding;
  readonly format: 'json' | 'jsonl';
  readonly progress: Progress;
}

export function openJson({ source, encoding, format, progress }: JsonOptions): Table {
  const columns: string[] = [];
  const indexOf = new Map<string, number>();
  const pieces = textOf(source, encoding, progress);
  return {
    format,
    columns,
    async *batches(): AsyncGenerator<Rows, void, undefined> {
      const splitter = format === 'json' ? new ElementSplitter() : new LineSplitter();
      let row = 0;
      let rows: unknown[][] = [];
      for await (const piece of pieces) {
        for (const text of splitter.push(piece)) {
          row += 1;
          rows.push(rowOf(text, row));
          if (rows.length < BATCH_ROWS) continue;
          yield rows;
          rows = [];
        }
      }
      for (const text of splitter.end()) {
        row += 1;
        rows.push(rowOf(text, row));
      }
      if (rows.length > 0) yield rows;
    },
  };

  function rowOf(text: string, row: number): unknown[] {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      throw new IngestError('malformed', (error as Error).message, { row });
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new IngestError('not-tabular', 'a list of something else than objects', { row });
    }
    const cells: unknown[] = new Array(columns.length);
    for (const [name, cell] of Object.entries(value)) {
      let index = indexOf.get(name);
      if (index === undefined) {
        index = columns.length;
        checkedNames([...columns, name]);
        columns.push(name);
        indexOf.set(name, index);
      }
      cells[index] = cell;
    }
    return cells;
  }
}

/** Texts of the elements of one array. */
class ElementSplitter {
  private text = '';
  /** Where scanning goes on. */
  private at = 0;
  private begin = -1;
  private depth = 0;
  private isQuoted = false;
  private isEscaped = false;
  private state: 'before' | 'inside' | 'after' = 'before';
  private count = 0;
  /** Whether a comma was the last thing between elements. */
  private isDue = false;

  *push(piece: string): Generator<string, void, undefined> {
    this.text += piece;
    for (; this.at < this.text.length; this.at += 1) {
      const letter = this.text.charCodeAt(this.at);
      if (this.isQuoted) this.inText(letter);
      else if (this.begin >= 0) {
        const element = this.inElement(letter);
        if (element !== undefined) yield element;
      } else this.between(letter);
    }
    const keptFrom = this.begin >= 0 ? this.begin : this.at;
    this.text = this.text.slice(keptFrom);
    this.at -= keptFrom;
    if (this.begin >= 0) this.begin = 0;
    if (this.text.length > RECORD_BYTES_MAX)
      throw new IngestError('record-too-long', '', { row: this.count + 1 });
  }

  end(): readonly string[] {
    if (this.state === 'after') return [];
    throw new IngestError('malformed', 'the array does not end', { row: this.count });
  }

  private inText(letter: number): void {
    if (this.isEscaped) this.isEscaped = false;
    else if (letter === 92) this.isEscaped = true;
    else if (letter === 34) this.isQuoted = false;
  }

  /** Inside an object; its text when it ends here. */
  private inElement(letter: number): string | undefined {
    if (letter === 34) this.isQuoted = true;
    else if (letter === 123 || letter === 91) {
      this.depth += 1;
      if (this.depth > JSON_DEPTH_MAX)
        throw new IngestError('too-deep', '', { row: this.count + 1 });
    } else if (letter === 125 || letter === 93) {
      this.depth -= 1;
      if (this.depth === 0) {
        const element = this.text.slice(this.begin, this.at + 1);
        this.begin = -1;
        this.count += 1;
        this.isDue = false;
        if (element.length > RECORD_BYTES_MAX)
          throw new IngestError('record-too-long', '', { row: this.count });
        return element;
      }
    }
    return undefined;
  }

  private between(letter: number): void {
    if (letter === 32 || (letter >= 9 && letter <= 13) || letter === 0xfeff) return;
    const wrong = () =>
      new IngestError('malformed', `'${String.fromCharCode(letter)}' between rows`, {
        row: this.count + 1,
      });
    if (this.state === 'before') {
      if (letter !== 91) throw wrong();
      this.state = 'inside';
      return;
    }
    if (this.state === 'after') throw wrong();
    if (letter === 93 && !this.isDue) this.state = 'after';
    else if (letter === 44 && this.count > 0 && !this.isDue) this.isDue = true;
    else if (letter === 123 && (this.count === 0 || this.isDue)) {
      this.begin = this.at;
      this.depth = 1;
    } else if (letter === 44 || letter === 93 || letter === 123) throw wrong();
    else {
      throw new IngestError('not-tabular', 'a list of something else than objects', {
        row: this.count + 1,
      });
    }
  }
}

/** Lines that are not blank. */
class LineSplitter {
  private rest = '';
  private count = 0;

  *push(piece: string): Generator<string, void, undefined> {
    const lines = (this.rest + piece).split('\n');
    this.rest = lines.pop() as string;
    if (this.rest.length > RECORD_BYTES_MAX)
      throw new IngestError('record-too-long', '', { row: this.count + 1 });
    for (const line of lines) if (line.trim() !== '') yield this.checked(line);
  }

  end(): readonly string[] {
    return this.rest.trim() === '' ? [] : [this.checked(this.rest)];
  }

  private checked(line: string): string {
    this.count += 1;
    if (line.length > RECORD_BYTES_MAX || depthOf(line) > JSON_DEPTH_MAX)
      throw new IngestError(line.length > RECORD_BYTES_MAX ? 'record-too-long' : 'too-deep', '', {
        row: this.count,
      });
    return line;
  }
}

/** Most brackets open at a time, outside of texts. */
function depthOf(line: string): number {
  let depth = 0;
  let most = 0;
  for (let i = 0; i < line.length; i += 1) {
    const letter = line.charCodeAt(i);
    if (letter === 34) i = endOfText(line, i);
    else if (letter === 123 || letter === 91) {
      depth += 1;
      if (depth > most) most = depth;
    } else if (letter === 125 || letter === 93) depth -= 1;
  }
  return most;
}

/** Where the text that begins at a quote ends. */
function endOfText(line: string, begin: number): number {
  for (let i = begin + 1; i < line.length; i += 1) {
    const letter = line.charCodeAt(i);
    if (letter === 92) i += 1;
    else if (letter === 34) return i;
  }
  return line.length;
}
