/**
 * Is anything wrong, since when, what does it cost, what may I do: all checks, the worst first, and how each reads when it is
 * well. Since when is what the journal says, or else when this process first saw it.
 */
import { lastCommand, WatchView } from '../../reader/index.js';
import type { ChannelState } from '../alerts/alert-desk.js';
import type { Source } from '../context.js';
import type { Check, Facts, Finding } from './check.js';
import { alertChannels } from './checks/alerts.js';
import { disputes, overdue, waiting } from './checks/deliveries.js';
import { collateral, dailyLoss, exposure, lapse } from './checks/exposure.js';
import {
  certificate,
  clock,
  commits,
  disk,
  engine,
  follower,
  ledger,
  reader,
  sessions,
  snapshots,
  stores,
} from './checks/machine.js';
import { settlement } from './checks/settlement.js';
import { halts, kills, protections, quoter } from './checks/stops.js';
import type { EngineFacts } from './engine-facts.js';

/** Every check, the gravest first: of two that found something the earlier one is shown first. */
export const CHECKS: readonly Check[] = [
  ...[ledger, engine, disk, kills, halts, protections, quoter, dailyLoss, exposure, lapse],
  ...[
    certificate,
    disputes,
    collateral,
    overdue,
    settlement,
    clock,
    stores,
    commits,
    follower,
    reader,
  ],
  ...[snapshots, sessions, alertChannels, waiting],
];

export interface NowItem extends Omit<Finding, 'sinceMs'> {
  /** Tells it from everything else that is wrong, for as long as it lasts. */
  readonly key: string;
  readonly checkId: string;
  readonly sinceMs: number;
  /** Its paragraph in the guide. */
  readonly runbook: string;
}

export interface NowReading {
  readonly checkId: string;
  readonly name: string;
  readonly reading: string;
  readonly state: 'well' | 'wrong' | 'unwatched';
}

export interface Now {
  readonly items: readonly NowItem[];
  readonly readings: readonly NowReading[];
}

/** How long an answer holds: several who look at once cost what one does. */
const HOLD_MS = 200;

export class NowBoard {
  private readonly nowMs: () => number;
  private readonly engine: () => EngineFacts | undefined;
  private readonly channels: () => readonly ChannelState[] | undefined;
  /** When each finding that lasts was seen first. */
  private seen = new Map<string, number>();
  private last: { readonly atMs: number; readonly source: Source; readonly now: Now } | undefined;

  constructor(
    nowMs: () => number,
    engine: () => EngineFacts | undefined,
    channels: () => readonly ChannelState[] | undefined,
  ) {
    this.nowMs = nowMs;
    this.engine = engine;
    this.channels = channels;
  }

  look(source: Source): Now {
    const nowMs = this.nowMs();
    const { last } = this;
    if (last?.source.reader === source.reader && Math.abs(nowMs - last.atMs) < HOLD_MS)
      return last.now;
    const now = this.lookAt(
      factsOf(source, { engine: this.engine(), channels: this.channels() }, nowMs),
    );
    this.last = { atMs: nowMs, source, now };
    return now;
  }

  private lookAt(facts: Facts): Now {
    const seen = new Map<string, number>();
    const items: NowItem[] = [];
    const readings: NowReading[] = [];
    for (const { id: checkId, name, look } of CHECKS) {
      const looked = look(facts);
      if (looked === undefined) {
        readings.push({ checkId, name, reading: 'not watched from here', state: 'unwatched' });
        continue;
      }
      const { reading, findings } = looked;
      readings.push({ checkId, name, reading, state: findings.length === 0 ? 'well' : 'wrong' });
      for (const { key, sinceMs, ...finding } of findings) {
        const name = `${checkId}/${key}`;
        const firstMs = this.seen.get(name) ?? facts.nowMs;
        seen.set(name, firstMs);
        const runbook = `/guide/operations#${checkId}`;
        items.push({ checkId, key: name, ...finding, sinceMs: sinceMs ?? firstMs, runbook });
      }
    }
    this.seen = seen;
    const grave = (item: NowItem): number => (item.severity === 'bad' ? 0 : 1);
    return { items: items.sort((a, b) => grave(a) - grave(b)), readings };
  }
}

function factsOf(source: Source, told: Pick<Facts, 'engine' | 'channels'>, nowMs: number): Facts {
  const { market, reader: history, venue } = source;
  return {
    ...{ source, ...told, nowMs, venueMs: venue.timeMs },
    rule: (name, otherwise) => venue.parameterIn(1, name) ?? otherwise,
    watch: new WatchView(history.core),
    last: (kind, isWanted) => lastCommand(history.database, kind, isWanted),
    nameOf: (seriesId) => market.series(seriesId)?.series ?? `series ${seriesId}`,
  };
}
