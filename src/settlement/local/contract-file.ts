/**
 * Where the contracts of the local chain are, in a file beside its state: written once, when they are on the saved chain.
 * Fails with ChainProblem CHAIN_DAMAGED where the file holds something else.
 */
import { existsSync, readFileSync } from 'node:fs';
import { replacePrivateFile } from '../../files/index.js';
import type { ContractAddresses } from '../contracts/index.js';
import { damaged } from './saved-state.js';

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;
const CONTRACTS = ['token', 'clearing', 'rights', 'phases', 'governor', 'timelock'] as const;

/** undefined where there is no file. */
export function readContracts(path: string): ContractAddresses | undefined {
  if (!existsSync(path)) return undefined;
  const found = parsed(readFileSync(path, 'utf8'));
  const isWhole =
    CONTRACTS.every((name) => ADDRESS.test(String(found?.[name]))) &&
    Number.isSafeInteger(found?.chainId) &&
    Number.isSafeInteger(found?.fromBlock);
  if (!isWhole) throw damaged(path, 'does not name the contracts of the chain beside it');
  return found as ContractAddresses;
}

export function writeContracts(path: string, contracts: ContractAddresses): void {
  replacePrivateFile(path, `${JSON.stringify(contracts, null, 2)}\n`);
}

function parsed(text: string): Partial<ContractAddresses> | undefined {
  try {
    return (JSON.parse(text) as Partial<ContractAddresses> | null) ?? undefined;
  } catch {
    return undefined;
  }
}
