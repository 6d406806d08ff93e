/**
 * What of what is wrong is told, and when: an alert once it has lasted, its end once that has lasted, again when nobody
 * acknowledged it for long. Pure: time comes as an argument, nothing is sent here.
 *
 * The same trouble is one alert however often it is seen; a new one has an id of its own.
 */
import type { NowItem } from '../now/now-board.js';

export interface AlertRules {
  /** Time something has to last before it is told; time it has to be well before that is told. */
  readonly holdMs: number;
  readonly repeatMs: number;
}

export type AlertEvent = 'FIRING' | 'REPEATED' | 'RESOLVED' | 'TEST';

export interface AlertNote {
  /** Of this alert; the same in all its notes. */
  readonly alertId: string;
  readonly event: AlertEvent;
  readonly atMs: number;
  readonly item: NowItem;
}

interface Watched {
  item: NowItem;
  readonly firstMs: number;
  /** When it was seen last. */
  lastMs: number;
  /** When it was told last; 0: not yet. */
  toldMs: number;
}

/** Troubles that are told of at a time; of more the first ones found. */
const WATCHED_MAX = 512;

export class AlertWatch {
  private readonly watched = new Map<string, Watched>();

  /**
   * Looks at what is wrong now; answers what is to be told.
   * @param acknowledgedAtMs when an alert was acknowledged last; 0: never
   */
  look(
    items: readonly NowItem[],
    { holdMs, repeatMs }: AlertRules,
    nowMs: number,
    acknowledgedAtMs: (key: string, sinceMs: number) => number,
  ): readonly AlertNote[] {
    const notes: AlertNote[] = [];
    for (const item of items) {
      const known = this.watched.get(item.key);
      if (known === undefined && this.watched.size >= WATCHED_MAX) continue;
      const one = known ?? { item, firstMs: nowMs, lastMs: nowMs, toldMs: 0 };
      one.item = item;
      one.lastMs = nowMs;
      this.watched.set(item.key, one);
      const isHeld = nowMs - one.firstMs >= holdMs;
      const isNew = one.toldMs === 0 && isHeld;
      const isOld = one.toldMs > 0 && nowMs - one.toldMs >= repeatMs;
      if (!isNew && !(isOld && acknowledgedAtMs(item.key, one.firstMs) === 0)) continue;
      one.toldMs = nowMs;
      notes.push(noteOf(one, isNew ? 'FIRING' : 'REPEATED', nowMs));
    }
    for (const [key, one] of this.watched) {
      if (one.lastMs === nowMs || nowMs - one.lastMs < holdMs) continue;
      this.watched.delete(key);
      if (one.toldMs > 0) notes.push(noteOf(one, 'RESOLVED', nowMs));
    }
    return notes;
  }

  /** Alerts that were told and have not ended, the oldest first. */
  active(): readonly {
    readonly item: NowItem;
    readonly firstMs: number;
    readonly toldMs: number;
  }[] {
    return [...this.watched.values()].filter(({ toldMs }) => toldMs > 0);
  }
}

const noteOf = (one: Watched, event: AlertEvent, atMs: number): AlertNote => ({
  alertId: `${one.item.key}@${one.firstMs}`,
  ...{ event, atMs, item: one.item },
});
