/**
 * The core: `apply(command)` changes the state and writes events; nothing else does either.
 *
 * Pure: no clock, no randomness, no I/O; the same commands give the same state and the same events, byte for byte.
 * Every command, whatever it holds, ends in events and never in an exception; an exception is a broken invariant, our
 * bug, and stops the engine. Order within a command: time, due work, permission, the client id, the command itself.
 */

import {
  CANCEL_REASON,
  COMMAND_KIND,
  type ColdBodies,
  type Command,
  FIELD_ID,
  type Limits,
  mayRole,
  needsClientId,
  ORIGIN,
  originOf,
} from '../../values/index.js';
import { Clearings } from './clearing/clearings.js';
import { ForwardCalls } from './clearing/forward-calls.js';
import { ForwardDefault } from './clearing/forward-default.js';
import { ForwardOpening } from './clearing/forward-opening.js';
import { CashEnding } from './clearing/margin/cash-ending.js';
import { type Margin, marginOf } from './clearing/margin/margin.js';
import type { Calendar } from './instruments/calendar.js';
import { Listing } from './instruments/listing.js';
import { ACCOUNT_FIELD } from './kernel/accounts.js';
import { check } from './kernel/check.js';
import { SEEN, seenCode } from './kernel/client-id-results.js';
import { EventWriter } from './kernel/event-writer.js';
import { EventLog } from './kernel/events.js';
import {
  type AccountHandlers,
  type HandlerTable,
  handle,
  handlerTable,
  type VenueHandlers,
} from './kernel/handlers.js';
import { limitsProblem } from './kernel/limits.js';
import { CODE, Result } from './kernel/reject.js';
import { State } from './kernel/state.js';
import { Market } from './resources/market.js';
import { CollateralCalls } from './rights/collateral-calls.js';
import { CollateralDefaults } from './rights/collateral-defaults.js';
import { CollateralReview } from './rights/collateral-review.js';
import { DeliveryDesk } from './rights/delivery-desk.js';
import { DeliveryRecords } from './rights/delivery-records.js';
import { EntitlementDesk } from './rights/entitlement-desk.js';
import { Exercises } from './rights/exercises.js';
import { FailureWaterfall } from './rights/failure-waterfall.js';
import { Payouts } from './rights/payouts.js';
import { Rights } from './rights/rights.js';
import { RightsCommands } from './rights/rights-commands.js';
import { SeriesClose } from './rights/series-close.js';
import { Shortfalls } from './rights/shortfalls.js';
import { Ticketing } from './rights/ticketing.js';
import { AdvancedAmend } from './trading/advanced/amend.js';
import { AdvancedArrival } from './trading/advanced/arrival.js';
import { AdvancedEntry } from './trading/advanced/entry.js';
import { Auctions } from './trading/auctions/auctions.js';
import { PriceBands } from './trading/auctions/price-bands.js';
import { BrokerLimits } from './trading/broker-limits.js';
import { Bundles } from './trading/bundles.js';
import { Busts } from './trading/busts.js';
import { FirmQuotes } from './trading/firm-quotes.js';
import { MakerProtection } from './trading/maker-protection.js';
import { MassCancel } from './trading/mass-cancel.js';
import { Matching } from './trading/matching.js';
import { OrderAdmission } from './trading/order-admission.js';
import { OrderChecks } from './trading/order-checks.js';
import { OrderEntry } from './trading/order-entry.js';
import { OrderRecords } from './trading/order-records.js';
import { PositionBook } from './trading/position-book.js';
import { Quotes } from './trading/quotes.js';
import { Admin } from './venue/admin.js';
import { AgentDesk } from './venue/agent-desk.js';
import { AgentSpending } from './venue/agent-spending.js';
import { CaseDesk } from './venue/case-desk.js';
import { IdempotencyDesk } from './venue/idempotency-desk.js';
import { KillSwitches } from './venue/kill-switches.js';
import { Lifecycle } from './venue/lifecycle.js';
import { isForTwo, OPERATOR_ACTIONS, termsOf } from './venue/operator-actions.js';
import { OwnAccountsDesk } from './venue/own-accounts-desk.js';
import { ParameterChanges } from './venue/parameters/changes.js';
import { PARAMETERS } from './venue/parameters/definitions.js';
import { ParameterValues } from './venue/parameters/values.js';
import { Phases } from './venue/phases/phases.js';
import { ProtectionDesk } from './venue/protection-desk.js';
import { SignInDesk } from './venue/sign-in-desk.js';
import { Venue } from './venue/venue.js';
import { ChainCommands } from './wallets/chain-commands.js';

// Bound again as constants of this module: V8 folds those, but reads imported ones every time.
const A = ACCOUNT_FIELD;
const K = COMMAND_KIND;
const { NEW, RECORDED } = SEEN;
const { ACCOUNT, VENUE, CHAIN } = ORIGIN;

export interface CoreOptions {
  readonly limits: Limits;
}

export class Core {
  readonly state: State;
  readonly parameters: ParameterValues;
  readonly changes: ParameterChanges;
  readonly checks: OrderChecks;
  readonly entitlements: EntitlementDesk;
  readonly market: Market;
  readonly deliveryDesk: DeliveryDesk;
  readonly calls: CollateralCalls;
  readonly review: CollateralReview;
  readonly lifecycle: Lifecycle;
  readonly calendar: Calendar;
  readonly live: OrderRecords;
  readonly auctions: Auctions;
  readonly kills: KillSwitches;
  readonly chain: ChainCommands;
  readonly phases: Phases;
  readonly margin: Margin;
  private readonly reports: EventWriter;
  private readonly orders: OrderEntry;
  private readonly arrival: AdvancedArrival;
  private readonly special: AdvancedEntry;
  private readonly quotes: Quotes;
  private readonly protection: MakerProtection;
  private readonly massCancel: MassCancel;
  readonly firmQuotes: FirmQuotes;
  private readonly exercises: Exercises;
  private readonly venue: Venue;
  /** By kind, of the commands of accounts and of the venue. */
  private readonly handlers: HandlerTable;
  private readonly venueHandlers: HandlerTable;
  private readonly agents: AgentSpending;
  private readonly out = new Result();
  // Made once: a method that makes a function of its arguments allocates each time it is entered.
  private readonly placeForAgent = (c: Command): void => this.orders.place(c, this.out);
  private readonly dispatchForAgent = (c: Command): void => this.dispatch(c);

  /** Throws when the limits are not usable: they come from configuration or from the journal's first command. */
  constructor(options: CoreOptions) {
    const problem = limitsProblem(options.limits);
    if (problem !== undefined) throw new RangeError(problem);
    const state = new State(options.limits);
    const reports = new EventWriter(new EventLog(), state.accounts);
    const parameters = new ParameterValues(state, PARAMETERS);
    const positions = new PositionBook(state);
    const clearings = new Clearings(state, parameters, reports);
    const live = new OrderRecords(state, reports, clearings);
    const brokerLimits = new BrokerLimits(state, parameters);
    const checks = new OrderChecks(state, clearings, parameters, brokerLimits);
    const bands = new PriceBands(state, parameters);
    const massCancel = new MassCancel(state, live);
    const protection = new MakerProtection(state, reports, massCancel);
    const clearing = { state, reports, clearings, live, bands, protection };
    const auctions = new Auctions({ ...clearing, parameters });
    const matching = new Matching({ ...clearing, auctions });
    this.state = state;
    this.reports = reports;
    this.parameters = parameters;
    this.changes = new ParameterChanges(state, reports, parameters, (command) => this.act(command));
    this.checks = checks;
    this.live = live;
    this.auctions = auctions;
    this.protection = protection;
    this.massCancel = massCancel;
    const protectionDesk = new ProtectionDesk(state, protection);
    const admission = new OrderAdmission(state, reports, live, checks, positions);
    const entering = { state, reports, live, checks, matching, admission };
    const arrival = new AdvancedArrival({ ...entering, protection });
    const parts = { ...entering, arrival };
    this.arrival = arrival;
    this.special = new AdvancedEntry(parts);
    this.orders = new OrderEntry({
      ...parts,
      specialAmend: new AdvancedAmend(parts),
    });
    this.quotes = new Quotes(state, reports, live, checks, matching, positions, protection);
    const { quotes } = this;
    this.firmQuotes = new FirmQuotes({ ...parts, clearings, positions, quotes });
    this.entitlements = new EntitlementDesk(state, reports);
    this.market = new Market(state, reports, this.entitlements);
    const records = new DeliveryRecords(state, reports);
    this.calls = new CollateralCalls(state, reports, parameters);
    const { calls, entitlements, orders } = this;
    const payouts = new Payouts(state, positions, parameters, calls);
    const tickets = new Ticketing({ state, reports, records, entitlements, parameters });
    const waterfall = new FailureWaterfall({ ...parts, parameters, payouts, orders, massCancel });
    const shortfalls = new Shortfalls(state, payouts);
    const exercises = new Exercises({
      ...{ state, reports, tickets, payouts, entitlements, waterfall, shortfalls },
    });
    this.exercises = exercises;
    this.phases = new Phases({ state, reports, parameters, live });
    const { phases } = this;
    const { indexing } = phases;
    this.deliveryDesk = new DeliveryDesk({
      ...{ state, records, exercises, payouts, entitlements, parameters, indexing },
    });
    const defaults = new CollateralDefaults({
      ...{ state, reports, calls, payouts, waterfall, quotes, massCancel },
    });
    const forwardDefault = new ForwardDefault(state, reports);
    const forwards = new ForwardCalls({
      ...{ state, parameters, clearing: clearings.forward, calls, defaults: forwardDefault },
    });
    const review = new CollateralReview({ state, parameters, calls, defaults, forwards });
    this.review = review;
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
      review,
    });
    const rightsCommands = new RightsCommands(state, rights, this.deliveryDesk);
    const signIn = new SignInDesk(state, reports, () =>
      this.changes.needsApproval(OPERATOR_ACTIONS),
    );
    this.agents = new AgentSpending(state);
    const admin = new Admin({
      state,
      qualifications: phases.qualifications,
      signIn,
      reports,
      brokerLimits,
      quotes: this.quotes,
    });
    this.kills = new KillSwitches({ state, reports, massCancel, quotes: this.quotes });
    const bundles = new Bundles({ state, reports, clearings, live, checks, matching, positions });
    const busts = new Busts({ state, reports, clearings, limits: brokerLimits, protection });
    this.venue = new Venue({
      state,
      reports,
      admin,
      massCancel,
      quotes: this.quotes,
      arrival,
      auctions,
    });
    this.chain = new ChainCommands(state, reports, this.kills, parameters);
    this.margin = marginOf({
      ...{ state, reports, parameters, clearing: clearings.cash, indexing },
      ...{ orders, checks, massCancel },
    });
    const { margin } = this;
    const opening = { state, reports, parameters, auctions, review };
    const listing = new Listing({ ...opening, cash: margin.desk });
    this.lifecycle = new Lifecycle({
      chain: this.chain,
      state,
      reports,
      live,
      auctions,
      quotes: this.quotes,
      desk: this.deliveryDesk,
      exercises,
      arrival,
      changes: this.changes,
      market: this.market,
      review,
      phases,
      margin: margin.run,
      cashEnding: new CashEnding(state, live, positions),
      opening: new ForwardOpening({ ...parts, auctions, calls, defaults: forwardDefault }),
      close: new SeriesClose({
        ...{ state, reports, live, positions },
        ...{ rights, exercises, payouts, shortfalls },
      }),
    });
    const ofAccounts: AccountHandlers = {
      ...bundles.handlers,
      ...this.firmQuotes.handlers,
      ...rightsCommands.handlers,
      ...admin.handlers,
      ...phases.handlers,
      ...margin.desk.handlers,
      ...protectionDesk.handlers,
      ...listing.handlers,
      ...this.lifecycle.handlers,
      ...this.changes.handlers,
      ...this.kills.handlers,
      ...busts.handlers,
      ...this.entitlements.handlers,
      ...this.chain.accountHandlers,
      ...this.market.handlers,
      ...signIn.handlers,
      ...new AgentDesk(state, reports).handlers,
      ...new CaseDesk(state).handlers,
    };
    const ofVenue: VenueHandlers = {
      ...this.venue.handlers,
      ...signIn.venueHandlers,
      ...listing.venueHandlers,
      ...new IdempotencyDesk(state).venueHandlers,
      ...new OwnAccountsDesk(state, reports, admin).venueHandlers,
    };
    this.handlers = handlerTable(ofAccounts);
    this.venueHandlers = handlerTable(ofVenue);
    this.calendar = listing.calendar;
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
      this.phases.measuring.arm();
    }
    const origin = originOf(c.kind);
    this.lifecycle.run(origin === ACCOUNT);
    // An auction may have tripped a maker; what comes now does not meet it any more.
    this.protection.pull();
    const armed = state.idempotency.takeArmed(c.accountId, c.kind);
    this.agents.begin(armed === 0 ? 0 : state.idempotency.armedAgent);
    if (c.kind === K.PLACE_ORDER) this.placeOrder(c);
    else if (origin === ACCOUNT) this.applyAccount(c);
    else if (origin === VENUE) handle(this.venueHandlers, c, this.out);
    else if (origin === CHAIN) this.chain.apply(c, this.out);
    else this.refuseUnknown(c);
    if (armed !== 0) this.complete(armed);
    if (c.kind !== K.PLACE_ORDER) state.members.follow();
    this.protection.pull();
    // While anything due has not ended nothing trades.
    if (this.arrival.isPending && state.timers.nextDueMs > state.timeMs) this.arrival.stretch();
  }

  /** Rebuilds what is derived from state, after the columns and the registry were restored. */
  restored(): void {
    this.parameters.rebuild();
    this.state.wallets.rebuild();
    this.state.accounts.rebuild();
    this.state.members.rebuild();
    this.state.idempotency.rebuild();
  }

  /** A command that came with an idempotency key is done: what became of it is kept with the key. */
  private complete(armed: number): void {
    const { code, field, reference, affected } = this.out;
    const { idempotency, sequence } = this.state;
    idempotency.complete(armed, { code, field, reference, affected, sequence });
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
      out.found(foundCode, foundReference);
      this.reports.refused(c, foundCode, 0, true, foundReference, foundSequence);
      return;
    }
    if (seen !== NEW) {
      out.refuse(seenCode(seen), FIELD_ID.client_order_id);
      this.reports.refused(c, out.code, out.field, false, 0, 0);
      return;
    }
    if (!mayRole(state.accounts.get(accountId, A.role), c.kind)) out.refuse(CODE.ROLE);
    else {
      out.refuse(0);
      if (this.agents.isActing) this.agents.run(c, out, this.placeForAgent);
      else if (c.isSpecial) this.special.place(c, out);
      else this.orders.place(c, out);
    }
    outcomes.record(accountId, clientId, out.code, out.reference, state.sequence);
    if (out.code === 0) return;
    const { check } = this.checks;
    const missing = out.code === CODE.MARGIN && check.isCash ? check.missingMicroPat : 0;
    this.reports.refused(c, out.code, out.field, false, 0, 0, missing);
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
        out.found(foundCode, foundReference);
        reports.result(accountId, clientId, foundCode, 0, foundReference, 0, true, foundSequence);
        return;
      }
      if (seen !== NEW) {
        out.refuse(seenCode(seen), FIELD_ID.client_request_id);
        reports.result(accountId, clientId, out.code, out.field, 0, 0);
        return;
      }
    } else if (needsClientId(kind)) {
      reports.result(accountId, 0, CODE.INVALID_FIELD, FIELD_ID.client_request_id, 0, 0);
      return;
    }
    if (!mayRole(state.accounts.get(accountId, A.role), kind)) out.refuse(CODE.ROLE);
    else {
      out.refuse(0);
      if (this.agents.isActing) this.agents.run(c, out, this.dispatchForAgent);
      else this.dispatch(c);
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

  /** Kinds that are frequent are told apart here; the others are handled by their desks. */
  private dispatch(c: Command): void {
    const { out } = this;
    switch (c.kind) {
      case K.CANCEL_ORDER:
        return this.orders.cancel(c, out);
      case K.AMEND_ORDER:
        return this.orders.amend(c, out);
      case K.MASS_CANCEL: {
        const body = c.body as ColdBodies['massCancel'];
        return out.done(0, this.massCancel.run(c.accountId, body, CANCEL_REASON.REQUESTED));
      }
      case K.MASS_QUOTE:
        return out.done(0, this.quotes.massQuote(c.body as ColdBodies['massQuote']));
      case K.MARK_UPDATE:
        return this.venue.mark(c.body as ColdBodies['markUpdate'], out);
      case K.GET_OUTCOME:
        return this.getOutcome(c);
      default:
        if (isForTwo(c) && this.changes.needsApproval(OPERATOR_ACTIONS)) {
          return this.changes.askFor(c.accountId, termsOf(c), out);
        }
        return this.act(c);
    }
  }

  /** Does what the desk of a command does, also when it was asked for earlier and approved now. */
  private act(c: Command): void {
    check(handle(this.handlers, c, this.out), 'I19: a command of an unknown kind');
    if (this.out.code !== 0 || c.kind !== K.ADD_KEY) return;
    this.state.members.changed((c.body as ColdBodies['addKey']).targetAccountId);
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

  /** A number that is no command: refused to the account that is named, and nothing else happens. */
  private refuseUnknown({ accountId, clientId }: Command): void {
    if (!this.state.accounts.exists(accountId)) return;
    this.reports.result(accountId, clientId, CODE.UNKNOWN_MESSAGE, 0, 0, 0);
  }
}
