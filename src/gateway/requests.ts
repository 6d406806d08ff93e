/**
 * Who asked for the commands that are not yet durable: one row for each, in the order they were submitted.
 *
 * A command's origin is its row plus one, so that 0 stays for commands that did not come through the gateway. Batches
 * become durable in order, so rows are given back in the order they were taken, and the table is a ring. It has room
 * for the two batches a sequencer can hold; a full table refuses, and the command then did not happen.
 */
import { isAccountCommand, COMMAND_KIND as K } from '../values/index.js';
import type { IdSpaceInFlight } from './intake/in-flight-ids.js';
import type { Session } from './session/session.js';

/** Whether a command of this kind is a session's own: what it does, not that it begins or ends. */
export function isOfSession(kind: number): boolean {
  return isAccountCommand(kind) || kind === K.LINK_WALLET;
}

/** Between name and target of a parameter in a note; no text that comes from outside has it. */
const SEPARATOR = '\n';

/** Name and target of a parameter as a note. */
export function parameterNote({ name, target }: { name: string; target: string }): string {
  return name + SEPARATOR + target;
}

/** Name and target in such a note. */
export function parameterOfNote(note: string): [name: string, target: string] {
  const [name = '', target = ''] = note.split(SEPARATOR);
  return [name, target];
}

export class RequestTable {
  readonly sessions: (Session | undefined)[];
  readonly requestIds: Float64Array;
  readonly receivedMs: Float64Array;
  /** COMMAND_KIND of the command. */
  readonly kinds: Uint16Array;
  /** Id space of its client id, if it has one. */
  readonly idSpaces: (IdSpaceInFlight | undefined)[];
  /** What its answer needs of the command: name and target of a parameter, or the hash of what was delivered. */
  readonly notes: (string | undefined)[];
  private readonly mask: number;
  private taken = 0;
  private given = 0;

  /** @param capacity a power of two */
  constructor(capacity: number) {
    this.mask = capacity - 1;
    this.sessions = new Array<Session | undefined>(capacity).fill(undefined);
    this.requestIds = new Float64Array(capacity);
    this.receivedMs = new Float64Array(capacity);
    this.kinds = new Uint16Array(capacity);
    this.idSpaces = new Array<IdSpaceInFlight | undefined>(capacity).fill(undefined);
    this.notes = new Array<string | undefined>(capacity).fill(undefined);
  }

  get isFull(): boolean {
    return this.taken - this.given > this.mask;
  }

  /** Takes a row and returns the origin for the sequencer; `release` it when the command was not taken. */
  take(session: Session, requestId: number, receivedMs: number, kind: number): number {
    const row = this.taken & this.mask;
    this.taken += 1;
    this.sessions[row] = session;
    this.requestIds[row] = requestId;
    this.receivedMs[row] = receivedMs;
    this.kinds[row] = kind;
    return row + 1;
  }

  /** Gives the row taken last back. */
  untake(): void {
    this.taken -= 1;
    this.forget(this.taken & this.mask);
  }

  /** Gives the oldest row back. */
  release(): void {
    this.forget(this.given & this.mask);
    this.given += 1;
  }

  private forget(row: number): void {
    this.sessions[row] = undefined;
    this.idSpaces[row] = undefined;
    this.notes[row] = undefined;
  }
}
