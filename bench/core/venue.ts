/**
 * A venue for measuring the core: a thousand funded accounts, buyers and sellers, over one or many open series, with
 * limits raised by parameter and no check left out.
 */
import {
  BROKER_ACCOUNT,
  CORE_VERSION,
  Core,
  FIRST_OPERATOR_ACCOUNT,
} from '../../src/engine/core/index.js';
import { raiseInliningBudget } from '../../src/engine/log/index.js';
import { CommandCodec } from '../../src/schema/index.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  COMMAND_KIND,
  type ColdBodies,
  type ColdKind,
  Command,
  type Limits,
} from '../../src/values/index.js';

export const START_MS = 1_780_272_000_000;
export const FIRST_ACCOUNT = 5;
export const PAIRS = 500;
const PRICE_TICKS_MAX = 1_000_000;
const MICRO_PAT_EACH = 2_000_000_000_000;
const LOTS_EACH = 1_000_000;

export const BENCH_LIMITS: Limits = {
  maxOrders: 1_200_000,
  maxAccounts: 2_048,
  maxSeries: 1_024,
  maxPositions: 1_048_576,
  maxObligations: 2_097_152,
  maxDeliveries: 1_024,
  maxIdSpaces: 2_048,
  outcomesPerIdSpace: 128,
  maxPricePages: 262_144,
  maxEntitlements: 1_024,
  maxBustableTrades: 65_536,
};

const RAISED: Readonly<Record<string, number>> = {
  max_order_share_ppm: 1_000_000_000_000,
  max_notional_micro_pat: 9_000_000_000_000_000,
  collar_cap_ppm: 1_000_000_000,
  collar_buy_ppm: 1_000_000_000,
  collar_floor_ppm: 0,
  collar_sell_ppm: 0,
  max_open_orders: 4_000_000,
  order_rate_per_second: 1_000_000_000,
  order_burst_count: 1_000_000_000,
};

/** Account of a buyer or seller by its number, 0 to PAIRS − 1. */
export const buyer = (number: number): number => FIRST_ACCOUNT + number * 2;
export const seller = (number: number): number => FIRST_ACCOUNT + number * 2 + 1;

/** A core with buyers, sellers and open series, ready to trade. */
export function benchVenue(seriesCount: number, limits: Limits = BENCH_LIMITS): Core {
  // As in production: the command line does it first.
  raiseInliningBudget();
  const core = new Core({ limits });
  for (const command of benchCommands(seriesCount, limits)) {
    core.events.clear();
    core.apply(command);
  }
  return core;
}

/** The commands that set the venue up. */
export function benchCommands(seriesCount: number, limits: Limits): Command[] {
  const commands: Command[] = [];
  const lastIds = new Map<number, number>();
  const send = <N extends ColdKind>(accountId: number, name: N, body: object): void => {
    const c = new Command();
    const id = (lastIds.get(accountId) ?? 0) + 1;
    lastIds.set(accountId, id);
    const constant = name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
    c.kind = COMMAND_KIND[constant as keyof typeof COMMAND_KIND];
    c.accountId = accountId;
    c.clientId = id;
    c.timeMs = START_MS;
    c.body = { clientRequestId: id, ...body } as unknown as ColdBodies[N];
    commands.push(asJournaled(c));
  };
  const operator = FIRST_OPERATOR_ACCOUNT;
  const key = new Uint8Array(32);
  send(0, 'initializeVenue', {
    venue: 'bench',
    brokerPublicKey: key,
    operatorPublicKey: key,
    limits,
    coreVersion: CORE_VERSION,
    furtherOperators: [],
  });
  for (const [name, value] of Object.entries(RAISED)) {
    send(operator, 'setParameter', {
      name,
      target: '',
      value,
      expectedVersion: 0,
      reason: 'bench',
      unset: false,
    });
  }
  send(operator, 'defineContract', {
    contract: 'AUTO_INTENT|7D|0.70-0.85',
    rules: {
      deliverable: 'segment records',
      deliveryMethod: 'pull',
      quotaPerLot: 1,
      tickValueMicroPat: 1,
      maxPriceTicks: PRICE_TICKS_MAX,
      maxOrderLots: LOTS_EACH,
      mintCapLots: LOTS_EACH * PAIRS,
      providerSharePpm: 1_000_000,
      makerFeePpm: 1_000,
      takerFeePpm: 2_000,
      royaltyPpm: 0,
      licensorAccountId: 0,
      penaltyMicroPat: 0,
      serviceLevelMs: 1_000,
      acceptanceMs: 1_000,
      disputeWindowMs: 0,
      minimumClass: 0,
      // The collateral of a mint covers this price, so sells need no more of it.
      referencePriceTicks: 100_000,
      licenceHash: key,
    },
  });
  for (let i = 0; i < seriesCount; i += 1) {
    send(operator, 'openSeries', { contractId: 1, windowStartMs: START_MS - i * 60_000 });
  }
  for (let i = 0; i < PAIRS * 2; i += 1) {
    const role = i % 2 === 0 ? ACCOUNT_ROLE.CONSUMER : ACCOUNT_ROLE.PROVIDER;
    const accountClass = ACCOUNT_CLASS.INSTITUTION;
    send(operator, 'openAccount', {
      role,
      accountClass,
      firmGroup: 0,
      publicKey: new Uint8Array(0),
      scopes: [],
      name: `a${i}`,
    });
    send(operator, 'deposit', {
      targetAccountId: FIRST_ACCOUNT + i,
      amountMicroPat: MICRO_PAT_EACH,
    });
  }
  send(operator, 'deposit', { targetAccountId: BROKER_ACCOUNT, amountMicroPat: MICRO_PAT_EACH });
  for (let i = 0; i < PAIRS; i += 1) mintAll(send, i, seriesCount);
  return commands;
}

/** The command as a replay sees it: a field its kind does not carry is not in the journal. */
function asJournaled(command: Command): Command {
  const codec = new CommandCodec();
  const bytes = new Uint8Array(codec.bytesMax(command));
  const read = new Command();
  codec.decodeBare(bytes, 0, codec.encodeBare(command, bytes, 0), read);
  read.timeMs = command.timeMs;
  return read;
}

function mintAll(
  send: (account: number, name: ColdKind, body: object) => void,
  number: number,
  seriesCount: number,
): void {
  const operator = FIRST_OPERATOR_ACCOUNT;
  const provider = seller(number);
  send(operator, 'setConfidence', {
    providerId: provider,
    segment: 'AUTO_INTENT',
    confidencePpm: 800_000,
  });
  send(provider, 'escrowCapacity', {
    providerId: 0,
    segment: 'AUTO_INTENT',
    capacityLots: LOTS_EACH * 10,
    attestedUntilMs: START_MS * 2,
  });
  // Only where the player has it sell, so that no offer lacks rights.
  const lots = LOTS_EACH / Math.max(1, seriesCount / PAIRS);
  for (let id = 1 + (number % seriesCount); id <= seriesCount; id += PAIRS) {
    send(seller(number), 'mintRights', { seriesId: id, quantityLots: lots });
  }
}
