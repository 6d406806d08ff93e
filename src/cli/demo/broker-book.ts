/**
 * The broker's side of the sandbox, as its own session sees it: inventory by series and what trading has earned since the
 * start of this run.
 *
 * Profit is what sales brought minus what purchases cost, plus the change of the inventory's worth at fair value.
 */
import {
  EXECUTION_TYPE,
  type ExecutionReport,
  type PatxClient,
  type PositionReport,
  SIDE,
} from '../../client/index.js';
import { TICK_MICRO_PAT } from './plan.js';

export class BrokerBook {
  private readonly heldLots = new Map<number, number>();
  private readonly markOf: (seriesId: number) => number;
  private cashMicroPat = 0;
  private startWorthMicroPat: number | undefined;

  /** @param markOf fair value of a series in ticks, 0 while there is none */
  constructor(broker: PatxClient, markOf: (seriesId: number) => number) {
    this.markOf = markOf;
    broker.events.positions.on((position) => this.learn(position));
    broker.events.fills.on((fill) => this.traded(fill));
  }

  /** Reads what the broker holds. */
  async start(broker: PatxClient): Promise<void> {
    for (const position of (await broker.queries.accountSnapshot()).positions) this.learn(position);
  }

  /** Lots of a series in inventory. */
  lotsOf(seriesId: number): number {
    return this.heldLots.get(seriesId) ?? 0;
  }

  get inventoryLots(): number {
    return [...this.heldLots.values()].reduce((sum, lots) => sum + lots, 0);
  }

  /** Inventory at fair value. */
  get worthMicroPat(): number {
    let worth = 0;
    for (const [seriesId, lots] of this.heldLots) {
      worth += lots * this.markOf(seriesId) * TICK_MICRO_PAT;
    }
    return worth;
  }

  /** Trading profit of this run; the inventory counts from the first time this is asked. */
  get profitMicroPat(): number {
    this.startWorthMicroPat ??= this.cashMicroPat + this.worthMicroPat;
    return this.cashMicroPat + this.worthMicroPat - this.startWorthMicroPat;
  }

  private learn({ seriesId, heldLots }: Readonly<PositionReport>): void {
    if (heldLots === 0) this.heldLots.delete(seriesId);
    else this.heldLots.set(seriesId, heldLots);
  }

  private traded(fill: Readonly<ExecutionReport>): void {
    const amount = fill.lastLots * fill.lastPriceTicks * TICK_MICRO_PAT;
    const direction = fill.side === SIDE.SELL ? 1 : -1;
    const isBusted = fill.executionType === EXECUTION_TYPE.BUSTED;
    this.cashMicroPat += isBusted ? -direction * amount : direction * amount;
  }
}
