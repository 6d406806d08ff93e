/**
 * The sandbox market: contracts, series, accounts and their money, made by the operator when they are not there.
 *
 * One key serves every account of the sandbox. Which accounts are the sandbox's is kept in a small file beside the
 * journal; everything else is asked of the venue, so a second start finds what the first one made.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  type ContractRules,
  KEY_SCOPE,
  type PatxClient,
  SERIES_STATE,
  type SeriesInfo,
} from '../../client/index.js';
import { BROKER_ACCOUNT } from '../../engine/core/index.js';

/** Contracts and the base value the operator governs for each, PAT per lot. */
const CONTRACTS: readonly { readonly contract: string; readonly baseValuePat: number }[] = [
  { contract: 'AUTO_INTENT|7D|0.70-0.85', baseValuePat: 100 },
  { contract: 'AUTO_INTENT|7D|0.50-0.70', baseValuePat: 70 },
  { contract: 'AUTO_INTENT|7D|0.85-1.00', baseValuePat: 140 },
  { contract: 'AUTO_INTENT|1D|0.70-0.85', baseValuePat: 80 },
  { contract: 'TRAVEL_INTENT|7D|0.70-0.85', baseValuePat: 90 },
];
const SEGMENTS = ['AUTO_INTENT', 'TRAVEL_INTENT'] as const;
const CONSUMERS = 4;
const PROVIDERS = 3;
const MINUTE_MS = 60_000;
const YEAR_MS = 365 * 86_400_000;
const PAT = 1_000_000;
const TICKS_PER_PAT = 100;
const FRESHNESS_AT_START = 1.25;
const BROKER_PAT = 2_000_000;
const BROKER_COLLATERAL_PAT = 1_000_000;
const ACCOUNT_PAT = 5_000_000;
const CAPACITY_LOTS = 10_000_000;

/** One lot: a record of the segment. A price of 100.00 PAT is 10,000 ticks. */
const RULES: ContractRules = {
  deliverable: 'one synthetic segment record of the sandbox',
  deliveryMethod: 'pull',
  quotaPerLot: 1,
  tickValueMicroPat: 10_000,
  maxPriceTicks: 1_000_000,
  maxOrderLots: 100_000,
  mintCapLots: 10_000_000,
  providerSharePpm: 1_000_000,
  makerFeePpm: 1_000,
  takerFeePpm: 2_000,
  royaltyPpm: 20_000,
  licensorAccountId: 0,
  penaltyMicroPat: 1_000_000,
  serviceLevelMs: 60 * MINUTE_MS,
  acceptanceMs: 60 * MINUTE_MS,
  disputeWindowMs: 60 * MINUTE_MS,
  minimumClass: 0,
  referencePriceTicks: 10_000,
  licenceHash: new Uint8Array(32),
};

/** What is kept between runs. */
export interface Progress {
  consumers: number[];
  providers: number[];
  /** Event of the recording to go on from. */
  nextEvent: number;
  /** Times the recording was played to its end. */
  loops: number;
}

export function readProgress(path: string): Progress {
  if (!existsSync(path)) return { consumers: [], providers: [], nextEvent: 0, loops: 0 };
  return JSON.parse(readFileSync(path, 'utf8')) as Progress;
}

/** Replaces the file in one step, so that a sudden end leaves the old one. */
export function writeProgress(path: string, progress: Progress): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(progress)}\n`);
  renameSync(`${path}.new`, path);
}

/** Makes accounts and contracts that are missing; `progress` learns the accounts. */
export async function prepareSandbox(
  operator: PatxClient,
  broker: PatxClient,
  publicKey: Uint8Array,
  progress: Progress,
): Promise<void> {
  const { contracts } = await operator.queries.markets();
  const known = new Set(contracts.map(({ contract }) => contract));
  for (const { contract, baseValuePat } of CONTRACTS) {
    if (known.has(contract)) continue;
    // The first reference price is the base value at the top of the freshness curve.
    const referencePriceTicks = Math.round(baseValuePat * TICKS_PER_PAT * FRESHNESS_AT_START);
    await operator.operator.defineContract({ contract, rules: { ...RULES, referencePriceTicks } });
    await operator.operator.setParameter({
      name: 'base_value_micro_pat',
      target: contract,
      value: baseValuePat * PAT,
      expectedVersion: 0,
      reason: 'sandbox',
      unset: false,
    });
  }
  if (known.size === 0) {
    await deposit(operator, BROKER_ACCOUNT, BROKER_PAT);
    await broker.broker.moveCollateral({ amountMicroPat: BROKER_COLLATERAL_PAT * PAT });
  }
  const open = async (role: number, scope: number, name: string): Promise<number> => {
    const ack = await operator.operator.openAccount({
      role,
      accountClass: ACCOUNT_CLASS.INSTITUTION,
      firmGroup: 0,
      publicKey,
      scopes: [KEY_SCOPE.READ, scope],
      name,
    });
    await deposit(operator, ack.referenceId, ACCOUNT_PAT);
    return ack.referenceId;
  };
  while (progress.consumers.length < CONSUMERS) {
    const name = `consumer ${progress.consumers.length + 1}`;
    progress.consumers.push(await open(ACCOUNT_ROLE.CONSUMER, KEY_SCOPE.TRADE, name));
  }
  while (progress.providers.length < PROVIDERS) {
    const name = `provider ${progress.providers.length + 1}`;
    const id = await open(ACCOUNT_ROLE.PROVIDER, KEY_SCOPE.PROVIDE, name);
    progress.providers.push(id);
    for (const segment of SEGMENTS) {
      await operator.operator.setConfidence({ providerId: id, segment, confidencePpm: 900_000 });
    }
  }
}

/** One open series of each contract, opened now where there is none; in the order of the contracts. */
export async function openSeries(operator: PatxClient): Promise<SeriesInfo[]> {
  const { contracts, series } = await operator.queries.markets();
  const isOpen = ({ state }: SeriesInfo): boolean => state === SERIES_STATE.OPEN;
  let isMissing = false;
  for (const { contractId } of contracts) {
    if (series.some((one) => one.contractId === contractId && isOpen(one))) continue;
    isMissing = true;
    const windowStartMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
    await operator.operator.openSeries({ contractId, windowStartMs });
  }
  const found = isMissing ? (await operator.queries.markets()).series : series;
  return found.filter(isOpen);
}

/** States a provider's capacity for every segment; saying it again changes nothing. */
export async function escrowCapacity(provider: PatxClient): Promise<void> {
  for (const segment of SEGMENTS) {
    await provider.rights.escrowCapacity({
      providerId: 0,
      segment,
      capacityLots: CAPACITY_LOTS,
      attestedUntilMs: Date.now() + YEAR_MS,
    });
  }
}

async function deposit(operator: PatxClient, account: number, pat: number): Promise<void> {
  await operator.operator.deposit({ targetAccountId: account, amountMicroPat: pat * PAT });
}
