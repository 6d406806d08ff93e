/**
 * `patx replay`: replays a journal through the core as fast as it goes, and prints the rate and both hashes. With
 * `--to`, stops after a sequence, to look at a state of the past.
 */
import type { Command } from 'commander';
import { BUCKET, type State } from '../../engine/core/index.js';
import { type Replayer, stateHash } from '../../engine/log/index.js';
import { whole } from '../option-values.js';
import { replayFrom } from '../replay-from.js';
import { ARCHIVE_OPTION, stretchFrames } from '../venue-frames.js';

interface ReplayOptions {
  readonly data: string;
  readonly archive?: string;
  readonly to?: number;
  readonly accounts?: boolean;
}

export function addReplay(program: Command): void {
  program
    .command('replay')
    .description('replay a journal and print the state it leads to')
    .option('--data <dir>', 'data directory', './data')
    .option(...ARCHIVE_OPTION)
    .option('--to <sequence>', 'stop after the frame that holds this sequence', whole(1))
    .option('--accounts', 'print the balances of every account')
    .action(async (options: ReplayOptions) => {
      const to = options.to ?? Number.MAX_SAFE_INTEGER;
      const begunMs = performance.now();
      // The walk checks the files' structure before the storage engine, which trusts it, opens one.
      let replayer: Replayer | undefined;
      for (const frame of stretchFrames(options.data, options.archive)) {
        replayer ??= replayFrom(frame);
        if (replayer.core.state.sequence >= to) break;
        replayer.apply(frame);
      }
      replayer ??= replayFrom(undefined);
      const { core } = replayer;
      const seconds = (performance.now() - begunMs) / 1000;
      const rate = Math.round(replayer.commandCount / seconds);
      const out = [
        `sequence    ${core.state.sequence}`,
        `time        ${new Date(core.state.timeMs).toISOString()}`,
        `event hash  ${Buffer.from(replayer.eventHash).toString('hex')}`,
        `state hash  ${Buffer.from(stateHash(core.state)).toString('hex')}`,
        `replayed    ${replayer.commandCount} commands in ${seconds.toFixed(2)} s, ${rate} commands/s`,
      ];
      if (options.accounts) out.push(...balances(core.state));
      process.stdout.write(`${out.join('\n')}\n`);
    });
}

function balances(state: State): string[] {
  const { ledger, accounts, registry } = state;
  const lines = ['account  available  reserved  pending  collateral  margin  name'];
  for (let id = 1; id <= accounts.count; id += 1) {
    const amounts = [
      BUCKET.AVAILABLE,
      BUCKET.RESERVED,
      BUCKET.PENDING,
      BUCKET.COLLATERAL,
      BUCKET.MARGIN,
    ].map((bucket) => ledger.balance(ledger.bucket(id, bucket)));
    lines.push(`${id}  ${amounts.join('  ')}  ${registry.account(id)?.name ?? ''}`);
  }
  return lines;
}
