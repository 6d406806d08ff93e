/**
 * Turns a private event of the core into the message one of its parties gets.
 *
 * What an event leaves out (the terms of an entitlement) is read from the state when the message is made. Fails by
 * answering false: the message does not fit the frame.
 */
import { createHash } from 'node:crypto';
import {
  COLLATERAL_CALL as CC,
  COMMAND_RESULT as CR,
  check,
  DELIVERY as D,
  ENTITLEMENT_FIELD as E,
  ENTITLEMENT as EN,
  EVENT,
  FIRM_QUOTE as FQ,
  isOfMargin,
  PROTECTION as PR,
  QUOTE_RESULT as QR,
  RIGHTS as R,
  WALLET as WA,
} from '../../engine/core/index.js';
import { CommandResult, type ServerEncoder, ticketIdBytes } from '../../schema/index.js';
import { DURABILITY, fieldName, type SizeFactors } from '../../values/index.js';
import type { Context } from '../context.js';
import { quoteFactorsAt } from '../market/quote-channel.js';
import { noticeAt } from '../views/notices.js';
import { marginReport } from './margin-reports.js';
import { OrderReports } from './order-reports.js';
import type { PrivateEvent } from './private-event.js';

const NO_CODES: readonly number[] = [];

export class ReportEncoder {
  private readonly context: Context;
  private readonly orders = new OrderReports();
  private readonly result = new CommandResult();
  /** Results of the quotes of one command, for its own result to take along. */
  private quoteCodes: number[] = [];
  private quoteJournalSequence = 0;
  /** Where the last of them is. */
  private quoteAt = -1;

  constructor(context: Context) {
    this.context = context;
    this.result.durability = DURABILITY.DISK;
  }

  /** Appends the message of an event for its party; false when it does not fit. */
  encode(out: ServerEncoder, requestId: number, channelId: number, event: PrivateEvent): boolean {
    switch (event.type) {
      case EVENT.ORDER_ACCEPTED:
        return out.executionReport(requestId, channelId, this.orders.accepted(event));
      case EVENT.ORDER_REFUSED:
        return out.executionReport(requestId, channelId, this.orders.refused(event));
      case EVENT.TRADE:
      case EVENT.AUCTION_TRADE:
        return out.executionReport(requestId, channelId, this.orders.traded(event));
      case EVENT.ORDER_CANCELED:
        return out.executionReport(requestId, channelId, this.orders.canceled(event));
      case EVENT.ORDER_AMENDED:
      case EVENT.ORDER_REDUCED:
      case EVENT.ORDER_TRIGGERED:
      case EVENT.ORDER_REPRICED:
        return out.executionReport(requestId, channelId, this.orders.changed(event));
      case EVENT.TRADE_BUSTED:
        return out.executionReport(requestId, channelId, this.orders.busted(event));
      case EVENT.COMMAND_RESULT:
        return out.commandResult(requestId, channelId, this.setResult(event));
      case EVENT.QUOTE_RESULT:
        return out.commandResult(requestId, channelId, this.setQuoteResult(event));
      case EVENT.RIGHTS:
        return this.rights(out, requestId, channelId, event);
      case EVENT.DELIVERY:
        return this.delivery(out, requestId, channelId, event);
      case EVENT.FIRM_QUOTE:
        return this.firmQuote(out, requestId, channelId, event);
      case EVENT.WALLET:
        return this.wallet(out, requestId, channelId, event);
      case EVENT.COLLATERAL_CALL:
        return this.collateralCall(out, requestId, channelId, event);
      case EVENT.PROTECTION:
        return this.protection(out, requestId, channelId, event);
      case EVENT.ENTITLEMENT:
        return this.entitlement(out, requestId, channelId, event);
      default:
        check(isOfMargin(event.type), 'a private event has a report');
        return out.message(requestId, channelId, 'marginReport', marginReport(event));
    }
  }

  private setResult(event: PrivateEvent): CommandResult {
    const r = this.result;
    const { words: w, at, journalSequence } = event;
    r.clientRequestId = w[at + CR.clientId] as number;
    r.errorCode = w[at + CR.code] as number;
    r.errorField = fieldName(w[at + CR.field] as number);
    r.errorDetail = event.detail;
    r.referenceId = w[at + CR.reference] as number;
    r.affectedCount = w[at + CR.affected] as number;
    r.duplicate = w[at + CR.duplicate] !== 0;
    r.entryErrorCodes = this.quoteJournalSequence === journalSequence ? this.quoteCodes : NO_CODES;
    stampResult(r, event);
    if (r.duplicate) r.journalSequence = w[at + CR.recordedSequence] as number;
    return r;
  }

  /** One quote of a mass quote: the reference is its series. */
  private setQuoteResult(event: PrivateEvent): CommandResult {
    const r = this.result;
    const { words: w, at } = event;
    r.clientRequestId = 0;
    r.errorCode = w[at + QR.code] as number;
    r.errorField = '';
    r.errorDetail = '';
    r.referenceId = w[at + QR.series] as number;
    r.affectedCount = 0;
    r.duplicate = false;
    r.entryErrorCodes = NO_CODES;
    stampResult(r, event);
    this.keepQuoteCode(event, r.errorCode);
    return r;
  }

  /** An event may be encoded more than once, for who asked and for the drop copy, but its code counts once. */
  private keepQuoteCode(event: PrivateEvent, code: number): void {
    if (this.quoteJournalSequence !== event.journalSequence) {
      this.quoteCodes = [];
      this.quoteJournalSequence = event.journalSequence;
      this.quoteAt = -1;
    }
    if (event.at <= this.quoteAt) return;
    this.quoteAt = event.at;
    this.quoteCodes.push(code);
  }

  private rights(
    out: ServerEncoder,
    requestId: number,
    channelId: number,
    event: PrivateEvent,
  ): boolean {
    const { words: w, at } = event;
    return out.message(requestId, channelId, 'rightsReport', {
      action: w[at + R.action] as number,
      seriesId: w[at + R.series] as number,
      quantityLots: w[at + R.lots] as number,
      accountSequence: event.accountSequence,
      journalSequence: event.journalSequence,
      matchTimeMs: event.timeMs,
    });
  }

  private wallet(
    out: ServerEncoder,
    requestId: number,
    channelId: number,
    event: PrivateEvent,
  ): boolean {
    const { words: w, at } = event;
    return out.message(requestId, channelId, 'walletReport', {
      change: w[at + WA.change] as number,
      chainAccountId: w[at + WA.chainAccount] as number,
      requestSequence: w[at + WA.requestSequence] as number,
      amountMicroPat: w[at + WA.amountMicroPat] as number,
      accountSequence: event.accountSequence,
      journalSequence: event.journalSequence,
      matchTimeMs: event.timeMs,
      effectiveTimeMs: w[at + WA.effectiveAtMs] as number,
    });
  }

  private collateralCall(
    out: ServerEncoder,
    requestId: number,
    channelId: number,
    event: PrivateEvent,
  ): boolean {
    const { words: w, at } = event;
    return out.message(requestId, channelId, 'collateralCallReport', {
      seriesId: w[at + CC.series] as number,
      change: w[at + CC.change] as number,
      amountMicroPat: w[at + CC.amountMicroPat] as number,
      deadlineTimeMs: w[at + CC.deadlineMs] as number,
      accountSequence: event.accountSequence,
      journalSequence: event.journalSequence,
      matchTimeMs: event.timeMs,
    });
  }

  private protection(
    out: ServerEncoder,
    requestId: number,
    channelId: number,
    event: PrivateEvent,
  ): boolean {
    const { words: w, at } = event;
    return out.message(requestId, channelId, 'protectionReport', {
      change: w[at + PR.change] as number,
      limit: w[at + PR.limit] as number,
      fills: w[at + PR.fills] as number,
      quantityLots: w[at + PR.lots] as number,
      deltaMicroPat: w[at + PR.deltaMicroPat] as number,
      canceledCount: w[at + PR.canceled] as number,
      accountSequence: event.accountSequence,
      journalSequence: event.journalSequence,
      matchTimeMs: event.timeMs,
    });
  }

  private firmQuote(
    out: ServerEncoder,
    requestId: number,
    channelId: number,
    event: PrivateEvent,
  ): boolean {
    const { words: w, at } = event;
    const word = (offset: number): number => w[at + offset] as number;
    const isFirm = word(FQ.orderId) !== 0;
    return out.message(requestId, channelId, 'firmQuote', {
      clientRequestId: word(FQ.requestId),
      quoteId: word(FQ.orderId),
      seriesId: word(FQ.series),
      side: word(FQ.side),
      priceTicks: word(FQ.priceTicks),
      quantityLots: word(FQ.lots),
      validUntilMs: word(FQ.validUntilMs),
      errorCode: word(FQ.code),
      factors: isFirm ? quoteFactorsAt(w, at + FQ.factors) : null,
      sizeFactors: isFirm ? sizeFactorsAt(w, at + FQ.sizeFactors) : null,
      accountSequence: event.accountSequence,
      journalSequence: event.journalSequence,
      matchTimeMs: event.timeMs,
    });
  }

  private delivery(
    out: ServerEncoder,
    requestId: number,
    channelId: number,
    event: PrivateEvent,
  ): boolean {
    const { words: w, at } = event;
    const { state } = this.context;
    return out.message(requestId, channelId, 'deliveryReport', {
      deliveryId: w[at + D.deliveryId] as number,
      ticketId: ticketIdOf(w[at + D.ticketSequence] as number, w[at + D.ticketIndex] as number),
      seriesId: w[at + D.series] as number,
      consumerId: w[at + D.consumer] as number,
      providerId: w[at + D.provider] as number,
      quantityLots: w[at + D.lots] as number,
      state: w[at + D.state] as number,
      deadlineTimeMs: w[at + D.deadlineMs] as number,
      consumerMicroPat: w[at + D.consumerMicroPat] as number,
      providerMicroPat: w[at + D.providerMicroPat] as number,
      accountSequence: event.accountSequence,
      journalSequence: event.journalSequence,
      matchTimeMs: event.timeMs,
      entitlementId: w[at + D.entitlementId] as number,
      ...noticeAt(state, state.deliveries.find(w[at + D.deliveryId] as number)),
    });
  }

  /** The terms come from the state; of an entitlement that is gone only its end is left to tell. */
  private entitlement(
    out: ServerEncoder,
    requestId: number,
    channelId: number,
    event: PrivateEvent,
  ): boolean {
    const { core, state } = this.context;
    const { words: w, at } = event;
    const entitlementId = w[at + EN.entitlementId] as number;
    const slot = state.entitlements.find(entitlementId);
    const field = (name: number): number => (slot === 0 ? 0 : state.entitlements.get(slot, name));
    return out.message(requestId, channelId, 'entitlementReport', {
      entitlementId,
      holderId: event.account,
      resource: slot === 0 ? '' : core.entitlements.resource(slot),
      actions: slot === 0 ? '' : core.entitlements.actions(slot),
      quota: field(E.quota),
      validFromMs: field(E.validFromMs),
      validToMs: field(E.validToMs),
      origin: field(E.origin),
      status: w[at + EN.status] as number,
      accountSequence: event.accountSequence,
      journalSequence: event.journalSequence,
    });
  }
}

function sizeFactorsAt(words: Float64Array, at: number): SizeFactors {
  return {
    startLots: words[at] as number,
    targetLots: words[at + 1] as number,
    maxLots: words[at + 2] as number,
    skewSlopePpm: words[at + 3] as number,
    skewMaxPpm: words[at + 4] as number,
    clearingPpm: words[at + 5] as number,
    spreadMultiplePpm: words[at + 6] as number,
    topTicks: words[at + 7] as number,
  };
}

/** SHA-256 of a ticket's place in the journal. */
export function ticketIdOf(journalSequence: number, index: number): Uint8Array {
  return createHash('sha256').update(ticketIdBytes({ journalSequence, index })).digest();
}

function stampResult(result: CommandResult, event: PrivateEvent): void {
  result.accountSequence = event.accountSequence;
  result.journalSequence = event.journalSequence;
  result.receivedTimeMs = event.askedBy === event.account ? event.receivedMs : 0;
  result.matchTimeMs = event.timeMs;
}
