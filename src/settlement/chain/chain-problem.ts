/** What is wrong with a chain, by a code that an operator can look up. Whoever catches one decides whether to wait or to stop. */

export const CHAIN_PROBLEM = [
  /** The node is of another chain than the venue is bound to. */
  'WRONG_CHAIN',
  /** No contract at the address, or another one. */
  'WRONG_CONTRACT',
  /** The venue's keys may not do there what they have to. */
  'WRONG_KEYS',
  /** The node knows less than was known before: wait for it. */
  'NODE_BEHIND',
  /** A block that was final is another one now. */
  'FINAL_BLOCK_GONE',
  /** Numbers of deposits, requests or accounts do not follow each other. */
  'EVENTS_MISSING',
  /** The contract would refuse the batch now. */
  'WOULD_REVERT',
  /** The settler's key cannot pay for the transaction. */
  'UNDERFUNDED',
  /** The journal lacks what was settled from it: another journal, or an older one. */
  'JOURNAL_BEHIND',
  /** The settler's disk cannot be made anew from chain and journal. */
  'NOT_REBUILT',
  /** The log takes no commands now. */
  'LEDGER_BUSY',
  /** No address of PatClearing is configured, and the venue is bound to none. */
  'NO_CLEARING',
  /** The settler's disk is no store of its own. */
  'STORE_DAMAGED',
  /** A file of the local chain is missing, or does not hold what it has to. */
  'CHAIN_DAMAGED',
  /** The local chain ended, and again each time it was started. */
  'CHAIN_ENDED',
  /** A signer elsewhere does not answer. */
  'SIGNER_AWAY',
  /** A signer elsewhere does not want to sign. */
  'SIGNER_REFUSED',
  /** A signer elsewhere signed something else, or with another key. */
  'SIGNER_WRONG',
  /** The log refused what the chain said. */
  'REFUSED_BY_LEDGER',
] as const;

export type ChainProblemCode = (typeof CHAIN_PROBLEM)[number];

export class ChainProblem extends Error {
  override readonly name = 'ChainProblem';
  readonly code: ChainProblemCode;

  constructor(code: ChainProblemCode, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}
