/**
 * Would catch: a movement of the ledger that no batch brings to the chain, or one that two do; a balance of an account
 * without a wallet, or of a wallet without an account, that is lost; a batch the contract would refuse because it overdraws
 * somebody who has claimed meanwhile; a claim the contract pays and the ledger cannot book.
 *
 * The chain is the contract's rules written down a second time. Facts reach the ledger late, and batches the chain, in any
 * order that can be; the core checks its invariants after every command.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  ACCOUNT_FIELD,
  BROKER_ACCOUNT,
  DELIVERY,
  EVENT,
  FEES_ACCOUNT,
  WALLET_FIELD,
} from '../../src/engine/core/index.js';
import {
  chainViewOf,
  differenceOf,
  type Settled,
  type SubBatch,
  settledTarget,
  splitRange,
} from '../../src/settlement/netting/index.js';
import { ACCOUNT_ROLE, SIDE } from '../../src/values/index.js';
import { type ChainVenue, chainVenue } from '../support/chain.js';
import { ChainModel } from './support/chain-model.js';

/** Wallets here have places in the order of their numbers. */
const same = (place: number): number => place;
const CLEARING = 1;
const OMNIBUS = 2;
const [BROKER, CONSUMER, PROVIDER, STRANGER] = [3, 4, 5, 6] as const;
const FUNDS = 1_000_000_000;
const SIGNATURE = new Uint8Array(64);
const LIMITS = { accountsMax: 3, debitMicroPat: 40_000_000, clearingAccountId: CLEARING };

const step = fc.record({
  kind: fc.constantFrom(
    ...(['sell', 'sell', 'buy', 'buy', 'brokerBuys', 'brokerSells', 'exercise'] as const),
    ...(['accept', 'collateral', 'wait', 'deposit', 'request', 'request', 'claim'] as const),
    ...(['claim', 'void', 'observe', 'observe', 'cut', 'cut', 'mine', 'mine', 'link'] as const),
    ...(['settle', 'settle', 'settle', 'claim', 'claim', 'request'] as const),
    ...(['withdraw', 'withdraw'] as const),
  ),
  wallet: fc.constantFrom(CONSUMER, PROVIDER, PROVIDER, STRANGER),
  lots: fc.integer({ min: 1, max: 20 }),
  amount: fc.integer({ min: 1, max: 2 * FUNDS }),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

interface Request {
  readonly sequence: number;
  readonly amount: number;
}

/** A ledger, a chain, and what is on its way between them. */
class World {
  readonly venue: ChainVenue = chainVenue();
  claims = 0;
  batches = 0;
  private readonly chain = new ChainModel(LIMITS);
  private readonly facts: (() => { code: number })[] = [];
  private readonly requests = new Map<number, Request>();
  private readonly deliveries: number[] = [];
  private settled: Settled = new Float64Array(2);
  private inFlight: { batches: SubBatch[]; requestSequence: number } | undefined;
  private acknowledged = 0;
  private depositSequence = 0;
  private requestSequence = 0;

  constructor() {
    const { venue } = this;
    venue.link(BROKER_ACCOUNT, BROKER);
    venue.link(venue.consumer, CONSUMER);
    venue.link(venue.provider, PROVIDER);
    for (let n = CLEARING; n <= STRANGER; n += 1) {
      venue.register(n);
      this.chain.credit(n, 0, 0);
    }
    for (const n of [BROKER, CONSUMER, PROVIDER]) this.deposit(n, FUNDS);
    this.observe();
    venue.send(BROKER_ACCOUNT, 'moveCollateral', { amountMicroPat: FUNDS / 2 });
    venue.send(venue.provider, 'mintRights', { seriesId: 1, quantityLots: 400 });
  }

  take(one: Step): void {
    const { venue } = this;
    const { wallet, lots, amount } = one;
    const order = (account: number, side: number) =>
      void venue.order(account, { side, priceTicks: 100, lots });
    switch (one.kind) {
      case 'sell':
        return order(venue.provider, SIDE.SELL);
      case 'buy':
        return order(venue.consumer, SIDE.BUY);
      case 'brokerBuys':
        return order(BROKER_ACCOUNT, SIDE.BUY);
      case 'brokerSells':
        return order(BROKER_ACCOUNT, SIDE.SELL);
      case 'exercise': {
        const body = { seriesId: 1, quantityLots: 1 + (lots % 4) };
        for (const event of venue.send(venue.consumer, 'exerciseRights', body)) {
          if (event[0] === EVENT.DELIVERY) this.deliveries.push(event[DELIVERY.deliveryId] ?? 0);
        }
        return;
      }
      case 'accept': {
        const deliveryId = this.deliveries.pop() ?? 0;
        const body = { deliveryId, signature: SIGNATURE, keyId: 1 };
        venue.send(venue.consumer, 'acceptDelivery', body);
        return;
      }
      case 'collateral':
        venue.send(venue.provider, 'moveCollateral', { amountMicroPat: amount % FUNDS });
        return;
      case 'wait':
        venue.advance(lots * 3_600_000);
        return;
      case 'deposit':
        return this.deposit(wallet, amount % 50_000_000);
      case 'request':
        return this.request(wallet, amount);
      case 'claim':
        return this.claim(wallet);
      case 'void':
        return this.void(wallet);
      case 'observe':
        return this.observe();
      case 'cut':
        return this.cut();
      case 'mine':
        return this.mine();
      case 'settle':
        return this.settle();
      case 'withdraw':
        this.request(wallet, amount);
        this.settle();
        return this.claim(wallet);
      default: {
        const isFree = venue.core.state.wallets.get(STRANGER, WALLET_FIELD.account) === 0;
        if (isFree) venue.link(venue.openAccount(ACCOUNT_ROLE.CONSUMER), STRANGER);
      }
    }
  }

  /** All facts told, all batches through; then the chain must say what the ledger says. */
  compare(): void {
    this.settle();
    const { core } = this.venue;
    const { wallets, accounts, ledger } = core.state;
    let total = 0n;
    for (let n = 1; n <= wallets.count; n += 1) {
      const [free, locked] = this.chain.balanceOf(n) ?? [0n, 0n];
      total += free + locked;
      const account = wallets.get(n, WALLET_FIELD.account);
      // Free and locked together, straight from the ledger's buckets: the split between the two has a test of its own.
      if (account === 0 || account === BROKER_ACCOUNT) continue;
      const sum = [0, 1, 3].reduce((s, b) => s + ledger.balance(ledger.bucket(account, b)), 0);
      const escrow = accounts.get(account, ACCOUNT_FIELD.escrowMicroPat);
      expect(Number(free + locked)).toBe(sum + escrow);
    }
    expect(total).toBe(BigInt(ledger.total + wallets.unclaimedMicroPat));
    expect(this.chain.balanceOf(CLEARING)).toEqual([0n, 0n]);
    const carried = this.chain.balanceOf(OMNIBUS)?.[0];
    expect(Number(carried)).toBeGreaterThanOrEqual(ledger.available(FEES_ACCOUNT));
  }

  private settle(): void {
    this.observe();
    this.mine();
    this.cut();
    this.mine();
  }

  private deposit(wallet: number, amount: number): void {
    if (amount === 0) return;
    const [free, locked] = this.chain.balanceOf(wallet) ?? [0n, 0n];
    this.chain.credit(wallet, Number(free) + amount, Number(locked));
    this.depositSequence += 1;
    const body = this.venue.deposit(this.depositSequence, wallet, amount);
    this.facts.push(() => this.venue.tell('creditDeposit', body));
  }

  private request(wallet: number, amount: number): void {
    if (this.requests.has(wallet)) return;
    this.requestSequence += 1;
    const sequence = this.requestSequence;
    this.requests.set(wallet, { sequence, amount });
    const body = this.venue.request(sequence, wallet, amount);
    this.facts.push(() => this.venue.tell('holdWithdrawal', body));
  }

  /** As the contract pays the owner: what was asked for or what is free, if anything, once a batch has acknowledged it. */
  private claim(wallet: number): void {
    const request = this.requests.get(wallet);
    if (request === undefined || request.sequence > this.acknowledged) return;
    const [free, locked] = this.chain.balanceOf(wallet) ?? [0n, 0n];
    if (free === 0n) return;
    const paid = Math.min(Number(free), request.amount);
    this.chain.credit(wallet, Number(free) - paid, Number(locked));
    this.requests.delete(wallet);
    this.claims += 1;
    const body = { requestSequence: request.sequence, chainAccountId: wallet, paidMicroPat: paid };
    this.facts.push(() => this.venue.tell('payWithdrawal', body));
  }

  private void(wallet: number): void {
    const request = this.requests.get(wallet);
    if (request === undefined) return;
    this.requests.delete(wallet);
    const body = { requestSequence: request.sequence, chainAccountId: wallet };
    this.facts.push(() => this.venue.tell('voidWithdrawal', body));
  }

  private observe(): void {
    for (const fact of this.facts.splice(0)) expect(fact().code).toBe(0);
  }

  private cut(): void {
    if (this.inFlight !== undefined) return;
    const { core } = this.venue;
    const target = settledTarget(core, chainViewOf(core), OMNIBUS);
    const batches = splitRange(differenceOf(target, this.settled, same), LIMITS);
    this.settled = target;
    this.inFlight = { batches, requestSequence: core.state.wallets.requestSequence };
  }

  private mine(): void {
    if (this.inFlight === undefined) return;
    for (const { rows } of this.inFlight.batches) this.chain.settle(rows);
    this.batches += this.inFlight.batches.length;
    this.acknowledged = this.inFlight.requestSequence;
    this.inFlight = undefined;
  }
}

it('brings the chain to what the ledger says, and both can pay whatever is claimed meanwhile', () => {
  const seen = { claims: 0, batches: 0 };
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 120 }), (steps) => {
      const world = new World();
      for (const one of steps) world.take(one);
      world.compare();
      seen.claims += world.claims;
      seen.batches += world.batches;
    }),
    // About three batches a run: by chance there are never so few in all as would fail the sum below.
    { numRuns: 80 },
  );
  expect(seen.claims).toBeGreaterThan(10);
  expect(seen.batches).toBeGreaterThan(100);
}, 60_000);

it('locks the proceeds of an open dispute window, but for a withdrawal that was ripe before', () => {
  const venue = chainVenue();
  venue.fund(venue.provider, 1, FUNDS);
  const { core, provider } = venue;
  const freeOf = () => chainViewOf(core).freeMicroPat[provider];
  const lockedOf = () => chainViewOf(core).lockedMicroPat[provider];
  expect([freeOf(), lockedOf()]).toEqual([FUNDS, 0]);
  venue.tell('holdWithdrawal', venue.request(1, 1, 300));
  core.state.accounts.set(provider, ACCOUNT_FIELD.withdrawableAtMs, venue.timeMs + 1_000);
  expect([freeOf(), lockedOf()]).toEqual([300, FUNDS - 300]);
  venue.tell('voidWithdrawal', { requestSequence: 1, chainAccountId: 1 });
  expect([freeOf(), lockedOf()]).toEqual([0, FUNDS]);
  // Asked for inside the window, it is ripe when the window that was open then is over.
  venue.tell('holdWithdrawal', venue.request(2, 1, 500));
  expect(freeOf()).toBe(0);
  core.state.accounts.set(provider, ACCOUNT_FIELD.withdrawableAtMs, venue.timeMs + 5_000);
  venue.advance(1_000);
  expect([freeOf(), lockedOf()]).toEqual([500, FUNDS - 500]);
  venue.advance(4_000);
  expect([freeOf(), lockedOf()]).toEqual([FUNDS, 0]);
});

it('keeps what was asked for during a collateral call, and promised when it was met, from being locked by the next', () => {
  const venue = chainVenue();
  const { core, provider, consumer } = venue;
  const COVER = 10 * 1_500_000;
  venue.fund(provider, 1, COVER);
  venue.fund(consumer, 2, 100_000_000);
  venue.send(provider, 'mintRights', { seriesId: 1, quantityLots: 10 });
  for (let i = 0; i < 10; i += 1) {
    venue.order(provider, { side: SIDE.SELL, priceTicks: 80, lots: 1 });
    venue.order(consumer, { side: SIDE.BUY, priceTicks: 80, lots: 1 });
  }
  const isCalled = () => core.state.accounts.get(provider, ACCOUNT_FIELD.calls) > 0;
  const freeOf = () => chainViewOf(core).freeMicroPat[provider];
  const follow = (markTicks: number): void => {
    const marks = [{ seriesId: 1, markTicks, sigmaPpm: 0, thinnessPpm: 1_000_000 }];
    venue.send(BROKER_ACCOUNT, 'markUpdate', { marks });
    for (let i = 0; i < 300 && !isCalled(); i += 1) {
      venue.timeMs += 600_000;
      venue.send(0, 'advanceTime', {});
    }
  };
  follow(300);
  expect(isCalled()).toBe(true);
  venue.tell('holdWithdrawal', venue.request(1, 1, 1_000_000));
  expect(freeOf()).toBe(0);
  venue.tell('creditDeposit', venue.deposit(3, 1, 5_000_000));
  venue.timeMs += 600_000;
  venue.send(0, 'advanceTime', {});
  expect(isCalled()).toBe(false);
  // A batch now makes it free, and acknowledges the request: its owner may claim whenever it likes.
  expect(freeOf()).toBeGreaterThanOrEqual(1_000_000);
  follow(3_000);
  expect(isCalled()).toBe(true);
  expect(freeOf()).toBe(1_000_000);
  expect(
    venue.tell('payWithdrawal', { ...venue.request(1, 1, 0), paidMicroPat: 1_000_000 }).code,
  ).toBe(0);
  expect(freeOf()).toBe(0);
});

it('refuses to settle for a venue whose own account is not on chain', () => {
  const { core } = chainVenue();
  expect(() => settledTarget(core, chainViewOf(core), OMNIBUS)).toThrow(
    expect.objectContaining({ code: 'UNREGISTERED_ACCOUNT' }),
  );
  const target = new Float64Array([0, 0, 5, -5]);
  expect(differenceOf(target, new Float64Array(2), same)).toEqual([
    { accountId: 1, freeMicroPat: 5, lockedMicroPat: -5 },
  ]);
  expect(() => differenceOf(new Float64Array(2), target, same)).toThrow(
    expect.objectContaining({ code: 'OUT_OF_RANGE' }),
  );
});
