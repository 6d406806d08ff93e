/** What the reference core's world consists of: plain objects, money in BigInt. */
import type { ContractRules } from '../../../../src/values/index.js';

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
  /** Of an owner, with its first account: lots exercised at prices of others, as of when. */
  exercised: { readonly lots: number; readonly atMs: number };
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
  /** What failed of it since operators last attested it. */
  lost: number;
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
  variation: bigint;
  /** What an open collateral call asks for, and when it falls due on the service clock. */
  called: bigint;
  callDueMs: number;
  defaulted: boolean;
  readonly number: number;
  outstanding: number;
  optedOut: boolean;
  exercisedSequence: number;
  mintedAtMs: number;
  /** Paid into escrow for forwards; counts while the series is one. */
  paidIn: bigint;
  closed: boolean;
}

export interface Series {
  readonly id: number;
  readonly contract: Contract;
  readonly startMs: number;
  readonly endMs: number;
  state: number;
  /** Its trades are forwards. */
  isForward: boolean;
  killed: boolean;
  mark: number;
  /** The one that collateral follows, per lot. */
  collateralMark: bigint;
  /** Of lots that failed and that others serve: what was paid for them, for whoever is left without. */
  short: {
    readonly lots: number;
    readonly liability: bigint;
    readonly penalty: bigint;
    readonly provider: number;
  };
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
  /** Hash of each notice, as text; the last one holds. */
  readonly hashes: string[];
  /** Where the last of them said. */
  place: string;
  /** The last one was found where its notice said. */
  proved: boolean;
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
