/**
 * Turns held rights into deliveries: consumers exercise what they hold, providers hand over and say so, consumers sign
 * the receipt. What is handed over in the sandbox is the delivery's number; its hash is what both sides see.
 */
import { createHash } from 'node:crypto';
import { DELIVERY_STATE, type DeliveryReport, type PatxClient } from '../../client/index.js';
import type { Tally } from './tally.js';

/** Rights kept back, so that there is something to see. */
const KEEP_LOTS = 5;

/** Exercises most of what a consumer holds. */
export async function exerciseHeld(consumer: PatxClient, tally: Tally): Promise<void> {
  const { positions } = await consumer.queries.accountSnapshot();
  for (const { seriesId, heldLots, reservedLots } of positions) {
    const quantityLots = heldLots - reservedLots - KEEP_LOTS;
    if (quantityLots < 1) continue;
    await tally.guard(consumer.rights.exercise({ seriesId, quantityLots }));
  }
}

/** Follows a provider's deliveries: each ticket is served at once. */
export function serveTickets(provider: PatxClient, tally: Tally): void {
  const serve = ({ deliveryId, state, providerId }: DeliveryReport): void => {
    if (state !== DELIVERY_STATE.TICKETED || providerId !== provider.accountId) return;
    const contentHash = contentHashOf(deliveryId);
    void tally.guard(provider.rights.notice({ deliveryId, contentHash }));
  };
  provider.events.deliveries.on(serve);
  void openDeliveries(provider, serve);
}

/** Follows a consumer's deliveries: each notice is checked and accepted. */
export function acceptNotices(consumer: PatxClient, tally: Tally): void {
  const accept = ({ deliveryId, state, consumerId }: DeliveryReport): void => {
    if (consumerId !== consumer.accountId) return;
    if (state === DELIVERY_STATE.ACCEPTED) tally.deliveries += 1;
    if (state !== DELIVERY_STATE.NOTICED) return;
    const contentHash = contentHashOf(deliveryId);
    void tally.guard(consumer.rights.accept({ deliveryId, contentHash }));
  };
  consumer.events.deliveries.on(accept);
  void openDeliveries(consumer, accept);
}

/** What an earlier run left open. */
async function openDeliveries(
  client: PatxClient,
  each: (report: DeliveryReport) => void,
): Promise<void> {
  const { deliveries } = await client.queries.accountSnapshot();
  for (const delivery of deliveries) each(delivery);
}

function contentHashOf(deliveryId: number): Uint8Array {
  return createHash('sha256').update(`patx sandbox delivery ${deliveryId}`).digest();
}
