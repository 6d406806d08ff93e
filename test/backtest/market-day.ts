/**
 * A journal for backtests: some hours of a venue with its broker, two consumers and two providers who buy, sell, trade
 * with each other, cancel by order id, ask for firm quotes and take some, exercise and deliver, all by a seed.
 */
import {
  EVENT,
  EVENT_WORDS,
  FIRM_QUOTE,
  FIRST_OPERATOR_ACCOUNT,
} from '../../src/engine/core/index.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  COMMAND_KIND,
  Command,
  SIDE,
  TIME_IN_FORCE,
} from '../../src/values/index.js';
import { type BrokerVenue, CONTRACT, market, PAT } from '../broker/broker-venue.js';
import { DAY_MS, START_MS } from '../support/venue.js';

const SEGMENT = 'AUTO_INTENT';
const STEP_MS = 60_000;
const SECOND_MS = 1_000;
const TICK_MS = 10;
const IDLE_MS = 5_000;
const TICKETED = 1;
const NOTICED = 2;

/** Numbers in [0, n), the same for the same seed. */
function chance(seed: number): (n: number) => number {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

export interface MarketDay {
  readonly venue: BrokerVenue;
  readonly contract: string;
}

/** Plays so many minutes. */
export async function marketDay(seed: number, minutes: number): Promise<MarketDay> {
  const { venue, consumer, provider } = await market({
    rules: { serviceLevelMs: 20 * STEP_MS, acceptanceMs: 40 * STEP_MS },
  });
  // Quotes as dense as the first formulas make them: what is played here is the journal, not the pricing.
  venue.parameter('quote_policy', 0);
  const consumers = [consumer, openInLastSpace(venue)];
  const providers = [provider, venue.open(ACCOUNT_ROLE.PROVIDER)];
  for (const targetAccountId of [consumers[1] ?? 0, providers[1] ?? 0]) {
    venue.operator('deposit', { targetAccountId, amountMicroPat: 1_000_000 * PAT });
  }
  const second = providers[1] ?? 0;
  const lastOffer = offersOf(venue);
  venue.operator('setConfidence', { providerId: second, segment: SEGMENT, confidencePpm: 800_000 });
  venue.submit(second, 'escrowCapacity', {
    providerId: 0,
    segment: SEGMENT,
    capacityLots: 100_000,
    attestedUntilMs: START_MS + 30 * DAY_MS,
  });
  for (const id of providers) venue.submit(id, 'mintRights', { seriesId: 1, quantityLots: 2_000 });
  await venue.settle();
  const roll = chance(seed);
  const pick = (of: readonly number[]): number => of[roll(of.length)] ?? 0;
  for (let minute = 0; minute < minutes; minute += 1) {
    await hostPass(venue, STEP_MS);
    const { bids, asks } = venue.quote();
    const mark = venue.series('markTicks');
    const bid = bids[0]?.priceTicks ?? mark - 2;
    const ask = asks[0]?.priceTicks ?? mark + 2;
    const seller = pick(providers);
    const buyer = pick(consumers);
    const lots = 1 + roll(8);
    switch (roll(8)) {
      case 0:
      case 1:
        venue.order(seller, {
          side: SIDE.SELL,
          priceTicks: bid,
          lots,
          timeInForce: TIME_IN_FORCE.IOC,
        });
        break;
      case 2:
      case 3:
        venue.order(buyer, { side: SIDE.BUY, priceTicks: ask, lots });
        break;
      case 4:
        // Between the broker's prices: a provider's offer another customer may lift.
        venue.order(seller, { side: SIDE.SELL, priceTicks: ask - 1, lots });
        await venue.settle();
        if (roll(2) === 0) venue.order(buyer, { side: SIDE.BUY, priceTicks: ask - 1, lots });
        else cancelNewest(venue, seller);
        break;
      case 5:
        venue.submit(buyer, 'exerciseRights', { seriesId: 1, quantityLots: lots });
        break;
      case 6:
        venue.submit(buyer, 'requestQuote', { seriesId: 1, side: SIDE.BUY, quantityLots: lots });
        await venue.settle();
        if (roll(4) > 0 && lastOffer() !== 0) {
          venue.submit(buyer, 'acceptQuote', { quoteId: lastOffer() });
        }
        break;
      default:
        deliver(venue);
    }
    await venue.settle();
  }
  await venue.sequencer.stop();
  return { venue, contract: CONTRACT };
}

/** Opens a consumer by a command of the operator's last id space: nobody's for a backtest's own commands to take. */
function openInLastSpace(venue: BrokerVenue): number {
  const clientRequestId = 31 * 2 ** 48 + 1;
  const command = new Command();
  command.kind = COMMAND_KIND.OPEN_ACCOUNT;
  command.accountId = FIRST_OPERATOR_ACCOUNT;
  command.clientId = clientRequestId;
  command.body = {
    role: ACCOUNT_ROLE.CONSUMER,
    accountClass: ACCOUNT_CLASS.INSTITUTION,
    firmGroup: 0,
    publicKey: new Uint8Array(0),
    scopes: [],
    name: 'someone',
    clientRequestId,
  };
  venue.sequencer.submit(command, 0);
  return venue.core.state.accounts.count;
}

/** The id of the last answer to a request, 0 where that was no firm quote. */
function offersOf(venue: BrokerVenue): () => number {
  let last = 0;
  venue.sequencer.listen({
    sealed: () => undefined,
    durable: ({ events: { words, length } }) => {
      for (let at = 0; at < length; at += EVENT_WORDS[words[at] as number] as number) {
        if (words[at] === EVENT.FIRM_QUOTE) last = words[at + FIRM_QUOTE.orderId] as number;
      }
    },
  });
  return () => last;
}

/** Lets time pass as the exchange does: a tick when something is due, on its grid, and a frame when there was none. */
async function hostPass(venue: BrokerVenue, ms: number): Promise<void> {
  const untilMs = venue.nowMs + ms;
  while (venue.nowMs < untilMs) {
    const dueMs = Math.ceil(venue.desk.nextRunAtMs / TICK_MS) * TICK_MS;
    const nextMs = Math.max(venue.nowMs + TICK_MS, Math.min(dueMs, venue.nowMs + SECOND_MS));
    venue.nowMs = Math.min(untilMs, nextMs);
    const isIdle = venue.nowMs - venue.core.state.timeMs >= IDLE_MS;
    if (venue.core.lifecycle.isDue(venue.nowMs) || isIdle) venue.submit(0, 'advanceTime', {});
    venue.desk.tick(venue.nowMs);
    await venue.settle();
  }
}

/** Cancels an account's newest order by the id the venue gave it. */
function cancelNewest(venue: BrokerVenue, accountId: number): void {
  const { live, state } = venue.core;
  const slot = [...Array(state.limits.maxOrders).keys()].find(
    (one) => one > 0 && live.owner(one) === accountId && live.openLots(one) > 0,
  );
  if (slot === undefined) return;
  const command = new Command();
  command.kind = COMMAND_KIND.CANCEL_ORDER;
  command.accountId = accountId;
  command.orderId = state.orders.idOf(slot);
  venue.sequencer.submit(command, 0);
}

/** Every ticket gets its notice, every notice its receipt. */
function deliver(venue: BrokerVenue): void {
  const { deliveries } = venue.core.state;
  for (let slot = 1; slot <= deliveries.highWater; slot += 1) {
    const deliveryId = deliveries.idOf(slot);
    const state = deliveries.get(slot, 0);
    const [consumer, provider] = [deliveries.get(slot, 1), deliveries.get(slot, 2)];
    if (state === TICKETED) {
      venue.submit(provider, 'noticeDelivery', {
        deliveryId,
        contentHash: new Uint8Array(32).fill(1),
        location: 'https://data.example/records',
      });
    } else if (state === NOTICED) {
      venue.submit(consumer, 'acceptDelivery', {
        deliveryId,
        signature: new Uint8Array(64),
        keyId: 0,
      });
    }
  }
}
