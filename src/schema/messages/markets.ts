/** What everybody may see beside deltas, trades and quotes, as plain objects. */
import type { ContractRules } from '../../values/index.js';
import type { BookLevel } from './book-delta.js';

/** The whole book of a series. */
export interface BookSnapshot {
  readonly seriesId: number;
  /** Best first. */
  readonly bids: readonly BookLevel[];
  /** Best first. */
  readonly asks: readonly BookLevel[];
  /** The next delta's previousSequence. */
  readonly asOfSequence: number;
  /** CRC-32 of the top ten. */
  readonly checksum: number;
  readonly truncated: boolean;
}

export interface ContractInfo {
  readonly contractId: number;
  readonly contract: string;
  readonly rules: ContractRules | null;
}

export interface SeriesInfo {
  readonly seriesId: number;
  readonly contractId: number;
  readonly series: string;
  /** One of SERIES_STATE. */
  readonly state: number;
  readonly windowStartMs: number;
  readonly windowEndMs: number;
  readonly markTicks: number;
  readonly mintedLots: number;
  readonly unsoldLots: number;
  readonly exercisedLots: number;
  readonly asOfSequence: number;
}

/** Where a call auction stands. */
export interface AuctionInfo {
  readonly seriesId: number;
  /** One of SERIES_STATE: in auction, or what came after it. */
  readonly state: number;
  /** One of AUCTION_KIND. */
  readonly kind: number;
  /** At which most lots would trade now, or did at the end; 0 when nothing would. */
  readonly priceTicks: number;
  readonly quantityLots: number;
  /** Lots that could trade at the price but find no one: buys if positive, sells if negative. */
  readonly surplusLots: number;
  /** When orders stop gathering; 0 when they have. */
  readonly endTimeMs: number;
  /** True when it was extended because its price was still outside the band. */
  readonly extended: boolean;
  readonly sequence: number;
}

/** A parameter changed, or its value in a listing. */
export interface ParameterInfo {
  readonly name: string;
  /** Empty for the venue. */
  readonly target: string;
  readonly oldValue: number;
  readonly value: number;
  readonly version: number;
  /** 0 is the default. */
  readonly authorId: number;
  readonly reason: string;
  readonly minValue: number;
  readonly maxValue: number;
  readonly unit: string;
  readonly sequence: number;
  readonly effectiveTimeMs: number;
  /** Who approved it; 0 where nobody had to. */
  readonly approverId: number;
  /** The version of the same target it undoes; 0 is none. */
  readonly undoesVersion: number;
  /** Whether changes of the parameter wait for a second operator. */
  readonly approvalRequired: boolean;
}

/** A change of a parameter that waits, or waited, for a second person or for its time. */
export interface ParameterRequestInfo {
  readonly parameterRequestId: number;
  readonly name: string;
  /** Empty for the venue. */
  readonly target: string;
  readonly value: number;
  /** Whether it removes the value at its target. */
  readonly unset: boolean;
  /** One of PARAMETER_REQUEST_STATE. */
  readonly state: number;
  readonly baseVersion: number;
  readonly authorId: number;
  /** 0 is nobody. */
  readonly approverId: number;
  readonly reason: string;
  /** 0: when it is approved. */
  readonly effectiveTimeMs: number;
  /** 0 where it needs no approval. */
  readonly lapseTimeMs: number;
  readonly undoesVersion: number;
  /** Whether it is about the need of a second person rather than about the value. */
  readonly changesApproval: boolean;
  readonly approvalRequired: boolean;
  readonly sequence: number;
  /** Whether it is a command that waits for a second person; `target` has its terms in words. */
  readonly isAction: boolean;
}

export interface VenueInfo {
  readonly venue: string;
  readonly phase: number;
  readonly killed: boolean;
  readonly epoch: number;
  readonly coreVersion: number;
  readonly deskPublicKey: Uint8Array;
  readonly asOfSequence: number;
  /** null when its PAT is on no chain. */
  readonly chain: ChainInfo | null;
  /** Phases that are suspended: what belongs to them is only reduced. */
  readonly suspendedPhases: readonly number[];
}

/** An accepted delivery enters the index of a contract. */
export interface IndexPrintInfo {
  readonly contractId: number;
  readonly number: number;
  readonly enteredTimeMs: number;
  readonly priceMicroPat: number;
  readonly weightMilliLots: number;
  /** Owners, by numbers that mean nothing beyond the window; 0 is the broker. */
  readonly buyer: number;
  readonly seller: number;
  readonly broker: boolean;
}

/** The index of a contract. */
export interface IndexInfo {
  readonly contractId: number;
  /** One of INDEX_STATE. */
  readonly indexState: number;
  readonly valueMicroPat: number;
  readonly sampleTimeMs: number;
  readonly printCount: number;
  readonly buyerCount: number;
  readonly sellerCount: number;
  readonly trimmedPpm: number;
  readonly brokerPpm: number;
  readonly asOfSequence: number;
}

/** The mark of a series that settles in cash. */
export interface CashInfo {
  readonly seriesId: number;
  readonly markMicroPat: number;
  /** One of MARK_STATE. */
  readonly markState: number;
  readonly expiryTimeMs: number;
  /** One of SETTLEMENT_SOURCE, 0 before it settles. */
  readonly settlementSource: number;
  readonly settlementMicroPat: number;
  readonly openInterestLots: number;
  readonly fundCovers: boolean;
  readonly asOfSequence: number;
}

/** The venue closed lots of an account that is liquidated. */
export interface LiquidationPrint {
  readonly seriesId: number;
  /** One of LIQUIDATION_BY. */
  readonly liquidationBy: number;
  /** Above 0 they were bought for the account, below 0 sold. */
  readonly quantityLots: number;
  readonly priceMicroPat: number;
  readonly gainMicroPat: number;
  readonly initialMicroPat: number;
  readonly journalSequence: number;
  readonly matchTimeMs: number;
}

/** A kill switch. */
export interface KillInfo {
  /** One of KILL_SCOPE. */
  readonly killScope: number;
  /** The account or series; 0 for the others. */
  readonly targetId: number;
  /** false once a second operator released it. */
  readonly killed: boolean;
  /** Live orders it covers that are still to be cancelled. */
  readonly liveOrders: number;
  /** Whether everything it covers was cancelled and nothing was counted after that. */
  readonly verified: boolean;
  /** 0 once it is released. */
  readonly authorId: number;
  readonly reason: string;
  readonly asOfSequence: number;
}

/** The chain the venue clears on, as far as the journal knows it. */
export interface ChainInfo {
  readonly chainId: number;
  /** Addresses of contracts. */
  readonly clearing: Uint8Array;
  readonly token: Uint8Array;
  readonly phase: number;
  readonly phaseBlockNumber: number;
  readonly escaped: boolean;
  readonly walletCount: number;
  /** Of these, how many found no place in the ledger. */
  readonly walletsSetAside: number;
  readonly depositSequence: number;
  readonly requestSequence: number;
  /** Paid in by wallets that no account is linked with. */
  readonly unclaimedMicroPat: number;
  /** Last batch that is final; 0 is none. */
  readonly batchId: number;
  readonly batchHash: Uint8Array;
  readonly settledLedgerSequence: number;
  readonly settledRequestSequence: number;
  readonly liabilitiesRoot: Uint8Array;
  readonly liabilitiesSumMicroPat: number;
}

export interface MarketList {
  readonly contracts: readonly ContractInfo[];
  readonly series: readonly SeriesInfo[];
  readonly venue: VenueInfo | null;
  /** Kill switches that are set. */
  readonly kills: readonly KillInfo[];
  /** Of those of the series that settle in cash. */
  readonly cash: readonly CashInfo[];
}

/** What a change of a parameter would do. */
/** How the broker's quote of a series would move; 0 where there is no such side. */
export interface QuoteMove {
  readonly seriesId: number;
  readonly bidTicksBefore: number;
  readonly bidTicksAfter: number;
  readonly askTicksBefore: number;
  readonly askTicksAfter: number;
  readonly markTicksBefore: number;
  readonly markTicksAfter: number;
}

export interface ParameterDryRun {
  /** 0 if it would be taken. */
  readonly errorCode: number;
  readonly errorField: string;
  readonly errorDetail: string;
  readonly approvalRequired: boolean;
  readonly seriesCount: number;
  readonly breachCount: number;
  readonly orderIds: readonly number[];
  readonly refusedQuotes: number;
  readonly movedQuotes: number;
  readonly marginMicroPat: number;
  readonly partial: boolean;
  readonly asOfSequence: number;
  /** Whether the quotes that would stand were computed. */
  readonly quotesComputed: boolean;
  readonly pulledQuotes: number;
  /** The largest moves. */
  readonly quoteMoves: readonly QuoteMove[];
  /** Margin providers would have to add before they may mint again. */
  readonly providerMarginMicroPat: number;
  /** Prices do not rest on it under the quote_policy of these series. */
  readonly inert: boolean;
}

export interface ParameterList {
  readonly parameters: readonly ParameterInfo[];
  readonly requests: readonly ParameterRequestInfo[];
}
