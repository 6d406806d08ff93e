/**
 * Splits the changes of one range into batches that the chain takes one by one: sorted rows, zero-sum through a clearing
 * account, within the caps on accounts and on the debits of a batch.
 *
 * What always holds: applied in order, no bucket falls below where it began or ended, so nobody is overdrawn who is not
 * overdrawn at the end; the clearing account never owes, and ends with what it began with; the batches together are the
 * changes; the same input gives the same batches. An account is split only when its own change passes the cap. Throws
 * SettlementRefused on changes that do not balance and on caps under which nothing moves.
 */
import type { Row } from '../contracts/index.js';
import { exact, SettlementRefused } from './refusal.js';
import type { NetChange } from './settled-target.js';

export interface SplitLimits {
  /** Accounts in one batch, the clearing account among them. */
  readonly accountsMax: number;
  /** What may leave accounts in one batch, each taken net over its buckets. */
  readonly debitMicroPat: number;
  /** Id on chain of the account that carries a group's balance from batch to batch. */
  readonly clearingAccountId: number;
}

export interface SubBatch {
  /** Ascending by account, then by bucket. */
  readonly rows: readonly Row[];
  readonly accountCount: number;
  readonly debitMicroPat: number;
}

/** What is left to settle, the next one last. */
interface Queues {
  readonly debits: Item[];
  readonly credits: Item[];
}

interface Item {
  readonly accountId: number;
  free: number;
  locked: number;
}

/** @param changes by id on chain, each account once; none gives no batch */
export function splitRange(changes: readonly NetChange[], limits: SplitLimits): SubBatch[] {
  checkLimits(limits);
  const { debits, credits, debitSum } = sorted(changes, limits.clearingAccountId);
  const { accountsMax, debitMicroPat } = limits;
  if (debits.length + credits.length === 0) return [];
  if (debits.length + credits.length <= accountsMax && debitSum <= debitMicroPat) {
    const open = new OpenBatch(limits, 0);
    for (const item of [...debits, ...credits]) open.take(item, Math.abs(netOf(item)));
    return [open.close()];
  }
  return splitThroughClearing(debits, credits, limits);
}

function splitThroughClearing(debits: Item[], credits: Item[], limits: SplitLimits): SubBatch[] {
  const queues = { debits: debits.reverse(), credits: credits.reverse() };
  const batches: SubBatch[] = [];
  let pool = 0;
  while (debits.length + credits.length > 0) {
    const open = new OpenBatch(limits, pool);
    while (open.hasPlace && takeNext(open, queues, limits.debitMicroPat));
    batches.push(open.close());
    pool = open.pool;
  }
  return batches;
}

/**
 * Takes a credit whenever the clearing account can pay it, else a debit: so it holds little, and never owes. Returns
 * whether the batch may go on.
 */
function takeNext(open: OpenBatch, queues: Queues, debitMax: number): boolean {
  const { debits, credits } = queues;
  const payee = credits.at(-1);
  const payer = debits.at(-1);
  const isPaid = payee !== undefined && (payer === undefined || open.pool >= netOf(payee));
  const item = isPaid ? payee : payer;
  if (item === undefined) return false;
  const net = Math.abs(netOf(item));
  const room = isPaid ? open.creditRoom : open.debitRoom;
  if (net <= room) {
    open.take(item, net);
    (isPaid ? credits : debits).pop();
    return true;
  }
  // What fits into a batch of its own waits for the next one.
  if (room > 0 && net > debitMax) open.take(item, room);
  // What this batch has taken and nobody can be paid whole with goes on in part: carried over, it would be a debit again.
  if (!isPaid && payee !== undefined && netOf(payee) > debitMax && open.hasPlace) {
    const { creditRoom } = open;
    if (creditRoom > 0) open.take(payee, creditRoom);
  }
  return false;
}

/** A batch that is being filled. */
class OpenBatch {
  pool: number;
  private readonly poolBefore: number;
  private readonly limits: SplitLimits;
  private readonly parts: { accountId: number; free: number; locked: number }[] = [];
  private debit = 0;

  constructor(limits: SplitLimits, pool: number) {
    this.limits = limits;
    this.poolBefore = pool;
    this.pool = pool;
  }

  /** Whether there is a place beside the clearing account's. */
  get hasPlace(): boolean {
    return this.parts.length < this.limits.accountsMax - 1;
  }

  get debitRoom(): number {
    return this.limits.debitMicroPat - this.debit;
  }

  /** What the clearing account can pay within the cap: what it pays out of an earlier batch's money is a debit too. */
  get creditRoom(): number {
    return Math.min(this.pool, this.debitRoom + this.pool - this.poolBefore);
  }

  /** Takes a part of an account's change that is `net` of its debit or credit. */
  take(item: Item, net: number): void {
    const sign = netOf(item) < 0 ? -1 : 1;
    const { free, locked } = item;
    // The smaller opposite side goes along with the first part, so that each bucket only ever moves one way.
    const opposite = Math.max(0, -sign * free) + Math.max(0, -sign * locked);
    const wanted = net + opposite;
    const freePart = Math.min(sign * free, wanted);
    const lockedPart = Math.min(sign * locked, wanted - Math.max(0, freePart));
    const part = { accountId: item.accountId, free: sign * freePart, locked: sign * lockedPart };
    item.free -= part.free;
    item.locked -= part.locked;
    this.parts.push(part);
    this.pool -= sign * net;
    if (sign < 0) this.debit += net;
  }

  close(): SubBatch {
    const { parts, pool, poolBefore, limits } = this;
    const cleared = pool - poolBefore;
    if (cleared !== 0)
      parts.push({ accountId: limits.clearingAccountId, free: cleared, locked: 0 });
    parts.sort((a, b) => a.accountId - b.accountId);
    const rows: Row[] = [];
    for (const { accountId, free, locked } of parts) {
      if (free !== 0) rows.push({ accountId, bucket: 0, deltaMicroPat: BigInt(free) });
      if (locked !== 0) rows.push({ accountId, bucket: 1, deltaMicroPat: BigInt(locked) });
    }
    const debitMicroPat = this.debit + Math.max(0, -cleared);
    return { rows, accountCount: parts.length, debitMicroPat };
  }
}

/** Those that pay, or only move PAT between their own buckets, apart from those that are paid; copies, by id. */
function sorted(changes: readonly NetChange[], clearingAccountId: number) {
  const debits: Item[] = [];
  const credits: Item[] = [];
  let sum = 0n;
  let debitSum = 0n;
  let previous = 0;
  const ascending = [...changes].sort((a, b) => a.accountId - b.accountId);
  for (const { accountId, freeMicroPat, lockedMicroPat } of ascending) {
    if (accountId === previous || accountId === clearingAccountId) {
      throw new SettlementRefused('SHARED_ACCOUNT', `account ${accountId} on chain is not its own`);
    }
    previous = accountId;
    const item = { accountId, free: signed(freeMicroPat), locked: signed(lockedMicroPat) };
    const net = signed(netOf(item));
    if (item.free === 0 && item.locked === 0) continue;
    sum += BigInt(net);
    if (net > 0) credits.push(item);
    else {
      debits.push(item);
      debitSum -= BigInt(net);
    }
  }
  if (sum !== 0n) throw new SettlementRefused('UNBALANCED', `changes add up to ${sum} micro-PAT`);
  return { debits, credits, debitSum: exact(Number(debitSum), 'the sum of debits') };
}

function checkLimits({ accountsMax, debitMicroPat, clearingAccountId }: SplitLimits): void {
  const isUsable =
    Number.isSafeInteger(accountsMax) &&
    accountsMax >= 2 &&
    Number.isSafeInteger(debitMicroPat) &&
    debitMicroPat >= 1 &&
    Number.isSafeInteger(clearingAccountId) &&
    clearingAccountId >= 1;
  if (isUsable) return;
  throw new SettlementRefused(
    'BAD_LIMITS',
    `${accountsMax} accounts, ${debitMicroPat} micro-PAT, clearing account ${clearingAccountId}`,
  );
}

const netOf = (item: Item): number => item.free + item.locked;
const signed = (microPat: number): number =>
  exact(microPat, 'a net change', -Number.MAX_SAFE_INTEGER);
