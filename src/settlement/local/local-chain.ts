/**
 * The chain of `npm start`: an anvil of its own with the contracts deployed, its keys given what they need, and its state
 * kept beside the journal, so that a venue that is started again finds its money where it was. Anything worth nothing: the
 * deployer is the first key of the published mnemonic of development chains. Fails with AnvilFailed or DeploymentFailed.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { JsonRpcProvider, toQuantity } from 'ethers';
import { type Anvil, startAnvil } from '../anvil.js';
import { Rpc } from '../chain/index.js';
import { type ContractAddresses, deployVenue, type Terms } from '../contracts/index.js';
import { SavedState } from './saved-state.js';

export interface LocalChain {
  readonly url: string;
  readonly contracts: ContractAddresses;
  /** Last block that is on disk. */
  readonly saved: () => number;
  /** Saves and ends. */
  stop(): Promise<void>;
}

export interface LocalChainOptions {
  readonly directory: string;
  /** Addresses of the venue's keys. */
  readonly keys: {
    readonly settler: string;
    readonly attestor: string;
    readonly guardian: string;
    readonly venue: string;
  };
  readonly terms: Terms;
  readonly saveEveryMs?: number;
  /** Further arguments of anvil. */
  readonly args?: readonly string[];
  readonly failed: (error: unknown) => void;
}

const LOCAL_CHAIN_ID = 31_337;
const STATE_FILE = 'anvil.state';
const CONTRACTS_FILE = 'contracts.json';
const ETHER = 10n ** 18n;
/** Dumps of long runs are larger than what a request may be by default. */
const ARGS = ['--chain-id', String(LOCAL_CHAIN_ID), '--no-request-size-limit', '--accounts', '20'];
const SAVE_EVERY_MS = 100;
const DUMP_TIMEOUT_MS = 60_000;

/** What a sandbox lives by: delays of minutes instead of days, caps out of the way. */
export const LOCAL_TERMS: Terms = {
  batchDebitMicroPat: 2n ** 52n,
  epochDebitMicroPat: 2n ** 53n,
  epochSeconds: 3_600,
  withdrawalDelaySeconds: 60,
  voidWindowSeconds: 20,
  voidCooldownSeconds: 120,
  escapeDelaySeconds: 86_400,
  timelockSeconds: 60,
  votingDelaySeconds: 10,
  votingPeriodSeconds: 60,
  quorumPercent: 4,
};

/** Starts the chain where it was left, or a new one. */
export async function startLocalChain(options: LocalChainOptions): Promise<LocalChain> {
  const { directory } = options;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const anvil = await startAnvil({ args: [...ARGS, ...(options.args ?? [])] });
  try {
    return await prepared(anvil, options);
  } catch (error) {
    await anvil.stop();
    throw error;
  }
}

async function prepared(anvil: Anvil, options: LocalChainOptions): Promise<LocalChain> {
  const { directory, failed, saveEveryMs = SAVE_EVERY_MS } = options;
  const rpc = new Rpc({ url: anvil.url, timeoutMs: DUMP_TIMEOUT_MS });
  const state = new SavedState(join(directory, STATE_FILE), rpc);
  await state.load();
  const path = join(directory, CONTRACTS_FILE);
  const contracts = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as ContractAddresses)
    : await deployed(anvil.url, options);
  await state.save();
  if (!existsSync(path)) writeWhole(path, `${JSON.stringify(contracts, null, 2)}\n`);
  state.start(saveEveryMs, failed);
  return {
    url: anvil.url,
    contracts,
    saved: () => state.savedNumber,
    stop: async () => {
      try {
        await state.stop();
      } finally {
        await anvil.stop();
      }
    },
  };
}

async function deployed(url: string, options: LocalChainOptions): Promise<ContractAddresses> {
  const { keys, terms } = options;
  const provider = new JsonRpcProvider(url, LOCAL_CHAIN_ID, {
    staticNetwork: true,
    cacheTimeout: -1,
  });
  try {
    for (const address of [keys.settler, keys.guardian]) {
      await provider.send('anvil_setBalance', [address, toQuantity(1_000_000n * ETHER)]);
    }
    const deployer = await provider.getSigner(0);
    const qualifier = keys.guardian;
    return await deployVenue(deployer, { keys: { ...keys, qualifier }, terms, venue: keys.venue });
  } finally {
    provider.destroy();
  }
}

function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.next`, text, { mode: 0o600 });
  renameSync(`${path}.next`, path);
}
