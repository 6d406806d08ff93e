/** Faults of a running venue, each injected for real and taken back, for the page that must show it. */
import { rmSync, writeFileSync } from 'node:fs';
import { vi } from 'vitest';
import { DELIVERY_STATE } from '../../src/client/index.js';
import type { Series } from '../../web/src/live/shapes.js';
import { COLLATERAL_MICRO_PAT, sellToBroker, type WebVenue } from './venue.js';

export interface Fault {
  readonly name: string;
  /** The check that must find it, and nothing else. */
  readonly checkId: string;
  readonly severity?: 'bad' | 'warn';
  /** What its cause must name. */
  readonly cause: RegExp;
  inject(): Promise<unknown>;
  undo(): Promise<unknown>;
}

/** Set while the venue's clock is to be an hour ahead. */
export const CLOCK_FILE = `${process.env.TMPDIR ?? '/tmp'}/patx-clock-${process.pid}`;
/** Loaded before the program: its wall clock leaps while the file is there. */
export const LEAPING_CLOCK = `import { existsSync } from 'node:fs';
const now = Date.now; let isAhead = false;
setInterval(() => { isAhead = existsSync(${JSON.stringify(CLOCK_FILE)}); }, 50).unref();
Date.now = () => now() + (isAhead ? 5000 : 0);`;

const HASH = new Uint8Array(32).fill(7);

export function faultsOf(venue: WebVenue): Fault[] {
  const { operator, second, consumer, provider, broker } = venue;
  const kill = (
    name: string,
    killScope: 'GLOBAL' | 'ACCOUNT' | 'SERIES' | 'QUOTER',
    targetId = 0,
  ): Fault => ({
    ...{ name: `kill switch: ${name}`, checkId: 'kill-switch', cause: /drill/ },
    inject: () => operator.operator.kill({ killScope, targetId, reason: 'drill' }),
    // Nobody can release before it is verified that no order is left.
    undo: () =>
      vi.waitFor(
        () => second.operator.releaseKill({ killScope, targetId, reason: 'drill over' }),
        10_000,
      ),
  });
  const parameter = (name: string, value: number, by = operator) =>
    by.operator.setParameter({
      ...{ name, target: '', value, expectedVersion: 0, reason: 'drill', unset: false },
    });
  let requestId = 0;
  return [
    kill('everything', 'GLOBAL'),
    kill('an account', 'ACCOUNT', consumer.accountId),
    kill('a series', 'SERIES', 2),
    kill('the quoter', 'QUOTER'),
    {
      ...{ name: 'a series is halted', checkId: 'series-halted', cause: /news/ },
      inject: () => operator.operator.haltSeries({ seriesId: 2, reason: 'news' }),
      undo: () => operator.operator.resumeSeries({ seriesId: 2, reason: 'no news' }),
    },
    {
      ...{
        name: 'the quoter is halted in a series',
        checkId: 'quoter-halt',
        cause: /marks look wrong/,
      },
      inject: () =>
        operator.operator.setQuoterState({
          seriesId: 1,
          quoterState: 'HALT',
          reason: 'marks look wrong',
        }),
      undo: () =>
        operator.operator.setQuoterState({
          seriesId: 1,
          quoterState: 'NORMAL',
          reason: 'they are right',
        }),
    },
    {
      ...{ name: "a maker's protection trips", checkId: 'protection-tripped', cause: /pulled/ },
      inject: async () => {
        await provider.protect({ windowMs: 60_000, maxQuantityLots: 2 });
        await buy(venue, 3);
      },
      undo: async () => {
        await provider.resetProtection();
        await provider.protect({ windowMs: 0 });
      },
    },
    {
      ...{ name: 'a change waits', checkId: 'second-person', severity: 'warn', cause: /drill/ },
      inject: async () => {
        requestId = (await parameter('daily_loss_ppm', 30_000)).referenceId;
      },
      undo: () =>
        operator.operator.withdrawParameter({
          parameterRequestId: requestId,
          reason: 'drill over',
        }),
    },
    {
      ...{ name: 'exposure is near its limit', checkId: 'exposure-limit', cause: /collateral/ },
      inject: async () => {
        await sellToBroker(venue, 1, 150);
        const { positions } = await broker.queries.accountSnapshot();
        const heldMicroPat = positions.find(({ seriesId }) => seriesId === 1)?.costMicroPat ?? 0;
        // What it holds is 95 % of what it may.
        const limitPpm = Math.round((heldMicroPat / 0.95 / COLLATERAL_MICRO_PAT) * 1_000_000);
        const { referenceId } = await parameter('broker_series_exposure_ppm', limitPpm);
        await second.operator.approveParameter({
          parameterRequestId: referenceId,
          reason: 'drill',
        });
      },
      undo: async () => {
        const { referenceId } = await parameter('broker_series_exposure_ppm', 200_000);
        await second.operator.approveParameter({
          parameterRequestId: referenceId,
          reason: 'drill over',
        });
      },
    },
    {
      ...{ name: 'a delivery is disputed', checkId: 'dispute-open', cause: /not what was sold/ },
      inject: async () => {
        const deliveryId = await exercised(venue, 1);
        await provider.rights.notice({
          deliveryId,
          contentHash: HASH,
          location: 'https://data.example/1',
        });
        await consumer.rights.dispute({ deliveryId, reason: 'other bytes' });
      },
      undo: async () => {
        const { deliveries } = await consumer.queries.accountSnapshot();
        for (const { deliveryId, state } of deliveries) {
          if (state !== DELIVERY_STATE.DISPUTED) continue;
          await operator.operator.ruleDispute({
            deliveryId,
            upheld: false,
            reason: 'the bytes fit',
          });
        }
      },
    },
    {
      ...{ name: 'a delivery is overdue', checkId: 'delivery-overdue', cause: /service level/ },
      inject: () => exercised(venue, 3),
      undo: async () => {
        const { deliveries } = await provider.queries.accountSnapshot();
        for (const { deliveryId, state } of deliveries) {
          if (state !== DELIVERY_STATE.OVERDUE) continue;
          await provider.rights.notice({
            deliveryId,
            contentHash: HASH,
            location: 'https://data.example/2',
          });
        }
      },
    },
    {
      ...{ name: 'the clock is set', checkId: 'clock-off', cause: /1\.8 s an hour/ },
      inject: async () => writeFileSync(CLOCK_FILE, ''),
      undo: async () => rmSync(CLOCK_FILE),
    },
    {
      ...{ name: 'inventory will lapse', checkId: 'lapse-ahead', cause: /unsold/ },
      inject: () => sellToBroker(venue, 4, 90),
      // A share of more collateral is no word worth.
      undo: () => broker.send('moveCollateral', { amountMicroPat: 10 * COLLATERAL_MICRO_PAT }),
    },
  ];
}

/** The provider offers so many lots as the best of all, and the consumer takes them. */
async function buy(venue: WebVenue, lots: number, seriesId = 1): Promise<void> {
  const { markTicks, bestAskTicks } = await venue.get<Series>(`/v1/series/${seriesId}`);
  const priceTicks = bestAskTicks > 0 ? bestAskTicks - 1 : markTicks || 1_000;
  const order = { seriesId, priceTicks, quantityLots: lots } as const;
  await venue.provider.place({ ...order, side: 'SELL' });
  await venue.consumer.place({ ...order, side: 'BUY', timeInForce: 'IOC' });
}

/** Buys a right of a series and exercises it; the delivery it opened. */
async function exercised(venue: WebVenue, seriesId: number): Promise<number> {
  const { consumer } = venue;
  await buy(venue, 1, seriesId);
  const known = new Set(
    (await consumer.queries.accountSnapshot()).deliveries.map((one) => one.deliveryId),
  );
  await consumer.rights.exercise({ seriesId, quantityLots: 1 });
  const { deliveries } = await consumer.queries.accountSnapshot();
  const opened = deliveries.find(({ deliveryId }) => !known.has(deliveryId));
  if (opened === undefined) throw new Error('nothing was exercised');
  return opened.deliveryId;
}
