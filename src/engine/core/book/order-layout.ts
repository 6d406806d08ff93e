/**
 * Where the fields of an order lie in its record. An order has a hot record of 32 bytes, all that
 * matching touches, and a cold record of 64 bytes for the rest of the core: 96 bytes in all.
 *
 * Offsets are in elements of the view the field is read through: `hot.i32[slot * HOT_I32 + NEXT]`,
 * `hot.f64[slot * HOT_F64 + OPEN_LOTS]`. Modules on the hot path bind them again as local constants
 * (`const { NEXT } = layout`): V8 folds a module's own constants but reads imported ones every time. They shift, because V8 checks every product for overflow.
 */

export const HOT_BYTES = 32;
/** Elements per hot record in the 32-bit and in the 64-bit view, and as powers of two. */
export const HOT_I32 = 8;
export const HOT_F64 = 4;
export const HOT_I32_LOG2 = 3;
export const HOT_F64_LOG2 = 2;

/** Next order in the level's queue, or next free slot; 0 = none. */
export const NEXT = 0;
/** Previous order in the level's queue; 0 = none. */
export const PREV = 1;
/** The level the order rests in, negated if its FLAGS say more about it; 0 = not resting. */
export const LEVEL = 2;
/** Account that owns the order. */
export const OWNER = 3;
/** Firm group of that account. */
export const OWNER_GROUP = 4;
/** Generation of the slot: part of the order's id. */
export const GENERATION = 5;
/** Open lots on display (f64). */
export const OPEN_LOTS = 3;

export const COLD_BYTES = 64;
export const COLD_I32 = 16;
export const COLD_F64 = 8;
export const COLD_I32_LOG2 = 4;
export const COLD_F64_LOG2 = 3;

/** f64: the owner's own id for the order. */
export const CLIENT_ORDER_ID = 0;
/** f64: micro-PAT reserved for the order. */
export const RESERVED_MICRO_PAT = 1;
/** f64: lots the order was accepted with. */
export const ORIGINAL_LOTS = 2;
/** f64: an iceberg's open lots that are not on display. */
export const HIDDEN_LOTS = 3;
/** f64: an iceberg's peak. */
export const PEAK_LOTS = 4;
/** i32: the owner's list of live orders. */
export const ACCOUNT_NEXT = 10;
export const ACCOUNT_PREV = 11;
/** i32: the owner's position in the series. */
export const POSITION_SLOT = 12;
/** i32: the session that sent the order. */
export const SESSION_ID = 13;
/** i32: free for the rest of the core. */
export const EXTRA = 14;
/** i32: bits that say what kind of order this is; the lowest 16 are the book's. */
export const FLAGS = 15;
/** Has HIDDEN_LOTS and PEAK_LOTS. */
export const ICEBERG = 1;
/** One of an OCO group: matching pauses after each of its fills. */
export const LINKED = 2;
