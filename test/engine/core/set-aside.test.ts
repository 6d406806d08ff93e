/**
 * Would catch strangers who register wallets on chain until the ledger takes no more: an owner who finds no place, an event
 * that stops those behind it, PAT that is lost or counted twice when a wallet that was set aside is taken in, and a place
 * that is another wallet's after a restart.
 */
import { describe, expect, it } from 'vitest';
import { Core, EVENT, WALLET, WALLET_FIELD } from '../../../src/engine/core/index.js';
import { CODE } from '../../../src/engine/core/kernel/reject.js';
import { exportState, importState } from '../../../src/engine/core/kernel/snapshot.js';
import { ACCOUNT_ROLE, WALLET_CHANGE } from '../../../src/values/index.js';
import { addressBytes, type ChainVenue, chainVenue } from '../../support/chain.js';

const PAT = 1_000_000;
const LIMITS = { maxAccounts: 16 };
const STRANGERS = LIMITS.maxAccounts * 7;

/** A venue whose places for strangers are all taken, and as many wallets more. */
function crowded(more = 5): ChainVenue {
  const venue = chainVenue(LIMITS);
  for (let n = 1; n <= STRANGERS + more; n += 1) venue.register(n);
  return venue;
}

const wallets = (venue: ChainVenue) => venue.core.state.wallets;
const admit = (
  venue: ChainVenue,
  n: number,
  terms: Partial<{ net: number; request: number; asks: number; owner: number }> = {},
) =>
  venue.tell('admitWallet', {
    ...{ chainAccountId: n, address: addressBytes(terms.owner ?? n) },
    netMicroPat: terms.net ?? 0,
    ...{ requestSequence: terms.request ?? 0, requestMicroPat: terms.asks ?? 0 },
  });

describe('a wallet that finds no place', () => {
  it('is heard of and set aside, and all that comes behind it goes on', () => {
    const venue = crowded();
    expect(wallets(venue)).toMatchObject({ count: STRANGERS, setAside: 5, heard: STRANGERS + 5 });
    const last = STRANGERS + 5;
    expect(venue.tell('creditDeposit', venue.deposit(1, last, PAT)).code).toBe(0);
    expect(venue.tell('creditDeposit', venue.deposit(2, 1, PAT)).code).toBe(0);
    expect(venue.tell('holdWithdrawal', venue.request(1, last, PAT)).code).toBe(0);
    expect(venue.tell('holdWithdrawal', venue.request(2, 1, PAT)).code).toBe(0);
    const paid = { requestSequence: 1, chainAccountId: last, paidMicroPat: PAT };
    expect(venue.tell('payWithdrawal', paid)).toEqual({ code: 0, repeat: 1 });
    const again = { chainAccountId: last, address: addressBytes(last) };
    expect(venue.tell('registerWallet', again)).toEqual({ code: 0, repeat: 1 });
    expect(wallets(venue)).toMatchObject({
      ...{ depositSequence: 2, requestSequence: 2, unclaimedMicroPat: PAT },
    });
    // A number nobody heard of is still a gap.
    expect(venue.tell('creditDeposit', venue.deposit(3, last + 1, PAT)).code).toBe(CODE.CHAIN_GAP);
  });

  it('finds one all the same when its owner is linked before it registers', () => {
    const venue = crowded(0);
    const n = STRANGERS + 1;
    venue.fund(venue.consumer, n, 3 * PAT);
    expect(wallets(venue).exists(n)).toBe(true);
    expect(venue.core.state.ledger.available(venue.consumer)).toBe(3 * PAT);
    // Every account of the ledger finds its place, however many strangers there are.
    for (let id = venue.core.state.accounts.count + 1; id <= LIMITS.maxAccounts; id += 1) {
      const account = venue.openAccount(ACCOUNT_ROLE.CONSUMER);
      venue.link(account, 1_000 + id);
      const chainAccountId = wallets(venue).heard + 1;
      const body = { chainAccountId, address: addressBytes(1_000 + id) };
      expect(venue.tell('registerWallet', body).code).toBe(0);
      expect(wallets(venue).exists(chainAccountId)).toBe(true);
    }
  });
});

it.each([1, 20])(
  'finds one also when %i accounts have registered all they can, a link asked for and taken back for each',
  (count) => {
    const limits = { maxAccounts: 64 };
    const venue = chainVenue(limits);
    venue.isChecked = false;
    const { accounts, registry } = venue.core.state;
    const owners = Array.from({ length: count }, () => venue.openAccount(ACCOUNT_ROLE.CONSUMER));
    const strangers = limits.maxAccounts * 7;
    for (let n = 1; n <= strangers + 20; n += 1) {
      const owner = owners[n % count] as number;
      const asked = { targetAccountId: owner, address: addressBytes(n) };
      venue.send(owner, 'linkWallet', asked);
      expect(registry.pendingAccountOf(Buffer.from(addressBytes(n)).toString('hex'))).toBe(owner);
      venue.register(n);
      venue.send(owner, 'cancelWalletLink', { targetAccountId: 0 });
    }
    // A link that waits is a stranger's still: it takes no place of those that are in force.
    expect(wallets(venue)).toMatchObject({ count: strangers, strangers, setAside: 20 });
    for (let id = 1; id <= limits.maxAccounts; id += 1) {
      if (id > accounts.count) venue.openAccount(ACCOUNT_ROLE.CONSUMER);
      venue.link(id, 10_000 + id);
      const chainAccountId = wallets(venue).heard + 1;
      const body = { chainAccountId, address: addressBytes(10_000 + id) };
      expect(venue.tell('registerWallet', body).code).toBe(0);
      expect(wallets(venue).exists(chainAccountId)).toBe(true);
    }
    expect(wallets(venue)).toMatchObject({ count: limits.maxAccounts * 8, strangers });
    venue.check();
  },
);

describe('a wallet that was set aside', () => {
  it('is taken in with what it has when it is linked: its PAT is credited, its request withholds', () => {
    const venue = crowded();
    const n = STRANGERS + 3;
    venue.tell('creditDeposit', venue.deposit(1, n, 5 * PAT));
    venue.tell('holdWithdrawal', venue.request(1, n, 2 * PAT));
    venue.link(venue.consumer, n);
    const { ledger } = venue.core.state;
    expect(ledger.available(venue.consumer)).toBe(0);
    expect(admit(venue, n, { net: 5 * PAT, request: 1, asks: 2 * PAT })).toEqual({
      ...{ code: 0, repeat: 0 },
    });
    expect(ledger.available(venue.consumer)).toBe(5 * PAT);
    expect(ledger.spendable(venue.consumer)).toBe(3 * PAT);
    expect(admit(venue, n, { net: 9 * PAT })).toEqual({ code: 0, repeat: 1 });
    const paid = { requestSequence: 1, chainAccountId: n, paidMicroPat: 2 * PAT };
    expect(venue.tell('payWithdrawal', paid)).toEqual({ code: 0, repeat: 0 });
    expect(wallets(venue).get(n, WALLET_FIELD.netMicroPat)).toBe(3 * PAT);
    expect(ledger.available(venue.consumer)).toBe(3 * PAT);
  });

  it('tells its account', () => {
    const venue = crowded();
    const n = STRANGERS + 1;
    venue.link(venue.consumer, n);
    const events = venue.send(0, 'admitWallet', {
      ...{ chainAccountId: n, address: addressBytes(n), netMicroPat: PAT },
      ...{ requestSequence: 0, requestMicroPat: 0 },
    });
    const told = events.find(([type]) => type === EVENT.WALLET);
    expect([told?.[WALLET.change], told?.[WALLET.amountMicroPat]]).toEqual([
      ...[WALLET_CHANGE.REGISTERED, PAT],
    ]);
  });

  it('is refused a place of a stranger while there is none, and gets one when one is left', () => {
    const venue = crowded();
    const n = STRANGERS + 1;
    expect(admit(venue, n).code).toBe(CODE.CAPACITY_FULL);
    venue.link(venue.consumer, 1);
    expect(admit(venue, n, { net: PAT }).code).toBe(0);
    expect(wallets(venue)).toMatchObject({ unclaimedMicroPat: PAT, setAside: 4 });
  });

  it('is not taken in as what it cannot be', () => {
    const venue = crowded();
    const n = STRANGERS + 1;
    venue.link(venue.consumer, n);
    expect(admit(venue, STRANGERS + 6).code).toBe(CODE.CHAIN_GAP);
    expect(admit(venue, n, { owner: 1 }).code).toBe(CODE.CHAIN_MISMATCH);
    expect(admit(venue, 1, { owner: n }).code).toBe(CODE.CHAIN_MISMATCH);
    expect(admit(venue, n, { owner: 0 }).code).toBe(CODE.INVALID_FIELD);
    expect(admit(venue, n, { net: -1 }).code).toBe(CODE.INVALID_FIELD);
    expect(admit(venue, n, { asks: 1 }).code).toBe(CODE.INVALID_FIELD);
    expect(admit(venue, n, { request: 1 }).code).toBe(CODE.INVALID_FIELD);
    expect(admit(venue, n, { request: 1, asks: 1 }).code).toBe(CODE.CHAIN_GAP);
    expect(admit(venue, n, { net: Number.MAX_SAFE_INTEGER }).code).toBe(0);
    expect(admit(venue, n + 1, { net: 1 }).code).toBe(CODE.CAPACITY_FULL);
  });

  it('has its own place after a restart', () => {
    const venue = crowded();
    const n = STRANGERS + 4;
    venue.link(venue.consumer, n);
    admit(venue, n, { net: 7 * PAT });
    const restored = new Core({ limits: venue.core.state.limits });
    expect(importState(restored, exportState(venue.core))).toBeUndefined();
    const { state } = restored;
    expect(state.wallets.find(Buffer.from(addressBytes(n)).toString('hex'))).toBe(n);
    expect(state.wallets.get(n, WALLET_FIELD.netMicroPat)).toBe(7 * PAT);
    expect([state.wallets.setAside, state.wallets.placeOf(n)]).toEqual([4, STRANGERS + 1]);
  });
});
