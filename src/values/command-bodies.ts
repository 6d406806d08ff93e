/** Plain bodies of the commands that are not order entry: the schema's messages with numbers for 64-bit integers. */
import type { Limits } from './limits.js';

export interface QuoteLevel {
  readonly priceTicks: number;
  readonly quantityLots: number;
}

/** Factors of a quote, ppm unless the name says otherwise. */
export interface QuoteFactors {
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

/** What the size of a request for quote did to its price: lots and ticks, ppm where the name says so. */
export interface SizeFactors {
  readonly startLots: number;
  readonly targetLots: number;
  readonly maxLots: number;
  readonly skewSlopePpm: number;
  readonly skewMaxPpm: number;
  readonly clearingPpm: number;
  readonly spreadMultiplePpm: number;
  readonly topTicks: number;
}

export interface SeriesQuote {
  readonly seriesId: number;
  readonly bids: readonly QuoteLevel[];
  readonly asks: readonly QuoteLevel[];
  readonly validUntilMs: number;
  readonly factors: QuoteFactors | null;
}

export interface SeriesMark {
  readonly seriesId: number;
  readonly markTicks: number;
  readonly sigmaPpm: number;
  readonly thinnessPpm: number;
}

/** One order of a bundle. */
export interface BundleLeg {
  readonly seriesId: number;
  readonly side: number;
  readonly priceTicks: number;
  readonly quantityLots: number;
}

export interface ContractRules {
  readonly deliverable: string;
  readonly deliveryMethod: string;
  readonly quotaPerLot: number;
  readonly tickValueMicroPat: number;
  readonly maxPriceTicks: number;
  readonly maxOrderLots: number;
  readonly mintCapLots: number;
  readonly providerSharePpm: number;
  readonly makerFeePpm: number;
  readonly takerFeePpm: number;
  readonly royaltyPpm: number;
  readonly licensorAccountId: number;
  readonly penaltyMicroPat: number;
  readonly serviceLevelMs: number;
  readonly acceptanceMs: number;
  readonly disputeWindowMs: number;
  readonly minimumClass: number;
  readonly referencePriceTicks: number;
  readonly licenceHash: Uint8Array;
}

export interface Requested {
  /** Id in the sender's id space. */
  readonly clientRequestId: number;
}

export interface SeriesLots extends Requested {
  readonly seriesId: number;
  readonly quantityLots: number;
}

export interface Reasoned {
  readonly reason: string;
}

export interface AccountMoney extends Requested {
  readonly targetAccountId: number;
  readonly amountMicroPat: number;
}

export interface KillTarget extends Reasoned {
  readonly killScope: number;
  readonly targetId: number;
}

export interface WithdrawalRequest {
  readonly requestSequence: number;
  readonly chainAccountId: number;
}

/** What goes on with another core or with other limits. */
export interface CarryBegin {
  /** Of the core that folds from here on. */
  readonly coreVersion: number;
  readonly previousCoreVersion: number;
  readonly previousFrameHash: Uint8Array;
  readonly limits: Limits | null;
}

/** What was carried. */
export interface CarryEnd {
  /** CarryOver commands between the first and the last. */
  readonly parts: number;
  /** SHA-256 of their rows, as the core before wrote them. */
  readonly digest: Uint8Array;
}

/** Body by the name of the schema's oneof field. */
/** An operator a venue is made with. */
export interface FurtherOperator {
  readonly name: string;
  readonly publicKey: Uint8Array;
}

export interface ColdBodies {
  massCancel: {
    readonly seriesId: number;
    readonly side: number;
    readonly minPriceTicks: number;
    readonly maxPriceTicks: number;
    readonly sessionId: number;
  };
  massQuote: { readonly quotes: readonly SeriesQuote[]; readonly basedOnSequence: number };
  markUpdate: { readonly marks: readonly SeriesMark[] };
  exerciseRights: SeriesLots;
  getOutcome: { readonly clientOrderId: number };
  placeBundle: Requested & { readonly legs: readonly BundleLeg[] };
  requestQuote: SeriesLots & { readonly side: number };
  offerQuote: {
    readonly targetAccountId: number;
    readonly quoteRequestId: number;
    readonly seriesId: number;
    readonly side: number;
    readonly priceTicks: number;
    readonly quantityLots: number;
    readonly validUntilMs: number;
    readonly errorCode: number;
    readonly factors: QuoteFactors | null;
    readonly sizeFactors: SizeFactors | null;
  };
  acceptQuote: Requested & { readonly quoteId: number };
  escrowCapacity: Requested & {
    readonly providerId: number;
    readonly segment: string;
    readonly capacityLots: number;
    readonly attestedUntilMs: number;
  };
  mintRights: SeriesLots;
  withdrawRights: SeriesLots;
  noticeDelivery: {
    readonly deliveryId: number;
    readonly contentHash: Uint8Array;
    readonly location: string;
  };
  acceptDelivery: {
    readonly deliveryId: number;
    readonly signature: Uint8Array;
    readonly keyId: number;
  };
  disputeDelivery: Reasoned & { readonly deliveryId: number };
  ruleDispute: Reasoned & { readonly deliveryId: number; readonly upheld: boolean };
  acknowledgeTicket: { readonly deliveryId: number };
  setAutoExercise: { readonly seriesId: number; readonly enabled: boolean };
  moveCollateral: Requested & { readonly amountMicroPat: number };
  setProtection: Requested & {
    /** 0: the acting account. */
    readonly targetAccountId: number;
    /** 0: it ends. */
    readonly windowMs: number;
    /** Limits; 0 is none. */
    readonly maxFills: number;
    readonly maxQuantityLots: number;
    readonly maxDeltaMicroPat: number;
  };
  resetProtection: Requested & { readonly targetAccountId: number };
  openAccount: Requested & {
    readonly role: number;
    readonly accountClass: number;
    readonly firmGroup: number;
    readonly publicKey: Uint8Array;
    readonly scopes: readonly number[];
    readonly name: string;
  };
  updateAccount: {
    readonly targetAccountId: number;
    readonly accountClass: number;
    readonly exposureLimitMicroPat: number;
    readonly dailyCreditMicroPat: number;
  };
  addKey: {
    readonly targetAccountId: number;
    readonly publicKey: Uint8Array;
    readonly scopes: readonly number[];
  };
  revokeKey: { readonly targetAccountId: number; readonly keyId: number };
  deposit: AccountMoney;
  withdraw: AccountMoney;
  defineContract: Requested & { readonly contract: string; readonly rules: ContractRules | null };
  openSeries: Requested & { readonly contractId: number; readonly windowStartMs: number };
  setParameter: Requested &
    Reasoned & {
      readonly name: string;
      readonly target: string;
      readonly value: number;
      readonly expectedVersion: number;
      readonly unset: boolean;
      /** Left out or 0: at once. */
      readonly effectiveTimeMs?: number;
    };
  approveParameter: Reasoned & { readonly parameterRequestId: number };
  withdrawParameter: Reasoned & { readonly parameterRequestId: number };
  rollBackParameter: Requested &
    Reasoned & {
      readonly name: string;
      readonly target: string;
      readonly version: number;
      readonly expectedVersion: number;
      readonly effectiveTimeMs?: number;
    };
  requireApproval: Requested & Reasoned & { readonly name: string; readonly required: boolean };
  setPhase: Reasoned & { readonly phase: number };
  kill: KillTarget;
  releaseKill: KillTarget;
  haltSeries: Reasoned & { readonly seriesId: number };
  resumeSeries: Reasoned & { readonly seriesId: number };
  bustTrade: Reasoned & { readonly seriesId: number; readonly tradeId: number };
  grantEntitlement: Requested & {
    readonly holderId: number;
    readonly resource: string;
    readonly actions: string;
    readonly quota: number;
    readonly validFromMs: number;
    readonly validToMs: number;
    readonly origin: number;
    readonly licenceHash: Uint8Array;
  };
  revokeEntitlement: Reasoned & { readonly entitlementId: number };
  setQuoterState: Reasoned & { readonly seriesId: number; readonly quoterState: number };
  setConfidence: {
    readonly providerId: number;
    readonly segment: string;
    readonly confidencePpm: number;
  };
  advanceTime: Record<never, never>;
  openSession: { readonly cancelOnDisconnect: boolean };
  closeSession: { readonly clean: boolean };
  startEpoch: { readonly epoch: number; readonly lastTimeMs: number };
  quoterCheckpoint: { readonly state: Uint8Array };
  initializeVenue: {
    readonly venue: string;
    readonly brokerPublicKey: Uint8Array;
    readonly operatorPublicKey: Uint8Array;
    readonly limits: Limits | null;
    /** Of the core that writes the journal; 0 in journals from before version 2. */
    readonly coreVersion: number;
    /** Operators beside the first, each another person. */
    readonly furtherOperators: readonly FurtherOperator[];
  };
  setCoreVersion: { readonly coreVersion: number };
  carryOver: {
    /** Only in the first of a segment. */
    readonly begin: CarryBegin | null;
    /** Rows, encoded. */
    readonly rows: Uint8Array;
    /** Only in the last one. */
    readonly end: CarryEnd | null;
  };
  bindChain: {
    readonly chainId: number;
    /** Addresses of contracts. */
    readonly clearing: Uint8Array;
    readonly token: Uint8Array;
  };
  linkWallet: { readonly targetAccountId: number; readonly address: Uint8Array };
  registerWallet: { readonly chainAccountId: number; readonly address: Uint8Array };
  creditDeposit: {
    readonly depositSequence: number;
    readonly chainAccountId: number;
    readonly amountMicroPat: number;
  };
  holdWithdrawal: WithdrawalRequest & { readonly amountMicroPat: number };
  payWithdrawal: WithdrawalRequest & { readonly paidMicroPat: number };
  voidWithdrawal: WithdrawalRequest;
  confirmBatch: {
    readonly batchId: number;
    readonly batchHash: Uint8Array;
    readonly ledgerSequence: number;
    readonly requestSequence: number;
    readonly liabilitiesRoot: Uint8Array;
    readonly liabilitiesSumMicroPat: number;
  };
  observePhase: { readonly phase: number; readonly blockNumber: number };
  observeEscape: { readonly batchId: number };
}

export type ColdKind = keyof ColdBodies;
