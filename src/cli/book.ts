/**
 * `patx book`: the exchange's order book alone, on JSON lines. One instruction a line in, one event a line
 * out, and with `final` the whole state as one last line. Lines that are no JSON are refused like any
 * other bad instruction and counted; empty lines are counted and passed over.
 *
 * Never fails on input. A closed output ends it.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { PracticeBook } from '../engine/core/index.js';

export interface BookOptions {
  readonly input: Readable;
  readonly output: Writable;
  /** Writes the whole state at the end. */
  readonly final: boolean;
}

/** Reads instructions until the input ends. */
export async function runBook({ input, output, final }: BookOptions): Promise<void> {
  const book = new PracticeBook();
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    if (line.trim() === '') {
      book.skip();
      continue;
    }
    const events = book.apply(parse(line));
    const text = events.map((event) => `${JSON.stringify(event)}\n`).join('');
    if (text !== '' && !output.write(text)) await once(output, 'drain');
  }
  if (final) output.write(`${JSON.stringify(book.final())}\n`);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
