/** What the desk needs to settle on the configured chain; undefined where there is none. */
import type { SettlementOptions } from '../desk/index.js';
import type { Config } from './config.js';
import type { DataDirectory } from './data-directory.js';
import { liabilitiesSecret } from './liabilities-secret.js';

/** Mined batches that are not final: where finality takes hours, as on rollups, they are many. */
const UNFINAL_MAX = 64;
/** About 30,000 gas each at most: half of what a transaction may take on Ethereum. */
export const RIGHTS_ROWS_PER_BATCH = 250;

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
