/** The part of the error catalog that is about the chain, wallets on it and what they pay in and out. */
import { type ErrorEntry, entry } from './error-entry.js';

export const CHAIN_ERRORS = {
  CHAIN_BOUND: entry(
    90,
    false,
    'PAT comes and goes through the chain here.',
    'Link a wallet and pay in on chain; request withdrawals on chain. In a sandbox: patx sandbox fund ACCOUNT PAT.',
  ),
  CHAIN_UNBOUND: entry(
    91,
    false,
    'The venue is bound to no chain.',
    'Have operators book deposits and withdrawals.',
  ),
  CHAIN_MISMATCH: entry(
    92,
    false,
    'The venue is bound to another chain or contract, or the chain contradicts what it said before.',
    'Connect to the chain the venue is bound to; a contradiction is for the operator to look into.',
  ),
  CHAIN_GAP: entry(
    93,
    true,
    'What the chain says is numbered without gaps, and something before this is missing.',
    'Say what is missing first.',
  ),
  LEDGER_NOT_EMPTY: entry(
    94,
    false,
    'A venue is bound to a chain while its ledger is empty.',
    'Begin a new venue; it has to be bound before the first deposit.',
  ),
  ADDRESS_BOUND: entry(
    95,
    false,
    'The wallet is linked with another account.',
    'Use that account, or another wallet.',
  ),
  ACCOUNT_BOUND: entry(
    96,
    false,
    'The account is linked with another wallet.',
    'Use that wallet; a link is for good.',
  ),
  ESCAPED: entry(
    97,
    false,
    'The escape was triggered on chain, which ended the venue for good.',
    'Withdraw from the contract with escapeWithdraw.',
  ),
  PHASE_RULES: entry(
    98,
    false,
    'This version of the core has no rules for that phase.',
    'Stay in the present phase until a version with its rules is in force.',
  ),
  WALLET_CHALLENGE: entry(
    99,
    true,
    'The session has no such open challenge: it expired, was answered or was replaced.',
    'Ask for a new challenge.',
  ),
  WALLET_SIGNATURE: entry(
    100,
    true,
    'The signature of the challenge is not by the wallet it was made for.',
    'Ask for a new challenge and sign its text, unchanged, with the key of the address. A wallet that is a contract (EIP-1271) cannot be linked.',
  ),
  LINK_PENDING: entry(
    150,
    false,
    'The account waits for its link with another wallet to come into force.',
    'Cancel that link (CancelWalletLink), then link the other wallet.',
  ),
  NO_PENDING_LINK: entry(
    151,
    false,
    'The account waits for no link with a wallet.',
    'Nothing has to be cancelled: it has no wallet, or its link is in force, which is for good.',
  ),
} as const satisfies Record<string, ErrorEntry>;
