/** Catches firm quotes that are each within the limit on inventory and together are not. */
import { describe, expect, it } from 'vitest';
import { CODE, EVENT, EVENT_WORDS, FIRM_QUOTE as F } from '../../src/engine/core/index.js';
import { ACCOUNT_ROLE, SIDE } from '../../src/values/index.js';
import { DAY_MS, START_MS } from '../support/venue.js';
import { PAT, stockedMarket } from './broker-venue.js';

describe('firm quotes to sell to the broker', () => {
  it('together never take it above max_inventory_lots', async () => {
    const { venue } = await stockedMarket();
    // A broker with so many lots would buy none by the optimum.
    venue.parameter('quote_policy', 0);
    await venue.settle();
    const held = venue.held();
    venue.parameter('max_inventory_lots', held + 100);
    venue.parameter('request_share', 950_000);
    const providers: number[] = [];
    for (let i = 0; i < 6; i += 1) {
      const p = venue.open(ACCOUNT_ROLE.PROVIDER, 100 + i);
      providers.push(p);
      venue.operator('deposit', { targetAccountId: p, amountMicroPat: 100_000 * PAT });
      venue.operator('setConfidence', {
        providerId: p,
        segment: 'AUTO_INTENT',
        confidencePpm: 800_000,
      });
      venue.submit(p, 'escrowCapacity', {
        providerId: 0,
        segment: 'AUTO_INTENT',
        capacityLots: 1_000,
        attestedUntilMs: START_MS + 30 * DAY_MS,
      });
      venue.submit(p, 'mintRights', { seriesId: 1, quantityLots: 100 });
    }
    await venue.settle();
    await venue.pass(2_000);
    const offers: { account: number; orderId: number; code: number }[] = [];
    venue.sequencer.listen({
      sealed: () => undefined,
      durable: (batch) => {
        const { words, length } = batch.events;
        for (let at = 0; at < length; at += EVENT_WORDS[words[at] as number] as number) {
          if (words[at] !== EVENT.FIRM_QUOTE) continue;
          offers.push({
            account: words[at + F.account]!,
            orderId: words[at + F.orderId]!,
            code: words[at + F.code]!,
          });
        }
      },
    });
    for (const p of providers)
      venue.submit(p, 'requestQuote', { seriesId: 1, side: SIDE.SELL, quantityLots: 60 });
    await venue.settle();
    // The first is offered what it asks for; the room left is too small for any other.
    expect(offers.map(({ code }) => code)).toEqual([0, ...Array(5).fill(CODE.THIN)]);
    for (const o of offers)
      if (o.orderId !== 0) venue.submit(o.account, 'acceptQuote', { quoteId: o.orderId } as never);
    await venue.settle();
    expect(venue.held()).toBe(held + 60);
  });
});
