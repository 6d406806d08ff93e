/**
 * Who comes to the market, when, and at what price, drawn once for a seed: Poisson arrivals by thinning, the same for
 * every broker. What somebody does depends on the quotes met; that they come, and what they would pay, does not.
 */
import { Chance } from '../values/index.js';
import { DAY_MS, HOUR_MS, type Scenario, type Season, SIM_START_MS } from './scenario.js';

export const ARRIVAL = { BUY: 1, SELL: 2, INFORMED: 3 } as const;

export interface Arrival {
  readonly atMs: number;
  readonly kind: number;
  readonly contractIndex: number;
  readonly windowStartMs: number;
  readonly lots: number;
  /** Reservation price relative to the true value. */
  readonly limit: number;
  /** Which of the accounts of its kind comes. */
  readonly account: number;
  /** How long a buyer keeps what is bought. */
  readonly keepMs: number;
}

/** Busy by day, quiet by night, quieter on two days of seven: at most 1. */
export function activity(atMs: number): number {
  const hour = (atMs / HOUR_MS) % 24;
  const isWeekend = Math.floor((atMs - SIM_START_MS) / DAY_MS) % 7 >= 5;
  const day = 0.65 + 0.35 * Math.sin((2 * Math.PI * (hour - 8)) / 24);
  return isWeekend ? 0.6 * day : day;
}

/** All arrivals of a market, in the order of their times. */
export function drawArrivals(scenario: Scenario, seed: number): readonly Arrival[] {
  const arrivals: Arrival[] = [];
  const endMs = SIM_START_MS + scenario.days * DAY_MS;
  for (const [contractIndex, { contract, windowMs, fromDay = 0 }] of scenario.contracts.entries()) {
    for (let startMs = SIM_START_MS + fromDay * DAY_MS; startMs < endMs; startMs += DAY_MS) {
      const chance = new Chance(seed, `arrivals ${contract} ${startMs}`);
      const series = { contractIndex, windowStartMs: startMs };
      const untilMs = Math.min(endMs, startMs + windowMs);
      for (const kind of [ARRIVAL.BUY, ARRIVAL.SELL, ARRIVAL.INFORMED]) {
        const busiest = Math.max(1, ...scenario.seasons.map(({ factor }) => factor));
        const meanMs = windowMs / rateOf(scenario, kind) / busiest;
        let atMs = startMs;
        for (;;) {
          atMs += Math.ceil(chance.exponential(meanMs));
          if (atMs >= untilMs) break;
          const u = (atMs - startMs) / windowMs;
          // Interest falls with age; informed flow does not rest.
          const share = kind === ARRIVAL.INFORMED ? 1 : activity(atMs) * (1 - 0.5 * u);
          const season = seasonAt(scenario.seasons, kind, atMs);
          if (chance.uniform() >= (share * season) / busiest) continue;
          arrivals.push({ ...series, ...drawTerms(scenario, kind, chance), atMs, kind });
        }
      }
    }
  }
  return arrivals.sort((a, b) => a.atMs - b.atMs);
}

/** How many times as many come because of the season. */
function seasonAt(seasons: readonly Season[], kind: number, atMs: number): number {
  const day = (atMs - SIM_START_MS) / DAY_MS;
  let factor = 1;
  for (const season of seasons) {
    const isOfKind = kind === (season.kind === 'BUY' ? ARRIVAL.BUY : ARRIVAL.SELL);
    if (isOfKind && day >= season.fromDay && day < season.untilDay) factor *= season.factor;
  }
  return factor;
}

function rateOf(scenario: Scenario, kind: number): number {
  if (kind === ARRIVAL.BUY) return scenario.buysPerWindow;
  return kind === ARRIVAL.SELL ? scenario.sellsPerWindow : scenario.informedPerWindow;
}

function drawTerms(
  { elasticity, enter, meanBuyLots, meanSellLots, exerciseHours }: Scenario,
  kind: number,
  chance: Chance,
): Pick<Arrival, 'lots' | 'limit' | 'account' | 'keepMs'> {
  const reach = chance.exponential(1 / elasticity);
  return {
    lots: chance.count(kind === ARRIVAL.SELL ? meanSellLots : meanBuyLots),
    // A price of nothing or less is nobody's reservation.
    limit: kind === ARRIVAL.SELL ? Math.max(0.05, 2 - enter - reach) : enter + reach,
    account: chance.index(1 << 20),
    keepMs: Math.ceil(chance.exponential(exerciseHours * HOUR_MS)),
  };
}
