/**
 * Commands with a client id that are not yet durable, counted by account and id space over all its sessions.
 *
 * The venue remembers the last so many outcomes of an id space. As many commands of it may be in flight, and no more: then
 * whatever its owner has no answer to when a process dies is among those that are remembered, and `GetOutcome` tells.
 */
import type { Session } from '../session/session.js';

/** Bits of a client id below its id space. */
const SPACE_UNIT = 2 ** 48;
const SPACES_PER_ACCOUNT = 32;

/** One id space of one account. */
export interface IdSpaceInFlight {
  readonly number: number;
  commands: number;
}

export class InFlightIds {
  /** An entry stays once it is made: there are 32 for each account that ever sent one. */
  private readonly spaces = new Map<number, IdSpaceInFlight>();

  /** The space a session's client id belongs to. */
  spaceOf(session: Session, clientId: number): IdSpaceInFlight {
    const number = Math.floor(clientId / SPACE_UNIT);
    // Nearly all commands of a session are of one space.
    const last = session.idSpace;
    if (last?.number === number) return last;
    const key = session.accountId * SPACES_PER_ACCOUNT + number;
    let space = this.spaces.get(key);
    if (space === undefined) {
      space = { number, commands: 0 };
      this.spaces.set(key, space);
    }
    session.idSpace = space;
    return space;
  }
}
