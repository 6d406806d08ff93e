/**
 * `patx book`: the exchange's order book alone, on JSON lines. One instruction a line in, one event a line
 * out, and with `final` the whole state as one last line. Lines that are no JSON, or too long, are refused like any
 * other bad instruction and counted; empty lines are counted and passed over.
 *
 * Never fails on input. An output that is closed ends it: whoever reads has seen enough.
 */
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { LINE_BYTES_MAX, PracticeBook, type PracticeEvent } from '../engine/core/index.js';
import { LineSplitter } from './line-splitter.js';

export interface BookOptions {
  readonly input: Readable;
  readonly output: Writable;
  /** Writes the whole state at the end. */
  readonly final: boolean;
}

/** What editors of some systems put at the beginning of a text. */
const BYTE_ORDER_MARK = '\ufeff';

/** Reads instructions until the input ends. */
export async function runBook({ input, output, final }: BookOptions): Promise<void> {
  const book = new PracticeBook();
  const splitter = new LineSplitter(LINE_BYTES_MAX);
  let isFirst = true;
  let failure: NodeJS.ErrnoException | undefined;
  output.once('error', (error) => {
    failure = error;
    input.destroy();
  });
  const answer = async (lines: readonly (string | undefined)[]): Promise<void> => {
    let text = '';
    for (const line of lines) {
      const given = isFirst && line?.startsWith(BYTE_ORDER_MARK) ? line.slice(1) : line;
      isFirst = false;
      for (const event of eventsOf(book, given)) text += `${JSON.stringify(event)}\n`;
    }
    if (text !== '' && !output.write(text)) await once(output, 'drain');
  };
  try {
    for await (const chunk of input) await answer(splitter.push(chunk as Buffer));
    await answer(splitter.end());
    if (final) output.write(`${JSON.stringify(book.final())}\n`);
  } catch (error) {
    if (failure?.code !== 'EPIPE') throw failure ?? error;
  }
}

function eventsOf(book: PracticeBook, line: string | undefined): readonly PracticeEvent[] {
  if (line === undefined) return book.refuse('LINE_TOO_LONG');
  if (line.trim() !== '') return book.apply(parsed(line));
  book.skip();
  return [];
}

/** The value of a line of JSON; of any other line itself, which is no instruction. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}
