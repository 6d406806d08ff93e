/**
 * Client ids of one id space: ascending, never given twice, going on above what the venue has seen.
 *
 * An id is the id space (0 to 31) in bits 48 to 52 and a counter in bits 0 to 47; a counter starts at 1. Sessions of one
 * account that send at the same time each need a space of their own.
 */

export const ID_SPACES = 32;
const SPACE_UNIT = 2 ** 48;

export class ClientIds {
  readonly idSpace: number;
  private lastCounter = 0;

  constructor(idSpace: number) {
    if (!(Number.isInteger(idSpace) && idSpace >= 0 && idSpace < ID_SPACES)) {
      throw new RangeError(`an id space is 0 to ${ID_SPACES - 1}, not ${idSpace}`);
    }
    this.idSpace = idSpace;
  }

  /** The id given last; 0 before the first. */
  get last(): number {
    return this.lastCounter === 0 ? 0 : this.idSpace * SPACE_UNIT + this.lastCounter;
  }

  /** The next id. */
  next(): number {
    if (this.lastCounter >= SPACE_UNIT - 1) throw new RangeError('the id space is used up');
    this.lastCounter += 1;
    return this.idSpace * SPACE_UNIT + this.lastCounter;
  }

  /**
   * Notes an id the caller chose, so that `next` goes on above it. Any id of any space is let through: sending one again
   * is how a command is repeated safely.
   */
  take(id: number): number {
    if (!Number.isSafeInteger(id) || id < 1) throw new RangeError(`${id} is no client id`);
    this.seed([id]);
    return id;
  }

  /** The id with this counter, for callers that number their commands themselves. */
  at(counter: number): number {
    if (!(Number.isSafeInteger(counter) && counter >= 1 && counter < SPACE_UNIT)) {
      throw new RangeError(`a counter is 1 to 2^48 - 1, not ${counter}`);
    }
    return this.idSpace * SPACE_UNIT + counter;
  }

  /** Goes on above the highest ids the venue has seen, given for any id spaces. */
  seed(highestIds: readonly number[]): void {
    for (const id of highestIds) {
      const counter = this.counterOf(id);
      if (counter !== undefined && counter > this.lastCounter) this.lastCounter = counter;
    }
  }

  private counterOf(id: number): number | undefined {
    if (!Number.isSafeInteger(id) || id < 1) return undefined;
    return Math.floor(id / SPACE_UNIT) === this.idSpace ? id % SPACE_UNIT : undefined;
  }
}

/** Counter and id space of a client id. */
export function splitClientId(id: number): { readonly idSpace: number; readonly counter: number } {
  return { idSpace: Math.floor(id / SPACE_UNIT), counter: id % SPACE_UNIT };
}
