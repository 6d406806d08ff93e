/**
 * How far an exercise gets: the pieces it would come apart into, and the providers that would each have a ticket of it.
 *
 * Looks and changes nothing. A piece ends where its claim ends, where the obligation that serves it ends, or with the lots
 * asked for.
 */
import type { State } from '../kernel/state.js';
import { CLAIMS, OBLIGATIONS, type Queue, SOURCE_KIND, type Sources } from './sources.js';

export interface ReachBounds {
  readonly lots: number;
  readonly ticketsMax: number;
  readonly piecesMax: number;
}

export interface Reach {
  readonly lots: number;
  /** Providers that would deliver. */
  readonly tickets: number;
  /** The last piece uses up neither its claim nor its obligation. */
  readonly isPartial: boolean;
}

/** Walks a queue, lots by lots. */
class Walk {
  private readonly sources: Sources;
  entry: number;
  left: number;

  constructor(sources: Sources, owner: number, queue: Queue) {
    this.sources = sources;
    this.entry = sources.first(owner, queue);
    this.left = this.entry === 0 ? 0 : sources.lots(this.entry);
  }

  /** Passes over lots of the present entry; whether that was the last of them. */
  pass(lots: number): boolean {
    const { sources } = this;
    this.left -= lots;
    if (this.left > 0) return false;
    this.entry = sources.next(this.entry);
    this.left = this.entry === 0 ? 0 : sources.lots(this.entry);
    return true;
  }
}

/** How far a burning of a position's rights gets within bounds, oldest claim first. */
export function reachOf(
  { sources, positions }: State,
  position: number,
  { lots, ticketsMax, piecesMax }: ReachBounds,
): Reach {
  const providers = new Set<number>();
  const claims = new Walk(sources, position, CLAIMS);
  const obligations = new Walk(sources, positions.seriesOf(position), OBLIGATIONS);
  let burnt = 0;
  let isPartial = false;
  for (let pieces = 0; burnt < lots && pieces < piecesMax; pieces += 1) {
    const isPair = sources.kind(claims.entry) === SOURCE_KIND.NOVATED;
    const server = isPair ? claims.entry : obligations.entry;
    const provider = server === 0 ? 0 : sources.provider(server);
    if (server !== 0 && !providers.has(provider) && providers.size === ticketsMax) break;
    if (server !== 0) providers.add(provider);
    const owed = isPair || server === 0 ? claims.left : obligations.left;
    const some = Math.min(claims.left, lots - burnt, owed);
    const isServed = !isPair && server !== 0 && obligations.pass(some);
    isPartial = !claims.pass(some) && !isServed && server !== 0;
    burnt += some;
  }
  return { lots: burnt, tickets: providers.size, isPartial };
}
