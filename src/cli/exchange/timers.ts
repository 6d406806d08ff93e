/** What happens by the clock: due timers, listings, the broker's scheduled repricing, idle frames, metrics. */
import type { Logger } from 'pino';
import type { BrokerDesk } from '../../broker/index.js';
import type { Desk } from '../../desk/index.js';
import type { Sequencer } from '../../engine/log/index.js';
import type { Gateway } from '../../gateway/index.js';
import { engineMetrics } from '../engine-metrics.js';
import type { DiskWatch } from './disk-watch.js';
import { submit } from './submit.js';
import type { VenueClock } from './venue-clock.js';

/** How often due timers are looked at when no command comes. */
const TICK_MS = 10;
/** Longest time without a frame, so that the length of an outage is known to about this. */
const IDLE_FRAME_MS = 5_000;
const METRICS_MS = 1_000;
const FACTS_MS = 250;
/** At what a disk writes a second, free space falls by less than the room to stop in between. */
const DISK_MS = 100;

/** How often the listing calendar is looked at, and how many series are listed then. */
const LISTING_MS = 1_000;
const LISTINGS_MAX = 8;

interface Timed {
  readonly disk: DiskWatch;
  readonly clock: VenueClock;
  readonly sequencer: Sequencer;
  readonly broker: BrokerDesk | undefined;
  readonly gateway: Gateway;
  readonly desk: Desk;
  readonly logger: Logger;
  /** Told how the engine stands, several times a second. */
  readonly look: (nowMs: number) => void;
  /** Numbers of the reader's thread; none where there is none. */
  readonly readerNumbers: () => Readonly<Record<string, number>>;
}

/** Starts the timers; returns the function that ends them. */
export function startTimers({
  clock,
  disk,
  sequencer,
  broker,
  gateway,
  desk,
  logger,
  readerNumbers,
  look,
}: Timed): () => void {
  const { core } = sequencer;
  const tick = setInterval(() => {
    const nowMs = clock.nowMs();
    const isIdle = nowMs - core.state.timeMs >= IDLE_FRAME_MS;
    if (core.lifecycle.isDue(nowMs) || isIdle) submit(sequencer, 'advanceTime', {});
    broker?.tick(nowMs);
  }, TICK_MS);
  const metrics = setInterval(() => {
    clock.look();
    const host = { clock, disk, reader: readerNumbers() };
    desk.publish(engineMetrics(sequencer, gateway.metrics, broker, host));
    if (!sequencer.isAccepting) logger.warn('the sequencer takes no commands');
  }, METRICS_MS);
  const facts = setInterval(() => look(Date.now()), FACTS_MS);
  const listing = setInterval(() => {
    for (const body of core.calendar.missing(clock.nowMs(), LISTINGS_MAX)) {
      submit(sequencer, 'listSeries', body);
    }
  }, LISTING_MS);
  const room = setInterval(() => disk.look(), DISK_MS);
  return () => {
    clearInterval(tick);
    clearInterval(room);
    clearInterval(facts);
    clearInterval(listing);
    clearInterval(metrics);
  };
}
