/**
 * Turns an event about what settles in cash into the report its account gets. Pure: all of it is in the event, so a report that
 * is asked for again is the same.
 */
import {
  DEFAULT_FUND as DF,
  EVENT,
  LIQUIDATION as LI,
  LOTS_SETTLED as LS,
  MARGIN_STATE as MS,
  OPTION_ISSUED as OI,
  VARIATION as VA,
} from '../../engine/core/index.js';
import type { MarginReport } from '../../schema/index.js';
import { MARGIN_CHANGE as CHANGE, MARGIN_STANDING } from '../../values/index.js';
import type { PrivateEvent } from './private-event.js';

/** Events that are told by a MarginReport. */
export const isOfMargin = (type: number): boolean =>
  type === EVENT.MARGIN_STATE ||
  type === EVENT.VARIATION ||
  type === EVENT.LIQUIDATION ||
  type === EVENT.DEFAULT_FUND ||
  type === EVENT.LOTS_SETTLED ||
  type === EVENT.OPTION_ISSUED;

/** The report of an event for which `isOfMargin` holds. */
export function marginReport(event: PrivateEvent): MarginReport {
  const { words, at, accountSequence, journalSequence, timeMs } = event;
  return {
    ...{ seriesId: 0, quantityLots: 0, priceMicroPat: 0, amountMicroPat: 0, marginStanding: 0 },
    ...{ equityMicroPat: 0, initialMicroPat: 0, maintenanceMicroPat: 0 },
    ...{ liquidationBy: 0, gainMicroPat: 0, fundReason: 0 },
    ...changeOf(event.type, (offset) => words[at + offset] as number),
    ...{ accountSequence, journalSequence, matchTimeMs: timeMs },
  };
}

function changeOf(
  type: number,
  word: (offset: number) => number,
): Pick<MarginReport, 'change'> & Partial<MarginReport> {
  switch (type) {
    case EVENT.MARGIN_STATE:
      return {
        change: CHANGE.STANDING,
        marginStanding: word(MS.state) + MARGIN_STANDING.SOUND,
        equityMicroPat: word(MS.equityMicroPat),
        initialMicroPat: word(MS.initialMicroPat),
        maintenanceMicroPat: word(MS.maintenanceMicroPat),
      };
    case EVENT.VARIATION:
      return {
        change: CHANGE.VARIATION,
        seriesId: word(VA.series),
        amountMicroPat: word(VA.amountMicroPat),
        priceMicroPat: word(VA.priceMicroPat),
      };
    case EVENT.LIQUIDATION:
      return {
        change: word(LI.isTaken) === 1 ? CHANGE.CLOSED : CHANGE.TAKEN,
        seriesId: word(LI.series),
        liquidationBy: word(LI.by),
        quantityLots: word(LI.lots),
        priceMicroPat: word(LI.priceMicroPat),
        gainMicroPat: word(LI.gainMicroPat),
        initialMicroPat: word(LI.initialMicroPat),
      };
    case EVENT.DEFAULT_FUND: {
      const fundReason = word(DF.reason);
      return { change: CHANGE.FUND, amountMicroPat: word(DF.amountMicroPat), fundReason };
    }
    case EVENT.LOTS_SETTLED:
      return {
        change: CHANGE.SETTLED,
        seriesId: word(LS.series),
        quantityLots: word(LS.lots),
        priceMicroPat: word(LS.unitMicroPat),
        amountMicroPat: word(LS.amountMicroPat),
      };
    default:
      return {
        change: CHANGE.ISSUED,
        seriesId: word(OI.series),
        quantityLots: word(OI.lots),
        amountMicroPat: 0 - word(OI.feeMicroPat),
      };
  }
}
