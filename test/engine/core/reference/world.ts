/**
 * The state of the reference core: plain objects and arrays, money in BigInt, nothing indexed, nothing cached. It is
 * slow on purpose: whoever reads it can see that it is right.
 */
import type { ContractRules, Limits } from '../../../../src/values/index.js';

/** A thing the core gives ids to, numbered here in the order it was made. */
export type Token = `${'order' | 'delivery' | 'entitlement'}:${number}`;
export type Value = number | Token;

/** One thing that happened: the name of an event and its fields by name. */
export interface Fact {
  readonly type: string;
  readonly [field: string]: Value | string;
}

export interface Recorded {
  readonly id: number;
  readonly code: number;
  readonly reference: Value;
  readonly sequence: number;
}

export interface IdSpace {
  readonly number: number;
  highest: number;
  count: number;
  /** The last so many, oldest first. */
  outcomes: Recorded[];
}

/** Limits of what resting orders of an account may trade in a window. */
export interface Protection {
  readonly windowMs: number;
  readonly maxFills: number;
  readonly maxLots: number;
  readonly maxDelta: number;
  /** Which limit was passed; 0 is none. */
  limit: number;
  fills: {
    readonly timeMs: number;
    readonly lots: number;
    readonly value: number;
    /** Series and id. */
    readonly trade: string;
  }[];
  /** Time of the last fill. */
  atMs: number;
}

export interface Account {
  readonly id: number;
  readonly role: number;
  accountClass: number;
  readonly group: number;
  killed: boolean;
  sequence: number;
  exposureLimit: number;
  dailyCredit: number;
  creditDay: number;
  creditUsed: bigint;
  rate: { milliCredits: number; timeMs: number } | undefined;
  withdrawableAtMs: number;
  keys: { publicKey: string; revoked: boolean }[];
  spaces: IdSpace[];
  /** Owner of the wallet it is linked with; empty is none. */
  wallet: string;
  /** A link that is not in force yet. */
  pendingLink: { readonly owner: string; readonly timer: Timer } | undefined;
  protection: Protection | undefined;
}

/** An account of the clearing contract. */
export interface Wallet {
  readonly number: number;
  readonly owner: string;
  unclaimed: bigint;
  /** Paid in less paid out. */
  net: bigint;
  request:
    | { readonly sequence: number; readonly amount: bigint; readonly ripeAtMs: number }
    | undefined;
}

export interface Contract {
  readonly id: number;
  readonly text: string;
  readonly segment: string;
  readonly windowMs: number;
  readonly lowPpm: number;
  readonly rules: ContractRules;
}

export interface Capacity {
  readonly provider: number;
  readonly segment: string;
  lots: number;
  /** What operators attested of it. */
  attestedLots: number;
  attestedUntilMs: number;
  confidencePpm: number;
}

export interface Order {
  readonly token: Token;
  readonly clientId: number;
  readonly account: number;
  readonly group: number;
  readonly series: number;
  readonly side: number;
  readonly session: number;
  readonly isQuote: boolean;
  readonly isPostOnly: boolean;
  readonly isDay: boolean;
  readonly stp: number;
  price: number;
  open: number;
  original: number;
  /** PAT reserved per lot. */
  unit: bigint;
  /** Time priority; undefined while it does not rest. */
  priority: number | undefined;
  timer: Timer | undefined;
  /** What it has beyond a plain order. */
  special?: Special;
}

export interface Special {
  /** One of ORDER_TYPE; a stop that was woken is a limit order. */
  type: number;
  readonly timeInForce: number;
  /** What an iceberg shows at a time; 0 shows all. */
  readonly peak: number;
  /** Lots on display while it rests. */
  shown: number;
  readonly isAllOrNone: boolean;
  readonly slides: boolean;
  limit: number;
  trigger: number;
  /** Of a trailing stop from the best price, of a peg from the mark. */
  readonly offset: number;
  /** Live in no book. */
  isDormant: boolean;
  /** Order among those that wait for the same price, among trailing stops or pegs, among the elected. */
  waits: number;
  listed: number;
  elected: number | undefined;
  /** The group, each before the one that is cancelled next; empty without one. */
  ring: Order[];
  /** Whether it takes room in the store of special orders. */
  hasExtension: boolean;
}

/** Lots that are alike: of one provider, or of the broker's with provider 0, at one price. */
export interface Entry {
  readonly provider: number;
  readonly novated: boolean;
  /** Minted when its capacity was attested through the window. */
  readonly attested: boolean;
  lots: number;
  readonly unit: bigint;
  readonly unitFee: bigint;
  /** What the holder of a claim paid in fees. */
  readonly buyerFee: bigint;
}

/** Of a delivery: an entry with what its holder paid per lot. */
export interface Piece extends Entry {
  readonly paid: bigint;
}

export interface Position {
  readonly account: number;
  readonly series: number;
  held: number;
  /** Of a provider's held lots. */
  attested: number;
  cost: bigint;
  fee: bigint;
  /** What a consumer bought, oldest first. */
  claims: Entry[];
  collateral: bigint;
  /** What of it is margin. */
  margin: bigint;
  minted: number;
  covered: bigint;
  outstanding: number;
  optedOut: boolean;
  exercisedSequence: number;
  mintedAtMs: number;
  closed: boolean;
}

export interface Series {
  readonly id: number;
  readonly contract: Contract;
  readonly startMs: number;
  readonly endMs: number;
  state: number;
  killed: boolean;
  mark: number;
  sigmaPpm: number;
  thinnessPpm: number;
  quoterState: number;
  lastTradeId: number;
  mintedSequence: number;
  /** Lots minted since the broker's bids were cancelled for it. */
  mintedSincePull: number;
  minted: number;
  delivered: number;
  failed: number;
  lapsed: number;
  withdrawn: number;
  exercised: number;
  inventory: Entry[];
  obligations: Entry[];
  positions: Position[];
  /** Levels of the quote, best first; a level that ended leaves a hole. */
  bids: (Order | undefined)[];
  asks: (Order | undefined)[];
  quoteTimer: Timer | undefined;
  lastPrice: number;
  lastAuction: number;
  auctionKind: number;
  auctionLots: number;
  auctionTimer: Timer | undefined;
  /** An auction has begun and is not over, be it halted. */
  isGathering: boolean;
  isClearing: boolean;
  isExtended: boolean;
  bandsRestUntilMs: number;
}

export interface Delivery {
  readonly token: Token;
  readonly consumer: number;
  readonly series: number;
  readonly provider: number;
  /** Exercised claims of one provider, each owed and paid for at its own price. */
  readonly pieces: Piece[];
  readonly ticketSequence: number;
  readonly ticketIndex: number;
  entitlement: Entitlement | undefined;
  /** What its consumer paid to dispute it. */
  bond: bigint;
  state: number;
  timer: Timer | undefined;
}

export interface Entitlement {
  readonly token: Token;
  readonly holder: number;
  readonly isExercised: boolean;
  readonly resource: string;
  readonly actions: readonly string[];
  readonly validFromMs: number;
  validToMs: number;
  status: number;
  /** Exercised lots it stands for, and how many more are disputed. */
  lots: number;
  suspended: number;
}

export interface Trade {
  readonly series: number;
  readonly id: number;
  readonly buyer: number;
  readonly seller: number;
  readonly price: number;
  readonly lots: number;
  readonly buyerFee: bigint;
  readonly collateral: bigint;
  /** Of a provider's lots. */
  readonly attested: number;
  readonly sequence: number;
  readonly isAuction: boolean;
  readonly makerSide: number;
  busted: boolean;
}

export interface Timer {
  readonly dueMs: number;
  readonly number: number;
  readonly fire: () => void;
}

/** Work that goes on at the start of commands; answers whether it is over, to be continued or has to wait. */
export interface Work {
  readonly name: string;
  readonly run: () => 'over' | 'more' | 'waits';
}

/** A change of a parameter two people decide; without a timer it is over. */
export interface ParameterRequest {
  readonly number: number;
  readonly key: string;
  readonly value: number | null;
  readonly version: number;
  readonly author: Account;
  timer: Timer | undefined;
}

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
      outstanding: 0,
      optedOut: false,
      exercisedSequence: 0,
      mintedAtMs: 0,
      closed: false,
    };
    series.positions.push(position);
    return position;
  }

  /** Whether an account has a position or can get one: one that nothing came of and no order needs is forgotten. */
  hasRoomForPosition(account: number, series: Series): boolean {
    const needed = this.series.flatMap((one) => one.positions.filter((p) => this.isNeeded(p)));
    const position = this.position(account, series);
    const isThere = position !== undefined && this.isNeeded(position);
    return isThere || needed.length < this.limits.maxPositions;
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
