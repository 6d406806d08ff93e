/**
 * Would catch: a crash, before or after any effect, once or twice, after which a batch is settled twice, never, or out of
 * order, or its confirmation is journaled twice; something sent that was not on disk before; a reorg, a lost transaction or
 * a stuck fee that is not recovered from; a chain that contradicts the disk and is not halted for.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BATCH_STATE,
  type BatchRecord,
  dutyOf,
  type Fact,
  retryHalted,
  settleOnce,
  step,
  TRANSITIONS,
} from '../../src/settlement/batches/index.js';
import { Crash, SettlerWorld } from './support/settler-world.js';

const TERMS = { unfinalMax: 2, bumpAfterMs: 50 };
const BATCHES = 3;

type Event = 'mine' | 'reorg' | 'deepReorg' | 'forget' | 'stall' | 'nothing';
const event = fc.constantFrom<Event>(
  ...(['mine', 'mine', 'mine', 'reorg', 'deepReorg', 'forget', 'stall', 'nothing'] as const),
);

function happen(world: SettlerWorld, one: Event): void {
  world.nowMs += 10;
  if (one === 'mine') world.mine();
  else if (one === 'reorg') world.reorg(1);
  else if (one === 'deepReorg') world.reorg(2);
  else if (one === 'forget') world.pool.clear();
  else if (one === 'stall') world.nowMs += 100;
}

/** One call of a settler that may be killed in it; the next call is a new process. */
async function live(world: SettlerWorld): Promise<boolean> {
  try {
    return await settleOnce(world.ports, TERMS);
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    return true;
  }
}

/** Lets events happen between the calls, and then only good ones until nothing is left. */
async function run(world: SettlerWorld, events: readonly Event[]): Promise<SettlerWorld> {
  for (const one of events) {
    await live(world);
    happen(world, one);
  }
  for (let round = 0; round < 200; round += 1) {
    if (!(await live(world))) break;
    happen(world, 'mine');
  }
  return world;
}

/** What counts in the end, whichever way it came about. */
const outcome = (world: SettlerWorld) => ({
  states: [...world.disk.values()].map(({ state }) => state),
  settled: world.settled.map(({ batchId, batchHash }) => `${batchId} ${batchHash}`),
  log: world.log,
});

const GOOD = {
  states: Array.from({ length: BATCHES }, () => 'JOURNALED'),
  settled: ['1 hash 1', '2 hash 2', '3 hash 3'],
  log: [1, 2, 3],
};

describe('carrying batches to the chain', () => {
  it('comes to the same result when killed at any place, once or twice', async () => {
    const events: Event[] = [
      'mine',
      'forget',
      'stall',
      'nothing',
      'mine',
      'reorg',
      'mine',
      'deepReorg',
    ];
    const undisturbed = await run(new SettlerWorld(BATCHES), events);
    expect(outcome(undisturbed)).toEqual(GOOD);
    const places = undisturbed.calls * 2;
    expect(places).toBeGreaterThan(100);
    for (let place = 0; place < places; place += 1) {
      for (const again of [0, 1, 2, 3, 5, 8]) {
        const world = new SettlerWorld(BATCHES);
        world.crashes.add(place);
        if (again > 0) world.crashes.add(place + again);
        expect({ place, again, ...outcome(await run(world, events)) }).toEqual({
          place,
          again,
          ...GOOD,
        });
      }
    }
  });

  it('comes to it through any events and crashes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { maxLength: 40 }),
        fc.array(fc.nat({ max: 300 }), { maxLength: 25 }),
        fc.array(fc.tuple(fc.nat({ max: 150 }), fc.nat({ max: 3 })), { maxLength: 40 }),
        async (events, crashes, minings) => {
          const world = new SettlerWorld(BATCHES);
          for (const place of crashes) world.crashes.add(place);
          for (const [call, blocks] of minings) world.minings.set(call, blocks);
          expect(outcome(await run(world, events))).toEqual(GOOD);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('confirms in order when the chain goes on between two looks of one round', async () => {
    // Two batches are mined and not final for some rounds.
    const events: Event[] = ['nothing', 'mine', 'nothing', 'nothing', 'mine', 'nothing', 'nothing'];
    const { calls } = await run(new SettlerWorld(BATCHES), events);
    for (let place = 0; place < calls; place += 1) {
      for (const blocks of [1, 2, 3]) {
        const world = new SettlerWorld(BATCHES);
        world.minings.set(place, blocks);
        expect({ place, blocks, ...outcome(await run(world, events)) }).toEqual({
          place,
          blocks,
          ...GOOD,
        });
      }
    }
  });

  it('sends nothing that is not on disk, with one nonce a batch', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 30 }), async (events) => {
        const world = new SettlerWorld(BATCHES);
        const { send } = world.ports.chain;
        const nonces = new Map<number, Set<number>>();
        Object.assign(world.ports.chain, {
          send: (raw: string) => {
            const records = [...world.disk.values()];
            const of = records.find(({ attempts }) => attempts.some((one) => one.raw === raw));
            expect(of?.state).toBe('SUBMITTED');
            const { batchId, nonce } = JSON.parse(raw) as { batchId: number; nonce: number };
            nonces.set(batchId, (nonces.get(batchId) ?? new Set()).add(nonce));
            return send(raw);
          },
        });
        await run(world, events);
        expect([...nonces].map(([id, set]) => [id, [...set]])).toEqual([
          [1, [0]],
          [2, [1]],
          [3, [2]],
        ]);
      }),
      { numRuns: 100 },
    );
  });

  it('pays more for what is stuck, with the same nonce', async () => {
    const world = new SettlerWorld(1);
    for (const one of ['nothing', 'nothing', 'stall', 'stall'] as const) {
      await live(world);
      happen(world, one);
    }
    await live(world);
    const fees = world.disk.get(1)?.attempts.map(({ feePerGasWei }) => Number(feePerGasWei));
    expect(fees).toEqual([100, 113, 128]);
    expect(outcome(await run(world, [])).log).toEqual([1]);
    expect(world.settled).toMatchObject([{ fee: 128, nonce: 0 }]);
  });
});

describe('a chain that disagrees', () => {
  const reasonOf = (world: SettlerWorld, id: number) => world.disk.get(id)?.halt?.reason;
  const theirs = { batchId: 1, batchHash: 'theirs', nonce: 0, fee: 1 };

  it('halts for another batch under the same id, and goes on with nothing', async () => {
    const world = new SettlerWorld(BATCHES);
    world.intrude(theirs);
    await run(world, []);
    expect(reasonOf(world, 1)).toBe('CONTRADICTED');
    expect(world.settled).toHaveLength(1);
    await retryHalted(world.ports);
    expect(world.disk.get(1)?.state).toBe('PENDING');
    await run(world, []);
    expect(reasonOf(world, 1)).toBe('CONTRADICTED');
    expect(world.log).toEqual([]);
  });

  it('halts for batches that were never made here', async () => {
    const world = new SettlerWorld(1);
    await run(world, []);
    expect(world.log).toEqual([1]);
    world.disk.set(2, {
      ...(world.disk.get(1) as BatchRecord),
      batchId: 2,
      state: 'PENDING',
      attempts: [],
    });
    world.intrude({ ...theirs, batchId: 2 });
    world.intrude({ ...theirs, batchId: 3 });
    await live(world);
    expect(reasonOf(world, 2)).toBe('CHAIN_AHEAD');
  });

  it('halts for a chain without what was final, and goes on when it is back', async () => {
    const world = new SettlerWorld(BATCHES);
    while (world.log.length === 0) {
      await live(world);
      world.mine();
    }
    const { blocks } = world;
    world.blocks = [];
    await live(world);
    expect(reasonOf(world, 2)).toBe('CHAIN_BEHIND');
    world.blocks = blocks;
    expect(await live(world)).toBe(false);
    await retryHalted(world.ports);
    expect(outcome(await run(world, []))).toEqual(GOOD);
  });

  it('halts for a nonce somebody else used, and signs anew when told to', async () => {
    const world = new SettlerWorld(1);
    await live(world);
    world.intrude({ ...theirs, batchId: 0 });
    await live(world);
    world.mine();
    world.mine();
    await live(world);
    await live(world);
    expect(reasonOf(world, 1)).toBe('NONCE_TAKEN');
    await retryHalted(world.ports);
    expect(world.disk.get(1)).toMatchObject({ state: 'PENDING', attempts: [] });
    await run(world, []);
    expect(world.log).toEqual([1]);
    expect(world.settled).toMatchObject([{ batchHash: 'hash 1', nonce: 1 }]);
  });

  it('takes over a batch the chain has and a restored disk does not know of', async () => {
    const world = new SettlerWorld(BATCHES);
    await run(world, []);
    for (const record of world.disk.values()) {
      const { batchId, batchHash, callData } = record;
      world.disk.set(batchId, { batchId, batchHash, callData, state: 'PENDING', attempts: [] });
    }
    world.log.length = 0;
    expect(outcome(await run(world, []))).toEqual(GOOD);
  });
});

describe('the transitions', () => {
  const base: BatchRecord = {
    batchId: 5,
    batchHash: 'h',
    callData: 'd',
    state: 'PENDING',
    attempts: [],
  };
  const attempt = { hash: 'a', raw: 'r', feePerGasWei: '1' };
  const known = { confirmedId: 4, issuedId: 5 };
  const chain = {
    kind: 'chain',
    lastBatchId: 4,
    isFinal: false,
    finalNonce: 0,
    headNonce: 0,
  } as const;
  const facts: Fact[] = [
    { kind: 'signed', nonce: 0, attempt },
    { kind: 'sending', atMs: 1 },
    { kind: 'bumped', attempt, atMs: 1 },
    { kind: 'nonceGap', headNonce: 0 },
    { kind: 'journaled' },
    { kind: 'retried' },
    chain,
    { ...chain, lastBatchId: 5, batchHash: 'h', block: { number: 1, hash: 'b' } },
    { ...chain, lastBatchId: 5, batchHash: 'h', block: { number: 1, hash: 'b' }, isFinal: true },
    { ...chain, lastBatchId: 5, batchHash: 'other', block: { number: 1, hash: 'b' } },
    { ...chain, lastBatchId: 3 },
    { ...chain, lastBatchId: 9, batchHash: 'h' },
    { ...chain, reverted: { hash: 'a', reason: 'Overdraft' } },
    { ...chain, finalNonce: 7 },
  ];

  it('go only where the table says, from every state on every fact', () => {
    const seen = new Set<string>();
    for (const state of Object.values(BATCH_STATE)) {
      const record: BatchRecord = {
        ...base,
        state,
        nonce: 0,
        attempts: [attempt],
        ...(state === 'HALTED'
          ? { halt: { reason: 'REVERTED', from: 'SUBMITTED', detail: '' } }
          : {}),
      };
      for (const fact of facts) {
        try {
          const next = step(record, fact, known);
          if (next !== record) {
            expect(TRANSITIONS[state]).toContain(next.state);
            seen.add(`${state} ${next.state}`);
          }
          expect(record.state).toBe(state);
          expect({ ...next, state }).toMatchObject({ batchHash: 'h', callData: 'd', batchId: 5 });
        } catch (error) {
          expect(error).toMatchObject({ code: 'BAD_TRANSITION' });
        }
      }
    }
    for (const [from, tos] of Object.entries(TRANSITIONS)) {
      // An operator's retry leads to four more states, by what the record says.
      if (from === 'HALTED') continue;
      for (const to of tos) expect(seen).toContain(`${from} ${to}`);
    }
    expect(dutyOf({ ...base, state: 'JOURNALED' })).toBe('NONE');
  });
});
