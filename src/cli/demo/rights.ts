/**
 * What becomes of the rights: consumers exercise what they hold, providers serve signed tickets, consumers sign the
 * receipts. What is handed over in the sandbox is the number of the delivery; its hash is what both sides see.
 */
import { createHash } from 'node:crypto';
import {
  DELIVERY_STATE,
  type DeliveryReport,
  type DeliveryTicket,
  type PatxClient,
  type PositionReport,
  verifyTicket,
} from '../../client/index.js';
import type { Tally } from './tally.js';

/** What a consumer keeps of a series instead of exercising it, so that there is something to see. */
const KEPT_LOTS = 5;

/** What one consumer holds and exercises now and then. */
export class Holdings {
  private readonly consumer: PatxClient;
  private readonly tally: Tally;
  private readonly freeLots = new Map<number, number>();

  constructor(consumer: PatxClient, tally: Tally) {
    this.consumer = consumer;
    this.tally = tally;
    consumer.events.positions.on((position) => this.learn(position));
    consumer.events.deliveries.on((report) => this.follow(report));
  }

  /** Takes over what an earlier run left. */
  async start(): Promise<void> {
    const { positions, deliveries } = await this.consumer.queries.accountSnapshot();
    for (const position of positions) this.learn(position);
    for (const report of deliveries) this.follow(report);
  }

  /** Exercises what is held beyond what is kept. */
  exercise(): void {
    for (const [seriesId, freeLots] of this.freeLots) {
      const quantityLots = freeLots - KEPT_LOTS;
      if (quantityLots < 1) continue;
      this.freeLots.set(seriesId, KEPT_LOTS);
      this.consumer.rights.exercise({ seriesId, quantityLots }).then(
        () => {
          this.tally.exercisedLots += quantityLots;
        },
        (error: unknown) => this.tally.failed(error),
      );
    }
  }

  private learn({ seriesId, heldLots, reservedLots }: Readonly<PositionReport>): void {
    const freeLots = heldLots - reservedLots;
    if (freeLots === 0) this.freeLots.delete(seriesId);
    else this.freeLots.set(seriesId, freeLots);
  }

  private follow({ deliveryId, state, consumerId, contentHash }: DeliveryReport): void {
    if (consumerId !== this.consumer.accountId) return;
    if (state === DELIVERY_STATE.ACCEPTED) this.tally.deliveries += 1;
    else if (state === DELIVERY_STATE.NOTICED) {
      this.accept(deliveryId, contentHash).catch((error: unknown) => this.tally.failed(error));
    }
  }

  /** Signs for what the notice says, if that is what is handed over. */
  private async accept(deliveryId: number, contentHash: Uint8Array): Promise<void> {
    if (!contentHashOf(deliveryId).equals(contentHash)) return;
    await this.consumer.rights.accept({ deliveryId, contentHash });
  }
}

/** Serves every ticket of a provider that the desk has signed. */
export function serveTickets(provider: PatxClient, deskPublicKey: Uint8Array, tally: Tally): void {
  const serve = async (ticket: DeliveryTicket): Promise<void> => {
    const { deliveryId } = ticket;
    if (!(await verifyTicket(ticket, deskPublicKey))) {
      tally.badTickets += 1;
      return;
    }
    await provider.rights.acknowledgeTicket({ deliveryId });
    await provider.rights.notice({
      deliveryId,
      contentHash: contentHashOf(deliveryId),
      location: `sandbox:delivery/${deliveryId}`,
    });
  };
  provider.events.tickets.on((ticket) => {
    serve(ticket).catch((error: unknown) => tally.failed(error));
  });
}

function contentHashOf(deliveryId: number): Buffer {
  return createHash('sha256').update(`patx sandbox delivery ${deliveryId}`).digest();
}
