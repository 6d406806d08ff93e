/** Envelopes of clients for the schema's tests, as protobufjs writes them, and what reading them should give. */
import fc from 'fast-check';
import { coldKind } from '../../src/schema/commands/cold-kinds.js';
import { isOrderKind, orderShape } from '../../src/schema/commands/order-bodies.js';
import type { ClientFrameDecoder } from '../../src/schema/index.js';
import { ENVELOPE, type Problem } from '../../src/schema/index.js';
import { SESSION_SHAPES } from '../../src/schema/shape/session-shapes.js';
import { Command, isAccountCommand } from '../../src/values/index.js';
import { plainOf, unsignedInteger } from './arbitrary.js';
import { ALL_KINDS, commandOf, oneofName } from './commands.js';
import { oracleEncode } from './oracle.js';

export interface SentEnvelope {
  readonly requestId: number;
  /** Kind of a command, or 0. */
  readonly kind: number;
  readonly name: string;
  readonly body: Record<string, unknown>;
}

const sources = [
  ...ALL_KINDS.filter(isAccountCommand).map((kind) => ({
    kind,
    name: oneofName(kind),
    shape: isOrderKind(kind) ? orderShape(kind) : coldKind(kind)?.shape,
  })),
  ...Object.entries(SESSION_SHAPES).map(([name, { shape }]) => ({ kind: 0, name, shape })),
];

export const anyEnvelope: fc.Arbitrary<SentEnvelope> = fc
  .constantFrom(...sources)
  .chain(({ kind, name, shape }) =>
    fc.record({
      requestId: unsignedInteger,
      kind: fc.constant(kind),
      name: fc.constant(name),
      body: plainOf(shape ?? orderShape(kind)),
    }),
  );

/** One envelope with its length, as protobufjs writes it. */
export function envelopeBytes({ requestId, name, body }: SentEnvelope): Uint8Array {
  return delimited(oracleEncode('ClientEnvelope', { requestId, [name]: body }));
}

export const frameBytes = (envelopes: readonly SentEnvelope[]): Uint8Array =>
  Uint8Array.from(Buffer.concat(envelopes.map(envelopeBytes)));

/** Puts the length before a message. */
export function delimited(message: Uint8Array): Uint8Array {
  const length: number[] = [];
  let rest = message.length;
  for (; rest > 0x7f; rest >>>= 7) length.push((rest & 0x7f) | 0x80);
  length.push(rest);
  return Uint8Array.from([...length, ...message]);
}

export interface ReadEnvelope {
  readonly requestId: number;
  readonly result: unknown;
}

/** What a decoder should give for an envelope. */
export function expected({ requestId, kind, name, body }: SentEnvelope): ReadEnvelope {
  const result = kind === 0 ? { type: name, body } : commandOf(kind, body);
  return { requestId, result };
}

type Started = Pick<ClientFrameDecoder, 'next' | 'requestId' | 'session' | 'problem'>;

/** Everything a started decoder gives; problems are results too. */
export function readAll(decoder: Started): ReadEnvelope[] {
  const results: ReadEnvelope[] = [];
  for (;;) {
    const command = new Command();
    const found = decoder.next(command);
    if (found === ENVELOPE.END) return results;
    const result = found === ENVELOPE.COMMAND ? command : (decoder.session ?? decoder.problem);
    results.push({ requestId: decoder.requestId, result });
  }
}

/** The only problem a decoder finds in a message. */
export function onlyProblem(decoder: Started): Problem & { readonly requestId: number } {
  const [first, ...more] = readAll(decoder);
  if (first === undefined || more.length > 0) throw new Error('not one envelope');
  return { ...(first.result as Problem), requestId: first.requestId };
}
