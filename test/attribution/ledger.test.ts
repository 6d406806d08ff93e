/**
 * Would catch: P&L that is not the ledger's. A real venue with its broker trades, exercises, delivers, fails, busts and
 * closes; the report must be the change of the broker's own balances, its claims and its marked inventory, to the
 * micro-PAT, for every series, and what a follower opened half-way says must be the difference.
 */
import { describe, expect, it } from 'vitest';
import {
  AttributionReader,
  attributionReport,
  brokerMoney,
  type PnlReport,
  type PnlRow,
} from '../../src/attribution/index.js';
import { BROKER_ACCOUNT, BUCKET, type Core, SERIES_FIELD } from '../../src/engine/core/index.js';
import type { Batch } from '../../src/engine/log/index.js';
import { SIDE, TIME_IN_FORCE } from '../../src/values/index.js';
import { type BrokerVenue, stockedMarket } from '../broker/broker-venue.js';
import { DAY_MS } from '../support/venue.js';

const BUCKETS = [BUCKET.AVAILABLE, BUCKET.RESERVED, BUCKET.PENDING, BUCKET.COLLATERAL];

function follow(venue: BrokerVenue): AttributionReader {
  const reader = new AttributionReader(venue.core, 60_000);
  // One turn is settled at a time, so the state at the seal is the state the events led to.
  venue.sequencer.listen({
    sealed: (batch: Batch) => reader.read(batch.events, batch.timeMs),
    durable: () => undefined,
  });
  return reader;
}

/** What the broker owns, by its own balances and what stands in escrows. */
function owned(core: Core): number {
  const { ledger } = core.state;
  const claims = brokerMoney(core).claimMicroPat.reduce((sum, claim) => sum + claim, 0);
  const balances = BUCKETS.map((b) => ledger.balance(ledger.bucket(BROKER_ACCOUNT, b)));
  return balances.reduce((sum, balance) => sum + balance, claims);
}

function partsOf(row: PnlRow): number {
  return [
    row.spreadMicroPat,
    row.inventoryMicroPat,
    row.freshnessMicroPat,
    row.lapseMicroPat,
    row.adverseMicroPat,
    row.settlementMicroPat,
  ].reduce<number>((sum, part) => sum + Number(part), 0);
}

function checkSums(report: PnlReport): void {
  for (const row of [report.total, ...report.segments, ...report.contracts, ...report.series]) {
    expect(partsOf(row), row.key).toBe(row.totalMicroPat);
    expect(Number(row.moneyMicroPat) + Number(row.inventoryValueMicroPat), row.key).toBe(
      row.totalMicroPat,
    );
  }
}

function buy(venue: BrokerVenue, consumer: number, lots: number): void {
  const furthest = venue.quote().asks.at(-1);
  venue.order(consumer, {
    side: SIDE.BUY,
    priceTicks: furthest?.priceTicks ?? 1,
    lots,
    timeInForce: TIME_IN_FORCE.IOC,
  });
}

function deliveriesOf(core: Core): number[] {
  const ids: number[] = [];
  const { deliveries } = core.state;
  for (let slot = 1; slot <= deliveries.highWater; slot += 1) {
    if (deliveries.get(slot, 0) !== 0) ids.push(deliveries.idOf(slot));
  }
  return ids;
}

describe('the report and the ledger', () => {
  it('agree through trades, deliveries, a failure and the close', async () => {
    const { venue, consumer, provider } = await stockedMarket();
    // The optimum would sell few lots, and some of them below fair value.
    venue.parameter('quote_policy', 0);
    await venue.settle();
    const reader = follow(venue);
    const before = owned(venue.core);
    const openingLots = venue.held();
    const openingMark = venue.series('markTicks') * venue.series('tickValueMicroPat');
    const check = (): PnlReport => {
      const report = attributionReport(reader, venue.core);
      checkSums(report);
      expect(report.total.moneyMicroPat).toBe(owned(venue.core) - before);
      const mark = venue.series('markTicks') * venue.series('tickValueMicroPat');
      expect(report.total.inventoryValueMicroPat).toBe(
        venue.held() * mark - openingLots * openingMark,
      );
      return report;
    };

    buy(venue, consumer, 8);
    await venue.settle();
    const sold = check();
    expect(sold.total.soldLots).toBe(8);
    expect(sold.total.spreadMicroPat).toBeGreaterThan(0);
    expect(sold.total.settlementMicroPat).toBe(0);
    expect(sold.total.volume).toMatchObject({ consumerLots: 8, utilityLots: 0, restLots: 8 });

    // A sale of the provider's own, so that the escrow holds what is not the broker's.
    const inside = (venue.quote().asks[0]?.priceTicks ?? 0) - 1;
    venue.order(provider, { side: SIDE.SELL, priceTicks: inside, lots: 5 });
    venue.order(consumer, { side: SIDE.BUY, priceTicks: inside, lots: 5 });
    await venue.settle();
    check();

    await venue.pass(3 * 3_600_000, { stepMs: 60_000 });
    venue.submit(consumer, 'exerciseRights', { seriesId: 1, quantityLots: 6 });
    await venue.settle();
    const exercised = check();
    expect(exercised.total.volume).toMatchObject({ utilityLots: 6, restLots: 7 });
    expect(exercised.total.freshnessMicroPat).toBeLessThan(0);

    const [first] = deliveriesOf(venue.core);
    venue.submit(provider, 'noticeDelivery', {
      deliveryId: first ?? 0,
      contentHash: new Uint8Array(32).fill(1),
      location: 'https://data.example/records',
    });
    venue.submit(consumer, 'acceptDelivery', {
      deliveryId: first ?? 0,
      signature: new Uint8Array(64),
      keyId: 0,
    });
    await venue.settle();
    check();

    // Nobody serves the rest: the service level and the time to cure pass, the consumer is refunded, the broker is paid back.
    buy(venue, consumer, 3);
    await venue.settle();
    venue.submit(consumer, 'exerciseRights', { seriesId: 1, quantityLots: 3 });
    await venue.pass(2 * 3_600_000, { stepMs: 60_000 });
    await venue.pass(12 * 3_600_000, { stepMs: 600_000 });
    const failed = check();
    expect(failed.total.volume.failedLots).toBeGreaterThan(0);
    expect(failed.total.settlementMicroPat).not.toBe(0);

    await venue.pass(8 * DAY_MS, { stepMs: 3_600_000, ticks: false });
    const closed = check();
    expect(venue.held()).toBe(0);
    expect(closed.total.lapsedLots).toBeGreaterThan(0);
    expect(closed.total.lapseMicroPat).toBeLessThan(0);
    expect(closed.total.volume.automaticLots).toBeGreaterThan(0);
  }, 60_000);

  it('agree after a bust, whichever side the broker was on', async () => {
    const { venue, consumer } = await stockedMarket();
    const reader = follow(venue);
    const before = owned(venue.core);
    buy(venue, consumer, 1);
    await venue.settle();
    venue.operator('bustTrade', {
      seriesId: 1,
      tradeId: venue.series('lastTradeId'),
      reason: 'test',
    });
    await venue.settle();
    const report = attributionReport(reader, venue.core);
    checkSums(report);
    expect(report.total.moneyMicroPat).toBe(owned(venue.core) - before);
    expect(report.total.moneyMicroPat).toBe(0);
    expect(report.total.volume.consumerLots).toBe(0);
  });

  it('opened half-way reports the difference', async () => {
    const { venue, consumer } = await stockedMarket();
    const whole = follow(venue);
    buy(venue, consumer, 4);
    await venue.settle();
    const first = attributionReport(whole, venue.core).total;
    const second = follow(venue);
    expect(second.sinceSequence).toBe(venue.core.state.sequence);
    buy(venue, consumer, 5);
    await venue.pass(600_000, { stepMs: 10_000 });
    const all = attributionReport(whole, venue.core).total;
    const later = attributionReport(second, venue.core).total;
    expect(later.soldLots).toBe(all.soldLots - first.soldLots);
    expect(later.totalMicroPat).toBe(Number(all.totalMicroPat) - Number(first.totalMicroPat));
    expect(venue.core.state.series.get(1, SERIES_FIELD.brokerLots)).toBe(later.heldLots);
  });
});
