/**
 * Orders by the hundred thousand a second: no promise for each, one object that is called back.
 *
 * Nothing waits here: when `room` is 0 the caller waits for answers first. Each command sent ends with one call, of
 * `onAnswer` or `onFailure`; fills are among the client's reports as always.
 */
import type { CommandResult, ExecutionReport } from '../../schema/index.js';
import { Command } from '../../values/index.js';
import { errorOf } from '../connection/session.js';
import { PatxConnectionError } from '../errors.js';
import type { ToldMessage } from '../names.js';
import {
  answersAmend,
  answersCancel,
  answersPlace,
  type CommandRequester,
  type OrderAnswer,
} from './command-requests.js';
import type { Commander } from './commander.js';
import {
  fillAmend,
  fillCancel,
  fillPlace,
  type NewOrder,
  type OrderChange,
  type OrderRef,
} from './order-fields.js';

export interface OrderHandlers {
  /** The durable answer to a command: accepted, refused, cancelled or amended. */
  onAnswer(report: Readonly<ExecutionReport>): void;
  /** The result of a cancel or amend that was refused, or the recorded outcome of a command after a break. */
  onResult(result: Readonly<CommandResult>): void;
  /** A command has no answer, or was refused before it became one. */
  onFailure(error: Error): void;
}

export class OrderStream {
  private readonly commander: Commander;
  private readonly command = new Command();
  private readonly placing: CommandRequester;
  private readonly canceling: CommandRequester;
  private readonly amending: CommandRequester;

  constructor(commander: Commander, handlers: OrderHandlers) {
    this.commander = commander;
    this.placing = new Answers(answersPlace, handlers);
    this.canceling = new Answers(answersCancel, handlers);
    this.amending = new Answers(answersAmend, handlers);
  }

  /** Commands that can be sent now. */
  get room(): number {
    return this.commander.room;
  }

  /** Sends an order and returns its client order id. */
  place(order: NewOrder): number {
    const { ids } = this.commander;
    this.requireRoom();
    const given = order.clientOrderId;
    const clientOrderId = given === undefined ? ids.next() : ids.take(given);
    fillPlace(this.command, order, clientOrderId);
    this.commander.order(this.placing, this.command);
    return clientOrderId;
  }

  cancel(ref: OrderRef): void {
    this.requireRoom();
    fillCancel(this.command, ref);
    this.commander.order(this.canceling, this.command);
  }

  /** Sends an amend and returns its client request id. */
  amend(ref: OrderRef, change: OrderChange): number {
    const { ids } = this.commander;
    this.requireRoom();
    const given = change.clientRequestId;
    const clientRequestId = given === undefined ? ids.next() : ids.take(given);
    fillAmend(this.command, ref, change, clientRequestId);
    this.commander.order(this.amending, this.command);
    return clientRequestId;
  }

  private requireRoom(): void {
    if (this.commander.room > 0) return;
    throw new PatxConnectionError('QUEUE_FULL', 'no more commands can be in flight now');
  }
}

class Answers implements CommandRequester {
  private readonly answers: OrderAnswer;
  private readonly handlers: OrderHandlers;

  constructor(answers: OrderAnswer, handlers: OrderHandlers) {
    this.answers = answers;
    this.handlers = handlers;
  }

  onMessage(message: ToldMessage): boolean {
    switch (message.type) {
      case 'executionReport':
        if (!this.answers(message.body)) return false;
        this.handlers.onAnswer(message.body);
        return true;
      case 'commandResult':
        this.handlers.onResult(message.body);
        return true;
      case 'errorReport':
        this.handlers.onFailure(errorOf(message.body));
        return true;
      default:
        return false;
    }
  }

  onOutcome(result: Readonly<CommandResult>): void {
    this.handlers.onResult(result);
  }

  onFailure(error: Error): void {
    this.handlers.onFailure(error);
  }
}
