/**
 * Wallets that found no place in the ledger: when an account is linked with one, it is taken in with what it has on chain.
 *
 * No batch ever moves what is set aside, so what the contract has of it, read at the block whose events the ledger has all
 * heard of, is what was paid in less what was paid out. An address is looked up once: from then on the ledger hears of it
 * while it is linked, and gives it a place at once. Fails as the node does; it is then looked up anew.
 */
import type { Core } from '../../engine/core/index.js';
import type { BlockMark, ChainReader, VenueContracts } from '../chain/index.js';
import { exact } from '../netting/index.js';
import { bytesOf } from './hex.js';
import type { ChainCommand } from './host.js';

/** Addresses that were looked up. */
export type Checked = Set<string>;

interface Place {
  readonly reader: ChainReader;
  readonly contracts: VenueContracts;
  /** The last block whose events the ledger has. */
  readonly cursor: BlockMark;
}

/** Commands that take in what was set aside and is linked now. */
export async function admissionsAt(
  { state }: Core,
  { reader, contracts, cursor }: Place,
  checked: Checked,
): Promise<ChainCommand[]> {
  const { accounts, registry, wallets } = state;
  const { clearing } = contracts;
  const commands: ChainCommand[] = [];
  for (let id = 1; id <= accounts.count; id += 1) {
    const { wallet = '' } = registry.account(id) ?? {};
    if (wallet === '' || checked.has(wallet) || wallets.find(wallet) !== 0) continue;
    const address = `0x${wallet}`;
    const [number] = await reader.call(clearing, 'accountOf', [address], cursor.hash);
    const chainAccountId = Number(number);
    if (wallets.isSetAside(chainAccountId)) {
      const [stored] = await reader.call(clearing, 'accountAt', [chainAccountId], cursor.hash);
      const [seq] = await reader.call(clearing, 'requestSeqOf', [chainAccountId], cursor.hash);
      const { freeMicro, pendingOutMicro } = stored as Stored;
      const isOpen = pendingOutMicro > 0n;
      const body = {
        chainAccountId,
        address: bytesOf(address),
        netMicroPat: exact(Number(freeMicro), `net of account ${chainAccountId}`),
        requestSequence: isOpen ? Number(seq) : 0,
        requestMicroPat: exact(Number(pendingOutMicro), `request of account ${chainAccountId}`),
      };
      commands.push({ name: 'admitWallet', body });
    }
    checked.add(wallet);
  }
  return commands;
}

interface Stored {
  readonly freeMicro: bigint;
  readonly pendingOutMicro: bigint;
}
