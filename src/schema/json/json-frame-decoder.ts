/**
 * Reads one text message of the JSON subprotocol: a `ClientEnvelope` in the protobuf JSON mapping, or an array of
 * them. Answers as the binary decoder does, with the same checks and the same problems.
 *
 * Never throws. Text that is no JSON, or no envelope, is fatal; a problem inside one envelope leaves the others
 * readable. The size of the text is bounded by whoever reads it from the socket.
 */
import { COMMAND_KIND, type Command, isAccountCommand } from '../../values/index.js';
import { clearCommand, coldKind, fillCold } from '../commands/cold-kinds.js';
import { fillOrder, isOrderKind, type OrderBody, orderShape } from '../commands/order-bodies.js';
import {
  noMessage,
  sessionEntry,
  sessionMessage,
  severalMessages,
} from '../frames/client-bodies.js';
import { ENVELOPE, ENVELOPES_MAX, type FrameDecoder } from '../frames/frame-decoder.js';
import type { SessionMessage } from '../messages/session-messages.js';
import { Faults, type Problem, problemOf } from '../problem.js';
import { type Shape, shapeOf } from '../shape/field.js';
import { uint64 } from '../shape/fields.js';
import { SESSION_SHAPES } from '../shape/session-shapes.js';
import { fromJson } from './from-json.js';
import { isJsonObject, shownName } from './walk.js';

const headerShape = shapeOf<{ requestId: number }>('ClientEnvelope', { requestId: uint64() });

/** Field number of a message by its names in JSON: as in the schema, and in lowerCamelCase. */
const numbers = new Map<string, number>();
for (const [name, kind] of Object.entries(COMMAND_KIND)) {
  if (isAccountCommand(kind)) addNames(name.toLowerCase(), kind);
}
for (const [type, { number }] of Object.entries(SESSION_SHAPES)) {
  addNames(
    type.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    number,
  );
}

function addNames(proto: string, number: number): void {
  numbers.set(proto, number);
  numbers.set(
    proto.replace(/_(.)/g, (_match, letter: string) => letter.toUpperCase()),
    number,
  );
}

export class JsonFrameDecoder implements FrameDecoder {
  requestId = 0;
  session: SessionMessage | undefined;
  problem: Problem | undefined;
  private readonly faults = new Faults();
  private envelopes: readonly unknown[] = [];
  private index = 0;
  private broken: Problem | undefined;

  /** Begins a message. */
  start(text: string): void {
    this.index = 0;
    this.broken = undefined;
    this.envelopes = [];
    try {
      const value: unknown = JSON.parse(text);
      this.envelopes = Array.isArray(value) ? value : [value];
    } catch {
      this.broken = problemOf('MALFORMED', '', 'the text is not JSON');
    }
  }

  next(command: Command): number {
    this.session = undefined;
    this.problem = undefined;
    this.requestId = 0;
    if (this.broken !== undefined) {
      const { broken } = this;
      this.broken = undefined;
      return this.fail(broken);
    }
    if (this.index >= this.envelopes.length) {
      this.envelopes = [];
      return ENVELOPE.END;
    }
    if (this.index === ENVELOPES_MAX) {
      const detail = `more than ${ENVELOPES_MAX} envelopes in one message; send several messages`;
      return this.fail(problemOf('TOO_LARGE', '', detail));
    }
    const envelope = this.envelopes[this.index];
    this.index += 1;
    if (!isJsonObject(envelope)) {
      return this.fail(problemOf('MALFORMED', '', 'an envelope is a JSON object'));
    }
    return this.readEnvelope(envelope, command);
  }

  private readEnvelope(envelope: Readonly<Record<string, unknown>>, command: Command): number {
    const header: Record<string, unknown> = {};
    let bodyNumber = 0;
    let body: unknown;
    let unknownKey: string | undefined;
    for (const [key, value] of Object.entries(envelope)) {
      const number = numbers.get(key);
      if (key === 'requestId' || key === 'request_id') header[key] = value;
      else if (number === undefined) unknownKey ??= key;
      else if (value !== null) {
        bodyNumber = bodyNumber === 0 ? number : -1;
        body = value;
      }
    }
    const { faults } = this;
    faults.clear();
    this.requestId = fromJson(headerShape, header, faults).requestId;
    if (faults.problem !== undefined) return this.fail(faults.problem);
    if (unknownKey !== undefined) return this.fail(unknownMessage(unknownKey));
    if (bodyNumber === 0) return this.fail(noMessage(0));
    if (bodyNumber < 0) return this.fail(severalMessages());
    const found = this.readBody(bodyNumber, body, command);
    return faults.problem === undefined ? found : this.fail(faults.problem);
  }

  /** Reads a body; what it returns counts only without a fault. */
  private readBody(number: number, json: unknown, command: Command): number {
    const { faults } = this;
    const session = sessionEntry(number);
    if (session !== undefined) {
      const message = sessionMessage(session.type, fromJson(session.shape, json, faults));
      if (faults.problem === undefined) this.session = message;
      return ENVELOPE.SESSION;
    }
    clearCommand(command, number);
    const entry = coldKind(number);
    if (isOrderKind(number)) {
      const order = fromJson(orderShape(number) as Shape<OrderBody>, json, faults);
      if (faults.problem === undefined) fillOrder(command, order);
    } else if (entry !== undefined) {
      const body = fromJson(entry.shape, json, faults);
      if (faults.problem === undefined) fillCold(command, entry, body);
    }
    return ENVELOPE.COMMAND;
  }

  private fail(problem: Problem): number {
    if (problem.fatal) this.envelopes = [];
    this.problem = problem;
    return ENVELOPE.PROBLEM;
  }
}

function unknownMessage(key: string): Problem {
  const detail = 'is no message a client may send; send one of ClientEnvelope';
  return problemOf('UNKNOWN_MESSAGE', shownName(key), detail);
}
