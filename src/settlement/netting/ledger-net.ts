/**
 * Nets the movements of a follower's ledger: one change for each account and range of sequences.
 *
 * It listens to postings, so nothing it has seen is undone: a follower applies only what is durable. Deposits and
 * withdrawals are counted apart, since the chain has moved that PAT itself; what is left moves between accounts and adds
 * up to zero. Escrow is kept by series in the ledger and by owner on chain: at a cut the owners' shares must account for
 * every series' change. Throws SettlementRefused, and has then cut nothing.
 */
import {
  ACCOUNT_FIELD,
  BROKER_ACCOUNT,
  BUCKET,
  type Core,
  OUTSIDE,
} from '../../engine/core/index.js';
import { exact, SettlementRefused } from './refusal.js';

/** What a range did to an account's buckets on chain; the id is the ledger's. */
export interface NetChange {
  readonly accountId: number;
  readonly freeMicroPat: number;
  readonly lockedMicroPat: number;
}

export interface NettedRange {
  readonly firstSequence: number;
  readonly lastSequence: number;
  /** Postings that moved something. */
  readonly movementCount: number;
  /** Ascending by account, only those that changed; Σ is zero. */
  readonly changes: readonly NetChange[];
  readonly depositedMicroPat: bigint;
  readonly withdrawnMicroPat: bigint;
}

export class LedgerNet {
  private readonly core: Core;
  private readonly net: Float64Array;
  /** Index of account 0's first bucket: below are the escrows of the series. */
  private readonly accountsBase: number;
  private readonly escrowShares: Float64Array;
  private sequence: number;
  private movements = 0;
  private deposited = 0n;
  private withdrawn = 0n;

  /** Begins a range behind the core's last sequence. */
  constructor(core: Core) {
    const { ledger, accounts, sequence } = core.state;
    this.core = core;
    this.net = new Float64Array(ledger.f.length);
    this.accountsBase = ledger.bucket(0, 0);
    this.escrowShares = new Float64Array((ledger.f.length - this.accountsBase) / BUCKETS);
    this.sequence = sequence;
    for (let id = 1; id <= accounts.count; id += 1) this.escrowShares[id] = this.shareOf(id);
  }

  /** From now on the core's postings are netted here. */
  attach(): void {
    const { ledger } = this.core.state;
    if (ledger.observer !== undefined) {
      throw new SettlementRefused('BAD_MOVEMENT', 'the ledger has an observer already');
    }
    ledger.observer = (debit, credit, amount) => this.add(debit, credit, amount);
  }

  /** One posting, with the ledger's own indices. */
  add(debit: number, credit: number, amountMicroPat: number): void {
    if (!Number.isSafeInteger(amountMicroPat) || amountMicroPat < 0) {
      throw new SettlementRefused('BAD_MOVEMENT', `an amount of ${amountMicroPat} micro-PAT`);
    }
    if (debit === OUTSIDE || credit === OUTSIDE) this.addOutside(debit, credit, amountMicroPat);
    else {
      const { net } = this;
      const before = net[debit];
      const after = net[credit];
      if (before === undefined || after === undefined) throw noBalance(debit, credit);
      if (debit !== credit) {
        net[debit] = bounded(before - amountMicroPat);
        net[credit] = bounded(after + amountMicroPat);
      }
    }
    this.movements += 1;
  }

  /** The range since the last cut, up to the core's last sequence, and the beginning of the next. */
  cut(): NettedRange {
    const { accounts, sequence } = this.core.state;
    const changes = this.changes(accounts.count);
    const range: NettedRange = {
      firstSequence: this.sequence + 1,
      lastSequence: sequence,
      movementCount: this.movements,
      changes,
      depositedMicroPat: this.deposited,
      withdrawnMicroPat: this.withdrawn,
    };
    this.net.fill(0);
    for (let id = 1; id <= accounts.count; id += 1) this.escrowShares[id] = this.shareOf(id);
    this.sequence = sequence;
    this.movements = 0;
    this.deposited = 0n;
    this.withdrawn = 0n;
    return range;
  }

  private addOutside(debit: number, credit: number, amountMicroPat: number): void {
    const inside = debit === OUTSIDE ? credit : debit;
    const isFree = (inside - this.accountsBase) % BUCKETS === BUCKET.AVAILABLE;
    // The chain takes deposits into the free bucket and pays withdrawals from it.
    if (inside < this.accountsBase || inside >= this.net.length || !isFree) {
      throw noBalance(debit, credit);
    }
    if (debit === OUTSIDE) this.deposited += BigInt(amountMicroPat);
    else this.withdrawn += BigInt(amountMicroPat);
  }

  private changes(accountCount: number): NetChange[] {
    const { net, accountsBase, escrowShares } = this;
    let pending = 0;
    let shares = 0n;
    for (let id = 1; id <= accountCount; id += 1) {
      pending = bounded(pending + (net[accountsBase + id * BUCKETS + BUCKET.PENDING] as number));
      const share = this.shareOf(id) - (escrowShares[id] as number);
      if (share !== 0) shares += BigInt(share);
    }
    this.checkEscrow(shares);
    const changes: NetChange[] = [];
    let sum = 0n;
    for (let id = 1; id <= accountCount; id += 1) {
      const base = accountsBase + id * BUCKETS;
      const freeMicroPat = net[base + BUCKET.AVAILABLE] as number;
      const lockedMicroPat =
        (net[base + BUCKET.RESERVED] as number) +
        (net[base + BUCKET.COLLATERAL] as number) +
        (this.shareOf(id) - (escrowShares[id] as number)) +
        (id === BROKER_ACCOUNT ? pending : 0);
      if (freeMicroPat === 0 && lockedMicroPat === 0) continue;
      changes.push({ accountId: id, freeMicroPat, lockedMicroPat: bounded(lockedMicroPat) });
      sum += BigInt(bounded(freeMicroPat + lockedMicroPat));
    }
    if (sum !== 0n) throw new SettlementRefused('UNBALANCED', `the range adds up to ${sum}`);
    return changes;
  }

  private checkEscrow(shares: bigint): void {
    let escrows = 0n;
    for (let index = 0; index < this.accountsBase; index += 1) {
      const change = this.net[index] as number;
      if (change !== 0) escrows += BigInt(change);
    }
    if (escrows === shares) return;
    throw new SettlementRefused(
      'ESCROW_UNATTRIBUTED',
      `escrows changed by ${escrows} micro-PAT, the shares of accounts by ${shares}`,
    );
  }

  private shareOf(accountId: number): number {
    return this.core.state.accounts.get(accountId, ACCOUNT_FIELD.escrowMicroPat);
  }
}

const BUCKETS = Object.keys(BUCKET).length;

const bounded = (microPat: number): number =>
  exact(microPat, 'a net change', -Number.MAX_SAFE_INTEGER);

function noBalance(debit: number, credit: number): SettlementRefused {
  return new SettlementRefused('BAD_MOVEMENT', `no balances at ${debit} and ${credit}`);
}
