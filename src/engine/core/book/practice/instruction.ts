/**
 * What can be asked of a practice book, checked field by field: unknown JSON in, an instruction or the
 * reason why it is none out. Quantities and prices are whole numbers; anything else is refused, so no
 * fraction of a lot can be left over, and so is what would overflow.
 */
import { PRICE_TICKS_MAX, PRICE_TICKS_MIN } from '../price-levels.js';
import { BUY, SELL } from '../taker.js';
import { LOTS_MAX, PEAKS_MAX, type RejectCode } from './reject-codes.js';

export type OrderType = 'limit' | 'market' | 'stop' | 'stop_limit' | 'trailing_stop';
export type TimeInForce = 'GTC' | 'IOC' | 'FOK';
export type StpMode = 'none' | 'cancel_taker' | 'cancel_maker' | 'cancel_both' | 'decrement';
export type PostOnly = 'no' | 'reject' | 'slide';

export interface PlaceInstruction {
  readonly op: 'place';
  readonly id: number;
  readonly user: string;
  readonly side: number;
  readonly type: OrderType;
  /** Limit; of an order that never rests the worst price it may take, 0 = any. */
  readonly price: number;
  readonly qty: number;
  readonly tif: TimeInForce;
  /** 0 = none. */
  readonly stopPrice: number;
  /** Distance of a trailing stop; 0 = that of its stop price from the last price. */
  readonly trail: number;
  /** Peak of an iceberg; 0 = all on display. */
  readonly displayQty: number;
  readonly postOnly: PostOnly;
  /** Trades wholly or not at all when it arrives. */
  readonly allOrNone: boolean;
  readonly stp: StpMode;
  /** Empty = none. */
  readonly ocoGroup: string;
}

export interface CancelInstruction {
  readonly op: 'cancel';
  readonly id: number;
  readonly user: string;
}

export interface ReplaceInstruction {
  readonly op: 'replace';
  readonly id: number;
  readonly user: string;
  /** 0 = as it is. */
  readonly price: number;
  /** 0 = as it is. */
  readonly stopPrice: number;
  /** New open quantity; 0 = as it is. */
  readonly qty: number;
}

export interface ReduceInstruction {
  readonly op: 'reduce';
  readonly id: number;
  readonly user: string;
  readonly by: number;
}

export interface MassCancelInstruction {
  readonly op: 'mass_cancel';
  /** undefined = of everyone. */
  readonly user: string | undefined;
  /** undefined = both. */
  readonly side: number | undefined;
}

export type Instruction =
  | PlaceInstruction
  | CancelInstruction
  | ReplaceInstruction
  | ReduceInstruction
  | MassCancelInstruction;

/** Thrown while reading, caught by `readInstruction`. */
class Refusal extends Error {
  readonly code: RejectCode;

  constructor(code: RejectCode) {
    super(code);
    this.code = code;
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** @returns the instruction, or why it is none */
export function readInstruction(input: unknown): Instruction | RejectCode {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return 'NOT_AN_OBJECT';
  const fields = input as Fields;
  try {
    return read(fields);
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal.code;
    throw refusal;
  }
}

/** The id an order was to have, if there is one, whatever else is wrong with it. */
export function placedId(input: unknown): number | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  const { op, id } = input as Fields;
  return op === 'place' && isId(id) ? id : undefined;
}

function read(fields: Fields): Instruction {
  switch (fields.op) {
    case 'place':
      return readPlace(fields);
    case 'cancel':
      return { op: 'cancel', id: readId(fields), user: readUser(fields) };
    case 'replace':
      return {
        op: 'replace',
        id: readId(fields),
        user: readUser(fields),
        price: optional(fields.price, readPrice, 0),
        stopPrice: optional(fields.stopPrice, readStopPrice, 0),
        qty: optional(fields.qty, readQty, 0),
      };
    case 'reduce':
      return { op: 'reduce', id: readId(fields), user: readUser(fields), by: readQty(fields.by) };
    case 'mass_cancel':
      return {
        op: 'mass_cancel',
        user: optional(fields.user, () => readUser(fields), undefined),
        side: optional(fields.side, readSide, undefined),
      };
    default:
      throw new Refusal('BAD_OP');
  }
}

function readPlace(fields: Fields): PlaceInstruction {
  const type = oneOf(TYPES, fields.type ?? 'limit', 'BAD_TYPE');
  const tif = oneOf(TIFS, fields.tif ?? 'GTC', 'BAD_TIF');
  const place: PlaceInstruction = {
    op: 'place',
    id: readId(fields),
    user: readUser(fields),
    side: readSide(fields.side),
    type,
    price: optional(fields.price, readPrice, 0),
    qty: readQty(fields.qty),
    tif,
    stopPrice: optional(fields.stopPrice, readStopPrice, 0),
    trail: optional(fields.trail, readTrail, 0),
    displayQty: optional(fields.displayQty, readDisplayQty, 0),
    postOnly: readPostOnly(fields.postOnly),
    allOrNone: optional(fields.allOrNone, readAllOrNone, false),
    stp: oneOf(STP_MODES, fields.stp ?? 'none', 'BAD_STP'),
    ocoGroup: optional(fields.ocoGroup, readGroup, ''),
  };
  checkTogether(place);
  return place;
}

function checkTogether(place: PlaceInstruction): void {
  const { type, price, qty, displayQty, stopPrice, trail, tif, postOnly } = place;
  const hasLimit = type === 'limit' || type === 'stop_limit';
  if (hasLimit && price === 0) throw new Refusal('BAD_PRICE');
  if (isOverflow(price, qty)) throw new Refusal('NOTIONAL_OVERFLOW');
  const isStop = type === 'stop' || type === 'stop_limit';
  if (isStop && stopPrice === 0) throw new Refusal('BAD_STOP_PRICE');
  if (type === 'trailing_stop' && stopPrice === 0 && trail === 0) throw new Refusal('BAD_TRAIL');
  if (type !== 'trailing_stop' && trail !== 0) throw new Refusal('BAD_TRAIL');
  if (!isStop && type !== 'trailing_stop' && stopPrice !== 0) throw new Refusal('BAD_STOP_PRICE');
  if (postOnly !== 'no' && (!hasLimit || tif !== 'GTC')) throw new Refusal('BAD_POST_ONLY');
  if (hasTooManyPeaks(qty, displayQty)) throw new Refusal('BAD_DISPLAY_QTY');
}

/** Whether an iceberg would show itself in more peaks than a taker may have to meet. */
export function hasTooManyPeaks(qty: number, displayQty: number): boolean {
  return displayQty > 0 && qty / displayQty > PEAKS_MAX;
}

/** Whether price times quantity is more than a double holds exactly. */
export function isOverflow(price: number, qty: number): boolean {
  return price * qty > Number.MAX_SAFE_INTEGER;
}

const TYPES: readonly OrderType[] = ['limit', 'market', 'stop', 'stop_limit', 'trailing_stop'];
const TIFS: readonly TimeInForce[] = ['GTC', 'IOC', 'FOK'];
const STP_MODES: readonly StpMode[] = [
  'none',
  'cancel_taker',
  'cancel_maker',
  'cancel_both',
  'decrement',
];

function optional<T>(value: unknown, read: (value: unknown) => T, absent: T): T {
  return value === undefined || value === null ? absent : read(value);
}

function oneOf<T extends string>(known: readonly T[], value: unknown, code: RejectCode): T {
  const found = known.find((candidate) => candidate === value);
  if (found === undefined) throw new Refusal(code);
  return found;
}

function whole(value: unknown, min: number, max: number, code: RejectCode): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < min || value > max) {
    throw new Refusal(code);
  }
  return value;
}

function isId(id: unknown): id is number {
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 0;
}

function readId({ id }: Fields): number {
  if (!isId(id)) throw new Refusal('BAD_ID');
  return id;
}

function readUser({ user }: Fields): string {
  if (typeof user !== 'string' || user === '') throw new Refusal('BAD_USER');
  return user;
}

function readSide(side: unknown): number {
  if (side !== 'buy' && side !== 'sell') throw new Refusal('BAD_SIDE');
  return side === 'buy' ? BUY : SELL;
}

const readPrice = (value: unknown) => whole(value, PRICE_TICKS_MIN, PRICE_TICKS_MAX, 'BAD_PRICE');
const readQty = (value: unknown) => whole(value, 1, LOTS_MAX, 'BAD_QTY');
const readTrail = (value: unknown) => whole(value, 1, PRICE_TICKS_MAX, 'BAD_TRAIL');
const readDisplayQty = (value: unknown) => whole(value, 1, LOTS_MAX, 'BAD_DISPLAY_QTY');

function readStopPrice(value: unknown): number {
  return whole(value, PRICE_TICKS_MIN, PRICE_TICKS_MAX, 'BAD_STOP_PRICE');
}

function readPostOnly(value: unknown): PostOnly {
  if (value === undefined || value === null || value === false) return 'no';
  if (value === true || value === 'reject') return 'reject';
  if (value === 'slide') return 'slide';
  throw new Refusal('BAD_POST_ONLY');
}

function readAllOrNone(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new Refusal('BAD_ALL_OR_NONE');
  return value;
}

function readGroup(value: unknown): string {
  if (typeof value !== 'string') throw new Refusal('BAD_OCO_GROUP');
  return value;
}
