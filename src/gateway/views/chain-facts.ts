/** The chain the venue clears on, and the wallet of an account on it, as listings and snapshots show them. */
import { ACCOUNT_FIELD as A, type State, WALLET_FIELD as W } from '../../engine/core/index.js';
import type { ChainInfo, WalletInfo } from '../../schema/index.js';

const bytesOf = (hex: string): Uint8Array => Buffer.from(hex, 'hex');

/** What the journal knows of the chain; null when the venue is bound to none. */
export function chainInfo({ registry, wallets }: State): ChainInfo | null {
  const { chain } = registry;
  if (chain === null) return null;
  const { batch } = chain;
  return {
    chainId: chain.chainId,
    clearing: bytesOf(chain.clearing),
    token: bytesOf(chain.token),
    phase: chain.phase,
    phaseBlockNumber: chain.phaseBlock,
    escaped: chain.escapedBatchId !== null,
    walletCount: wallets.heard,
    walletsSetAside: wallets.setAside,
    depositSequence: wallets.depositSequence,
    requestSequence: wallets.requestSequence,
    unclaimedMicroPat: wallets.unclaimedMicroPat,
    batchId: batch?.batchId ?? 0,
    batchHash: bytesOf(batch?.batchHash ?? ''),
    settledLedgerSequence: batch?.ledgerSequence ?? 0,
    settledRequestSequence: batch?.requestSequence ?? 0,
    liabilitiesRoot: bytesOf(batch?.liabilitiesRoot ?? ''),
    liabilitiesSumMicroPat: batch?.liabilitiesSumMicroPat ?? 0,
  };
}

/** The wallet of an account, linked or pending; null when there is none. */
export function walletInfo({ registry, accounts, wallets }: State, id: number): WalletInfo | null {
  const { wallet: address = '', pendingLink = null } = registry.account(id) ?? {};
  if (address === '' && pendingLink === null) return null;
  const wallet = accounts.get(id, A.wallet);
  const get = (field: number): number => (wallet === 0 ? 0 : wallets.get(wallet, field));
  const requestSequence = get(W.requestSequence);
  const settled = registry.chain?.batch?.requestSequence ?? 0;
  return {
    address: bytesOf(address),
    chainAccountId: wallet,
    requestSequence,
    requestMicroPat: get(W.requestMicroPat),
    ripeTimeMs: get(W.ripeAtMs),
    acknowledged: requestSequence !== 0 && requestSequence <= settled,
    netMicroPat: get(W.netMicroPat),
    pendingAddress: bytesOf(pendingLink?.address ?? ''),
    pendingTimeMs: pendingLink?.effectiveAtMs ?? 0,
  };
}
