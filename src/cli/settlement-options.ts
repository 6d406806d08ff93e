/**
 * What the desk needs to settle on the configured chain, and whether it is one that the venue can settle on at all, which is
 * asked before anything is written or waited for.
 */
import type { Logger } from 'pino';
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
    signers: signerSources(config),
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

const signerSources = ({ chain, chainSettlerKey, chainAttestorKey }: Config) =>
  chain === 'local'
    ? { settler: '', attestor: '' }
    : { settler: chainSettlerKey, attestor: chainAttestorKey };

/**
 * One theft must not have the keys of two roles: fails with `keys-together` when it would, unless that is accepted, which is
 * warned of. The keys of a local chain are worth nothing.
 */
export async function requireKeysApart(
  config: Config,
  directory: DataDirectory,
  logger: Pick<Logger, 'warn'>,
): Promise<void> {
  if (config.chain === 'none') return;
  const { keyPlacesOf, keysTogether } = await import('../settlement/index.js');
  const shared = keysTogether(keyPlacesOf(signerSources(config), directory.keys));
  if (shared === undefined) return;
  if (config.chain !== 'local' && config.chainKeysTogether === 'refuse') {
    throw new CommandError('keys-together', `${shared}: ${APART}`);
  }
  logger.warn(
    { shared },
    'one theft has the keys of two roles on chain; for PAT that is worth something keep them apart',
  );
}

/** What to do about keys that lie together. */
export const APART =
  'one theft has both. Have one of them in a signer elsewhere (--chain-attestor-key URL#0xADDRESS), or in a file of another ' +
  'owner in another directory; --chain-keys-together accept for PAT that is worth nothing';

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
