/**
 * Would catch: somebody who ends with both the rights and the PAT that paid for them, by withdrawing, by waiting for
 * settlement to fail, or by the escape; a range that is too large for one batch and is not settled or settled in part; a
 * venue that goes on after its escape; a withdrawal that somebody else can end.
 */
import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_FIELD,
  BROKER_ACCOUNT,
  COMMAND_RESULT,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
} from '../../src/engine/core/index.js';
import { accessRights, attach } from '../../src/settlement/index.js';
import { errorName, SIDE } from '../../src/values/index.js';
import type { LocalVenue } from './support/local-venue.js';
import { type Parties, withMarket } from './support/market.js';
import { PAT, type SettledVenue } from './support/settled-venue.js';

const ESCAPE_SECONDS = 8 * 86_400;
let chain: LocalVenue;
let world: SettledVenue;
let parties: Parties;

withMarket(
  (...all) => {
    [chain, world, parties] = all;
  },
  {
    // Caps that a market of this size passes: a group needs several batches, and an epoch does not hold all of it.
    terms: {
      batchDebitMicroPat: BigInt(60 * PAT),
      epochDebitMicroPat: BigInt(150 * PAT),
      epochSeconds: 600,
      escapeDelaySeconds: ESCAPE_SECONDS,
    },
  },
);

const CONSUMER = 2;
const PROVIDER = 3;
const consumerOnChain = 4;
const providerOnChain = 5;

/** The provider sells to the broker, the broker to the consumer: money changes hands when it is delivered. */
function buy(lots: number): void {
  world.trade(parties.consumer, parties.provider, lots);
}

function codeOf(events: number[][]): string | undefined {
  const result = events.find(([type]) => type === EVENT.COMMAND_RESULT);
  return errorName(result?.[COMMAND_RESULT.code] ?? 0);
}

describe('rights and PAT', () => {
  it('are not both had by depositing, buying and claiming', async () => {
    const { consumer } = parties;
    buy(20);
    const asConsumer = await chain.as(CONSUMER);
    await chain.sent(asConsumer.requestWithdrawal(10_000 * PAT));
    // No batch has said that the ledger knows of it.
    await chain.pass(61);
    await expect(chain.sent(asConsumer.claim(consumerOnChain))).rejects.toThrow(
      'RequestNotSettled',
    );
    await world.settle();
    const paidFor = world.core.state.accounts.get(consumer, ACCOUNT_FIELD.escrowMicroPat);
    expect(paidFor).toBeGreaterThan(0);
    // What is left is withheld: it buys nothing more.
    expect(world.core.state.ledger.spendable(consumer)).toBe(0);
    world.venue.order(consumer, { side: SIDE.BUY, priceTicks: 100, lots: 1 });
    expect(world.core.state.accounts.get(consumer, ACCOUNT_FIELD.openOrders)).toBe(0);
    await chain.sent(asConsumer.claim(consumerOnChain));
    expect(await chain.tokensOf(CONSUMER)).toBe(10_000 * PAT - paidFor);
    await world.settle();
    expect(await world.problems()).toEqual([]);
  });

  it('are not both had by claiming while settlement is down', async () => {
    const asConsumer = await chain.as(CONSUMER);
    await chain.sent(asConsumer.requestWithdrawal(9_000 * PAT));
    buy(20);
    await chain.pass(ESCAPE_SECONDS / 2);
    await expect(chain.sent(asConsumer.claim(consumerOnChain))).rejects.toThrow(
      'RequestNotSettled',
    );
    await world.settle();
    await chain.sent(asConsumer.claim(consumerOnChain));
    await world.settle();
    expect(await world.problems()).toEqual([]);
  });

  it('are not both had by the escape: it pays what was not handed over, and the venue ends', async () => {
    const { consumer } = parties;
    buy(20);
    await world.settle();
    const slot = await chain.deployment.clearing.accountAt(consumerOnChain);
    expect(slot.lockedMicro).toBeGreaterThan(0n);
    await expect(chain.sent((await chain.as(9)).triggerEscape())).rejects.toThrow('NotSilent');
    await chain.pass(ESCAPE_SECONDS + 1);
    await chain.sent((await chain.as(9)).triggerEscape());
    const made = world.store.head?.batchId;
    buy(1);
    await world.settler.round();
    expect(world.settler.report().state).toBe('ESCAPED');
    expect(world.store.head?.batchId).toBe(made);
    const { registry } = world.core.state;
    expect(registry.globalKilled).toBe(true);
    const use = { seriesId: 1, quantityLots: 1 };
    const before = world.core.state.deliveries.liveCount;
    world.venue.send(consumer, 'exerciseRights', use);
    expect(world.core.state.deliveries.liveCount).toBe(before);
    const release = { killScope: 1, targetId: 0, reason: 'a test' };
    expect(codeOf(world.venue.send(FIRST_OPERATOR_ACCOUNT, 'releaseKill', release))).toBe(
      'ESCAPED',
    );
    // Everybody is paid all that is stored, also what it had set aside, and nobody twice.
    const asAnybody = await chain.as(9);
    for (const id of [3, consumerOnChain, providerOnChain]) {
      await chain.sent(asAnybody.escapeWithdraw(id));
      await expect(chain.sent(asAnybody.escapeWithdraw(id))).rejects.toThrow('NothingStored');
    }
    expect(await chain.tokensOf(CONSUMER)).toBe(10_000 * PAT);
  });

  it('are not had at all by moving rights from holder to holder', async () => {
    const owner = await chain.provider.getSigner(CONSUMER);
    const rights = attach(accessRights, await chain.deployment.rights.getAddress(), owner);
    const transfer = rights.safeTransferFrom(owner.address, await chain.owner(3), 1n, 1n, '0x');
    await expect(chain.sent(transfer)).rejects.toThrow('TransfersDisabled');
  });
});

describe("a stranger's claim", () => {
  it('does not end a request while there is nothing, or too little, to pay', async () => {
    const { provider } = parties;
    const { accounts, timeMs } = world.core.state;
    // The provider's dispute window is open: what it asks for now is not free before the window's end.
    accounts.set(provider, ACCOUNT_FIELD.withdrawableAtMs, timeMs + 1_000);
    const asProvider = await chain.as(PROVIDER);
    const asStranger = await chain.as(9);
    await chain.sent(asProvider.requestWithdrawal(60 * PAT));
    await world.settle();
    expect((await asProvider.accountAt(providerOnChain)).freeMicro).toBe(0n);
    await chain.pass(61);
    await expect(chain.sent(asStranger.claim(providerOnChain))).rejects.toThrow('ClaimShort');
    await expect(chain.sent(asProvider.claim(providerOnChain))).rejects.toThrow('ClaimShort');
    world.venue.advance(1_000);
    await world.settle();
    await chain.sent(asStranger.claim(providerOnChain));
    expect(await chain.tokensOf(PROVIDER)).toBe(60 * PAT);
    await world.settle();
    expect(await world.problems()).toEqual([]);
  });
});

describe('a range above the caps', () => {
  /** Money that changes hands: what a wallet's owner has moves to an account that has none. */
  async function move(pat: number): Promise<void> {
    const { ledger } = world.core.state;
    const { consumer, provider } = parties;
    ledger.post(ledger.bucket(consumer, 0), ledger.bucket(provider, 0), pat * PAT);
  }

  it('is settled in several batches through the clearing account, none above the cap', async () => {
    const before = world.store.head?.batchId ?? 0;
    await move(140);
    await world.settle();
    expect((world.store.head?.batchId ?? 0) - before).toBe(3);
    expect(await world.problems()).toEqual([]);
    const middle = world.store.noteOf(before + 1);
    expect(middle).toMatchObject({ isGroupEnd: false });
    expect(middle?.debitMicroPat).toBeLessThanOrEqual(60 * PAT);
  });

  it('waits for the next epoch where one does not hold it, and says so', async () => {
    await move(290);
    for (let round = 0; round < 10; round += 1) await world.settler.round();
    expect(world.settler.report()).toMatchObject({
      state: 'WAITING',
      trouble: { code: 'WOULD_REVERT', detail: expect.stringContaining('EpochDebitCap') },
    });
    // Deposits are credited all the while.
    const before = world.available(BROKER_ACCOUNT);
    await chain.deposit(1, PAT);
    await world.settler.round();
    expect(world.available(BROKER_ACCOUNT)).toBe(before + PAT);
    for (let epoch = 0; epoch < 2; epoch += 1) {
      await chain.pass(1_300);
      for (let round = 0; round < 10; round += 1) await world.settler.round();
    }
    await world.settle();
    expect(await world.problems()).toEqual([]);
  });
});
