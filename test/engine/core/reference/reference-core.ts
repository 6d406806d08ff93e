/**
 * The reference core: the same commands, the same facts, by the most direct way from the rulebook and the comments of
 * the schema. It shares with the real core only value types: enums, codes, contract keys, parameter definitions.
 */
import { CODE } from '../../../../src/engine/core/index.js';
import { RISK_PARAMETERS } from '../../../../src/risk/index.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  CANCEL_REASON,
  type ColdBodies,
  type ColdKind,
  type Command,
  COMMAND_KIND as K,
  type Limits,
} from '../../../../src/values/index.js';
import { declared } from '../../../support/declarations.js';
import { Administration } from './administration.js';
import { AdvancedBook } from './advanced.js';
import { Auctions } from './auctions.js';
import { Bundles } from './bundles.js';
import { Chain } from './chain.js';
import { Checks, no } from './checks.js';
import { Collateral } from './collateral.js';
import { Delivering } from './delivering.js';
import { isOpen } from './entitling.js';
import { Forwards } from './forwards.js';
import { Lifecycle } from './lifecycle.js';
import { ClientIdResults } from './outcomes.js';
import { mayCommand, needsClientId } from './permissions.js';
import { Protecting } from './protecting.js';
import { Quoting } from './quoting.js';
import { Rights } from './rights.js';
import { done, isRefusal, type Result, Trading } from './trading.js';
import { type Account, type Fact, type Order, type Token, type Value, World } from './world.js';

/** Says which thing an id of the real core stands for. */
export type Resolve = (kind: 'order' | 'delivery' | 'entitlement', id: number) => Token | undefined;

export class ReferenceCore {
  readonly world: World;
  readonly checks: Checks;
  readonly rights: Rights;
  private readonly resolve: Resolve;
  private readonly trading: Trading;
  private readonly bundles: Bundles;
  private readonly auctions: Auctions;
  private readonly quoting: Quoting;
  private readonly delivering: Delivering;
  private readonly lifecycle: Lifecycle;
  private readonly administration: Administration;
  private readonly outcomes: ClientIdResults;
  private readonly specials: AdvancedBook;
  private readonly chain: Chain;
  private readonly protecting: Protecting;

  constructor(limits: Limits, resolve: Resolve) {
    const world = new World(limits);
    const checks = new Checks(world, RISK_PARAMETERS);
    const trading = new Trading(world, checks);
    const outcomes = new ClientIdResults(world);
    const specials = new AdvancedBook(world, checks, trading, outcomes);
    trading.specials = specials;
    this.specials = specials;
    const protecting = new Protecting(world, trading);
    trading.protecting = protecting;
    this.protecting = protecting;
    const quoting = new Quoting(world, checks, trading);
    const delivering = new Delivering(world, checks, trading);
    const collateral = new Collateral({ world, checks, trading, quoting, delivering });
    const rights = new Rights({ world, checks, trading, quoting, delivering, collateral });
    const auctions = new Auctions(world, checks, trading);
    trading.auctions = auctions;
    this.auctions = auctions;
    const forwards = new Forwards({ world, checks, trading, auctions, collateral });
    const lifecycle = new Lifecycle({
      forwards,
      world,
      trading,
      quoting,
      rights,
      delivering,
      auctions,
      collateral,
    });
    this.world = world;
    this.checks = checks;
    this.resolve = resolve;
    this.trading = trading;
    this.bundles = new Bundles(world, checks, trading);
    this.quoting = quoting;
    this.delivering = delivering;
    this.rights = rights;
    this.lifecycle = lifecycle;
    this.administration = new Administration({
      world,
      checks,
      trading,
      quoting,
      rights,
      lifecycle,
      definitions: RISK_PARAMETERS,
    });
    const linkDelayMs = () => checks.parameter('wallet_link_delay_ms');
    this.chain = new Chain(world, this.administration, linkDelayMs);
    this.outcomes = outcomes;
  }

  /** Applies a command and answers what happened. */
  apply(c: Command): readonly Fact[] {
    const { world } = this;
    world.sequence += 1;
    world.timeMs = Math.max(world.timeMs, c.timeMs);
    world.facts = [];
    this.delivering.begin();
    if (c.kind === K.START_EPOCH) this.startEpoch(c);
    const origin = declared(c.kind)?.origin;
    this.lifecycle.run(origin === 'ACCOUNT');
    this.protecting.pull();
    if (origin === 'CHAIN') this.chain.apply(c);
    else if (origin === 'VENUE') this.venue(c);
    else {
      const account = world.account(c.accountId);
      if (account) this.command(account, c);
    }
    this.protecting.pull();
    this.specials.stretch();
    return world.facts;
  }

  private command(account: Account, c: Command): void {
    const { world, outcomes } = this;
    const hasId = c.clientId > 0 && c.kind !== K.GET_OUTCOME;
    if (hasId ? this.isTaken(account, c) : this.lacksId(account, c)) return;
    const result = mayCommand(account.role, c.kind) ? this.perform(account, c) : no(CODE.ROLE);
    if (result === undefined) return;
    if (isRefusal(result)) {
      if (hasId) outcomes.record(account, c.clientId, result.code, 0, world.sequence);
      return this.sayOutcome(account, c, result);
    }
    const { reference, affected } = result;
    if (hasId) outcomes.record(account, c.clientId, 0, reference, world.sequence);
    // Orders that were accepted, cancelled or amended are told by their own event.
    const told: readonly number[] = [K.PLACE_ORDER, K.CANCEL_ORDER, K.AMEND_ORDER];
    if (!told.includes(c.kind)) this.sayResult(account, c, no(0), reference, affected);
  }

  /** Whether the client id was used before or cannot be used; then that is told. */
  private isTaken(account: Account, c: Command): boolean {
    const { code, recorded } = this.outcomes.lookup(account, c.clientId);
    const field = c.kind === K.PLACE_ORDER ? 'client_order_id' : 'client_request_id';
    if (recorded) this.sayOutcome(account, c, no(code), recorded.reference, recorded.sequence);
    else if (code !== 0) this.sayOutcome(account, c, no(code, field));
    return recorded !== undefined || code !== 0;
  }

  /** Whether a command lacks the client id it needs; then that is told. */
  private lacksId(account: Account, c: Command): boolean {
    const isOrder = c.kind === K.PLACE_ORDER;
    const lacks = needsClientId(c.kind);
    const field = isOrder ? 'client_order_id' : 'client_request_id';
    if (lacks) this.sayOutcome(account, c, no(CODE.INVALID_FIELD, field));
    return lacks;
  }

  /** Undefined for a command that tells its result itself. */
  private perform(account: Account, c: Command): Result | undefined {
    const { trading } = this;
    switch (c.kind) {
      case K.PLACE_ORDER:
        return c.isSpecial ? this.specials.place(account, c) : trading.place(account, c);
      case K.CANCEL_ORDER:
        return trading.cancel(this.orderOf(account, c));
      case K.AMEND_ORDER:
        return trading.amend(account, this.orderOf(account, c), c.priceTicks, c.lots);
      case K.MASS_CANCEL: {
        const reason = CANCEL_REASON.REQUESTED;
        return done(0, trading.massCancel(account.id, body<'massCancel'>(c), reason));
      }
      case K.PLACE_BUNDLE:
        return this.bundles.place(account, c, body<'placeBundle'>(c).legs);
      case K.MASS_QUOTE: {
        const { quotes, basedOnSequence } = body<'massQuote'>(c);
        return done(0, this.quoting.massQuote(quotes, basedOnSequence));
      }
      case K.MARK_UPDATE:
        return this.administration.mark(body<'markUpdate'>(c).marks);
      case K.GET_OUTCOME:
        return this.getOutcome(account, c);
      default:
        return this.performRights(account, c) ?? this.performAdministration(account, c);
    }
  }

  private performRights(account: Account, c: Command): Result | undefined {
    const { rights, delivering, world } = this;
    const delivery = () => {
      const { deliveryId } = body<'acceptDelivery'>(c);
      const token = this.resolve('delivery', deliveryId);
      return world.deliveries.find((one) => one.token === token);
    };
    switch (c.kind) {
      case K.EXERCISE_RIGHTS: {
        const { seriesId, quantityLots } = body<'exerciseRights'>(c);
        return rights.exercise(account, seriesId, quantityLots);
      }
      case K.ESCROW_CAPACITY:
        return this.escrowCapacity(account, body<'escrowCapacity'>(c));
      case K.MINT_RIGHTS: {
        const { seriesId, quantityLots } = body<'mintRights'>(c);
        return rights.mint(account, seriesId, quantityLots);
      }
      case K.WITHDRAW_RIGHTS: {
        const { seriesId, quantityLots } = body<'withdrawRights'>(c);
        return rights.withdraw(account, seriesId, quantityLots);
      }
      case K.NOTICE_DELIVERY:
        return delivering.notice(account.id, delivery(), body<'noticeDelivery'>(c));
      case K.PROVE_DELIVERY:
        return delivering.prove(delivery(), body<'proveDelivery'>(c));
      case K.ACCEPT_DELIVERY:
        return delivering.accept(account.id, delivery());
      case K.DISPUTE_DELIVERY:
        return delivering.dispute(account.id, delivery());
      case K.RULE_DISPUTE:
        return delivering.rule(delivery(), body<'ruleDispute'>(c).upheld);
      case K.ACKNOWLEDGE_TICKET:
        return delivering.acknowledge(account.id, delivery());
      case K.SET_AUTO_EXERCISE: {
        const { seriesId, enabled } = body<'setAutoExercise'>(c);
        const series = world.seriesOf(seriesId);
        if (series === undefined) return no(CODE.UNKNOWN_SERIES, 'series_id');
        const position = world.position(account.id, series);
        const isUsed = position && (position.held > 0 || position.exercisedSequence > 0);
        if (!position?.optedOut && !isUsed) return no(CODE.INSUFFICIENT_RIGHTS, 'series_id');
        position.optedOut = !enabled;
        return done(seriesId);
      }
      default:
        return undefined;
    }
  }

  private performAdministration(account: Account, c: Command): Result {
    const { administration, lifecycle, world } = this;
    switch (c.kind) {
      case K.MOVE_COLLATERAL:
        return administration.moveCollateral(account, body<'moveCollateral'>(c).amountMicroPat);
      case K.SET_PROTECTION:
        return this.protecting.set(account, body<'setProtection'>(c));
      case K.RESET_PROTECTION:
        return this.protecting.reset(account, body<'resetProtection'>(c));
      case K.CANCEL_WALLET_LINK:
        return this.chain.cancelLink(account, body<'cancelWalletLink'>(c));
      case K.OPEN_ACCOUNT:
        return administration.openAccount(body<'openAccount'>(c));
      case K.UPDATE_ACCOUNT:
        return administration.updateAccount(body<'updateAccount'>(c));
      case K.ADD_KEY:
        return administration.addKey(body<'addKey'>(c));
      case K.REVOKE_KEY:
        return administration.revokeKey(body<'revokeKey'>(c));
      case K.DEPOSIT:
        return administration.deposit(body<'deposit'>(c));
      case K.WITHDRAW:
        return administration.withdraw(body<'withdraw'>(c));
      case K.DEFINE_CONTRACT:
        return administration.defineContract(body<'defineContract'>(c));
      case K.OPEN_SERIES: {
        const { contractId, windowStartMs } = body<'openSeries'>(c);
        return lifecycle.openSeries(contractId, windowStartMs);
      }
      case K.SET_PARAMETER:
        return administration.setParameter(account, body<'setParameter'>(c));
      case K.APPROVE_PARAMETER:
        return administration.approveParameter(
          account,
          body<'approveParameter'>(c).parameterRequestId,
        );
      case K.WITHDRAW_PARAMETER:
        return administration.withdrawParameter(body<'withdrawParameter'>(c).parameterRequestId);
      case K.SET_PHASE:
        return administration.setPhase(body<'setPhase'>(c).phase);
      case K.KILL:
        return administration.kill(account, body<'kill'>(c));
      case K.RELEASE_KILL:
        return administration.releaseKill(account, body<'releaseKill'>(c));
      case K.HALT_SERIES:
        return lifecycle.halt(world.seriesOf(body<'haltSeries'>(c).seriesId));
      case K.RESUME_SERIES:
        return lifecycle.resume(world.seriesOf(body<'resumeSeries'>(c).seriesId));
      case K.BUST_TRADE: {
        const { seriesId, tradeId } = body<'bustTrade'>(c);
        return this.rights.bust(seriesId, tradeId);
      }
      case K.GRANT_ENTITLEMENT:
        return administration.grant(body<'grantEntitlement'>(c));
      case K.REVOKE_ENTITLEMENT: {
        const token = this.resolve('entitlement', body<'revokeEntitlement'>(c).entitlementId);
        return administration.revoke(world.entitlements.find((one) => one.token === token));
      }
      case K.SET_QUOTER_STATE:
        return administration.setQuoterState(account, body<'setQuoterState'>(c));
      case K.SET_CONFIDENCE:
        return administration.setConfidence(body<'setConfidence'>(c));
      default:
        throw new Error(`a command of kind ${c.kind}`);
    }
  }

  /** An operator speaks for a provider, a provider for itself. */
  private escrowCapacity(account: Account, terms: ColdBodies['escrowCapacity']): Result {
    const isOperator = account.role === ACCOUNT_ROLE.OPERATOR;
    const provider = this.world.account(isOperator ? terms.providerId : account.id);
    const isOther = terms.providerId !== 0 && terms.providerId !== provider?.id;
    if (provider?.role !== ACCOUNT_ROLE.PROVIDER || isOther) return no(CODE.ROLE, 'provider_id');
    return this.rights.escrowCapacity(provider.id, terms, isOperator);
  }

  /** The live order a command names; levels of a quote have no name. */
  private orderOf(account: Account, c: Command): Order | undefined {
    const { orders } = this.world;
    const token =
      c.orderId !== 0
        ? this.resolve('order', c.orderId)
        : this.outcomes.lookup(account, c.targetClientId).recorded?.reference;
    const isMeant = (o: Order): boolean => c.orderId !== 0 || o.clientId === c.targetClientId;
    return orders.find(
      (o) => o.token === token && o.account === account.id && !o.isQuote && isMeant(o),
    );
  }

  private getOutcome(account: Account, c: Command): undefined {
    const seen = this.outcomes.lookup(account, c.clientId);
    if (seen.recorded) {
      const { code, reference, sequence } = seen.recorded;
      this.sayResult(account, c, { code, field: 0 }, reference, 0, sequence);
      return;
    }
    const isBelow = seen.code === CODE.ID_NOT_ASCENDING || c.clientId < 1;
    const code = seen.code === 0 || isBelow ? CODE.NEVER_SEEN : seen.code;
    if (seen.code === 0 && c.clientId > 0) {
      this.outcomes.record(account, c.clientId, CODE.ID_REFUSED, 0, this.world.sequence);
    }
    this.sayResult(account, c, no(code));
  }

  private cancelSession(session: { id: number; account: number }): void {
    const all = { seriesId: 0, side: 0, minPriceTicks: 0, maxPriceTicks: 0 };
    const filter = { ...all, sessionId: session.id };
    this.trading.massCancel(session.account, filter, CANCEL_REASON.DISCONNECTED);
  }

  /** Before anything that is due: quotes and sessions' orders of before the outage are gone. */
  private startEpoch(c: Command): void {
    const { world } = this;
    const { epoch, lastTimeMs } = body<'startEpoch'>(c);
    const outageMs = lastTimeMs === 0 ? 0 : Math.max(0, c.timeMs - lastTimeMs);
    world.outageMs += outageMs;
    this.auctions.extend(outageMs);
    for (const one of world.entitlements) {
      if (one.isExercised && isOpen(one, lastTimeMs)) one.validToMs += outageMs;
    }
    world.epoch = epoch;
    this.quoting.pullAll(CANCEL_REASON.RECOVERED);
    const sessions = world.sessions.filter((session) => session.cancelOnDisconnect);
    world.sessions = [];
    for (const session of sessions) this.cancelSession(session);
    world.say('EPOCH', { epoch, outageMs });
  }

  private venue(c: Command): void {
    const { world } = this;
    switch (c.kind) {
      case K.OPEN_SESSION: {
        const { cancelOnDisconnect } = body<'openSession'>(c);
        world.sessions.push({ id: c.sessionId, account: c.accountId, cancelOnDisconnect });
        return;
      }
      case K.CLOSE_SESSION: {
        const session = world.sessions.find((one) => one.id === c.sessionId);
        world.sessions = world.sessions.filter((one) => one !== session);
        if (session?.cancelOnDisconnect && !body<'closeSession'>(c).clean)
          this.cancelSession(session);
        return;
      }
      case K.INITIALIZE_VENUE: {
        const { BROKER, OPERATOR, SYSTEM } = ACCOUNT_ROLE;
        for (const role of [BROKER, OPERATOR, SYSTEM, SYSTEM]) {
          this.administration.addAccount(role, ACCOUNT_CLASS.INSTITUTION, 0);
        }
        const { brokerPublicKey, operatorPublicKey } = body<'initializeVenue'>(c);
        const keys = [brokerPublicKey, operatorPublicKey].map((key) => key.join());
        for (const [i, publicKey] of keys.entries()) {
          world.accounts[i]?.keys.push({ publicKey, revoked: false });
        }
        return;
      }
    }
  }

  /** A refusal, or the recorded outcome of an id that was used before. */
  private sayOutcome(
    account: Account,
    c: Command,
    refusal: ReturnType<typeof no>,
    reference: Value = 0,
    recordedSequence = 0,
  ): void {
    if (c.kind !== K.PLACE_ORDER) {
      return this.sayResult(account, c, refusal, reference, 0, recordedSequence);
    }
    this.world.say('ORDER_REFUSED', {
      account: account.id,
      accountSequence: 0,
      clientId: c.clientId,
      series: c.seriesId,
      side: c.side,
      priceTicks: c.priceTicks,
      lots: c.lots,
      code: refusal.code,
      field: refusal.field,
      duplicate: recordedSequence === 0 ? 0 : 1,
      orderId: reference,
      recordedSequence,
    });
  }

  private sayResult(
    account: Account,
    c: Command,
    { code, field }: { readonly code: number; readonly field: number },
    reference: Value = 0,
    affected = 0,
    recordedSequence = 0,
  ): void {
    this.world.say('COMMAND_RESULT', {
      account: account.id,
      accountSequence: 0,
      clientId: c.clientId,
      code,
      field,
      reference,
      affected,
      duplicate: recordedSequence === 0 ? 0 : 1,
      recordedSequence,
    });
  }
}

function body<N extends ColdKind>(c: Command): ColdBodies[N] {
  return c.body as ColdBodies[N];
}
