/**
 * What has been asked and not yet answered, by request id, oldest first.
 *
 * Every request ends exactly once: by its answer, by a refusal, by the time running out, or by the connection breaking.
 * Request ids count up over all connections, so an answer is never taken for another.
 */
import type { ToldMessage } from '../names.js';

/** Who waits for an answer. */
export interface Requester {
  /** A message that carries the request id. True when it was the answer, and nothing more is waited for. */
  onMessage(message: ToldMessage): boolean;
  /** There will be no answer. */
  onFailure(error: Error): void;
  /**
   * The WebSocket message that brought part of an answer is over. True when the answer is whole. For answers of several
   * parts that do not say which is the last: all of them come in one WebSocket message.
   */
  onFrameEnd?(): boolean;
}

export interface PendingRequest {
  readonly requester: Requester;
  /** Client id of a command that has one: its outcome can be asked for. */
  readonly clientId: number;
  /** Whether it counts against the commands a session may have in flight. */
  readonly isCommand: boolean;
  readonly sentMs: number;
  /** Answered however late, as long as the connection lasts: the venue may have done it, and there is no asking again. */
  readonly isLasting?: boolean;
}

export class Requests {
  /** Commands among what waits. */
  commandCount = 0;
  private readonly pending = new Map<number, PendingRequest>();
  private readonly partial: number[] = [];
  private lastId = 0;

  /** Requests that wait for an answer. */
  get count(): number {
    return this.pending.size;
  }

  /** Enters a request and returns its id. */
  open(request: PendingRequest): number {
    this.lastId += 1;
    this.pending.set(this.lastId, request);
    if (request.isCommand) this.commandCount += 1;
    return this.lastId;
  }

  /** Takes a request out, such as one that could not be sent. */
  remove(requestId: number): PendingRequest | undefined {
    const found = this.pending.get(requestId);
    if (found === undefined) return undefined;
    this.pending.delete(requestId);
    if (found.isCommand) this.commandCount -= 1;
    return found;
  }

  /** Gives a message to the request it carries, if that still waits. */
  deliver(message: ToldMessage): void {
    const { requestId } = message;
    const found = this.pending.get(requestId);
    if (found === undefined) return;
    if (found.requester.onMessage(message)) this.remove(requestId);
    else if (found.requester.onFrameEnd !== undefined) this.partial.push(requestId);
  }

  /** A WebSocket message is over. */
  endFrame(): void {
    if (this.partial.length === 0) return;
    for (const requestId of this.partial.splice(0)) {
      if (this.pending.get(requestId)?.requester.onFrameEnd?.()) this.remove(requestId);
    }
  }

  /** Fails every request sent before a moment. */
  expire(beforeMs: number, errorOf: (clientId: number) => Error): void {
    for (const [requestId, { requester, clientId, sentMs, isLasting }] of this.pending) {
      if (sentMs >= beforeMs) return;
      if (isLasting) continue;
      this.remove(requestId);
      requester.onFailure(errorOf(clientId));
    }
  }

  /** Takes every request out, oldest first: the connection is gone. */
  takeAll(): PendingRequest[] {
    const all = [...this.pending.values()];
    this.pending.clear();
    this.commandCount = 0;
    return all;
  }
}
