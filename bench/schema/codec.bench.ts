/**
 * Speed of the hand-written codecs beside the code of protobufjs on the same messages, in one process. A row
 * that did not do the work it claims is void: both sides are compared byte for byte before they are timed.
 */
import protobuf from 'protobufjs/minimal.js';
import { Bench } from 'tinybench';
import { CommandCodec, ServerEncoder, ServerFrameDecoder } from '../../src/schema/index.js';
import { Command } from '../../src/values/index.js';
import { v1 } from './reference.js';
import { framed, journaled, SAMPLES } from './samples.js';

/** Messages a timed call handles, so that the clock is not what is measured. */
const BATCH = 1_000;

export interface CodecRow {
  readonly name: string;
  readonly handWrittenPerSecond: number;
  readonly protobufjsPerSecond: number;
  readonly ratio: number;
}

interface Contest {
  readonly name: string;
  readonly own: () => void;
  readonly generated: () => void;
}

function claim(holds: boolean, what: string): void {
  if (!holds) throw new Error(`void bench: ${what}`);
}

const isSame = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0;

function commandContests(name: string, command: Command): Contest[] {
  const codec = new CommandCodec();
  const { bytes, message } = journaled(command);
  const out = new Uint8Array(BATCH * codec.bytesMax(command));
  const read = new Command();
  const writer = protobuf.Writer.create();
  const reset = (): protobuf.Writer => writer.reset();
  claim(isSame(v1.Command.encode(message).finish(), bytes), `${name} differs`);
  claim(codec.decodeBare(bytes, 0, bytes.length, read) && read.kind === command.kind, name);
  const encode = () => {
    for (let index = 0, at = 0; index < BATCH; index += 1) at = codec.encode(command, out, at);
  };
  const encodeGenerated = () => {
    reset();
    for (let index = 0; index < BATCH; index += 1) v1.Command.encodeDelimited(message, writer);
  };
  const decode = () => {
    for (let index = 0; index < BATCH; index += 1) codec.decodeBare(bytes, 0, bytes.length, read);
  };
  const decodeGenerated = () => {
    for (let index = 0; index < BATCH; index += 1) v1.Command.decode(bytes);
  };
  return [
    { name: `${name}, encode`, own: encode, generated: encodeGenerated },
    { name: `${name}, decode`, own: decode, generated: decodeGenerated },
  ];
}

function messageContests(name: string, write: (encoder: ServerEncoder) => boolean): Contest[] {
  const { bytes, message } = framed(write);
  const encoder = new ServerEncoder({ initialBytes: BATCH * 1_024 });
  const decoder = new ServerFrameDecoder();
  const writer = protobuf.Writer.create();
  claim(isSame(v1.ServerEnvelope.encodeDelimited(message).finish(), bytes), `${name} differs`);
  const encode = () => {
    encoder.reset();
    for (let index = 0; index < BATCH; index += 1) write(encoder);
  };
  const encodeGenerated = () => {
    writer.reset();
    for (let index = 0; index < BATCH; index += 1)
      v1.ServerEnvelope.encodeDelimited(message, writer);
  };
  const decode = () => {
    for (let index = 0; index < BATCH; index += 1) {
      decoder.start(bytes);
      decoder.next();
    }
  };
  const decodeGenerated = () => {
    for (let index = 0; index < BATCH; index += 1) v1.ServerEnvelope.decodeDelimited(bytes);
  };
  return [
    { name: `${name}, encode`, own: encode, generated: encodeGenerated },
    { name: `${name}, decode`, own: decode, generated: decodeGenerated },
  ];
}

/** One row for each message and direction; `timeMs` is spent on each side of each row. */
export async function codecBench(timeMs: number): Promise<CodecRow[]> {
  const contests = [
    ...commandContests('order', SAMPLES.order),
    ...commandContests('amend', SAMPLES.amend),
    ...commandContests('mass quote of 4 series', SAMPLES.massQuote),
    ...messageContests('execution report', (to) =>
      to.executionReport(7, 0, SAMPLES.executionReport),
    ),
    ...messageContests('command result', (to) => to.commandResult(7, 0, SAMPLES.commandResult)),
    ...messageContests('book delta of 4 levels', (to) => to.bookDelta(3, SAMPLES.bookDelta)),
    ...messageContests('trade', (to) => to.tradePrint(4, SAMPLES.tradePrint)),
    ...messageContests('quote', (to) => to.quote(5, SAMPLES.quote)),
  ];
  const bench = new Bench({ time: timeMs, warmupTime: timeMs / 2 });
  for (const { name, own, generated } of contests) {
    bench.add(name, own);
    bench.add(`${name} (protobufjs)`, generated);
  }
  await bench.run();
  return contests.map(({ name }) => {
    const handWrittenPerSecond = perSecond(bench, name);
    const protobufjsPerSecond = perSecond(bench, `${name} (protobufjs)`);
    const ratio = handWrittenPerSecond / protobufjsPerSecond;
    return { name, handWrittenPerSecond, protobufjsPerSecond, ratio };
  });
}

function perSecond(bench: Bench, name: string): number {
  const result = bench.getTask(name)?.result;
  if (result?.state !== 'completed') throw new Error(`void bench: ${name} did not complete`);
  return (BATCH * 1_000) / result.latency.p50;
}
