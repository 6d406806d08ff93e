/**
 * What the desk needs to settle on the configured chain, and whether it is one that the venue can settle on at all, which is
 * asked before anything is written or waited for.
 */
import type { SettlementOptions } from '../desk/index.js';
import type { State } from '../engine/core/index.js';
import { CommandError } from './command-error.js';
import type { Config } from './config.js';
import type { DataDirectory } from './data-directory.js';
import { liabilitiesSecret } from './liabilities-secret.js';

/** Mined batches that are not final: where finality takes hours, as on rollups, they are many. */
const UNFINAL_MAX = 64;
/** About 30,000 gas each at most: half of what a transaction may take on Ethereum. */
export const RIGHTS_ROWS_PER_BATCH = 250;

/** undefined where there is no chain. */
export function settlementOptions(
  config: Config,
  directory: DataDirectory,
): SettlementOptions | undefined {
  const { chain, chainClearing, chainRights, chainFinality, chainFromBlock } = config;
  if (chain === 'none') return undefined;
  const isTag = chainFinality === 'finalized' || chainFinality === 'safe';
  return {
    url: chain,
    clearing: chainClearing.toLowerCase(),
    rights: chainRights.toLowerCase(),
    finality: isTag
      ? { kind: 'tag', tag: chainFinality }
      : { kind: 'depth', blocks: Number(chainFinality) },
    fromBlock: chainFromBlock,
    keysDirectory: directory.keys,
    storeDirectory: directory.settlement,
    chainDirectory: directory.chain,
    secret: liabilitiesSecret(directory.keys),
    terms: {
      pollMs: config.chainPollMs,
      intervalMs: config.settleIntervalMs,
      heartbeatMs: config.settleHeartbeatMs,
      bumpAfterMs: config.settleBumpMs,
      unfinalMax: UNFINAL_MAX,
      rightsRowsMax: RIGHTS_ROWS_PER_BATCH,
    },
  };
}

/** Fails with `chain-refused` when the configured chain can never be this venue's. */
export function requireSettleable(
  { chain, chainClearing }: Config,
  { registry, ledger }: Pick<State, 'ledger' | 'registry'>,
): void {
  if (chain === 'none') return;
  const refuse = (reason: string): never => {
    throw new CommandError('chain-refused', reason);
  };
  if (chain !== 'local' && !URL.canParse(chain)) {
    refuse(`--chain ${chain} is no URL: none, local or the http address of a node`);
  }
  const { chain: bound } = registry;
  if (bound === null) {
    if (ledger.total > 0) {
      refuse(
        'the venue holds PAT that no chain knows of, so it can be bound to none: start it without a chain ' +
          '(--chain none; the sandbox: --no-chain), or on another --data',
      );
    }
    if (chain !== 'local' && chainClearing === '') {
      refuse(
        `--chain ${chain} needs --chain-clearing, the address of PatClearing on it: patx settle deploy puts the ` +
          'contracts there and prints it',
      );
    }
  } else if (chainClearing !== '' && chainClearing.toLowerCase() !== `0x${bound.clearing}`) {
    refuse(
      `--chain-clearing is ${chainClearing}, and the venue is bound to 0x${bound.clearing} on chain ` +
        `${bound.chainId} for good: leave it out, or begin with another --data`,
    );
  }
}
