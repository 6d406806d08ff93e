/**
 * Where the fields of price levels, pages, regions and ladders lie in their records; see price-levels
 * for what they are. Offsets are in elements of the view the field is read through.
 */

/** A level: 32 bytes. */
export const LEVEL_BYTES = 32;
export const LEVEL_I32 = 8;
export const LEVEL_F64 = 4;
/** First and last order of the queue. */
export const HEAD = 0;
export const TAIL = 1;
export const ORDER_COUNT = 2;
/** Page · 32 + place in the page. Of a free level: the next free one. */
export const PLACE = 3;
/** f64: lots on display. */
export const LOTS = 2;
/** f64: lots hidden by icebergs. */
export const HIDDEN = 3;

/** A page: 32 neighbouring keys of one ladder. Its table of levels lies in an array of its own. */
export const PAGE_I32 = 8;
/** Bit n: level n of the page holds orders. */
export const PAGE_BITMAP = 0;
/** The keys of the page without their lowest five bits. Of a free page: the next free one. */
export const PAGE_KEY = 1;
/** Region the page belongs to; 0 = the page is free. */
export const PAGE_REGION = 2;
export const PAGE_LADDER = 3;
/** Next on the stack of idle pages plus 1; 0 = not on the stack. */
export const PAGE_IDLE_NEXT = 4;
export const LEVELS_PER_PAGE = 32;

/** A region: 32 neighbouring pages of one ladder. */
export const REGION_I32 = 40;
/** Bit n: page n of the region holds orders. */
export const REGION_BITMAP = 0;
/** The keys of the region without their lowest ten bits. Of a free region: the next free one. */
export const REGION_KEY = 1;
export const REGION_LADDER = 2;
export const REGION_PAGE_COUNT = 3;
/** First of the 32 page numbers; 0 = no such page. */
export const REGION_PAGES = 8;
export const PAGES_PER_REGION = 32;

/** A ladder: one side of one series. */
export const LADDER_I32 = 2;
export const BEST_LEVEL = 0;
export const BEST_KEY = 1;
