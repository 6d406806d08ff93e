/**
 * The core: `apply(command)` changes the state and writes events; nothing else does either.
 *
 * Pure: no clock, no randomness, no I/O; the same commands give the same state and the same events, byte for byte.
 * Every command, whatever it holds, ends in events and never in an exception; an exception is a broken invariant, our
 * bug, and stops the engine. Order within a command: time, due work, permission, the client id, the command itself.
 */

import { RISK_PARAMETERS } from '../../risk/index.js';
import {
  CANCEL_REASON,
  COMMAND_KIND,
  type ColdBodies,
  type Command,
  FIELD_ID,
  type Limits,
  type ParameterDefinition,
} from '../../values/index.js';
import { Auctions } from './auctions/auctions.js';
import { PriceBands } from './auctions/price-bands.js';
import { check } from './check.js';
import { EventLog } from './events.js';
import { limitsProblem } from './limits.js';
import { BrokerLimits } from './orders/broker-limits.js';
import { Bundles } from './orders/bundles.js';
import { Busts } from './orders/busts.js';
import { FirmQuotes } from './orders/firm-quotes.js';
import { LiveOrders } from './orders/live-orders.js';
import { MakerProtection } from './orders/maker-protection.js';
import { MassCancel } from './orders/mass-cancel.js';
import { Matching } from './orders/matching.js';
import { OrderAdmission } from './orders/order-admission.js';
import { OrderChecks } from './orders/order-checks.js';
import { OrderEntry } from './orders/order-entry.js';
import { Quotes } from './orders/quotes.js';
import { SpecialAmend } from './orders/special-amend.js';
import { SpecialArrival } from './orders/special-arrival.js';
import { SpecialEntry } from './orders/special-entry.js';
import { CODE, Outcome } from './reject.js';
import { Reports } from './reports.js';
import { DeliveryDesk } from './rights/delivery-desk.js';
import { DeliveryRecords } from './rights/delivery-records.js';
import { EntitlementDesk } from './rights/entitlement-desk.js';
import { Exercises } from './rights/exercises.js';
import { Payouts } from './rights/payouts.js';
import { Rights } from './rights/rights.js';
import { isRightsCommand, RightsCommands } from './rights/rights-commands.js';
import { SeriesClose } from './rights/series-close.js';
import { State } from './state.js';
import { ACCOUNT_FIELD } from './tables/accounts.js';
import { SEEN, seenCode } from './tables/outcomes.js';
import { PositionBook } from './tables/position-book.js';
import { Admin } from './venue/admin.js';
import { KillSwitches } from './venue/kill-switches.js';
import { Lifecycle } from './venue/lifecycle.js';
import { isForTwo, OPERATOR_ACTIONS, termsOf } from './venue/operator-actions.js';
import { ParameterChanges } from './venue/parameter-changes.js';
import { ParameterValues } from './venue/parameter-values.js';
import { mayCommand, needsClientId } from './venue/permissions.js';
import { ProtectionDesk } from './venue/protection-desk.js';
import { Venue } from './venue/venue.js';
import { ChainCommands, isOfChain } from './wallets/chain-commands.js';

// Bound again as constants of this module: V8 folds those, but reads imported ones every time.
const A = ACCOUNT_FIELD;
const K = COMMAND_KIND;
const { NEW, RECORDED } = SEEN;

/** Commands from here on are the venue's own and have no permission or client id to check. */
const FIRST_VENUE_KIND = K.ADVANCE_TIME;

export interface CoreOptions {
  readonly limits: Limits;
  /** Parameters of other rooms, which the core keeps and journals but does not read. */
  readonly parameters?: readonly ParameterDefinition[];
}

export class Core {
  readonly state: State;
  readonly parameters: ParameterValues;
  readonly changes: ParameterChanges;
  readonly checks: OrderChecks;
  readonly entitlements: EntitlementDesk;
  readonly deliveryDesk: DeliveryDesk;
  readonly lifecycle: Lifecycle;
  readonly live: LiveOrders;
  readonly auctions: Auctions;
  readonly kills: KillSwitches;
  readonly chain: ChainCommands;
  private readonly reports: Reports;
  private readonly orders: OrderEntry;
  private readonly arrival: SpecialArrival;
  private readonly special: SpecialEntry;
  private readonly quotes: Quotes;
  private readonly protection: MakerProtection;
  private readonly massCancel: MassCancel;
  private readonly protectionDesk: ProtectionDesk;
  private readonly rightsCommands: RightsCommands;
  readonly firmQuotes: FirmQuotes;
  private readonly exercises: Exercises;
  private readonly admin: Admin;
  private readonly bundles: Bundles;
  private readonly busts: Busts;
  private readonly venue: Venue;
  private readonly out = new Outcome();

  /** Throws when the limits are not usable: they come from configuration or from the journal's first command. */
  constructor(options: CoreOptions) {
    const problem = limitsProblem(options.limits);
    if (problem !== undefined) throw new RangeError(problem);
    const state = new State(options.limits);
    const reports = new Reports(new EventLog(), state.accounts);
    const parameters = new ParameterValues(state, [
      ...RISK_PARAMETERS,
      ...(options.parameters ?? []),
    ]);
    const positions = new PositionBook(state);
    const live = new LiveOrders(state, reports);
    const brokerLimits = new BrokerLimits(state, parameters);
    const checks = new OrderChecks(state, parameters, brokerLimits);
    const bands = new PriceBands(state, parameters);
    const massCancel = new MassCancel(state, live);
    const protection = new MakerProtection(state, reports, massCancel);
    const auctions = new Auctions({ state, reports, live, parameters, bands, protection });
    const matching = new Matching({ state, reports, live, bands, auctions, protection });
    this.state = state;
    this.reports = reports;
    this.parameters = parameters;
    this.changes = new ParameterChanges(state, reports, parameters, (command) =>
      this.doAdmin(command),
    );
    this.checks = checks;
    this.live = live;
    this.auctions = auctions;
    this.protection = protection;
    this.massCancel = massCancel;
    this.protectionDesk = new ProtectionDesk(state, protection);
    const arrival = new SpecialArrival(state, reports, live, checks, matching, protection);
    const admission = new OrderAdmission(state, reports, live, checks, positions);
    const parts = { state, reports, live, checks, matching, admission, arrival };
    this.arrival = arrival;
    this.special = new SpecialEntry(parts);
    this.orders = new OrderEntry({
      ...parts,
      specialAmend: new SpecialAmend(parts),
    });
    this.quotes = new Quotes(state, reports, live, checks, matching, positions, protection);
    const { quotes } = this;
    this.firmQuotes = new FirmQuotes({ ...parts, positions, quotes });
    this.entitlements = new EntitlementDesk(state, reports);
    const records = new DeliveryRecords(state, reports);
    const payouts = new Payouts(state, positions, parameters);
    const exercises = new Exercises(state, reports, records, payouts, this.entitlements);
    this.exercises = exercises;
    this.deliveryDesk = new DeliveryDesk(
      state,
      records,
      exercises,
      payouts,
      this.entitlements,
      parameters,
    );
    const rights = new Rights({
      state,
      reports,
      positions,
      quotes: this.quotes,
      massCancel,
      live,
      exercises,
      payouts,
      parameters,
    });
    this.rightsCommands = new RightsCommands(state, rights, this.deliveryDesk);
    this.admin = new Admin({
      state,
      reports,
      brokerLimits,
      quotes: this.quotes,
    });
    this.kills = new KillSwitches({ state, reports, massCancel, quotes: this.quotes });
    this.bundles = new Bundles({ state, reports, live, checks, matching, positions });
    this.busts = new Busts(state, reports, brokerLimits);
    this.venue = new Venue({
      state,
      reports,
      admin: this.admin,
      massCancel,
      quotes: this.quotes,
      arrival,
      auctions,
    });
    this.chain = new ChainCommands(state, reports, this.kills, parameters);
    this.lifecycle = new Lifecycle({
      chain: this.chain,
      state,
      reports,
      live,
      parameters,
      auctions,
      quotes: this.quotes,
      desk: this.deliveryDesk,
      exercises,
      arrival,
      changes: this.changes,
      close: new SeriesClose({
        state,
        reports,
        live,
        positions,
        rights,
        exercises,
        payouts,
      }),
    });
  }

  /** Where events go. */
  get events(): EventLog {
    return this.reports.log;
  }

  /** From now on events go here: one log per turn, so that a turn's events live until they were released. */
  set events(log: EventLog) {
    this.reports.log = log;
  }

  /** Applies one command. Its events are appended to `events`; the caller clears them between turns. */
  apply(c: Command): void {
    const { state } = this;
    state.advance(c.timeMs);
    this.reports.begin();
    this.exercises.begin();
    if (c.kind === K.START_EPOCH) {
      this.venue.startEpoch(c.body as ColdBodies['startEpoch'], c.timeMs);
    }
    this.lifecycle.run(c.kind < FIRST_VENUE_KIND);
    // An auction may have tripped a maker; what comes now does not meet it any more.
    this.protection.pull();
    if (c.kind >= FIRST_VENUE_KIND) this.applyVenue(c);
    else if (c.kind === K.PLACE_ORDER) this.placeOrder(c);
    else this.applyAccount(c);
    this.protection.pull();
    // While anything due has not ended nothing trades.
    if (this.arrival.isPending && state.timers.nextDueMs > state.timeMs) this.arrival.stretch();
  }

  /** Rebuilds what is derived from state, after the columns and the registry were restored. */
  restored(): void {
    this.parameters.rebuild();
    this.state.wallets.rebuild();
  }

  private placeOrder(c: Command): void {
    const { state, out } = this;
    const { accountId, clientId } = c;
    if (!state.accounts.exists(accountId)) return;
    if (clientId < 1) {
      this.reports.refused(c, CODE.INVALID_FIELD, FIELD_ID.client_order_id, false, 0, 0);
      return;
    }
    const { outcomes } = state;
    const seen = outcomes.lookup(accountId, clientId);
    if (seen === RECORDED) {
      const { foundCode, foundReference, foundSequence } = outcomes;
      this.reports.refused(c, foundCode, 0, true, foundReference, foundSequence);
      return;
    }
    if (seen !== NEW) {
      this.reports.refused(c, seenCode(seen), FIELD_ID.client_order_id, false, 0, 0);
      return;
    }
    if (!mayCommand(state.accounts.get(accountId, A.role), c.kind)) out.refuse(CODE.ROLE);
    else {
      out.refuse(0);
      if (c.isSpecial) this.special.place(c, out);
      else this.orders.place(c, out);
    }
    outcomes.record(accountId, clientId, out.code, out.reference, state.sequence);
    if (out.code !== 0) this.reports.refused(c, out.code, out.field, false, 0, 0);
  }

  /** Whether a cancel or an amend names a live order of the account. Between commands; changes nothing. */
  hasOrder(accountId: number, command: Command): boolean {
    return this.orders.has(accountId, command);
  }

  private applyAccount(c: Command): void {
    const { state, out, reports } = this;
    const { accountId, clientId, kind } = c;
    if (!state.accounts.exists(accountId)) return;
    const isIdempotent = clientId > 0 && kind !== K.GET_OUTCOME;
    if (isIdempotent) {
      const { outcomes } = state;
      const seen = outcomes.lookup(accountId, clientId);
      if (seen === RECORDED) {
        const { foundCode, foundReference, foundSequence } = outcomes;
        reports.result(accountId, clientId, foundCode, 0, foundReference, 0, true, foundSequence);
        return;
      }
      if (seen !== NEW) {
        reports.result(accountId, clientId, seenCode(seen), FIELD_ID.client_request_id, 0, 0);
        return;
      }
    } else if (needsClientId(kind)) {
      reports.result(accountId, 0, CODE.INVALID_FIELD, FIELD_ID.client_request_id, 0, 0);
      return;
    }
    if (!mayCommand(state.accounts.get(accountId, A.role), kind)) out.refuse(CODE.ROLE);
    else {
      out.refuse(0);
      this.dispatch(c);
    }
    if (isIdempotent) {
      state.outcomes.record(accountId, clientId, out.code, out.reference, state.sequence);
    }
    // A cancel or amend that worked is told by its order event, an outcome by its own result.
    const isTold =
      out.code === 0 &&
      (kind === K.CANCEL_ORDER || kind === K.AMEND_ORDER || kind === K.GET_OUTCOME);
    if (!isTold) {
      reports.result(accountId, clientId, out.code, out.field, out.reference, out.affected);
    }
  }

  private dispatch(c: Command): void {
    const { out } = this;
    const { accountId } = c;
    switch (c.kind) {
      case K.CANCEL_ORDER:
        return this.orders.cancel(c, out);
      case K.AMEND_ORDER:
        return this.orders.amend(c, out);
      case K.MASS_CANCEL: {
        const body = c.body as ColdBodies['massCancel'];
        return out.done(0, this.massCancel.run(accountId, body, CANCEL_REASON.REQUESTED));
      }
      case K.MASS_QUOTE:
        return out.done(0, this.quotes.massQuote(c.body as ColdBodies['massQuote']));
      case K.MARK_UPDATE:
        return this.venue.mark(c.body as ColdBodies['markUpdate'], out);
      case K.GET_OUTCOME:
        return this.getOutcome(c);
      case K.PLACE_BUNDLE:
        return this.bundles.place(c, out);
      case K.REQUEST_QUOTE:
        return this.firmQuotes.request(c, out);
      case K.OFFER_QUOTE:
        return this.firmQuotes.offer(c.body as ColdBodies['offerQuote'], out);
      case K.ACCEPT_QUOTE:
        return this.firmQuotes.accept(c, out);
      default:
        return isRightsCommand(c.kind) ? this.rightsCommands.apply(c, out) : this.dispatchAdmin(c);
    }
  }

  private dispatchAdmin(c: Command): void {
    if (isForTwo(c) && this.changes.needsApproval(OPERATOR_ACTIONS)) {
      return this.changes.askFor(c.accountId, termsOf(c), this.out);
    }
    this.doAdmin(c);
  }

  private doAdmin(c: Command): void {
    const { admin, out } = this;
    const { accountId } = c;
    switch (c.kind) {
      case K.MOVE_COLLATERAL: {
        const { amountMicroPat } = c.body as ColdBodies['moveCollateral'];
        return admin.moveCollateral(accountId, amountMicroPat, out);
      }
      case K.SET_PROTECTION: {
        const body = c.body as ColdBodies['setProtection'];
        return this.protectionDesk.set(accountId, body, out);
      }
      case K.RESET_PROTECTION: {
        const body = c.body as ColdBodies['resetProtection'];
        return this.protectionDesk.reset(accountId, body, out);
      }
      case K.CANCEL_WALLET_LINK: {
        const body = c.body as ColdBodies['cancelWalletLink'];
        return this.chain.cancelLink(accountId, body, out);
      }
      case K.OPEN_ACCOUNT:
        return admin.openAccount(c.body as ColdBodies['openAccount'], out);
      case K.UPDATE_ACCOUNT:
        return admin.updateAccount(c.body as ColdBodies['updateAccount'], out);
      case K.ADD_KEY:
        return admin.addKey(c.body as ColdBodies['addKey'], out);
      case K.REVOKE_KEY:
        return admin.revokeKey(c.body as ColdBodies['revokeKey'], out);
      case K.DEPOSIT:
        return admin.deposit(c.body as ColdBodies['deposit'], out);
      case K.WITHDRAW:
        return admin.withdraw(c.body as ColdBodies['withdraw'], out);
      case K.DEFINE_CONTRACT:
        return admin.defineContract(c.body as ColdBodies['defineContract'], out);
      case K.OPEN_SERIES:
        return this.lifecycle.openSeries(c.body as ColdBodies['openSeries'], out);
      case K.SET_PARAMETER:
        return this.changes.set(accountId, c.body as ColdBodies['setParameter'], out);
      case K.APPROVE_PARAMETER:
        return this.changes.approve(accountId, c.body as ColdBodies['approveParameter'], out);
      case K.WITHDRAW_PARAMETER:
        return this.changes.withdraw(c.body as ColdBodies['withdrawParameter'], out);
      case K.ROLL_BACK_PARAMETER:
        return this.changes.rollBack(accountId, c.body as ColdBodies['rollBackParameter'], out);
      case K.REQUIRE_APPROVAL:
        return this.changes.requireApproval(
          accountId,
          c.body as ColdBodies['requireApproval'],
          out,
        );
      case K.SET_PHASE:
        return admin.setPhase((c.body as ColdBodies['setPhase']).phase, out);
      case K.KILL:
        return this.kills.ask(c, out);
      case K.RELEASE_KILL:
        return this.kills.release(accountId, c.body as ColdBodies['releaseKill'], out);
      case K.HALT_SERIES:
        return this.lifecycle.halt((c.body as ColdBodies['haltSeries']).seriesId, out);
      case K.RESUME_SERIES:
        return this.lifecycle.resume((c.body as ColdBodies['resumeSeries']).seriesId, out);
      case K.BUST_TRADE: {
        const body = c.body as ColdBodies['bustTrade'];
        return this.busts.bust(body.seriesId, body.tradeId, out);
      }
      case K.GRANT_ENTITLEMENT:
        return this.entitlements.grant(c.body as ColdBodies['grantEntitlement'], out);
      case K.REVOKE_ENTITLEMENT: {
        const body = c.body as ColdBodies['revokeEntitlement'];
        return this.entitlements.revoke(body.entitlementId, out);
      }
      case K.SET_QUOTER_STATE:
        return admin.setQuoterState(accountId, c.body as ColdBodies['setQuoterState'], out);
      default:
        check(c.kind === K.SET_CONFIDENCE, 'I19: a command of an unknown kind');
        return admin.setConfidence(c.body as ColdBodies['setConfidence'], out);
    }
  }

  /** Definitely accepted, definitely refused, or definitely never seen: then the id is refused from now on. */
  private getOutcome(c: Command): void {
    const { reports } = this;
    const { outcomes, sequence } = this.state;
    const { accountId, clientId } = c;
    const seen = clientId < 1 ? SEEN.NOT_ASCENDING : outcomes.lookup(accountId, clientId);
    if (seen === RECORDED) {
      const { foundCode, foundReference, foundSequence } = outcomes;
      reports.result(accountId, clientId, foundCode, 0, foundReference, 0, true, foundSequence);
      return;
    }
    let code: number = CODE.NEVER_SEEN;
    if (seen === SEEN.NEW) outcomes.record(accountId, clientId, CODE.ID_REFUSED, 0, sequence);
    else if (seen !== SEEN.NOT_ASCENDING) code = seenCode(seen);
    reports.result(accountId, clientId, code, 0, 0, 0);
  }

  private applyVenue(c: Command): void {
    const { venue, out } = this;
    if (isOfChain(c.kind)) return this.chain.apply(c, out);
    switch (c.kind) {
      // What these do they do before anything that is due.
      case K.ADVANCE_TIME:
      case K.START_EPOCH:
        return;
      case K.OPEN_SESSION:
        return venue.openSession(c, c.body as ColdBodies['openSession']);
      case K.CLOSE_SESSION:
        return venue.closeSession(c, c.body as ColdBodies['closeSession']);
      case K.QUOTER_CHECKPOINT:
        return venue.keepCheckpoint(c.body as ColdBodies['quoterCheckpoint']);
      case K.INITIALIZE_VENUE:
        return venue.initialize(c.body as ColdBodies['initializeVenue']);
      default:
        check(c.kind === K.SET_CORE_VERSION, 'I19: a command of an unknown kind');
        return venue.setCoreVersion((c.body as ColdBodies['setCoreVersion']).coreVersion, out);
    }
  }
}
