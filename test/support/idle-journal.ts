/** A journal in which only time passes: a venue's first command, then one frame after the other. */
import { CORE_VERSION, Core } from '../../src/engine/core/index.js';
import {
  type DurableWatermark,
  EventChain,
  LmdbCommandLog,
  Sequencer,
} from '../../src/engine/log/index.js';
import { CommandCodec } from '../../src/schema/index.js';
import { COMMAND_KIND, Command } from '../../src/values/index.js';
import { SMALL_LIMITS as limits } from './venue.js';

export async function writeIdleJournal(
  directory: string,
  watermark: DurableWatermark,
  frames: number,
): Promise<void> {
  const log = LmdbCommandLog.open({ directory, watermark });
  const sequencer = new Sequencer({
    ...{ core: new Core({ limits }), log, blockingLog: log, codec: new CommandCodec() },
    ...{ chain: new EventChain(), stateCursor: 0, epoch: 1, nowMs: () => 1_000 },
    failed: (error) => {
      throw error;
    },
  });
  const command = new Command();
  const submit = (kind: number, body: Command['body']): void => {
    Object.assign(command, { kind, body });
    sequencer.submit(command, 0);
    sequencer.flush();
  };
  const [brokerPublicKey, operatorPublicKey] = [new Uint8Array(32), new Uint8Array(32).fill(1)];
  submit(COMMAND_KIND.INITIALIZE_VENUE, {
    ...{
      venue: 'test',
      brokerPublicKey,
      operatorPublicKey,
      limits,
      coreVersion: CORE_VERSION,
      furtherOperators: [],
    },
  });
  for (let frame = 1; frame < frames; frame += 1) submit(COMMAND_KIND.ADVANCE_TIME, {});
  await sequencer.stop();
  await log.close();
}
