/**
 * A naive account of what docs/synthetics.md says of one instrument, in bigints: what orders reserve, what lies as margin, what
 * is collected and paid each hour. Written from the page and not from the core, and slow: every question walks everything. It is
 * told what happened (orders, trades, marks, closings) and says what everybody has to have.
 */
export interface RefOrder {
  readonly account: number;
  readonly isBuy: boolean;
  readonly ticks: bigint;
  lots: bigint;
  readonly unit: bigint;
}

interface Member {
  available: bigint;
  reserved: bigint;
  margin: bigint;
  lots: bigint;
  /** Σ lots · price since it was settled last. */
  value: bigint;
  /** Gains not paid; below 0, losses not paid. */
  accrued: bigint;
}

const MILLION = 1_000_000n;
const up = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;
const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const abs = (a: bigint): bigint => (a < 0n ? -a : a);

export class Reference {
  readonly members = new Map<number, Member>();
  readonly orders = new Map<number, RefOrder>();
  pool = 0n;
  fees = 0n;
  fund = 0n;
  mark = 0n;
  isGood = false;
  private rate = 0n;
  private readonly tick: bigint;
  private readonly interest: bigint;
  private readonly liquidity: bigint;

  constructor(terms: { tick: number; interestMicroPat: number; liquidityMicroPat: number }) {
    this.tick = BigInt(terms.tick);
    this.interest = BigInt(terms.interestMicroPat);
    this.liquidity = BigInt(terms.liquidityMicroPat);
  }

  join(account: number, available: number): void {
    const nothing = { reserved: 0n, margin: 0n, lots: 0n, value: 0n, accrued: 0n };
    this.members.set(account, { available: BigInt(available), ...nothing });
  }

  of(account: number): Member {
    return this.members.get(account) as Member;
  }

  /** A tenth, growing to the whole while the long side goes from half of what is allowed to all of it; twice on a weak mark. */
  setMark(mark: number, isGood: boolean): void {
    this.mark = BigInt(mark);
    this.isGood = isGood;
    let long = 0n;
    for (const { lots } of this.members.values()) long += max(0n, lots);
    const least = 100_000n;
    const open = long * this.mark;
    const lower = this.interest / 2n;
    let rate = least;
    if (open >= this.interest) rate = MILLION;
    else if (open > lower) {
      rate = least + up((MILLION - least) * (open - lower), this.interest - lower);
    }
    this.rate = isGood ? rate : min(MILLION, rate * 2n);
  }

  initial(lots: bigint): bigint {
    const n = abs(lots) * this.mark;
    const l = this.liquidity;
    const asked =
      4n * n > l
        ? up(n * this.rate * (4n * n + 3n * l), 4n * l * MILLION)
        : up(n * this.rate, MILLION);
    return lots > 0n ? min(n, asked) : asked;
  }

  maintenance(account: number): bigint {
    return up(abs(this.of(account).lots) * this.mark * 60_000n, MILLION);
  }

  unrealised(account: number): bigint {
    const { lots, value, accrued } = this.of(account);
    return lots * this.mark - value + accrued;
  }

  equity(account: number): bigint {
    const { available, margin } = this.of(account);
    return available + margin + this.unrealised(account);
  }

  private openLots(account: number, isBuy: boolean, isFreeOnly: boolean): bigint {
    let sum = 0n;
    for (const order of this.orders.values()) {
      const isIt = order.account === account && order.isBuy === isBuy;
      if (isIt && (!isFreeOnly || order.unit === 0n)) sum += order.lots;
    }
    return sum;
  }

  /** What has to lie as margin. */
  target(account: number): bigint {
    const { lots } = this.of(account);
    const most = lots + this.openLots(account, true, true);
    const least = lots - this.openLots(account, false, true);
    const asked = [lots, most, least].map((one) => this.initial(one));
    return asked.reduce(max) + max(0n, -this.unrealised(account));
  }

  balance(account: number): void {
    const member = this.of(account);
    const missing = this.target(account) - member.margin;
    const moved = missing > 0n ? min(missing, member.available) : missing;
    member.margin += moved;
    member.available -= moved;
  }

  /** What an order reserves a lot, and what is missing for it. */
  ask(
    account: number,
    isBuy: boolean,
    ticks: number,
    lots: number,
  ): { unit: bigint; missing: bigint } {
    const member = this.of(account);
    const some = BigInt(lots);
    const others = this.openLots(account, isBuy, false);
    const sign = isBuy ? 1n : -1n;
    if (others + some <= -sign * member.lots) return { unit: 0n, missing: 0n };
    const before = member.lots + sign * others;
    const after = before + sign * some;
    const worst = (becoming: bigint): bigint =>
      max(this.initial(member.lots), this.initial(becoming));
    const increase = max(0n, worst(after) - worst(before));
    const price = BigInt(ticks) * this.tick;
    const adverse = max(0n, sign * (price - this.mark));
    const unit = max(1n, up(increase, some) + adverse + up(price * 10_000n, MILLION));
    const short = max(0n, this.target(account) - member.margin);
    return { unit, missing: unit * some + short - member.available };
  }

  accept(id: number, order: RefOrder): void {
    this.orders.set(id, order);
    const member = this.of(order.account);
    member.available -= order.unit * order.lots;
    member.reserved += order.unit * order.lots;
  }

  cancel(id: number, lots: bigint): void {
    const order = this.orders.get(id) as RefOrder;
    const member = this.of(order.account);
    member.available += order.unit * lots;
    member.reserved -= order.unit * lots;
    order.lots -= lots;
    if (order.lots === 0n) this.orders.delete(id);
  }

  /** One side of a trade. */
  fill(id: number, ticks: number, lots: number, feePpm: number): void {
    const order = this.orders.get(id) as RefOrder;
    const member = this.of(order.account);
    const some = BigInt(lots);
    const price = BigInt(ticks) * this.tick;
    member.reserved -= order.unit * some;
    member.margin += order.unit * some;
    order.lots -= some;
    this.move(order.account, order.isBuy ? some : -some, price);
    const fee = min(up(price * BigInt(feePpm), MILLION) * some, member.margin + member.available);
    const first = min(fee, member.margin);
    member.margin -= first;
    member.available -= fee - first;
    this.fees += fee;
    if (order.lots === 0n) this.orders.delete(id);
    this.balance(order.account);
  }

  /** Lots come at a price. */
  move(account: number, lots: bigint, price: bigint): void {
    const member = this.of(account);
    member.lots += lots;
    member.value += lots * price;
  }

  payFund(account: number, amount: bigint): void {
    const member = this.of(account);
    const first = min(amount, member.margin);
    member.margin -= first;
    member.available -= amount - first;
    this.fund += amount;
  }

  /** Whoever holds nothing and cannot pay pays what it has. */
  endBankrupt(account: number): void {
    const member = this.of(account);
    if (member.lots !== 0n || this.equity(account) >= 0n) return;
    this.pool += member.margin + member.available;
    member.margin = 0n;
    member.available = 0n;
    member.value = 0n;
    member.accrued = 0n;
  }

  /** The hour: losses first, then gains, in proportion where that is less. */
  vary(): void {
    const { mark } = this;
    for (const member of this.members.values()) {
      member.accrued += member.lots * mark - member.value;
      member.value = member.lots * mark;
      const owed = max(0n, -member.accrued);
      const first = min(owed, member.margin);
      const rest = min(owed - first, member.available);
      member.margin -= first;
      member.available -= rest;
      member.accrued += first + rest;
      this.pool += first + rest;
    }
    const there = this.pool;
    const due = [...this.members.values()].reduce((sum, one) => sum + max(0n, one.accrued), 0n);
    for (const [account, member] of this.members) {
      const gain = max(0n, member.accrued);
      const paid = due <= there ? gain : (gain * there) / due;
      member.accrued -= paid;
      member.margin += paid;
      this.pool -= paid;
      this.balance(account);
    }
  }
}
