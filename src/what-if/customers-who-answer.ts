/**
 * The customers of a draw against a broker: they come when they came, want what they wanted, and take what stands at their price.
 *
 * A visit is played as a whole: in pieces one order may have, within the collar of here. A mint that went to market is offered, rested
 * under the ask of here, tried again and taken back as those of the journal were whose lots stayed; what is bought beyond what was
 * recorded is exercised after as long as others kept theirs. Everything else stays as recorded. Deterministic in the draw.
 */
import {
  Agenda,
  type Flow,
  ID_SPACE_UNIT,
  inCollar,
  orderLotsMax,
  type SimSequencer,
} from '../backtest/index.js';
import {
  type Core,
  EVENT,
  EVENT_WORDS,
  ORDER_ACCEPTED,
  POSITION_FIELD as P,
  SERIES_FIELD as S,
  TRADE,
} from '../engine/core/index.js';
import type { Batch } from '../engine/log/index.js';
import {
  COMMAND_KIND,
  type ColdBodies,
  Command,
  ORDER_TYPE,
  SERIES_STATE,
  SIDE,
  TIME_IN_FORCE,
} from '../values/index.js';
import type { Draw, Unseen } from './draw.js';
import { type Observed, type Patience, ROLE, type Undercut, type Visit } from './observed.js';
import { markAt } from './quote-paths.js';

const MINT_WAIT_MS = 2_000;
const ENDS_BEFORE_MS = 1_000;
const ATTEMPTS_MAX = 50;
const HOUR_MS = 3_600_000;

/** What was done otherwise than recorded, and what could not be done. */
export interface Answered {
  /** Customers nobody had seen who came to trade. */
  unseenTraded: number;
  /** Lots offered again, rested or taken back that the journal had sold. */
  continued: number;
  /** Customers without an id space to order in. */
  withoutIds: number;
  /** Lots traded at a distance of the quote that was never quoted, and all, of customers who do not show what they would pay. */
  outsideLots: number;
  lots: number;
}

/** A mint of here. */
interface Stock {
  readonly accountId: number;
  readonly seriesId: number;
  left: number;
  attempts: number;
  undercuts: boolean | undefined;
}

export class CustomersWhoAnswer implements Flow {
  readonly answered: Answered = {
    unseenTraded: 0,
    continued: 0,
    withoutIds: 0,
    outsideLots: 0,
    lots: 0,
  };
  private readonly observed: Observed;
  private readonly drawn: Draw;
  private readonly core: Core;
  private readonly sequencer: SimSequencer;
  private readonly later = new Agenda();
  private readonly command = new Command();
  private readonly stocks: Stock[];
  private readonly patience: readonly (readonly Patience[])[];
  private readonly lastIds: number[] = [];
  /** Orders that rest, by number: the mint they are of. */
  private readonly resting = new Map<number, Stock>();
  private readonly pending = new Map<string, Stock>();
  private places = 0;
  private mints = 0;
  private withdrawals = 0;
  private nextUnseen = 0;
  /** Distances that were quoted, by side. */
  private readonly quoted: (isBuy: boolean) => readonly [nearest: number, furthest: number];

  constructor(
    { core, sequencer }: { readonly core: Core; readonly sequencer: SimSequencer },
    observed: Observed,
    drawn: Draw,
    quoted: (isBuy: boolean) => readonly [nearest: number, furthest: number],
  ) {
    this.core = core;
    this.sequencer = sequencer;
    this.observed = observed;
    this.drawn = drawn;
    this.quoted = quoted;
    this.stocks = observed.episodes.map(({ accountId, seriesId, lots, undercuts }) => ({
      accountId,
      seriesId,
      left: lots,
      attempts: 0,
      undercuts: undercuts === 'UNKNOWN' ? undefined : undercuts === 'YES',
    }));
    this.patience = byAttempt(observed.patience);
  }

  get nextMs(): number {
    const unseenMs = this.drawn.unseen[this.nextUnseen]?.atMs ?? Number.POSITIVE_INFINITY;
    return Math.min(unseenMs, this.later.nextMs);
  }

  act(nowMs: number): void {
    const unseen = this.drawn.unseen[this.nextUnseen];
    if (unseen !== undefined && unseen.atMs <= Math.min(nowMs, this.later.nextMs)) {
      this.nextUnseen += 1;
      this.come(unseen, nowMs);
      return;
    }
    this.later.take()();
  }

  take(command: Command): boolean {
    const { places, mints, withdrawals } = this.observed;
    switch (command.kind) {
      case COMMAND_KIND.PLACE_ORDER:
        this.places += 1;
        return this.place(places.role[this.places] ?? 0, places.ref[this.places] ?? 0);
      case COMMAND_KIND.MINT_RIGHTS:
        this.mints += 1;
        return mints.role[this.mints] !== undefined;
      case COMMAND_KIND.WITHDRAW_RIGHTS:
        this.withdrawals += 1;
        if (withdrawals.role[this.withdrawals] !== ROLE.TAKE_BACK) return true;
        return this.takeBack(withdrawals.ref[this.withdrawals] ?? 0, command);
      default:
        return true;
    }
  }

  /** What traded of orders that rest. */
  sealed({ events: { words: w, length } }: Batch): void {
    for (let at = 0; at < length; at += EVENT_WORDS[w[at] as number] as number) {
      if (w[at] === EVENT.ORDER_ACCEPTED) {
        const key = `${w[at + ORDER_ACCEPTED.account]} ${w[at + ORDER_ACCEPTED.clientId]}`;
        const stock = this.pending.get(key);
        if (stock === undefined) continue;
        this.pending.delete(key);
        this.resting.set(w[at + ORDER_ACCEPTED.orderId] as number, stock);
      } else if (w[at] === EVENT.TRADE) {
        const stock = this.resting.get(w[at + TRADE.makerOrderId] as number);
        if (stock !== undefined) stock.left -= w[at + TRADE.lots] as number;
      }
    }
  }

  private place(role: number, ref: number): boolean {
    if (role === ROLE.RECORDED) return true;
    if (role === ROLE.VISIT) {
      const visit = this.observed.visits[ref] as Visit;
      if (visit.isBuy) this.buy(ref, visit);
      else this.sell(ref, visit);
    } else if (role === ROLE.UNDERCUT) this.undercut(this.observed.undercuts[ref] as Undercut);
    return false;
  }

  private buy(index: number, visit: Visit): void {
    const limit = this.drawn.limitTicks[index] as number;
    const lots = this.drawn.lots[index] as number;
    const bought = this.trade(visit, SIDE.BUY, limit, lots, visit.known === 'BEYOND');
    this.exerciseLater(visit, bought - visit.tradedLots);
  }

  private sell(index: number, visit: Visit): void {
    const limit = this.drawn.limitTicks[index] as number;
    const stock = this.stocks[visit.episode];
    const wanted = this.drawn.lots[index] as number;
    if (stock === undefined) {
      this.trade(visit, SIDE.SELL, limit, wanted, false);
      return;
    }
    stock.attempts += 1;
    const lots = visit.offersAll ? stock.left : Math.min(wanted, stock.left);
    stock.left -= this.trade(visit, SIDE.SELL, limit, lots, visit.known === 'BEYOND');
    if (!visit.offersAll) return;
    const share = limit / Math.max(1, visit.markTicks);
    if (visit.isLast) this.goOn(stock, share);
    else if (!visit.rests && visit.nextMs > 0) this.restBetween(stock, share, visit.nextMs);
  }

  private undercut({ episode, untilMs, under, isLast }: Undercut): void {
    const stock = this.stocks[episode] as Stock;
    const { lastShare } = this.observed.episodes[episode] as { lastShare: number };
    const nowMs = this.sequencer.nowMs;
    const leastTicks = lastShare * this.recordedMark(stock.seriesId, nowMs);
    this.rest(stock, { under, leastTicks, untilMs });
    if (!isLast) return;
    this.later.add(untilMs + ENDS_BEFORE_MS, () => this.tryAgain(stock, lastShare));
  }

  /** Somebody whose lots the journal had sold still has some: rests them, tries again, or takes them back. */
  private goOn(stock: Stock, share: number): void {
    if (stock.left <= 0 || stock.attempts > ATTEMPTS_MAX) return;
    this.answered.continued += stock.left;
    const next = this.nextOf(stock.attempts);
    if (next === undefined) return;
    const { sequencer } = this;
    const nowMs = sequencer.nowMs;
    if (!next.isRetry) {
      this.later.add(nowMs + next.afterMs, () => this.withdraw(stock));
      return;
    }
    this.restBetween(stock, share, nowMs + next.afterMs);
    this.later.add(nowMs + next.afterMs, () => this.tryAgain(stock, share));
  }

  /** Whoever undercuts does so until the next attempt. */
  private restBetween(stock: Stock, share: number, nextMs: number): void {
    const { drawn, observed, sequencer } = this;
    if (stock.left <= 0) return;
    const { done, possible, under } = observed.undercutting;
    stock.undercuts ??= possible > 0 && drawn.chance.uniform() < done / possible;
    const untilMs = nextMs - ENDS_BEFORE_MS;
    if (!stock.undercuts || untilMs <= sequencer.nowMs) return;
    const leastTicks = share * this.recordedMark(stock.seriesId, sequencer.nowMs);
    this.rest(stock, { under, leastTicks, untilMs });
  }

  private tryAgain(stock: Stock, share: number): void {
    if (stock.left <= 0) return;
    const { nowMs } = this.sequencer;
    stock.attempts += 1;
    const limit = Math.max(1, share * this.recordedMark(stock.seriesId, nowMs));
    stock.left -= this.trade(stock, SIDE.SELL, limit, stock.left, false);
    this.goOn(stock, share);
  }

  /** What somebody of the journal did after so many attempts. */
  private nextOf(attempts: number): Patience | undefined {
    const { patience, drawn } = this;
    const known = patience[Math.min(attempts, patience.length - 1)] ?? [];
    const from = known.length > 0 ? known : (patience.find((one) => one.length > 0) ?? []);
    return from[drawn.chance.index(Math.max(1, from.length))];
  }

  /** Rests all that is left under the broker's ask, if that is enough. */
  private rest(
    stock: Stock,
    terms: { readonly under: number; readonly leastTicks: number; readonly untilMs: number },
  ): void {
    const { core } = this;
    const { accountId, seriesId } = stock;
    const ask = core.checks.brokerAsk(seriesId);
    const ticks = Math.floor(ask * (1 - terms.under));
    const isFar = inCollar(core, seriesId, SIDE.SELL, Math.max(1, ticks)) !== ticks;
    if (ask === 0 || ticks < terms.leastTicks || isFar || terms.untilMs <= this.sequencer.nowMs)
      return;
    for (let left = stock.left; left > 0; ) {
      const lots = Math.min(left, orderLotsMax(core, seriesId));
      const order = { accountId, seriesId, side: SIDE.SELL, ticks, lots };
      const clientId = this.order(order, terms.untilMs);
      if (clientId === 0) return;
      this.pending.set(`${accountId} ${clientId}`, stock);
      this.sequencer.settle();
      left -= lots;
    }
  }

  /** A recorded withdrawal takes back what is left here. */
  private takeBack(episode: number, command: Command): boolean {
    const stock = this.stocks[episode] as Stock;
    const { left } = stock;
    stock.left = 0;
    if (left <= 0) return false;
    command.body = {
      ...(command.body as ColdBodies['withdrawRights']),
      quantityLots: left,
    } as ColdBodies['withdrawRights'];
    return true;
  }

  private withdraw(stock: Stock): void {
    const lots = Math.min(stock.left, this.free(stock.accountId, stock.seriesId));
    stock.left = 0;
    if (lots > 0) this.send(COMMAND_KIND.WITHDRAW_RIGHTS, stock, lots);
  }

  private exerciseLater(who: { accountId: number; seriesId: number }, lots: number): void {
    const { keptMs } = this.observed;
    if (lots <= 0 || keptMs.length === 0) return;
    const waitMs = keptMs[this.drawn.chance.index(keptMs.length)] as number;
    this.later.add(this.sequencer.nowMs + waitMs, () => {
      const left = Math.min(lots, this.free(who.accountId, who.seriesId));
      if (left > 0) this.send(COMMAND_KIND.EXERCISE_RIGHTS, who, left);
    });
  }

  /** Somebody nobody saw then, for whom the price may be right here. */
  private come(unseen: Unseen, nowMs: number): void {
    const { accountId, seriesId, isBuy, limitTicks, lots } = unseen;
    const { checks } = this.core;
    const quote = isBuy ? checks.brokerAsk(seriesId) : checks.brokerBid(seriesId);
    const isMet = quote > 0 && (isBuy ? quote <= limitTicks : quote >= limitTicks);
    if (!isMet) return;
    this.answered.unseenTraded += 1;
    if (isBuy) {
      this.exerciseLater(unseen, this.trade(unseen, SIDE.BUY, limitTicks, lots, true));
      return;
    }
    const held = this.free(accountId, seriesId);
    this.send(COMMAND_KIND.MINT_RIGHTS, unseen, lots);
    const left = Math.min(lots, this.free(accountId, seriesId) - held);
    if (left <= 0) return;
    const stock: Stock = { accountId, seriesId, left, attempts: 0, undercuts: undefined };
    const share = limitTicks / Math.max(1, this.recordedMark(seriesId, nowMs));
    this.later.add(nowMs + MINT_WAIT_MS, () => {
      stock.attempts = 1;
      stock.left -= this.trade(stock, SIDE.SELL, limitTicks, stock.left, true);
      this.goOn(stock, share);
    });
  }

  /** Trades in pieces as large as one order may be; stops at the first that is not filled whole. Answers lots. */
  private trade(
    { accountId, seriesId }: { readonly accountId: number; readonly seriesId: number },
    side: number,
    limitTicks: number,
    lots: number,
    isHidden: boolean,
  ): number {
    const { core, sequencer, answered } = this;
    const { series, positions } = core.state;
    if (series.get(seriesId, S.state) !== SERIES_STATE.OPEN) return 0;
    const held = (): number => {
      const position = positions.find(accountId, seriesId);
      return position === 0 ? 0 : positions.get(position, P.heldLots);
    };
    const limit = side === SIDE.BUY ? Math.floor(limitTicks) : Math.ceil(limitTicks);
    const ticks = inCollar(core, seriesId, side, Math.max(1, limit));
    if (side === SIDE.SELL && ticks > limit && ticks > core.checks.brokerBid(seriesId)) return 0;
    const distance = this.isOutside(seriesId, side);
    let done = 0;
    while (done < lots) {
      const piece = Math.min(lots - done, orderLotsMax(core, seriesId));
      const before = held();
      if (this.order({ accountId, seriesId, side, ticks, lots: piece }, 0) === 0) break;
      sequencer.settle();
      const traded = Math.abs(held() - before);
      done += traded;
      if (traded < piece) break;
    }
    answered.lots += done;
    if (isHidden && distance) answered.outsideLots += done;
    return done;
  }

  private isOutside(seriesId: number, side: number): boolean {
    const { checks, state } = this.core;
    const isBuy = side === SIDE.BUY;
    const quote = isBuy ? checks.brokerAsk(seriesId) : checks.brokerBid(seriesId);
    const mark = this.recordedMark(seriesId, state.timeMs);
    if (quote === 0 || mark === 0) return false;
    const distance = isBuy ? Math.log(quote / mark) : Math.log(mark / quote);
    const [nearest, furthest] = this.quoted(isBuy);
    return distance < nearest - 0.02 || distance > furthest + 0.02;
  }

  /** Fair value of a series in the journal. */
  private recordedMark(seriesId: number, nowMs: number): number {
    const path = this.observed.paths[seriesId];
    return path === undefined ? 0 : markAt(path, nowMs);
  }

  private free(accountId: number, seriesId: number): number {
    const { positions } = this.core.state;
    const position = positions.find(accountId, seriesId);
    if (position === 0) return 0;
    return positions.get(position, P.heldLots) - positions.get(position, P.reservedLots);
  }

  /** Submits a limit order, until a time or at once; answers its client id, 0 where there is none to give. */
  private order(
    one: {
      readonly accountId: number;
      readonly seriesId: number;
      readonly side: number;
      readonly ticks: number;
      readonly lots: number;
    },
    untilMs: number,
  ): number {
    const { command } = this;
    const clientId = this.nextId(one.accountId);
    if (clientId === 0) return 0;
    command.kind = COMMAND_KIND.PLACE_ORDER;
    command.accountId = one.accountId;
    command.clientId = clientId;
    command.seriesId = one.seriesId;
    command.side = one.side;
    command.priceTicks = one.ticks;
    command.lots = one.lots;
    command.orderType = ORDER_TYPE.LIMIT;
    command.timeInForce = untilMs === 0 ? TIME_IN_FORCE.IOC : TIME_IN_FORCE.GTD;
    command.expireTimeMs = untilMs;
    this.sequencer.submit(command, 0);
    return clientId;
  }

  private send(
    kind: number,
    { accountId, seriesId }: { readonly accountId: number; readonly seriesId: number },
    quantityLots: number,
  ): void {
    const { command } = this;
    const clientRequestId = this.nextId(accountId);
    if (clientRequestId === 0) return;
    command.kind = kind;
    command.accountId = accountId;
    command.clientId = clientRequestId;
    command.body = { seriesId, quantityLots, clientRequestId } as ColdBodies['mintRights'];
    this.sequencer.submit(command, 0);
    this.sequencer.settle();
    command.body = undefined;
  }

  private nextId(accountId: number): number {
    const space = this.observed.ownSpaces[accountId] ?? -1;
    if (space < 0) {
      this.answered.withoutIds += 1;
      return 0;
    }
    const id = (this.lastIds[accountId] ?? space * ID_SPACE_UNIT) + 1;
    this.lastIds[accountId] = id;
    return id;
  }
}

/** What people did, by how often they had tried; nothing for numbers of which nothing is known. */
function byAttempt(all: readonly Patience[]): readonly (readonly Patience[])[] {
  const most = Math.max(0, ...all.map(({ attempt }) => Math.min(attempt, ATTEMPTS_MAX)));
  const found: Patience[][] = Array.from({ length: most + 1 }, () => []);
  for (const one of all) {
    if (one.afterMs <= 7 * 24 * HOUR_MS) found[Math.min(one.attempt, most)]?.push(one);
  }
  return found;
}
