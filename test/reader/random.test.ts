/**
 * Catches history that is wrong or not whole after anything that can happen to a venue: random commands of every kind, under
 * roomy and tiny stores, with money from operators and from a chain. What the rows add up to is compared with the state the
 * same journal leads to, and a history that was interrupted with one that was not.
 *
 * PATX_RUNS sets the number of runs of each, PATX_SEED their seed.
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  AccountView,
  type Database,
  type HistoryReader,
  MarketView,
} from '../../src/reader/index.js';
import { type Action, actionArb, chainArb, tradingArb } from '../engine/core/model/action.js';
import { run } from '../engine/core/model/actions.js';
import { LIMITS, PARAMETERS, Scenario } from '../engine/core/model/scenario.js';
import { digestOf, followed, newPath } from './histories.js';
import { journalOf, ListSource } from './journals.js';

const RUNS = Number(process.env.PATX_RUNS ?? 1);
const SEED = Number(process.env.PATX_SEED ?? 1);
const ACTIONS = 250;

const CASES = [
  ['roomy', actionArb],
  ['trades', tradingArb],
  ['deliveries', actionArb],
  ['auctions', tradingArb],
  ['chain', chainArb],
] as const;

const numbers = (database: Database, sql: string): number[][] =>
  database
    .prepare(sql)
    .rows([])
    .map((row) => row.map(Number));

/** What every account has, once by its movements and once by the state. */
function compareMoney({ core, database }: HistoryReader): void {
  const accounts = new AccountView(core);
  const sums = numbers(
    database,
    `SELECT account_id, sum(cash_micro_pat), sum(pending_micro_pat), sum(collateral_micro_pat), sum(escrow_micro_pat)
     FROM movements GROUP BY account_id ORDER BY account_id`,
  );
  const states: number[][] = [];
  for (let id = 1; id <= accounts.count; id += 1) {
    const b = accounts.balance(id);
    const cash = b.availableMicroPat + b.reservedMicroPat;
    const row = [id, cash, b.pendingMicroPat, b.collateralMicroPat, b.escrowMicroPat];
    if (row.slice(1).some((value) => value !== 0) || sums.some(([one]) => one === id)) {
      states.push(row);
    }
  }
  expect(sums).toEqual(states);
}

/** The open orders of the history are those of the state. */
function compareOrders({ core, database }: HistoryReader): void {
  const accounts = new AccountView(core);
  const open = numbers(
    database,
    `SELECT account_id, order_id, open_lots, filled_lots, price_ticks FROM orders
     WHERE state = 'OPEN' AND account_id > 1 ORDER BY account_id, order_id`,
  );
  const live: number[][] = [];
  for (let id = 2; id <= accounts.count; id += 1) {
    const orders = accounts.openOrders(id).sort((a, b) => a.orderId - b.orderId);
    for (const { orderId, openLots, filledLots, priceTicks } of orders) {
      live.push([id, orderId, openLots, filledLots, priceTicks]);
    }
  }
  expect(open).toEqual(live);
}

/** Lots of rights by what happened to them are the counts of the series. */
function compareRights({ core, database }: HistoryReader): void {
  const market = new MarketView(core);
  const lots = (seriesId: number, ...actions: readonly number[]): number => {
    const list = actions.join(',');
    const sql = `SELECT coalesce(sum(quantity_lots), 0) FROM rights WHERE series_id = ${seriesId} AND action IN (${list})`;
    return numbers(database, sql)[0]?.[0] ?? 0;
  };
  for (let id = 1; id <= market.seriesCount; id += 1) {
    const series = market.series(id);
    expect(lots(id, 1), `minted of series ${id}`).toBe(series?.mintedLots);
    expect(lots(id, 4, 5), `lapsed of series ${id}`).toBe(series?.lapsedLots);
    const delivered = `SELECT coalesce(sum(quantity_lots), 0) FROM deliveries WHERE series_id = ${id} AND state = 4`;
    expect(numbers(database, delivered)[0]?.[0], `delivered of ${id}`).toBe(series?.deliveredLots);
  }
}

/** Every trade has a fill of each of its parties, busted as it is. */
function compareFills({ database }: HistoryReader): void {
  const trades = numbers(
    database,
    `SELECT series_id, trade_id, quantity_lots, busted_sequence, maker_account_id, taker_account_id FROM trades
     ORDER BY 1, 2`,
  );
  const fills = numbers(
    database,
    `SELECT m.series_id, m.trade_id, m.quantity_lots, m.busted_sequence, m.account_id, t.account_id
     FROM fills m JOIN fills t USING (series_id, trade_id)
     WHERE m.liquidity = 'MAKER' AND t.liquidity = 'TAKER' AND m.side + t.side = 3
       AND m.busted_sequence = t.busted_sequence ORDER BY 1, 2`,
  );
  expect(fills).toEqual(trades);
}

/** Candles of every width are the trades that stand, summed by nobody else's code. */
function compareCandles({ database }: HistoryReader): void {
  for (const widthS of [1, 60, 300, 3_600, 86_400]) {
    const ms = widthS * 1_000;
    const expected = numbers(
      database,
      `SELECT series_id, time_ms / ${ms} * ${ms}, sum(quantity_lots), count(*), max(price_ticks), min(price_ticks)
       FROM trades WHERE busted_sequence = 0 GROUP BY 1, 2 ORDER BY 1, 2`,
    );
    const candles = numbers(
      database,
      `SELECT series_id, start_ms, volume_lots, trade_count, high_ticks, low_ticks
       FROM candles WHERE width_s = ${widthS} AND trade_count > 0 ORDER BY 1, 2`,
    );
    expect(candles).toEqual(expected);
  }
}

test.each(CASES)(
  'random histories, %s',
  async (limits, actionOf) => {
    const sizes = LIMITS[limits] as (typeof LIMITS)[string];
    const sampled = fc.sample(
      fc.array(actionOf as fc.Arbitrary<Action>, { minLength: ACTIONS, maxLength: ACTIONS }),
      { numRuns: RUNS, seed: SEED },
    );
    let rows = 0;
    for (const actions of sampled) {
      const frames = journalOf(() => {
        const scenario = new Scenario(sizes, PARAMETERS[limits], limits === 'chain');
        for (const action of actions) run(scenario, action);
      }, sizes);
      const reader = await followed(new ListSource(frames));
      expect(reader.status().unexplainedMovements).toBe(0);
      compareMoney(reader);
      compareOrders(reader);
      compareRights(reader);
      compareCandles(reader);
      compareFills(reader);
      const counted = 'SELECT (SELECT count(*) FROM trades) + (SELECT count(*) FROM movements)';
      rows += numbers(reader.database, counted)[0]?.[0] ?? 0;
      reader.close();
      const path = newPath();
      for (const share of [0.2, 0.5, 0.51, 0.9]) {
        await digestOf(new ListSource(frames, Math.ceil(frames.length * share)), path);
      }
      expect(await digestOf(new ListSource(frames), path)).toEqual(
        await digestOf(new ListSource(frames)),
      );
    }
    expect(rows).toBeGreaterThan(10);
  },
  60_000 + RUNS * 30_000,
);
