/**
 * Fills waiting to be judged, for one series: batched, so that a burst of fills costs a fixed amount.
 *
 * A batch takes the fills of an eighth of the markout time; each is judged once that time is over, by how
 * far the clean log of fair value moved from where it was at the fill. At most sixteen batches: when
 * there are more, fills join the newest.
 */
import { adverseMove } from '../formulas/markout.js';

const BATCHES_MAX = 16;
const BATCHES_PER_TIME = 8;

interface Batch {
  openedAtMs: number;
  buys: number;
  sells: number;
  /** Sums over fills of the clean log of fair value. */
  buyLogs: number;
  sellLogs: number;
  boughtMicroPat: number;
  soldMicroPat: number;
}

export interface JudgedFills {
  readonly fills: number;
  /** Mean adverse log move of those fills. */
  readonly move: number;
  /** What the moves cost, micro-PAT; negative when they were in the broker's favour. */
  readonly costMicroPat: number;
}

export interface FillRecord {
  readonly side: 'BUY' | 'SELL';
  readonly atMs: number;
  readonly cleanLog: number;
  /** Fair value of the lots traded. */
  readonly valueMicroPat: number;
}

export class MarkoutBook {
  private batches: Batch[] = [];

  get waiting(): number {
    return this.batches.length;
  }

  add(fill: FillRecord, markoutMs: number): void {
    let batch = this.batches.at(-1);
    const fresh =
      batch !== undefined && fill.atMs - batch.openedAtMs < markoutMs / BATCHES_PER_TIME;
    if (batch === undefined || (!fresh && this.batches.length < BATCHES_MAX)) {
      batch = {
        openedAtMs: fill.atMs,
        buys: 0,
        sells: 0,
        buyLogs: 0,
        sellLogs: 0,
        boughtMicroPat: 0,
        soldMicroPat: 0,
      };
      this.batches.push(batch);
    }
    if (fill.side === 'BUY') {
      batch.buys += 1;
      batch.buyLogs += fill.cleanLog;
      batch.boughtMicroPat += fill.valueMicroPat;
    } else {
      batch.sells += 1;
      batch.sellLogs += fill.cleanLog;
      batch.soldMicroPat += fill.valueMicroPat;
    }
  }

  /** Judges and drops the oldest batch if its time is over. */
  judge(nowMs: number, cleanLog: number, markoutMs: number): JudgedFills | undefined {
    const batch = this.batches[0];
    if (batch === undefined || nowMs - batch.openedAtMs < markoutMs) return undefined;
    this.batches.shift();
    const buyMove = batch.buys > 0 ? cleanLog - batch.buyLogs / batch.buys : 0;
    const sellMove = batch.sells > 0 ? cleanLog - batch.sellLogs / batch.sells : 0;
    const fills = batch.buys + batch.sells;
    const buyAdverse = adverseMove('BUY', buyMove);
    const sellAdverse = adverseMove('SELL', sellMove);
    return {
      fills,
      move: (batch.buys * buyAdverse + batch.sells * sellAdverse) / fills,
      costMicroPat: batch.boughtMicroPat * buyAdverse + batch.soldMicroPat * sellAdverse,
    };
  }

  clear(): void {
    this.batches = [];
  }
}
