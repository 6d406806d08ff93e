/**
 * `patx journal`: prints frames and commands of a journal, as text or JSON lines, without applying them. The files'
 * structure is checked first; it ends with StoreError or FrameError at the first damage, after what comes before it.
 *
 * A journal of another core version is printed all the same, because commands only ever gain fields, with a line on
 * standard error that says so; it ends with CoreVersionError at a command this build cannot read.
 */
import type { Command as Program } from 'commander';
import {
  CoreVersionError,
  checkCoreVersion,
  checkJournalStructure,
  commandsOf,
  Divergence,
  decodeCommand,
  FIRST_SEQUENCE,
  type Frame,
  FrameError,
  JournalReader,
  writtenVersion,
} from '../../engine/log/index.js';
import { CommandCodec } from '../../schema/index.js';
import { COMMAND_KIND, Command } from '../../values/index.js';
import { CommandError, journalDirectory, warnOnStderr } from '../command-error.js';
import { whole } from '../option-values.js';

const KIND_NAMES = Object.fromEntries(
  Object.entries(COMMAND_KIND).map(([name, kind]) => [kind, name]),
);
const FRAMES_AT_ONCE = 64;

interface JournalOptions {
  readonly data: string;
  readonly from: number;
  readonly count: number;
  readonly json?: boolean;
  readonly frames?: boolean;
}

export function addJournal(program: Program): void {
  program
    .command('journal')
    .description('print the frames and commands of a journal')
    .option('--data <dir>', 'data directory', './data')
    .option('--from <sequence>', 'first sequence', whole(1), 1)
    .option('--count <frames>', 'frames to print', whole(1), 20)
    .option('--frames', 'only the frame headers')
    .option('--json', 'JSON lines')
    .action(async (options: JournalOptions) => {
      const directory = journalDirectory(options.data);
      checkJournalStructure(directory, warnOnStderr);
      const foreign = await otherVersion(directory);
      if (foreign !== undefined) process.stderr.write(`patx: ${foreign.message}\n`);
      const reader = JournalReader.open({ directory }, options.from);
      let left = options.count;
      try {
        while (left > 0) {
          const frames = reader.next(Math.min(left, FRAMES_AT_ONCE));
          if (frames.length === 0) break;
          for (const frame of frames) printFrame(frame, options);
          left -= frames.length;
        }
      } catch (error) {
        throw error instanceof Divergence ? (foreign ?? error) : error;
      } finally {
        reader.close();
      }
    });
}

/** What is to be said of a journal that another core version wrote. Nothing is known of one whose beginning is archived. */
async function otherVersion(directory: string): Promise<CoreVersionError | undefined> {
  const reader = JournalReader.openOldest({ directory });
  try {
    const [frame] = reader.next(1);
    if (frame === undefined) {
      throw new CommandError(
        'empty-journal',
        'the journal holds no frame: nothing was ever written',
      );
    }
    if (frame.firstSequence !== FIRST_SEQUENCE) return undefined;
    const [bytes] = commandsOf(frame);
    if (bytes === undefined) return undefined;
    const command = new Command();
    decodeCommand(new CommandCodec(), bytes, command, FIRST_SEQUENCE);
    const written = writtenVersion(command);
    if (written !== undefined) checkCoreVersion('the journal', written);
    return undefined;
  } catch (error) {
    if (error instanceof CoreVersionError) return error;
    // A damaged beginning is named by the printing, if it comes to it.
    if (error instanceof FrameError) return undefined;
    throw error;
  } finally {
    reader.close();
  }
}

function printFrame(frame: Frame, options: JournalOptions): void {
  const header = {
    formatVersion: frame.version,
    epoch: frame.epoch,
    firstSequence: frame.firstSequence,
    commandCount: frame.count,
    time: new Date(frame.timeMs).toISOString(),
    previousHash: hex(frame.previousHash),
    eventHash: hex(frame.eventHash),
    stateCursor: frame.stateSlice.cursor,
    stateChecksum: frame.stateSlice.crc32,
    payloadBytes: frame.payload.length,
    frameHash: hex(frame.hash),
  };
  if (options.json) write(JSON.stringify(header));
  else {
    write(
      `frame ${header.firstSequence}..${frame.lastSequence} epoch ${header.epoch} ${header.time} ${header.payloadBytes} bytes hash ${header.frameHash.slice(0, 16)}`,
    );
  }
  if (options.frames) return;
  const codec = new CommandCodec();
  let sequence = frame.firstSequence;
  for (const bytes of commandsOf(frame)) {
    const command = new Command();
    decodeCommand(codec, bytes, command, sequence);
    if (options.json) write(JSON.stringify({ sequence, ...command, timeMs: frame.timeMs }, plain));
    else {
      const detail = command.body ?? orderText(command);
      const text = JSON.stringify(detail, plain);
      const kind = KIND_NAMES[command.kind] ?? command.kind;
      write(
        `  ${sequence} account ${command.accountId} session ${command.sessionId} ${kind} ${text}`,
      );
    }
    sequence += 1;
  }
}

function orderText(c: Command): object {
  const { clientId, orderId, seriesId, side, orderType, timeInForce, priceTicks, lots } = c;
  return { clientId, orderId, seriesId, side, orderType, timeInForce, priceTicks, lots };
}

/** Bytes as hex in JSON. */
function plain(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? hex(value) : value;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}
