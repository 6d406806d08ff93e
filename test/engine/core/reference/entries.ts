/** What a queue of bought lots is made of: entries that continue each other are one. */
import { CODE } from '../../../../src/engine/core/index.js';
import type { Entry, Piece, World } from './world.js';

/** Whether an entry continues another, so that the two are one. */
export function isSameEntry(a: Entry, b: Entry): boolean {
  return (
    a.provider === b.provider &&
    a.novated === b.novated &&
    a.attested === b.attested &&
    a.unit === b.unit &&
    a.unitFee === b.unitFee &&
    a.buyerFee === b.buyerFee
  );
}

export function addEntry(queue: Entry[], entry: Entry, atFront = false): void {
  const neighbour = atFront ? queue[0] : queue.at(-1);
  if (neighbour && isSameEntry(neighbour, entry)) neighbour.lots += entry.lots;
  else if (atFront) queue.unshift({ ...entry });
  else queue.push({ ...entry });
}

/** Adds a piece to those of a delivery: to one of the last eight that is alike. */
export function addPiece(pieces: Piece[], piece: Piece): void {
  const alike = pieces
    .slice(-8)
    .findLast((one) => isSameEntry(one, piece) && one.paid === piece.paid);
  if (alike) alike.lots += piece.lots;
  else pieces.push({ ...piece });
}

/** Takes lots off an entry of a queue; without lots it leaves the queue. */
export function takeLots(queue: Entry[], entry: Entry, lots: number): Entry {
  entry.lots -= lots;
  if (entry.lots === 0) queue.splice(queue.indexOf(entry), 1);
  return { ...entry, lots };
}

/** Why an account may not take so many more places of a store, or 0. */
export function crowd(
  world: World,
  own: number,
  more: number,
  taken: number,
  places: number,
): number {
  const left = places - taken - more;
  if (left < 0) return CODE.CAPACITY_FULL;
  if (left >= places / 2 || own + more === 1) return 0;
  if (own + more <= places / 4 / world.accounts.length) return 0;
  return own + more <= places / 32 && left >= places / 4 ? 0 : CODE.SHARE_USED;
}

/** Why an account may not buy or sell more rights: it holds, or must deliver, too many entries. */
export function entriesProblem(world: World, account: number): number {
  if (account === 1) return 0;
  const held = world.series.flatMap(({ positions }) =>
    positions.filter((one) => one.account === account).flatMap(({ claims }) => claims),
  );
  const owed = world.series.flatMap(({ inventory, obligations, positions }) =>
    [...inventory, ...obligations, ...positions.flatMap(({ claims }) => claims)].filter(
      ({ provider }) => provider === account,
    ),
  );
  const exercised = world.deliveries
    .filter(({ consumer }) => consumer === account)
    .flatMap(({ pieces }) => pieces);
  const { maxObligations } = world.limits;
  const taken = world.entryCount();
  if ((maxObligations - taken) * 2 > maxObligations || taken >= maxObligations) return 0;
  return crowd(world, held.length + owed.length + exercised.length, 1, taken, maxObligations);
}

/** Takes lots off a queue from its front, as far as there are. */
export function takeFirst(queue: Entry[], lots: number): Entry[] {
  const taken: Entry[] = [];
  for (let left = lots; left > 0 && queue.length > 0; ) {
    const [first] = queue as [Entry];
    const some = takeLots(queue, first, Math.min(left, first.lots));
    taken.push(some);
    left -= some.lots;
  }
  return taken;
}

export function sumOf(entries: readonly { readonly lots: number }[]): number {
  return entries.reduce((sum, { lots }) => sum + lots, 0);
}

export interface Paid {
  readonly escrow: bigint;
  readonly fee: bigint;
}

/** What was paid for the pieces of a delivery. */
export function sumPaid(pieces: readonly Piece[]): Paid {
  return {
    escrow: pieces.reduce((sum, { paid, lots }) => sum + paid * BigInt(lots), 0n),
    fee: pieces.reduce((sum, { buyerFee, lots }) => sum + buyerFee * BigInt(lots), 0n),
  };
}

export function least(a: bigint, b: bigint): bigint {
  return [a, b].reduce((x, y) => (y < x ? y : x));
}

/** What was paid for some lots of a claim. */
export function paidFor(claim: Entry, lots: number): Paid {
  return { escrow: claim.unit * BigInt(lots), fee: claim.buyerFee * BigInt(lots) };
}
