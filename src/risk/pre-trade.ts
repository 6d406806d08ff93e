/**
 * Pre-trade checks: pure, in their published order, fail closed. The core fills in the numbers of one order and gets
 * the first error code that applies, or 0.
 *
 * Worst case means at the limit price with the higher of the two fees. Amounts are micro-PAT, shares ppm; every
 * product is kept below 2^53 by the checks before it, or compared in a form that cannot overflow.
 */
import { ACCOUNT_ROLE, ERROR_CATALOG, FIELD_ID, SIDE } from '../values/index.js';
import { unitFeeMicroPat } from './fees.js';

const PPM = 1_000_000;
const { BUY } = SIDE;
const { BROKER, CONSUMER, PROVIDER } = ACCOUNT_ROLE;
const CODE = {
  KILLED: ERROR_CATALOG.KILLED.code,
  PROTECTED: ERROR_CATALOG.PROTECTED.code,
  PHASE: ERROR_CATALOG.PHASE.code,
  NOT_QUALIFIED: ERROR_CATALOG.NOT_QUALIFIED.code,
  SERIES_CLOSED: ERROR_CATALOG.SERIES_CLOSED.code,
  RATE: ERROR_CATALOG.RATE.code,
  TICK_LOT: ERROR_CATALOG.TICK_LOT.code,
  MAX_QTY: ERROR_CATALOG.MAX_QTY.code,
  MAX_NOTIONAL: ERROR_CATALOG.MAX_NOTIONAL.code,
  COLLAR: ERROR_CATALOG.COLLAR.code,
  SELF_MATCH: ERROR_CATALOG.SELF_MATCH.code,
  OPEN_ORDERS: ERROR_CATALOG.OPEN_ORDERS.code,
  EXPOSURE: ERROR_CATALOG.EXPOSURE.code,
  FORWARD_LIMIT: ERROR_CATALOG.FORWARD_LIMIT.code,
  ESCROW_OR_PAT: ERROR_CATALOG.ESCROW_OR_PAT.code,
  MARGIN: ERROR_CATALOG.MARGIN.code,
  DAILY_CREDIT: ERROR_CATALOG.DAILY_CREDIT.code,
} as const;

/**
 * The numbers of one order and of what it touches. One object, filled in again for every order. Of an order that is amended
 * `amended…` is what it is: a limit that was lowered since refuses what an amend adds, never what it takes away.
 */
export class OrderCheck {
  isKilled = false;
  /** Whether the account's protection tripped and the order could rest. */
  isTripped = false;
  role = 0;
  accountClass = 0;
  minimumClass = 0;
  isSeriesOpen = false;
  /** Whether the account's rate credits cover this order. */
  hasRateCredit = true;
  side = 0;
  priceTicks = 0;
  lots = 0;
  amendedLots = 0;
  amendedTicks = 0;
  /** PAT the amended order has reserved. */
  amendedMicroPat = 0;
  maxPriceTicks = 0;
  maxOrderLots = 0;
  tickValueMicroPat = 0;
  /** The higher of maker and taker fee; 0 for the broker. */
  feePpm = 0;
  unsoldLots = 0;
  maxOrderSharePpm = 0;
  maxNotionalMicroPat = 0;
  markTicks = 0;
  /** The broker's best quoted prices; 0 when it does not quote that side. */
  brokerBidTicks = 0;
  brokerAskTicks = 0;
  collarBuyPpm = 0;
  collarSellPpm = 0;
  collarFloorPpm = 0;
  collarCapPpm = 0;
  /** Whether it would at once meet an own order in a mode that cancels the taker. */
  wouldSelfMatch = false;
  openOrders = 0;
  maxOpenOrders = 0;
  /** Consumer: open worst case plus escrow. Broker: open bids plus inventory cost of the series. */
  exposureMicroPat = 0;
  exposureLimitMicroPat = 0;
  windowExposureMicroPat = 0;
  windowLimitMicroPat = 0;
  segmentExposureMicroPat = 0;
  segmentLimitMicroPat = 0;
  availableMicroPat = 0;
  freeRightsLots = 0;
  /** Whether the phase admits trading in the instrument. */
  isInPhase = true;
  /** Why not, where it is not. */
  phaseCode = 0;
  /** Of a buy: whether it pays `unitMarginMicroPat` a lot at once instead of price and fee. */
  isMargined = false;
  unitMarginMicroPat = 0;
  /** Whether the instrument settles in cash. */
  isCash = false;
  /** Of cash: whether the order, with those beside it, only reduces what is held. */
  isReducing = false;
  /** Of cash: why nothing may be added now, or 0. */
  addingCode = 0;
  /** Of cash: what the account's margin lacks of what its positions ask for; available PAT has to cover it first. */
  shortMicroPat = 0;
  /** Of a margined buy: lots its owner may still bid for. */
  ownerRoomLots = 0;
  /** Of a sell: PAT per lot that has to back it beside what is sold. */
  unitCoverMicroPat = 0;
  creditUsedMicroPat = 0;
  dailyCreditMicroPat = 0;

  /** Out: PAT to reserve per lot. */
  unitReserveMicroPat = 0;
  /** Out: FIELD_ID of the offending field, or 0. */
  field = 0;
  /** Out, of a refusal for margin in cash instruments: what is missing. */
  missingMicroPat = 0;
}

/** First error code that applies to an order, or 0; also computes what to reserve per lot. */
export function checkOrder(c: OrderCheck): number {
  c.field = 0;
  c.unitReserveMicroPat = 0;
  if (c.isKilled) return CODE.KILLED;
  if (c.isTripped) return CODE.PROTECTED;
  if (!c.isInPhase) return refuse(c, c.phaseCode || CODE.PHASE, FIELD_ID.series_id);
  if (c.isCash) return checkCash(c);
  if (!isSideOfRole(c.role, c.side)) return refuse(c, CODE.PHASE, FIELD_ID.side);
  if (c.side === BUY && c.role !== BROKER && c.accountClass < c.minimumClass) {
    return CODE.NOT_QUALIFIED;
  }
  if (!c.isSeriesOpen) return refuse(c, CODE.SERIES_CLOSED, FIELD_ID.series_id);
  if (!c.hasRateCredit) return CODE.RATE;
  if (c.priceTicks < 1 || c.priceTicks > c.maxPriceTicks) {
    return refuse(c, CODE.TICK_LOT, FIELD_ID.price_ticks);
  }
  if (c.lots < 1 || c.lots > c.maxOrderLots) {
    return refuse(c, CODE.TICK_LOT, FIELD_ID.quantity_lots);
  }
  // The quoter's sizes are bounded by inventory and exposure, not by a share of what it helps to make.
  if (c.role !== BROKER && !isWithinShare(c)) {
    return refuse(c, CODE.MAX_QTY, FIELD_ID.quantity_lots);
  }
  return checkMoney(c);
}

/**
 * First error code that applies to an order that was woken and enters the book, or 0. What it needs is reserved since it
 * was placed; what may have changed is who may trade, the collar, and whom it would meet.
 */
export function checkEntry(c: OrderCheck): number {
  c.field = 0;
  if (c.isKilled) return CODE.KILLED;
  if (!c.isSeriesOpen) return refuse(c, CODE.SERIES_CLOSED, FIELD_ID.series_id);
  if (!isInCollar(c)) return refuse(c, CODE.COLLAR, FIELD_ID.price_ticks);
  return c.wouldSelfMatch ? CODE.SELF_MATCH : 0;
}

function checkMoney(c: OrderCheck): number {
  const unit = c.priceTicks * c.tickValueMicroPat;
  const notional = unit * c.lots;
  const worstUnit = unit + unitFeeMicroPat(unit, c.feePpm);
  const worst = worstUnit * c.lots;
  const isLess = notional <= c.amendedLots * c.amendedTicks * c.tickValueMicroPat;
  if (worst > Number.MAX_SAFE_INTEGER || (notional > c.maxNotionalMicroPat && !isLess)) {
    return refuse(c, CODE.MAX_NOTIONAL, FIELD_ID.quantity_lots);
  }
  if (!isInCollar(c)) return refuse(c, CODE.COLLAR, FIELD_ID.price_ticks);
  if (c.wouldSelfMatch) return CODE.SELF_MATCH;
  if (c.openOrders >= c.maxOpenOrders && c.amendedLots === 0) return CODE.OPEN_ORDERS;
  if (c.side === BUY) {
    if (c.isMargined) return checkMargined(c, worst);
    const isMore = worst > c.amendedMicroPat;
    if (isMore && !isWithinExposure(c, worst)) return CODE.EXPOSURE;
    c.unitReserveMicroPat = worstUnit;
    if (worst > c.availableMicroPat && isMore) return CODE.ESCROW_OR_PAT;
    const isCredit = c.creditUsedMicroPat + worst <= c.dailyCreditMicroPat;
    return isCredit || !isMore ? 0 : CODE.DAILY_CREDIT;
  }
  if (c.lots > c.freeRightsLots) return refuse(c, CODE.ESCROW_OR_PAT, FIELD_ID.quantity_lots);
  c.unitReserveMicroPat = c.unitCoverMicroPat;
  const cover = c.unitCoverMicroPat * c.lots;
  return cover > c.availableMicroPat && cover > c.amendedMicroPat ? CODE.MARGIN : 0;
}

/** An order in what settles in cash: consumers and providers take either side; what only reduces needs no money. */
function checkCash(c: OrderCheck): number {
  c.missingMicroPat = 0;
  if (c.role !== CONSUMER && c.role !== PROVIDER) return refuse(c, CODE.PHASE, FIELD_ID.series_id);
  if (!c.isReducing && c.accountClass < c.minimumClass) return CODE.NOT_QUALIFIED;
  if (!c.isSeriesOpen) return refuse(c, CODE.SERIES_CLOSED, FIELD_ID.series_id);
  if (!c.hasRateCredit) return CODE.RATE;
  if (c.priceTicks < 1 || c.priceTicks > c.maxPriceTicks) {
    return refuse(c, CODE.TICK_LOT, FIELD_ID.price_ticks);
  }
  if (c.lots < 1 || c.lots > c.maxOrderLots) {
    return refuse(c, CODE.TICK_LOT, FIELD_ID.quantity_lots);
  }
  const notional = c.priceTicks * c.tickValueMicroPat * c.lots;
  if (!c.isReducing && notional > c.maxNotionalMicroPat) {
    return refuse(c, CODE.MAX_NOTIONAL, FIELD_ID.quantity_lots);
  }
  if (!isInCollar(c)) return refuse(c, CODE.COLLAR, FIELD_ID.price_ticks);
  if (c.wouldSelfMatch) return CODE.SELF_MATCH;
  if (c.openOrders >= c.maxOpenOrders && c.amendedLots === 0) return CODE.OPEN_ORDERS;
  if (c.isReducing) return 0;
  if (c.addingCode !== 0) return refuse(c, c.addingCode, FIELD_ID.series_id);
  const need = c.unitMarginMicroPat * c.lots;
  if (!(need <= Number.MAX_SAFE_INTEGER)) {
    return refuse(c, CODE.MAX_NOTIONAL, FIELD_ID.quantity_lots);
  }
  if (c.exposureMicroPat + need > c.exposureLimitMicroPat) return CODE.EXPOSURE;
  // Adding nothing may still reserve nothing, which would make it an order that only reduces.
  c.unitReserveMicroPat = Math.max(1, c.unitMarginMicroPat);
  const missing = c.unitReserveMicroPat * c.lots + c.shortMicroPat - c.availableMicroPat;
  if (missing > 0) {
    c.missingMicroPat = missing;
    return refuse(c, CODE.MARGIN, FIELD_ID.quantity_lots);
  }
  if (c.side !== BUY) return 0;
  return c.creditUsedMicroPat + need <= c.dailyCreditMicroPat ? 0 : CODE.DAILY_CREDIT;
}

/** A buy that pays a part at once: exposure counts all of it, available PAT and credit what is paid. */
function checkMargined(c: OrderCheck, worst: number): number {
  const need = c.unitMarginMicroPat * c.lots;
  const isMore = need > c.amendedMicroPat;
  if (isMore && !isWithinExposure(c, worst)) return CODE.EXPOSURE;
  if (c.lots > c.ownerRoomLots && c.lots > c.amendedLots) {
    return refuse(c, CODE.FORWARD_LIMIT, FIELD_ID.quantity_lots);
  }
  c.unitReserveMicroPat = c.unitMarginMicroPat;
  if (need > c.availableMicroPat && isMore) return CODE.ESCROW_OR_PAT;
  const isCredit = c.creditUsedMicroPat + need <= c.dailyCreditMicroPat;
  return isCredit || !isMore ? 0 : CODE.DAILY_CREDIT;
}

/** Whether the quantity is at most max(1, ⌊share of unsold escrow⌋), in a form without a division. */
function isWithinShare(c: OrderCheck): boolean {
  return (
    c.lots === 1 || c.lots <= c.amendedLots || c.lots * PPM <= c.unsoldLots * c.maxOrderSharePpm
  );
}

function isWithinExposure(c: OrderCheck, worst: number): boolean {
  if (c.exposureMicroPat + worst > c.exposureLimitMicroPat) return false;
  if (c.role !== BROKER) return true;
  if (c.windowExposureMicroPat + worst > c.windowLimitMicroPat) return false;
  return c.segmentExposureMicroPat + worst <= c.segmentLimitMicroPat;
}

/** In every phase providers and the broker sell, consumers and the broker buy; nobody else trades. */
function isSideOfRole(role: number, side: number): boolean {
  if (role === BROKER) return true;
  return side === BUY ? role === CONSUMER : role === PROVIDER;
}

function isInCollar(c: OrderCheck): boolean {
  const { priceTicks, markTicks } = c;
  if (markTicks === 0) return false;
  const scaled = priceTicks * PPM;
  if (scaled < c.collarFloorPpm * markTicks || scaled > c.collarCapPpm * markTicks) return false;
  if (c.side === BUY) {
    const reference = Math.max(c.brokerAskTicks, markTicks);
    return scaled <= c.collarBuyPpm * reference;
  }
  const bid = c.brokerBidTicks;
  const reference = bid !== 0 && bid < markTicks ? bid : markTicks;
  return scaled >= c.collarSellPpm * reference;
}

function refuse(c: OrderCheck, code: number, field: number): number {
  c.field = field;
  return code;
}
