/** What the API answers, as far as the pages use it. Units as in the API: ticks, lots, micro-PAT as text, milliseconds. */

export interface AsOf {
  readonly asOfSequence: number;
  readonly asOfMs: number;
}

export interface Page<T> extends AsOf {
  readonly data: readonly T[];
  readonly next: number | string | null;
}

export interface Contract {
  readonly contractId: number;
  readonly contract: string;
  readonly segment: string;
  readonly windowMs: number;
  readonly confidenceLowPpm: number;
  readonly confidenceHighPpm: number;
  readonly rules: Readonly<Record<string, string | number>>;
}

export interface Series {
  readonly seriesId: number;
  readonly contractId: number;
  readonly series: string;
  readonly contract: string;
  readonly segment: string;
  readonly state: string;
  readonly killed: boolean;
  readonly windowStartMs: number;
  readonly windowEndMs: number;
  readonly tickValueMicroPat: string;
  readonly markTicks: number;
  readonly lastPriceTicks: number;
  readonly bestBidTicks: number;
  readonly bestAskTicks: number;
  readonly quoterState: string;
  readonly openOrders: number;
  readonly mintedLots: number;
  readonly providerLots: number;
  readonly brokerLots: number;
  readonly consumerLots: number;
  readonly exercisedLots: number;
  readonly deliveredLots: number;
  readonly failedLots: number;
  readonly lapsedLots: number;
}

export interface DaySummary {
  readonly seriesId: number;
  readonly openTicks: number;
  readonly closeTicks: number;
  readonly highTicks: number;
  readonly lowTicks: number;
  readonly volumeLots: number;
  readonly tradeCount: number;
  readonly exercisedLots: number;
  readonly closesTicks: readonly number[];
}

export interface Level {
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly orderCount?: number;
}

export interface Book {
  readonly seriesId: number;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
}

export interface Factors {
  readonly baseValuePpmTicks: number;
  readonly freshnessPpm: number;
  readonly demandPpm: number;
  readonly scarcityPpm: number;
  readonly dominancePpm: number;
  readonly halfSpreadPpm: number;
  readonly reservationPpm: number;
  readonly bidFactorPpm: number;
  readonly sigmaPpm: number;
  readonly thinnessPpm: number;
  readonly nextRepriceTimeMs: number;
}

export interface Quote {
  readonly seriesId: number;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
  readonly markTicks: number;
  readonly quoterState: string;
  readonly validUntilMs: number;
  readonly factors: Factors | null;
  readonly explanation: {
    readonly fairValueTicks: number;
    readonly markTicks: number;
    readonly reservationTicks: number;
    readonly bidTicks: readonly number[];
    readonly askTicks: readonly number[];
  } | null;
}

export interface Trade {
  readonly tradeId: number;
  readonly sequence: number;
  readonly timeMs: number;
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly takerSide: string;
  readonly auction: boolean;
  readonly busted: boolean;
}

export interface Candle {
  readonly startMs: number;
  readonly openTicks: number;
  readonly highTicks: number;
  readonly lowTicks: number;
  readonly closeTicks: number;
  readonly volumeLots: number;
  readonly tradeCount: number;
}

export interface VenueStatus extends AsOf {
  readonly venue: string;
  readonly phase: number;
  readonly killed: boolean;
  readonly lagCommands: number;
  readonly durableSequence: number;
}
