/**
 * Answers requests for quote: from the durable request to the journaled offer, a bounded number a turn.
 *
 * A request is priced when its turn comes, from the inventory as the core has it then; nothing that was priced before is
 * offered later. Which offer was priced from what is remembered until it is taken or ends, and no longer: offers do not
 * outlive the process. Whoever asks when too many wait is told so, and so is who lets one offer after the other end.
 */
import {
  ACCOUNT_FIELD as A,
  CODE,
  type Core,
  FIRM_QUOTE as F,
  QUOTE_REQUEST as R,
} from '../engine/core/index.js';
import type { Quoter, SizeAnswer, SizeRequest } from '../quoting/index.js';
import { type ColdBodies, SIDE } from '../values/index.js';
import { LapsedOffers } from './lapsed-offers.js';
import type { OwnCommands } from './own-commands.js';
import { OwnQuote } from './own-quote.js';
import { publishedFactors } from './published-factors.js';
import type { QuoteFitter } from './quote-fitter.js';

/** Requests that wait at once. */
const WAITING_MAX = 1_024;

const CODE_OF: Readonly<Record<Extract<SizeAnswer, { readonly ok: false }>['reason'], number>> = {
  CLOSED: CODE.SERIES_CLOSED,
  HALTED: CODE.KILLED,
  TOO_LARGE: CODE.MAX_QTY,
  THIN: CODE.THIN,
};

interface Waiting extends Omit<SizeRequest, 'promisedLots' | 'offeredLots'> {
  readonly accountId: number;
  readonly requestId: number;
}

/** What an offer was priced from. */
interface Offered extends Waiting {
  readonly startLots: number;
}

export class RequestDesk {
  private readonly core: Core;
  private readonly quoter: Quoter;
  private readonly commands: OwnCommands;
  private readonly fitter: QuoteFitter;
  private readonly standing: OwnQuote;
  private waiting: Waiting[] = [];
  /** Offers on their way to the disk, by account and request; then live ones, by order. */
  private readonly sent = new Map<string, Offered>();
  private readonly live = new Map<number, Offered>();
  private readonly lapses = new LapsedOffers();
  private nowMs = 0;
  answeredCount = 0;
  refusedCount = 0;
  takenCount = 0;

  constructor(core: Core, quoter: Quoter, commands: OwnCommands, fitter: QuoteFitter) {
    this.core = core;
    this.quoter = quoter;
    this.commands = commands;
    this.fitter = fitter;
    this.standing = new OwnQuote(core);
  }

  get waitingCount(): number {
    return this.waiting.length;
  }

  /** A request is durable. */
  requested(words: Float64Array, at: number, atMs: number): void {
    const accountId = words[at + R.accountId] as number;
    const group = this.core.state.accounts.get(accountId, A.firmGroup);
    const request: Waiting = {
      accountId,
      requestId: words[at + R.requestId] as number,
      group: group === 0 ? -accountId : group,
      seriesId: words[at + R.series] as number,
      side: words[at + R.side] === SIDE.BUY ? 'BUY' : 'SELL',
      lots: words[at + R.lots] as number,
      atMs,
    };
    if (this.waiting.length < WAITING_MAX) this.waiting.push(request);
    else this.refuse(request, CODE.CAPACITY_FULL);
  }

  /** An offer, or the want of one, is durable. */
  offered(words: Float64Array, at: number): void {
    const key = keyOf(words[at + F.account] as number, words[at + F.requestId] as number);
    const offer = this.sent.get(key);
    this.sent.delete(key);
    const orderId = words[at + F.orderId] as number;
    if (offer !== undefined && orderId !== 0) this.live.set(orderId, offer);
  }

  /** An order of the broker's traded; tells the quoter if it was an offer. */
  traded(orderId: number, atMs: number): void {
    const offer = this.live.get(orderId);
    if (offer === undefined) return;
    this.live.delete(orderId);
    this.takenCount += 1;
    this.lapses.taken(offer.group);
    this.quoter.onRequestTaken({ ...offer, atMs });
  }

  /** An order of the broker's ended without a trade; returns the series whose lots it frees, or 0. */
  ended(orderId: number): number {
    const offer = this.live.get(orderId);
    this.live.delete(orderId);
    if (offer === undefined) return 0;
    this.lapses.lapsed(offer.group, this.nowMs);
    return offer.seriesId;
  }

  /** Answers what waits, at most so many; returns the series answered for. */
  answer(nowMs: number, countMax: number): readonly number[] {
    this.nowMs = nowMs;
    const now = this.waiting.splice(0, countMax);
    for (const request of now) this.answerOne({ ...request, atMs: nowMs });
    return now.map(({ seriesId }) => seriesId);
  }

  private answerOne(request: Waiting): void {
    if (this.lapses.nextAtMs(request.group, request.atMs) > request.atMs) {
      return this.refuse(request, CODE.RATE);
    }
    const { firmQuotes } = this.core;
    const promisedLots = firmQuotes.offeredLots(request.seriesId, SIDE.BUY, request.accountId);
    const offeredLots = firmQuotes.offeredLots(request.seriesId, SIDE.SELL, request.accountId);
    const answer = this.quoter.answer({ ...request, promisedLots, offeredLots });
    const decision = this.quoter.decisionFor(request.seriesId);
    if (!answer.ok) return this.refuse(request, CODE_OF[answer.reason]);
    if (decision === undefined) return this.refuse(request, CODE.SERIES_CLOSED);
    const { seriesId, side } = request;
    this.standing.read(seriesId);
    const isTakeable = this.fitter.mayTrade(seriesId, side, answer.priceTicks, this.standing);
    if (!isTakeable) return this.refuse(request, CODE.THIN);
    const isSent = this.send(request, {
      priceTicks: answer.priceTicks,
      validUntilMs: Math.floor(answer.validUntilMs),
      errorCode: 0,
      factors: publishedFactors(answer.factors, decision),
      sizeFactors: answer.sizeFactors,
    });
    if (!isSent) return;
    this.answeredCount += 1;
    const offer = { ...request, startLots: answer.sizeFactors.startLots };
    this.sent.set(keyOf(request.accountId, request.requestId), offer);
  }

  private refuse(request: Waiting, errorCode: number): void {
    this.refusedCount += 1;
    const none = { priceTicks: 0, validUntilMs: 0, factors: null, sizeFactors: null };
    this.send(request, { ...none, errorCode });
  }

  private send(
    { accountId, requestId, seriesId, side, lots }: Waiting,
    terms: Pick<
      ColdBodies['offerQuote'],
      'priceTicks' | 'validUntilMs' | 'errorCode' | 'factors' | 'sizeFactors'
    >,
  ): boolean {
    return this.commands.send('offerQuote', {
      targetAccountId: accountId,
      quoteRequestId: requestId,
      seriesId,
      side: SIDE[side],
      quantityLots: lots,
      ...terms,
    });
  }
}

function keyOf(accountId: number, requestId: number): string {
  return `${accountId} ${requestId}`;
}
