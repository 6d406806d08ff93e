/**
 * What each kind of command takes for its answer.
 *
 * A command's answer comes among everything else the command did: fills, tickets, orders it cancelled. An order is answered by
 * its acceptance or refusal, a cancel and an amend that worked by the order's own report, everything else by its
 * result.
 */
import type { CommandResult, ExecutionReport } from '../../schema/index.js';
import { CANCEL_REASON, EXECUTION_TYPE } from '../../values/index.js';
import type { Requester } from '../connection/requests.js';
import { errorOf } from '../connection/session.js';
import { PatxError } from '../errors.js';
import type { Told, ToldMessage } from '../names.js';

/** A durable answer about an order: what the execution report or the recorded outcome says. */
export interface OrderAck {
  readonly orderId: number;
  readonly clientOrderId: number;
  /** Journal sequence of the command; it is on disk. */
  readonly journalSequence: number;
  /** One of DURABILITY. */
  readonly durability: number;
  /** True when this repeats the recorded outcome of an earlier command with this id. */
  readonly duplicate: boolean;
  /** When the gateway received the command; 0 when it is not known any more. */
  readonly receivedTimeMs: number;
  /** Sequenced time of the command; 0 when it is not known any more. */
  readonly matchTimeMs: number;
}

/** A requester whose command has a client id, so that its outcome can be asked for after a break. */
export interface CommandRequester extends Requester {
  /** The recorded outcome. */
  onOutcome(result: Readonly<CommandResult>): void;
}

type Resolve<T> = (value: T) => void;
type Reject = (error: Error) => void;

/** The refusal a result tells, or undefined when it was done. */
export function refusalOf(result: Readonly<CommandResult>): PatxError | undefined {
  if (result.errorCode === 0) return undefined;
  return new PatxError({
    code: result.errorCode,
    field: result.errorField,
    detail: result.errorDetail,
    clientId: result.clientRequestId,
    duplicate: result.duplicate,
  });
}

/** The refusal an execution report tells. */
export function refusalOfOrder(report: Told<ExecutionReport>): PatxError {
  return new PatxError({
    series: report.series,
    code: report.errorCode,
    field: report.errorField,
    clientId: report.clientOrderId,
    duplicate: report.duplicate,
  });
}

/** Settles a promise with the answer to a command about an order. */
export class OrderRequest implements CommandRequester {
  private readonly answer: OrderAnswer;
  private readonly resolve: Resolve<OrderAck>;
  private readonly reject: Reject;

  constructor(answer: OrderAnswer, resolve: Resolve<OrderAck>, reject: Reject) {
    this.answer = answer;
    this.resolve = resolve;
    this.reject = reject;
  }

  onMessage(message: ToldMessage): boolean {
    switch (message.type) {
      case 'executionReport': {
        const report = message.body;
        if (!this.answer(report)) return false;
        if (report.executionType === EXECUTION_TYPE.REFUSED) this.reject(refusalOfOrder(report));
        else this.resolve(report);
        return true;
      }
      case 'commandResult':
        this.onOutcome(message.body);
        return true;
      case 'errorReport':
        this.reject(errorOf(message.body));
        return true;
      default:
        return false;
    }
  }

  onOutcome(result: Readonly<CommandResult>): void {
    const refusal = refusalOf(result);
    if (refusal === undefined) this.resolve(ackOf(result));
    else this.reject(refusal);
  }

  onFailure(error: Error): void {
    this.reject(error);
  }
}

/** Whether an execution report answers a command. */
export type OrderAnswer = (report: Readonly<ExecutionReport>) => boolean;

export const answersPlace: OrderAnswer = ({ executionType }) =>
  executionType === EXECUTION_TYPE.ACCEPTED || executionType === EXECUTION_TYPE.REFUSED;

/** Orders that expire or are killed on the way are reported with other reasons. */
export const answersCancel: OrderAnswer = ({ executionType, cancelReason }) =>
  executionType === EXECUTION_TYPE.CANCELED && cancelReason === CANCEL_REASON.REQUESTED;

export const answersAmend: OrderAnswer = ({ executionType }) =>
  executionType === EXECUTION_TYPE.AMENDED;

/** Settles a promise with the result of any other command. */
export class ResultRequest implements CommandRequester {
  private readonly resolve: Resolve<Readonly<CommandResult>>;
  private readonly reject: Reject;

  constructor(resolve: Resolve<Readonly<CommandResult>>, reject: Reject) {
    this.resolve = resolve;
    this.reject = reject;
  }

  onMessage(message: ToldMessage): boolean {
    if (message.type === 'errorReport') {
      this.reject(errorOf(message.body));
      return true;
    }
    if (message.type !== 'commandResult') return false;
    this.onOutcome(message.body);
    return true;
  }

  onOutcome(result: Readonly<CommandResult>): void {
    const refusal = refusalOf(result);
    if (refusal === undefined) this.resolve(result);
    else this.reject(refusal);
  }

  onFailure(error: Error): void {
    this.reject(error);
  }
}

/** What a recorded outcome says of an order. */
export function ackOf(result: Readonly<CommandResult>): OrderAck {
  const { referenceId, clientRequestId, journalSequence, durability, duplicate } = result;
  return {
    orderId: referenceId,
    clientOrderId: clientRequestId,
    journalSequence,
    durability,
    duplicate,
    receivedTimeMs: 0,
    matchTimeMs: 0,
  };
}
