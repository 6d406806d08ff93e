/**
 * `patx journal`: prints frames and commands of a journal, as text or JSON lines, without applying them. The files'
 * structure is checked first; it ends with StoreError or FrameError at the first damage, after what comes before it.
 */
import type { Command as Program } from 'commander';
import {
  checkJournalStructure,
  commandsOf,
  decodeCommand,
  type Frame,
  JournalReader,
} from '../../engine/log/index.js';
import { CommandCodec } from '../../schema/index.js';
import { COMMAND_KIND, Command } from '../../values/index.js';
import { dataDirectory } from '../data-directory.js';

const KIND_NAMES = Object.fromEntries(
  Object.entries(COMMAND_KIND).map(([name, kind]) => [kind, name]),
);
const FRAMES_AT_ONCE = 64;

interface JournalOptions {
  readonly data: string;
  readonly from: string;
  readonly count: string;
  readonly json?: boolean;
  readonly frames?: boolean;
}

export function addJournal(program: Program): void {
  program
    .command('journal')
    .description('print the frames and commands of a journal')
    .option('--data <dir>', 'data directory', './data')
    .option('--from <sequence>', 'first sequence', '1')
    .option('--count <frames>', 'frames to print', '20')
    .option('--frames', 'only the frame headers')
    .option('--json', 'JSON lines')
    .action(async (options: JournalOptions) => {
      const directory = dataDirectory(options.data).journal;
      checkJournalStructure(directory);
      const reader = JournalReader.open({ directory }, Number(options.from));
      let left = Number(options.count);
      while (left > 0) {
        const frames = reader.next(Math.min(left, FRAMES_AT_ONCE));
        if (frames.length === 0) break;
        for (const frame of frames) printFrame(frame, options);
        left -= frames.length;
      }
      await reader.close();
    });
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
