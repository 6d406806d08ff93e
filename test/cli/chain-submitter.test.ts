/**
 * Catches facts of the chain that overtake one the ledger could not book or the log could not take, answers that are given
 * before their commands are durable or that belong to others, and refusals reported as done.
 */
import { expect, test } from 'vitest';
import { ChainSubmitter } from '../../src/cli/chain-submitter.js';
import { CODE } from '../../src/engine/core/index.js';
import type { ChainCommand } from '../../src/settlement/index.js';
import { BrokerVenue } from '../broker/broker-venue.js';

const BIND: ChainCommand = {
  name: 'bindChain',
  body: { chainId: 1, clearing: new Uint8Array(20).fill(91), token: new Uint8Array(20).fill(92) },
};
const registration = (chainAccountId: number): ChainCommand => ({
  name: 'registerWallet',
  body: { chainAccountId, address: new Uint8Array(20).fill(chainAccountId) },
});
const deposit = (chainAccountId: number, depositSequence: number): ChainCommand => ({
  name: 'creditDeposit',
  body: { chainAccountId, depositSequence, amountMicroPat: 1_000_000 },
});

test('answers commands in their order, once they are durable', async () => {
  const venue = new BrokerVenue();
  const submitter = new ChainSubmitter(venue.sequencer);
  const first = submitter.submit([BIND, registration(1)]);
  const second = submitter.submit([registration(2)]);
  let isAnswered = false;
  void first.then(() => {
    isAnswered = true;
  });
  await Promise.resolve();
  expect(isAnswered).toBe(false);
  await venue.sequencer.drain();
  const outcomes = [...(await first), ...(await second)];
  expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0]);
  const { sequence } = venue.core.state;
  expect(outcomes.map((outcome) => outcome.sequence)).toEqual([
    sequence - 2,
    sequence - 1,
    sequence,
  ]);
  expect(venue.core.state.wallets.count).toBe(2);
});

test('nothing overtakes a command that was refused', async () => {
  const venue = new BrokerVenue();
  const submitter = new ChainSubmitter(venue.sequencer);
  const asked = submitter.submit([BIND, registration(1), deposit(2, 1), deposit(1, 1)]);
  await venue.sequencer.drain();
  const outcomes = await asked;
  expect(outcomes.map(({ code }) => code)).toEqual([0, 0, CODE.CHAIN_GAP]);
  expect(venue.core.state.wallets.depositSequence).toBe(0);

  // The next request is answered by its own commands.
  const again = submitter.submit([deposit(1, 1)]);
  await venue.sequencer.drain();
  expect(await again).toEqual([{ sequence: venue.core.state.sequence, code: 0 }]);
  expect(venue.core.state.wallets.depositSequence).toBe(1);
});

test('a stopped log takes nothing, and says so by answering nothing', async () => {
  const venue = new BrokerVenue();
  const submitter = new ChainSubmitter(venue.sequencer);
  await venue.sequencer.stop();
  expect(await submitter.submit([BIND])).toEqual([]);
  expect(venue.core.state.registry.chain).toBeNull();
});
