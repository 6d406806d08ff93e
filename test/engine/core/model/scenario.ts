/** The venue the random runs start from: contracts, series, funded accounts with minted rights. */
import {
  BROKER_ACCOUNT,
  CORE_VERSION,
  FIRST_OPERATOR_ACCOUNT,
} from '../../../../src/engine/core/index.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  type ColdBodies,
  type ColdKind,
  type Command,
  type ContractRules,
  type Limits,
} from '../../../../src/values/index.js';
import { addressBytes, CLEARING, TOKEN } from '../../../support/chain.js';
import { DAY_MS, kindOf, RULES, SMALL_LIMITS, START_MS } from '../../../support/venue.js';
import type { Fact } from '../reference/world.js';
import { Driver } from './driver.js';

export const OPERATORS = [FIRST_OPERATOR_ACCOUNT, 12];
export const CONSUMERS = [5, 6, 7];
export const PROVIDERS = [8, 9, 10];
const { CONSUMER, PROVIDER, CREATOR, OPERATOR, AUDITOR } = ACCOUNT_ROLE;
const { RETAIL, INSTITUTION } = ACCOUNT_CLASS;
/** Role, class and firm group of the accounts opened first; 6 and 9 are of one firm. */
const OPENED = [
  [CONSUMER, INSTITUTION, 0],
  [CONSUMER, INSTITUTION, 7],
  [CONSUMER, RETAIL, 0],
  [PROVIDER, INSTITUTION, 0],
  [PROVIDER, INSTITUTION, 7],
  [PROVIDER, RETAIL, 0],
  [CREATOR, INSTITUTION, 0],
  [OPERATOR, INSTITUTION, 0],
  [AUDITOR, INSTITUTION, 0],
] as const;
const CREATOR_ACCOUNT = 11;
const MONEY = 50_000_000_000;
const LITTLE = 50_000;
const SOME = 25_000_000;
const MINUTE_MS = 60_000;

const ROOMY: Limits = { ...SMALL_LIMITS, maxSeries: 64, maxOrders: 4_096 };

/** Strangers' wallets fill their places soon in a venue of so few. */
const FEW_ACCOUNTS = 16;

/** Sizes under which the runs happen: roomy, and each store in turn so small that it fills. */
export const LIMITS: Readonly<Record<string, Limits>> = {
  roomy: ROOMY,
  orders: { ...ROOMY, maxOrders: 16 },
  obligations: { ...ROOMY, maxObligations: 16 },
  deliveries: { ...ROOMY, maxDeliveries: 16 },
  entitlements: { ...ROOMY, maxEntitlements: 16 },
  positions: { ...ROOMY, maxPositions: 20 },
  accounts: { ...ROOMY, maxAccounts: FEW_ACCOUNTS, maxIdSpaces: 18, maxSeries: 16 },
  trades: { ...ROOMY, maxBustableTrades: 16 },
  auctions: ROOMY,
  margins: ROOMY,
  exposed: ROOMY,
  called: ROOMY,
  chain: ROOMY,
  'chain, accounts': { ...ROOMY, maxAccounts: FEW_ACCOUNTS, maxIdSpaces: 18, maxSeries: 16 },
  forwards: ROOMY,
  'forwards, obligations': { ...ROOMY, maxObligations: 24 },
  // So small that an auction has no room for all its trades at once.
  tight: { ...ROOMY, maxObligations: 16 },
};

/** Collateral runs after the mark, and an owner has soon as much as it may. */
const AHEAD = {
  collateral_mark_rate_ppm: 1_000_000,
  forward_floor_lots: 40,
  forward_multiple_ppm: 1_500_000,
  forward_margin_ppm: 123_457,
};

/** Parameters some of them begin with. */
export const PARAMETERS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  auctions: {
    auction_open_ms: 600_000,
    auction_resume_ms: 600_000,
    volatility_dynamic_ppm: 20_000,
    volatility_static_ppm: 50_000,
    volatility_auction_ms: 300_000,
  },
  tight: { auction_open_ms: 600_000, volatility_dynamic_ppm: 20_000 },
  // Collateral runs after the mark, and nobody has long to find it.
  called: {
    collateral_mark_rate_ppm: 1_000_000,
    collateral_call_ms: 300_000,
    buy_in_limit_ppm: 2_000_000,
    failure_compensation_ppm: 200_000,
  },
  forwards: { ...AHEAD },
  'forwards, obligations': { ...AHEAD, auction_open_ms: 120_000 },
  margins: { margin_phase_1_ppm: 123_457 },
  // A few orders of the broker, and a dozen of a consumer.
  exposed: {
    broker_series_exposure_ppm: 1_200,
    broker_window_exposure_ppm: 1_500,
    broker_segment_exposure_ppm: 1_900,
    exposure_limit_micro_pat: 60_000_000,
  },
};

/** A driver with the venue set up, and the client ids of its accounts. */
export class Scenario {
  readonly driver: Driver;
  private readonly lastIds = new Map<string, number>();

  /** @param onChain whether PAT comes from a chain rather than from operators */
  constructor(limits: Limits, parameters: Readonly<Record<string, number>> = {}, onChain = false) {
    this.driver = new Driver(limits);
    this.driver.timeMs = START_MS;
    const key = new Uint8Array(32);
    const keys = { brokerPublicKey: key, operatorPublicKey: key };
    this.driver.apply(
      fieldsOf('initializeVenue', {
        venue: 'model',
        ...keys,
        limits,
        coreVersion: CORE_VERSION,
        furtherOperators: [],
      }),
    );
    if (onChain) {
      this.send(0, 'bindChain', { chainId: 1, clearing: CLEARING, token: TOKEN });
    }
    this.openAccounts();
    if (onChain && limits.maxAccounts === FEW_ACCOUNTS) this.crowd(limits.maxAccounts * 7 - 2);
    this.setParameters({ max_order_share_ppm: 900_000, ...parameters });
    this.openSeries();
    this.mintRights();
    if (parameters.collateral_call_ms !== undefined) this.impoverish(PROVIDERS, LITTLE);
    if (parameters.forward_floor_lots !== undefined) this.lookAhead();
  }

  /** The next client id of an account in an id space. */
  nextId(account: number, space = 0): number {
    const key = `${account} ${space}`;
    const id = (this.lastIds.get(key) ?? space * 2 ** 48) + 1;
    this.lastIds.set(key, id);
    return id;
  }

  lastId(account: number, space = 0): number {
    return this.lastIds.get(`${account} ${space}`) ?? 0;
  }

  /** Sends a command with a body under the next id of its account. */
  send<N extends ColdKind>(
    accountId: number,
    name: N,
    body: Omit<ColdBodies[N], 'clientRequestId'>,
  ): readonly Fact[] {
    const clientId = accountId === 0 ? 0 : this.nextId(accountId);
    return this.driver.apply({ ...fieldsOf(name, body), accountId, clientId });
  }

  private openAccounts(): void {
    for (const [role, accountClass, firmGroup] of OPENED) {
      const key = { publicKey: new Uint8Array(0), scopes: [] };
      const terms = { role, accountClass, firmGroup, ...key, name: 'one' };
      this.send(FIRST_OPERATOR_ACCOUNT, 'openAccount', terms);
    }
    for (const id of [BROKER_ACCOUNT, ...CONSUMERS, ...PROVIDERS]) this.fund(id);
    this.send(BROKER_ACCOUNT, 'moveCollateral', { amountMicroPat: MONEY / 2 });
  }

  /** Strangers register wallets until all but two of their places are taken. */
  private crowd(strangers: number): void {
    for (let n = 0; n < strangers; n += 1) {
      const { chain } = this.driver.reference.world;
      const chainAccountId = (chain?.heard ?? 0) + 1;
      const address = addressBytes(chainAccountId);
      this.send(0, 'registerWallet', { chainAccountId, address });
    }
  }

  /** Pays in: by an operator, or on chain from a wallet of its own. */
  private fund(targetAccountId: number): void {
    const { chain } = this.driver.reference.world;
    if (chain === undefined) {
      const body = { targetAccountId, amountMicroPat: MONEY };
      this.send(FIRST_OPERATOR_ACCOUNT, 'deposit', body);
      return;
    }
    const chainAccountId = chain.wallets.length + 1;
    const address = addressBytes(chainAccountId);
    this.send(0, 'linkWallet', { targetAccountId, address });
    this.send(0, 'registerWallet', { chainAccountId, address });
    const deposit = { depositSequence: chain.deposits + 1, chainAccountId };
    this.send(0, 'creditDeposit', { ...deposit, amountMicroPat: MONEY });
  }

  /** Small stores hold few lots, so one order may take a good part of them. */
  private setParameters(parameters: Readonly<Record<string, number>>): void {
    for (const [name, value] of Object.entries(parameters)) {
      const body = { name, target: '', value, expectedVersion: 0, unset: false, reason: 'model' };
      const facts = this.send(FIRST_OPERATOR_ACCOUNT, 'setParameter', body);
      const asked = facts.find(({ type }) => type === 'PARAMETER_REQUEST');
      if (asked === undefined) continue;
      const parameterRequestId = Number(asked.request);
      const answer = { parameterRequestId, reason: 'model' };
      this.send(OPERATORS[1] as number, 'approveParameter', answer);
    }
  }

  /** Two windows of one segment, one of another; the second contract's first series is still to come. */
  private openSeries(): void {
    const levels = { serviceLevelMs: 10 * MINUTE_MS, acceptanceMs: 20 * MINUTE_MS };
    const rules: ContractRules = {
      ...RULES,
      ...levels,
      disputeWindowMs: 40 * MINUTE_MS,
      licensorAccountId: CREATOR_ACCOUNT,
      mintCapLots: 300,
      providerSharePpm: 500_000,
    };
    const picky = { ...rules, minimumClass: INSTITUTION, royaltyPpm: 333_333, makerFeePpm: 3_333 };
    for (const [contract, terms] of [
      ['AUTO_INTENT|2H|0.70-0.85', rules],
      ['AUTO_INTENT|1H|0.70-0.85', { ...rules, tickValueMicroPat: 9_999 }],
      ['HOME_INTENT|2H|0.00-0.50', picky],
    ] as const) {
      this.send(FIRST_OPERATOR_ACCOUNT, 'defineContract', { contract, rules: terms });
    }
    for (const [contractId, windowStartMs] of [
      [1, START_MS],
      [2, START_MS + MINUTE_MS],
      [3, START_MS - 30 * MINUTE_MS],
      [2, START_MS - MINUTE_MS],
    ] as const) {
      this.send(FIRST_OPERATOR_ACCOUNT, 'openSeries', { contractId, windowStartMs });
    }
  }

  /** Windows that open one after the other, in a phase that trades them before; buyers have little more than their margins. */
  private lookAhead(): void {
    const facts = this.send(FIRST_OPERATOR_ACCOUNT, 'setPhase', { phase: 2, reason: 'model' });
    const asked = facts.find(({ type }) => type === 'PARAMETER_REQUEST');
    if (asked !== undefined) {
      const answer = { parameterRequestId: Number(asked.request), reason: 'model' };
      this.send(OPERATORS[1] as number, 'approveParameter', answer);
    }
    for (const minutes of [30, 40, 50, 60, 90, 120]) {
      const windowStartMs = START_MS + minutes * MINUTE_MS;
      const contractId = minutes % 20 === 0 ? 3 : 1;
      this.send(FIRST_OPERATOR_ACCOUNT, 'openSeries', { contractId, windowStartMs });
      const seriesId = this.driver.reference.world.series.length;
      for (const providerId of PROVIDERS) {
        this.send(providerId, 'mintRights', { seriesId, quantityLots: 30 });
      }
    }
    this.impoverish(CONSUMERS, SOME);
    this.impoverish(CONSUMERS.slice(0, 1), SOME / 10);
  }

  /** Some accounts keep only so much. */
  private impoverish(accounts: readonly number[], keeps: number): void {
    const { world } = this.driver.reference;
    for (const targetAccountId of accounts) {
      const amountMicroPat = Number(world.balance(`available:${targetAccountId}`)) - keeps;
      this.send(FIRST_OPERATOR_ACCOUNT, 'withdraw', { targetAccountId, amountMicroPat });
    }
  }

  private mintRights(): void {
    for (const providerId of PROVIDERS) {
      for (const segment of ['AUTO_INTENT', 'HOME_INTENT']) {
        const confidence = { providerId, segment, confidencePpm: 750_000 };
        this.send(FIRST_OPERATOR_ACCOUNT, 'setConfidence', confidence);
        const attestedUntilMs = START_MS + (providerId === PROVIDERS[0] ? 8 * DAY_MS : 0);
        const capacity = { providerId, segment, capacityLots: 600, attestedUntilMs };
        this.send(FIRST_OPERATOR_ACCOUNT, 'escrowCapacity', capacity);
      }
      for (const seriesId of [1, 3, 4])
        this.send(providerId, 'mintRights', { seriesId, quantityLots: 60 });
    }
  }
}

/** Fields of a command with a body. */
export function fieldsOf<N extends ColdKind>(
  name: N,
  body: Omit<ColdBodies[N], 'clientRequestId'>,
): Partial<Command> {
  return { kind: kindOf(name), body: body as ColdBodies[N] };
}
