/**
 * What an event about what settles in cash says to its account, as one plain fact: the reports of sessions and the rows of the
 * history are made of it. Pure; fields that do not belong to the change are 0.
 */
import {
  MARGIN_CHANGE as CHANGE,
  LIQUIDATION_BY,
  MARGIN_STANDING,
} from '../../../../values/index.js';
import {
  DEFAULT_FUND as DF,
  EVENT,
  LIQUIDATION as LI,
  LOTS_SETTLED as LS,
  MARGIN_STATE as MS,
  OPTION_ISSUED as OI,
  VARIATION as VA,
} from '../../kernel/events.js';

export interface MarginFact {
  readonly accountId: number;
  /** One of MARGIN_CHANGE. */
  readonly change: number;
  /** 0 where it is about all of them. */
  readonly seriesId: number;
  readonly quantityLots: number;
  readonly priceMicroPat: number;
  /** Paid to the account, below 0 by it; of the fund, what came into it. */
  readonly amountMicroPat: number;
  /** One of MARGIN_STANDING. */
  readonly marginStanding: number;
  readonly equityMicroPat: number;
  readonly initialMicroPat: number;
  readonly maintenanceMicroPat: number;
  /** One of LIQUIDATION_BY. */
  readonly liquidationBy: number;
  readonly gainMicroPat: number;
  /** One of FUND_REASON. */
  readonly fundReason: number;
}

const NOTHING = {
  ...{ seriesId: 0, quantityLots: 0, priceMicroPat: 0, amountMicroPat: 0, marginStanding: 0 },
  ...{ equityMicroPat: 0, initialMicroPat: 0, maintenanceMicroPat: 0 },
  ...{ liquidationBy: 0, gainMicroPat: 0, fundReason: 0 },
};

/** Whether an event has a fact of margin. */
export const isOfMargin = (type: number): boolean =>
  type === EVENT.MARGIN_STATE ||
  type === EVENT.VARIATION ||
  type === EVENT.LIQUIDATION ||
  type === EVENT.DEFAULT_FUND ||
  type === EVENT.LOTS_SETTLED ||
  type === EVENT.OPTION_ISSUED;

/** The fact of an event for which `isOfMargin` holds. */
export function marginFact(type: number, word: (offset: number) => number): MarginFact {
  return { ...NOTHING, accountId: word(MS.account), ...changeOf(type, word) };
}

type Change = Pick<MarginFact, 'change'> & Partial<MarginFact>;

function changeOf(type: number, word: (offset: number) => number): Change {
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

/** Lots the venue closed, told once for both sides: of the side that was closed, with the evidence of a winner's rank. */
export interface LiquidationFact {
  readonly seriesId: number;
  /** One of LIQUIDATION_BY. */
  readonly liquidationBy: number;
  /** Above 0 they were bought for the account, below 0 sold. */
  readonly quantityLots: number;
  readonly priceMicroPat: number;
  readonly gainMicroPat: number;
  readonly initialMicroPat: number;
}

/** Of an event LIQUIDATION; undefined for the one of the two that says nothing more. Where winners are closed theirs has the evidence. */
export function liquidationFact(word: (offset: number) => number): LiquidationFact | undefined {
  const by = word(LI.by);
  const isRanked = by === LIQUIDATION_BY.OWNER || by === LIQUIDATION_BY.DELEVERAGED;
  const isTaken = word(LI.isTaken) === 1;
  if (isRanked === isTaken) return undefined;
  return {
    seriesId: word(LI.series),
    liquidationBy: by,
    quantityLots: isTaken ? word(LI.lots) : 0 - word(LI.lots),
    priceMicroPat: word(LI.priceMicroPat),
    gainMicroPat: word(LI.gainMicroPat),
    initialMicroPat: word(LI.initialMicroPat),
  };
}
