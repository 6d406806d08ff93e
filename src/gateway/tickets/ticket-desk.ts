/**
 * Delivery tickets: signed by the desk once the exercise is durable, sent to both parties, and sent again at logon and
 * at intervals until each has acknowledged.
 *
 * Signed tickets are kept, the newest ones of a bounded number; one that is no longer kept is signed again when it is
 * due. Fails soft: without a signature nothing goes out now, and the next round asks again.
 */
import {
  type ContractRecord,
  DELIVERY_FIELD as D,
  DELIVERY as DE,
  SERIES_FIELD as S,
} from '../../engine/core/index.js';
import type { DeliveryTicket } from '../../schema/index.js';
import { DELIVERY_STATE } from '../../values/index.js';
import type { Context } from '../context.js';
import type { TicketSigner } from '../options.js';
import type { Outgoing } from '../outbox/outgoing.js';
import { ticketIdOf } from '../outbox/report-encoder.js';
import { SESSION_STATE, type Session } from '../session/session.js';
import type { SessionTable } from '../session/session-table.js';
import { deliverySlots } from '../views/account-snapshot.js';

const NO_SIGNATURE = new Uint8Array(0);

/** What is particular to one ticket. */
interface TicketTerms {
  readonly deliveryId: number;
  readonly ticketSequence: number;
  readonly ticketIndex: number;
  readonly seriesId: number;
  readonly consumerId: number;
  readonly providerId: number;
  readonly quantityLots: number;
  readonly deadlineTimeMs: number;
}

/** Bits of a delivery's acknowledgement. */
const ACKNOWLEDGED = { consumer: 1, provider: 2 } as const;

export class TicketDesk {
  private readonly context: Context;
  private readonly sessions: SessionTable;
  private readonly outgoing: Outgoing;
  private readonly signer: TicketSigner;
  /** By delivery, oldest first; undefined while the signature is on its way. */
  private readonly tickets = new Map<number, DeliveryTicket | undefined>();
  private readonly wake: () => void;
  /** Tickets of the batch on its way to disk, not yet signed. */
  private issued: DeliveryTicket[] = [];

  constructor(
    context: Context,
    parts: {
      readonly sessions: SessionTable;
      readonly outgoing: Outgoing;
      readonly signer: TicketSigner;
      readonly wake: () => void;
    },
  ) {
    this.context = context;
    this.sessions = parts.sessions;
    this.outgoing = parts.outgoing;
    this.signer = parts.signer;
    this.wake = parts.wake;
  }

  /** A delivery event of the batch being sealed. */
  noted(words: Float64Array, at: number): void {
    // A reassigned delivery is ticketed anew, to another provider.
    this.tickets.delete(words[at + DE.deliveryId] as number);
    if (words[at + DE.state] !== DELIVERY_STATE.TICKETED) return;
    this.issued.push(
      this.ticketOf({
        deliveryId: words[at + DE.deliveryId] as number,
        ticketSequence: words[at + DE.ticketSequence] as number,
        ticketIndex: words[at + DE.ticketIndex] as number,
        seriesId: words[at + DE.series] as number,
        consumerId: words[at + DE.consumer] as number,
        providerId: words[at + DE.provider] as number,
        quantityLots: words[at + DE.lots] as number,
        deadlineTimeMs: words[at + DE.deadlineMs] as number,
      }),
    );
  }

  /** The batch is durable: its tickets may be signed. */
  durable(): void {
    if (this.issued.length === 0) return;
    const { issued } = this;
    this.issued = [];
    for (const ticket of issued) this.sign(ticket);
  }

  /** Sends a session the tickets it has not acknowledged. The state is at a turn's end. */
  remind(session: Session): void {
    const { core, limits } = this.context;
    let left = limits.ticketsPerTurn;
    for (const slot of deliverySlots(core, session.accountId)) {
      if (!this.isDue(slot, session.accountId)) continue;
      const deliveryId = core.state.deliveries.idOf(slot);
      const ticket = this.tickets.get(deliveryId);
      if (ticket !== undefined) this.send(session, ticket);
      else if (!this.tickets.has(deliveryId)) this.sign(this.ticketAt(slot));
      left -= 1;
      if (left === 0) return;
    }
  }

  /** Whether an account still needs the ticket of a delivery. */
  private isDue(slot: number, accountId: number): boolean {
    const { deliveries } = this.context.state;
    const state = deliveries.get(slot, D.state);
    if (state !== DELIVERY_STATE.TICKETED && state !== DELIVERY_STATE.OVERDUE) return false;
    const isConsumer = deliveries.get(slot, D.consumer) === accountId;
    const bit = isConsumer ? ACKNOWLEDGED.consumer : ACKNOWLEDGED.provider;
    return (deliveries.get(slot, D.acknowledged) & bit) === 0;
  }

  private sign(ticket: DeliveryTicket): void {
    const { deliveryId } = ticket;
    this.keep(deliveryId, undefined);
    this.signer.sign(ticket).then(
      (signature) => this.signed({ ...ticket, signature }),
      (error: unknown) => {
        this.tickets.delete(deliveryId);
        this.context.log.error({ err: error, deliveryId }, 'a delivery ticket was not signed');
      },
    );
  }

  /** The signature came: sends the ticket to the parties that are there and still need it. */
  private signed(ticket: DeliveryTicket): void {
    const { deliveryId, consumerId, providerId } = ticket;
    const slot = this.context.state.deliveries.find(deliveryId);
    const isSame = slot !== 0 && this.context.state.deliveries.get(slot, D.provider) === providerId;
    if (!isSame || !this.tickets.has(deliveryId)) return;
    this.keep(deliveryId, ticket);
    for (const accountId of [consumerId, providerId]) {
      if (!this.isDue(slot, accountId)) continue;
      for (const session of this.sessions.listening[accountId] ?? []) this.send(session, ticket);
    }
    this.wake();
  }

  private send(session: Session, ticket: DeliveryTicket): void {
    if (session.state !== SESSION_STATE.ACTIVE) return;
    this.context.metrics.ticketsSent += 1;
    if (!this.outgoing.frame(session).message(0, 0, 'deliveryTicket', ticket)) {
      this.outgoing.overflow(session);
    }
  }

  private keep(deliveryId: number, ticket: DeliveryTicket | undefined): void {
    this.tickets.delete(deliveryId);
    this.tickets.set(deliveryId, ticket);
    if (this.tickets.size <= this.context.limits.ticketsKept) return;
    for (const oldest of this.tickets.keys()) {
      this.tickets.delete(oldest);
      break;
    }
  }

  /** The ticket of a delivery under way, unsigned. */
  private ticketAt(slot: number): DeliveryTicket {
    const { core, state } = this.context;
    const get = (field: number): number => state.deliveries.get(slot, field);
    return this.ticketOf({
      deliveryId: state.deliveries.idOf(slot),
      ticketSequence: get(D.ticketSequence),
      ticketIndex: get(D.ticketIndex),
      seriesId: get(D.series),
      consumerId: get(D.consumer),
      providerId: get(D.provider),
      quantityLots: get(D.lots),
      deadlineTimeMs: core.deliveryDesk.deadlineMs(slot),
    });
  }

  private ticketOf(terms: TicketTerms): DeliveryTicket {
    const { core, state } = this.context;
    const { ticketSequence, ticketIndex, ...rest } = terms;
    const contractId = state.series.get(terms.seriesId, S.contract);
    const { rules } = state.registry.contract(contractId) as ContractRecord;
    return {
      ...rest,
      ticketId: ticketIdOf(ticketSequence, ticketIndex),
      series: core.lifecycle.seriesText(terms.seriesId),
      quota: rules.quotaPerLot * terms.quantityLots,
      licenceHash: Buffer.from(rules.licenceHash, 'hex'),
      signature: NO_SIGNATURE,
    };
  }
}
