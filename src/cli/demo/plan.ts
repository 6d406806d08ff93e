/**
 * What the sandbox consists of: contracts with their base values, accounts, money. Nothing here is read by the exchange;
 * the operator sets it up over the gateway like any other venue.
 */
import {
  ACCOUNT_ROLE,
  type ContractRules,
  KEY_SCOPE,
  parseContractKey,
} from '../../client/index.js';

export const PAT = 1_000_000;
/** Micro-PAT of a tick for one lot: prices have two decimals of a PAT. */
export const TICK_MICRO_PAT = 10_000;
const TICKS_PER_PAT = PAT / TICK_MICRO_PAT;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Freshness of a series whose window has just begun. */
const FRESHNESS_AT_START = 1.25;
/** About what the recorded flow takes of one series at twenty times its speed. */
const EXPECTED_LOTS_PER_DAY = 12_000;
/** Enough for supply and demand to be in balance, by all providers together. */
const MINT_LOTS_PER_DAY = 1_200;

/** Contracts with the base value of a lot, PAT, that the operator governs. The first is the one the view shows. */
const CONTRACTS: readonly (readonly [contract: string, basePat: number])[] = [
  ['AUTO_INTENT|7D|0.70-0.85', 100],
  ['AUTO_INTENT|7D|0.50-0.70', 70],
  ['AUTO_INTENT|7D|0.85-1.00', 140],
  ['AUTO_INTENT|1D|0.70-0.85', 80],
  ['TRAVEL_INTENT|7D|0.70-0.85', 90],
  ['HOME_INTENT|7D|0.70-0.85', 120],
];

export interface PlannedContract {
  readonly contract: string;
  readonly segment: string;
  readonly windowMs: number;
  readonly baseMicroPat: number;
  /** What the operator expects a window to consume, which is where the broker's estimates begin. */
  readonly expectedLots: number;
  /** What a provider mints at a time, and has at least half of to offer. */
  readonly mintLots: number;
  readonly rules: ContractRules;
}

export interface PlannedAccount {
  readonly name: string;
  readonly role: number;
  readonly scopes: readonly number[];
  readonly pat: number;
}

const consumer = (n: number): PlannedAccount => ({
  name: `sandbox consumer ${n}`,
  role: ACCOUNT_ROLE.CONSUMER,
  scopes: [KEY_SCOPE.READ, KEY_SCOPE.TRADE, KEY_SCOPE.WALLET],
  pat: 5_000_000,
});

const provider = (n: number): PlannedAccount => ({
  name: `sandbox provider ${n}`,
  role: ACCOUNT_ROLE.PROVIDER,
  scopes: [KEY_SCOPE.READ, KEY_SCOPE.PROVIDE, KEY_SCOPE.WALLET],
  pat: 100_000_000,
});

/** In the order they are opened; new ones only at the end. */
export const ACCOUNTS: readonly PlannedAccount[] = [
  consumer(1),
  consumer(2),
  consumer(3),
  consumer(4),
  provider(1),
  provider(2),
  provider(3),
];

export const BROKER_PAT = 20_000_000;
export const BROKER_COLLATERAL_PAT = 10_000_000;
/** A consumer with less than this is given as much again as it began with. */
export const CONSUMER_LOW_PAT = 1_000_000;
/** Measured confidence of every provider's data: enough for each band. */
export const CONFIDENCE_PPM = 900_000;
export const CAPACITY_LOTS = 100_000_000;
export const CAPACITY_ATTESTED_MS = 365 * DAY_MS;

/** Parameters of the whole venue that a replay at high speed needs. */
export const VENUE_SETTINGS: readonly (readonly [name: string, value: number])[] = [
  ['order_rate_per_second', 20_000],
  ['order_burst_count', 40_000],
  ['max_open_orders', 2_000],
];

/** The contracts of the sandbox with their rulebook pages. */
export function plannedContracts(licenceHash: Uint8Array): PlannedContract[] {
  return CONTRACTS.map(([contract, basePat]) => {
    const key = parseContractKey(contract);
    if (typeof key === 'string') throw new Error(`${contract}: ${key}`);
    const referencePriceTicks = Math.round(basePat * FRESHNESS_AT_START * TICKS_PER_PAT);
    return {
      contract,
      segment: key.segment,
      windowMs: key.windowMs,
      baseMicroPat: basePat * PAT,
      expectedLots: Math.round((key.windowMs / DAY_MS) * EXPECTED_LOTS_PER_DAY),
      mintLots: Math.round((key.windowMs / DAY_MS) * MINT_LOTS_PER_DAY),
      rules: { ...RULES, licenceHash, referencePriceTicks },
    };
  });
}

/** Start of the window a series of this length opened now has: whole days for long ones, hours for short ones. */
export function windowStart(windowMs: number, nowMs: number): number {
  const stepMs = windowMs >= 7 * DAY_MS ? DAY_MS : HOUR_MS;
  return Math.floor(nowMs / stepMs) * stepMs;
}

const RULES: Omit<ContractRules, 'licenceHash' | 'referencePriceTicks'> = {
  deliverable: 'synthetic purchase-intent records of one segment',
  deliveryMethod: 'pull',
  quotaPerLot: 100,
  tickValueMicroPat: TICK_MICRO_PAT,
  maxPriceTicks: 1_000_000,
  maxOrderLots: 10_000,
  mintCapLots: 1_000_000_000,
  providerSharePpm: 1_000_000,
  makerFeePpm: 1_000,
  takerFeePpm: 2_000,
  royaltyPpm: 0,
  licensorAccountId: 0,
  penaltyMicroPat: 500_000,
  serviceLevelMs: HOUR_MS,
  acceptanceMs: HOUR_MS,
  disputeWindowMs: DAY_MS,
  minimumClass: 0,
};
