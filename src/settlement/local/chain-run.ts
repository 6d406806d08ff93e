/**
 * One run of the local chain's anvil: brought up with the saved chain and the contracts on it, or with a new one.
 *
 * Fails with AnvilFailed, DeploymentFailed, or ChainProblem CHAIN_DAMAGED and WRONG_CONTRACT where the files are not the
 * venue's chain; nothing runs then.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Anvil, AnvilFailed, startAnvil } from '../anvil.js';
import { ChainProblem, Rpc } from '../chain/index.js';
import type { ContractAddresses, Terms } from '../contracts/index.js';
import { readContracts, writeContracts } from './contract-file.js';
import { deployLocally, type KeyAddresses, LOCAL_CHAIN_ID } from './deployment.js';
import { damaged, SavedState } from './saved-state.js';

export interface ChainRunOptions {
  readonly directory: string;
  readonly keys: KeyAddresses;
  readonly terms: Terms;
  /** Address of the clearing the venue is bound to: a chain with another one, or none, is refused. */
  readonly boundTo?: string | undefined;
  /** Further arguments of anvil. */
  readonly args?: readonly string[];
}

export interface ChainRun {
  readonly anvil: Anvil;
  readonly state: SavedState;
  readonly contracts: ContractAddresses;
  readonly sinceMs: number;
}

const STATE_FILE = 'anvil.state';
const CONTRACTS_FILE = 'contracts.json';
/** Dumps of long runs are larger than what a request may be by default. */
const ARGS = ['--chain-id', String(LOCAL_CHAIN_ID), '--no-request-size-limit', '--accounts', '20'];
const DUMP_TIMEOUT_MS = 60_000;

/** A signal ends it at any point, anvil with it. */
export async function runChain(
  options: ChainRunOptions,
  signal: AbortSignal | undefined,
): Promise<ChainRun> {
  const known = knownContracts(options);
  const anvil = await startAnvil({ args: [...ARGS, ...(options.args ?? [])], signal });
  const rpc = new Rpc({ url: anvil.url, timeoutMs: DUMP_TIMEOUT_MS });
  const state = new SavedState(join(options.directory, STATE_FILE), rpc);
  let aborted = (): void => undefined;
  const cut = new Promise<never>((_, reject) => {
    aborted = () => reject(signal?.reason);
    signal?.addEventListener('abort', aborted);
    void anvil.ended.then((how) => reject(new AnvilFailed(`anvil ended with ${how}`)));
  });
  const prepare = async (): Promise<ContractAddresses> => {
    await state.load();
    if (known === undefined) return await deployed(anvil, state, options);
    await mustHave(rpc, known, options);
    return known;
  };
  try {
    const contracts = await Promise.race([prepare(), cut]);
    return { anvil, state, contracts, sinceMs: performance.now() };
  } catch (error) {
    state.abandon();
    await anvil.stop(0);
    throw error;
  } finally {
    signal?.removeEventListener('abort', aborted);
  }
}

/** The contracts that the files name; undefined for a chain that is to be made. Fails where the files are not the venue's. */
function knownContracts({ directory, boundTo }: ChainRunOptions): ContractAddresses | undefined {
  const path = join(directory, CONTRACTS_FILE);
  const state = join(directory, STATE_FILE);
  const known = readContracts(path);
  if (known === undefined) {
    if (boundTo === undefined) return undefined;
    throw damaged(path, 'is missing, and the venue is bound to the contracts it named');
  }
  if (boundTo !== undefined && known.clearing.toLowerCase() !== boundTo.toLowerCase()) {
    throw new ChainProblem(
      'WRONG_CONTRACT',
      `${path} names ${known.clearing}, and the venue is bound to ${boundTo}: --chain has to be a node of its chain`,
    );
  }
  if (!existsSync(state)) throw damaged(state, 'is missing');
  return known;
}

async function mustHave(
  rpc: Rpc,
  { clearing }: ContractAddresses,
  { directory }: ChainRunOptions,
): Promise<void> {
  if ((await rpc.send<string>('eth_getCode', [clearing, 'latest'])) !== '0x') return;
  throw damaged(join(directory, STATE_FILE), `is of a chain without the contract ${clearing}`);
}

async function deployed(
  anvil: Anvil,
  state: SavedState,
  options: ChainRunOptions,
): Promise<ContractAddresses> {
  const contracts = await deployLocally(anvil.url, options);
  // In this order: contracts that a file names are on the saved chain.
  await state.save();
  writeContracts(join(options.directory, CONTRACTS_FILE), contracts);
  return contracts;
}
