/** What an account is told about itself beside its orders, as plain objects. Numbers of enums are the shared values'. */
import type { QuoteFactors, SizeFactors } from '../../values/index.js';
import type { BalanceReport, PositionReport } from './account-reports.js';

/** A change of rights that is not a trade. */
export interface RightsReport {
  /** One of RIGHTS_ACTION. */
  readonly action: number;
  readonly seriesId: number;
  readonly quantityLots: number;
  readonly accountSequence: number;
  readonly journalSequence: number;
  readonly matchTimeMs: number;
}

/** A delivery as one of its parties sees it. */
export interface DeliveryReport {
  readonly deliveryId: number;
  /** SHA-256 of `ticketIdBytes`. */
  readonly ticketId: Uint8Array;
  readonly seriesId: number;
  readonly consumerId: number;
  readonly providerId: number;
  readonly quantityLots: number;
  /** One of DELIVERY_STATE. */
  readonly state: number;
  /** When the state ends by itself; 0 if it does not. */
  readonly deadlineTimeMs: number;
  readonly consumerMicroPat: number;
  /** Negative is a penalty. */
  readonly providerMicroPat: number;
  readonly accountSequence: number;
  readonly journalSequence: number;
  readonly matchTimeMs: number;
  readonly entitlementId: number;
  /** SHA-256 of what was handed over; empty before the notice and when the delivery is over. */
  readonly contentHash: Uint8Array;
  /** Where it can be fetched; empty likewise. */
  readonly location: string;
  /** Whether the platform fetched it there and found that hash: from then on silence accepts. */
  readonly proved: boolean;
}

/** The ticket a delivery is served against. */
export interface DeliveryTicket {
  readonly deliveryId: number;
  /** SHA-256 of `ticketIdBytes`. */
  readonly ticketId: Uint8Array;
  readonly seriesId: number;
  readonly series: string;
  readonly consumerId: number;
  readonly providerId: number;
  readonly quantityLots: number;
  readonly quota: number;
  readonly deadlineTimeMs: number;
  readonly licenceHash: Uint8Array;
  /** Ed25519 of the desk over `ticketBytes`. */
  readonly signature: Uint8Array;
}

export interface EntitlementReport {
  readonly entitlementId: number;
  readonly holderId: number;
  readonly resource: string;
  readonly actions: string;
  /** 0 is without limit. */
  readonly quota: number;
  readonly validFromMs: number;
  readonly validToMs: number;
  /** One of ENTITLEMENT_ORIGIN. */
  readonly origin: number;
  /** One of ENTITLEMENT_STATUS. */
  readonly status: number;
  readonly accountSequence: number;
  readonly journalSequence: number;
}

/** Something happened between the account and its wallet on chain. */
export interface WalletReport {
  /** One of WALLET_CHANGE. */
  readonly change: number;
  /** 0 while the wallet has no account on chain. */
  readonly chainAccountId: number;
  /** 0 where it is about no withdrawal request. */
  readonly requestSequence: number;
  readonly amountMicroPat: number;
  readonly accountSequence: number;
  readonly journalSequence: number;
  readonly matchTimeMs: number;
  /** From when on a pending link is in force; 0 for anything else. */
  readonly effectiveTimeMs: number;
}

/** The broker's answer to a request for quote: firm for this account until it ends, or why there is none. */
export interface FirmQuote {
  /** Of the request. */
  readonly clientRequestId: number;
  /** Names it when it is accepted; 0 if there is none. */
  readonly quoteId: number;
  readonly seriesId: number;
  /** One of SIDE: what the account would do. */
  readonly side: number;
  /** Of every lot. */
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly validUntilMs: number;
  /** Why there is no quote; 0 if there is one. */
  readonly errorCode: number;
  /** null where there is no quote. */
  readonly factors: QuoteFactors | null;
  readonly sizeFactors: SizeFactors | null;
  readonly accountSequence: number;
  readonly journalSequence: number;
  readonly matchTimeMs: number;
}

/** The wallet of an account. */
export interface WalletInfo {
  /** Of the linked one; empty while none is. */
  readonly address: Uint8Array;
  /** 0 while it has no account on chain. */
  readonly chainAccountId: number;
  /** The open withdrawal request; 0 is none. */
  readonly requestSequence: number;
  readonly requestMicroPat: number;
  readonly ripeTimeMs: number;
  /** Whether a settled batch acknowledges the request. */
  readonly acknowledged: boolean;
  /** Paid in less paid out. */
  readonly netMicroPat: number;
  /** Of a wallet whose link is not in force yet; empty when none is. */
  readonly pendingAddress: Uint8Array;
  /** From when on it is; 0 when none is pending. */
  readonly pendingTimeMs: number;
}

/** Something happened to the account's protection as a maker. */
export interface ProtectionReport {
  /** One of PROTECTION_CHANGE. */
  readonly change: number;
  /** One of PROTECTION_LIMIT, or 0 where none was passed. */
  readonly limit: number;
  readonly fills: number;
  readonly quantityLots: number;
  /** Bought less sold. */
  readonly deltaMicroPat: number;
  readonly canceledCount: number;
  readonly accountSequence: number;
  readonly journalSequence: number;
  readonly matchTimeMs: number;
}

/** A provider has to lock more collateral for what it sold. */
export interface CollateralCallReport {
  readonly seriesId: number;
  /** One of COLLATERAL_CALL_CHANGE. */
  readonly change: number;
  /** Missing now. */
  readonly amountMicroPat: number;
  /** When it falls due. */
  readonly deadlineTimeMs: number;
  readonly accountSequence: number;
  readonly journalSequence: number;
  readonly matchTimeMs: number;
}

/** Something happened to what an account holds that settles in cash. Fields that do not belong to the change are 0. */
export interface MarginReport {
  /** One of MARGIN_CHANGE. */
  readonly change: number;
  readonly seriesId: number;
  readonly quantityLots: number;
  readonly priceMicroPat: number;
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
  readonly accountSequence: number;
  readonly journalSequence: number;
  readonly matchTimeMs: number;
}

/** A holding of what settles in cash, as it stands. */
export interface MarginHolding {
  readonly seriesId: number;
  /** Below 0 is short. */
  readonly quantityLots: number;
  readonly markMicroPat: number;
  /** One of MARK_STATE. */
  readonly markState: number;
  readonly unrealisedMicroPat: number;
  readonly initialMicroPat: number;
  readonly maintenanceMicroPat: number;
  /** Mark at which equity is the maintenance margin, if no other mark moves; 0: none would. */
  readonly liquidationMarkMicroPat: number;
}

/** What is behind the holdings of an account that settle in cash. */
export interface MarginInfo {
  readonly equityMicroPat: number;
  readonly availableMicroPat: number;
  readonly marginMicroPat: number;
  readonly unrealisedMicroPat: number;
  readonly initialMicroPat: number;
  readonly maintenanceMicroPat: number;
  /** One of MARGIN_STANDING. */
  readonly marginStanding: number;
  readonly fundShareMicroPat: number;
  readonly holdings: readonly MarginHolding[];
  readonly asOfAccountSequence: number;
  readonly asOfSequence: number;
}

/** The protection of an account as a maker. */
export interface ProtectionInfo {
  readonly windowMs: number;
  /** Limits; 0 is none. */
  readonly maxFills: number;
  readonly maxQuantityLots: number;
  readonly maxDeltaMicroPat: number;
  /** Whether it waits for a reset. */
  readonly tripped: boolean;
  readonly fills: number;
  readonly quantityLots: number;
  readonly deltaMicroPat: number;
}

export interface OpenOrder {
  readonly orderId: number;
  readonly clientOrderId: number;
  readonly seriesId: number;
  /** One of SIDE. */
  readonly side: number;
  readonly priceTicks: number;
  /** What is hidden included. */
  readonly openLots: number;
  readonly cumulativeLots: number;
  /** One of ORDER_TYPE. */
  readonly orderType: number;
  /** Price it waits for; 0 if it waits for none. */
  readonly triggerPriceTicks: number;
  /** 0 while it is not in the book. */
  readonly displayedLots: number;
}

/** Everything of an account at one sequence. */
export interface AccountSnapshot {
  readonly balance: Readonly<BalanceReport> | null;
  readonly positions: readonly Readonly<PositionReport>[];
  readonly openOrders: readonly OpenOrder[];
  readonly deliveries: readonly DeliveryReport[];
  readonly asOfAccountSequence: number;
  readonly asOfSequence: number;
  /** Highest client id seen in each id space in use. */
  readonly lastClientOrderIds: readonly number[];
  /** True when the rest follows in further snapshots of the same sequence. */
  readonly more: boolean;
  /** null when none is linked. */
  readonly wallet: WalletInfo | null;
  /** null when it has none. */
  readonly protection: ProtectionInfo | null;
  /** Open ones. */
  readonly collateralCalls: readonly CollateralCallReport[];
  /** null when it holds nothing that settles in cash. */
  readonly margin: MarginInfo | null;
}
