/** Shapes of the commands about accounts, keys and money. */
import type { ColdBodies } from '../../values/index.js';
import { CHOICES } from './choices.js';
import { shapeOf } from './field.js';
import { bytesOf, choice, choiceOrZero, numbers, sint64, text, uint32, uint64 } from './fields.js';
import { NAME_BYTES_MAX, PUBLIC_KEY_BYTES } from './sizes.js';

const scopes = numbers(choice(CHOICES.KeyScope), CHOICES.KeyScope.names.size);

const accountMoney = {
  clientRequestId: uint64(),
  targetAccountId: uint32(),
  amountMicroPat: sint64(),
};

export const depositShape = shapeOf<ColdBodies['deposit']>('Deposit', accountMoney);
export const withdrawShape = shapeOf<ColdBodies['withdraw']>('Withdraw', accountMoney);

export const moveCollateralShape = shapeOf<ColdBodies['moveCollateral']>('MoveCollateral', {
  clientRequestId: uint64(),
  amountMicroPat: sint64(),
});

export const setProtectionShape = shapeOf<ColdBodies['setProtection']>('SetProtection', {
  clientRequestId: uint64(),
  targetAccountId: uint32(),
  windowMs: sint64(),
  maxFills: sint64(),
  maxQuantityLots: sint64(),
  maxDeltaMicroPat: sint64(),
});

export const resetProtectionShape = shapeOf<ColdBodies['resetProtection']>('ResetProtection', {
  clientRequestId: uint64(),
  targetAccountId: uint32(),
});

export const cancelWalletLinkShape = shapeOf<ColdBodies['cancelWalletLink']>('CancelWalletLink', {
  clientRequestId: uint64(),
  targetAccountId: uint32(),
});

export const openAccountShape = shapeOf<ColdBodies['openAccount']>('OpenAccount', {
  clientRequestId: uint64(),
  role: choice(CHOICES.AccountRole),
  accountClass: choice(CHOICES.AccountClass),
  firmGroup: uint32(),
  publicKey: bytesOf(0, PUBLIC_KEY_BYTES),
  scopes,
  name: text(1, NAME_BYTES_MAX),
});

export const updateAccountShape = shapeOf<ColdBodies['updateAccount']>('UpdateAccount', {
  targetAccountId: uint32(),
  accountClass: choiceOrZero(CHOICES.AccountClass),
  exposureLimitMicroPat: sint64(),
  dailyCreditMicroPat: sint64(),
});

export const addKeyShape = shapeOf<ColdBodies['addKey']>('AddKey', {
  targetAccountId: uint32(),
  publicKey: bytesOf(PUBLIC_KEY_BYTES),
  scopes,
});

export const revokeKeyShape = shapeOf<ColdBodies['revokeKey']>('RevokeKey', {
  targetAccountId: uint32(),
  keyId: uint32(),
});

export const getOutcomeShape = shapeOf<ColdBodies['getOutcome']>('GetOutcome', {
  clientOrderId: uint64(),
});
