/**
 * What a person who runs `patx` got wrong, with a code that stays: it is printed as `patx: code: what and what to do`,
 * and the command ends with 1. Errors of the journal and of the venue have codes of their own.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dataDirectory } from './data-directory.js';

export type CommandErrorCode =
  | 'no-journal'
  | 'empty-journal'
  | 'no-archive'
  | 'unreadable-file'
  | 'bad-value'
  | 'not-verified'
  | 'not-reachable'
  /** The exchange of the sandbox did not start, or ended by itself. */
  | 'exchange-ended'
  /** The file cannot be ingested: the reason begins with the code of docs/data-quality.md. */
  | 'file-refused'
  | SystemCode
  | StartCode;

/** The system refused: see `explained`. */
export type SystemCode =
  | 'disk-full'
  | 'disk-failed'
  | 'read-only'
  | 'not-there'
  | 'not-allowed'
  | 'not-a-directory'
  | 'too-many-open-files'
  | 'port-taken'
  | 'port-not-allowed'
  | 'address-not-here';

/** What a venue cannot be started, or not be stopped, for. */
export type StartCode =
  | 'keys-without-journal'
  | 'snapshots-without-journal'
  | 'limits-fixed'
  /** Another core wrote the journal, and taking it over was not asked for. */
  | 'upgrade-needed'
  | 'clock-behind-journal'
  | 'clock-far-ahead'
  /** The configured chain can never be settled on. */
  | 'chain-refused'
  | 'link-pending'
  | 'chain-not-bound'
  /** One theft would have the keys of two roles on chain. */
  | 'keys-together'
  | 'desk-failed'
  | 'operators-fixed'
  | 'too-few-descriptors'
  | 'stop-overdue';

export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code: CommandErrorCode;

  constructor(code: CommandErrorCode, reason: string, options?: ErrorOptions) {
    super(`${code}: ${reason}`, options);
    this.code = code;
  }
}

/** Says what is not as it should be and stops nothing. */
export function warnOnStderr(warning: string): void {
  process.stderr.write(`patx: warning: ${warning}\n`);
}

/** The directory of the journal in a data directory; fails when there is none. */
export function journalDirectory(data: string): string {
  const { journal } = dataDirectory(data);
  if (existsSync(journal)) return journal;
  throw new CommandError(
    'no-journal',
    `${journal} is not there: no journal; --data names the data directory of a venue`,
  );
}

/** The text of a file that an option names. */
export function fileText(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandError('unreadable-file', `${what} ${path} cannot be read (${code})`);
  }
}

/** The JSON in a file that an option names. */
export function jsonOf(path: string, what: string): unknown {
  const text = fileText(path, what);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(
      'unreadable-file',
      `${what} ${path} is not JSON (${(error as Error).message})`,
    );
  }
}
