/**
 * Would catch a link with a payout wallet that is in force before its delay is over, that nobody is told of, that its account
 * or an operator cannot take back, or that somebody else can; and one that comes into force after it was taken back, after the
 * escape, or twice after a restart from a snapshot.
 */
import { expect, it } from 'vitest';
import {
  COMMAND_RESULT,
  Core,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  WALLET,
} from '../../../src/engine/core/index.js';
import { CODE } from '../../../src/engine/core/kernel/reject.js';
import { exportState, importState } from '../../../src/engine/core/kernel/snapshot.js';
import { ACCOUNT_ROLE, WALLET_CHANGE } from '../../../src/values/index.js';
import { addressBytes, type ChainVenue, chainVenue } from '../../support/chain.js';
import { DAY_MS, SMALL_LIMITS } from '../../support/venue.js';

const PAT = 1_000_000;
const address = (n: number): string => Buffer.from(addressBytes(n)).toString('hex');

/** The account asks for a link itself, as the gateway does for it. */
function ask(venue: ChainVenue, account: number, n: number): number {
  const body = { targetAccountId: account, address: addressBytes(n) };
  const events = venue.send(account, 'linkWallet', body);
  return codeOf(events);
}

const codeOf = (events: readonly (readonly number[])[]): number =>
  events.find(([type]) => type === EVENT.COMMAND_RESULT)?.[COMMAND_RESULT.code] ?? -1;

const changes = (events: readonly (readonly number[])[]): unknown[] =>
  events
    .filter(([type]) => type === EVENT.WALLET)
    .map((e) => [e[WALLET.account], e[WALLET.change], e[WALLET.effectiveAtMs]]);

const cancel = (venue: ChainVenue, author: number, targetAccountId: number): number =>
  codeOf(venue.send(author, 'cancelWalletLink', { targetAccountId }));

const pass = (venue: ChainVenue, ms: number) => {
  venue.timeMs += ms;
  return venue.send(0, 'advanceTime', {});
};

it('is told at once and in force after the delay: until then nothing comes from the wallet or goes to it', () => {
  const venue = chainVenue();
  const { consumer } = venue;
  const { registry, accounts, ledger, wallets } = venue.core.state;
  const body = { targetAccountId: consumer, address: addressBytes(1) };
  const events = venue.send(consumer, 'linkWallet', body);
  const effectiveAtMs = venue.core.state.timeMs + DAY_MS;
  expect(changes(events)).toEqual([[consumer, WALLET_CHANGE.LINK_PENDING, effectiveAtMs]]);
  venue.register(1);
  expect(venue.tell('creditDeposit', venue.deposit(1, 1, 5 * PAT)).code).toBe(0);
  expect(venue.tell('holdWithdrawal', venue.request(1, 1, 2 * PAT)).code).toBe(0);
  expect(registry.account(consumer)).toMatchObject({ wallet: '', pendingLink: { effectiveAtMs } });
  expect([ledger.available(consumer), wallets.unclaimedMicroPat]).toEqual([0, 5 * PAT]);
  // Asking again changes nothing, and gains no time.
  expect(ask(venue, consumer, 1)).toBe(0);
  expect(changes(pass(venue, DAY_MS - 1))).toEqual([]);
  expect(changes(pass(venue, 1))).toEqual([[consumer, WALLET_CHANGE.LINKED, 0]]);
  expect(registry.account(consumer)).toMatchObject({ wallet: address(1), pendingLink: null });
  expect(ledger.available(consumer)).toBe(5 * PAT);
  expect(ledger.spendable(consumer)).toBe(3 * PAT);
  expect(accounts.count).toBeGreaterThan(0);
  expect(cancel(venue, consumer, 0)).toBe(CODE.NO_PENDING_LINK);
});

it('is taken back by its account or an operator, by nobody else, and another wallet may follow', () => {
  const venue = chainVenue();
  const { consumer, provider } = venue;
  expect(ask(venue, consumer, 1)).toBe(0);
  expect(ask(venue, consumer, 2)).toBe(CODE.LINK_PENDING);
  expect(ask(venue, provider, 1)).toBe(CODE.ADDRESS_BOUND);
  expect(cancel(venue, provider, consumer)).toBe(CODE.ROLE);
  expect(cancel(venue, FIRST_OPERATOR_ACCOUNT, 999)).toBe(CODE.UNKNOWN_ACCOUNT);
  expect(cancel(venue, consumer, 0)).toBe(0);
  expect(ask(venue, provider, 1)).toBe(0);
  expect(ask(venue, consumer, 2)).toBe(0);
  expect(cancel(venue, FIRST_OPERATOR_ACCOUNT, consumer)).toBe(0);
  expect(changes(pass(venue, DAY_MS))).toEqual([[provider, WALLET_CHANGE.LINKED, 0]]);
  expect(venue.core.state.registry.account(consumer)).toMatchObject({
    wallet: '',
    pendingLink: null,
  });
});

it('is not in force after the escape', () => {
  const venue = chainVenue();
  ask(venue, venue.consumer, 1);
  venue.tell('observeEscape', { batchId: 0 });
  expect(changes(pass(venue, DAY_MS))).toEqual([[venue.consumer, WALLET_CHANGE.LINK_CANCELED, 0]]);
  expect(venue.core.state.registry.account(venue.consumer)?.wallet).toBe('');
});

it('takes the delay that is set when it is asked for, and waits over a restart', () => {
  const venue = chainVenue();
  const delay = { name: 'wallet_link_delay_ms', target: '', unset: false };
  const second = venue.openAccount(ACCOUNT_ROLE.OPERATOR);
  const set = (value: number, expectedVersion: number) => {
    const change = { ...delay, value, expectedVersion, reason: 'a test', effectiveTimeMs: 0 };
    venue.send(FIRST_OPERATOR_ACCOUNT, 'setParameter', change);
    const parameterRequestId = venue.core.state.registry.parameterRequests.length;
    venue.send(second, 'approveParameter', { parameterRequestId, reason: 'a test' });
  };
  set(2 * DAY_MS, 0);
  ask(venue, venue.consumer, 1);
  set(0, 1);
  ask(venue, venue.provider, 2);
  const { registry } = venue.core.state;
  expect(registry.account(venue.provider)?.wallet).toBe(address(2));
  const restored = new Core({ limits: SMALL_LIMITS });
  expect(importState(restored, exportState(venue.core))).toBeUndefined();
  expect(restored.state.registry.pendingAccountOf(address(1))).toBe(venue.consumer);
  expect(changes(pass(venue, 2 * DAY_MS - 1))).toEqual([]);
  expect(changes(pass(venue, 1))).toEqual([[venue.consumer, WALLET_CHANGE.LINKED, 0]]);
});

it.each([1, 20])(
  'keys of %i accounts that are stolen at once pay out nothing before their owners have taken the link back',
  (count) => {
    const venue = chainVenue();
    const { wallets, ledger } = venue.core.state;
    const owners = Array.from({ length: count }, () => venue.openAccount(ACCOUNT_ROLE.CONSUMER));
    // A thief's wallet each, registered and asking for all it can.
    for (const [i, owner] of owners.entries()) expect(ask(venue, owner, 1 + i)).toBe(0);
    for (let n = 1; n <= count; n += 1) {
      venue.register(n);
      venue.tell('creditDeposit', venue.deposit(wallets.depositSequence + 1, n, 5 * PAT));
      expect(venue.tell('holdWithdrawal', venue.request(n, n, 4 * PAT)).code).toBe(0);
    }
    pass(venue, DAY_MS - 1);
    for (const owner of owners) {
      expect(ledger.available(owner)).toBe(0);
      expect(venue.core.state.registry.account(owner)?.wallet).toBe('');
      expect(cancel(venue, owner, 0)).toBe(0);
    }
    expect(changes(pass(venue, DAY_MS))).toEqual([]);
    // What the thieves paid in themselves is all there is of theirs, and no account's.
    expect(wallets.unclaimedMicroPat).toBe(count * 5 * PAT);
    for (const [i, owner] of owners.entries()) {
      expect(ask(venue, owner, 1_000 + i)).toBe(0);
    }
    expect(changes(pass(venue, DAY_MS))).toHaveLength(count);
    for (const [i, owner] of owners.entries()) {
      expect(venue.core.state.registry.account(owner)?.wallet).toBe(address(1_000 + i));
    }
  },
);
