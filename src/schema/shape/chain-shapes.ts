/** Shapes of the commands that say what happened on chain. Only the venue itself sends them. */
import type { ColdBodies } from '../../values/index.js';
import { shapeOf } from './field.js';
import { bytesOf, sint64, uint32, uint64 } from './fields.js';
import { ADDRESS_BYTES, HASH_BYTES } from './sizes.js';

const address = bytesOf(ADDRESS_BYTES);
const hash = bytesOf(HASH_BYTES);
const request = { requestSequence: uint64(), chainAccountId: uint32() };

export const bindChainShape = shapeOf<ColdBodies['bindChain']>('BindChain', {
  chainId: uint64(),
  clearing: address,
  token: address,
});

export const linkWalletShape = shapeOf<ColdBodies['linkWallet']>('LinkWallet', {
  targetAccountId: uint32(),
  address,
});

export const registerWalletShape = shapeOf<ColdBodies['registerWallet']>('RegisterWallet', {
  chainAccountId: uint32(),
  address,
});

export const admitWalletShape = shapeOf<ColdBodies['admitWallet']>('AdmitWallet', {
  chainAccountId: uint32(),
  address,
  netMicroPat: sint64(),
  requestSequence: uint64(),
  requestMicroPat: sint64(),
});

export const creditDepositShape = shapeOf<ColdBodies['creditDeposit']>('CreditDeposit', {
  depositSequence: uint64(),
  chainAccountId: uint32(),
  amountMicroPat: sint64(),
});

export const holdWithdrawalShape = shapeOf<ColdBodies['holdWithdrawal']>('HoldWithdrawal', {
  ...request,
  amountMicroPat: sint64(),
});

export const payWithdrawalShape = shapeOf<ColdBodies['payWithdrawal']>('PayWithdrawal', {
  ...request,
  paidMicroPat: sint64(),
});

export const voidWithdrawalShape = shapeOf<ColdBodies['voidWithdrawal']>('VoidWithdrawal', request);

export const confirmBatchShape = shapeOf<ColdBodies['confirmBatch']>('ConfirmBatch', {
  batchId: uint64(),
  batchHash: hash,
  ledgerSequence: uint64(),
  requestSequence: uint64(),
  liabilitiesRoot: hash,
  liabilitiesSumMicroPat: sint64(),
});

export const observePhaseShape = shapeOf<ColdBodies['observePhase']>('ObservePhase', {
  phase: uint32(),
  blockNumber: uint64(),
});

export const observeEscapeShape = shapeOf<ColdBodies['observeEscape']>('ObserveEscape', {
  batchId: uint64(),
});
