/**
 * What settles in cash: instruments, the lots accounts hold of them, what accounts have at stake in all, what owners hold of a
 * contract, and where the run of the minute stands.
 *
 * A holding is one account's lots in one instrument. It says what they were last worth (`valueMicroPat`, signed), so that what
 * they have gained since is lots · mark − value; what was gained and is not paid is `accruedMicroPat`, negative: owed.
 * Invariant I60: of an instrument Σ lots = 0, and Σ (value − accrued) + what is in its pool + what was written off = 0.
 * Fails by answering 0 when full; callers ask for room before anything changes. Amounts are micro-PAT, quantities lots.
 */
import type { ColumnAllocator } from '../../kernel/columns.js';
import { firstOf, PairIndex, pairKey, secondOf } from '../../kernel/pair-index.js';
import { CASH, FUND, HOLDING, SAMPLES_MAX, STAKE, WINNERS_MAX } from './margin-fields.js';

export * from './margin-fields.js';

/** Fields of what an owner holds of a contract. */
const INTEREST = { key: 0, indexNext: 1, lots: 2 } as const;
const HOLDING_WORDS = 12;
const CASH_WORDS = 30;
const STAKE_WORDS = 5;
const INTEREST_WORDS = 3;
const SAMPLE_WORDS = 3;
const WINNER_WORDS = 2;
/** Instruments whose book is sampled at once. */
const SAMPLED_MAX = 256;
const CASH_MAX = 8_192;

const META = {
  instruments: 0,
  holdingsHigh: 1,
  holdingsFree: 2,
  holdingsLive: 3,
  interestsHigh: 4,
  interestsFree: 5,
  isArmed: 6,
  phase: 7,
  cursor: 8,
  backstop: 9,
  /** Which half of the lists of winners counts; the other is being filled. */
  half: 10,
  lastHour: 11,
  /** 1 once anything was ever kept here. */
  isTouched: 12,
} as const;

export class MarginTable {
  readonly holdings: Float64Array;
  readonly instruments: Float64Array;
  readonly stakes: Float64Array;
  readonly samples: Float64Array;
  readonly winners: Float64Array;
  private readonly interests: Float64Array;
  private readonly contractLots: Float64Array;
  private readonly meta: Int32Array;
  private readonly fund: Float64Array;
  private readonly index: PairIndex;
  private readonly interestIndex: PairIndex;
  private readonly instrumentsMax: number;
  readonly capacity: number;
  /** Of an upgrade: where the next holding goes; 0: wherever there is room. */
  nextPlace = 0;

  constructor(
    alloc: ColumnAllocator,
    accounts: { readonly count: number },
    limits: {
      readonly maxAccounts: number;
      readonly maxSeries: number;
      readonly maxPositions: number;
    },
  ) {
    const { maxAccounts, maxSeries, maxPositions } = limits;
    this.capacity = Math.max(16, maxPositions >> 2);
    this.instrumentsMax = Math.min(maxSeries, CASH_MAX);
    const meta = alloc.i32('margin.meta', Object.keys(META).length);
    this.meta = meta;
    this.fund = alloc.f64('margin.fund', Object.keys(FUND).length);
    const used = (field: number, words: number) => () =>
      meta[field] === 0 ? 0 : ((meta[field] as number) + 1) * words;
    const rows = used(META.instruments, CASH_WORDS);
    this.instruments = alloc.f64(
      'margin.instruments',
      (this.instrumentsMax + 1) * CASH_WORDS,
      rows,
    );
    this.holdings = alloc.f64(
      'margin.holdings',
      (this.capacity + 1) * HOLDING_WORDS,
      used(META.holdingsHigh, HOLDING_WORDS),
    );
    this.interests = alloc.f64(
      'margin.interests',
      (this.capacity + 1) * INTEREST_WORDS,
      used(META.interestsHigh, INTEREST_WORDS),
    );
    this.stakes = alloc.f64('margin.stakes', (maxAccounts + 1) * STAKE_WORDS, () =>
      meta[META.isTouched] === 0 ? 0 : (accounts.count + 1) * STAKE_WORDS,
    );
    this.contractLots = alloc.f64('margin.contracts', maxSeries + 1, () =>
      meta[META.instruments] === 0 ? 0 : maxSeries + 1,
    );
    const sides = Math.min(this.instrumentsMax, SAMPLED_MAX) + 1;
    this.samples = alloc.f64('margin.samples', sides * 2 * SAMPLES_MAX * SAMPLE_WORDS, () =>
      meta[META.instruments] === 0 ? 0 : this.samples.length,
    );
    this.winners = alloc.f64('margin.winners', sides * 4 * WINNERS_MAX * WINNER_WORDS, () =>
      meta[META.instruments] === 0 ? 0 : this.winners.length,
    );
    this.index = new PairIndex(
      alloc,
      'margin.index',
      { f: this.holdings, words: HOLDING_WORDS, key: HOLDING.key, next: HOLDING.indexNext },
      this.capacity,
    );
    this.interestIndex = new PairIndex(
      alloc,
      'margin.interestIndex',
      { f: this.interests, words: INTEREST_WORDS, key: INTEREST.key, next: INTEREST.indexNext },
      this.capacity,
    );
  }

  /** Whether anything was ever kept here. */
  get isTouched(): boolean {
    return this.meta[META.isTouched] !== 0;
  }

  touch(): void {
    this.meta[META.isTouched] = 1;
  }

  // --- instruments

  /** Instruments there are: rows 1 to this. */
  get count(): number {
    return this.meta[META.instruments] as number;
  }

  get isFull(): boolean {
    return this.count >= this.instrumentsMax;
  }

  /** A fresh row for a series; the caller fills it in and has checked that there is room. */
  createInstrument(seriesId: number): number {
    const row = this.count + 1;
    this.meta[META.instruments] = row;
    this.touch();
    this.setCash(row, CASH.series, seriesId);
    return row;
  }

  cash(row: number, field: number): number {
    return this.instruments[row * CASH_WORDS + field] as number;
  }

  setCash(row: number, field: number, value: number): void {
    this.instruments[row * CASH_WORDS + field] = value;
  }

  addCash(row: number, field: number, amount: number): void {
    const at = row * CASH_WORDS + field;
    this.instruments[at] = (this.instruments[at] as number) + amount;
  }

  // --- holdings

  /** Rows of holdings ever used: 1 to this. */
  get high(): number {
    return this.meta[META.holdingsHigh] as number;
  }

  get room(): number {
    return this.capacity - (this.meta[META.holdingsLive] as number);
  }

  /** The holding of an account in a series, or 0. */
  find(account: number, seriesId: number): number {
    return this.index.get(account, seriesId);
  }

  get(holding: number, field: number): number {
    return this.holdings[holding * HOLDING_WORDS + field] as number;
  }

  set(holding: number, field: number, value: number): void {
    this.holdings[holding * HOLDING_WORDS + field] = value;
  }

  add(holding: number, field: number, amount: number): void {
    const at = holding * HOLDING_WORDS + field;
    this.holdings[at] = (this.holdings[at] as number) + amount;
  }

  exists(holding: number): boolean {
    return this.get(holding, HOLDING.key) !== 0;
  }

  accountOf(holding: number): number {
    return firstOf(this.get(holding, HOLDING.key));
  }

  seriesOf(holding: number): number {
    return secondOf(this.get(holding, HOLDING.key));
  }

  /** A fresh holding among its account's; the caller has checked that there is room. */
  create(account: number, seriesId: number): number {
    const { meta } = this;
    let row = this.nextPlace || (meta[META.holdingsFree] as number);
    if (this.nextPlace !== 0) {
      meta[META.holdingsHigh] = Math.max(this.high, row);
      this.nextPlace = 0;
    } else if (row !== 0) meta[META.holdingsFree] = this.get(row, HOLDING.indexNext);
    else {
      row = this.high + 1;
      meta[META.holdingsHigh] = row;
    }
    meta[META.holdingsLive] = (meta[META.holdingsLive] as number) + 1;
    this.holdings.fill(0, row * HOLDING_WORDS, (row + 1) * HOLDING_WORDS);
    this.set(row, HOLDING.key, pairKey(account, seriesId));
    this.index.add(row);
    // Behind the first, which stays: the run looks at an account where its first holding is.
    const first = this.stake(account, STAKE.first);
    const second = first === 0 ? 0 : this.get(first, HOLDING.accountNext);
    this.set(row, HOLDING.accountPrevious, first);
    this.set(row, HOLDING.accountNext, second);
    if (second !== 0) this.set(second, HOLDING.accountPrevious, row);
    if (first !== 0) this.set(first, HOLDING.accountNext, row);
    else this.setStake(account, STAKE.first, row);
    this.setStake(account, STAKE.holdings, this.stake(account, STAKE.holdings) + 1);
    return row;
  }

  /** Whether an upgrade may put a holding here: places come in order. */
  canPut(place: number): boolean {
    return place > this.high && place <= this.capacity;
  }

  /** After an upgrade: the places between holdings are free. */
  linkFree(): void {
    const { meta } = this;
    meta[META.holdingsFree] = 0;
    for (let place = this.high; place > 0; place -= 1) {
      if (this.exists(place)) continue;
      this.set(place, HOLDING.indexNext, meta[META.holdingsFree] as number);
      meta[META.holdingsFree] = place;
    }
  }

  /** Forgets a holding that has nothing. */
  release(holding: number): void {
    const { meta } = this;
    const account = this.accountOf(holding);
    this.index.remove(holding);
    const next = this.get(holding, HOLDING.accountNext);
    const previous = this.get(holding, HOLDING.accountPrevious);
    if (previous !== 0) this.set(previous, HOLDING.accountNext, next);
    else this.setStake(account, STAKE.first, next);
    if (next !== 0) this.set(next, HOLDING.accountPrevious, previous);
    this.setStake(account, STAKE.holdings, this.stake(account, STAKE.holdings) - 1);
    this.holdings.fill(0, holding * HOLDING_WORDS, (holding + 1) * HOLDING_WORDS);
    this.set(holding, HOLDING.indexNext, meta[META.holdingsFree] as number);
    meta[META.holdingsFree] = holding;
    meta[META.holdingsLive] = (meta[META.holdingsLive] as number) - 1;
  }

  // --- accounts

  stake(account: number, field: number): number {
    return this.stakes[account * STAKE_WORDS + field] as number;
  }

  setStake(account: number, field: number, value: number): void {
    this.stakes[account * STAKE_WORDS + field] = value;
  }

  // --- open interest

  /** Lots held long in all instruments of a contract. */
  longLotsOf(contractId: number): number {
    return this.contractLots[contractId] as number;
  }

  addLongLots(contractId: number, lots: number): void {
    this.contractLots[contractId] = this.longLotsOf(contractId) + lots;
  }

  /** Lots an owner holds, long or short, and has in open orders, in all instruments of a contract. */
  interestOf(owner: number, contractId: number): number {
    const row = this.interestIndex.get(owner, contractId);
    return row === 0 ? 0 : (this.interests[row * INTEREST_WORDS + INTEREST.lots] as number);
  }

  /** Adds to what an owner has of a contract; there are no more of these than holdings. */
  addInterest(owner: number, contractId: number, lots: number): void {
    if (lots === 0) return;
    const { interests, meta } = this;
    let row = this.interestIndex.get(owner, contractId);
    if (row === 0) {
      row = meta[META.interestsFree] as number;
      if (row !== 0) {
        meta[META.interestsFree] = interests[row * INTEREST_WORDS + INTEREST.indexNext] as number;
      } else {
        row = (meta[META.interestsHigh] as number) + 1;
        meta[META.interestsHigh] = row;
      }
      interests.fill(0, row * INTEREST_WORDS, (row + 1) * INTEREST_WORDS);
      interests[row * INTEREST_WORDS + INTEREST.key] = pairKey(owner, contractId);
      this.interestIndex.add(row);
    }
    const at = row * INTEREST_WORDS + INTEREST.lots;
    interests[at] = (interests[at] as number) + lots;
    if (interests[at] !== 0) return;
    this.interestIndex.remove(row);
    interests.fill(0, row * INTEREST_WORDS, (row + 1) * INTEREST_WORDS);
    interests[row * INTEREST_WORDS + INTEREST.indexNext] = meta[META.interestsFree] as number;
    meta[META.interestsFree] = row;
  }

  // --- samples of books, and winners

  /** First word of a sample. @param side 0 bids, 1 asks */
  sampleAt(samples: number, side: number, place: number): number {
    return ((samples * 2 + side) * SAMPLES_MAX + place) * SAMPLE_WORDS;
  }

  /** Samples of a book for an instrument that opens: those of one that has settled, or fresh ones; 0 where all are taken. */
  freeSamples(): number {
    const taken = new Set<number>();
    for (let row = 1; row <= this.count; row += 1) taken.add(this.cash(row, CASH.samples));
    const most = Math.min(this.instrumentsMax, SAMPLED_MAX);
    for (let samples = 1; samples <= most; samples += 1) if (!taken.has(samples)) return samples;
    return 0;
  }

  /**
   * First word of a winner.
   * @param side 0 those long, 1 those short
   * @param isNext of the list that is being filled
   */
  winnerAt(samples: number, side: number, place: number, isNext: boolean): number {
    const half = isNext ? 1 - this.half : this.half;
    return (((half * this.sampledCount + samples) * 2 + side) * WINNERS_MAX + place) * WINNER_WORDS;
  }

  /** The list that was being filled counts now; the other is emptied to be filled. */
  turnWinners(): void {
    this.meta[META.half] = 1 - this.half;
    const words = this.winners.length / 2;
    const next = 1 - this.half;
    this.winners.fill(0, next * words, (next + 1) * words);
  }

  private get half(): number {
    return this.meta[META.half] as number;
  }

  private get sampledCount(): number {
    return Math.min(this.instrumentsMax, SAMPLED_MAX) + 1;
  }

  // --- the run, the fund

  get isArmed(): boolean {
    return this.meta[META.isArmed] !== 0;
  }

  set isArmed(value: boolean) {
    this.meta[META.isArmed] = value ? 1 : 0;
  }

  /** What the run does now; 0: none runs. */
  get phase(): number {
    return this.meta[META.phase] as number;
  }

  set phase(value: number) {
    this.meta[META.phase] = value;
  }

  get cursor(): number {
    return this.meta[META.cursor] as number;
  }

  set cursor(value: number) {
    this.meta[META.cursor] = value;
  }

  /** Hours since 1970 of the last variation. */
  get lastHour(): number {
    return this.meta[META.lastHour] as number;
  }

  set lastHour(value: number) {
    this.meta[META.lastHour] = value;
  }

  /** The account that takes positions over; 0 is none. */
  get backstop(): number {
    return this.meta[META.backstop] as number;
  }

  set backstop(account: number) {
    this.meta[META.backstop] = account;
  }

  fundWord(field: number): number {
    return this.fund[field] as number;
  }

  /** Whether the default fund covers less than the two largest losses that stress found: then nothing is added. */
  get isFundShort(): boolean {
    return this.fundWord(FUND.isShort) !== 0;
  }

  setFundWord(field: number, value: number): void {
    this.fund[field] = value;
  }
}
