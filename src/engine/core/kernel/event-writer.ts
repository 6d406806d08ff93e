/**
 * Writes events: one method per kind, each taking the account sequences it needs. The only place that knows how a
 * fact of the core is laid out in the event log. Refusals and results are answers to whoever asked and take no sequence:
 * what anybody of the account may have to know of a command is told by the reports of what it changed.
 */

import type { Command } from '../../../values/index.js';
import type { Accounts } from './accounts.js';
import type { EventLog } from './events.js';
import * as layout from './events.js';

const {
  EVENT,
  ORDER_ACCEPTED,
  ORDER_REFUSED,
  ORDER_CANCELED,
  ORDER_AMENDED,
  COMMAND_RESULT,
  RIGHTS,
  NOT_NUMBERED,
} = layout;

export class EventWriter {
  log: EventLog;
  private readonly accounts: Accounts;
  /** End of the log after the last event of a quote, and its series; so that a run of changes is told once. */
  private quoteEnd = -1;
  private quoteSeries = 0;

  constructor(log: EventLog, accounts: Accounts) {
    this.log = log;
    this.accounts = accounts;
  }

  /** A new command begins. */
  begin(): void {
    this.quoteEnd = -1;
  }

  /** The broker's quote of a series is another one now. */
  quoteChanged(series: number): void {
    const { log } = this;
    if (this.quoteEnd === log.length && this.quoteSeries === series) return;
    this.plain(EVENT.QUOTE, series);
    this.quoteEnd = log.length;
    this.quoteSeries = series;
  }

  accepted(
    account: number,
    orderId: number,
    clientId: number,
    series: number,
    side: number,
    priceTicks: number,
    lots: number,
  ): void {
    const at = this.log.begin(EVENT.ORDER_ACCEPTED, ORDER_ACCEPTED.words);
    const { words } = this.log;
    words[at + 1] = account;
    words[at + 2] = this.accounts.nextSequence(account);
    words[at + 3] = orderId;
    words[at + 4] = clientId;
    words[at + 5] = series;
    words[at + 6] = side;
    words[at + 7] = priceTicks;
    words[at + 8] = lots;
  }

  /** A refused order, or the recorded outcome of a repeated one. */
  refused(
    command: Command,
    code: number,
    field: number,
    duplicate: boolean,
    orderId: number,
    recordedSequence: number,
    missingMicroPat = 0,
  ): void {
    const at = this.log.begin(EVENT.ORDER_REFUSED, ORDER_REFUSED.words);
    const { words } = this.log;
    words[at + 1] = command.accountId;
    words[at + 2] = NOT_NUMBERED;
    words[at + 3] = command.clientId;
    words[at + 4] = command.seriesId;
    words[at + 5] = command.side;
    words[at + 6] = command.priceTicks;
    words[at + 7] = command.lots;
    words[at + 8] = code;
    words[at + 9] = field;
    words[at + 10] = duplicate ? 1 : 0;
    words[at + 11] = orderId;
    words[at + 12] = recordedSequence;
    words[at + 13] = missingMicroPat;
  }

  canceled(
    account: number,
    orderId: number,
    clientId: number,
    series: number,
    side: number,
    priceTicks: number,
    lots: number,
    originalLots: number,
    reason: number,
  ): void {
    const at = this.log.begin(EVENT.ORDER_CANCELED, ORDER_CANCELED.words);
    const { words } = this.log;
    words[at + 1] = account;
    words[at + 2] = this.accounts.nextSequence(account);
    words[at + 3] = orderId;
    words[at + 4] = clientId;
    words[at + 5] = series;
    words[at + 6] = side;
    words[at + 7] = priceTicks;
    words[at + 8] = lots;
    words[at + 9] = originalLots;
    words[at + 10] = reason;
  }

  /** A change of an order: amended, reduced by self-trade prevention, triggered or repriced, as the type says. */
  changed(
    type: number,
    account: number,
    orderId: number,
    clientId: number,
    series: number,
    side: number,
    priceTicks: number,
    openLots: number,
    originalLots: number,
  ): void {
    const at = this.log.begin(type, ORDER_AMENDED.words);
    const { words } = this.log;
    words[at + 1] = account;
    words[at + 2] = this.accounts.nextSequence(account);
    words[at + 3] = orderId;
    words[at + 4] = clientId;
    words[at + 5] = series;
    words[at + 6] = side;
    words[at + 7] = priceTicks;
    words[at + 8] = openLots;
    words[at + 9] = originalLots;
  }

  /** Result of a command that is not an order. The venue itself (account 0) gets none. */
  result(
    account: number,
    clientId: number,
    code: number,
    field: number,
    reference: number,
    affected: number,
    duplicate = false,
    recordedSequence = 0,
  ): void {
    if (account === 0) return;
    const at = this.log.begin(EVENT.COMMAND_RESULT, COMMAND_RESULT.words);
    const { words } = this.log;
    words[at + 1] = account;
    words[at + 2] = NOT_NUMBERED;
    words[at + 3] = clientId;
    words[at + 4] = code;
    words[at + 5] = field;
    words[at + 6] = reference;
    words[at + 7] = affected;
    words[at + 8] = duplicate ? 1 : 0;
    words[at + 9] = recordedSequence;
  }

  rights(account: number, action: number, series: number, lots: number): void {
    const at = this.log.begin(EVENT.RIGHTS, RIGHTS.words);
    const { words } = this.log;
    words[at + 1] = account;
    words[at + 2] = this.accounts.nextSequence(account);
    words[at + 3] = action;
    words[at + 4] = series;
    words[at + 5] = lots;
  }

  /** An event whose fields are all given, in the order of its layout. For events that are not frequent. */
  plain(type: number, ...fields: readonly number[]): void {
    const at = this.log.begin(type, fields.length + 1);
    for (let i = 0; i < fields.length; i += 1) this.log.words[at + 1 + i] = fields[i] as number;
  }

  nextSequence(account: number): number {
    return this.accounts.nextSequence(account);
  }
}
