/**
 * People who would earn by what they make others believe: accounts of one person, not declared as one, that do something to move the
 * broker's quote and then trade at it, once a day in the newest series of a contract.
 *
 *   wash     trade with each other for an hour, then sell to the raised bid
 *   spoof    set a large bid beside one's own offer and let it end half a minute later, once a minute for two hours, then sell
 *   mint     mint ten times as much as wanted, buy at the lowered ask two seconds later, take the mint back
 *   pump     buy with many accounts, then sell twice as much to the raised bid
 *   depress  sell with many accounts, then buy twice as much at the lowered ask
 *
 * The honest twin wants the same at the same time of day and does nothing before it. What is earned is what trades with others were
 * better than the true value of their moment, less fees: who sells under it has given away more than he got.
 */
import {
  EVENT,
  EVENT_WORDS,
  type EventLog,
  SERIES_FIELD as S,
  TRADE,
} from '../engine/core/index.js';
import { SIDE } from '../values/index.js';
import { HOUR_MS } from './scenario.js';
import { PAT, type SimVenue } from './sim-venue.js';

export const ATTACKS = ['wash', 'spoof', 'mint', 'pump', 'depress'] as const;
export type AttackKind = (typeof ATTACKS)[number];

export interface AttackPlan {
  readonly kind: AttackKind;
  /** Wanted in the end, a day. */
  readonly lots: number;
  /** Accounts that buy, and as many that sell. */
  readonly accounts: number;
  /** When in the life of a series it begins, hours; left out: 6. */
  readonly hour?: number;
  /** The twin that does nothing to move the quote. */
  readonly isHonest: boolean;
}

const MINUTE_MS = 60_000;
/** Trades of a pump are so far apart that each is a visit of its own. */
const APART_MS = 6 * MINUTE_MS;
const WASH_TRADES = 48;
const SPOOF_LOTS = 10;
const MINT_WAIT_MS = 2_000;
const HELD_MS = HOUR_MS;

/** What the market does for it. */
export interface AttackField {
  readonly venue: SimVenue;
  readonly valuePat: (seriesId: number, atMs: number) => number;
  /** Calls back after a time. */
  readonly later: (waitMs: number, act: (nowMs: number) => void) => void;
}

export class Attacker {
  private readonly plan: AttackPlan;
  private readonly field: AttackField;
  private readonly buyers: readonly number[];
  private readonly sellers: readonly number[];
  readonly mine: ReadonlySet<number>;
  private seriesId = 0;
  /** What trades were better than the true value, less fees. */
  gainPat = 0;

  constructor(plan: AttackPlan, field: AttackField) {
    this.plan = plan;
    this.field = field;
    const { buyers, sellers } = field.venue.openStrangers(plan.accounts);
    this.buyers = buyers;
    this.sellers = sellers;
    this.mine = new Set([...buyers, ...sellers]);
  }

  /** A day's attack on a series. */
  begin(seriesId: number): void {
    const { plan, field } = this;
    const { kind, lots, isHonest } = plan;
    this.seriesId = seriesId;
    if (!isHonest) this.move();
    const waitMs = 2 * HOUR_MS + (kind === 'mint' ? MINT_WAIT_MS : 0);
    field.later(waitMs, () => {
      if (kind === 'mint') this.buyAll(lots);
      else if (kind === 'depress') this.buyAll(2 * lots);
      else this.sellAll(kind === 'pump' ? 2 * lots : lots);
    });
  }

  read({ words: w, length }: EventLog, atMs: number): void {
    const { venue, valuePat } = this.field;
    for (let at = 0; at < length; at += EVENT_WORDS[w[at] as number] as number) {
      if (w[at] !== EVENT.TRADE) continue;
      const maker = w[at + TRADE.makerAccount] as number;
      const taker = w[at + TRADE.takerAccount] as number;
      const seriesId = w[at + TRADE.series] as number;
      const unitPat = venue.core.state.series.get(seriesId, S.tickValueMicroPat) / PAT;
      const lots = w[at + TRADE.lots] as number;
      const pricePat = (w[at + TRADE.priceTicks] as number) * unitPat * lots;
      const takerBuys = w[at + TRADE.takerSide] === SIDE.BUY;
      const buyer = takerBuys ? taker : maker;
      const seller = takerBuys ? maker : taker;
      const isWithin = this.mine.has(buyer) && this.mine.has(seller);
      if (this.mine.has(maker)) this.gainPat -= (w[at + TRADE.makerFeeMicroPat] as number) / PAT;
      if (this.mine.has(taker)) this.gainPat -= (w[at + TRADE.takerFeeMicroPat] as number) / PAT;
      if (isWithin) continue;
      const better = pricePat - valuePat(seriesId, atMs) * lots;
      if (this.mine.has(buyer)) this.gainPat -= better;
      if (this.mine.has(seller)) this.gainPat += better;
    }
  }

  private move(): void {
    const { field, plan } = this;
    const { lots, kind } = plan;
    const every = (
      count: number,
      apartMs: number,
      act: (i: number, nowMs: number) => void,
    ): void => {
      for (let i = 0; i < count; i += 1) field.later(i * apartMs, (nowMs) => act(i, nowMs));
    };
    const visits = Math.min(lots, 20);
    switch (kind) {
      case 'wash':
        return every(WASH_TRADES, HOUR_MS / WASH_TRADES, (i) => this.wash(i));
      case 'spoof':
        return every(120, MINUTE_MS, (i, nowMs) => this.spoof(i, nowMs));
      case 'mint':
        field.later(2 * HOUR_MS, () => this.feign());
        return;
      case 'pump':
        return every(visits, APART_MS, (i) => this.buy(i, Math.ceil(lots / visits)));
      default:
        return every(visits, APART_MS, (i) => this.sell(i, Math.ceil(lots / visits)));
    }
  }

  private wash(i: number): void {
    const { seriesId } = this;
    const { venue } = this.field;
    const limitTicks = this.betweenTicks();
    const seller = of(this.sellers, i);
    venue.mint(seller, seriesId, 1);
    const order = { accountId: seller, seriesId, side: SIDE.SELL, limitTicks, lots: 1 };
    venue.rest(order, venue.sequencer.nowMs + 1_000);
    venue.sequencer.settle();
    venue.trade({ accountId: of(this.buyers, i), seriesId, side: SIDE.BUY, limitTicks, lots: 1 });
  }

  private spoof(i: number, nowMs: number): void {
    const { seriesId } = this;
    const { venue } = this.field;
    const { checks, state } = venue.core;
    const bid = checks.brokerBid(seriesId);
    const ask = checks.brokerAsk(seriesId) || 2 * state.series.get(seriesId, S.markTicks) - bid;
    if (bid === 0 || ask < bid + 4) return;
    const seller = of(this.sellers, i);
    // One order may be a twentieth of what is unsold.
    if (venue.orderLotsMax(seriesId) < SPOOF_LOTS) venue.mint(seller, seriesId, 20 * SPOOF_LOTS);
    const rest = (accountId: number, side: number, limit: number): void => {
      const limitTicks = venue.inCollar(seriesId, side, limit);
      venue.rest({ accountId, seriesId, side, limitTicks, lots: SPOOF_LOTS }, nowMs + 30_000);
      venue.sequencer.settle();
    };
    // Nobody is meant to trade: between the quotes, now at one end and now at the other.
    rest(seller, SIDE.SELL, ask + 2);
    rest(of(this.buyers, i), SIDE.BUY, i % 2 === 0 ? ask - 2 : bid + 2);
  }

  private feign(): void {
    const { venue } = this.field;
    for (const seller of this.sellers) {
      venue.mint(seller, this.seriesId, Math.ceil((10 * this.plan.lots) / this.sellers.length));
    }
  }

  /** A price between the broker's bid and ask. */
  private betweenTicks(): number {
    const { checks } = this.field.venue.core;
    const bid = checks.brokerBid(this.seriesId);
    const ask = checks.brokerAsk(this.seriesId);
    const mark = this.field.venue.core.state.series.get(this.seriesId, S.markTicks);
    return Math.max(1, bid > 0 && ask > 0 ? Math.floor((bid + ask) / 2) : mark);
  }

  private buyAll(lots: number): void {
    for (let i = 0; i < lots; i += 1) this.buy(i, 1);
    // As soon as mints may be taken back.
    this.field.later(HELD_MS, () => {
      for (const seller of this.sellers) this.takeBack(seller);
    });
  }

  private sellAll(lots: number): void {
    for (let i = 0; i < lots; i += 1) this.sell(i, 1);
  }

  /** Takes the broker's ask, whatever it is. */
  private buy(i: number, lots: number): void {
    const { venue } = this.field;
    const ask = venue.core.checks.brokerAsk(this.seriesId);
    for (let left = lots; left > 0 && ask > 0; left -= 1) {
      if (
        venue.trade({
          ...{ accountId: of(this.buyers, i), seriesId: this.seriesId },
          ...{ side: SIDE.BUY, limitTicks: ask, lots: 1 },
        }) === 0
      )
        return;
    }
  }

  /** Hits the broker's bid, whatever it is. */
  private sell(i: number, lots: number): void {
    const { venue } = this.field;
    const seller = of(this.sellers, i);
    for (let left = lots; left > 0; left -= 1) {
      const bid = venue.core.checks.brokerBid(this.seriesId);
      if (bid === 0) return;
      if (venue.held(seller, this.seriesId) === 0) venue.mint(seller, this.seriesId, left);
      const limit = venue.inCollar(this.seriesId, SIDE.SELL, 1);
      if (
        venue.trade({
          ...{ accountId: seller, seriesId: this.seriesId },
          ...{ side: SIDE.SELL, limitTicks: limit, lots: 1 },
        }) === 0
      )
        return;
    }
  }

  private takeBack(seller: number): void {
    const { venue } = this.field;
    const held = venue.held(seller, this.seriesId);
    if (held > 0) venue.withdraw(seller, this.seriesId, held);
  }
}

function of(accounts: readonly number[], i: number): number {
  return accounts[i % accounts.length] as number;
}
