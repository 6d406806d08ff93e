/**
 * Canonical text of what is traded: the contract's key, the kind where it is not a series, and its terms.
 *
 *     AUTO_INTENT|7D|0.70-0.85@2026-12-07                 a series: a forward before its window opens, spot from then on
 *     AUTO_INTENT|7D|0.70-0.85|LOCK<=0.25@2026-12-14      freshness lock: oldest age, share of the window; expiry
 *     AUTO_INTENT|7D|0.70-0.85|ASSURE<=120@2026-12-07     supply assurance: price cap, PAT a lot; expiry
 *     AUTO_INTENT|7D|0.70-0.85|SYN@2026-12-28             dated future on the contract's index
 *     AUTO_INTENT|7D|0.70-0.85|C@2026-12-28@140^420       call: expiry, strike, cap, PAT a lot
 *     AUTO_INTENT|7D|0.70-0.85|P@2026-12-28@140           put
 *
 * Times are UTC, whole minutes, printed without the time of day at midnight. Amounts are micro-PAT inside and decimal PAT in
 * text. Input takes what a contract's key takes; output is canonical, and parses to what was printed. Fails by returning a
 * sentence that names what is wrong.
 */
import {
  type ContractKey,
  formatContractKey,
  formatSeriesKey,
  parseContractKey,
} from './contract-key.js';

/** What is traded. A series is a forward before its window opens; the text is the same. */
export const INSTRUMENT_KIND = {
  SERIES: 1,
  FRESHNESS_LOCK: 2,
  SUPPLY_ASSURANCE: 3,
  SYNTHETIC: 4,
  CALL: 5,
  PUT: 6,
} as const;

/** The phase from which instruments of a kind are admitted. */
export const PHASE_OF_KIND: Readonly<Record<number, number>> = {
  [INSTRUMENT_KIND.SERIES]: 1,
  [INSTRUMENT_KIND.FRESHNESS_LOCK]: 2,
  [INSTRUMENT_KIND.SUPPLY_ASSURANCE]: 2,
  [INSTRUMENT_KIND.SYNTHETIC]: 3,
  [INSTRUMENT_KIND.CALL]: 4,
  [INSTRUMENT_KIND.PUT]: 4,
};

export interface InstrumentKey {
  /** One of INSTRUMENT_KIND. */
  readonly kind: number;
  readonly contract: ContractKey;
  /** Start of the window of a series; else the expiry. */
  readonly dateMs: number;
  /** Freshness lock: oldest age, as a share of the window; else 0. */
  readonly oldestAgePpm: number;
  /** Assurance: the price cap; option: the strike; else 0. */
  readonly strikeMicroPat: number;
  /** Call: what it pays at most is this less the strike; else 0. */
  readonly capMicroPat: number;
}

const K = INSTRUMENT_KIND;
const PPM = 1_000_000;
const MINUTE_MS = 60_000;
/** Amounts in a key: below a million million PAT, so that they and their sums stay exact. */
const AMOUNT_MAX = 1_000_000_000_000_000;
const TEXT_MAX = 192;
const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})Z)?$/;

/** Parses an instrument's key; a string result says what is wrong with the text. */
export function parseInstrumentKey(text: string): InstrumentKey | string {
  if (text.length > TEXT_MAX) return `an instrument has at most ${TEXT_MAX} characters`;
  const [head = '', date, ...terms] = text.split('@').map((part) => part.trim());
  if (date === undefined) return 'an instrument names a date behind @, such as @2026-12-07';
  const parts = head.split('|');
  const product = parts.length > 3 ? (parts.pop() as string).trim() : '';
  const contract = parseContractKey(parts.join('|'));
  if (typeof contract === 'string') return contract;
  const dateMs = parseDate(date);
  if (dateMs === undefined) return 'a date is YYYY-MM-DD, or with a time YYYY-MM-DDTHH:MMZ';
  const key = parseProduct(product, terms);
  return typeof key === 'string' ? key : { ...key, contract, dateMs };
}

/** Canonical text of an instrument's key. */
export function formatInstrumentKey(key: InstrumentKey): string {
  const contract = formatContractKey(key.contract);
  const at = (product: string): string =>
    formatSeriesKey(`${contract}${product === '' ? '' : `|${product}`}`, key.dateMs);
  const strike = decimalText(key.strikeMicroPat);
  switch (key.kind) {
    case K.SERIES:
      return at('');
    case K.FRESHNESS_LOCK:
      return at(`LOCK<=${decimalText(key.oldestAgePpm)}`);
    case K.SUPPLY_ASSURANCE:
      return at(`ASSURE<=${strike}`);
    case K.SYNTHETIC:
      return at('SYN');
    case K.CALL:
      return `${at('C')}@${strike}^${decimalText(key.capMicroPat)}`;
    default:
      return `${at('P')}@${strike}`;
  }
}

type Terms = Omit<InstrumentKey, 'contract' | 'dateMs'>;
const NO_TERMS = { oldestAgePpm: 0, strikeMicroPat: 0, capMicroPat: 0 };

function parseProduct(product: string, terms: readonly string[]): Terms | string {
  if (product === 'C' || product === 'P') return parseOption(product, terms);
  if (terms.length > 0) return 'only an option has terms behind its date';
  if (product === '') return { ...NO_TERMS, kind: K.SERIES };
  if (product === 'SYN') return { ...NO_TERMS, kind: K.SYNTHETIC };
  const [name, bound, ...more] = product.split('<=');
  const amount = more.length > 0 ? undefined : parseDecimal((bound ?? '').trim());
  if (name?.trim() === 'LOCK') {
    if (amount === undefined || amount < 1 || amount >= PPM) {
      return 'a freshness lock names the oldest age above 0 and below 1, such as LOCK<=0.25';
    }
    return { ...NO_TERMS, kind: K.FRESHNESS_LOCK, oldestAgePpm: amount };
  }
  if (name?.trim() === 'ASSURE') {
    if (amount === undefined || amount < 1) {
      return 'a supply assurance names its price cap in PAT, such as ASSURE<=120';
    }
    return { ...NO_TERMS, kind: K.SUPPLY_ASSURANCE, strikeMicroPat: amount };
  }
  return 'a product is LOCK<=age, ASSURE<=price, SYN, C or P';
}

function parseOption(product: 'C' | 'P', terms: readonly string[]): Terms | string {
  const isCall = product === 'C';
  const [strikeText = '', capText, ...more] = (terms[0] ?? '').split('^');
  const strikeMicroPat = parseDecimal(strikeText.trim());
  const isForm = terms.length === 1 && more.length === 0 && isCall === (capText !== undefined);
  if (!isForm || strikeMicroPat === undefined || strikeMicroPat < 1) {
    return isCall
      ? 'a call names strike and cap behind its date, such as @140^420'
      : 'a put names its strike behind its date, such as @140';
  }
  if (!isCall) return { ...NO_TERMS, kind: K.PUT, strikeMicroPat };
  const capMicroPat = parseDecimal((capText ?? '').trim());
  if (capMicroPat === undefined || capMicroPat <= strikeMicroPat) {
    return 'the cap of a call is above its strike';
  }
  return { ...NO_TERMS, kind: K.CALL, strikeMicroPat, capMicroPat };
}

function parseDate(text: string): number | undefined {
  const found = DATE.exec(text);
  if (found === null) return undefined;
  const [year, month, day, hour, minute] = found.slice(1).map((part) => Number(part ?? 0));
  const dateMs = Date.UTC(year as number, (month as number) - 1, day, hour, minute);
  if (dateMs < 0 || dateMs % MINUTE_MS !== 0) return undefined;
  // Only dates there are: the 30th of February comes back as another.
  const isReal = formatSeriesKey('', dateMs).slice(1, 11) === text.slice(0, 10);
  return isReal && (hour as number) < 24 && (minute as number) < 60 ? dateMs : undefined;
}

/** Millionths of a decimal number with at most six decimals, or undefined. */
function parseDecimal(text: string): number | undefined {
  const found = /^(\d{1,10})(?:\.(\d{1,6}))?$/.exec(text);
  if (found === null) return undefined;
  const amount = Number(found[1]) * PPM + Number((found[2] ?? '').padEnd(6, '0'));
  return amount <= AMOUNT_MAX ? amount : undefined;
}

function decimalText(millionths: number): string {
  const whole = Math.floor(millionths / PPM);
  const rest = String(millionths % PPM)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return rest === '' ? String(whole) : `${whole}.${rest}`;
}
