/**
 * `patx settle rebuild`: makes the settler's disk anew from chain and journal, after it was lost or restored from an older
 * copy. Proves everything first and writes nothing otherwise; an exchange that runs goes on by itself. Fails with the reason
 * when the disk cannot be proven right.
 */
import type { Command } from 'commander';
import { coreAt, coreBehind } from '../core-at.js';
import { dataDirectory } from '../data-directory.js';
import { liabilitiesSecret } from '../liabilities-secret.js';
import { whole } from '../option-values.js';
import { contractsAt, type PlaceOptions } from '../settle-compare.js';
import { RIGHTS_ROWS_PER_BATCH } from '../settlement-options.js';

interface RebuildOptions extends PlaceOptions {
  readonly fromBlock: number;
  readonly chainSettlerKey: string;
  readonly chainAttestorKey: string;
  readonly json?: boolean;
}

export function addSettleRebuild(settle: Command): void {
  settle
    .command('rebuild')
    .description(
      "make the settler's lost disk anew from chain and journal, once it is proven right",
    )
    .option('--data <dir>', 'data directory', './data')
    .option('--status <url>', 'status page of the running exchange', 'http://127.0.0.1:9464')
    .option('--chain <url>', 'URL of a node, if the exchange does not run')
    .option('--rights <0x…>', 'address of AccessRights, where it is not to be found')
    .option('--chain-settler-key <file|url>', 'as patx start has it', '')
    .option('--chain-attestor-key <file|url>', 'as patx start has it', '')
    .option('--from-block <number>', 'first block that can hold an event', whole(0), 0)
    .option('--json', 'as JSON')
    .action(async (options: RebuildOptions) => {
      const rebuilt = await rebuilding(options);
      const { batchId, ledgerSequence, rightsBatchId, unconfirmed, blockNumber } = rebuilt;
      process.stdout.write(
        options.json
          ? `${JSON.stringify(rebuilt)}\n`
          : `the disk is made anew as of block ${blockNumber}: batch ${batchId}, ledger to ${ledgerSequence}, batch ${rightsBatchId} of rights; ${unconfirmed} batches are to be confirmed to the journal\n`,
      );
    });
}

async function rebuilding(options: RebuildOptions) {
  const room = await import('../../settlement/index.js');
  const { reader, contracts } = await contractsAt(options, options.fromBlock);
  const { settlement, keys } = dataDirectory(options.data);
  const sources = { settler: options.chainSettlerKey, attestor: options.chainAttestorKey };
  const { settler, attestor, close } = room.signersOf(sources, keys);
  const store = room.SettlementStore.open(settlement);
  try {
    return await room.rebuild({
      reader,
      contracts,
      store,
      secret: liabilitiesSecret(keys),
      settler: settler.address,
      fromBlock: options.fromBlock,
      coreAt: (sequence) => coreAt(options.data, sequence),
      coreBehind: (eventHash) => coreBehind(options.data, eventHash.slice(2)),
      attestor,
      rightsRowsMax: RIGHTS_ROWS_PER_BATCH,
      nowMs: Date.now(),
    });
  } finally {
    close();
    await store.close();
  }
}
