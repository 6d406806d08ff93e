// Catches numbers on the page of Sigma Market that the code does not give, and a tier, refusal or rule the page does not name.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  alarmProbability,
  averageRunLength,
  BUNDLE_GATES,
  capacityOf,
  dsrOf,
  headroom,
  type Measure,
  minimumTrackRecord,
  psrOf,
  RISK_STATEMENTS,
  rated,
  SIGNAL_REFUSALS,
  seatLimit,
  simulateFalseAlarms,
  TIER_TERMS,
  TIERS,
  timeWarpDistance,
  trustScore,
} from '../../src/sigma/index.js';
import { documented } from './documented.js';

const page = readFileSync(new URL('../../docs/sigma-market.md', import.meta.url), 'utf8');
const shown = (measure: Measure, digits = 4): string =>
  measure.status === 'RATED' ? measure.value.toFixed(digits) : measure.reason;
const part = (value: number): Measure => rated({ name: '', formula: '', source: '' }, value, {});

function workedTable(): string {
  const fund = { sharpe: 0.458, observations: 24, skewness: -2.448, kurtosis: 10.164 };
  const daily = { sharpe: 2.5 / Math.sqrt(250), observations: 1_250, skewness: -3, kurtosis: 10 };
  const variance = 0.5 / 250;
  const monthly = { sharpe: 2 / Math.sqrt(12), observations: 60, skewness: -0.72, kurtosis: 5.78 };
  const { limit, capacity } = capacityOf({
    grossReturnPerYear: 0.3,
    linearDragPerYear: 0.05,
    assets: [
      {
        asset: 'A',
        tradesPerYear: 100,
        tradeShare: 0.5,
        dailyVolatility: 0.03,
        averageDailyVolume: 50e6,
      },
    ],
  });
  const [live, sim] = [
    [0.01, 0.02, -0.01, 0.03],
    [0.012, 0.019, -0.006, 0.03],
  ];
  const distance = timeWarpDistance(live, sim, 1);
  const trust = trustScore({
    deflatedSharpe: part(0.95),
    stability: part(0.8),
    headroom: part(0.5),
    parity: part(0),
  });
  const alarms = simulateFalseAlarms({ runs: 10_000, weeks: 52, seed: 3 });
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const use = { usedCapital: 1e6, unaffiliatedPaidSeats: 12 };
  const rows = [
    ['PSR(0)', '24 months, SR 0.458, γ3 −2.448, γ4 10.164', shown(psrOf(fund, 0))],
    [
      'minimum track record',
      'SR 2 against 1 a year, monthly, γ3 −0.72, γ4 5.78',
      `${(Number(shown(minimumTrackRecord(monthly, 1 / Math.sqrt(12)), 6)) / 12).toFixed(2)} years`,
    ],
    [
      'DSR',
      '1,250 days, SR 2.5 a year, γ3 −3, γ4 10, V ½ a year, N 100',
      shown(dsrOf(daily, { trials: 100, variance })),
    ],
    ['DSR', 'the same with N 46', shown(dsrOf(daily, { trials: 46, variance }))],
    [
      'K_max',
      'α 30 %, a 5 %, 100 trades a year of half the capital, σ 3 %, ADV 50 million',
      shown(limit, 0),
    ],
    ['K*', 'the same; 2.5 % of a day binds', shown(capacity, 0)],
    ['seats', '100,000 each', shown(seatLimit(capacity, 100_000), 0)],
    ['headroom', '1 million used by 12 unaffiliated seats', shown(headroom(capacity, use))],
    [
      'DTW',
      'live 1, 2, −1, 3 %, Sim 1.2, 1.9, −0.6, 3 %; a year',
      ((distance / 4) * 52).toFixed(4),
    ],
    ['trust', 'DSR 0.95, stability 0.8, headroom 0.5, parity 0', shown(trust, 1)],
    ['weeks to a false alarm', 'average', averageRunLength(0).toFixed(0)],
    [
      'weeks to an alarm',
      'average, after a loss of one deviation a week',
      averageRunLength(1).toFixed(1),
    ],
    [
      'weeks to an alarm',
      'average, after a loss of half a deviation a week',
      averageRunLength(0.5).toFixed(1),
    ],
    ['downgraded in a year without drift', 'by Markov chain', percent(alarmProbability(0, 52))],
    ['downgraded in a year without drift', '10,000 simulated', percent(alarms.downgradedShare)],
    ['delisted in a year without drift', '10,000 simulated', percent(alarms.delistedShare)],
  ];
  const lines = [['number', 'of', 'value'], ['---', '---', '---:'], ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

describe('docs/sigma-market.md', () => {
  it('shows the numbers that the code gives', () => {
    const table = workedTable();
    expect(documented('worked', table)).toBe(table);
  });

  it('names every gate, refusal, tier and what each gets', () => {
    for (const name of [...BUNDLE_GATES, ...Object.keys(SIGNAL_REFUSALS)]) {
      expect(page, name).toContain(name);
    }
    for (const tier of TIERS) {
      const { delayMs, readsPerMinute, pushesPerMinute, assetsMax, hasWebhooks, readersPerSeat } =
        TIER_TERMS[tier];
      const cells = [
        tier,
        delayMs === 0 ? '0' : `${delayMs / 3_600_000} h`,
        readsPerMinute.toLocaleString('en'),
        pushesPerMinute.toLocaleString('en'),
        assetsMax ?? 'all',
        hasWebhooks ? 'yes' : 'no',
        readersPerSeat,
      ];
      expect(page).toContain(`| ${cells.join(' | ')} |`);
    }
    expect(new Set(RISK_STATEMENTS.map(({ id }) => id)).size).toBe(RISK_STATEMENTS.length);
  });

  it('has the section every measure names as its source', () => {
    for (const name of [
      'Stability',
      'Capacity',
      'Parity',
      'Trust',
      'Risk band',
      'Regime stability',
      'Sigma Sim variance',
      'Disclosure completeness',
      'Drift',
      'Contribution',
    ]) {
      expect(page).toContain(`## ${name}\n`);
    }
  });
});
