/**
 * The sections of `npm run bench`: which program each one starts, and how what it prints becomes rows. Every program
 * checks its own work and ends with a failure when a figure is void; a section then throws.
 */
import { median, runJson } from './child.js';
import type { DeepLevelResult } from './core/deep-level.js';
import { type LatencyResult, PERCENTILES } from './core/latency-result.js';
import type { CoreMeasurement } from './core/measure.js';
import type { PartsResult } from './core/parts.js';
import { EXTENTS, PARTS } from './core/player.js';
import type { JournalResult } from './engine/log/journal.bench.js';
import type { TransportResult } from './gateway/transport.bench.js';
import type { Row } from './row.js';
import type { CodecRow } from './schema/codec.bench.js';
import type { UpgradeResult } from './upgrade/main.js';

export interface Section {
  readonly name: string;
  /** The command below dist/bench. `isQuick` asks for the least that shows that it works. */
  command(isQuick: boolean): readonly [program: string, ...args: string[]];
  rows(printed: readonly never[]): readonly PlainRow[];
}

type PlainRow = Omit<Row, 'section'>;
type Loop = Readonly<Record<'depth' | 'rate' | 'perSecond' | 'p50Ms' | 'p99Ms', number>> & {
  readonly loop: 'closed' | 'warm-up' | 'open';
  readonly server: string;
  /** Of the exchange in a closed loop. */
  readonly ordersPerFrame?: number;
};

const COMMANDS = 'commands/s';
const ORDERS = 'orders/s';
const MESSAGES = 'M messages/s';

interface YardstickResult {
  readonly hashes: number;
  readonly worst_mps: number;
  readonly worst_median_mps: number;
  readonly cold_worst_mps: number;
  readonly core_worst_mps: number;
  readonly core_worst_median_mps: number;
  readonly peer: Readonly<Record<string, number>>;
}

function yardstickRows([result]: readonly YardstickResult[]): PlainRow[] {
  const found = result as YardstickResult;
  const [what = '', value = Number.NaN] = Object.entries(found.peer)[0] ?? [];
  const against = { what, value };
  const ceiling = { what: 'bare book', value: found.worst_mps };
  const unit = MESSAGES;
  // The peer stops after some seconds of a workload, which flatters it: see yardstick/main.js --help.
  return [
    { what: 'with the published hash', value: found.hashes, unit: 'report streams' },
    { what: 'bare book, slowest workload, fastest play', value: found.worst_mps, unit, against },
    { what: 'the same, median', value: found.worst_median_mps, unit, against },
    { what: 'the same, compiling included', value: found.cold_worst_mps, unit, against },
    {
      what: 'whole core, slowest workload, fastest play',
      value: found.core_worst_mps,
      unit,
      against,
      ceiling,
    },
    { what: 'the same, median', value: found.core_worst_median_mps, unit, against },
  ];
}

function coreRows(results: readonly CoreMeasurement[]): PlainRow[] {
  const [bare, encoded, full] = EXTENTS;
  const told = new Map<string, string>([
    [encoded, 'encoded for the journal'],
    [full, 'in sealed frames'],
  ]);
  const fastest = (what: string, name: string, seriesCount: number, extent: string) => {
    const found = results.find(
      (one) => one.name === name && one.seriesCount === seriesCount && one.extent === extent,
    );
    return found && { what, value: found.commandsPerSecond };
  };
  return results
    .filter(({ extent }) => told.has(extent))
    .flatMap(({ name, seriesCount, extent, commandsPerSecond: value, medianCommandsPerSecond }) => {
      const what = `${name}, ${seriesCount} series, ${told.get(extent)}, fastest play`;
      const against = seriesCount === 1 ? undefined : fastest('1 series', name, 1, extent);
      const ceiling = fastest('no encoding, no frames', name, seriesCount, bare);
      return [
        { what, value, unit: COMMANDS, against, ceiling },
        { what: 'the same, median', value: medianCommandsPerSecond, unit: COMMANDS },
      ];
    });
}

const partsRows = (results: readonly PartsResult[]): PlainRow[] =>
  results.flatMap(({ name, seriesCount, nanosUpTo }) => [
    ...PARTS.map((part, i) => ({
      what: `${name}, ${seriesCount} series: ${part}`,
      value: (nanosUpTo[i] as number) - (nanosUpTo[i - 1] ?? 0),
      unit: 'ns a command',
    })),
    { what: 'together', value: nanosUpTo.at(-1) as number, unit: 'ns a command' },
  ]);

function latencyRows([result]: readonly LatencyResult[]): PlainRow[] {
  const { micros, idleMicros } = result as LatencyResult;
  return PERCENTILES.map((percentile, i) => ({
    what: percentile === 100 ? 'most' : `p${percentile}`,
    value: micros[i] as number,
    unit: 'µs',
    ceiling: { what: 'a loop that only reads the clock', value: idleMicros[i] as number },
  }));
}

function deepLevelRows(results: readonly DeepLevelResult[]): PlainRow[] {
  const [first] = results;
  return results.map(({ depth, cancelsPerSecond }) => ({
    what: `cancels in a level of ${depth.toLocaleString('en-US')} orders`,
    value: cancelsPerSecond / 1e6,
    unit: 'M cancels/s',
    against: { what: 'the shallowest', value: (first as DeepLevelResult).cancelsPerSecond / 1e6 },
  }));
}

type RecoveryResult = Readonly<
  Record<
    | 'replayedCommands'
    | 'flowReplayCommandsPerSecond'
    | 'flowReplaySustainedPerSecond'
    | 'replayCommandsPerSecond'
    | 'replaySustainedPerSecond'
    | 'restingOrders'
    | 'startFromSnapshotSeconds'
    | 'columnBytesPerRestingOrder'
    | 'snapshotMegabytes',
    number
  >
>;

function recoveryRows([result]: readonly RecoveryResult[]): PlainRow[] {
  const r = result as RecoveryResult;
  const replaySeconds = r.replayedCommands / r.replayCommandsPerSecond;
  const orders = r.restingOrders.toLocaleString('en-US');
  return [
    {
      what: 'replay of a flow, every check on',
      value: r.flowReplayCommandsPerSecond,
      unit: COMMANDS,
    },
    {
      what: 'the same after its first 100,000 commands',
      value: r.flowReplaySustainedPerSecond,
      unit: COMMANDS,
    },
    {
      what: `replay of ${orders} resting orders`,
      value: r.replayCommandsPerSecond,
      unit: COMMANDS,
    },
    {
      what: 'the same after its first 100,000 commands',
      value: r.replaySustainedPerSecond,
      unit: COMMANDS,
    },
    {
      what: `start from a snapshot, ${orders} resting orders`,
      value: r.startFromSnapshotSeconds,
      unit: 's',
      against: { what: 'replay of the same', value: replaySeconds },
    },
    { what: 'columns per resting order', value: r.columnBytesPerRestingOrder, unit: 'bytes' },
    { what: 'snapshot', value: r.snapshotMegabytes, unit: 'MB' },
  ];
}

function loopRows(loops: readonly Loop[]): PlainRow[] {
  const rows: PlainRow[] = [];
  for (const one of loops.filter(({ server }) => server === 'exchange')) {
    const beside = (server: string) =>
      loops.find(
        (other) =>
          other.server === server &&
          other.loop === one.loop &&
          other.depth === one.depth &&
          other.rate === one.rate,
      ) as Loop;
    const [journal, echo] = [beside('journal'), beside('echo')];
    const compared = (field: 'perSecond' | 'p50Ms' | 'p99Ms') => ({
      value: one[field],
      against: { what: 'raw bytes made durable', value: journal[field] },
      ceiling: { what: 'echo', value: echo[field] },
    });
    const head = headOf(one);
    if (one.loop === 'closed') {
      rows.push({ what: head, unit: ORDERS, ...compared('perSecond') });
      const value = beside('commits').perSecond;
      rows.push({ what: `raw commits of ${one.depth} orders, no socket`, value, unit: ORDERS });
      const perFrame = one.ordersPerFrame ?? Number.NaN;
      rows.push({ what: `${head}, a frame of the journal`, value: perFrame, unit: 'orders' });
    }
    rows.push({ what: `${head}, p50`, unit: 'ms', ...compared('p50Ms') });
    rows.push({ what: `${head}, p99`, unit: 'ms', ...compared('p99Ms') });
  }
  return rows;
}

function headOf({ loop, depth, rate }: Loop): string {
  if (loop === 'closed') return `closed loop, depth ${depth}`;
  return loop === 'open' ? `open loop, ${rate}/s` : `warm-up of the open loop, ${rate}/s`;
}

type FanOutResult = Readonly<
  Record<
    | 'subscribers'
    | 'series'
    | 'ordersPerSecond'
    | 'framesPerSecond'
    | 'megabytesPerSecond'
    | 'exchangeCores'
    | 'orderP99Ms',
    number
  >
>;

function fanOutRows([result]: readonly FanOutResult[]): PlainRow[] {
  const r = result as FanOutResult;
  const what = `${r.subscribers} subscribers, ${r.series} series each, ${r.ordersPerSecond} orders/s`;
  const ceiling = { what: 'engine thread', value: 1 };
  return [
    { what, value: r.framesPerSecond, unit: 'frames/s' },
    { what: 'the same', value: r.megabytesPerSecond, unit: 'MB/s' },
    { what: 'the same, processor', value: r.exchangeCores, unit: 'cores', ceiling },
    { what: 'the same, order to report, p99', value: r.orderP99Ms, unit: 'ms' },
  ];
}

interface HostileResult {
  readonly attack: string;
  readonly framesPerSecond: number;
  readonly connectionsPerSecond: number;
  readonly megabytesPerSecond: number;
  readonly p99Ms: Readonly<Record<'venue' | 'sink' | 'quiet', number>>;
}

const hostileRows = (results: readonly HostileResult[]): PlainRow[] =>
  results.flatMap(({ attack, p99Ms, ...sent }) => {
    const [frames, connections] = [sent.framesPerSecond, sent.connectionsPerSecond].map(Math.round);
    const what = `an honest order while one sends ${attack}, p99`;
    const against = { what: 'the same bytes to a sink', value: p99Ms.sink };
    const ceiling = { what: 'nobody hostile', value: p99Ms.quiet };
    return [
      { what, value: p99Ms.venue, unit: 'ms', against, ceiling },
      {
        what: `sent meanwhile, in ${frames} frames/s over ${connections} connections/s`,
        value: sent.megabytesPerSecond,
        unit: 'MB/s',
      },
    ];
  });

interface CostResult {
  readonly perFrame: number;
  readonly sequencerMicros: number;
  readonly withGatewayMicros: number;
}

const costRows = (results: readonly CostResult[]): PlainRow[] =>
  results.slice(-1).map(({ perFrame, sequencerMicros, withGatewayMicros }) => ({
    what: `an order from bytes to bytes, ${perFrame} a message`,
    value: withGatewayMicros,
    unit: 'µs of processor',
    against: { what: 'sequencer and core alone', value: sequencerMicros },
  }));

const transportRows = (results: readonly TransportResult[]): PlainRow[] =>
  results
    .filter(({ transport }) => transport === 'uws')
    .map(({ depth, messagesPerSecond: value }) => {
      const ws = results.find((other) => other.transport === 'ws' && other.depth === depth);
      const against = ws && { what: 'ws', value: ws.messagesPerSecond };
      return {
        what: `echo through uWebSockets.js, depth ${depth}`,
        value,
        unit: 'messages/s',
        against,
      };
    });

const journalRows = (results: readonly JournalResult[]): PlainRow[] =>
  results
    .filter(({ mode }) => mode === 'blocking')
    .map(({ measure, load, commandsPerSecond, p99Ms }) => {
      const beside = (mode: string) =>
        results.find(
          (one) => one.measure === measure && one.load === load && one.mode === mode,
        ) as JournalResult;
      if (measure === 'open loop') {
        const against = { what: 'awaited', value: beside('awaited').p99Ms };
        return { what: `${load} commands/s fall due, p99`, value: p99Ms, unit: 'ms', against };
      }
      const against = { what: 'awaited', value: beside('awaited').commandsPerSecond };
      const plain = beside('plain file').commandsPerSecond;
      const ceiling = { what: 'plain file and fdatasync', value: plain };
      return {
        what: `commits of ${load} commands`,
        value: commandsPerSecond,
        unit: COMMANDS,
        against,
        ceiling,
      };
    });

const codecRows = (results: readonly CodecRow[]): PlainRow[] =>
  results.map(({ name, handWrittenPerSecond, protobufjsPerSecond }) => ({
    what: name,
    value: handWrittenPerSecond / 1e6,
    unit: MESSAGES,
    against: { what: 'protobufjs', value: protobufjsPerSecond / 1e6 },
  }));

type NamedRow = Omit<PlainRow, 'what'> & { readonly name: string };

const namedRows = (results: readonly NamedRow[]): PlainRow[] =>
  results.map(({ name, ...row }) => ({ what: name, ...row }));

interface BacktestResult {
  readonly commands: number;
  readonly commandsPerProcessorSecond: number;
  readonly bestPerProcessorSecond: number;
  readonly commandsPerSecond: number;
}

function backtestRows([result]: readonly BacktestResult[]): PlainRow[] {
  const { commands, commandsPerSecond, ...rates } = result as BacktestResult;
  const against = { what: 'asked', value: 500_000 };
  const what = `backtest of ${commands.toLocaleString('en-US')} commands, a core`;
  const unit = COMMANDS;
  return [
    { what: `${what}, median`, value: rates.commandsPerProcessorSecond, unit, against },
    { what: 'the same, best round', value: rates.bestPerProcessorSecond, unit },
    { what: 'the same by the clock, median', value: commandsPerSecond, unit },
  ];
}

interface SettlementEngineResult {
  readonly settling: Readonly<Record<'p50Ms' | 'p99Ms' | 'p999Ms', number>>;
  /** With settlement less without, by round, ascending. */
  readonly p99MovedMs: readonly number[];
  readonly without: Readonly<Record<'p50Ms' | 'p99Ms' | 'p999Ms', number>>;
}

function settlementEngineRows([result]: readonly SettlementEngineResult[]): PlainRow[] {
  const { settling, without, p99MovedMs } = result as SettlementEngineResult;
  const rows: PlainRow[] = (['p50Ms', 'p99Ms', 'p999Ms'] as const).map((field) => ({
    what: `order to ack while batches settle, ${field.slice(0, -2)}`,
    value: settling[field],
    unit: 'ms',
    against: { what: 'the same without settlement', value: without[field] },
  }));
  const [least = 0, most = 0] = [p99MovedMs[0], p99MovedMs.at(-1)];
  const range = `${least.toFixed(1)} to ${most.toFixed(1)} by round`;
  rows.push({ what: `p99 moved by settlement (${range})`, value: median(p99MovedMs), unit: 'ms' });
  return rows;
}

interface NettingResult {
  readonly movements: number;
  readonly accounts: number;
  readonly totalMs: number;
  readonly totalCpuMs: number;
  readonly postingMs: number;
}

function nettingRows([result]: readonly NettingResult[]): PlainRow[] {
  const { movements, accounts, totalMs, totalCpuMs, postingMs } = result as NettingResult;
  const [many, of] = [movements, accounts].map((count) => count.toLocaleString('en-US'));
  const what = `netting of ${many} movements over ${of} accounts, and their tree`;
  const against = { what: 'posting them', value: postingMs };
  return [
    { what, value: totalMs, unit: 'ms', against },
    { what: 'the same', value: totalCpuMs, unit: 'ms of processor' },
  ];
}

interface GasResult {
  readonly gasPerAccount: { readonly oneRow: Readonly<Record<string, number>> };
  readonly netted: {
    readonly trades: number;
    readonly gasPerTrade: { readonly neighbours: number; readonly apart: number };
  };
  readonly transferGasPerTrade: { readonly toHolder: number; readonly pulledFromAllowance: number };
}

function gasRows([result]: readonly GasResult[]): PlainRow[] {
  const { gasPerAccount, netted, transferGasPerTrade: transfer } = result as GasResult;
  const unit = 'gas';
  const tradeOf = (accounts: 'neighbours' | 'apart') => ({
    what: `a trade of ${netted.trades.toLocaleString('en-US')} in a batch, accounts ${accounts}`,
    value: netted.gasPerTrade[accounts],
    unit,
  });
  const transferEach = { what: 'a transfer each', value: transfer.toHolder };
  const pullEach = { what: 'a pull each', value: transfer.pulledFromAllowance };
  return [
    ...Object.entries(gasPerAccount.oneRow).map(([accounts, value]) => ({
      what: `an account in a batch of ${accounts}`,
      value,
      unit,
    })),
    { ...tradeOf('neighbours'), against: transferEach },
    { ...tradeOf('apart'), against: transferEach },
    { ...tradeOf('apart'), against: pullEach },
  ];
}

function section<T>(
  name: string,
  full: readonly [program: string, ...args: string[]],
  quick: readonly string[],
  rows: (printed: readonly T[]) => readonly PlainRow[],
): Section {
  const command = (isQuick: boolean) => (isQuick ? ([full[0], ...quick] as const) : full);
  return { name, command, rows };
}

const [, , FULL_EXTENT] = EXTENTS;
const QUICK_CORE = ['--workload', 'trade-heavy', '--series', '1', '--extent', FULL_EXTENT];
/** The peer slows down as its book fills: playing the beginning alone flatters it, and saves minutes. */
const YARDSTICK = ['yardstick/main.js', '--runs', '3', '--peer-seconds', '3'] as const;
const QUICK_YARDSTICK = ['--workload', 'static', '--runs', '1', '--peer-seconds', '1'];

function upgradeRows([result]: readonly UpgradeResult[]): PlainRow[] {
  const found = result as UpgradeResult;
  const { restingOrders, accounts, carriedBytesPerOrder } = found;
  const what = `a plain start from a snapshot`;
  const of = `${restingOrders} resting orders, ${accounts} accounts`;
  return [
    {
      what: `upgrade, ${of}`,
      ...{ value: found.upgradeSeconds, unit: 's' },
      against: { what, value: found.startSeconds },
    },
    {
      what: 'the same, processor time',
      ...{ value: found.upgradeCpuSeconds, unit: 's' },
      against: { what, value: found.startCpuSeconds },
    },
    {
      what: 'the same, peak memory',
      ...{ value: found.upgradePeakMib, unit: 'MiB' },
      against: { what, value: found.startPeakMib },
    },
    { what: 'carried', value: carriedBytesPerOrder, unit: 'bytes/order' },
  ];
}

export const SECTIONS: readonly Section[] = [
  section('yardstick', YARDSTICK, QUICK_YARDSTICK, yardstickRows),
  section('core', ['core/main.js', '--runs', '3'], QUICK_CORE, coreRows),
  section('parts', ['core/parts.js'], ['trade-heavy', '1'], partsRows),
  section('latency', ['core/latency.js', 'normal', '1'], ['trade-heavy', '1'], latencyRows),
  section('deep level', ['core/deep-level.js'], [], deepLevelRows),
  section('recovery', ['core/recovery.js'], [], recoveryRows),
  section('start', ['start/main.js', '5'], ['1'], namedRows),
  section('upgrade', ['upgrade/main.js'], ['2000', '200'], upgradeRows),
  section('e2e', ['e2e/main.js', '5'], ['0.3'], loopRows),
  section('hostile', ['hostile/main.js', '1.5', '5'], ['0.5', '1'], hostileRows),
  section('fan-out', ['e2e/fan-out.js', '5'], ['1'], fanOutRows),
  section('gateway', ['gateway/cost.bench.js', '256', '3'], ['256', '1'], costRows),
  section('transport', ['library.js', 'transport', '2'], ['transport', '0.2'], transportRows),
  section('journal', ['library.js', 'journal', '2'], ['journal', '0.2'], journalRows),
  section('quoting', ['library.js', 'quoting', '3000'], ['quoting', '200'], namedRows),
  section('broker', ['library.js', 'broker'], ['broker'], namedRows),
  section(
    'backtest',
    ['backtest/main.js', '--seconds', '60', '--rounds', '9'],
    ['--seconds', '5', '--rounds', '1'],
    backtestRows,
  ),
  section('gas', ['settlement/gas.js'], [], gasRows),
  section('netting', ['settlement/netting.js'], ['50000', '5000'], nettingRows),
  section(
    'settlement',
    ['settlement/engine.js', '5', '3', '10000'],
    ['1', '1', '100'],
    settlementEngineRows,
  ),
  section('reader', ['reader/main.js', '5', '5'], ['0.5', '1'], namedRows),
  section('ingest', ['ingest/main.js', '60', '3'], ['1', '1'], namedRows),
  section('ingest large', ['ingest/main.js', '2000', '1', 'large'], ['1', '1', 'large'], namedRows),
  section('catalog', ['catalog/main.js', '1000,10000,100000', '60'], ['1000', '3'], namedRows),
  section('schema', ['library.js', 'schema', '500'], ['schema', '20'], codecRows),
];

/** Runs a section's program and reads its rows. */
export function runSection(one: Section, isQuick: boolean): Row[] {
  const [program, ...args] = one.command(isQuick);
  const printed = runJson<never>(program, args);
  return one.rows(printed).map((row) => ({ section: one.name, ...row }));
}
