/** Why a practice book refuses an instruction: the field it is about and what to do. Codes are forever. */
import { OCO_MEMBERS_MAX } from '../oco.js';
import { PRICE_TICKS_MAX, PRICE_TICKS_MIN } from '../price-levels.js';

/** Most lots of an order. */
export const LOTS_MAX = 2 ** 52;
/** Most peaks an iceberg shows itself in, which bounds the work of one order that takes it. */
export const PEAKS_MAX = 10_000;
/** Most bytes of a line that holds an instruction. */
export const LINE_BYTES_MAX = 65_536;

interface RejectEntry {
  /** Field of the instruction; empty when it is about the whole of it. */
  readonly field: string;
  readonly remedy: string;
}

const ticks = `a whole number from ${PRICE_TICKS_MIN} to ${PRICE_TICKS_MAX}`;
const lots = `a whole number from 1 to ${LOTS_MAX}`;

export const REJECT_CODES = {
  NOT_AN_OBJECT: { field: '', remedy: 'give one JSON object on a line' },
  LINE_TOO_LONG: { field: '', remedy: `a line has at most ${LINE_BYTES_MAX} bytes` },
  BAD_OP: { field: 'op', remedy: 'one of place, cancel, replace, reduce, mass_cancel' },
  BAD_ID: { field: 'id', remedy: `a whole number from 0 to ${Number.MAX_SAFE_INTEGER}` },
  BAD_USER: { field: 'user', remedy: 'a text that is not empty' },
  BAD_SIDE: { field: 'side', remedy: 'buy or sell' },
  BAD_TYPE: { field: 'type', remedy: 'one of limit, market, stop, stop_limit, trailing_stop' },
  BAD_PRICE: {
    field: 'price',
    remedy: `${ticks}; limit and stop_limit need one, of others it is the worst price they may take`,
  },
  BAD_QTY: { field: 'qty', remedy: lots },
  BAD_TIF: { field: 'tif', remedy: 'one of GTC, IOC, FOK' },
  BAD_STOP_PRICE: {
    field: 'stopPrice',
    remedy: `${ticks}; stop and stop_limit need one, trailing_stop may begin with one, others take none`,
  },
  BAD_TRAIL: {
    field: 'trail',
    remedy: `a whole number from 1 to ${PRICE_TICKS_MAX}; only a trailing_stop has one, and needs it or a stopPrice`,
  },
  BAD_DISPLAY_QTY: {
    field: 'displayQty',
    remedy: `${lots}, and at least a ${PEAKS_MAX}th of qty`,
  },
  BAD_POST_ONLY: {
    field: 'postOnly',
    remedy: 'true, false, reject or slide; only a GTC limit or stop_limit order can be post-only',
  },
  BAD_ALL_OR_NONE: { field: 'allOrNone', remedy: 'true or false' },
  BAD_STP: {
    field: 'stp',
    remedy: 'one of none, cancel_taker, cancel_maker, cancel_both, decrement',
  },
  BAD_OCO_GROUP: { field: 'ocoGroup', remedy: 'a text' },
  NOTIONAL_OVERFLOW: {
    field: 'qty',
    remedy: `price times qty may be at most ${Number.MAX_SAFE_INTEGER}`,
  },
  DUPLICATE_ID: {
    field: 'id',
    remedy: 'an order of this id is live: cancel it, or take another id',
  },
  UNKNOWN_ID: { field: 'id', remedy: 'no live order has this id: it never came, or has ended' },
  NOT_YOURS: { field: 'user', remedy: 'only the user who placed the order may change it' },
  WOULD_TAKE: {
    field: 'price',
    remedy: 'a price that does not trade at once, or postOnly slide; all-or-none must fill whole',
  },
  WOULD_MEET_ITS_GROUP: {
    field: 'ocoGroup',
    remedy: 'a price that does not trade with another order of the same group',
  },
  GROUP_FULL: { field: 'ocoGroup', remedy: `a group has at most ${OCO_MEMBERS_MAX} live orders` },
  NOTHING_TO_REPLACE: { field: 'op', remedy: 'a replace names price, qty or stopPrice' },
  NO_LAST_PRICE: {
    field: 'trail',
    remedy: 'nothing has traded yet: give a trailing_stop both stopPrice and trail',
  },
  BOOK_FULL: { field: '', remedy: 'cancel some orders first: there is no room for another' },
} as const satisfies Readonly<Record<string, RejectEntry>>;

export type RejectCode = keyof typeof REJECT_CODES;
