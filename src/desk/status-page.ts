/**
 * What the desk shows over HTTP: `/healthz`, `/status`, `/metrics`, `/settlement`, and the broker's P&L by cause as `/pnl`
 * and as a stream of server-sent events, `/pnl/stream`. Everything is of the follower's state, which only ever holds what is
 * durable, or of engine numbers posted after they were.
 *
 * They are there before the exchange is open, and say so: `/healthz` answers 200 only when it is, and the other pages answer
 * 503 while there is no state to show.
 */
import { type ServerType, serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { type AttributionReader, attributionReport, totalOf } from '../attribution/index.js';
import {
  type Core,
  OPERATOR_ACTIONS,
  PROTECTION_FIELD,
  SERIES_FIELD,
  type State,
} from '../engine/core/index.js';
import { boundConnections, PATIENCE } from '../http/index.js';
import { formatSeriesKey, KILL_SCOPE, SERIES_STATE } from '../values/index.js';
import { fillMetrics, fillStatus } from './fill-report.js';
import type { EngineMetrics, Stage } from './messages.js';
import type { DeskSettlement } from './settlement.js';

/** How far the exchange is, and what there is to show of it so far. */
export interface StatusHost {
  readonly stage: () => Stage;
  /** undefined: nothing is followed yet. */
  readonly source: () => StatusSource | undefined;
}

export interface StatusSource {
  readonly core: Core;
  readonly startedAtMs: number;
  readonly nowMs: () => number;
  /** Last sequence on disk. */
  readonly durableSequence: () => number;
  readonly lastSnapshotSequence: () => number;
  /** Snapshots that were not written since the start, for want of room or for another reason. */
  readonly snapshotsFailed: () => number;
  readonly engine: () => EngineMetrics | undefined;
  /** The broker's P&L since this process began to follow. */
  readonly attribution: AttributionReader;
  /** undefined: the venue settles on no chain. */
  readonly settlement: () => DeskSettlement | undefined;
}

export interface StatusServer {
  readonly port: number;
  /** Ends the streams and closes; resolves when nobody is connected any more. */
  close(): Promise<void>;
}

type Answer = Response | Promise<Response>;

/** Time between looks for something new to stream. */
const STREAM_MS = 1_000;

/** A part from one place, so that nobody alone keeps the operator from his pages. */
const CONNECTIONS = { connectionsMax: 256, perPlaceMax: 64 };

/** Farther behind than this the follower is not healthy. */
const LAG_COMMANDS_MAX = 1_000_000;
const STATE_NAMES = Object.fromEntries(
  Object.entries(SERIES_STATE).map(([name, state]) => [state, name]),
);
const KILL_NAMES = Object.fromEntries(
  Object.entries(KILL_SCOPE).map(([name, scope]) => [scope, name]),
);

/** What the root names, so that nobody has to guess. */
const PAGES = ['/healthz', '/status', '/settlement', '/pnl', '/pnl/stream', '/metrics'];

/** Serves the pages; resolves with the server and the port it listens on. */
export async function serveStatus(
  host: StatusHost,
  hostname: string,
  port: number,
): Promise<StatusServer> {
  const app = new Hono();
  let isOpen = true;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'patx_desk_' });
  const gauges = new Map<string, Gauge>();
  const page = (path: string, answer: (c: Context, source: StatusSource) => Answer): void => {
    app.get(path, (c) => {
      const source = host.source();
      return source === undefined ? c.json({ status: host.stage() }, 503) : answer(c, source);
    });
  };
  app.get('/', (c) => c.json({ pages: PAGES }));
  page('/healthz', (c, source) => {
    const followerLag = source.durableSequence() - source.core.state.sequence;
    const stage = host.stage();
    const status = stage !== 'open' ? stage : followerLag <= LAG_COMMANDS_MAX ? 'ok' : 'behind';
    return c.json({ status, followerLag }, status === 'ok' ? 200 : 503);
  });
  page('/status', (c, source) => c.json({ status: host.stage(), ...statusOf(source) }));
  page('/settlement', (c, source) => {
    const settlement = source.settlement();
    return settlement === undefined ? c.json({ state: 'NONE' }, 404) : c.json(settlement.view());
  });
  page('/pnl', (c, { attribution, core }) => c.json(attributionReport(attribution, core)));
  page('/pnl/stream', (c, { attribution, core }) =>
    streamSSE(c, async (stream) => {
      for (let told = -1; isOpen && !stream.aborted; await stream.sleep(STREAM_MS)) {
        const { sequence } = core.state;
        if (sequence === told) continue;
        told = sequence;
        const { series: _series, ...report } = attributionReport(attribution, core);
        await stream.writeSSE({ id: String(sequence), data: JSON.stringify(report) });
      }
    }),
  );
  page('/metrics', async (c, source) => {
    for (const [name, value] of Object.entries(metricsOf(source))) {
      let gauge = gauges.get(name);
      if (gauge === undefined) {
        gauge = new Gauge({
          name: `patx_${name}`,
          help: name.replaceAll('_', ' '),
          registers: [registry],
        });
        gauges.set(name, gauge);
      }
      gauge.set(value);
    }
    return c.body(await registry.metrics(), 200, { 'content-type': registry.contentType });
  });
  return await new Promise((resolve, reject) => {
    const options = { fetch: app.fetch, hostname, port, serverOptions: PATIENCE };
    const server = serve(options, (info) => {
      resolve({ port: info.port, close: () => closed(server) });
    });
    server.once('error', reject);
    boundConnections(server, CONNECTIONS);
  });

  async function closed(server: ServerType): Promise<void> {
    isOpen = false;
    const isClosed = new Promise<void>((resolve) => server.close(() => resolve()));
    // Who is connected and asks nothing, or only half, is not waited for.
    const cut = setTimeout(() => {
      if ('closeAllConnections' in server) server.closeAllConnections();
    }, STREAM_MS);
    await isClosed;
    clearTimeout(cut);
  }
}

function metricsOf(source: StatusSource): Record<string, number> {
  const { state } = source.core;
  const engine = source.engine();
  return {
    ...engine?.counters,
    ...engine?.gauges,
    durable_sequence: source.durableSequence(),
    follower_sequence: state.sequence,
    follower_lag_commands: source.durableSequence() - state.sequence,
    last_snapshot_sequence: source.lastSnapshotSequence(),
    snapshots_failed_total: source.snapshotsFailed(),
    live_orders: state.orders.liveCount,
    accounts: state.accounts.count,
    series: state.series.count,
    positions: state.positions.liveCount,
    deliveries_open: state.deliveries.liveCount,
    phase: state.registry.phase,
    kill_switches: state.registry.kills.length,
    ...fillMetrics(state),
    protections_tripped: protectionsOf(state).filter(({ tripped }) => tripped).length,
    ...totalOf(source.attribution),
    ...source.settlement()?.numbers(),
  };
}

/** How many people run the venue, as it was made, and whether what one must not do alone waits for a second. */
function operatorsOf({ state, changes }: Core): object {
  return {
    madeWith: state.registry.founders,
    secondPersonNeeded: changes.needsApproval(OPERATOR_ACTIONS),
  };
}

function statusOf(source: StatusSource): object {
  const { state } = source.core;
  const { registry, series } = state;
  const list = [];
  for (let id = 1; id <= series.count; id += 1) {
    const get = (field: number): number => series.get(id, field);
    const contract = registry.contract(get(SERIES_FIELD.contract))?.text ?? '';
    list.push({
      seriesId: id,
      series: formatSeriesKey(contract, get(SERIES_FIELD.startMs)),
      state: STATE_NAMES[get(SERIES_FIELD.state)],
      markTicks: get(SERIES_FIELD.markTicks),
      openOrders: get(SERIES_FIELD.openOrders),
      mintedLots: get(SERIES_FIELD.mintedLots),
      brokerLots: get(SERIES_FIELD.brokerLots),
      consumerLots: get(SERIES_FIELD.consumerLots),
      deliveredLots: get(SERIES_FIELD.deliveredLots),
    });
  }
  return {
    venue: registry.venue,
    phase: registry.phase,
    epoch: registry.epoch,
    coreVersion: registry.coreVersion,
    operators: operatorsOf(source.core),
    globalKilled: registry.globalKilled,
    kills: registry.kills.map(({ killScope, targetId, authorId, reason }) => ({
      scope: KILL_NAMES[killScope],
      targetId,
      liveOrders: source.core.kills.liveOrders(killScope, targetId),
      authorId,
      reason,
    })),
    protections: protectionsOf(state),
    durableSequence: source.durableSequence(),
    asOfSequence: state.sequence,
    asOfTime: new Date(state.timeMs).toISOString(),
    lastSnapshotSequence: source.lastSnapshotSequence(),
    stores: fillStatus(state),
    takesNewWork: source.engine()?.gauges.disk_is_low !== 1,
    uptimeSeconds: Math.round((source.nowMs() - source.startedAtMs) / 1000),
    series: list,
  };
}

/** Makers that are protected: their limits, what they traded in the window, and whether that was too much. */
function protectionsOf(state: State) {
  const { protections, accounts, timeMs } = state;
  const list = [];
  for (let row = 1; row <= protections.highWater; row += 1) {
    const get = (field: keyof typeof PROTECTION_FIELD): number =>
      protections.get(row, PROTECTION_FIELD[field]);
    if (get('account') === 0) continue;
    protections.count(row, timeMs);
    const { fills, lots, deltaMicroPat } = protections;
    list.push({
      accountId: get('account'),
      windowMs: get('windowMs'),
      maxFills: get('maxFills'),
      maxQuantityLots: get('maxLots'),
      maxDeltaMicroPat: get('maxDeltaMicroPat'),
      tripped: accounts.isTripped(get('account')),
      ...{ fills, quantityLots: lots, deltaMicroPat },
    });
  }
  return list;
}
