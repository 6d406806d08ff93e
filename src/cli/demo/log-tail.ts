/**
 * Follows what the exchange writes into its log: JSON lines of its logger, and whatever a dying process prints. Keeps the
 * last troubles, so that whoever started it can say why it ended. Fails with the file system's errors.
 */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { LineSplitter } from '../line-splitter.js';

export interface LogLine {
  /** Of pino: 30 info, 40 warn, 50 error, 60 fatal; 50 for text that is no JSON line. */
  readonly level: number;
  /** For people. */
  readonly text: string;
}

export const LEVEL = { info: 30, warn: 40, error: 50 } as const;

const LINE_BYTES_MAX = 65_536;
const CHUNK_BYTES = 65_536;
const TROUBLES_MAX = 6;
/** Fields that say why, in the order they are shown. */
const REASONS = ['reason', 'cause', 'err', 'message', 'detail'] as const;

export class LogTail {
  private readonly path: string;
  private readonly lines = new LineSplitter(LINE_BYTES_MAX);
  private readonly last: string[] = [];
  private offset: number;

  /** Begins behind what is in the file now. */
  constructor(path: string) {
    this.path = path;
    this.offset = existsSync(path) ? statSync(path).size : 0;
  }

  /** The last warnings and errors that were read, oldest first. */
  get troubles(): readonly string[] {
    return this.last;
  }

  /** Whole lines that came since the last call. */
  read(): LogLine[] {
    const found: LogLine[] = [];
    const file = openSync(this.path, 'r');
    try {
      for (;;) {
        const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
        const bytes = readSync(file, chunk, 0, CHUNK_BYTES, this.offset);
        if (bytes === 0) break;
        this.offset += bytes;
        for (const line of this.lines.push(chunk.subarray(0, bytes))) {
          if (line !== undefined && line.trim() !== '') found.push(lineOf(line));
        }
      }
    } finally {
      closeSync(file);
    }
    const troubles = found.filter(({ level }) => level >= LEVEL.warn);
    this.last.push(...troubles.map(({ text }) => text));
    this.last.splice(0, this.last.length - TROUBLES_MAX);
    return found;
  }
}

function lineOf(line: string): LogLine {
  const fields = parsed(line);
  // What it prints as it dies begins with its name.
  if (fields === undefined) return { level: LEVEL.error, text: line.replace(/^patx: /, '') };
  const { level, msg } = fields;
  const text = [msg, ...new Set(REASONS.map((name) => textOf(fields[name])))];
  return { level: Number(level), text: text.filter((part) => part).join(': ') };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.split('\n')[0] ?? '';
  const { message } = (value ?? {}) as { message?: unknown };
  return typeof message === 'string' ? message : '';
}

function parsed(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
