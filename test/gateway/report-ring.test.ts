/** Catches a ring of reports that loses, invents or reorders what it says it keeps: against a plain list. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BROKER_ACCOUNT, EVENT, EVENT_WORDS, EventLog } from '../../src/engine/core/index.js';
import { ReportHistory } from '../../src/gateway/index.js';
import { PrivateEvent } from '../../src/gateway/outbox/private-event.js';
import { NOWHERE, ReportRing } from '../../src/gateway/outbox/report-ring.js';

const ACCOUNTS = 4;
/** For one party, for both. */
const KEPT_FOR_ALL = [0, 1, 3];

/** A record of the naive reference: what an account is to be told. */
interface Told {
  readonly accountSequence: number;
  readonly journalSequence: number;
  readonly type: number;
}

/** Writes an event for one account, or two. */
function write(log: EventLog, type: number, parties: readonly number[], sequences: number[]): void {
  const at = log.begin(type, EVENT_WORDS[type] as number);
  for (const [i, account] of parties.entries()) {
    sequences[account] = (sequences[account] ?? 0) + 1;
    log.words[at + 1 + 2 * i] = account;
    log.words[at + 2 + 2 * i] = sequences[account] as number;
  }
}

/** Everything the ring gives an account from a sequence on. */
function readFrom(ring: ReportRing, account: number, sequence: number): Told[] {
  const event = new PrivateEvent();
  const told: Told[] = [];
  let place = ring.find(account, sequence);
  for (; place !== NOWHERE; place = ring.after(place, account)) {
    expect(ring.isKept(place)).toBe(true);
    ring.read(place, account, event);
    expect(event.account).toBe(account);
    const { accountSequence, journalSequence, type } = event;
    told.push({ accountSequence, journalSequence, type });
  }
  return told;
}

const steps = fc.array(
  fc.oneof(
    fc.record({
      type: fc.constant(EVENT.ORDER_ACCEPTED),
      a: fc.integer({ min: 1, max: ACCOUNTS }),
      b: fc.constant(0),
    }),
    fc.record({
      type: fc.constant(EVENT.TRADE),
      a: fc.integer({ min: 1, max: ACCOUNTS }),
      b: fc.integer({ min: 1, max: ACCOUNTS }),
    }),
  ),
  { maxLength: 200 },
);

test('what is found is all there is from there on, in order, for both parties of a trade', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 600, max: 8_000 }), (events, bytes) => {
      const ring = new ReportRing(bytes, ACCOUNTS);
      const naive: Told[][] = Array.from({ length: ACCOUNTS + 1 }, () => []);
      const sequences: number[] = [];
      const event = new PrivateEvent();
      for (const [i, { type, a, b }] of events.entries()) {
        const parties = b === 0 || a === b ? [a] : [a, b];
        const kind = parties.length === 1 ? EVENT.ORDER_ACCEPTED : type;
        const log = new EventLog();
        write(log, kind, parties, sequences);
        event.words = log.words;
        event.at = 0;
        event.journalSequence = i + 1;
        ring.push(event, KEPT_FOR_ALL[parties.length] as number);
        for (const account of parties) {
          const accountSequence = sequences[account] as number;
          naive[account]?.push({ accountSequence, journalSequence: i + 1, type: kind });
        }
      }
      for (let account = 1; account <= ACCOUNTS; account += 1) {
        const all = naive[account] as Told[];
        let found = 0;
        for (const { accountSequence } of all) {
          const told = readFrom(ring, account, accountSequence);
          if (told.length === 0) continue;
          found += 1;
          expect(told).toEqual(all.slice(accountSequence - 1));
        }
        // What is kept is the end of the history, without holes.
        if (found > 0) expect(readFrom(ring, account, all.length - found + 1)).toHaveLength(found);
        expect(ring.find(account, all.length + 1)).toBe(NOWHERE);
      }
    }),
  );
});

test('the newest report is always kept, whatever the size', () => {
  const ring = new ReportRing(0, ACCOUNTS);
  const sequences: number[] = [];
  const event = new PrivateEvent();
  for (let i = 1; i <= 50; i += 1) {
    const log = new EventLog();
    write(log, EVENT.TRADE, [1, 2], sequences);
    event.words = log.words;
    event.at = 0;
    event.journalSequence = i;
    ring.push(event, 3);
    expect(readFrom(ring, 1, i)).toHaveLength(1);
    expect(readFrom(ring, 2, i)).toHaveLength(1);
  }
});

test('replayed batches are remembered as they were, the broker apart from the others', () => {
  const history = new ReportHistory(65_536, ACCOUNTS);
  const events = new EventLog();
  const sequences: number[] = [];
  const eventEnds: number[] = [];
  write(events, EVENT.ORDER_ACCEPTED, [2], sequences);
  eventEnds.push(events.length);
  const at = events.begin(EVENT.SERIES, EVENT_WORDS[EVENT.SERIES] as number);
  events.words[at + 1] = 1;
  write(events, EVENT.TRADE, [2, BROKER_ACCOUNT], sequences);
  eventEnds.push(events.length);
  history.remember({ events, eventEnds, count: 2, firstSequence: 70, timeMs: 5 });
  expect(readFrom(history.of(2), 2, 1)).toEqual([
    { accountSequence: 1, journalSequence: 70, type: EVENT.ORDER_ACCEPTED },
    { accountSequence: 2, journalSequence: 71, type: EVENT.TRADE },
  ]);
  expect(readFrom(history.of(BROKER_ACCOUNT), BROKER_ACCOUNT, 1)).toEqual([
    { accountSequence: 1, journalSequence: 71, type: EVENT.TRADE },
  ]);
  // However much the broker is told, the others keep theirs.
  const event = new PrivateEvent();
  for (let i = 0; i < 5_000; i += 1) {
    const log = new EventLog();
    write(log, EVENT.COMMAND_RESULT, [BROKER_ACCOUNT], sequences);
    event.words = log.words;
    history.push(event);
  }
  expect(readFrom(history.of(2), 2, 1)).toHaveLength(2);
  expect(readFrom(history.of(BROKER_ACCOUNT), BROKER_ACCOUNT, 1)).toEqual([]);
});

test('finds a report among any number of them in few steps, and as few that it is gone', () => {
  const REPORTS = 50_000;
  const STEPS_MAX = 4 * Math.log2(REPORTS);
  const log = new EventLog();
  // A ring that keeps them all, and one that keeps the last few thousand.
  for (const bytes of [2 ** 25, 2 ** 20]) {
    const ring = new ReportRing(bytes, ACCOUNTS);
    const event = new PrivateEvent();
    const sequences: number[] = [];
    for (let i = 0; i < REPORTS; i += 1) {
      log.clear();
      // The other account's are strewn in between.
      write(log, EVENT.ORDER_ACCEPTED, [i % 7 === 0 ? 2 : 1], sequences);
      Object.assign(event, { words: log.words, at: 0, journalSequence: i + 1 });
      ring.push(event, 1);
    }
    const last = sequences[1] ?? 0;
    let kept = 0;
    for (let sequence = 1; sequence <= last; sequence += 331) {
      const before = ring.steps;
      const place = ring.find(1, sequence);
      expect(ring.steps - before).toBeLessThan(STEPS_MAX);
      if (place === NOWHERE) {
        expect(kept).toBe(0);
        continue;
      }
      kept += 1;
      ring.read(place, 1, event);
      expect(event.accountSequence).toBe(sequence);
    }
    expect(kept).toBeGreaterThan(10);
    expect(kept === Math.ceil(last / 331)).toBe(bytes === 2 ** 25);
  }
});
