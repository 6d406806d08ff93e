// Goal: catch surveillance that misses those who fool the market in the simulation, names those who do not, or makes a case a minute of one
// who goes on.
import { beforeAll, describe, expect, it } from 'vitest';
import {
  EVENT,
  type EventLog,
  ORDER_ACCEPTED,
  ORDER_CANCELED,
  QUOTE_REQUEST,
  SERIES_FIELD as S,
  TRADE,
} from '../../src/engine/core/index.js';
import {
  type AttackKind,
  PATX_PLAN,
  type SimulationRow,
  SMALL_SCENARIO,
  simulate,
} from '../../src/simulation/index.js';
import { type CaseKind, Surveillance } from '../../src/surveillance/index.js';

const LABELS: readonly (readonly [AttackKind, CaseKind])[] = [
  ['wash', 'WASH'],
  ['spoof', 'SPOOFING'],
  ['mint', 'MINT_AND_DUMP'],
];
const scenario = {
  ...SMALL_SCENARIO,
  contracts: SMALL_SCENARIO.contracts.slice(0, 1),
  days: 2,
};
const attacked: (readonly [CaseKind, SimulationRow])[] = [];
const honest: SimulationRow[] = [];

beforeAll(() => {
  for (const seed of [1, 2]) {
    for (const [kind, label] of LABELS) {
      const plan = PATX_PLAN;
      const terms = { kind, lots: 10, accounts: 1 };
      attacked.push([
        label,
        simulate({ scenario, seed, plan, attack: { ...terms, isHonest: false } }),
      ]);
      honest.push(simulate({ scenario, seed, plan, attack: { ...terms, isHonest: true } }));
    }
  }
}, 300_000);

describe('labelled attacks', () => {
  it('are found, each as what it is', () => {
    const missed = attacked.filter(
      ([label, { cases, attackers }]) =>
        !cases.some(
          ({ kind, accounts }) => kind === label && accounts.some((a) => attackers.includes(a)),
        ),
    );
    expect(missed.map(([label, { seed }]) => `${label} ${seed}`)).toEqual([]);
  });

  it('are all that is found: nobody else is named, nor who only wants the same', () => {
    const named = attacked.flatMap(([, { cases, attackers }]) =>
      cases.filter(({ accounts }) => !accounts.some((a) => attackers.includes(a))),
    );
    expect(named).toEqual([]);
    expect(honest.flatMap(({ cases }) => cases)).toEqual([]);
  });

  it('are few cases, not one a minute', () => {
    for (const [, { cases }] of attacked) expect(cases.length).toBeLessThanOrEqual(8);
  });
});

describe('what the simulation does not do', () => {
  const MINUTE = 60_000;
  const END_MS = 1_000 * MINUTE;
  const series = { get: (_id: number, field: number) => (field === S.endMs ? END_MS : 10_000) };
  const watch = (): Surveillance => new Surveillance({ state: { series } } as never);
  const log = (type: number, words: number, fields: Readonly<Record<number, number>>): EventLog => {
    const w = new Float64Array(words);
    w[0] = type;
    for (const [at, value] of Object.entries(fields)) w[Number(at)] = value;
    return { words: w, length: words } as unknown as EventLog;
  };
  const trade = (maker: number, taker: number, priceTicks: number): EventLog =>
    log(EVENT.TRADE, TRADE.words, {
      [TRADE.makerAccount]: maker,
      [TRADE.takerAccount]: taker,
      [TRADE.series]: 1,
      [TRADE.priceTicks]: priceTicks,
      [TRADE.lots]: 1,
      [TRADE.takerSide]: 1,
    });

  it('trades off the mark in the last minutes are a case, at the mark or earlier they are none', () => {
    const kinds = (fromMs: number, priceTicks: number): string[] => {
      const one = watch();
      for (let i = 0; i < 4; i += 1) one.read(trade(20 + i, 30, priceTicks), fromMs + i * 1_000);
      return one.cases.map(({ kind }) => kind);
    };
    expect(kinds(END_MS - 2 * MINUTE, 12_000)).toEqual(['CLOSE']);
    expect(kinds(END_MS - 2 * MINUTE, 10_100)).toEqual([]);
    expect(kinds(END_MS - 60 * MINUTE, 12_000)).toEqual([]);
  });

  it('orders of one lot taken back within seconds by the hundred are a case, and so are requests by the dozen', () => {
    const one = watch();
    for (let i = 1; i <= 150; i += 1) {
      const order = { [ORDER_ACCEPTED.account]: 9, [ORDER_ACCEPTED.orderId]: i };
      const rest = { [ORDER_ACCEPTED.series]: 1, [ORDER_ACCEPTED.lots]: 1 };
      one.read(log(EVENT.ORDER_ACCEPTED, ORDER_ACCEPTED.words, { ...order, ...rest }), i * 10_000);
      const gone = { [ORDER_CANCELED.account]: 9, [ORDER_CANCELED.orderId]: i };
      const left = { [ORDER_CANCELED.series]: 1, [ORDER_CANCELED.lots]: 1 };
      one.read(
        log(EVENT.ORDER_CANCELED, ORDER_CANCELED.words, { ...gone, ...left }),
        i * 10_000 + 2_000,
      );
    }
    expect(one.cases.map(({ kind, accounts }) => [kind, ...accounts])).toEqual([['PINGING', 9]]);
    for (let i = 0; i < 60; i += 1) {
      const asks = { [QUOTE_REQUEST.accountId]: 8, [QUOTE_REQUEST.series]: 1 };
      one.read(log(EVENT.QUOTE_REQUEST, QUOTE_REQUEST.words, asks), 2_000_000 + i * 1_000);
    }
    expect(one.cases.map(({ kind }) => kind)).toEqual(['PINGING', 'FISHING']);
  });

  it('the broker, and who takes at once or not at all, is never a case', () => {
    const one = watch();
    for (let i = 0; i < 300; i += 1) one.read(trade(1, 30, 12_000), END_MS - MINUTE + i);
    expect(one.cases).toEqual([]);
  });
});
