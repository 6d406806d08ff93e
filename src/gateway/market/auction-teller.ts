/**
 * What the book channel of a series tells of its call auctions: where one stands, whenever that changed over a turn, and
 * what it came to once the series is no longer in auction. Outside auctions it costs a look at the series' state.
 */
import { type Clearing, type Core, SERIES_FIELD as S } from '../../engine/core/index.js';
import type { AuctionInfo } from '../../schema/index.js';
import { SERIES_STATE } from '../../values/index.js';

/** Where the book being asked about would clear. */
const clearing: Clearing = { priceTicks: 0, lots: 0, surplusLots: 0 };

export class AuctionTeller {
  private readonly core: Core;
  private readonly seriesId: number;
  /** What was told last, while the series was in auction. */
  private told: AuctionInfo | undefined;
  /** The series was in auction at some moment of this turn. */
  private wasAuction = false;

  constructor(core: Core, seriesId: number, sequence: number) {
    this.core = core;
    this.seriesId = seriesId;
    this.told = this.isAuction() ? this.read(sequence) : undefined;
  }

  /** The auction that runs, as it was told last. */
  get current(): AuctionInfo | undefined {
    return this.told;
  }

  /** The series has come into a state. */
  noteState(seriesState: number): void {
    if (seriesState === SERIES_STATE.AUCTION) this.wasAuction = true;
  }

  /** What is to be told at the end of a turn; undefined when nothing is. The state is at the turn's end. */
  next(sequence: number): AuctionInfo | undefined {
    const { told, wasAuction } = this;
    const isAuction = this.isAuction();
    this.wasAuction = false;
    if (told === undefined && !isAuction && !wasAuction) return undefined;
    const info = this.read(sequence);
    this.told = isAuction ? info : undefined;
    // One that began and ended within the turn is told of if it traded.
    if (told === undefined && !isAuction && info.quantityLots === 0) return undefined;
    return told !== undefined && isSame(told, info) ? undefined : info;
  }

  private isAuction(): boolean {
    return this.core.state.series.get(this.seriesId, S.state) === SERIES_STATE.AUCTION;
  }

  private read(sequence: number): AuctionInfo {
    const { core, seriesId } = this;
    const get = (field: number): number => core.state.series.get(seriesId, field);
    const isGathering = this.isAuction() && get(S.auctionClearing) === 0;
    const lots = get(S.auctionLots);
    if (isGathering) core.auctions.find(seriesId, clearing);
    else {
      clearing.priceTicks = lots === 0 ? 0 : get(S.lastAuctionTicks);
      clearing.lots = lots;
      clearing.surplusLots = 0;
    }
    return {
      seriesId,
      state: get(S.state),
      kind: get(S.auctionKind),
      priceTicks: clearing.priceTicks,
      quantityLots: clearing.lots,
      surplusLots: clearing.surplusLots,
      endTimeMs: isGathering ? get(S.auctionEndMs) : 0,
      extended: get(S.auctionExtended) !== 0,
      sequence,
    };
  }
}

function isSame(a: AuctionInfo, b: AuctionInfo): boolean {
  return (
    a.state === b.state &&
    a.kind === b.kind &&
    a.priceTicks === b.priceTicks &&
    a.quantityLots === b.quantityLots &&
    a.surplusLots === b.surplusLots &&
    a.endTimeMs === b.endTimeMs &&
    a.extended === b.extended
  );
}
