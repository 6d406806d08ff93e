/**
 * The money and seats of one feed, the naive way: plain objects and the rules of docs/posting-table.md and docs/sigma-market.md,
 * written without a look at the core. Says whether a command may succeed, what everybody has after it, and who may read.
 */
import { DAY_MS } from '../../../../support/venue.js';

const FEE_PPM = 50_000n;
const COOLING_MS = 7 * DAY_MS;
const PROTECTED_MS = 90 * DAY_MS;
export const FEES = 3;

interface Seat {
  readonly id: number;
  readonly buyer: number;
  readonly seats: bigint;
  price: bigint;
  held: bigint;
  renews: boolean;
  isDue: boolean;
  attempts: number;
  begunMs: number;
  days: number;
  dueMs: number;
  order: number;
}

export class FeedReference {
  timeMs: number;
  readonly creator: number;
  readonly has = new Map<number, bigint>();
  seats: Seat[] = [];
  price: bigint;
  limit: bigint;
  cap = 20n;
  payable = 0n;
  isHeldBack = false;
  drift: 'normal' | 'down' | 'over' = 'normal';
  isTakenDown = false;
  private coolingMs = 0;
  private protectedMs = 0;
  private readonly trials = new Set<number>();
  private orders = 0;
  private readonly trialDays = 7;

  constructor(terms: { timeMs: number; creator: number; price: bigint; limit: bigint }) {
    this.timeMs = terms.timeMs;
    this.creator = terms.creator;
    this.price = terms.price;
    this.limit = terms.limit;
  }

  of(account: number): bigint {
    return this.has.get(account) ?? 0n;
  }

  private give(account: number, amount: bigint): void {
    this.has.set(account, this.of(account) + amount);
  }

  find(buyer: number): Seat | undefined {
    return this.seats.find((seat) => seat.buyer === buyer);
  }

  get held(): bigint {
    return this.seats.reduce((sum, { seats }) => sum + seats, 0n);
  }

  get escrow(): bigint {
    return this.seats.reduce((sum, { held }) => sum + held, this.payable);
  }

  maySubscribe(buyer: number, seats: bigint, isTrial: boolean): boolean {
    const tenth = this.limit / 10n;
    return (
      this.drift === 'normal' &&
      !this.isTakenDown &&
      !this.find(buyer) &&
      this.timeMs >= this.coolingMs &&
      this.held + seats <= this.limit &&
      this.held + seats <= this.cap &&
      seats <= (tenth > 1n ? tenth : 1n) &&
      (!isTrial || (seats === 1n && !this.trials.has(buyer))) &&
      this.of(buyer) >= (isTrial ? 0n : this.price * seats)
    );
  }

  subscribe(id: number, buyer: number, seats: bigint, isTrial: boolean, renews: boolean): void {
    if (isTrial) this.trials.add(buyer);
    const one: Seat = {
      ...{ id, buyer, seats, price: this.price, held: 0n, renews, isDue: false, attempts: 0 },
      ...{ begunMs: 0, days: 0, dueMs: 0, order: 0 },
    };
    this.seats.push(one);
    this.begin(one, isTrial ? 0n : this.price * seats, isTrial ? this.trialDays : 30);
  }

  private begin(one: Seat, amount: bigint, days: number): void {
    this.give(one.buyer, -amount);
    Object.assign(one, { held: amount, isDue: false, attempts: 0, begunMs: this.timeMs, days });
    this.wait(one, this.timeMs + days * DAY_MS);
  }

  private wait(one: Seat, dueMs: number): void {
    this.orders += 1;
    Object.assign(one, { dueMs, order: this.orders });
  }

  private drop(one: Seat): void {
    this.seats = this.seats.filter((other) => other !== one);
  }

  cancel(one: Seat): void {
    one.renews = false;
    if (one.isDue) this.drop(one);
  }

  private cost(one: Seat): bigint {
    const isLower = this.price < one.price;
    return one.seats * (isLower ? this.price : one.price);
  }

  private canGoOn(one: Seat): boolean {
    const isPriced = this.price <= one.price || this.timeMs < this.protectedMs;
    return one.renews && this.drift !== 'over' && !this.isTakenDown && isPriced;
  }

  mayRenew(one: Seat): boolean {
    return !one.isDue || (this.canGoOn(one) && this.of(one.buyer) >= this.cost(one));
  }

  renew(one: Seat): void {
    if (one.isDue) this.goOn(one);
    one.renews = true;
  }

  private goOn(one: Seat): void {
    const cost = this.cost(one);
    one.price = cost / one.seats;
    this.begin(one, cost, 30);
  }

  reprice(price: bigint): void {
    if (price > this.price) {
      this.coolingMs = this.timeMs + COOLING_MS;
      this.protectedMs = this.timeMs + PROTECTED_MS;
    }
    this.price = price;
  }

  private earn(one: Seat, amount: bigint): void {
    const fee = (amount * FEE_PPM + 999_999n) / 1_000_000n;
    one.held -= amount;
    this.give(FEES, fee);
    if (this.isHeldBack) this.payable += amount - fee;
    else this.give(this.creator, amount - fee);
  }

  collect(): void {
    this.give(this.creator, this.payable);
    this.payable = 0n;
  }

  delist(): void {
    this.drift = 'over';
    for (const one of [...this.seats].reverse()) {
      if (!one.isDue) {
        const days = Math.floor((this.timeMs - one.begunMs) / DAY_MS);
        this.earn(one, days >= one.days ? one.held : (one.held / BigInt(one.days)) * BigInt(days));
      }
      this.give(one.buyer, one.held);
      this.drop(one);
    }
  }

  pass(ms: number): void {
    this.timeMs += ms;
    const due = this.seats.filter(({ dueMs }) => dueMs <= this.timeMs);
    for (const one of due.sort((a, b) => a.dueMs - b.dueMs || a.order - b.order)) this.expire(one);
  }

  private expire(one: Seat): void {
    if (this.isTakenDown) return this.wait(one, this.timeMs + DAY_MS);
    if (one.held > 0n) this.earn(one, one.held);
    if (!this.canGoOn(one)) return this.drop(one);
    if (this.of(one.buyer) >= this.cost(one)) return this.goOn(one);
    if (one.attempts >= 7) return this.drop(one);
    one.attempts += 1;
    one.isDue = true;
    this.wait(one, this.timeMs + DAY_MS);
  }

  mayRead(buyer: number): boolean {
    const one = this.find(buyer);
    return one !== undefined && !one.isDue && !this.isTakenDown;
  }
}
