/** What the engine's thread tells the reader of its own process, so that it can be seen beside what the journal says. */
import type { EngineFacts } from '../../api/index.js';
import type { BrokerDesk } from '../../broker/index.js';
import type { Desk } from '../../desk/index.js';
import type { Sequencer } from '../../engine/log/index.js';
import type { GatewayMetrics } from '../../gateway/index.js';
import type { DiskWatch } from '../exchange/disk-watch.js';
import type { VenueClock } from '../exchange/venue-clock.js';

export interface FactSources {
  readonly sequencer: Pick<Sequencer, 'isAccepting' | 'durableSequence' | 'lastCommitMs'>;
  readonly gateway: { readonly metrics: Pick<GatewayMetrics, 'sessions'> };
  readonly broker: Pick<BrokerDesk, 'status'> | undefined;
  readonly clock: Pick<VenueClock, 'wallAheadMs'>;
  readonly disk: Pick<DiskWatch, 'free' | 'isLow'>;
  readonly desk: Pick<Desk, 'facts'>;
  /** Until when the certificate counts; undefined without TLS. */
  readonly certificateEndsMs: (() => number) | undefined;
  readonly bounds: { readonly diskReserveBytes: number; readonly sessionsMax: number };
}

export function engineFactsOf(sources: FactSources, atMs: number): EngineFacts {
  const { sequencer, gateway, broker, clock, disk, desk, bounds, certificateEndsMs } = sources;
  const facts = desk.facts();
  const { settlement } = facts ?? {};
  return {
    atMs,
    isAccepting: sequencer.isAccepting,
    durableSequence: sequencer.durableSequence,
    lastCommitMs: sequencer.lastCommitMs,
    clockAheadMs: Math.round(clock.wallAheadMs),
    disk: { freeBytes: disk.free, reserveBytes: bounds.diskReserveBytes, isLow: disk.isLow },
    gateway: { sessions: gateway.metrics.sessions, sessionsMax: bounds.sessionsMax },
    ...(certificateEndsMs === undefined ? {} : { certificateEndsMs: certificateEndsMs() }),
    ...(broker === undefined ? {} : { quoter: quoterFacts(broker) }),
    ...(facts === undefined ? {} : { desk: facts }),
    ...(settlement === undefined ? {} : { settlement }),
  };
}

function quoterFacts(broker: Pick<BrokerDesk, 'status'>): NonNullable<EngineFacts['quoter']> {
  const { halt, troubledSeries, quoter } = broker.status();
  const { tradingTodayMicroPat, decayTodayMicroPat } = quoter;
  return { halt, troubledSeries, tradingTodayMicroPat, decayTodayMicroPat };
}
