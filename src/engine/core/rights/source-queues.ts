/**
 * What the store of sources is spoken of in: lots that are alike, exercised ones among them, and the queues they stand in,
 * by whose record has their ends.
 */

import { SERIES_FIELD, SERIES_WORDS } from '../instruments/series-table.js';
import { POSITION_FIELD, POSITION_WORDS } from '../trading/positions.js';
import { DELIVERY_FIELD, DELIVERY_WORDS } from './deliveries.js';

/**
 * How the rights came to be sold: by the broker from inventory, or by novation from a provider's own offer. Of what the
 * broker bought, rights whose capacity was attested through the window when they were minted are a kind of their own.
 */
export const SOURCE_KIND = { BROKERED: 0, NOVATED: 1, ATTESTED: 2 } as const;

/** Lots that are alike: what is owed for each of them, and to whom. */
export interface Claim {
  /** Who must deliver; 0 for a claim on whatever the broker has bought. */
  readonly provider: number;
  /** One of SOURCE_KIND. */
  readonly kind: number;
  readonly lots: number;
  /** The price: what the provider is owed before its own fee and royalty; of a claim also what the holder paid. */
  readonly unitMicroPat: number;
  /** The provider's own fee per lot. */
  readonly unitFeeMicroPat: number;
}

/** Lots that come into a queue. */
export interface Lots extends Claim {
  /** The holder's fee per lot; 0 where the broker holds them. */
  readonly unitBuyerFeeMicroPat: number;
  /** The provider's position if it is known, so that it need not be looked up; else 0. */
  readonly providerPosition: number;
}

/** Exercised lots that are alike: what is owed for them, and what their holder paid. */
export interface Piece extends Omit<Lots, 'providerPosition'> {
  /** What the holder paid per lot, fees apart: in escrow. */
  readonly unitPaidMicroPat: number;
}

/** Whose record has the ends of a queue. */
export const OWNER = { SERIES: 0, POSITION: 1, DELIVERY: 2 } as const;

/** Words of a record, by OWNER. */
export const OWNER_WORDS = [SERIES_WORDS, POSITION_WORDS, DELIVERY_WORDS];

/** Where the ends of a queue are: fields of the record of a series, of a position or of a delivery. */
export interface Queue {
  readonly of: number;
  readonly head: number;
  readonly tail: number;
}

/** Queues of a series. */
export const INVENTORY: Queue = {
  of: OWNER.SERIES,
  head: SERIES_FIELD.inventoryHead,
  tail: SERIES_FIELD.inventoryTail,
};
export const OBLIGATIONS: Queue = {
  of: OWNER.SERIES,
  head: SERIES_FIELD.obligationHead,
  tail: SERIES_FIELD.obligationTail,
};
/** The queue of a consumer's position. */
export const CLAIMS: Queue = {
  of: OWNER.POSITION,
  head: POSITION_FIELD.claimHead,
  tail: POSITION_FIELD.claimTail,
};
/** The queue of a delivery. */
export const PIECES: Queue = {
  of: OWNER.DELIVERY,
  head: DELIVERY_FIELD.pieceHead,
  tail: DELIVERY_FIELD.pieceTail,
};
