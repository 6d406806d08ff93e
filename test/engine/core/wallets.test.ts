/**
 * Catches a deposit or withdrawal that is booked twice, for the wrong account or not at all, a wallet that two accounts
 * share, PAT of an unknown wallet that is lost, and PAT that is spent although its owner may take it on chain.
 */
import { describe, expect, test } from 'vitest';
import {
  ACCOUNT_FIELD as A,
  BROKER_ACCOUNT,
  CHAIN,
  CODE,
  COMMAND_RESULT,
  Core,
  EVENT,
  exportState,
  FIRST_OPERATOR_ACCOUNT,
  importState,
  ORDER_REFUSED,
  stateParts,
  WALLET_FIELD as W,
  WALLET,
} from '../../../src/engine/core/index.js';
import { KILL_SCOPE, SIDE, WALLET_CHANGE } from '../../../src/values/index.js';
import { secondOperator } from '../../support/approvals.js';
import { addressBytes, type ChainVenue, CLEARING, chainVenue, TOKEN } from '../../support/chain.js';
import { tradingVenue } from '../../support/venue.js';

const OPERATOR = FIRST_OPERATOR_ACCOUNT;
const PAT = 1_000_000;
const { BUY, SELL } = SIDE;

const refusal = (events: readonly number[][]): number =>
  events.find(([type]) => type === EVENT.ORDER_REFUSED)?.[ORDER_REFUSED.code] ??
  events.find(([type]) => type === EVENT.COMMAND_RESULT)?.[COMMAND_RESULT.code] ??
  0;

function available(venue: ChainVenue, account: number): number {
  return venue.core.state.ledger.available(account);
}

describe('a venue and its chain', () => {
  test('is bound once, and to one', () => {
    const venue = chainVenue();
    expect(venue.core.state.registry.chain).toMatchObject({ chainId: 31_337, phase: 1 });
    const again = { chainId: 31_337, clearing: CLEARING, token: TOKEN };
    expect(venue.tell('bindChain', again)).toEqual({ code: 0, repeat: 1 });
    const another = venue.tell('bindChain', { ...again, chainId: 1 });
    expect(another.code).toBe(CODE.CHAIN_MISMATCH);
    const elsewhere = venue.tell('bindChain', { ...again, clearing: addressBytes(9) });
    expect(elsewhere.code).toBe(CODE.CHAIN_MISMATCH);
  });

  test('is bound only while there is no PAT in it', () => {
    const venue = tradingVenue();
    const events = venue.send(0, 'bindChain', { chainId: 1, clearing: CLEARING, token: TOKEN });
    expect(events.find(([type]) => type === EVENT.CHAIN)?.[CHAIN.code]).toBe(CODE.LEDGER_NOT_EMPTY);
    expect(venue.core.state.registry.chain).toBeNull();
  });

  test('takes nothing from a chain before it is bound', () => {
    const venue = tradingVenue();
    for (const events of [
      venue.send(0, 'registerWallet', { chainAccountId: 1, address: addressBytes(1) }),
      venue.send(0, 'linkWallet', { targetAccountId: 5, address: addressBytes(1) }),
      venue.send(0, 'observePhase', { phase: 1, blockNumber: 1 }),
    ]) {
      expect(events.find(([type]) => type === EVENT.CHAIN)?.[CHAIN.code]).toBe(CODE.CHAIN_UNBOUND);
    }
  });

  test('books nothing that operators say', () => {
    const venue = chainVenue();
    const body = { targetAccountId: venue.consumer, amountMicroPat: PAT };
    expect(refusal(venue.send(OPERATOR, 'deposit', body))).toBe(CODE.CHAIN_BOUND);
    expect(refusal(venue.send(OPERATOR, 'withdraw', body))).toBe(CODE.CHAIN_BOUND);
  });
});

describe('deposits', () => {
  test('of a linked wallet are credited once, in the order of their numbers', () => {
    const venue = chainVenue();
    const { consumer } = venue;
    venue.link(consumer, 1);
    venue.register(1);
    expect(venue.tell('creditDeposit', venue.deposit(1, 1, 5 * PAT)).code).toBe(0);
    expect(available(venue, consumer)).toBe(5 * PAT);
    expect(venue.tell('creditDeposit', venue.deposit(1, 1, 5 * PAT))).toEqual({
      code: 0,
      repeat: 1,
    });
    expect(venue.tell('creditDeposit', venue.deposit(3, 1, PAT)).code).toBe(CODE.CHAIN_GAP);
    expect(venue.tell('creditDeposit', venue.deposit(2, 7, PAT)).code).toBe(CODE.CHAIN_GAP);
    expect(venue.tell('creditDeposit', venue.deposit(2, 1, 0)).code).toBe(CODE.INVALID_FIELD);
    expect(available(venue, consumer)).toBe(5 * PAT);
    expect(venue.core.state.wallets.depositSequence).toBe(1);
  });

  test('of an unknown wallet are kept, seen, and credited when it is linked', () => {
    const venue = chainVenue();
    const { consumer } = venue;
    venue.register(1);
    venue.tell('creditDeposit', venue.deposit(1, 1, 5 * PAT));
    venue.tell('creditDeposit', venue.deposit(2, 1, PAT));
    expect(venue.core.state.ledger.total).toBe(0);
    expect(venue.core.state.wallets.unclaimedMicroPat).toBe(6 * PAT);
    const events = venue.send(0, 'linkWallet', {
      targetAccountId: consumer,
      address: addressBytes(1),
    });
    const told = events.find(([type]) => type === EVENT.WALLET) ?? [];
    expect(told[WALLET.account]).toBe(consumer);
    expect(told[WALLET.change]).toBe(WALLET_CHANGE.LINKED);
    expect(told[WALLET.amountMicroPat]).toBe(6 * PAT);
    expect(available(venue, consumer)).toBe(6 * PAT);
    expect(venue.core.state.wallets.unclaimedMicroPat).toBe(0);
  });

  test('never add up to more than the ledger can count', () => {
    const venue = chainVenue();
    venue.register(1);
    const most = Number.MAX_SAFE_INTEGER;
    expect(venue.tell('creditDeposit', venue.deposit(1, 1, most)).code).toBe(0);
    expect(venue.tell('creditDeposit', venue.deposit(2, 1, 1)).code).toBe(CODE.OVERFLOW);
  });
});

describe('links', () => {
  test('are for good, one wallet an account and one account a wallet', () => {
    const venue = chainVenue();
    const { consumer, provider } = venue;
    const link = (target: number, n: number) =>
      venue.tell('linkWallet', { targetAccountId: target, address: addressBytes(n) }).code;
    expect(link(consumer, 1)).toBe(0);
    expect(link(consumer, 1)).toBe(0);
    expect(link(consumer, 2)).toBe(CODE.ACCOUNT_BOUND);
    expect(link(provider, 1)).toBe(CODE.ADDRESS_BOUND);
    expect(link(999, 3)).toBe(CODE.UNKNOWN_ACCOUNT);
    expect(link(provider, 0)).toBe(CODE.INVALID_FIELD);
    const clearing = { targetAccountId: provider, address: CLEARING };
    expect(venue.tell('linkWallet', clearing).code).toBe(CODE.INVALID_FIELD);
    expect(link(provider, 2)).toBe(0);
  });

  test('are answered to the account that asked, and never made for another', () => {
    const venue = chainVenue();
    const { consumer, provider } = venue;
    const mine = { targetAccountId: consumer, address: addressBytes(1) };
    const told = venue.send(consumer, 'linkWallet', { ...mine, clientRequestId: 0 });
    expect(told.some(([type]) => type === EVENT.COMMAND_RESULT)).toBe(true);
    expect(refusal(told)).toBe(0);
    const others = { ...mine, targetAccountId: provider, clientRequestId: 0 };
    expect(refusal(venue.send(consumer, 'linkWallet', others))).toBe(CODE.ROLE);
    expect(venue.core.state.registry.account(provider)?.wallet).toBe('');
  });

  test('to wallets that come later take effect when they come', () => {
    const venue = chainVenue();
    venue.register(1);
    venue.link(venue.consumer, 2);
    expect(venue.core.state.accounts.get(venue.consumer, A.wallet)).toBe(0);
    venue.register(2);
    expect(venue.core.state.accounts.get(venue.consumer, A.wallet)).toBe(2);
    venue.tell('creditDeposit', venue.deposit(1, 2, PAT));
    expect(available(venue, venue.consumer)).toBe(PAT);
  });

  test('wallets are numbered as on chain, each with its owner', () => {
    const venue = chainVenue();
    const register = (chainAccountId: number, n: number) =>
      venue.tell('registerWallet', { chainAccountId, address: addressBytes(n) });
    expect(register(2, 1).code).toBe(CODE.CHAIN_GAP);
    expect(register(1, 1)).toEqual({ code: 0, repeat: 0 });
    expect(register(1, 1)).toEqual({ code: 0, repeat: 1 });
    expect(register(1, 2).code).toBe(CODE.CHAIN_MISMATCH);
    expect(register(2, 1).code).toBe(CODE.CHAIN_MISMATCH);
    expect(register(2, 0).code).toBe(CODE.INVALID_FIELD);
    expect(venue.core.state.wallets.count).toBe(1);
  });
});

/** A consumer with ten PAT whose wallet asked for so much. */
function asked(amount: number): ChainVenue {
  const venue = chainVenue();
  venue.link(venue.consumer, 1);
  venue.register(1);
  venue.tell('creditDeposit', venue.deposit(1, 1, 10 * PAT));
  expect(venue.tell('holdWithdrawal', venue.request(1, 1, amount)).code).toBe(0);
  return venue;
}

describe('withdrawals', () => {
  test('withhold what they ask for from orders, and give it back when void', () => {
    const venue = asked(8 * PAT);
    const { consumer } = venue;
    // A lot at 100 ticks is 1.01 PAT with the fee.
    const order = { side: BUY, priceTicks: 100, lots: 1 };
    expect(refusal(venue.order(consumer, order))).toBe(0);
    expect(refusal(venue.order(consumer, order))).toBe(CODE.ESCROW_OR_PAT);
    expect(venue.tell('voidWithdrawal', { requestSequence: 1, chainAccountId: 1 }).code).toBe(0);
    expect(refusal(venue.order(consumer, order))).toBe(0);
  });

  test('withhold what comes in later too, as far as they ask for more than there is', () => {
    const venue = asked(15 * PAT);
    const { consumer } = venue;
    const order = { side: BUY, priceTicks: 100, lots: 1 };
    venue.tell('creditDeposit', venue.deposit(2, 1, 5 * PAT));
    expect(refusal(venue.order(consumer, order))).toBe(CODE.ESCROW_OR_PAT);
    venue.tell('creditDeposit', venue.deposit(3, 1, 2 * PAT));
    expect(refusal(venue.order(consumer, order))).toBe(0);
  });

  test('are paid out of what is available, once, and the rest is free again', () => {
    const venue = asked(8 * PAT);
    const { consumer } = venue;
    const pay = { requestSequence: 1, chainAccountId: 1, paidMicroPat: 6 * PAT };
    expect(venue.tell('payWithdrawal', { ...pay, paidMicroPat: 9 * PAT }).code).toBe(
      CODE.CHAIN_MISMATCH,
    );
    expect(venue.tell('payWithdrawal', pay)).toEqual({ code: 0, repeat: 0 });
    expect(available(venue, consumer)).toBe(4 * PAT);
    expect(venue.core.state.ledger.spendable(consumer)).toBe(4 * PAT);
    expect(venue.tell('payWithdrawal', pay)).toEqual({ code: 0, repeat: 1 });
    expect(available(venue, consumer)).toBe(4 * PAT);
    expect(venue.core.state.wallets.get(1, W.netMicroPat)).toBe(4 * PAT);
  });

  test('one at a time, in the order of their numbers, of wallets there are', () => {
    const venue = asked(8 * PAT);
    const hold = (sequence: number, wallet: number, amount: number) =>
      venue.tell('holdWithdrawal', venue.request(sequence, wallet, amount));
    expect(hold(1, 1, 8 * PAT)).toEqual({ code: 0, repeat: 1 });
    expect(hold(3, 1, PAT).code).toBe(CODE.CHAIN_GAP);
    expect(hold(2, 1, PAT).code).toBe(CODE.CHAIN_GAP);
    expect(hold(2, 9, PAT).code).toBe(CODE.CHAIN_GAP);
    const early = { requestSequence: 2, chainAccountId: 1 };
    expect(venue.tell('voidWithdrawal', early).code).toBe(CODE.CHAIN_GAP);
    venue.register(2);
    expect(hold(2, 2, 0).code).toBe(CODE.INVALID_FIELD);
    expect(hold(2, 2, PAT).code).toBe(0);
  });

  test('of an unknown wallet are paid out of what it paid in', () => {
    const venue = chainVenue();
    venue.register(1);
    venue.tell('creditDeposit', venue.deposit(1, 1, 5 * PAT));
    venue.tell('holdWithdrawal', venue.request(1, 1, 9 * PAT));
    const pay = { requestSequence: 1, chainAccountId: 1, paidMicroPat: 6 * PAT };
    expect(venue.tell('payWithdrawal', pay).code).toBe(CODE.INSUFFICIENT_PAT);
    expect(venue.tell('payWithdrawal', { ...pay, paidMicroPat: 5 * PAT }).code).toBe(0);
    expect(venue.core.state.wallets.unclaimedMicroPat).toBe(0);
  });

  test('of a wallet that is linked afterwards withhold from then on', () => {
    const venue = chainVenue();
    venue.register(1);
    venue.tell('creditDeposit', venue.deposit(1, 1, 5 * PAT));
    venue.tell('holdWithdrawal', venue.request(1, 1, 4 * PAT));
    venue.link(venue.consumer, 1);
    expect(available(venue, venue.consumer)).toBe(5 * PAT);
    expect(venue.core.state.ledger.spendable(venue.consumer)).toBe(PAT);
    const order = { side: BUY, priceTicks: 100, lots: 1 };
    expect(refusal(venue.order(venue.consumer, order))).toBe(CODE.ESCROW_OR_PAT);
  });

  test('withhold from a mint, from collateral, and from a price that covers more', () => {
    const venue = chainVenue();
    const { provider } = venue;
    venue.fund(provider, 1, 10 * PAT);
    venue.fund(BROKER_ACCOUNT, 2, 10 * PAT);
    const asks = 8_450_000;
    venue.tell('holdWithdrawal', venue.request(1, 1, asks));
    venue.tell('holdWithdrawal', venue.request(2, 2, 9 * PAT));
    // Collateral of a lot is the penalty and the reference price, 1.5 PAT.
    const mint = (quantityLots: number) =>
      refusal(venue.send(provider, 'mintRights', { seriesId: 1, quantityLots }));
    expect(mint(2)).toBe(CODE.COLLATERAL);
    expect(mint(1)).toBe(0);
    const move = (amountMicroPat: number) =>
      refusal(venue.send(BROKER_ACCOUNT, 'moveCollateral', { amountMicroPat }));
    expect(move(2 * PAT)).toBe(CODE.INSUFFICIENT_PAT);
    expect(move(PAT)).toBe(0);
    // Sold for 0.1 PAT more than was covered: of what is left, 0.05, no more than that becomes collateral.
    venue.fund(venue.consumer, 3, 10 * PAT);
    expect(refusal(venue.order(venue.consumer, { side: BUY, priceTicks: 110, lots: 1 }))).toBe(0);
    expect(available(venue, provider)).toBe(asks + 50_000);
    const events = venue.order(provider, { side: SELL, priceTicks: 90, lots: 1 });
    expect(events.some(([type]) => type === EVENT.TRADE)).toBe(true);
    expect(available(venue, provider)).toBe(asks);
  });

  test('wait out a dispute window that is open when they are seen, and no later one', () => {
    const venue = asked(PAT);
    const { state } = venue.core;
    expect(state.wallets.get(1, W.ripeAtMs)).toBe(venue.timeMs);
    state.accounts.set(venue.provider, A.withdrawableAtMs, venue.timeMs + 5_000);
    venue.fund(venue.provider, 2, PAT);
    venue.tell('holdWithdrawal', venue.request(2, 2, PAT));
    expect(state.wallets.get(2, W.ripeAtMs)).toBe(venue.timeMs + 5_000);
  });
});

describe('what the chain has settled', () => {
  const batch = (batchId: number, more: object = {}) => ({
    batchId,
    batchHash: new Uint8Array(32).fill(batchId),
    ledgerSequence: 1,
    requestSequence: 0,
    liabilitiesRoot: new Uint8Array(32),
    liabilitiesSumMicroPat: 0,
    ...more,
  });

  test('goes on one by one, never back, never ahead of the ledger', () => {
    const venue = chainVenue();
    expect(venue.tell('confirmBatch', batch(2)).code).toBe(CODE.CHAIN_GAP);
    expect(venue.tell('confirmBatch', batch(1, { ledgerSequence: 5 }))).toEqual({
      code: 0,
      repeat: 0,
    });
    expect(venue.tell('confirmBatch', batch(1)).repeat).toBe(1);
    const other = batch(1, { batchHash: new Uint8Array(32).fill(9) });
    expect(venue.tell('confirmBatch', other).code).toBe(CODE.CHAIN_MISMATCH);
    expect(venue.tell('confirmBatch', batch(2, { ledgerSequence: 4 })).code).toBe(
      CODE.CHAIN_MISMATCH,
    );
    const ahead = batch(2, { ledgerSequence: venue.core.state.sequence + 9 });
    expect(venue.tell('confirmBatch', ahead).code).toBe(CODE.CHAIN_MISMATCH);
    const unseen = batch(2, { ledgerSequence: 6, requestSequence: 1 });
    expect(venue.tell('confirmBatch', unseen).code).toBe(CODE.CHAIN_GAP);
    venue.register(1);
    venue.tell('holdWithdrawal', venue.request(1, 1, PAT));
    expect(venue.tell('confirmBatch', unseen).code).toBe(0);
    const back = batch(3, { ledgerSequence: 7, requestSequence: 0 });
    expect(venue.tell('confirmBatch', back).code).toBe(CODE.CHAIN_MISMATCH);
    expect(venue.core.state.registry.chain?.batch).toMatchObject({ batchId: 2, ledgerSequence: 6 });
  });
});

describe('phases', () => {
  const raise = (venue: ChainVenue, phase: number) =>
    refusal(venue.send(OPERATOR, 'setPhase', { phase, reason: 'test' }));

  test('need the vote from 3 on, and are refused as long as there are no rules for them', () => {
    const venue = chainVenue();
    expect(raise(venue, 2)).toBe(0);
    expect(raise(venue, 3)).toBe(CODE.PHASE_STEP);
    venue.tell('observePhase', { phase: 2, blockNumber: 5 });
    expect(raise(venue, 3)).toBe(CODE.PHASE_STEP);
    venue.tell('observePhase', { phase: 3, blockNumber: 6 });
    expect(raise(venue, 3)).toBe(CODE.GATES_NOT_MET);
    expect(venue.core.state.registry.phase).toBe(2);
    expect(raise(venue, 4)).toBe(CODE.PHASE_STEP);
  });

  test('follow the chain down, told once, and not what an older block says', () => {
    const venue = chainVenue();
    venue.tell('observePhase', { phase: 2, blockNumber: 5 });
    expect(raise(venue, 2)).toBe(0);
    expect(venue.tell('observePhase', { phase: 1, blockNumber: 4 }).repeat).toBe(1);
    expect(venue.core.state.registry.phase).toBe(2);
    const events = venue.send(0, 'observePhase', { phase: 1, blockNumber: 7 });
    expect(events.filter(([type]) => type === EVENT.PHASE)).toEqual([[EVENT.PHASE, 1]]);
    expect(venue.core.state.registry.phase).toBe(1);
    expect(venue.tell('observePhase', { phase: 1, blockNumber: 7 }).repeat).toBe(1);
    expect(venue.tell('observePhase', { phase: 5, blockNumber: 8 }).code).toBe(CODE.INVALID_FIELD);
  });

  test('of a chain that never left the first do not take the second back', () => {
    const venue = chainVenue();
    expect(raise(venue, 2)).toBe(0);
    venue.tell('observePhase', { phase: 1, blockNumber: 9 });
    expect(venue.core.state.registry.phase).toBe(2);
  });
});

describe('the escape', () => {
  test('stops everything, and nobody releases it', () => {
    const venue = asked(2 * PAT);
    const { consumer } = venue;
    venue.order(consumer, { side: BUY, priceTicks: 100, lots: 1 });
    expect(venue.tell('observeEscape', { batchId: 3 }).code).toBe(0);
    venue.advance(0);
    expect(venue.core.state.orders.liveCount).toBe(0);
    expect(refusal(venue.order(consumer, { side: BUY, priceTicks: 100, lots: 1 }))).toBe(
      CODE.KILLED,
    );
    const release = { killScope: KILL_SCOPE.GLOBAL, targetId: 0, reason: 'test' };
    expect(refusal(venue.send(OPERATOR, 'releaseKill', release))).toBe(CODE.ESCAPED);
    expect(venue.tell('observeEscape', { batchId: 3 }).repeat).toBe(1);
    expect(venue.tell('observeEscape', { batchId: 4 }).code).toBe(CODE.CHAIN_MISMATCH);
    const link = { targetAccountId: venue.provider, address: addressBytes(5) };
    expect(venue.tell('linkWallet', link).code).toBe(CODE.ESCAPED);
    // What was claimed is booked all the same.
    const pay = { requestSequence: 1, chainAccountId: 1, paidMicroPat: 2 * PAT };
    expect(venue.tell('payWithdrawal', pay).code).toBe(0);
  });

  test('comes on top of a kill that an operator set', () => {
    const venue = chainVenue();
    const scope = { killScope: KILL_SCOPE.GLOBAL, targetId: 0, reason: 'test' };
    venue.send(OPERATOR, 'kill', scope);
    venue.advance(0);
    expect(venue.tell('observeEscape', { batchId: 0 }).code).toBe(0);
    expect(refusal(venue.send(secondOperator(venue), 'releaseKill', scope))).toBe(CODE.ESCAPED);
  });
});

test('a restored core goes on as if it had never stopped', () => {
  const venue = asked(8 * PAT);
  venue.link(venue.provider, 2);
  const { limits } = venue.core.state;
  const restored = new Core({ limits });
  expect(importState(restored, exportState(venue.core))).toBeUndefined();
  const { wallets, registry } = restored.state;
  expect(wallets.find('00'.repeat(19).concat('01'))).toBe(1);
  expect(registry.accountOf('00'.repeat(19).concat('02'))).toBe(venue.provider);
  expect(stateParts(restored.state)).toEqual(stateParts(venue.core.state));
});
