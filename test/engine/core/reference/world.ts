/**
 * The state of the reference core: plain objects and arrays, money in BigInt, nothing indexed, nothing cached. It is
 * slow on purpose: whoever reads it can see that it is right.
 */
import { BROKER_ACCOUNT, CODE } from '../../../../src/engine/core/index.js';
import type { Limits } from '../../../../src/values/index.js';
import { crowd } from './entries.js';
import type {
  Account,
  Capacity,
  Contract,
  Delivery,
  Entitlement,
  Fact,
  Order,
  ParameterRequest,
  Position,
  Series,
  Timer,
  Trade,
  Value,
  Wallet,
  Work,
} from './things.js';

export * from './things.js';

export class World {
  readonly limits: Limits;
  sequence = 0;
  timeMs = 0;
  outageMs = 0;
  phase = 1;
  epoch = 0;
  globalKilled = false;
  quoterKilled = false;
  readonly accounts: Account[] = [];
  readonly contracts: Contract[] = [];
  readonly capacities: Capacity[] = [];
  readonly series: Series[] = [];
  orders: Order[] = [];
  deliveries: Delivery[] = [];
  readonly entitlements: Entitlement[] = [];
  readonly trades: Trade[] = [];
  readonly parameters = new Map<string, { value: number | null; version: number }>();
  parameterChanges = 0;
  readonly parameterRequests: ParameterRequest[] = [];
  kills: { scope: number; target: number; author: number }[] = [];
  sessions: { id: number; account: number; cancelOnDisconnect: boolean }[] = [];
  timers: Timer[] = [];
  serviceTimers: Timer[] = [];
  work: Work[] = [];
  readonly money = new Map<string, bigint>();
  totalMicroPat = 0n;
  /** What the chain said; undefined: the venue is bound to none. */
  chain:
    | {
        readonly name: string;
        readonly clearing: string;
        readonly wallets: Wallet[];
        /** Number of the last one heard of. */
        heard: number;
        deposits: number;
        requests: number;
        phase: number;
        block: number;
        batch: { id: number; hash: string; ledger: number; request: number } | undefined;
        escapedAfter: number | undefined;
      }
    | undefined = undefined;
  facts: Fact[] = [];
  private counter = 0;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  /** Numbers for tokens, priorities and timers: later is greater. */
  next(): number {
    this.counter += 1;
    return this.counter;
  }

  get serviceTimeMs(): number {
    return this.timeMs - this.outageMs;
  }

  account(id: number): Account | undefined {
    return this.accounts[id - 1];
  }

  seriesOf(id: number): Series | undefined {
    return this.series[id - 1];
  }

  balance(bucket: string): bigint {
    return this.money.get(bucket) ?? 0n;
  }

  walletOf(id: number): Wallet | undefined {
    const owner = this.account(id)?.wallet;
    return this.chain?.wallets.find((wallet) => owner !== '' && wallet.owner === owner);
  }

  /** What an account may use: available, but for what its wallet asked for. */
  spendable(id: number): bigint {
    const left = this.balance(`available:${id}`) - (this.walletOf(id)?.request?.amount ?? 0n);
    return left > 0n ? left : 0n;
  }

  /** Moves PAT from one bucket to another; both are named `available:7`, `escrow:1` and so on. */
  move(from: string, to: string, amount: bigint): void {
    if (amount < 0n || amount > this.balance(from)) throw new Error(`${from} lacks ${amount}`);
    this.money.set(from, this.balance(from) - amount);
    this.money.set(to, this.balance(to) + amount);
  }

  /** Next private sequence of an account; account 0, the venue, has none. */
  tell(id: number): number {
    const account = this.account(id);
    if (account === undefined) return 0;
    account.sequence += 1;
    return account.sequence;
  }

  say(type: string, fields: Record<string, Value>): void {
    this.facts.push({ type, ...fields });
  }

  /** The quote of a series changed; a run of changes is told once. */
  sayQuote(series: number): void {
    const last = this.facts.at(-1);
    if (last?.type === 'QUOTE' && last.series === series) return;
    this.say('QUOTE', { series });
  }

  setTimer(timers: 'timers' | 'serviceTimers', dueMs: number, fire: () => void): Timer {
    const timer = { dueMs, number: this.next(), fire };
    this[timers].push(timer);
    return timer;
  }

  dropTimer(timer: Timer | undefined): void {
    this.timers = this.timers.filter((one) => one !== timer);
    this.serviceTimers = this.serviceTimers.filter((one) => one !== timer);
  }

  position(account: number, series: Series): Position | undefined {
    return series.positions.find((position) => position.account === account);
  }

  /** The position of an account, made on first use. */
  makePosition(account: number, series: Series): Position {
    const found = this.position(account, series);
    if (found) return found;
    const position: Position = {
      account,
      series: series.id,
      held: 0,
      attested: 0,
      cost: 0n,
      fee: 0n,
      claims: [],
      collateral: 0n,
      margin: 0n,
      minted: 0,
      covered: 0n,
      variation: 0n,
      called: 0n,
      callDueMs: 0,
      defaulted: false,
      number: this.next(),
      outstanding: 0,
      optedOut: false,
      exercisedSequence: 0,
      mintedAtMs: 0,
      paidIn: 0n,
      closed: false,
    };
    series.positions.push(position);
    return position;
  }

  /** Whether an account has a position or can get one: one that nothing came of and no order needs is forgotten. */
  /** Why an account cannot have a position in a series, or 0; positions that nothing came of are in nobody's way. */
  positionProblem(account: number, series: Series): number {
    const needed = this.series.flatMap((one) => one.positions.filter((p) => this.isNeeded(p)));
    const position = this.position(account, series);
    if (position !== undefined && this.isNeeded(position)) return 0;
    const { maxPositions } = this.limits;
    if (account === BROKER_ACCOUNT) return needed.length < maxPositions ? 0 : CODE.CAPACITY_FULL;
    const own = needed.filter((one) => one.account === account).length;
    return crowd(this, own, 1, needed.length, maxPositions);
  }

  /** Why an order of an account has no place among all orders, or 0; one that does not stay needs no share. */
  orderProblem(account: number, isImmediate: boolean): number {
    const { maxOrders } = this.limits;
    const all = this.orders.length;
    if (all >= maxOrders) return CODE.CAPACITY_FULL;
    // The broker is the venue's own: it has no share that could run out.
    if (isImmediate || account === BROKER_ACCOUNT) return 0;
    return crowd(this, this.ordersOf(account), 1, all, maxOrders);
  }

  ordersOf(account: number): number {
    return this.orders.filter((one) => one.account === account).length;
  }

  private isNeeded(p: Position): boolean {
    const isUsed = p.held > 0 || p.minted > 0 || p.optedOut || p.exercisedSequence > 0;
    return isUsed || this.orders.some((o) => o.account === p.account && o.series === p.series);
  }

  capacity(provider: number, segment: string): Capacity | undefined {
    return this.capacities.find((c) => c.provider === provider && c.segment === segment);
  }

  /** Rights of a provider over all series of a segment that its capacity has to serve. */
  outstanding(provider: number, segment: string): number {
    const mine = this.series.filter((series) => series.contract.segment === segment);
    return mine.reduce((sum, s) => sum + (this.position(provider, s)?.outstanding ?? 0), 0);
  }

  /** Whether the queues have room for what so many fills make: a claim each, and an obligation behind it. */
  hasRoomForFills(fills: number): boolean {
    return this.limits.maxObligations - this.entryCount() >= 2 * fills;
  }

  /** Entries of rights in all queues. */
  entryCount(): number {
    const queues = this.series.flatMap((one) => [
      one.inventory,
      one.obligations,
      ...one.positions.map(({ claims }) => claims),
    ]);
    const pieces = this.deliveries.reduce((sum, one) => sum + one.pieces.length, 0);
    return queues.reduce((sum, { length }) => sum + length, pieces);
  }

  lotsHeld(series: Series, isOne: (account: Account) => boolean): number {
    return series.positions
      .filter((position) => isOne(this.accounts[position.account - 1] as Account))
      .reduce((sum, position) => sum + position.held, 0);
  }
}

/** Lots leave a provider, those not attested first; how many of them were. */
export function giveUp(position: Position, lots: number): number {
  const plain = Math.min(lots, position.held - position.attested);
  position.held -= lots;
  position.attested -= lots - plain;
  return lots - plain;
}
