/** Where the sandbox's accounts have their PAT from: an operator's word, or the wallets of a chain. */
import type { ClientIds, PatxClient } from '../../client/index.js';
import { PAT } from './plan.js';

export interface Bank {
  /** Gives an account its first money, once however often it is called; resolves when it can be used. */
  open(place: number, client: PatxClient, pat: number): Promise<void>;
  /** Gives it more. */
  topUp(place: number, client: PatxClient, pat: number): Promise<void>;
}

/** Ids of first deposits: the broker's is the very first command, those of accounts come after all accounts. */
const BROKER_ID = 1;
const ACCOUNTS_ID = 50;

/** A venue without a chain: the operator books deposits. First ones have fixed ids, so they happen once. */
export class OperatorBank implements Bank {
  private readonly operator: PatxClient;
  private readonly ids: ClientIds;

  constructor(operator: PatxClient, ids: ClientIds) {
    this.operator = operator;
    this.ids = ids;
  }

  async open(place: number, { accountId }: PatxClient, pat: number): Promise<void> {
    const clientRequestId = this.ids.at(place === 0 ? BROKER_ID : ACCOUNTS_ID + place);
    const deposit = { targetAccountId: accountId, amountMicroPat: pat * PAT };
    await this.operator.operator.deposit({ clientRequestId, ...deposit });
  }

  async topUp(_place: number, { accountId }: PatxClient, pat: number): Promise<void> {
    const deposit = { targetAccountId: accountId, amountMicroPat: pat * PAT };
    await this.operator.operator.deposit(deposit);
  }
}
