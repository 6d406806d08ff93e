/**
 * Execution reports out of the core's events about orders.
 *
 * One reused report for each kind of event, so that only what differs is written; a report is valid until the next
 * event of its kind.
 */
import {
  AUCTION_TRADE as AT,
  EVENT,
  ORDER_AMENDED as OA,
  ORDER_ACCEPTED as OC,
  ORDER_REFUSED as OR,
  ORDER_CANCELED as OX,
  TRADE as T,
  TRADE_BUSTED as TB,
} from '../../engine/core/index.js';
import { ExecutionReport } from '../../schema/index.js';
import {
  DURABILITY,
  ERROR_CATALOG,
  EXECUTION_TYPE,
  fieldName,
  LIQUIDITY,
  SIDE,
} from '../../values/index.js';
import type { PrivateEvent } from './private-event.js';

const { DUPLICATE } = ERROR_CATALOG;

/** Type of the report by type of the event. */
const CHANGES: Readonly<Record<number, number>> = {
  [EVENT.ORDER_AMENDED]: EXECUTION_TYPE.AMENDED,
  [EVENT.ORDER_REDUCED]: EXECUTION_TYPE.REDUCED,
  [EVENT.ORDER_TRIGGERED]: EXECUTION_TYPE.TRIGGERED,
  [EVENT.ORDER_REPRICED]: EXECUTION_TYPE.REPRICED,
};

export class OrderReports {
  private readonly acceptedReport = reportOf(EXECUTION_TYPE.ACCEPTED);
  private readonly refusedReport = reportOf(EXECUTION_TYPE.REFUSED);
  private readonly tradeReport = reportOf(EXECUTION_TYPE.TRADE);
  private readonly canceledReport = reportOf(EXECUTION_TYPE.CANCELED);
  private readonly amendedReport = reportOf(EXECUTION_TYPE.AMENDED);
  private readonly bustedReport = reportOf(EXECUTION_TYPE.BUSTED);

  accepted(event: PrivateEvent): ExecutionReport {
    const r = this.acceptedReport;
    const { words: w, at } = event;
    r.accountId = w[at + OC.account] as number;
    r.accountSequence = w[at + OC.accountSequence] as number;
    r.orderId = w[at + OC.orderId] as number;
    r.clientOrderId = w[at + OC.clientId] as number;
    r.seriesId = w[at + OC.series] as number;
    r.side = w[at + OC.side] as number;
    r.priceTicks = w[at + OC.priceTicks] as number;
    r.openLots = w[at + OC.lots] as number;
    return stamp(r, event);
  }

  /** A refusal, or the recorded outcome of an order sent again: there, 0 means it was accepted. */
  refused(event: PrivateEvent): ExecutionReport {
    const r = this.refusedReport;
    const { words: w, at } = event;
    const code = w[at + OR.code] as number;
    const isDuplicate = w[at + OR.duplicate] !== 0;
    const wasAccepted = isDuplicate && code === 0;
    r.executionType = wasAccepted ? EXECUTION_TYPE.ACCEPTED : EXECUTION_TYPE.REFUSED;
    r.accountId = w[at + OR.account] as number;
    r.accountSequence = w[at + OR.accountSequence] as number;
    r.orderId = w[at + OR.orderId] as number;
    r.clientOrderId = w[at + OR.clientId] as number;
    r.seriesId = w[at + OR.series] as number;
    r.side = w[at + OR.side] as number;
    r.priceTicks = w[at + OR.priceTicks] as number;
    r.errorCode = wasAccepted ? DUPLICATE.code : code;
    r.errorField = fieldName(w[at + OR.field] as number);
    r.duplicate = isDuplicate;
    stamp(r, event);
    if (isDuplicate) r.journalSequence = w[at + OR.recordedSequence] as number;
    return r;
  }

  traded(event: PrivateEvent): ExecutionReport {
    const r = this.tradeReport;
    const { words: w, at, party } = event;
    const isTaker = party === 1;
    const isAuction = event.type === EVENT.AUCTION_TRADE;
    const makerPriceAt = isAuction ? AT.makerPriceTicks : T.priceTicks;
    const takerSide = w[at + T.takerSide] as number;
    r.accountId = event.account;
    r.accountSequence = event.accountSequence;
    r.orderId = w[at + T.makerOrderId + party] as number;
    r.clientOrderId = w[at + T.makerClientId + party] as number;
    r.seriesId = w[at + T.series] as number;
    r.side = isTaker ? takerSide : SIDE.BUY + SIDE.SELL - takerSide;
    r.priceTicks = w[at + (isTaker ? T.takerPriceTicks : makerPriceAt)] as number;
    r.openLots = w[at + T.makerOpenLots + party] as number;
    r.cumulativeLots = (w[at + T.makerOriginalLots + party] as number) - r.openLots;
    r.lastPriceTicks = w[at + T.priceTicks] as number;
    r.lastLots = w[at + T.lots] as number;
    r.feeMicroPat = w[at + T.makerFeeMicroPat + party] as number;
    r.liquidity = isTaker ? LIQUIDITY.TAKER : LIQUIDITY.MAKER;
    if (isAuction) r.liquidity = LIQUIDITY.AUCTION;
    r.tradeId = w[at + T.tradeId] as number;
    return stamp(r, event);
  }

  canceled(event: PrivateEvent): ExecutionReport {
    const r = this.canceledReport;
    const { words: w, at } = event;
    r.accountId = w[at + OX.account] as number;
    r.accountSequence = w[at + OX.accountSequence] as number;
    r.orderId = w[at + OX.orderId] as number;
    r.clientOrderId = w[at + OX.clientId] as number;
    r.seriesId = w[at + OX.series] as number;
    r.side = w[at + OX.side] as number;
    r.priceTicks = w[at + OX.priceTicks] as number;
    r.cumulativeLots = (w[at + OX.originalLots] as number) - (w[at + OX.lots] as number);
    r.cancelReason = w[at + OX.reason] as number;
    return stamp(r, event);
  }

  /** An order that is not what it was: amended, shrunk by self-trade prevention, woken, moved with the mark. */
  changed(event: PrivateEvent): ExecutionReport {
    const r = this.amendedReport;
    const { words: w, at } = event;
    r.executionType = CHANGES[event.type] as number;
    r.accountId = w[at + OA.account] as number;
    r.accountSequence = w[at + OA.accountSequence] as number;
    r.orderId = w[at + OA.orderId] as number;
    r.clientOrderId = w[at + OA.clientId] as number;
    r.seriesId = w[at + OA.series] as number;
    r.side = w[at + OA.side] as number;
    r.priceTicks = w[at + OA.priceTicks] as number;
    r.openLots = w[at + OA.openLots] as number;
    r.cumulativeLots = (w[at + OA.originalLots] as number) - r.openLots;
    return stamp(r, event);
  }

  busted(event: PrivateEvent): ExecutionReport {
    const r = this.bustedReport;
    const { words: w, at, party } = event;
    r.accountId = event.account;
    r.accountSequence = event.accountSequence;
    r.seriesId = w[at + TB.series] as number;
    r.side = party === 0 ? SIDE.BUY : SIDE.SELL;
    r.lastPriceTicks = w[at + TB.priceTicks] as number;
    r.lastLots = w[at + TB.lots] as number;
    r.tradeId = w[at + TB.tradeId] as number;
    return stamp(r, event);
  }
}

function reportOf(executionType: number): ExecutionReport {
  const report = new ExecutionReport();
  report.executionType = executionType;
  report.durability = DURABILITY.DISK;
  return report;
}

function stamp(report: ExecutionReport, event: PrivateEvent): ExecutionReport {
  report.journalSequence = event.journalSequence;
  report.receivedTimeMs = event.askedBy === report.accountId ? event.receivedMs : 0;
  report.matchTimeMs = event.timeMs;
  return report;
}
