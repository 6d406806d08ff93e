/**
 * What an operator and the settler say to each other while both run, each in a small file beside the settler's store: the store
 * itself is its writer's alone, since another process that opens it makes the writer lose what is on disk (ADR 0079).
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { replacePrivateFile, requireFreeFor } from '../../files/index.js';

const CONTROL_FILE = 'control.json';
const REPORT_FILE = 'report.json';

const controlSchema = z.strictObject({
  /** No further batch is made. */
  isPaused: z.boolean(),
  /** Grows to have a halted batch or a mismatch tried again; what the settler has done of it is in its store. */
  retries: z.int().nonnegative(),
});

/** An operator's word; it stays until another one is left. */
export type Control = Readonly<z.infer<typeof controlSchema>>;

/** Of an operator who said nothing. */
const UNSAID: Control = { isPaused: false, retries: 0 };

export class Spoken {
  readonly #directory: string;

  /** @param directory of the settler's store; it is there */
  constructor(directory: string) {
    this.#directory = directory;
  }

  get hasControl(): boolean {
    return existsSync(join(this.#directory, CONTROL_FILE));
  }

  /** Fails naming the file when it is not what was written. */
  get control(): Control {
    const said = this.#read(CONTROL_FILE);
    if (said === undefined) return UNSAID;
    const { data, error } = controlSchema.safeParse(said);
    if (data === undefined) throw this.#unreadable(CONTROL_FILE, error);
    return data;
  }

  /** What the settler last said of itself; undefined before its first round. */
  get report(): unknown {
    return this.#read(REPORT_FILE);
  }

  saveControl(control: Control): void {
    this.#replace(CONTROL_FILE, control);
  }

  saveReport(report: unknown): void {
    this.#replace(REPORT_FILE, report);
  }

  #read(name: string): unknown {
    const path = join(this.#directory, name);
    if (!existsSync(path)) return undefined;
    try {
      return JSON.parse(readFileSync(path, 'utf8'));
    } catch (cause) {
      throw this.#unreadable(name, cause);
    }
  }

  #replace(name: string, said: unknown): void {
    const text = `${JSON.stringify(said)}\n`;
    requireFreeFor(this.#directory, text.length);
    replacePrivateFile(join(this.#directory, name), text);
  }

  #unreadable(name: string, cause: unknown): Error {
    const path = join(this.#directory, name);
    return new Error(`${path} is damaged: remove it, and say again what was said there`, { cause });
  }
}
