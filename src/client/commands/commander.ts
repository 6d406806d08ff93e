/**
 * Sends commands: gives them ids, keeps within what the venue lets a session have in flight, and sees that each ends with a
 * definite answer.
 *
 * Commands beyond the venue's limit wait here, in order, at most `queueMax`. When the connection breaks, commands
 * with a client id that were sent and not answered are orphans: after the reports of the break have been read, the venue is asked
 * for the outcome of those still open, so that each ends as done, refused or never seen. What waited here was not sent
 * and fails as such; commands without an id fail as lost.
 */
import { SchemaError } from '../../schema/index.js';
import { type ColdBodies, type ColdKind, Command } from '../../values/index.js';
import type { Link } from '../connection/link.js';
import type { Requester, Requests } from '../connection/requests.js';
import type { Session } from '../connection/session.js';
import { errorOfProblem, PatxConnectionError } from '../errors.js';
import type { ToldMessage } from '../names.js';
import type { ClientIds } from './client-ids.js';
import { answersPlace, type CommandRequester } from './command-requests.js';

/** A command that waits to be sent. */
interface Waiting {
  readonly requester: CommandRequester;
  readonly send: (session: Session) => void;
}

/** Places of a queue that have been sent before they are given back. */
const COMPACT_AFTER = 1_024;

export class Commander {
  readonly ids: ClientIds;
  private readonly link: Link;
  private readonly requests: Requests;
  private readonly queueMax: number;
  /** By client id; more than one where a command was sent again under its id. */
  private readonly orphans = new Map<number, CommandRequester[]>();
  private waiting: Waiting[] = [];
  private firstWaiting = 0;
  private maxInFlight = 1;
  /** Orphans are there whose outcome has not been asked for: nothing new goes before those questions. */
  private isSettling = false;

  constructor(link: Link, requests: Requests, ids: ClientIds, queueMax: number) {
    this.link = link;
    this.requests = requests;
    this.ids = ids;
    this.queueMax = queueMax;
  }

  /** Commands that were sent and wait for their answer. */
  get inFlightCount(): number {
    return this.requests.commandCount;
  }

  /** Commands that wait here to be sent. */
  get waitingCount(): number {
    return this.waiting.length - this.firstWaiting;
  }

  /** Commands that can be sent now without waiting here. */
  get room(): number {
    if (this.link.session === undefined || this.isSettling || this.waitingCount > 0) return 0;
    return Math.max(0, this.maxInFlight - this.requests.commandCount);
  }

  /** Sends an order, cancel or amend; its fields may be set anew after the call. */
  order(requester: CommandRequester, command: Command): void {
    const { session } = this.link;
    if (session === undefined) return requester.onFailure(offline());
    if (this.mustWait) {
      const copy = Object.assign(new Command(), command);
      this.wait({ requester, send: (now) => this.sendOrder(now, requester, copy) });
    } else this.sendOrder(session, requester, command);
  }

  /** Sends any other command. */
  request<N extends ColdKind>(requester: CommandRequester, name: N, body: ColdBodies[N]): void {
    const { session } = this.link;
    if (session === undefined) return requester.onFailure(offline());
    if (this.mustWait) {
      this.wait({ requester, send: (now) => this.sendRequest(now, requester, name, body) });
    } else this.sendRequest(session, requester, name, body);
  }

  /** Sends what has waited, as far as there is room. */
  drain(): void {
    const { session } = this.link;
    if (session === undefined || this.isSettling) return;
    const { waiting } = this;
    while (this.firstWaiting < waiting.length && this.requests.commandCount < this.maxInFlight) {
      const next = waiting[this.firstWaiting] as Waiting;
      this.firstWaiting += 1;
      next.send(session);
    }
    if (this.firstWaiting === waiting.length) {
      this.waiting = [];
      this.firstWaiting = 0;
    } else if (this.firstWaiting >= COMPACT_AFTER) {
      this.waiting = waiting.slice(this.firstWaiting);
      this.firstWaiting = 0;
    }
  }

  /** A session is logged on. */
  online(maxInFlight: number): void {
    this.maxInFlight = maxInFlight > 0 ? maxInFlight : Number.POSITIVE_INFINITY;
  }

  /** The session is gone. */
  offline(error: Error): void {
    for (const { requester, clientId, isCommand } of this.requests.takeAll()) {
      if (isCommand && clientId !== 0 && isCommandRequester(requester)) {
        const others = this.orphans.get(clientId);
        if (others === undefined) this.orphans.set(clientId, [requester]);
        else others.push(requester);
      } else {
        requester.onFailure(new PatxConnectionError('LOST', error.message, { cause: error }));
      }
    }
    this.isSettling = this.orphans.size > 0;
    for (const { requester } of this.takeWaiting()) requester.onFailure(offline());
  }

  /** A report that may settle an orphan. */
  onReport(message: ToldMessage): void {
    if (this.orphans.size === 0) return;
    if (message.type === 'executionReport' && answersPlace(message.body)) {
      const { clientOrderId } = message.body;
      // A leg of a bundle carries the bundle's id, but its result answers it.
      const left = this.orphans.get(clientOrderId)?.filter((one) => !one.onMessage(message)) ?? [];
      if (left.length === 0) this.orphans.delete(clientOrderId);
      else this.orphans.set(clientOrderId, left);
    }
  }

  /** What was missed has been read: asks for the outcome of every orphan that is left. */
  settleOrphans(): void {
    const { session } = this.link;
    if (session === undefined) return;
    this.isSettling = false;
    for (const clientId of [...this.orphans.keys()].sort((a, b) => a - b)) {
      const asker: CommandRequester = {
        onMessage: (message) => {
          if (message.type === 'errorReport') return true;
          if (message.type !== 'commandResult') return false;
          asker.onOutcome(message.body);
          return true;
        },
        onOutcome: (result) => {
          for (const one of this.takeOrphans(clientId)) one.onOutcome(result);
        },
        // The next session asks again.
        onFailure: () => {},
      };
      // There are at most as many as were in flight, so there is room for their questions.
      this.sendRequest(session, asker, 'getOutcome', { clientOrderId: clientId });
    }
    this.drain();
  }

  /** This client is closed: nothing will be answered. */
  close(error: (clientId: number) => Error): void {
    for (const { requester, clientId } of this.requests.takeAll()) {
      requester.onFailure(error(clientId));
    }
    for (const [clientId, requesters] of this.orphans) {
      for (const one of requesters) one.onFailure(error(clientId));
    }
    this.orphans.clear();
    for (const { requester } of this.takeWaiting()) requester.onFailure(error(0));
  }

  private get mustWait(): boolean {
    return (
      this.isSettling || this.waitingCount > 0 || this.requests.commandCount >= this.maxInFlight
    );
  }

  private sendOrder(session: Session, requester: CommandRequester, command: Command): void {
    const requestId = this.open(requester, command.clientId);
    try {
      session.outbox.command(requestId, command);
    } catch (error) {
      this.notSent(requestId, error);
    }
  }

  private sendRequest<N extends ColdKind>(
    session: Session,
    requester: CommandRequester,
    name: N,
    body: ColdBodies[N],
  ): void {
    const clientId = 'clientRequestId' in body ? body.clientRequestId : 0;
    const requestId = this.open(requester, clientId);
    try {
      session.outbox.request(requestId, name, body);
    } catch (error) {
      this.notSent(requestId, error);
    }
  }

  private takeWaiting(): Waiting[] {
    const taken = this.waiting.slice(this.firstWaiting);
    this.waiting = [];
    this.firstWaiting = 0;
    return taken;
  }

  private open(requester: CommandRequester, clientId: number): number {
    const sentMs = performance.now();
    return this.requests.open({ requester, clientId, isCommand: true, sentMs });
  }

  private wait(waiting: Waiting): void {
    if (this.waitingCount < this.queueMax) {
      this.waiting.push(waiting);
      return;
    }
    const text = `more than ${this.queueMax} commands wait to be sent`;
    waiting.requester.onFailure(new PatxConnectionError('QUEUE_FULL', text));
  }

  private notSent(requestId: number, error: unknown): void {
    const request = this.requests.remove(requestId);
    if (error instanceof SchemaError) {
      request?.requester.onFailure(errorOfProblem(error.problem, request.clientId));
    } else if (error instanceof PatxConnectionError) request?.requester.onFailure(error);
    else throw error;
  }

  private takeOrphans(clientId: number): readonly CommandRequester[] {
    const orphans = this.orphans.get(clientId) ?? [];
    this.orphans.delete(clientId);
    return orphans;
  }
}

const offline = (): PatxConnectionError =>
  new PatxConnectionError('OFFLINE', 'there is no session now');

const isCommandRequester = (requester: Requester): requester is CommandRequester =>
  'onOutcome' in requester;
