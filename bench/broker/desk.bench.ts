/**
 * Speed of the broker's desk, all of its work in a turn: facts from events, pricing, fitting to the core's limits,
 * encoding, journaling and the core's own checks and matching of the quotes. A row that did not do the work it claims
 * is void: it throws.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { LmdbCommandLog } from '../../src/engine/log/index.js';
import { SIDE } from '../../src/values/index.js';
import type { Figure } from '../row.js';
import { pacedFills } from './paced.bench.js';
import { BenchVenue, CONSUMER } from './venue.js';

export interface BrokerRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly against?: Figure;
  readonly ceiling?: Figure;
}

/** What is asked of a fill's requote, and the rate it is asked at. */
const ASKED_MICROS = 200;
const ORDERS_PER_SECOND = 50_000;

function claim(holds: boolean, what: string): void {
  if (!holds) throw new Error(`void bench row: ${what}`);
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN;
}

/** A parameter change that moves every price: one turn that requotes and sends everything. */
async function fullRequote(seriesCount: number, rounds: number): Promise<BrokerRow[]> {
  const venue = await BenchVenue.open(seriesCount, seriesCount);
  const turnsMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    venue.nowMs += 100;
    const before = venue.desk.status().sent.quotes;
    venue.turnsMs.length = 0;
    venue.parameter('spread_base_ppm', 20_000 + 10_000 * (round % 2));
    await venue.settle();
    const sent = venue.desk.status().sent.quotes - before;
    // A few more: prices that dominance or the budget moved once more in the turns after.
    const isAll = sent >= seriesCount && sent < 1.1 * seriesCount;
    claim(isAll, `${sent} quotes sent for ${seriesCount} series`);
    turnsMs.push(venue.turnsMs[0] ?? Number.NaN);
  }
  claim(venue.desk.status().quotesRefused === 0, 'quotes were refused');
  const p50 = quantile(turnsMs, 0.5);
  return [
    { name: `turn that requotes ${seriesCount} series, p50`, value: p50, unit: 'ms' },
    { name: 'the same per series', value: (p50 * 1_000) / seriesCount, unit: 'µs' },
  ];
}

/** One fill a turn: how long the desk takes from the durable batch to the journaled requote. */
async function fillTurns(seriesCount: number, fills: number): Promise<BrokerRow[]> {
  const venue = await BenchVenue.open(seriesCount, 256);
  const before = venue.desk.status().sent.quotes;
  const turnsMs: number[] = [];
  let filled = 0;
  for (let index = 0; index < fills; index += 1) {
    const seriesId = 1 + ((index * 7_919) % seriesCount);
    const ask = venue.desk.quoter.decisionFor(seriesId)?.asks[0];
    if (ask === undefined) continue;
    if (index % 50 === 0) venue.nowMs += 1;
    venue.turnsMs.length = 0;
    venue.order({
      ...{ accountId: CONSUMER, seriesId, side: SIDE.BUY },
      priceTicks: ask.priceTicks,
      lots: 1,
    });
    await venue.settle();
    filled += 1;
    turnsMs.push(venue.turnsMs[0] ?? Number.NaN);
  }
  const sent = venue.desk.status().sent.quotes - before;
  claim(filled >= fills * 0.9, `${filled} fills of ${fills}`);
  claim(sent >= filled, `${sent} quotes sent for ${filled} fills`);
  return [
    { name: 'fill to journaled requote, p50', value: quantile(turnsMs, 0.5) * 1_000, unit: 'µs' },
    { name: 'fill to journaled requote, p99', value: quantile(turnsMs, 0.99) * 1_000, unit: 'µs' },
  ];
}

/** Fills among orders that fall due at a fixed rate: from due to the requote in its frame. */
async function pacedRequotes(seriesCount: number, seconds: number): Promise<BrokerRow[]> {
  const directory = mkdtempSync(join(tmpdir(), 'patx-broker-'));
  const journal = LmdbCommandLog.open({ directory });
  const venue = await BenchVenue.open(seriesCount, 256, journal);
  const rate = { seriesCount, ordersPerSecond: ORDERS_PER_SECOND, seconds };
  const { requoteMicros, appliedMicros, engineMicros } = await pacedFills(venue, rate);
  await journal.close();
  rmSync(directory, { recursive: true });
  claim(venue.desk.status().quotesRefused === 0, 'quotes were refused');
  const what = `fill due to journaled requote at ${ORDERS_PER_SECOND} orders/s`;
  const row = (percentile: 'p50' | 'p99' | 'p999'): BrokerRow => ({
    name: `${what}, ${percentile === 'p999' ? 'p99.9' : percentile}`,
    value: requoteMicros[percentile],
    unit: 'µs',
    ceiling: { what: 'the order due to applied', value: appliedMicros[percentile] },
  });
  const asked = { what: 'asked', value: ASKED_MICROS };
  const work = 'the same, time of the engine alone';
  return [
    row('p50'),
    row('p99'),
    row('p999'),
    { name: `${work}, p50`, value: engineMicros.p50, unit: 'µs' },
    { name: `${work}, p99`, value: engineMicros.p99, unit: 'µs', against: asked },
  ];
}

/** What the desk costs when it has nothing to do: events of others, and ticks. */
async function nothingToDo(seriesCount: number, orders: number): Promise<BrokerRow[]> {
  const venue = await BenchVenue.open(seriesCount, 256);
  const before = venue.desk.status().sent.commands;
  venue.turnsMs.length = 0;
  for (let round = 0; round < 20; round += 1) {
    for (let index = 0; index < orders; index += 1) {
      venue.order({
        ...{ accountId: CONSUMER, seriesId: 1 + (index % seriesCount), side: SIDE.BUY },
        priceTicks: 600,
        lots: 1,
      });
    }
    await venue.settle();
  }
  claim(venue.desk.status().sent.commands === before, 'the desk sent something');
  const perOrderNs = (quantile(venue.turnsMs, 0.5) * 1e6) / orders;
  const ticks = 100_000;
  const begunMs = performance.now();
  for (let index = 0; index < ticks; index += 1) venue.desk.tick(venue.nowMs);
  const perTickNs = ((performance.now() - begunMs) * 1e6) / ticks;
  return [
    { name: 'reading one order of others that does not trade', value: perOrderNs, unit: 'ns' },
    { name: 'tick with nothing due', value: perTickNs, unit: 'ns' },
  ];
}

/** Size and time of a checkpoint, and of the start from one. */
async function checkpoints(seriesCount: number): Promise<BrokerRow[]> {
  const venue = await BenchVenue.open(seriesCount, 256);
  const begunMs = performance.now();
  claim(venue.desk.checkpoint(venue.nowMs), 'the checkpoint was not journaled');
  const writtenMs = performance.now() - begunMs;
  const bytes = venue.core.state.registry.quoterCheckpoint.length / 2;
  return [
    { name: `checkpoint of ${seriesCount} series, written`, value: writtenMs, unit: 'ms' },
    { name: 'the same, size', value: bytes / 1_024, unit: 'KiB' },
  ];
}

/** Every row; about half a minute. */
export async function brokerBench(): Promise<BrokerRow[]> {
  return [
    // First, as in an exchange: only the first core of a process has its own machine code (ADR 17).
    ...(await pacedRequotes(1_000, 10)),
    ...(await fullRequote(1_000, 40)),
    ...(await fullRequote(5_000, 20)),
    ...(await fillTurns(1_000, 4_000)),
    ...(await nothingToDo(1_000, 1_000)),
    ...(await checkpoints(1_000)),
    ...(await checkpoints(5_000)),
  ];
}
