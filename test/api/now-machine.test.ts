/**
 * Catches a disk or a certificate that comes to its end and is not said, is said too late or as something else; each told by the
 * engine beside the reader, as an injected fault.
 */
import { expect, test } from 'vitest';
import { createApi, type EngineFacts } from '../../src/api/index.js';
import { ACCESS, openVenue, signed } from './venue.js';

const { reader, parties } = await openVenue();
const DAY_MS = 86_400_000;
const GIB = 1_073_741_824;
let clockMs = Date.now();
let facts: EngineFacts;

const well = (): EngineFacts => ({
  ...{ atMs: clockMs, isAccepting: true, durableSequence: reader.sequence, lastCommitMs: 1 },
  ...{ clockAheadMs: 0, disk: { freeBytes: 40 * GIB, reserveBytes: GIB, isLow: false } },
  gateway: { sessions: 1, sessionsMax: 100 },
  desk: { followerSequence: reader.sequence, lastSnapshotSequence: 1, snapshotsFailed: 0 },
});

const api = createApi({
  ...{ reader: () => reader, access: ACCESS, requestsPerMinute: 1_000_000 },
  ...{ nowMs: () => clockMs, failed: () => undefined, engine: () => facts },
});

interface Item {
  readonly checkId: string;
  readonly severity: string;
  readonly title: string;
  readonly cause: string;
  readonly runbook: string;
}

/** What is said beside what is said of the same venue when its machine is well. */
async function saidOf(fault: Partial<EngineFacts>): Promise<readonly Item[]> {
  const look = async (told: EngineFacts): Promise<readonly Item[]> => {
    facts = told;
    const request = await signed(new Request('http://venue.example/v1/now'), parties.auditor);
    const response = await api.request(request);
    expect(response.status).toBe(200);
    clockMs += 1_000;
    return ((await response.json()) as { items: readonly Item[] }).items;
  };
  const before = (await look(well())).map(({ checkId }) => checkId);
  return (await look({ ...well(), ...fault })).filter(({ checkId }) => !before.includes(checkId));
}

test('a machine that is well says nothing of its disk and its certificate', async () => {
  expect(await saidOf({})).toEqual([]);
  expect(await saidOf({ certificateEndsMs: clockMs + 90 * DAY_MS })).toEqual([]);
});

test('a disk that fills is a warning, one that is full is wrong', async () => {
  const disk = { freeBytes: 1.5 * GIB, reserveBytes: GIB, isLow: false };
  expect(await saidOf({ disk })).toMatchObject([
    { checkId: 'disk-low', severity: 'warn', runbook: '/guide/operations#disk-low' },
  ]);
  const full = await saidOf({ disk: { ...disk, freeBytes: GIB / 2, isLow: true } });
  expect(full).toMatchObject([{ checkId: 'disk-low', severity: 'bad' }]);
  expect(full[0]?.cause).toContain('0.5 GiB');
});

test('a certificate is said a fortnight before it ends, and is wrong from three days on', async () => {
  const said = async (days: number) =>
    saidOf({ certificateEndsMs: Math.max(0, clockMs + days * DAY_MS) });
  expect(await said(13)).toMatchObject([{ checkId: 'certificate', severity: 'warn' }]);
  expect(await said(2)).toMatchObject([{ checkId: 'certificate', severity: 'bad' }]);
  expect(await said(-1)).toMatchObject([{ title: 'The certificate has ended' }]);
  expect((await saidOf({ certificateEndsMs: 0 }))[0]?.cause).toBe('Its file cannot be read.');
});
