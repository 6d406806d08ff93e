/**
 * What an account's sessions are told beside reports: order credits after orders, and, where asked for, balances and
 * positions that changed. All read from the state at the end of the turn.
 *
 * Balances are compared with what was pushed last, whatever changed them; positions are looked at where an event of the
 * account names their series.
 */
import {
  ACCOUNT_FIELD as A,
  BUCKET,
  EVENT,
  FIRM_QUOTE as FQ,
  isOfMargin,
  ORDER_AMENDED as OA,
  ORDER_ACCEPTED as OC,
  ORDER_CANCELED as OX,
  POSITION_FIELD as P,
  QUOTE_RESULT as QR,
  RIGHTS as R,
  type State,
  TRADE as T,
} from '../../engine/core/index.js';
import { BalanceReport, type MarginInfo, PositionReport } from '../../schema/index.js';
import type { Context } from '../context.js';
import { SESSION_STATE, type Session } from '../session/session.js';
import { holdsCash, isOfCash, marginInfo } from '../views/margin-facts.js';
import type { Outgoing } from './outgoing.js';
import type { PrivateEvent } from './private-event.js';

/** Where an event has its series; 0 where it has none that moves a position. */
const SERIES_AT: Uint8Array = (() => {
  const at = new Uint8Array(64);
  at[EVENT.ORDER_ACCEPTED] = OC.series;
  at[EVENT.TRADE] = T.series;
  at[EVENT.AUCTION_TRADE] = T.series;
  at[EVENT.TRADE_BUSTED] = 5;
  at[EVENT.ORDER_CANCELED] = OX.series;
  at[EVENT.ORDER_AMENDED] = OA.series;
  at[EVENT.ORDER_REDUCED] = OA.series;
  at[EVENT.ORDER_TRIGGERED] = OA.series;
  at[EVENT.ORDER_REPRICED] = OA.series;
  at[EVENT.RIGHTS] = R.series;
  at[EVENT.QUOTE_RESULT] = QR.series;
  at[EVENT.FIRM_QUOTE] = FQ.series;
  return at;
})();

export class AccountPush {
  private readonly context: Context;
  private readonly outgoing: Outgoing;
  /** Sessions whose orders this turn answers. */
  private readonly ordering: Session[] = [];
  /** Sessions that asked for balances. */
  private readonly pushing = new Set<Session>();
  /** A mark of what settles in cash moved this turn. */
  private haveMarksMoved = false;
  /** What was found in this turn: the sessions of an account are told the same. */
  private readonly margins = new Map<number, MarginInfo>();
  private readonly balance = new BalanceReport();
  private readonly position = new PositionReport();

  constructor(context: Context, outgoing: Outgoing) {
    this.context = context;
    this.outgoing = outgoing;
  }

  /** A session is active. */
  opened(session: Session): void {
    if (session.pushBalances) this.pushing.add(session);
  }

  closed(session: Session): void {
    this.pushing.delete(session);
  }

  /** An order of this session is answered this turn. */
  ordered(session: Session): void {
    if (session.hadOrders) return;
    session.hadOrders = true;
    this.ordering.push(session);
  }

  /** A mark of what settles in cash is another one. */
  marked(): void {
    this.haveMarksMoved = true;
  }

  /** An event of the account of these sessions. */
  touched(sessions: readonly Session[], event: PrivateEvent): void {
    if (this.pushing.size === 0) return;
    if (isOfMargin(event.type)) return touchMargin(sessions);
    const seriesAt = SERIES_AT[event.type] as number;
    if (seriesAt === 0) return;
    const seriesId = event.words[event.at + seriesAt] as number;
    // A quote may be refused because there is no such series.
    if (!this.context.state.series.exists(seriesId)) return;
    // What settles in cash is no position of rights: its holding is part of the margin.
    if (isOfCash(this.context.core, seriesId)) return touchMargin(sessions);
    for (const session of sessions) {
      if (session.pushBalances) session.touchedSeries.add(seriesId);
    }
  }

  /** Appends what is to be told. The state is at the turn's end. */
  seal(sequence: number): void {
    for (const session of this.ordering) {
      session.hadOrders = false;
      if (session.state !== SESSION_STATE.ACTIVE) continue;
      const { remaining, resetMs } = this.context.core.checks.credits(session.accountId);
      if (!this.outgoing.frame(session).credits(0, remaining, resetMs)) {
        this.outgoing.overflow(session);
      }
    }
    this.ordering.length = 0;
    for (const session of this.pushing) this.pushAccount(session, sequence);
    this.haveMarksMoved = false;
    this.margins.clear();
  }

  private pushAccount(session: Session, sequence: number): void {
    const { state } = this.context;
    const { accountId, pushed, touchedSeries } = session;
    setBalance(this.balance, state, accountId, sequence);
    if (takeChanges(this.balance, pushed)) {
      if (!this.outgoing.frame(session).balanceReport(0, 0, this.balance)) {
        this.outgoing.overflow(session);
      }
      session.isMarginTouched = true;
    }
    this.pushMargin(session, sequence);
    for (const seriesId of touchedSeries) {
      setPosition(this.position, state, accountId, seriesId, sequence);
      if (!this.outgoing.frame(session).positionReport(0, 0, this.position)) {
        this.outgoing.overflow(session);
      }
    }
    touchedSeries.clear();
  }

  /** Where marks, holdings or what is behind them changed, and once more when the last holding has gone. */
  private pushMargin(session: Session, sequence: number): void {
    const { core } = this.context;
    const { accountId } = session;
    const holds = holdsCash(core, accountId);
    const isDue = (session.isMarginTouched || this.haveMarksMoved) && (holds || session.hadMargin);
    session.isMarginTouched = false;
    if (!isDue) return;
    session.hadMargin = holds;
    let info = this.margins.get(accountId);
    if (info === undefined) {
      info = marginInfo(core, accountId, sequence);
      this.margins.set(accountId, info);
    }
    if (!this.outgoing.frame(session).message(0, 0, 'marginInfo', info)) {
      this.outgoing.overflow(session);
    }
  }
}

/** Sessions that asked for balances are to be told of the margin too. */
function touchMargin(sessions: readonly Session[]): void {
  for (const session of sessions) session.isMarginTouched = true;
}

/** Fills in the balances of an account. */
export function setBalance(
  report: BalanceReport,
  state: State,
  accountId: number,
  sequence: number,
): BalanceReport {
  const { ledger, accounts } = state;
  report.accountId = accountId;
  report.availableMicroPat = ledger.balance(ledger.bucket(accountId, BUCKET.AVAILABLE));
  report.reservedMicroPat = ledger.balance(ledger.bucket(accountId, BUCKET.RESERVED));
  report.pendingMicroPat = ledger.balance(ledger.bucket(accountId, BUCKET.PENDING));
  report.collateralMicroPat = ledger.balance(ledger.bucket(accountId, BUCKET.COLLATERAL));
  report.escrowMicroPat = accounts.get(accountId, A.escrowMicroPat);
  report.asOfAccountSequence = accounts.get(accountId, A.sequence);
  report.asOfSequence = sequence;
  report.withheldMicroPat = accounts.withheldMicroPat(accountId);
  report.marginMicroPat = ledger.balance(ledger.bucket(accountId, BUCKET.MARGIN));
  return report;
}

/** Fills in the position of an account in a series, zeros when it has none. */
export function setPosition(
  report: PositionReport,
  state: State,
  accountId: number,
  seriesId: number,
  sequence: number,
): PositionReport {
  const { positions, accounts } = state;
  const slot = positions.find(accountId, seriesId);
  report.accountId = accountId;
  report.seriesId = seriesId;
  report.heldLots = slot === 0 ? 0 : positions.get(slot, P.heldLots);
  report.reservedLots = slot === 0 ? 0 : positions.get(slot, P.reservedLots);
  report.costMicroPat =
    slot === 0 || positions.get(slot, P.mintedLots) > 0
      ? 0
      : positions.get(slot, P.costMicroPat) + positions.get(slot, P.feeMicroPat);
  report.unpaidMicroPat = slot === 0 ? 0 : positions.get(slot, P.unpaidMicroPat);
  report.asOfAccountSequence = accounts.get(accountId, A.sequence);
  report.asOfSequence = sequence;
  return report;
}

/** Whether balances differ from those pushed last, which they then are. */
function takeChanges(balance: BalanceReport, pushed: Float64Array): boolean {
  const isSame =
    pushed[0] === balance.availableMicroPat &&
    pushed[1] === balance.reservedMicroPat &&
    pushed[2] === balance.pendingMicroPat &&
    pushed[3] === balance.collateralMicroPat &&
    pushed[4] === balance.escrowMicroPat &&
    pushed[5] === balance.withheldMicroPat &&
    pushed[6] === balance.marginMicroPat;
  if (isSame) return false;
  pushed[0] = balance.availableMicroPat;
  pushed[1] = balance.reservedMicroPat;
  pushed[2] = balance.pendingMicroPat;
  pushed[3] = balance.collateralMicroPat;
  pushed[4] = balance.escrowMicroPat;
  pushed[5] = balance.withheldMicroPat;
  pushed[6] = balance.marginMicroPat;
  return true;
}
