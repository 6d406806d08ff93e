/**
 * Would catch: a settler that is killed before or after anything it does, once or twice, and then settles a range twice,
 * never or with other rows, of money or of rights, credits or pays twice, or leaves chain and ledger apart.
 *
 * One world lives through all of it: in each cycle something is deposited, traded and withdrawn, and the settler dies at
 * another place. Its disk is a real LMDB environment and its chain a real anvil.
 */
import { expect, it } from 'vitest';
import { IS_LONG } from '../support/long.js';
import type { LocalVenue } from './support/local-venue.js';
import { type Parties, withMarket } from './support/market.js';
import { type Effect, PAT, type SettledVenue } from './support/settled-venue.js';

class Killed extends Error {}

let chain: LocalVenue;
let world: SettledVenue;
let parties: Parties;
const CONSUMER = 2;
const STRANGER = 5;
const EFFECTS = [
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
];

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

/** Where a settler dies: at so many effects after its start, or at the first of a name. */
type Place = number | string;

/** Settles with settlers that die at a place each, if they get there; the last one lives. Says where they died. */
async function settleKilled(places: readonly Place[]): Promise<string[]> {
  const at: string[] = [];
  for (const place of places) {
    let count = 0;
    const effect: Effect = (name, isDone) => {
      const here = `${isDone ? 'after' : 'before'} ${name}`;
      if (place === count || place === here) {
        at[places.indexOf(place)] = here;
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

/** One life with its deaths; what was made of it is the same as without. Says where the settler died. */
async function dieAt(places: readonly Place[]): Promise<string[]> {
  await live();
  const before = world.store.head?.batchId ?? 0;
  const rightsBefore = world.store.rights.head?.batchId ?? 0;
  const at = await settleKilled(places);
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
  return at;
}

it('comes to the same end wherever it was killed', { timeout: 240_000 }, async () => {
  const seen = new Set<string>();
  let place = 0;
  for (let isReached = true; isReached; place += IS_LONG ? 1 : 3) {
    // A second death soon after the first, on the way back.
    const at = await dieAt([place, place % 3]);
    isReached = at[0] !== undefined && place < 200;
    for (const one of at) if (one !== undefined) seen.add(one);
  }
  expect(place).toBeGreaterThan(20);
  // What is the n-th effect depends on how fast the chain is, so counting may step over one.
  for (const name of EFFECTS) {
    if (!seen.has(name)) for (const one of await dieAt([name])) seen.add(one);
  }
  expect([...seen].sort()).toEqual(EFFECTS);
});
