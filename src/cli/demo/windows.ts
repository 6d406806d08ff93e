/**
 * Keeps a series of every contract of the sandbox open: when a window ends, the next is opened.
 *
 * Lives of series come from the venue channel, so a series that closes is followed at once; `series` always holds the open one
 * of each contract, or none while there is none.
 */
import { type PatxClient, PatxError, SERIES_STATE, type SeriesInfo } from '../../client/index.js';
import { windowStart } from './plan.js';
import { CONTRACTS } from './setup.js';

export class Windows {
  private readonly operator: PatxClient;
  private readonly now: () => number;
  /** Contract id by its place in the plan. */
  private contractIds: number[] = [];
  private readonly open = new Map<number, SeriesInfo>();
  private isOpening = false;

  constructor(operator: PatxClient, now: () => number = Date.now) {
    this.operator = operator;
    this.now = now;
  }

  /** The open series, in the order of the plan; undefined where there is none now. */
  get series(): readonly (SeriesInfo | undefined)[] {
    return this.contractIds.map((contractId) => this.open.get(contractId));
  }

  /** Reads what there is and opens what is missing. */
  async start(): Promise<void> {
    const { contracts, series } = await this.operator.queries.markets();
    this.contractIds = CONTRACTS.map(
      ({ contract }) => contracts.find((one) => one.contract === contract)?.contractId ?? 0,
    );
    for (const one of series) this.learn(one);
    await this.openMissing();
  }

  /** A series changed. */
  learn(series: SeriesInfo): void {
    const { contractId } = series;
    if (series.state === SERIES_STATE.OPEN) this.open.set(contractId, series);
    else if (this.open.get(contractId)?.seriesId === series.seriesId) this.open.delete(contractId);
  }

  /** Opens a series where a contract has none. One at a time; what is refused is tried again by the next call. */
  async openMissing(): Promise<void> {
    if (this.isOpening) return;
    this.isOpening = true;
    try {
      for (const [place, contractId] of this.contractIds.entries()) {
        if (this.open.has(contractId)) continue;
        const windowMs = CONTRACTS[place]?.windowMs ?? 0;
        await this.openOne(contractId, windowStart(windowMs, this.now()));
      }
    } finally {
      this.isOpening = false;
    }
  }

  private async openOne(contractId: number, windowStartMs: number): Promise<void> {
    try {
      await this.operator.operator.openSeries({ contractId, windowStartMs });
    } catch (error) {
      // Its window is over or was opened before: the next one begins within the hour.
      if (!(error instanceof PatxError)) throw error;
    }
    const { series } = await this.operator.queries.markets();
    for (const one of series) this.learn(one);
  }
}
