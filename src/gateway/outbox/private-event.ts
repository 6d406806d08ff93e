/**
 * One private event of the core as one of its parties sees it, with what the journal and the gateway know of it.
 * Reused: filled in while a batch or the ring of reports is walked.
 */
import { EVENT, NOT_NUMBERED } from '../../engine/core/index.js';

/** Words from one party's account to the next party's in an event of two. */
const PARTY_WORDS = 2;
/** Where the first party's account sequence is. */
const FIRST_SEQUENCE = 2;

export class PrivateEvent {
  /** The event's words and where it begins. */
  words: Float64Array = new Float64Array(0);
  at = 0;
  /** Which party sees it: 0 or 1. */
  party = 0;
  journalSequence = 0;
  timeMs = 0;
  /** When the command was received, for the account that sent it; 0 for the other party. */
  receivedMs = 0;
  /** The session and the request this answers; 0 when it answers none. */
  sessionId = 0;
  requestId = 0;
  /** The account of that session. */
  askedBy = 0;
  /** Says more about a refusal. */
  detail = '';

  get type(): number {
    return this.words[this.at] as number;
  }

  /** The account that sees it. */
  get account(): number {
    return this.words[this.at + 1 + this.party * PARTY_WORDS] as number;
  }

  /** Whether it answers a command and is told only to the session that sent it. */
  get isAnswer(): boolean {
    return this.words[this.at + FIRST_SEQUENCE] === NOT_NUMBERED;
  }

  /** That account's own gap-free sequence. */
  get accountSequence(): number {
    return this.words[this.at + 2 + this.party * PARTY_WORDS] as number;
  }
}

/** How many accounts each type of event concerns: 0 for public ones. */
export const PARTIES: Uint8Array = (() => {
  const parties = new Uint8Array(64);
  for (const type of [
    EVENT.ORDER_ACCEPTED,
    EVENT.ORDER_REFUSED,
    EVENT.ORDER_CANCELED,
    EVENT.ORDER_AMENDED,
    EVENT.ORDER_REDUCED,
    EVENT.ORDER_TRIGGERED,
    EVENT.ORDER_REPRICED,
    EVENT.COMMAND_RESULT,
    EVENT.RIGHTS,
    EVENT.ENTITLEMENT,
    EVENT.QUOTE_RESULT,
    EVENT.WALLET,
    EVENT.PROTECTION,
    EVENT.FIRM_QUOTE,
    EVENT.COLLATERAL_CALL,
    EVENT.MARGIN_STATE,
    EVENT.VARIATION,
    EVENT.LIQUIDATION,
    EVENT.DEFAULT_FUND,
    EVENT.LOTS_SETTLED,
    EVENT.OPTION_ISSUED,
  ]) {
    parties[type] = 1;
  }
  for (const type of [EVENT.TRADE, EVENT.AUCTION_TRADE, EVENT.TRADE_BUSTED, EVENT.DELIVERY]) {
    parties[type] = 2;
  }
  return parties;
})();
