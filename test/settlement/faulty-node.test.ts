/**
 * Would catch: a settler that loses or doubles anything when its node times out, says it is too busy, goes away, answers with
 * rubbish or lies, or that does not say so.
 *
 * The chain is an anvil, the node's faults a proxy in front of it.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Fault, FaultyProxy } from './support/faulty-proxy.js';
import type { LocalVenue } from './support/local-venue.js';
import { type Parties, withMarket } from './support/market.js';
import { PAT, type SettledVenue } from './support/settled-venue.js';

let chain: LocalVenue;
let world: SettledVenue;
let parties: Parties;

withMarket((...all) => {
  [chain, world, parties] = all;
});

const trade = () => world.trade(parties.consumer, parties.provider, 2);
const batchId = () => world.store.head?.batchId ?? 0;
const stateOf = (id: number) => world.store.batch(id)?.state;
const onChain = async () => Number((await chain.deployment.clearing.progress()).batchId);

describe('a node that fails', () => {
  let proxy: FaultyProxy;

  beforeEach(async () => {
    proxy = await FaultyProxy.before(chain.anvil.url);
    world.url = proxy.url;
    world.restart();
  });

  afterEach(async () => {
    await proxy?.close();
  });

  it('in any way now and then: everything is settled once all the same', async () => {
    const faults: Fault[] = (['busy', 'rubbish', 'close', 'broken'] as const).map((kind) => ({
      kind,
    }));
    let count = 0;
    proxy.fault = () => {
      count += 1;
      return count % 3 === 0 ? faults[(count / 3) % faults.length] : undefined;
    };
    const first = batchId();
    for (let cycle = 1; cycle <= 3; cycle += 1) {
      trade();
      await chain.deposit(5, PAT);
      await world.settle(200);
      expect(batchId()).toBe(first + cycle);
    }
    expect(world.settler.report().rpcRetries).toBeGreaterThan(10);
    expect(await world.problems()).toEqual([]);
    expect(await onChain()).toBe(first + 3);
  });

  it('is away: waited for, said once it lasts, and gone on with when it is back', async () => {
    proxy.fault = () => ({ kind: 'close' });
    trade();
    await world.settler.round();
    expect(world.settler.report()).toMatchObject({
      state: 'WAITING',
      trouble: { code: 'UNREACHABLE' },
    });
    world.nowMs += 61_000;
    await world.settler.round();
    expect(world.log.at(-1)).toMatchObject({ level: 'error', message: 'settlement is stuck' });
    proxy.fault = () => undefined;
    await world.settle();
    expect(world.log.map(({ message }) => message)).toContain('settlement goes on');
    expect(await world.problems()).toEqual([]);
  });

  it('answers nothing to what was sent, which had arrived: not sent as another', async () => {
    proxy.fault = ({ method }) =>
      method === 'eth_sendRawTransaction' ? { kind: 'lie', tell: () => undefined } : undefined;
    trade();
    await world.settle();
    expect(proxy.seen.get('eth_sendRawTransaction')).toBeGreaterThan(1);
    const id = batchId();
    expect(await onChain()).toBe(id);
    expect(world.store.batch(id)?.attempts).toHaveLength(1);
    expect(await world.problems()).toEqual([]);
  });

  it('lies about the nonce: too high is a gap that halts, and nothing is settled twice', async () => {
    proxy.fault = ({ method }) =>
      method === 'eth_getTransactionCount'
        ? { kind: 'lie', tell: (result) => `0x${(Number(result) + 5).toString(16)}` }
        : undefined;
    trade();
    await world.settler.round();
    const id = batchId();
    expect(stateOf(id)).toBe('SUBMITTED');
    proxy.fault = () => undefined;
    world.nowMs += 2_000;
    await world.settler.round();
    expect(world.settler.report().trouble?.code).toBe('NONCE_GAP');
    await world.store.saveControl({ isPaused: false, retries: 1 });
    await world.settle();
    expect(await onChain()).toBe(id);
    expect(await world.problems()).toEqual([]);
  });

  it('tells the nonce of a block it is still making: not taken for one that somebody used', async () => {
    await chain.provider.send('evm_setAutomine', [false]);
    trade();
    await world.settler.round();
    const id = batchId();
    expect(stateOf(id)).toBe('SUBMITTED');
    let lies = 1;
    const tell = (result: unknown) => `0x${(Number(result) + lies--).toString(16)}`;
    proxy.fault = ({ method }) =>
      method === 'eth_getTransactionCount' && lies > 0 ? { kind: 'lie', tell } : undefined;
    await world.settler.round();
    expect(lies).toBe(0);
    expect(world.settler.report()).toMatchObject({
      state: 'WAITING',
      trouble: { code: 'NODE_BEHIND' },
    });
    await chain.mine();
    await chain.provider.send('evm_setAutomine', [true]);
    await world.settle();
    expect(world.store.batch(id)?.attempts).toHaveLength(1);
    expect(await world.problems()).toEqual([]);
  });

  it('leaves logs out: nothing is credited in their place, and all is when it tells them', async () => {
    const before = world.available(parties.consumer);
    await chain.deposit(2, PAT);
    await chain.deposit(2, 2 * PAT);
    proxy.fault = ({ method }) =>
      method === 'eth_getLogs'
        ? { kind: 'lie', tell: (logs) => (logs as unknown[]).slice(-1) }
        : undefined;
    await world.settler.round();
    expect(world.settler.report().trouble?.code).toBe('EVENTS_MISSING');
    expect(world.available(parties.consumer)).toBe(before);
    proxy.fault = () => undefined;
    await world.settle();
    expect(world.available(parties.consumer)).toBe(before + 3 * PAT);
  });

  it('is of another chain, or has another contract there: refused before anything is signed', async () => {
    proxy.fault = ({ method }) =>
      method === 'eth_chainId' ? { kind: 'lie', tell: () => '0x1' } : undefined;
    await world.settler.round();
    expect(world.settler.report()).toMatchObject({
      state: 'STOPPED',
      trouble: { code: 'WRONG_CHAIN' },
    });
    proxy.fault = ({ method }) =>
      method === 'eth_getCode' ? { kind: 'lie', tell: () => '0x' } : undefined;
    await world.settler.round();
    expect(world.settler.report().trouble?.code).toBe('WRONG_CONTRACT');
    expect(proxy.seen.get('eth_sendRawTransaction')).toBeUndefined();
  });
});
