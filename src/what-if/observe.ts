/** One pass over a journal: what it shows of its customers, and what the backtest needs to play it. Compared with its hashes. */
import { ID_SPACE_UNIT, ID_SPACES, type Recording, replayRecorded } from '../backtest/index.js';
import { type Core, type EventLog, SERIES_FIELD as S } from '../engine/core/index.js';
import type { Frame } from '../engine/log/index.js';
import type { Command } from '../values/index.js';
import type { Observed, Visit } from './observed.js';
import { Observer } from './observer.js';
import { QuotePaths } from './quote-paths.js';
import { RoomWatch } from './room.js';

/** Time after a trade whose moves count as adverse: only the backtest's own figures show it. */
const HORIZON_MS = 300_000;

export interface Observation {
  readonly recording: Recording;
  readonly observed: Observed;
}

/** @param progress told the sequence after each frame; may throw to stop */
export function observe(
  frames: Iterable<Frame>,
  progress: (sequence: number) => void = () => undefined,
): Observation {
  let core: Core | undefined;
  let observer: Observer | undefined;
  let paths: QuotePaths | undefined;
  let room: RoomWatch | undefined;
  const recording = replayRecorded(frames, HORIZON_MS, progress, (its) => {
    core = its;
    const seen = new Observer(its, ID_SPACE_UNIT);
    const kept = new QuotePaths(its);
    observer = seen;
    paths = kept;
    const watched = new RoomWatch(its);
    room = watched;
    return {
      before: (command: Command) => seen.before(command),
      after: (command: Command, events: EventLog, from: number) =>
        seen.after(command, events, from),
      passed: (timeMs: number) => {
        kept.look(timeMs);
        watched.look();
      },
    };
  });
  if (core === undefined || observer === undefined || paths === undefined || room === undefined) {
    throw new Error('the journal is empty');
  }
  const observed = observedOf(core, observer, paths, recording);
  return { recording, observed: { ...observed, needed: room.result() } };
}

function observedOf(
  { state }: Core,
  observer: Observer,
  paths: QuotePaths,
  { measured, tape }: Recording,
): Omit<Observed, 'needed'> {
  const { series } = state;
  const { visits, episodes } = observer;
  const undercuts = episodes.undercuts;
  for (const [index, { kind, index: at }] of episodes.last) {
    if ((episodes.all[index]?.leftLots ?? 1) > 0) continue;
    const last = kind === 'visit' ? visits[at] : undercuts[at];
    if (last !== undefined) last.isLast = true;
  }
  for (const [index, following] of episodes.following) {
    Object.assign(visits[index] as object, following);
  }
  const endMarkMicroPat = [0];
  const contractOf = [0];
  for (let id = 1; id <= series.count; id += 1) {
    endMarkMicroPat.push(series.get(id, S.markTicks) * series.get(id, S.tickValueMicroPat));
    contractOf.push(series.get(id, S.contract));
  }
  return {
    visits,
    episodes: episodes.all,
    patience: episodes.patience,
    undercuts,
    undercutting: episodes.undercutting,
    keptMs: episodes.keptMs,
    places: observer.places.result(),
    mints: observer.mints.result(),
    withdrawals: observer.withdrawals.result(),
    paths: paths.result(),
    ownSpaces: Array.from({ length: state.accounts.count + 1 }, (_, id) =>
      freeSpace(observer.usedSpaces[id]),
    ),
    endMarkMicroPat,
    contractOf,
    lotMicroPat: lotValueOf(visits, series),
    earnedMicroPat: earnedBy(
      Number(measured.pnl.total.moneyMicroPat),
      state.series,
      endMarkMicroPat,
    ),
    firstTimeMs: tape.firstTimeMs,
    lastTimeMs: tape.lastTimeMs,
    lastTradeMs: observer.lastTradeMs,
    unmodelledOrders: observer.unmodelledOrders,
  };
}

function lotValueOf(visits: readonly Visit[], series: Core['state']['series']): number {
  const sum = visits.reduce((total, { seriesId, markTicks }) => {
    return total + markTicks * series.get(seriesId, S.tickValueMicroPat);
  }, 0);
  return visits.length === 0 ? 0 : sum / visits.length;
}

/** Money, and what is held at these values of a lot. */
export function earnedBy(
  moneyMicroPat: number,
  series: Core['state']['series'],
  valueMicroPat: readonly number[],
): number {
  let earned = moneyMicroPat;
  for (let id = 1; id <= series.count; id += 1) {
    const lots = series.get(id, S.brokerLots);
    if (lots > 0) earned += lots * (valueMicroPat[id] ?? 0);
  }
  return earned;
}

function freeSpace(used: ReadonlySet<number> = new Set()): number {
  for (let space = ID_SPACES - 1; space >= 0; space -= 1) if (!used.has(space)) return space;
  return -1;
}
