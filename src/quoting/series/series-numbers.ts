/**
 * The numbers of a series, side by side in its record: everything about it that is a number and that no other series
 * reads. Those a checkpoint keeps come first, in its order, which is append only.
 */
import { numberRecord } from './number-record.js';
import { LADDER_FLOATS } from './standing-ladder.js';

const SAVED_NUMBERS = [
  // 1 once anything was minted or consumed.
  'supplied',
  // The broker's book.
  'sellableLots',
  'escrowedLots',
  'limitUsePpm',
  // Estimators.
  'variance',
  'jumpVariance',
  'bucket',
  'profileAtMs',
  'sampleKind',
  'sampleLog',
  'sampledAtMs',
  // Part of the way to the targets of D and S that a mint or a parameter caused, and all of it so far.
  'excludedPool',
  'excludedTotal',
  // Price.
  'baseMicroPat',
  'baseAtMs',
  'logDemand',
  'logScarcity',
  // 0 until D and S have been seeded.
  'slewAtMs',
  // Age at the last scheduled decay, its freshness, and when the next one comes.
  'decayU',
  'freshness',
  'nextDecayAtMs',
  'clearing',
  'fairTicks',
  'sigma',
  'thinness',
  // Latch.
  'wideUntilMs',
  'reduceUntilMs',
  // P&L by cause, micro-PAT.
  'spreadPnl',
  'inventoryPnl',
  'decayPnl',
  'lapsePnl',
  'adversePnl',
  'boughtLots',
  'soldLots',
  // Rates of what consumers bought and exercised and of what was minted, lots a day.
  'consumedPerDay',
  'consumedAtMs',
  'burntPerDay',
  'burntAtMs',
  'mintedPerDay',
  'mintedAtMs',
  'haltCleanSinceMs',
] as const;

const UNSAVED_NUMBERS = [
  // Lots the broker has promised to buy in firm quotes, which do not outlive the process.
  'promisedLots',
  // Best prices of the book; 0 where there is none.
  'bookBidTicks',
  'bookAskTicks',
  // Lots at them.
  'bookBidLots',
  'bookAskLots',
  // Best own prices before rounding, the bid without b, in ticks; 0 while there is none.
  'rawAskTicks',
  'rawBidTicks',
  'exposedAtMs',
  // What is expected at any age before anything is known; follows the tuning.
  'priorFlowPerDay',
  'priorVariance',
  'priorExposureDays',
] as const;

const NUMBERS = [...SAVED_NUMBERS, ...UNSAVED_NUMBERS] as const;

/** Where the bids and the asks that stand lie in a record. */
export const BIDS_PLACE = NUMBERS.length;
export const ASKS_PLACE = BIDS_PLACE + LADDER_FLOATS;

/** Numbers of a record, and those of them that a checkpoint keeps. */
export const RECORD_FLOATS = ASKS_PLACE + LADDER_FLOATS;
export const SAVED_FLOATS = SAVED_NUMBERS.length;

/** Where a number lies in a record. */
export function placeOf(name: (typeof NUMBERS)[number]): number {
  return NUMBERS.indexOf(name);
}

export class SeriesNumbers extends numberRecord(NUMBERS) {}
