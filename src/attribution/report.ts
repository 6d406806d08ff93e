/**
 * The report: P&L by cause per series, contract, segment and in all, with the money it is checked against.
 *
 * `settlement` is what the ledger did to the broker's money beside trades: refunds of failed deliveries, purchases paid
 * back, differences of assignment. With it the parts of each row add up exactly to the change of money in hand, claims
 * on escrow and marked inventory since the report's beginning. Amounts are whole numbers, as text past 2^53.
 */
import { type Core, SERIES_FIELD as S } from '../engine/core/index.js';
import type { SeriesBook } from './book.js';
import { brokerMoney } from './money.js';
import type { AttributionReader } from './reader.js';
import { addVolume, noVolume, type Volume } from './volume.js';

type Whole = number | string;

export interface PnlRow {
  readonly key: string;
  readonly spreadMicroPat: Whole;
  readonly inventoryMicroPat: Whole;
  /** Freshness and lapse together. */
  readonly decayMicroPat: Whole;
  readonly freshnessMicroPat: Whole;
  readonly lapseMicroPat: Whole;
  readonly adverseMicroPat: Whole;
  readonly settlementMicroPat: Whole;
  /** Fees for issuing options: the venue's, and no part of the total. */
  readonly issueFeesMicroPat: Whole;
  /** The sum of the parts: what money and marked inventory gained. */
  readonly totalMicroPat: Whole;
  /** Where the total is: money in hand, claims on escrow, inventory at its mark, each as it changed. */
  readonly moneyMicroPat: Whole;
  readonly inventoryValueMicroPat: Whole;
  readonly heldLots: number;
  readonly boughtLots: number;
  readonly soldLots: number;
  readonly lapsedLots: number;
  /** What consumers bought; `utility` was exercised by its holder, `rest` was not, yet or at all. */
  readonly volume: {
    readonly consumerLots: number;
    readonly consumerMicroPat: Whole;
    readonly fromBrokerLots: number;
    readonly utilityLots: number;
    readonly automaticLots: number;
    readonly restLots: number;
    readonly forfeitedLots: number;
    readonly deliveredLots: number;
    readonly deliveredMicroPat: Whole;
    readonly failedLots: number;
  };
}

export interface PnlReport {
  readonly sinceSequence: number;
  readonly sinceTime: string;
  readonly asOfSequence: number;
  readonly asOfTime: string;
  readonly markoutHorizonMs: number;
  readonly total: PnlRow;
  readonly segments: readonly PnlRow[];
  readonly contracts: readonly PnlRow[];
  readonly series: readonly PnlRow[];
}

/** A sum over series. */
class Sum {
  spread = 0n;
  inventory = 0n;
  freshness = 0n;
  lapse = 0n;
  adverse = 0n;
  issued = 0n;
  settlement = 0n;
  money = 0n;
  value = 0n;
  heldLots = 0;
  boughtLots = 0;
  soldLots = 0;
  lapsedLots = 0;
  readonly volume: Volume = noVolume();

  add(book: SeriesBook, moneyMicroPat: bigint): void {
    const parts = book.parts();
    const money = moneyMicroPat - book.openingMoneyMicroPat;
    this.spread += parts.spreadMicroPat;
    this.inventory += parts.inventoryMicroPat;
    this.freshness += parts.freshnessMicroPat;
    this.lapse += parts.lapseMicroPat;
    this.adverse += parts.adverseMicroPat;
    this.issued += book.issued;
    this.settlement += money - book.tradedMicroPat;
    this.money += money;
    this.value += book.valueMicroPat - book.openingValueMicroPat;
    this.heldLots += book.heldLots;
    this.boughtLots += book.boughtLots;
    this.soldLots += book.soldLots;
    this.lapsedLots += book.lapsedLots;
    addVolume(this.volume, book.volume);
  }

  row(key: string): PnlRow {
    const { volume } = this;
    const decay = this.freshness + this.lapse;
    const parts = this.spread + this.inventory + decay + this.adverse + this.settlement;
    return {
      key,
      spreadMicroPat: whole(this.spread),
      inventoryMicroPat: whole(this.inventory),
      decayMicroPat: whole(decay),
      freshnessMicroPat: whole(this.freshness),
      lapseMicroPat: whole(this.lapse),
      adverseMicroPat: whole(this.adverse),
      settlementMicroPat: whole(this.settlement),
      issueFeesMicroPat: whole(this.issued),
      totalMicroPat: whole(parts),
      moneyMicroPat: whole(this.money),
      inventoryValueMicroPat: whole(this.value),
      heldLots: this.heldLots,
      boughtLots: this.boughtLots,
      soldLots: this.soldLots,
      lapsedLots: this.lapsedLots,
      volume: {
        consumerLots: volume.boughtLots,
        consumerMicroPat: whole(volume.boughtMicroPat),
        fromBrokerLots: volume.fromBrokerLots,
        utilityLots: volume.exercisedLots,
        automaticLots: volume.automaticLots,
        restLots: volume.boughtLots - volume.exercisedLots - volume.automaticLots,
        forfeitedLots: volume.forfeitedLots,
        deliveredLots: volume.deliveredLots,
        deliveredMicroPat: whole(volume.deliveredMicroPat),
        failedLots: volume.failedLots,
      },
    };
  }
}

/** The report as of the core's state, which must be at the last event read. */
export function attributionReport(reader: AttributionReader, core: Core): PnlReport {
  const { series, registry, sequence, timeMs } = core.state;
  const money = brokerMoney(core);
  const total = new Sum();
  const segments = new Map<string, Sum>();
  const contracts = new Map<string, Sum>();
  const rows: PnlRow[] = [];
  for (const [id, book] of reader.book.all()) {
    const contract = registry.contract(series.get(id, S.contract))?.text ?? '';
    const segment = registry.segments[series.get(id, S.segment) - 1] ?? '';
    const mine =
      BigInt(money.cashMicroPat[id] as number) + BigInt(money.claimMicroPat[id] as number);
    const own = new Sum();
    for (const sum of [own, total, sumOf(segments, segment), sumOf(contracts, contract)]) {
      sum.add(book, mine);
    }
    rows.push(own.row(core.lifecycle.seriesText(id)));
  }
  return {
    sinceSequence: reader.sinceSequence,
    sinceTime: new Date(reader.sinceMs).toISOString(),
    asOfSequence: sequence,
    asOfTime: new Date(timeMs).toISOString(),
    markoutHorizonMs: reader.book.horizonMs,
    total: total.row('total'),
    segments: rowsOf(segments),
    contracts: rowsOf(contracts),
    series: rows,
  };
}

/** The parts of all series together, without a walk over the ledger: settlement is left out. */
export function totalOf(reader: AttributionReader): Readonly<Record<string, number>> {
  const sums = { spread: 0n, inventory: 0n, freshness: 0n, lapse: 0n, adverse: 0n, value: 0n };
  let utilityLots = 0;
  let consumerLots = 0;
  for (const [, book] of reader.book.all()) {
    const parts = book.parts();
    sums.spread += parts.spreadMicroPat;
    sums.inventory += parts.inventoryMicroPat;
    sums.freshness += parts.freshnessMicroPat;
    sums.lapse += parts.lapseMicroPat;
    sums.adverse += parts.adverseMicroPat;
    sums.value += book.valueMicroPat;
    utilityLots += book.volume.exercisedLots;
    consumerLots += book.volume.boughtLots;
  }
  return {
    broker_pnl_spread_micro_pat: Number(sums.spread),
    broker_pnl_inventory_micro_pat: Number(sums.inventory),
    broker_pnl_freshness_micro_pat: Number(sums.freshness),
    broker_pnl_lapse_micro_pat: Number(sums.lapse),
    broker_pnl_adverse_micro_pat: Number(sums.adverse),
    broker_inventory_value_micro_pat: Number(sums.value),
    consumer_lots: consumerLots,
    consumer_utility_lots: utilityLots,
  };
}

function sumOf(sums: Map<string, Sum>, key: string): Sum {
  let sum = sums.get(key);
  if (sum === undefined) {
    sum = new Sum();
    sums.set(key, sum);
  }
  return sum;
}

function rowsOf(sums: Map<string, Sum>): PnlRow[] {
  return [...sums].map(([key, sum]) => sum.row(key));
}

function whole(amount: bigint): Whole {
  const number = Number(amount);
  return Number.isSafeInteger(number) ? number : amount.toString();
}
