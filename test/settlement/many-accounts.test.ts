/**
 * Would catch: a buyer who takes PAT out between two batches of one range, when some accounts are settled and others are
 * not; a range over many batches that is not gone on with after a crash, overdraws an account half-way, or leaves something
 * in the clearing account; what grows with the accounts faster than they do.
 *
 * `PATX_ACCOUNTS=100000 npx vitest run test/settlement/many-accounts.test.ts` runs it as large as venues are meant to be.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BUCKET } from '../../src/engine/core/index.js';
import { ACCOUNTS_PER_BATCH_MAX } from '../../src/settlement/index.js';
import { ACCOUNT_ROLE } from '../../src/values/index.js';
import { SMALL_LIMITS } from '../support/venue.js';
import { LocalVenue } from './support/local-venue.js';
import { type Effect, PAT, SettledVenue } from './support/settled-venue.js';

const ACCOUNTS = Number(process.env.PATX_ACCOUNTS ?? 1_200);
const TIMEOUT_MS = 60_000 + ACCOUNTS * 20;
const EACH_MICRO_PAT = Math.floor((9_000 * PAT) / ACCOUNTS);
const CONSUMER = 2;
const CONSUMER_ON_CHAIN = 4;
/** Carries what is under way between the batches of one range. */
const CLEARING_ON_CHAIN = 1;

let chain: LocalVenue;
let world: SettledVenue;

beforeAll(async () => {
  chain = await LocalVenue.start({}, ['--gas-limit', '2000000000']);
  const maxAccounts = ACCOUNTS + 64;
  world = new SettledVenue(chain, { ...SMALL_LIMITS, maxAccounts, maxIdSpaces: maxAccounts * 2 });
});

afterAll(async () => {
  await world?.close();
  await chain?.stop();
});

const addressOf = (n: number): string =>
  `0x${(2n ** 152n + BigInt(n)).toString(16).padStart(40, '0')}`;

class Killed extends Error {}

function diesBeforeSecondSend(): Effect {
  let sends = 0;
  return (name, isDone) => {
    if (name !== 'send' || isDone) return;
    sends += 1;
    if (sends === 2) throw new Killed();
  };
}

it('settles over many batches, and nobody gets in between', { timeout: TIMEOUT_MS }, async () => {
  const { consumer } = await world.market();
  await world.settle();
  // Only the market's commands are followed by a check of everything: here there are too many.
  world.venue.isChecked = false;
  const addresses = Array.from({ length: ACCOUNTS }, (_, n) => addressOf(n + 1));
  await chain.registerAll(addresses);
  const first = world.core.state.accounts.count + 1;
  for (const [n, address] of addresses.entries()) {
    world.open(ACCOUNT_ROLE.CONSUMER, `a${n}`);
    const bytes = new Uint8Array(Buffer.from(address.slice(2), 'hex'));
    world.venue.send(0, 'linkWallet', { targetAccountId: first + n, address: bytes });
  }
  await world.settle();

  // The consumer hands nearly all it has to everybody, and asks for all of it on chain, where it still is.
  const { ledger } = world.core.state;
  const from = ledger.bucket(consumer, BUCKET.AVAILABLE);
  for (let n = 0; n < ACCOUNTS; n += 1) {
    ledger.post(from, ledger.bucket(first + n, BUCKET.AVAILABLE), EACH_MICRO_PAT);
  }
  const left = ledger.available(consumer);
  await chain.sent((await chain.as(CONSUMER)).requestWithdrawal(10_000 * PAT));
  await chain.pass(61);

  const before = world.store.head?.batchId ?? 0;
  const batches = Math.ceil((ACCOUNTS + 1) / (ACCOUNTS_PER_BATCH_MAX - 1));
  const clearing = await chain.as(CONSUMER);
  const onChain = async () => Number((await clearing.progress()).batchId);
  let tries = 0;
  while ((await onChain()) < before + batches) {
    await expect(chain.sent(clearing.claim(CONSUMER_ON_CHAIN))).rejects.toThrow(
      'RequestNotSettled',
    );
    // Whoever starts anew in the middle goes on there; each dies before it has sent two batches.
    world.restart(diesBeforeSecondSend());
    try {
      await world.settler.round();
      const { state, trouble } = world.settler.report();
      expect(state === 'STOPPED' ? trouble : undefined).toBeUndefined();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
    tries += 1;
  }
  expect(tries).toBeGreaterThanOrEqual(batches);
  world.restart();
  await world.settle();
  expect(world.store.head?.batchId).toBe(before + batches);
  expect((await clearing.accountAt(CLEARING_ON_CHAIN)).freeMicro).toBe(0n);
  expect(await world.problems()).toEqual([]);

  await chain.sent(clearing.claim(CONSUMER_ON_CHAIN));
  expect(await chain.tokensOf(CONSUMER)).toBe(left);
  await world.settle();
  expect(ledger.available(consumer)).toBe(0);
  expect(await world.problems()).toEqual([]);
  world.venue.check();
});
