/**
 * Splits what changed of rights into batches of bounded size, each of which adds up to zero in every series.
 *
 * What always holds: applied in order, nobody's holding goes past where it began or ended, so nobody is overdrawn half-way;
 * a series comes with its first rows; the batches together are the changes; the same input gives the same batches. Throws
 * SettlementRefused on changes that do not add up and on a size nothing fits into.
 */
import type { RightsRow } from '../contracts/index.js';
import { SettlementRefused } from '../netting/index.js';

export interface RightsBatch {
  /** Series that this batch is the first to name. */
  readonly newSeries: readonly number[];
  readonly rows: readonly RightsRow[];
}

/** What a series costs when it is registered, in rows: five slots of storage and an event. */
const NEW_SERIES_ROWS = 6;
/** A giver and a taker. */
const LEAST_ROWS = 2;

/** @param added series among the rows that the chain does not know */
export function splitRights(
  rows: readonly RightsRow[],
  added: readonly number[],
  rowsMax: number,
): RightsBatch[] {
  if (!Number.isInteger(rowsMax) || rowsMax < NEW_SERIES_ROWS + LEAST_ROWS) {
    throw new SettlementRefused('BAD_LIMITS', `${rowsMax} rows in a batch of rights`);
  }
  const isNew = new Set(added);
  const batches: RightsBatch[] = [];
  let open = new OpenBatch(rowsMax);
  const close = (): void => {
    if (!open.isEmpty) batches.push(open.closed());
    open = new OpenBatch(rowsMax);
  };
  for (const { seriesId, givers, takers } of bySeries(rows)) {
    if (isNew.has(seriesId)) {
      if (open.room < NEW_SERIES_ROWS + LEAST_ROWS) close();
      open.register(seriesId);
    }
    let taker = takers.shift();
    for (const giver of givers) {
      while (giver.left > 0 && taker !== undefined) {
        if (open.needs(giver, taker) > open.room) close();
        const lots = Math.min(giver.left, taker.left);
        open.move(giver, taker, lots);
        giver.left -= lots;
        taker.left -= lots;
        if (taker.left === 0) taker = takers.shift();
      }
    }
  }
  close();
  return batches;
}

interface Party {
  readonly seriesId: number;
  readonly accountId: number;
  /** What it has still to give or to get. */
  left: number;
}

class OpenBatch {
  private readonly rowsMax: number;
  private readonly newSeries: number[] = [];
  private readonly deltas = new Map<Party, number>();

  constructor(rowsMax: number) {
    this.rowsMax = rowsMax;
  }

  get isEmpty(): boolean {
    return this.deltas.size === 0;
  }

  get room(): number {
    return this.rowsMax - this.deltas.size - this.newSeries.length * NEW_SERIES_ROWS;
  }

  register(seriesId: number): void {
    this.newSeries.push(seriesId);
  }

  /** Rows that are not there yet for these two. */
  needs(giver: Party, taker: Party): number {
    return (this.deltas.has(giver) ? 0 : 1) + (this.deltas.has(taker) ? 0 : 1);
  }

  move(giver: Party, taker: Party, lots: number): void {
    this.deltas.set(giver, (this.deltas.get(giver) ?? 0) - lots);
    this.deltas.set(taker, (this.deltas.get(taker) ?? 0) + lots);
  }

  closed(): RightsBatch {
    const rows = [...this.deltas].map(([{ seriesId, accountId }, deltaLots]) => ({
      seriesId,
      accountId,
      deltaLots,
    }));
    rows.sort((a, b) => a.seriesId - b.seriesId || a.accountId - b.accountId);
    return { newSeries: this.newSeries, rows };
  }
}

/** Those who give apart from those who get, in the order of the rows. */
function* bySeries(rows: readonly RightsRow[]) {
  for (let from = 0; from < rows.length; ) {
    const { seriesId } = rows[from] as RightsRow;
    const givers: Party[] = [];
    const takers: Party[] = [];
    let sum = 0;
    let to = from;
    for (; rows[to]?.seriesId === seriesId; to += 1) {
      const { accountId, deltaLots } = rows[to] as RightsRow;
      sum += deltaLots;
      const party = { seriesId, accountId, left: Math.abs(deltaLots) };
      (deltaLots < 0 ? givers : takers).push(party);
    }
    if (sum !== 0) {
      throw new SettlementRefused('UNBALANCED', `series ${seriesId} changes by ${sum} lots`);
    }
    yield { seriesId, givers, takers };
    from = to;
  }
}
