/**
 * Reads a journal into what it shows of its customers, one command at a time, beside a core that folds it.
 *
 * What trades at once or not at all is a visit: its limit is what somebody would have paid or taken, unless it is exactly the broker's
 * price, or as far as the collar lets an order go; then it is known to be no worse than that. Orders that rest stay as they were
 * recorded, but for offers a little under the broker's ask, which would follow another ask. Everything is counted.
 */
import { inCollar } from '../backtest/index.js';
import {
  BROKER_ACCOUNT,
  type Core,
  EVENT,
  EVENT_WORDS,
  type EventLog,
  ORDER_ACCEPTED,
  RIGHTS,
  SERIES_FIELD as S,
  TRADE,
} from '../engine/core/index.js';
import {
  COMMAND_KIND,
  type Command,
  ORDER_TYPE,
  RIGHTS_ACTION,
  SIDE,
  TIME_IN_FORCE,
} from '../values/index.js';
import { Episodes } from './episodes.js';
import { ROLE, type Roles, type Touch, type Visit } from './observed.js';

/** Orders of one customer follow each other within this. */
const TOGETHER_MS = 1_000;
/** Offers that close under the ask follow it, a share. */
const UNDER_MAX = 0.03;

export class RoleWriter {
  private readonly role: number[] = [0];
  private readonly ref: number[] = [0];

  push(role: number, ref: number): void {
    this.role.push(role);
    this.ref.push(ref);
  }

  result(): Roles {
    return { role: Int32Array.from(this.role), ref: Int32Array.from(this.ref) };
  }
}

export class Observer {
  readonly visits: Visit[] = [];
  readonly episodes = new Episodes();
  readonly places = new RoleWriter();
  readonly mints = new RoleWriter();
  readonly withdrawals = new RoleWriter();
  readonly usedSpaces: Set<number>[] = [];
  unmodelledOrders = 0;
  lastTradeMs = 0;
  private readonly core: Core;
  private readonly idSpaceUnit: number;
  /** The visit of an account on a side of a series that may go on. */
  private readonly going = new Map<string, number>();
  private touch: Touch = { bidTicks: 0, askTicks: 0, markTicks: 0 };
  private isAtCollar = false;

  constructor(core: Core, idSpaceUnit: number) {
    this.core = core;
    this.idSpaceUnit = idSpaceUnit;
  }

  /** Before a command is applied. */
  before({ kind, accountId, clientId, seriesId, side, priceTicks }: Command): void {
    const spaces = this.usedSpaces[accountId] ?? new Set();
    this.usedSpaces[accountId] = spaces;
    spaces.add(Math.floor(clientId / this.idSpaceUnit));
    if (kind !== COMMAND_KIND.PLACE_ORDER || seriesId > this.core.state.series.count) return;
    this.touch = touchOf(this.core, seriesId);
    const furthest = inCollar(
      this.core,
      seriesId,
      side,
      side === SIDE.BUY ? Number.MAX_SAFE_INTEGER : 1,
    );
    this.isAtCollar = priceTicks === furthest;
  }

  /** After it: its events from a place on. */
  after(command: Command, events: EventLog, from: number): void {
    const { kind } = command;
    if (kind === COMMAND_KIND.PLACE_ORDER) this.placed(command, events, from);
    this.read(events, from, command.timeMs);
    if (kind === COMMAND_KIND.MINT_RIGHTS || kind === COMMAND_KIND.WITHDRAW_RIGHTS) {
      this.rights(command, events, from);
    }
  }

  private placed(command: Command, events: EventLog, from: number): void {
    const { accountId, seriesId, side, orderType, timeInForce, isSpecial } = command;
    const isPlain =
      accountId !== BROKER_ACCOUNT &&
      orderType === ORDER_TYPE.LIMIT &&
      !isSpecial &&
      seriesId >= 1 &&
      seriesId <= this.core.state.series.count &&
      // What settles in cash is no use of data: it is sent as it was recorded.
      !this.core.state.series.isCash(seriesId);
    if (isPlain && timeInForce === TIME_IN_FORCE.IOC) {
      this.visit(command, tradedLots(command, events, from));
    } else if (isPlain && timeInForce === TIME_IN_FORCE.GTD && side === SIDE.SELL) {
      this.rested(command, events, from);
    } else {
      if (accountId !== BROKER_ACCOUNT) this.unmodelledOrders += 1;
      this.places.push(ROLE.RECORDED, 0);
    }
  }

  private visit(command: Command, traded: number): void {
    const { visits, touch, episodes } = this;
    const { accountId, seriesId, side, priceTicks, lots, timeMs } = command;
    const key = `${accountId} ${seriesId} ${side}`;
    const at = this.going.get(key);
    const before = at === undefined ? undefined : visits[at];
    const isBuy = side === SIDE.BUY;
    const { askTicks, bidTicks, markTicks } = touch;
    const known =
      this.isAtCollar || priceTicks === (isBuy ? askTicks : bidTicks) ? 'BEYOND' : 'EXACT';
    if (at !== undefined && before !== undefined && timeMs - before.atMs <= TOGETHER_MS) {
      this.places.push(ROLE.PART, at);
      before.lots += lots;
      before.tradedLots += traded;
      before.limitTicks = (isBuy ? Math.max : Math.min)(before.limitTicks, priceTicks);
      before.known = known;
      before.isWhole = traded === lots;
      if (!isBuy) episodes.sold(before.episode, traded);
    } else {
      const share = priceTicks / Math.max(1, markTicks);
      const episode = isBuy ? -1 : episodes.find(accountId, seriesId, share, timeMs);
      const index = visits.length;
      const offersAll =
        episode >= 0 && episodes.attempted(episode, { index, share, nowMs: timeMs });
      visits.push({
        ...touch,
        atMs: timeMs,
        accountId,
        seriesId,
        isBuy,
        limitTicks: priceTicks,
        lots,
        tradedLots: traded,
        isWhole: traded === lots,
        known,
        episode,
        offersAll,
        isLast: false,
        rests: false,
        nextMs: 0,
        attempt: episode < 0 ? 1 : (episodes.all[episode]?.attempts ?? 1),
      });
      if (!isBuy) episodes.sold(episode, traded);
      this.places.push(ROLE.VISIT, index);
      this.going.set(key, index);
    }
    if (traded === lots) return;
    this.going.delete(key);
    if (!isBuy) {
      const { episode } = visits[at ?? visits.length - 1] as Visit;
      episodes.couldUndercut(episode, { askTicks, leastTicks: priceTicks });
    }
  }

  /** An offer that rests until a time. */
  private rested(command: Command, events: EventLog, from: number): void {
    const { touch, episodes } = this;
    const { accountId, seriesId, priceTicks, timeMs, expireTimeMs } = command;
    const under = touch.askTicks === 0 ? 1 : 1 - priceTicks / touch.askTicks;
    const orderId = orderIdOf(command, events, from);
    const isUnder = under > 0 && under <= UNDER_MAX;
    const given = isUnder
      ? episodes.undercut(accountId, seriesId, { under, nowMs: timeMs, untilMs: expireTimeMs })
      : undefined;
    if (given === undefined) {
      this.unmodelledOrders += 1;
      this.places.push(ROLE.RECORDED, 0);
      return;
    }
    this.places.push(given.isFirst ? ROLE.UNDERCUT : ROLE.PART, given.undercut);
    if (orderId !== 0) episodes.rests(orderId, given.undercut);
  }

  private read({ words: w, length }: EventLog, from: number, nowMs: number): void {
    for (let at = from; at < length; at += EVENT_WORDS[w[at] as number] as number) {
      if (w[at] === EVENT.TRADE) {
        this.lastTradeMs = nowMs;
        if (this.core.state.series.isCash(w[at + TRADE.series] as number)) continue;
        const lots = w[at + TRADE.lots] as number;
        this.episodes.orderTraded(w[at + TRADE.makerOrderId] as number, lots);
        const buyer =
          w[at + TRADE.takerSide] === SIDE.BUY
            ? w[at + TRADE.takerAccount]
            : w[at + TRADE.makerAccount];
        if (buyer !== BROKER_ACCOUNT) {
          this.episodes.bought(buyer as number, w[at + TRADE.series] as number, lots, nowMs);
        }
      } else if (
        w[at] === EVENT.RIGHTS &&
        w[at + RIGHTS.action] === RIGHTS_ACTION.EXERCISED &&
        w[at + RIGHTS.account] !== BROKER_ACCOUNT
      ) {
        const account = w[at + RIGHTS.account] as number;
        const lots = w[at + RIGHTS.lots] as number;
        this.episodes.exercised(account, w[at + RIGHTS.series] as number, lots, nowMs);
      }
    }
  }

  private rights({ kind, accountId, timeMs }: Command, log: EventLog, from: number): void {
    const isMint = kind === COMMAND_KIND.MINT_RIGHTS;
    const action = isMint ? RIGHTS_ACTION.MINTED : RIGHTS_ACTION.WITHDRAWN;
    const { words: w, length } = log;
    const writer = isMint ? this.mints : this.withdrawals;
    for (let at = from; at < length; at += EVENT_WORDS[w[at] as number] as number) {
      const isIts =
        w[at] === EVENT.RIGHTS &&
        w[at + RIGHTS.account] === accountId &&
        w[at + RIGHTS.action] === action;
      if (!isIts) continue;
      const seriesId = w[at + RIGHTS.series] as number;
      const lots = w[at + RIGHTS.lots] as number;
      if (isMint) {
        writer.push(ROLE.MINT, this.episodes.minted(accountId, seriesId, lots, timeMs));
        return;
      }
      const episode = this.episodes.withdrew(accountId, seriesId, lots, timeMs);
      writer.push(episode < 0 ? ROLE.RECORDED : ROLE.TAKE_BACK, Math.max(0, episode));
      return;
    }
    writer.push(ROLE.RECORDED, 0);
  }
}

/** The broker's quote and fair value of a series now. */
export function touchOf({ checks, state }: Core, seriesId: number): Touch {
  return {
    bidTicks: checks.brokerBid(seriesId),
    askTicks: checks.brokerAsk(seriesId),
    markTicks: state.series.get(seriesId, S.markTicks),
  };
}

function tradedLots({ accountId, clientId }: Command, log: EventLog, from: number): number {
  const { words: w, length } = log;
  let lots = 0;
  for (let at = from; at < length; at += EVENT_WORDS[w[at] as number] as number) {
    if (w[at] !== EVENT.TRADE || w[at + TRADE.takerAccount] !== accountId) continue;
    if (w[at + TRADE.takerClientId] === clientId) lots += w[at + TRADE.lots] as number;
  }
  return lots;
}

function orderIdOf({ accountId, clientId }: Command, log: EventLog, from: number): number {
  const { words: w, length } = log;
  for (let at = from; at < length; at += EVENT_WORDS[w[at] as number] as number) {
    const isIts =
      w[at] === EVENT.ORDER_ACCEPTED &&
      w[at + ORDER_ACCEPTED.account] === accountId &&
      w[at + ORDER_ACCEPTED.clientId] === clientId;
    if (isIts) return w[at + ORDER_ACCEPTED.orderId] as number;
  }
  return 0;
}
