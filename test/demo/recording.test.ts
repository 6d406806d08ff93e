// Catches a recording file that is not what its source says (events lost, times, sides, sizes or prices changed), and a
// reader that takes damaged files.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveFlow, readRows } from '../../scripts/bitstamp-flow.mjs';
import {
  decodeRecording,
  encodeRecording,
  FLOW_ACTION,
  type FlowEvent,
} from '../../src/cli/demo/recording.js';
import { ORDER_FLOW_FOLDER, orderFlowIsMissing } from '../book/order-flow-folder.js';
import { itWith } from '../support/data.js';

const FILE = new URL('../../recordings/bitstamp-2015-05-01.patxrec', import.meta.url);

function readSource(): string {
  const path = join(ORDER_FLOW_FOLDER, 'bitstamp-2015-05-01.csv.xz');
  const options = { maxBuffer: 2 ** 26 };
  return execFileSync('xz', ['--decompress', '--stdout', path], options).toString('utf8');
}

/** Any flow that keeps the rules of a recording. */
const flows: fc.Arbitrary<FlowEvent[]> = fc
  .array(
    fc.record({
      pick: fc.nat(),
      gapMs: fc.nat({ max: 100_000 }),
      action: fc.integer({ min: 0, max: 2 }),
      isSell: fc.boolean(),
      offsetPpm: fc.integer({ min: -900_000, max: 900_000 }),
      lots: fc.nat({ max: 1_000_000 }),
    }),
    { maxLength: 200 },
  )
  .map((steps) => {
    const events: FlowEvent[] = [];
    const live: FlowEvent[] = [];
    let orders = 0;
    let timeMs = 0;
    for (const { pick, gapMs, action, isSell, offsetPpm, lots } of steps) {
      timeMs += gapMs;
      if (action === FLOW_ACTION.CREATED || live.length === 0) {
        const created = {
          timeMs,
          action: FLOW_ACTION.CREATED,
          isSell,
          order: orders,
          offsetPpm,
          lots,
        };
        orders += 1;
        live.push(created);
        events.push(created);
        continue;
      }
      const at = pick % live.length;
      const changed = { ...(live[at] as FlowEvent), timeMs, action, lots };
      events.push(changed);
      if (action === FLOW_ACTION.DELETED) live.splice(at, 1);
    }
    return events;
  });

describe('a recording', () => {
  it('reads back as it was written', () => {
    fc.assert(
      fc.property(flows, (events) => {
        const recording = decodeRecording(encodeRecording(events));
        expect(events.map((_, index) => recording.at(index))).toEqual(events);
      }),
    );
  });

  it('refuses to write what breaks its rules', () => {
    const first = { timeMs: 5, action: 0, isSell: false, order: 0, offsetPpm: 0, lots: 1 };
    expect(() => encodeRecording([{ ...first, order: 1 }])).toThrow('out of turn');
    expect(() => encodeRecording([{ ...first, action: FLOW_ACTION.CHANGED }])).toThrow('not live');
    expect(() => encodeRecording([first, { ...first, order: 1, timeMs: 4 }])).toThrow(RangeError);
  });

  it('refuses damaged files', () => {
    const file = readFileSync(FILE);
    expect(() => decodeRecording(file.subarray(0, 1000))).toThrow();
    expect(() => decodeRecording(new Uint8Array(100))).toThrow();
    const flipped = Uint8Array.from(file);
    flipped[50_000] = (flipped[50_000] as number) ^ 0x10;
    expect(() => decodeRecording(flipped)).toThrow();
  });

  itWith(orderFlowIsMissing, 'holds every event of its source', () => {
    const rows = readRows(readSource());
    const events = deriveFlow(rows);
    const recording = decodeRecording(readFileSync(FILE));
    expect(recording.eventCount).toBe(events.length);
    for (const [index, event] of events.entries()) expect(recording.at(index)).toEqual(event);

    const count = (action: number, isSell: boolean) =>
      rows.filter((row) => row.action === action && row.isSell === isSell).length;
    const ours = (action: number, isSell: boolean) =>
      events.filter((event) => event.action === action && event.isSell === isSell).length;
    expect(rows.length).toBe(50_414);
    expect([ours(0, false), ours(0, true)]).toEqual([count(0, false), count(0, true)]);
    expect(recording.orderCount).toBe(24_894);
    expect(rows.length - events.length).toBe(213);
    expect(recording.durationMs).toBe((rows.at(-1)?.timeMs ?? 0) - (rows[0]?.timeMs ?? 0));
    const created = new Set(rows.filter((row) => row.action === 0).map((row) => row.id));
    const filled = rows.filter(
      (row) => row.action === 2 && row.volume === 0 && created.has(row.id),
    ).length;
    expect(events.filter((event) => event.action === 2 && event.lots === 0).length).toBe(filled);
  });

  it('stays small', () => {
    expect(readFileSync(FILE).length).toBeLessThan(400_000);
  });
});
