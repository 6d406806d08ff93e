/**
 * Programs of colluding accounts: lists of small moves by two to six accounts of one mind, played against a broker that
 * quotes one fair price for ever and nobody else, and what they made of it.
 *
 * A move is a row of numbers, so that a program can be made at random, changed a little, and printed.
 */
import {
  BROKER_ACCOUNT,
  BUCKET,
  DELIVERY_FIELD as D,
  FEES_ACCOUNT,
  FIRST_OPERATOR_ACCOUNT,
  INSURANCE_ACCOUNT,
  POSITION_FIELD as P,
} from '../../src/engine/core/index.js';
import { ACCOUNT_ROLE, type ContractRules, SIDE } from '../../src/values/index.js';
import { DAY_MS, RULES, START_MS, TestVenue } from '../support/venue.js';
import { accept, equityAtCost, letMint, moneyOf, openAccount, runOut, sell } from './colluders.js';

export type Move = readonly [kind: number, a: number, b: number, price: number, lots: number];
export interface Program {
  readonly providers: number;
  readonly consumers: number;
  readonly moves: readonly Move[];
}
export interface Result {
  /** Of the accounts together, the broker's data at what they paid, less what the broker owed for what it bought. */
  readonly gainMicroPat: number;
  /** The deepest the broker's equity at cost fell below where it began, a positive number. */
  readonly drawdownMicroPat: number;
}

const OPERATOR = FIRST_OPERATOR_ACCOUNT;
/** Prices around the broker's, in ticks. */
const PRICES = [40, 80, 94, 95, 96, 100, 104, 105, 106, 120, 160];
const LOTS = [1, 2, 3, 5, 8];
const HOURS = [0.5, 1, 2, 12, 24, 72];
/** Marks collateral follows, in ticks: of a broker that believes something else than what it quotes. */
const MARKS = [20, 60, 100, 150, 220, 300];
const REVIEW_MS = 600_000;
const HOUR_MS = 3_600_000;
const FAIR_TICKS = 100;
const HALF_SPREAD_TICKS = 5;
const QUOTED_LOTS = 50;
const MINTED_LOTS = 200;
/** How to say a move; the index is its kind. */
const SAY = [
  'pair',
  'sell',
  'buy',
  'exercise',
  'accept',
  'notice',
  'wait',
  'withdraw',
  'mint',
  'opt out',
  'attest',
  'dispute',
  'mark',
  'review',
  'take out',
] as const;

/** Uniform numbers from a seed. */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0 || 1;
  }

  below(n: number): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * n);
  }
}

export function randomMove(chance: Chance): Move {
  // Trades among themselves and what follows from them come most often.
  const kind = chance.below(3) === 0 ? chance.below(SAY.length) : chance.below(6);
  return [
    kind,
    chance.below(6),
    chance.below(6),
    chance.below(PRICES.length),
    chance.below(LOTS.length),
  ];
}

export function randomProgram(chance: Chance): Program {
  const moves = Array.from({ length: 3 + chance.below(12) }, () => randomMove(chance));
  return { providers: 1 + chance.below(3), consumers: 1 + chance.below(3), moves };
}

/** A program a little different from another. */
export function changed({ providers, consumers, moves }: Program, chance: Chance): Program {
  const next = [...moves];
  const at = chance.below(next.length);
  const how = chance.below(5);
  if (how === 0) next.splice(at, 0, randomMove(chance));
  else if (how === 1 && next.length > 1) next.splice(at, 1);
  else if (how === 2) next.push(next[at] as Move);
  else if (how === 3) next[at] = randomMove(chance);
  else {
    const move = [...(next[at] as Move)] as [number, number, number, number, number];
    const field = 1 + chance.below(4);
    move[field] = randomMove(chance)[field] as number;
    next[at] = move;
  }
  return { providers, consumers, moves: next };
}

export function describeProgram({ providers, consumers, moves }: Program): string {
  const lines = moves.map(([kind, a, b, price, lots]) => {
    const terms = `${PRICES[price]} ticks, ${LOTS[lots]} lots, ${HOURS[a]} h`;
    return `  ${SAY[kind]} p${a % providers} c${b % consumers} (${terms})`;
  });
  return [`${providers} providers, ${consumers} consumers`, ...lines].join('\n');
}

/** Plays a program to its end, when every window and every service level is over. */
export function play(program: Program, rules: Partial<ContractRules>): Result {
  const scene = new Scene(program, rules);
  for (const move of program.moves) scene.play(move);
  return scene.end();
}

/** A venue in which a program is played. */
export class Scene {
  protected readonly venue = new TestVenue();
  protected readonly providers: readonly number[];
  protected readonly consumers: readonly number[];
  private readonly had: number;
  private readonly equity: number;
  private lowest = 0;
  /** What the providers have taken out of the venue. */
  private takenOut = 0;

  constructor({ providers, consumers }: Program, rules: Partial<ContractRules>) {
    const { venue } = this;
    venue.isChecked = false;
    for (const id of [BROKER_ACCOUNT]) {
      venue.send(OPERATOR, 'deposit', { targetAccountId: id, amountMicroPat: 100_000_000_000 });
    }
    venue.send(BROKER_ACCOUNT, 'moveCollateral', { amountMicroPat: 50_000_000_000 });
    const contract = 'AUTO_INTENT | 7D | 0.70–0.85';
    venue.send(OPERATOR, 'defineContract', { contract, rules: { ...RULES, ...rules } });
    venue.send(OPERATOR, 'openSeries', { contractId: 1, windowStartMs: START_MS });
    const open = (role: number, count: number) =>
      Array.from({ length: count }, () => openAccount(venue, role));
    this.providers = open(ACCOUNT_ROLE.PROVIDER, providers);
    this.consumers = open(ACCOUNT_ROLE.CONSUMER, consumers);
    for (const provider of this.providers) {
      letMint(venue, provider, 0);
      venue.send(provider, 'mintRights', { seriesId: 1, quantityLots: MINTED_LOTS });
    }
    this.had = this.money();
    this.equity = equityAtCost(venue.core);
    this.quote();
  }

  play([kind, a, b, price, lots]: Move): void {
    const { venue } = this;
    const provider = this.providers[a % this.providers.length] as number;
    const consumer = this.consumers[b % this.consumers.length] as number;
    const priceTicks = PRICES[price] as number;
    const quantityLots = LOTS[lots] as number;
    const order = { priceTicks, lots: quantityLots };
    switch (SAY[kind]) {
      case 'pair':
        sell(venue, provider, consumer, priceTicks, quantityLots);
        break;
      case 'sell':
        venue.order(provider, { side: SIDE.SELL, ...order });
        break;
      case 'buy':
        venue.order(consumer, { side: SIDE.BUY, ...order });
        break;
      case 'exercise':
        venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots });
        break;
      case 'accept':
        this.eachDelivery(D.consumer, consumer, (id) => accept(venue, consumer, id));
        break;
      case 'notice':
        this.eachDelivery(D.provider, provider, (deliveryId) => {
          const contentHash = new Uint8Array(32).fill(1);
          const said = { deliveryId, contentHash, location: 'https://data.example/records' };
          venue.send(provider, 'noticeDelivery', said);
          // It is there, or it is not.
          if (a % 2 === 0) {
            venue.send(FIRST_OPERATOR_ACCOUNT, 'proveDelivery', said);
          }
        });
        break;
      case 'wait':
        this.wait((HOURS[a] as number) * HOUR_MS);
        break;
      case 'withdraw':
        venue.send(provider, 'withdrawRights', { seriesId: 1, quantityLots });
        break;
      case 'mint':
        venue.send(provider, 'mintRights', { seriesId: 1, quantityLots });
        break;
      case 'opt out':
        venue.send(consumer, 'setAutoExercise', { seriesId: 1, enabled: a % 2 === 0 });
        break;
      case 'attest':
        venue.send(provider, 'escrowCapacity', {
          ...{ providerId: 0, segment: 'AUTO_INTENT', capacityLots: 10_000 },
          attestedUntilMs: START_MS + 30 * DAY_MS,
        });
        break;
      case 'mark':
        venue.send(BROKER_ACCOUNT, 'markUpdate', {
          marks: [
            { seriesId: 1, markTicks: MARKS[b] as number, sigmaPpm: 0, thinnessPpm: 1_000_000 },
          ],
        });
        break;
      case 'review':
        // Half a day at most, in the steps collateral is reviewed in.
        for (let ms = Math.min(12, HOURS[a] as number) * HOUR_MS; ms > 0; ms -= REVIEW_MS) {
          this.step();
        }
        break;
      case 'take out': {
        const { ledger } = venue.core.state;
        const left = lots * 1_000_000;
        const amountMicroPat = ledger.available(provider) - left;
        if (amountMicroPat <= 0) break;
        venue.send(OPERATOR, 'withdraw', { targetAccountId: provider, amountMicroPat });
        this.takenOut += venue.core.state.ledger.available(provider) === left ? amountMicroPat : 0;
        break;
      }
      default:
        this.eachDelivery(D.consumer, consumer, (deliveryId) =>
          venue.send(consumer, 'disputeDelivery', { deliveryId, reason: 'none' }),
        );
    }
    this.quote();
    this.look();
  }

  end(): Result {
    const { venue } = this;
    this.runOut();
    this.ruleAll();
    venue.advance(DAY_MS);
    venue.check();
    this.look();
    // Nobody else is there: what the accounts and the venue's own have together moved only with the broker.
    const { ledger } = venue.core.state;
    const at = (id: number) => ledger.balance(ledger.bucket(id, BUCKET.AVAILABLE));
    const taken = at(FEES_ACCOUNT) + at(INSURANCE_ACCOUNT);
    const broker = equityAtCost(venue.core) - this.equity;
    const all = this.money() - this.had + broker + taken + this.others();
    if (all !== 0) throw new Error(`${all} micro-PAT came from nowhere`);
    return { gainMicroPat: this.money() - this.had + broker, drawdownMicroPat: 0 - this.lowest };
  }

  /** Some time passes at once. */
  protected wait(ms: number): void {
    this.venue.timeMs += ms;
    for (let i = 0; i < 4; i += 1) this.venue.send(0, 'advanceTime', {});
  }

  /** As long as to the next review of collateral. */
  protected step(): void {
    this.venue.timeMs += REVIEW_MS;
    this.venue.send(0, 'advanceTime', {});
  }

  /** Every window and every service level ends. */
  protected runOut(): void {
    runOut(this.venue);
  }

  /** What anybody else gained. */
  protected others(): number {
    return 0;
  }

  /** Whether an operator upholds the dispute of a delivery that is still disputed at the end. */
  protected isUpheld(_deliveryId: number): boolean {
    return true;
  }

  protected ruleAll(): void {
    const disputed: number[] = [];
    this.eachDelivery(0, 0, (id) => disputed.push(id));
    for (const deliveryId of disputed) {
      const upheld = this.isUpheld(deliveryId);
      this.venue.send(OPERATOR, 'ruleDispute', { deliveryId, upheld, reason: 'test' });
    }
  }

  /** Every delivery under way of a party, 0: of anybody, as one small move handles them all. */
  protected eachDelivery(party: number, account: number, each: (id: number) => unknown): void {
    const { deliveries } = this.venue.core.state;
    for (let slot = 1; slot <= deliveries.highWater; slot += 1) {
      if (deliveries.get(slot, D.state) === 0) continue;
      if (account === 0 || deliveries.get(slot, party) === account) each(deliveries.idOf(slot));
    }
  }

  private look(): void {
    this.lowest = Math.min(this.lowest, equityAtCost(this.venue.core) - this.equity);
  }

  private money(): number {
    return this.takenOut + moneyOf(this.venue.core, [...this.providers, ...this.consumers]);
  }

  /** The broker's two prices, as long as the series is open. */
  private quote(): void {
    const { venue } = this;
    const { positions } = venue.core.state;
    const position = positions.find(BROKER_ACCOUNT, 1);
    const held = position === 0 ? 0 : positions.get(position, P.heldLots);
    const level = (priceTicks: number, quantityLots: number) =>
      quantityLots === 0 ? [] : [{ priceTicks, quantityLots }];
    venue.send(BROKER_ACCOUNT, 'massQuote', {
      basedOnSequence: venue.core.state.sequence,
      quotes: [
        {
          seriesId: 1,
          bids: level(FAIR_TICKS - HALF_SPREAD_TICKS, QUOTED_LOTS),
          asks: level(FAIR_TICKS + HALF_SPREAD_TICKS, Math.min(QUOTED_LOTS, held)),
          validUntilMs: venue.timeMs + 7 * DAY_MS,
          factors: null,
        },
      ],
    });
  }
}
