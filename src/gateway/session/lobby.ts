/**
 * Sessions that have not logged on: bounded, in all and from one place, and a new one makes the oldest leave.
 *
 * So whoever only opens connections drives out himself: past the bound of a place its oldest goes, past the bound of all
 * the oldest of the place that has most.
 */
import type { Session } from './session.js';

export class Lobby {
  private readonly silentMax: number;
  private readonly perPlaceMax: number;
  /** By place, oldest first. */
  private readonly places = new Map<string, Set<Session>>();
  private size = 0;

  constructor(limits: { readonly silentMax: number; readonly silentPerPlaceMax: number }) {
    this.silentMax = limits.silentMax;
    this.perPlaceMax = limits.silentPerPlaceMax;
  }

  /** Takes a session in. Returns the one that has to leave for it. */
  enter(session: Session): Session | undefined {
    const { place } = session;
    let here = this.places.get(place);
    if (here === undefined) {
      here = new Set();
      this.places.set(place, here);
    }
    here.add(session);
    this.size += 1;
    if (here.size > this.perPlaceMax) return oldest(here);
    return this.size > this.silentMax ? oldest(this.fullest()) : undefined;
  }

  /** The session has logged on or is over. */
  leave(session: Session): void {
    const here = this.places.get(session.place);
    if (here === undefined || !here.delete(session)) return;
    this.size -= 1;
    if (here.size === 0) this.places.delete(session.place);
  }

  private fullest(): Set<Session> {
    let most: Set<Session> = new Set();
    for (const here of this.places.values()) if (here.size > most.size) most = here;
    return most;
  }
}

function oldest(sessions: Set<Session>): Session | undefined {
  return sessions.values().next().value;
}
