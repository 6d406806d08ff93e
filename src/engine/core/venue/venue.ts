/** The venue's own commands: its creation, epochs of its writer, sessions, marks, core versions. */
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  CANCEL_REASON,
  type ColdBodies,
  type Command,
  FIELD_ID,
  KEY_SCOPE,
} from '../../../values/index.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import {
  BROKER_ACCOUNT,
  FEES_ACCOUNT,
  FIRST_OPERATOR_ACCOUNT,
  INSURANCE_ACCOUNT,
} from '../kernel/accounts.js';
import { check } from '../kernel/check.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { hexOf } from '../rights/entitlement-desk.js';
import type { AdvancedArrival } from '../trading/advanced/arrival.js';
import type { Auctions } from '../trading/auctions/auctions.js';
import { EVERYTHING, type MassCancel } from '../trading/mass-cancel.js';
import type { Quotes } from '../trading/quotes.js';
import type { Admin } from './admin.js';

/**
 * Version of the core: its rules, its events and the layout of its state (decision 0010). Any change of one of them
 * raises it; the golden journal's test notices.
 */
export const CORE_VERSION = 42;
const { READ, TRADE, OPERATE, WALLET } = KEY_SCOPE;

export class Venue {
  /** The venue's own commands. Time and the beginning of an epoch did what they do before anything that is due. */
  readonly handlers = {
    advanceTime: () => {},
    startEpoch: () => {},
    openSession: (body, _, __, command) => this.openSession(command, body),
    closeSession: (body, _, __, command) => this.closeSession(command, body),
    quoterCheckpoint: (body) => this.keepCheckpoint(body),
    initializeVenue: (body) => this.initialize(body),
    setCoreVersion: ({ coreVersion }, out) => this.setCoreVersion(coreVersion, out),
    // The log folds it where a stretch of the journal begins; in a venue that runs there is no such message.
    carryOver: (_, out) => out.refuse(CODE.UNKNOWN_MESSAGE),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly admin: Admin;
  private readonly massCancel: MassCancel;
  private readonly quotes: Quotes;
  private readonly arrival: AdvancedArrival;
  private readonly auctions: Auctions;

  constructor(parts: {
    state: State;
    reports: EventWriter;
    admin: Admin;
    massCancel: MassCancel;
    quotes: Quotes;
    arrival: AdvancedArrival;
    auctions: Auctions;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.admin = parts.admin;
    this.massCancel = parts.massCancel;
    this.quotes = parts.quotes;
    this.arrival = parts.arrival;
    this.auctions = parts.auctions;
  }

  initialize(body: ColdBodies['initializeVenue']): void {
    const { registry, limits, sequence } = this.state;
    check(sequence === 1 && registry.venue === '', 'I16: the venue is initialized once, first');
    check(
      body.limits !== null && JSON.stringify(body.limits) === JSON.stringify(limits),
      'I16: the core is built with the limits of its journal',
    );
    check(body.coreVersion === CORE_VERSION, 'I16: a journal is folded by the core that wrote it');
    registry.venue = body.venue;
    registry.coreVersion = body.coreVersion;
    registry.limits = body.limits;
    const { INSTITUTION } = ACCOUNT_CLASS;
    const own = [
      [BROKER_ACCOUNT, ACCOUNT_ROLE.BROKER, 'broker'],
      [FIRST_OPERATOR_ACCOUNT, ACCOUNT_ROLE.OPERATOR, 'operator'],
      [FEES_ACCOUNT, ACCOUNT_ROLE.SYSTEM, 'fees'],
      [INSURANCE_ACCOUNT, ACCOUNT_ROLE.SYSTEM, 'insurance'],
    ] as const;
    for (const [expected, role, name] of own) {
      const id = this.admin.addAccount(role, INSTITUTION, 0, name);
      check(id === expected, "I16: the first accounts are the venue's own");
    }
    this.admin.registerKey(BROKER_ACCOUNT, body.brokerPublicKey, [READ, TRADE, WALLET]);
    this.admin.registerKey(FIRST_OPERATOR_ACCOUNT, body.operatorPublicKey, [READ, OPERATE]);
    for (const { name, publicKey } of body.furtherOperators) {
      registry.founders += 1;
      const id = this.admin.addAccount(ACCOUNT_ROLE.OPERATOR, INSTITUTION, 0, name);
      this.admin.registerKey(id, publicKey, [READ, OPERATE]);
    }
  }

  /**
   * A process took over: quotes do not survive it, nor do the orders of sessions that asked for that. Before anything that
   * is due, since what time or a woken order does must not meet a price from before the outage. Service levels, auctions and
   * entitlements to what was exercised stand still for as long as it was.
   */
  startEpoch(body: ColdBodies['startEpoch'], timeMs: number): void {
    const { registry } = this.state;
    check(body.epoch > registry.epoch, 'I17: epochs only grow');
    registry.epoch = body.epoch;
    const outageMs = body.lastTimeMs === 0 ? 0 : Math.max(0, timeMs - body.lastTimeMs);
    registry.outageMs += outageMs;
    this.auctions.extend(outageMs);
    this.state.entitlements.standStill(outageMs, body.lastTimeMs);
    this.quotes.pullAll(CANCEL_REASON.RECOVERED);
    for (const session of registry.sessions.splice(0)) {
      if (session.cancelOnDisconnect) this.cancelSession(session.accountId, session.sessionId);
    }
    this.reports.plain(EVENT.EPOCH, body.epoch, outageMs);
  }

  openSession(c: Command, body: ColdBodies['openSession']): void {
    const { registry, accounts } = this.state;
    const { sessionId, accountId } = c;
    check(accounts.exists(accountId), 'I19: a session of an account there is not');
    registry.sessions.push({ sessionId, accountId, cancelOnDisconnect: body.cancelOnDisconnect });
    if (sessionId > registry.lastSessionId) registry.lastSessionId = sessionId;
  }

  closeSession(c: Command, body: ColdBodies['closeSession']): void {
    const { sessions } = this.state.registry;
    const place = sessions.findIndex((session) => session.sessionId === c.sessionId);
    if (place < 0) return;
    const [session] = sessions.splice(place, 1);
    if (session?.cancelOnDisconnect && !body.clean) {
      this.cancelSession(session.accountId, session.sessionId);
    }
  }

  /** Takes marks in whole or not at all. */
  mark(body: ColdBodies['markUpdate'], out: Result): void {
    const { series } = this.state;
    for (const { seriesId, markTicks } of body.marks) {
      if (!series.exists(seriesId)) return out.refuse(CODE.UNKNOWN_SERIES, FIELD_ID.series_id);
      if (markTicks < 1 || markTicks > series.get(seriesId, S.maxPriceTicks)) {
        return out.refuse(CODE.TICK_LOT, FIELD_ID.mark_ticks);
      }
    }
    for (const { seriesId, markTicks, sigmaPpm, thinnessPpm } of body.marks) {
      series.set(seriesId, S.markTicks, markTicks);
      series.set(seriesId, S.sigmaPpm, sigmaPpm);
      series.set(seriesId, S.thinnessPpm, thinnessPpm);
      this.reports.plain(EVENT.MARK, seriesId, markTicks, sigmaPpm, thinnessPpm);
      this.arrival.moved(seriesId);
    }
    out.done(0, body.marks.length);
  }

  keepCheckpoint(body: ColdBodies['quoterCheckpoint']): void {
    this.state.registry.quoterCheckpoint = hexOf(body.state);
  }

  setCoreVersion(version: number, out: Result): void {
    const { registry } = this.state;
    if (version <= registry.coreVersion || version > CORE_VERSION) {
      return out.refuse(CODE.CORE_VERSION, FIELD_ID.core_version);
    }
    registry.coreVersion = version;
    out.done(version);
  }

  private cancelSession(accountId: number, sessionId: number): void {
    const filter = { ...EVERYTHING, sessionId };
    this.massCancel.run(accountId, filter, CANCEL_REASON.DISCONNECTED);
  }
}
