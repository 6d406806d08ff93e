/**
 * The money of purchases, the naive way: plain objects and the rules of docs/posting-table.md and docs/marketplace-guide.md,
 * written without a look at the core. Two listings: one bought once, one paid by use. Says whether a command may succeed, what
 * everybody has after it, and who may read.
 */
import { DAY_MS } from '../../../support/venue.js';

export const FEE_PPM = 50_000n;
const BOND_PPM = 50_000n;
const DISPUTE_MS = 7 * DAY_MS;
const MONTH_MS = 30 * DAY_MS;
const RULING_MS = 7 * DAY_MS;
const APPEAL_MS = 14 * DAY_MS;
const PROTECTED_MS = 90 * DAY_MS;
export const ONCE = 0;
export const USE = 1;

interface Bought {
  readonly id: number;
  readonly buyer: number;
  readonly listing: number;
  readonly boughtMs: number;
  readonly revision: number;
  price: bigint;
  royalties: readonly (readonly [number, bigint])[];
  held: bigint;
  reserved: bigint;
  bond: bigint;
  paid: bigint;
  cap: bigint;
  renews: boolean;
  state: 'held' | 'use' | 'paid';
  isDisputed: boolean;
  drawn: bigint;
  free: bigint;
  used: bigint;
  dueMs: number;
  order: number;
}

interface Listed {
  price: bigint;
  protectedMs: number;
  royalties: readonly (readonly [number, bigint])[];
  isDown: boolean;
  isDelisted: boolean;
  downDueMs: number;
  isAppealed: boolean;
  revision: number;
  readonly revoked: Set<number>;
}

const up = (amount: bigint, ppm: bigint): bigint => (amount * ppm + 999_999n) / 1_000_000n;

export class Reference {
  timeMs: number;
  readonly provider: number;
  readonly has = new Map<number, bigint>();
  purchases: Bought[] = [];
  readonly listings: readonly Listed[];
  private readonly refunded = new Set<string>();
  private readonly refundsOf = new Map<string, number>();
  private readonly freeOf = new Map<string, bigint>();
  private orders = 0;
  readonly freeQuota: bigint;
  readonly refundMs: number;
  readonly sizeBytes: bigint;

  constructor(terms: {
    timeMs: number;
    provider: number;
    prices: readonly [bigint, bigint];
    freeQuota: bigint;
    refundMs: number;
    sizeBytes: bigint;
  }) {
    this.timeMs = terms.timeMs;
    this.provider = terms.provider;
    this.freeQuota = terms.freeQuota;
    this.refundMs = terms.refundMs;
    this.sizeBytes = terms.sizeBytes;
    this.listings = terms.prices.map((price) => ({
      ...{ price, protectedMs: 0, royalties: [], isDown: false, isDelisted: false },
      ...{ downDueMs: 0, isAppealed: false, revision: 1, revoked: new Set<number>() },
    }));
  }

  of(account: number): bigint {
    return this.has.get(account) ?? 0n;
  }

  private give(account: number, amount: bigint): void {
    this.has.set(account, this.of(account) + amount);
  }

  find(buyer: number, listing: number): Bought | undefined {
    return this.purchases.find((one) => one.buyer === buyer && one.listing === listing);
  }

  private listed(listing: number): Listed {
    return this.listings[listing] as Listed;
  }

  private isSold(listing: number): boolean {
    const { isDown, isDelisted, revoked, revision } = this.listed(listing);
    return !isDown && !isDelisted && !revoked.has(revision);
  }

  mayBuy(buyer: number, listing: number, cap: bigint): boolean {
    const cost = listing === USE ? cap : this.listed(listing).price;
    return this.isSold(listing) && !this.find(buyer, listing) && this.of(buyer) >= cost;
  }

  buy(id: number, buyer: number, listing: number, terms: { cap: bigint; renews: boolean }): void {
    const { price, royalties, revision } = this.listed(listing);
    const isUse = listing === USE;
    const windowMs = isUse ? MONTH_MS : Math.max(this.refundMs, DISPUTE_MS);
    this.give(buyer, isUse ? -terms.cap : -price);
    const one: Bought = {
      ...{
        id,
        buyer,
        listing,
        revision,
        boughtMs: this.timeMs,
        price,
        royalties,
        bond: 0n,
        paid: 0n,
      },
      ...{
        held: isUse ? 0n : price,
        reserved: isUse ? terms.cap : 0n,
        cap: isUse ? terms.cap : 0n,
      },
      ...{ renews: isUse && terms.renews, state: isUse ? 'use' : 'held', isDisputed: false },
      ...{ drawn: 0n, free: 0n, used: 0n, dueMs: 0, order: 0 },
    };
    this.wait(one, this.timeMs + windowMs);
    this.purchases.push(one);
  }

  private wait(one: Bought, dueMs: number): void {
    this.orders += 1;
    Object.assign(one, { dueMs, order: this.orders });
  }

  mayRefund(one: Bought): boolean {
    const isRead = one.used + one.drawn > 0n && (one.used + one.drawn) * 20n >= this.sizeBytes;
    const month = `${one.buyer} ${Math.floor(this.timeMs / MONTH_MS)}`;
    return (
      one.state === 'held' &&
      !one.isDisputed &&
      this.timeMs < one.boughtMs + this.refundMs &&
      !isRead &&
      !this.refunded.has(`${one.buyer} ${one.listing}`) &&
      (this.refundsOf.get(month) ?? 0) < 5
    );
  }

  refund(one: Bought): void {
    const month = `${one.buyer} ${Math.floor(this.timeMs / MONTH_MS)}`;
    this.refunded.add(`${one.buyer} ${one.listing}`);
    this.refundsOf.set(month, (this.refundsOf.get(month) ?? 0) + 1);
    this.giveAllBack(one);
  }

  private giveAllBack(one: Bought): void {
    this.give(one.buyer, one.held + one.reserved + one.bond);
    this.purchases = this.purchases.filter((other) => other !== one);
  }

  mayDispute(one: Bought): boolean {
    const isOpen =
      (one.state === 'held' || one.state === 'use') && !one.isDisputed && one.held > 0n;
    return isOpen && this.of(one.buyer) >= up(one.held, BOND_PPM);
  }

  dispute(one: Bought): void {
    one.bond = up(one.held, BOND_PPM);
    this.give(one.buyer, -one.bond);
    one.isDisputed = true;
    this.wait(one, this.timeMs + RULING_MS);
  }

  rule(one: Bought, isUpheld: boolean): void {
    if (isUpheld) return this.giveAllBack(one);
    this.give(this.provider, one.bond);
    Object.assign(one, { bond: 0n, isDisputed: false });
    if (one.state === 'use') this.endMonths(one);
    else if (this.listed(one.listing).isDown) this.wait(one, this.timeMs + DAY_MS);
    else this.settle(one);
  }

  private settle(one: Bought): void {
    this.payOut(one);
    one.state = 'paid';
    one.dueMs = 0;
  }

  private payOut(one: Bought): void {
    const fee = up(one.held, FEE_PPM);
    this.give(3, fee);
    let rest = one.held - fee;
    const base = rest;
    for (const [account, bps] of one.royalties) {
      const share = (base * bps) / 10_000n;
      this.give(account, share);
      rest -= share;
    }
    this.give(this.provider, rest);
    one.paid += one.held;
    one.held = 0n;
  }

  private freeKey(buyer: number): string {
    return `${buyer} ${Math.floor(this.timeMs / MONTH_MS)}`;
  }

  private freeLeft(buyer: number): bigint {
    const left = this.freeQuota - (this.freeOf.get(this.freeKey(buyer)) ?? 0n);
    return left > 0n ? left : 0n;
  }

  mayDraw(one: Bought, units: bigint): boolean {
    if (one.isDisputed || this.listed(one.listing).isDown) return false;
    if (one.state !== 'use') return true;
    const free = this.freeLeft(one.buyer);
    const paid = units > free ? units - free : 0n;
    return (one.drawn + paid) * one.price <= one.reserved;
  }

  draw(one: Bought, units: bigint): void {
    if (one.state !== 'use') {
      one.drawn += units;
      return;
    }
    const left = this.freeLeft(one.buyer);
    const free = units < left ? units : left;
    const key = this.freeKey(one.buyer);
    if (free > 0n) this.freeOf.set(key, (this.freeOf.get(key) ?? 0n) + free);
    one.free += free;
    one.drawn += units - free;
  }

  /** Used at once: free units first, then what is reserved. */
  lease(one: Bought, units: bigint): void {
    one.used += units;
    if (one.state !== 'use') return;
    const left = this.freeLeft(one.buyer);
    const free = units < left ? units : left;
    const key = this.freeKey(one.buyer);
    if (free > 0n) this.freeOf.set(key, (this.freeOf.get(key) ?? 0n) + free);
    one.reserved -= (units - free) * one.price;
    one.held += (units - free) * one.price;
  }

  mayReport(one: Bought, used: bigint, unused: bigint): boolean {
    return used + unused <= one.drawn + one.free;
  }

  report(one: Bought, used: bigint, unused: bigint): void {
    const usedFree = used < one.free ? used : one.free;
    const usedPaid = used - usedFree;
    const backPaid = unused < one.drawn - usedPaid ? unused : one.drawn - usedPaid;
    const backFree = unused - backPaid;
    one.drawn -= usedPaid + backPaid;
    one.free -= usedFree + backFree;
    one.used += used;
    const key = this.freeKey(one.buyer);
    const had = this.freeOf.get(key) ?? 0n;
    if (backFree > 0n && had > 0n) this.freeOf.set(key, had > backFree ? had - backFree : 0n);
    if (one.state !== 'use') return;
    one.reserved -= usedPaid * one.price;
    one.held += usedPaid * one.price;
  }

  mayEnd(one: Bought): boolean {
    const isOut = one.drawn + one.free > 0n;
    return one.state === 'use' && !one.isDisputed && !isOut && !this.listed(one.listing).isDown;
  }

  endMonths(one: Bought): void {
    this.closeMonth(one);
    this.purchases = this.purchases.filter((other) => other !== one);
  }

  private closeMonth(one: Bought): void {
    one.reserved -= one.drawn * one.price;
    one.held += one.drawn * one.price;
    one.used += one.drawn + one.free;
    Object.assign(one, { drawn: 0n, free: 0n });
    this.payOut(one);
    this.give(one.buyer, one.reserved);
    one.reserved = 0n;
  }

  reprice(listing: number, price: bigint, royalties: Bought['royalties']): void {
    const one = this.listed(listing);
    if (price > one.price) one.protectedMs = this.timeMs + PROTECTED_MS;
    Object.assign(one, { price, royalties });
  }

  takeDown(listing: number): void {
    Object.assign(this.listed(listing), { isDown: true, downDueMs: this.timeMs + APPEAL_MS });
  }

  ruleTakedown(listing: number, isRestored: boolean): void {
    const listed = this.listed(listing);
    listed.isDown = false;
    if (!isRestored) listed.isDelisted = true;
    if (!isRestored) for (const one of this.inSweep(listing)) this.giveAllBack(one);
  }

  /** The newest first, as they are chained. */
  private inSweep(listing: number): Bought[] {
    return this.purchases.filter((one) => one.listing === listing).reverse();
  }

  private paidFor(listing: number, revision: number): bigint {
    const mine = this.purchases.filter(
      (one) => one.listing === listing && one.revision === revision,
    );
    return mine.reduce((sum, { paid }) => sum + paid, 0n);
  }

  mayRevoke(listing: number): boolean {
    const { revoked, revision } = this.listed(listing);
    return !revoked.has(revision) && this.of(this.provider) >= this.paidFor(listing, revision);
  }

  revoke(listing: number): void {
    const { revoked, revision } = this.listed(listing);
    for (const one of this.inSweep(listing)) {
      if (one.revision !== revision) continue;
      this.give(this.provider, -one.paid);
      this.give(one.buyer, one.paid);
      this.giveAllBack(one);
    }
    revoked.add(revision);
  }

  renew(listing: number): void {
    this.listed(listing).revision += 1;
  }

  pass(ms: number): void {
    this.timeMs += ms;
    const due = [...this.purchases.filter(({ dueMs }) => dueMs > 0 && dueMs <= this.timeMs)].sort(
      (a, b) => a.dueMs - b.dueMs || a.order - b.order,
    );
    for (const [listing, one] of this.listings.entries()) {
      if (one.isDown && one.downDueMs <= this.timeMs) this.late.push([one.downDueMs, listing]);
    }
    for (const one of due) this.expire(one);
    for (const [, listing] of this.late.splice(0)) this.ruleTakedown(listing, false);
  }

  private readonly late: [number, number][] = [];

  private expire(one: Bought): void {
    if (one.isDisputed) return this.rule(one, one.used + one.drawn === 0n);
    const { isDown, isDelisted, price, protectedMs } = this.listed(one.listing);
    if (isDown) return this.wait(one, this.timeMs + DAY_MS);
    if (one.state === 'held') return this.settle(one);
    this.closeMonth(one);
    const isPriced = price <= one.price || this.timeMs < protectedMs;
    const mayRenew = one.renews && !isDelisted && isPriced && this.of(one.buyer) >= one.cap;
    if (!mayRenew) {
      this.purchases = this.purchases.filter((other) => other !== one);
      return;
    }
    this.give(one.buyer, -one.cap);
    one.reserved = one.cap;
    if (price < one.price) one.price = price;
    one.royalties = this.listed(one.listing).royalties;
    this.wait(one, this.timeMs + MONTH_MS);
  }

  mayRead(buyer: number, listing: number): boolean {
    const { isDown, revoked, revision } = this.listed(listing);
    const one = this.find(buyer, listing);
    return one !== undefined && !isDown && !one.isDisputed && !revoked.has(revision);
  }
}
