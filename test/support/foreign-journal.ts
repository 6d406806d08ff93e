/** The first frame of a journal as a core of another version would have written it. */
import { FrameWriter, GENESIS, HASH_BYTES, type SealedFrame } from '../../src/engine/log/index.js';
import { CommandCodec } from '../../src/schema/index.js';
import { COMMAND_KIND, Command } from '../../src/values/index.js';
import { SMALL_LIMITS } from './venue.js';

/** The creation of a venue by core version `coreVersion`; 0 as cores wrote it that did not say theirs. */
export function firstFrameOf(coreVersion: number): SealedFrame {
  const command = new Command();
  command.kind = COMMAND_KIND.INITIALIZE_VENUE;
  command.body = {
    venue: 'foreign',
    brokerPublicKey: new Uint8Array(32).fill(1),
    operatorPublicKey: new Uint8Array(32).fill(2),
    limits: SMALL_LIMITS,
    coreVersion,
    furtherOperators: [],
  };
  const codec = new CommandCodec();
  const bytes = new Uint8Array(codec.bytesMax(command));
  const length = codec.encodeBare(command, bytes, 0);
  const writer = new FrameWriter(length + 5);
  writer.append(bytes.subarray(0, length));
  return writer.seal({
    epoch: 1,
    firstSequence: GENESIS.nextSequence,
    timeMs: 1_700_000_000_000,
    previousHash: GENESIS.lastHash,
    eventHash: new Uint8Array(HASH_BYTES),
    stateSlice: { cursor: 0, crc32: 0 },
  });
}
