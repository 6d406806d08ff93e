/**
 * Drives the real core and the reference side by side: every command goes to both, and after it what they said, every
 * balance, position, order, delivery and counter must be equal, and no invariant broken.
 */
import {
  ACCOUNT_FIELD as A,
  BROKER_ACCOUNT,
  BUCKET,
  brokenInvariants,
  CLAIMS,
  Core,
  DELIVERY_FIELD as D,
  ENTITLEMENT_FIELD as E,
  POSITION_FIELD as P,
  PIECES,
  POSITION_FLAG,
  SERIES_FIELD as S,
  WALLET_FIELD,
} from '../../../../src/engine/core/index.js';
import {
  ACCOUNT_ROLE,
  COMMAND_KIND,
  type ColdBodies,
  Command,
  hasTerms,
  type Limits,
  SIDE,
} from '../../../../src/values/index.js';
import { escrowOf } from '../reference/checks.js';
import { sumOf, sumPaid } from '../reference/entries.js';
import { owed } from '../reference/forward-rules.js';
import { ReferenceCore } from '../reference/reference-core.js';
import type {
  Account,
  Entitlement,
  Fact,
  Order,
  Piece,
  Position,
  Series,
} from '../reference/world.js';
import { factsOf } from './facts.js';
import { Tokens } from './tokens.js';

export class Difference extends Error {
  override readonly name = 'Difference';
}

export class Driver {
  readonly core: Core;
  readonly reference: ReferenceCore;
  readonly tokens = new Tokens();
  /** Every command applied, the last one included when it made a difference. */
  readonly commands: Command[] = [];
  timeMs = 0;
  /** How often each kind of event and each code came, to see what a run reached. */
  readonly seen = new Map<string, number>();
  /** What could be lost at worst before the last command. */
  private worstBefore: ReadonlyMap<string, bigint> = new Map();

  constructor(limits: Limits) {
    this.core = new Core({ limits });
    this.reference = new ReferenceCore(limits, (kind, id) => this.tokens.tokenOf(kind, id));
  }

  /** Applies a command to both; throws a Difference when they part. Answers what happened. */
  apply(fields: Partial<Command>): readonly Fact[] {
    const command = Object.assign(new Command(), fields, { timeMs: this.timeMs });
    command.isSpecial = command.kind === COMMAND_KIND.PLACE_ORDER && hasTerms(command);
    this.commands.push(command);
    this.core.events.clear();
    const before = this.balancesBefore();
    this.core.apply(command);
    const real = factsOf(this.core);
    const expected = this.reference.apply(command);
    const difference =
      this.tokens.difference(real, expected) ??
      this.stateDifference() ??
      this.spentDifference(before, command) ??
      this.exposureDifference() ??
      brokenInvariants(this.core)[0];
    if (difference !== undefined) throw new Difference(difference);
    for (const fact of expected) this.count(fact);
    return expected;
  }

  /** By account: what is available, and what of it its owner may take on chain. */
  private balancesBefore(): readonly (readonly [available: number, withheld: number])[] {
    const { accounts, ledger } = this.core.state;
    return Array.from({ length: accounts.count }, (_, i) => [
      ledger.available(i + 1),
      accounts.withheldMicroPat(i + 1),
    ]);
  }

  /** I28: nothing but the payment itself takes what is withheld, whatever there was of it. */
  private spentDifference(
    before: ReturnType<Driver['balancesBefore']>,
    command: Command,
  ): string | undefined {
    const { accounts, ledger, wallets } = this.core.state;
    const payment = command.body as ColdBodies['payWithdrawal'];
    const isPayment = command.kind === COMMAND_KIND.PAY_WITHDRAWAL;
    const paid = isPayment ? payment.chainAccountId : 0;
    const payer = wallets.exists(paid) ? wallets.get(paid, WALLET_FIELD.account) : 0;
    for (const [i, [available, withheld]] of before.entries()) {
      const left = ledger.available(i + 1);
      if (i + 1 === payer || left >= Math.min(available, withheld)) continue;
      return `account ${i + 1} has ${left} left of ${available}, of which ${withheld} are withheld`;
    }
    return first(
      this.reference.world.accounts,
      ({ id }) =>
        differ(
          `account ${id} spendable`,
          ledger.spendable(id),
          this.reference.world.spendable(id),
        ) ??
        differ(
          `account ${id} withheld`,
          accounts.withheldMicroPat(id),
          this.reference.world.walletOf(id)?.request?.amount ?? 0,
        ),
    );
  }

  /**
   * No command raises what somebody may lose at worst above its limit: the broker over a series, a window length or a
   * segment, a consumer over everything. Counted from the reference's orders and rights alone, with nothing kept but what it
   * was before. A limit that falls below what is exposed already ends nothing.
   */
  private exposureDifference(): string | undefined {
    const { world, checks } = this.reference;
    const collateral = world.balance('collateral:1');
    const worst = new Map<string, bigint>();
    const bySeries = world.series.map((series) => checks.exposure((one) => one === series));
    const sum = (isOne: (series: Series) => boolean): bigint =>
      world.series.reduce((all, one, i) => (isOne(one) ? all + (bySeries[i] as bigint) : all), 0n);
    const problem =
      first(world.series, (one) => {
        const { windowMs, segment } = one.contract;
        const scopes = [
          ['series', `series ${one.id}`, sum((s) => s === one)],
          ['window', `window ${windowMs}`, sum((s) => s.contract.windowMs === windowMs)],
          ['segment', `segment ${segment}`, sum((s) => s.contract.segment === segment)],
        ] as const;
        return first(scopes, ([scope, name, exposure]) => {
          worst.set(name, exposure);
          // Series of one window may have limits of their own: what counts is that of the series that rose.
          const own = worst.get(`series ${one.id}`) as bigint;
          const hasRisen = own > (this.worstBefore.get(`series ${one.id}`) ?? 0n);
          return hasRisen
            ? above(name, exposure, checks.shareOf(collateral, scope, one))
            : undefined;
        });
      }) ??
      first(world.accounts, (account) => {
        if (account.role !== ACCOUNT_ROLE.CONSUMER) return undefined;
        const name = `account ${account.id}`;
        const exposure = world.balance(`reserved:${account.id}`) + escrowOf(world, account.id);
        worst.set(name, exposure);
        const own = account.exposureLimit;
        const limit = own >= 0 ? own : checks.parameter('exposure_limit_micro_pat');
        const hasRisen = exposure > (this.worstBefore.get(name) ?? 0n);
        return hasRisen ? above(name, exposure, BigInt(limit)) : undefined;
      });
    this.worstBefore = worst;
    return problem;
  }

  private walletsDifference(): string | undefined {
    const { wallets, registry } = this.core.state;
    const { chain } = this.reference.world;
    if (chain === undefined) return differ('wallets', wallets.count, 0);
    return (
      differ('wallets', wallets.count, chain.wallets.length) ??
      differ('deposits', wallets.depositSequence, chain.deposits) ??
      differ('requests', wallets.requestSequence, chain.requests) ??
      differ('phase on chain', registry.chain?.phase ?? 0, chain.phase) ??
      differ('batch', registry.chain?.batch?.batchId ?? 0, chain.batch?.id ?? 0) ??
      differ('escape', registry.chain?.escapedBatchId ?? -1, chain.escapedAfter ?? -1) ??
      first(chain.wallets, ({ number, unclaimed, net, request }) => {
        const get = (field: number): number => wallets.get(number, field);
        const name = `wallet ${number}`;
        return (
          differ(`${name} unclaimed`, get(WALLET_FIELD.unclaimedMicroPat), unclaimed) ??
          differ(`${name} net`, get(WALLET_FIELD.netMicroPat), net) ??
          differ(`${name} request`, get(WALLET_FIELD.requestSequence), request?.sequence ?? 0) ??
          differ(`${name} ripe`, get(WALLET_FIELD.ripeAtMs), request?.ripeAtMs ?? 0)
        );
      })
    );
  }

  private count(fact: Fact): void {
    const key = fact.code ? `code ${fact.code}` : fact.type;
    this.seen.set(key, (this.seen.get(key) ?? 0) + 1);
  }

  private stateDifference(): string | undefined {
    const { world } = this.reference;
    const { registry, accounts, series } = this.core.state;
    return (
      differ('accounts', accounts.count, world.accounts.length) ??
      differ('series', series.count, world.series.length) ??
      differ('phase', registry.phase, world.phase) ??
      differ('kills', registry.kills.length, world.kills.length) ??
      differ('sessions', registry.sessions.length, world.sessions.length) ??
      first(world.accounts, (account) => this.accountDifference(account)) ??
      first(world.series, (one) => this.seriesDifference(one)) ??
      this.deliveriesDifference() ??
      this.walletsDifference()
    );
  }

  private accountDifference(account: Account): string | undefined {
    const { ledger, accounts } = this.core.state;
    const { world } = this.reference;
    const { id } = account;
    const buckets = ['available', 'reserved', 'pending', 'collateral'];
    const name = `account ${id}`;
    const get = (field: number): number => accounts.get(id, field);
    return (
      first(Object.values(BUCKET), (bucket) => {
        const key = `${buckets[bucket]}:${id}`;
        return differ(key, ledger.balance(ledger.bucket(id, bucket)), world.balance(key));
      }) ??
      differ(`${name} sequence`, get(A.sequence), account.sequence) ??
      differ(`${name} killed`, accounts.isKilled(id) ? 1 : 0, account.killed ? 1 : 0) ??
      differ(`${name} class`, get(A.accountClass), account.accountClass) ??
      differ(`${name} withdrawable`, get(A.withdrawableAtMs), account.withdrawableAtMs) ??
      differ(`${name} escrow`, get(A.escrowMicroPat), escrowOf(world, id)) ??
      this.ordersDifference(account)
    );
  }

  /** Live orders of an account, oldest first. */
  private ordersDifference({ id }: Account): string | undefined {
    const { live, state } = this.core;
    const mine = this.reference.world.orders.filter((order) => order.account === id);
    let slot = state.accounts.get(id, A.oldestOrder);
    for (const order of mine) {
      if (slot === 0) return `account ${id} lacks ${order.token}`;
      const orderId = state.orders.idOf(slot);
      if (!order.isQuote && !this.tokens.isSame(orderId, order.token)) {
        return `account ${id} has order ${orderId} instead of ${order.token}`;
      }
      const name = `${order.token} of account ${id}`;
      const difference =
        differ(`${name} series`, live.series(slot), order.series) ??
        differ(`${name} side`, live.side(slot), order.side) ??
        differ(`${name} price`, live.priceTicks(slot), order.price) ??
        differ(`${name} open`, live.totalLots(slot), order.open) ??
        differ(`${name} shown`, live.openLots(slot), shownOf(order)) ??
        differ(
          `${name} sleeps`,
          Number(live.isDormant(slot)),
          Number(!!order.special?.isDormant),
        ) ??
        differ(`${name} trigger`, live.triggerTicks(slot), order.special?.trigger ?? 0) ??
        differ(`${name} original`, live.originalLots(slot), order.original) ??
        differ(`${name} unit`, live.unitReserve(slot), order.unit);
      if (difference !== undefined) return difference;
      slot = live.nextOfAccount(slot);
    }
    return slot === 0 ? undefined : `account ${id} has one more order`;
  }

  private seriesDifference(one: Series): string | undefined {
    const { series, ledger } = this.core.state;
    const { world, checks } = this.reference;
    const { id } = one;
    const get = (field: number): number => series.get(id, field);
    const held = (role: number) => world.lotsHeld(one, (account) => account.role === role);
    const counters: readonly (readonly [string, number, number | bigint])[] = [
      ['state', S.state, one.state],
      ['killed', S.killed, one.killed ? 1 : 0],
      ['mark', S.markTicks, one.mark],
      ['collateral mark', S.collateralMarkMicroPat, one.collateralMark],
      ['last price', S.lastPriceTicks, one.lastPrice],
      ['auction price', S.lastAuctionTicks, one.lastAuction],
      ['auction lots', S.auctionLots, one.auctionLots],
      ['quoter state', S.quoterState, one.quoterState],
      ['last trade', S.lastTradeId, one.lastTradeId],
      ['minted', S.mintedLots, one.minted],
      ['provider', S.providerLots, held(ACCOUNT_ROLE.PROVIDER)],
      ['broker', S.brokerLots, held(ACCOUNT_ROLE.BROKER)],
      ['consumer', S.consumerLots, held(ACCOUNT_ROLE.CONSUMER)],
      ['exercised', S.exercisedLots, one.exercised],
      ['delivered', S.deliveredLots, one.delivered],
      ['failed', S.failedLots, one.failed],
      ['lapsed', S.lapsedLots, one.lapsed],
      ['withdrawn', S.withdrawnLots, one.withdrawn],
      ['exposure', S.brokerExposureMicroPat, checks.exposure((s) => s === one)],
    ];
    return (
      first(counters, ([what, field, value]) =>
        differ(`series ${id} ${what}`, get(field), value),
      ) ??
      differ(`escrow:${id}`, ledger.balance(ledger.escrow(id)), world.balance(`escrow:${id}`)) ??
      first(world.accounts, (account) => this.positionDifference(account, one)) ??
      this.bookDifference(one)
    );
  }

  private positionDifference({ id }: Account, series: Series): string | undefined {
    const { positions } = this.core.state;
    const { world, checks } = this.reference;
    const slot = positions.find(id, series.id);
    const one = world.position(id, series);
    const name = `position of ${id} in ${series.id}`;
    const fields: readonly (readonly [string, number, number | bigint])[] = [
      ['held', P.heldLots, one?.held ?? 0],
      ['offered', P.reservedLots, one ? checks.offered(id, series) : 0],
      ['cost', P.costMicroPat, one?.cost ?? 0],
      ['outstanding', P.outstandingLots, one?.outstanding ?? 0],
      ['minted', P.mintedLots, one?.minted ?? 0],
      ...(one?.minted
        ? ([
            ['collateral', P.collateralMicroPat, one.collateral],
            ['margin', P.marginMicroPat, one.margin],
            ['covered', P.coveredMicroPat, one.covered],
            ['variation', P.variationMicroPat, one.variation],
            ['called', P.calledMicroPat, one.called],
            ['call due', P.callDueServiceMs, one.callDueMs],
            ['attested', P.attestedLots, one.attested],
          ] as const)
        : ([
            ['fee', P.feeMicroPat, one?.fee ?? 0],
            ['unpaid', P.unpaidMicroPat, one && id !== BROKER_ACCOUNT ? owed(series, one) : 0],
          ] as const)),
    ];
    // An empty position may be there or not: the store forgets what nothing came of.
    const isEmpty = (position: Position | undefined): boolean =>
      position === undefined || (position.held === 0 && position.minted === 0);
    if (slot === 0 && isEmpty(one)) return undefined;
    const optedOut = positions.has(slot, POSITION_FLAG.OPTED_OUT) ? 1 : 0;
    return (
      first(fields, ([what, field, value]) =>
        differ(`${name} ${what}`, positions.get(slot, field), value),
      ) ??
      differ(`${name} opted out`, optedOut, one?.optedOut ? 1 : 0) ??
      (one?.minted || id === BROKER_ACCOUNT ? undefined : this.claimsDifference(slot, one, name))
    );
  }

  /** The claims of a consumer in the order they are served. */
  private claimsDifference(
    slot: number,
    one: Position | undefined,
    name: string,
  ): string | undefined {
    const { sources } = this.core.state;
    let entry = sources.first(slot, CLAIMS);
    for (const [i, claim] of (one?.claims ?? []).entries()) {
      const what = `claim ${i} of ${name}`;
      const difference =
        differ(`${what} lots`, sources.lots(entry), claim.lots) ??
        differ(`${what} provider`, sources.provider(entry), claim.provider) ??
        differ(`${what} price`, sources.unitMicroPat(entry), claim.unit) ??
        differ(`${what} own fee`, sources.unitBuyerFeeMicroPat(entry), claim.buyerFee) ??
        differ(`${what} provider's fee`, sources.unitFeeMicroPat(entry), claim.unitFee);
      if (difference !== undefined) return difference;
      entry = sources.next(entry);
    }
    return differ(`claims of ${name} beyond`, entry, 0);
  }

  /** The two sides of a book in the order they would trade. */
  private bookDifference(series: Series): string | undefined {
    const { book } = this.core.state;
    const { world } = this.reference;
    return first([SIDE.BUY, SIDE.SELL], (side) => {
      const resting = world.orders.filter((order) => order.priority !== undefined);
      const mine = resting.filter((o) => o.series === series.id && o.side === side);
      const prices = mine.map((order) => order.price);
      const best = side === SIDE.BUY ? Math.max(0, ...prices) : Math.min(...prices, Infinity);
      const found = book.bestPriceTicks(series.id, side - 1);
      return differ(`best of side ${side} in ${series.id}`, found, best === Infinity ? 0 : best);
    });
  }

  private piecesDifference(name: string, slot: number, pieces: readonly Piece[]) {
    const { sources } = this.core.state;
    let entry = sources.first(slot, PIECES);
    return (
      first(pieces, (piece) => {
        const at = entry;
        if (at === 0) return `${name} lacks a piece`;
        entry = sources.next(at);
        return (
          differ(`${name} piece's lots`, sources.lots(at), piece.lots) ??
          differ(`${name} piece's unit`, sources.unitMicroPat(at), piece.unit) ??
          differ(`${name} piece's paid unit`, sources.unitPaidMicroPat(at), piece.paid)
        );
      }) ?? differ(`${name} piece too many`, entry, 0)
    );
  }

  private entitlementDifference(entitlement: Entitlement | undefined): string | undefined {
    const { entitlements, timeMs } = this.core.state;
    if (!entitlement) return 'a delivery opens nothing';
    const { token, lots, suspended, validToMs } = entitlement;
    const slot = entitlements.find(this.tokens.idOf(token));
    // What is over may be gone.
    if (slot === 0 || entitlements.isOver(slot, timeMs)) return undefined;
    return (
      differ(`${token} lots`, entitlements.get(slot, E.lots), lots) ??
      differ(`${token} suspended`, entitlements.get(slot, E.suspendedLots), suspended) ??
      differ(`${token} end`, entitlements.get(slot, E.validToMs), validToMs)
    );
  }

  private deliveriesDifference(): string | undefined {
    const { deliveries } = this.core.state;
    const { world } = this.reference;
    return (
      differ('deliveries', deliveries.liveCount, world.deliveries.length) ??
      first(world.deliveries, ({ token, state, pieces, provider, entitlement }) => {
        const { escrow, fee } = sumPaid(pieces);
        const slot = deliveries.find(this.tokens.idOf(token));
        if (slot === 0) return `${token} is missing`;
        const get = (field: number): number => deliveries.get(slot, field);
        return (
          differ(`${token} state`, get(D.state), state) ??
          differ(`${token} lots`, get(D.lots), sumOf(pieces)) ??
          differ(`${token} provider`, get(D.provider), provider) ??
          this.piecesDifference(token, slot, pieces) ??
          this.entitlementDifference(entitlement) ??
          differ(`${token} escrow`, get(D.escrowMicroPat), escrow) ??
          differ(`${token} fee`, get(D.feeMicroPat), fee)
        );
      })
    );
  }
}

/** Lots of an order on display, or all of one that is in no book. */
function shownOf({ priority, open, special }: Order): number {
  return priority !== undefined && special && special.peak > 0 ? special.shown : open;
}

function differ(what: string, real: number, expected: number | bigint): string | undefined {
  const isSame = real === (typeof expected === 'bigint' ? Number(expected) : expected);
  return isSame ? undefined : `${what} is ${real}, not ${expected}`;
}

function above(what: string, exposure: bigint, limit: bigint): string | undefined {
  return exposure > limit ? `${what} is exposed to ${exposure}, above ${limit}` : undefined;
}

/** The first difference among things. */
function first<T>(
  things: readonly T[],
  differenceOf: (thing: T) => string | undefined,
): string | undefined {
  for (const thing of things) {
    const difference = differenceOf(thing);
    if (difference !== undefined) return difference;
  }
  return undefined;
}
