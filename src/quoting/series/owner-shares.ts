/**
 * Whose visits an estimate rests on: of every owner those it was counted for lately, so that none is more than a share of them.
 *
 * An owner is a firm group, accounts that share a key, or one account. Counts fall with the time constant of the fast sums. At most
 * so many owners are remembered; when there are more the one with the least is forgotten, which never lets a busy one begin anew.
 */

const OWNERS_MAX = 128;
/** One owner's trades in one series and on one side so soon after one another are one visit. */
const VISIT_MS = 300_000;

interface Owner {
  weight: number;
  atMs: number;
  /** Series and side of its last visit, and when that was. */
  place: number;
  placeAtMs: number;
}

export class OwnerShares {
  private readonly owners = new Map<number, Owner>();

  /**
   * A trade of an owner; answers what it counts for, in [0, 1]: 0 while its visit goes on, less than 1 where it has its share.
   * @param place which series and side, as one number
   * @param limit the most visits one owner counts for at the moment
   */
  visit(
    owner: number,
    place: number,
    at: { readonly nowMs: number; readonly tauMs: number; readonly limit: number },
  ): number {
    const { nowMs, tauMs, limit } = at;
    const known = this.owners.get(owner) ?? this.remember(owner, nowMs);
    known.weight *= Math.exp(-Math.max(0, nowMs - known.atMs) / tauMs);
    known.atMs = nowMs;
    const goesOn = known.place === place && nowMs - known.placeAtMs < VISIT_MS;
    known.place = place;
    known.placeAtMs = nowMs;
    if (goesOn) return 0;
    const counted = Math.min(1, Math.max(0, limit - known.weight));
    known.weight += counted;
    return counted;
  }

  private remember(owner: number, nowMs: number): Owner {
    if (this.owners.size >= OWNERS_MAX) {
      let least = 0;
      let leastWeight = Number.POSITIVE_INFINITY;
      for (const [id, { weight }] of this.owners) {
        if (weight < leastWeight) [least, leastWeight] = [id, weight];
      }
      this.owners.delete(least);
    }
    const fresh = { weight: 0, atMs: nowMs, place: 0, placeAtMs: 0 };
    this.owners.set(owner, fresh);
    return fresh;
  }
}
