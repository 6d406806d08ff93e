/**
 * Surveillance: a fold over the events of a journal that makes cases of what looks like a market being fooled, with the evidence. It
 * accuses nobody and stops nothing: an operator reads the case and decides.
 *
 *   WASH           two accounts trade with each other again and again, and hardly with anybody else
 *   SPOOFING       orders of size are set and taken back, again and again, within a minute, hardly any traded
 *   CLOSE          an account trades with others off the mark in the last minutes of a window
 *   PINGING        orders of one lot are set and taken back within seconds by the hundred
 *   MINT_AND_DUMP  mints are taken back soon after, again and again, most of what was minted
 *   FISHING        requests for quote by the dozen and no acceptance
 *
 * Thresholds are lots and counts a span, so that the same journal gives the same cases. An account that goes on is one case until it has
 * been quiet for a span. Bounded; an event it does not know is not about it.
 */
import {
  BROKER_ACCOUNT,
  type Core,
  EVENT,
  EVENT_WORDS,
  type EventLog,
  ORDER_ACCEPTED,
  ORDER_CANCELED,
  QUOTE_REQUEST,
  RIGHTS,
  SERIES_FIELD as S,
  TRADE,
} from '../engine/core/index.js';
import { RIGHTS_ACTION, SIDE } from '../values/index.js';
import { type Tallied, Tally } from './tally.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const PPM = 1_000_000;

export const CASE_KINDS = [
  'WASH',
  'SPOOFING',
  'CLOSE',
  'PINGING',
  'MINT_AND_DUMP',
  'FISHING',
] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

export interface SurveillanceCase {
  readonly kind: CaseKind;
  readonly accounts: readonly number[];
  /** 0 when it is about no one series. */
  readonly seriesId: number;
  /** When what made the case began, and when it was enough. */
  readonly fromMs: number;
  readonly atMs: number;
  /** The journal's sequence it was made at. */
  readonly sequence: number;
  /** Counts that made the case, by name. */
  readonly evidence: Readonly<Record<string, number>>;
}

/** Thresholds: counts within a span, and shares. */
const WASH = { spanMs: 6 * HOUR_MS, trades: 8, share: 0.6 };
const SPOOF = { spanMs: HOUR_MS, orders: 12, lots: 5, tradedShare: 0.1, standsMs: MINUTE_MS };
const CLOSE = { lastMs: 5 * MINUTE_MS, trades: 3, away: 0.1, spanMs: HOUR_MS };
const PING = { spanMs: HOUR_MS, orders: 100, standsMs: 5_000 };
const DUMP = { spanMs: 2 * DAY_MS, times: 2, share: 0.7, lots: 20, keptMs: 3 * HOUR_MS };
const FISH = { spanMs: 6 * HOUR_MS, requests: 24 };

/** Cases kept to be asked for; all are told. */
const CASES_MAX = 10_000;
const OPEN_ORDERS_MAX = 65_536;

interface OpenOrder {
  readonly atMs: number;
  readonly lots: number;
}

export class Surveillance {
  readonly cases: SurveillanceCase[] = [];
  /** How many went before the first that is kept: cases are numbered from 1 on. */
  casesDropped = 0;
  private readonly core: Core;
  private readonly told: (found: SurveillanceCase) => void;
  /** By order; the oldest goes first. */
  private readonly open = new Map<number, OpenOrder>();
  private readonly pairTrades = new Tally(WASH.spanMs);
  private readonly trades = new Tally(WASH.spanMs);
  private readonly withdrawals = new Tally(SPOOF.spanMs);
  private readonly fills = new Tally(SPOOF.spanMs);
  private readonly pings = new Tally(PING.spanMs);
  private readonly closes = new Tally(CLOSE.spanMs);
  private readonly minted = new Map<string, { atMs: number; lots: number }>();
  private readonly dumps = new Tally(DUMP.spanMs);
  private readonly requests = new Tally(FISH.spanMs);
  private readonly accepted = new Tally(FISH.spanMs);
  private atMs = 0;

  constructor(core: Core, told: (found: SurveillanceCase) => void = () => undefined) {
    this.core = core;
    this.told = told;
  }

  /** Events of one frame, and the state they led to. */
  read({ words: w, length }: EventLog, atMs: number): void {
    this.atMs = atMs;
    for (let at = 0; at < length; at += EVENT_WORDS[w[at] as number] as number) {
      switch (w[at]) {
        case EVENT.TRADE:
          this.trade(w, at);
          break;
        case EVENT.ORDER_ACCEPTED:
          this.placed(w, at);
          break;
        case EVENT.ORDER_CANCELED:
          this.canceled(w, at);
          break;
        case EVENT.RIGHTS:
          this.rights(w, at);
          break;
        case EVENT.QUOTE_REQUEST:
          this.asked(w[at + QUOTE_REQUEST.accountId] as number);
          break;
        default:
      }
    }
  }

  private trade(w: Float64Array, at: number): void {
    const { atMs } = this;
    const maker = w[at + TRADE.makerAccount] as number;
    const taker = w[at + TRADE.takerAccount] as number;
    const seriesId = w[at + TRADE.series] as number;
    for (const account of [maker, taker]) {
      this.trades.count(`${account}`, atMs);
      this.fills.count(`${account} ${seriesId}`, atMs);
      // Whoever trades with the broker's firm quotes does not only ask.
      this.accepted.count(`${account}`, atMs);
    }
    if (maker === BROKER_ACCOUNT || taker === BROKER_ACCOUNT) return;
    this.amongOthers(maker, taker, seriesId);
    this.nearClose(w, at);
  }

  private amongOthers(maker: number, taker: number, seriesId: number): void {
    const { atMs } = this;
    const [a, b] = maker < taker ? [maker, taker] : [taker, maker];
    const pair = this.pairTrades.count(`${a} ${b} ${seriesId}`, atMs);
    const each = Math.min(this.trades.of(`${a}`, atMs), this.trades.of(`${b}`, atMs));
    const trades = pair.timesMs.length;
    if (pair.isTold || trades < WASH.trades || trades < WASH.share * each) return;
    pair.isTold = true;
    this.tell('WASH', [a, b], seriesId, since(pair), { trades, tradesOfTheLesser: each });
  }

  private nearClose(w: Float64Array, at: number): void {
    const { series } = this.core.state;
    const seriesId = w[at + TRADE.series] as number;
    const leftMs = series.get(seriesId, S.endMs) - this.atMs;
    const mark = series.get(seriesId, S.markTicks);
    const away = Math.abs((w[at + TRADE.priceTicks] as number) - mark) / Math.max(1, mark);
    if (leftMs > CLOSE.lastMs || away < CLOSE.away) return;
    const isBuy = w[at + TRADE.takerSide] === SIDE.BUY;
    const taker = w[at + TRADE.takerAccount] as number;
    const tallied = this.closes.count(`${taker} ${seriesId} ${isBuy}`, this.atMs);
    if (tallied.isTold || tallied.timesMs.length < CLOSE.trades) return;
    tallied.isTold = true;
    const awayPpm = Math.round(away * PPM);
    this.tell('CLOSE', [taker], seriesId, since(tallied), {
      trades: tallied.timesMs.length,
      awayPpm,
    });
  }

  private placed(w: Float64Array, at: number): void {
    if (w[at + ORDER_ACCEPTED.account] === BROKER_ACCOUNT) return;
    const order = { atMs: this.atMs, lots: w[at + ORDER_ACCEPTED.lots] as number };
    this.open.set(w[at + ORDER_ACCEPTED.orderId] as number, order);
    if (this.open.size <= OPEN_ORDERS_MAX) return;
    for (const oldest of this.open.keys()) {
      this.open.delete(oldest);
      return;
    }
  }

  private canceled(w: Float64Array, at: number): void {
    const { atMs } = this;
    const orderId = w[at + ORDER_CANCELED.orderId] as number;
    const order = this.open.get(orderId);
    this.open.delete(orderId);
    // What trades at once or not at all never stood.
    if (order === undefined || order.atMs === atMs) return;
    if ((w[at + ORDER_CANCELED.lots] as number) < order.lots) return;
    const account = w[at + ORDER_CANCELED.account] as number;
    const seriesId = w[at + ORDER_CANCELED.series] as number;
    const stoodMs = atMs - order.atMs;
    if (order.lots === 1 && stoodMs <= PING.standsMs) this.pinged(account, seriesId);
    if (order.lots < SPOOF.lots || stoodMs > SPOOF.standsMs) return;
    const key = `${account} ${seriesId}`;
    const tallied = this.withdrawals.count(key, atMs);
    const orders = tallied.timesMs.length;
    const trades = this.fills.of(key, atMs);
    if (tallied.isTold || orders < SPOOF.orders || trades > SPOOF.tradedShare * orders) return;
    tallied.isTold = true;
    this.tell('SPOOFING', [account], seriesId, since(tallied, SPOOF.standsMs), {
      orders,
      trades,
      lots: order.lots,
    });
  }

  private pinged(account: number, seriesId: number): void {
    const tallied = this.pings.count(`${account} ${seriesId}`, this.atMs);
    if (tallied.isTold || tallied.timesMs.length < PING.orders) return;
    tallied.isTold = true;
    this.tell('PINGING', [account], seriesId, since(tallied, PING.standsMs), {
      orders: tallied.timesMs.length,
    });
  }

  private rights(w: Float64Array, at: number): void {
    const { atMs } = this;
    const account = w[at + RIGHTS.account] as number;
    const seriesId = w[at + RIGHTS.series] as number;
    const lots = w[at + RIGHTS.lots] as number;
    const key = `${account} ${seriesId}`;
    const action = w[at + RIGHTS.action];
    if (action === RIGHTS_ACTION.MINTED) {
      const known = this.minted.get(key);
      const isRecent = known !== undefined && atMs - known.atMs <= DUMP.keptMs;
      this.minted.delete(key);
      this.minted.set(key, { atMs, lots: lots + (isRecent ? known.lots : 0) });
      if (this.minted.size > OPEN_ORDERS_MAX) {
        for (const oldest of this.minted.keys()) {
          this.minted.delete(oldest);
          break;
        }
      }
      return;
    }
    const minted = this.minted.get(key);
    if (action !== RIGHTS_ACTION.WITHDRAWN || minted === undefined) return;
    const isSoon = atMs - minted.atMs <= DUMP.keptMs;
    if (!isSoon || lots < DUMP.lots || lots < DUMP.share * minted.lots) return;
    const tallied = this.dumps.count(`${account}`, atMs);
    if (tallied.isTold || tallied.timesMs.length < DUMP.times) return;
    tallied.isTold = true;
    const keptMs = atMs - minted.atMs;
    this.tell('MINT_AND_DUMP', [account], seriesId, since(tallied, DUMP.keptMs), {
      lots,
      mintedLots: minted.lots,
      keptMs,
    });
  }

  private asked(account: number): void {
    const tallied = this.requests.count(`${account}`, this.atMs);
    const requests = tallied.timesMs.length;
    const trades = this.accepted.of(`${account}`, this.atMs);
    if (tallied.isTold || requests < FISH.requests || trades > 0) return;
    tallied.isTold = true;
    this.tell('FISHING', [account], 0, since(tallied), { requests, trades });
  }

  private tell(
    kind: CaseKind,
    accounts: readonly number[],
    seriesId: number,
    fromMs: number,
    evidence: Readonly<Record<string, number>>,
  ): void {
    const { sequence } = this.core.state;
    const found = { kind, accounts, seriesId, fromMs, atMs: this.atMs, sequence, evidence };
    if (this.cases.length >= CASES_MAX) {
      this.cases.shift();
      this.casesDropped += 1;
    }
    this.cases.push(found);
    this.told(found);
  }
}

/** When what was counted began: what was counted at its end began at most so long before. */
const since = ({ timesMs: [firstMs = 0] }: Tallied, leadMs = 0): number => firstMs - leadMs;

/** What the hash of a case's evidence is of: the same case gives the same text. */
export function evidenceText({ evidence, ...found }: SurveillanceCase): string {
  const { kind, accounts, seriesId, fromMs, atMs, sequence } = found;
  const counts = Object.entries(evidence).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify({
    ...{ format: 'patx-case-1', kind, accounts, seriesId, fromMs, atMs, sequence },
    evidence: Object.fromEntries(counts),
  });
}
