/**
 * Would catch: a settler that is killed before or after anything it does, once or twice, and then settles a range twice,
 * never or with other rows, of money or of rights, credits or pays twice, or leaves chain and ledger apart.
 *
 * One world lives through all of it: in each cycle something is deposited, traded and withdrawn, and the settler dies at
 * another place. Its disk is a real LMDB environment and its chain a real anvil.
 */
import { expect, it } from 'vitest';
import type { LocalVenue } from './support/local-venue.js';
import { type Parties, withMarket } from './support/market.js';
import { type Effect, PAT, type SettledVenue } from './support/settled-venue.js';

class Killed extends Error {}

let chain: LocalVenue;
let world: SettledVenue;
let parties: Parties;
const CONSUMER = 2;
const STRANGER = 5;
const MISSES = 3;

withMarket(
  (...all) => {
    [chain, world, parties] = all;
  },
  {
    around: 'ALL_TESTS',
  },
);

/** What happens between two batches: trades, a deposit of an unknown wallet, a withdrawal's next step. */
async function live(): Promise<void> {
  const { consumer, provider } = parties;
  world.trade(consumer, provider, 1);
  await chain.deposit(STRANGER, PAT);
  const asConsumer = await chain.as(CONSUMER);
  const account = world.core.state.wallets.find(
    (await chain.owner(CONSUMER)).slice(2).toLowerCase(),
  );
  const { pendingOutMicro } = await asConsumer.accountAt(account);
  if (pendingOutMicro === 0n) await chain.sent(asConsumer.requestWithdrawal(PAT));
  else {
    await chain.pass(61);
    await chain.sent(asConsumer.claim(account));
  }
}

/** Settles with settlers that die at a place each, if they get there; the last one lives. Says where they died. */
async function settleKilled(places: readonly number[]): Promise<string[]> {
  const at: string[] = [];
  for (const place of places) {
    let count = 0;
    const effect: Effect = (name, isDone) => {
      if (count === place) {
        at[places.indexOf(place)] = `${isDone ? 'after' : 'before'} ${name}`;
        throw new Killed();
      }
      count += 1;
    };
    world.restart(effect);
    try {
      await world.settle();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  }
  world.restart();
  await world.settle();
  return at;
}

it('comes to the same end wherever it was killed', { timeout: 240_000 }, async () => {
  const seen = new Set<string>();
  let place = 0;
  // How many effects there are depends a little on when the chain mines: the last places are tried until none is reached.
  for (let missed = 0; missed < MISSES && place < 200; place += 1) {
    await live();
    const before = world.store.head?.batchId ?? 0;
    const rightsBefore = world.store.rights.head?.batchId ?? 0;
    // A second death soon after the first, on the way back.
    const at = await settleKilled([place, place % 3]);
    missed = at[0] === undefined ? missed + 1 : 0;
    for (const one of at) if (one !== undefined) seen.add(one);
    const made = (world.store.head?.batchId ?? 0) - before;
    const ofRights = (world.store.rights.head?.batchId ?? 0) - rightsBefore;
    const problems = await world.problems();
    expect({ at, made, ofRights, problems }).toEqual({ at, made: 1, ofRights: 1, problems: [] });
    const { clearing, rights } = chain.deployment;
    expect(Number((await clearing.progress()).batchId)).toBe(before + 1);
    expect(Number(await rights.lastBatchId())).toBe(rightsBefore + 1);
    // One transaction a batch: what was sent again was the same one.
    const sent = await chain.provider.getTransactionCount(chain.keys.settler.address);
    expect(sent).toBe(before + 1 + rightsBefore + 1);
  }
  expect([...seen].sort()).toEqual([
    'after saveBatch',
    'after saveCursor',
    'after saveGroup',
    'after saveReconciled',
    'after saveRightsReconciled',
    'after send',
    'after submit',
    'before saveBatch',
    'before saveCursor',
    'before saveGroup',
    'before saveReconciled',
    'before saveRightsReconciled',
    'before send',
    'before submit',
  ]);
  expect(place).toBeGreaterThan(20);
});
