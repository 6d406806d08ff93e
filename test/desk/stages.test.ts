/**
 * Catches an exchange that calls itself healthy before its gateway is open, while it stops, or while its second copy of the
 * core is far behind; and a desk that keeps a stop waiting until it has read a long journal.
 */
import { afterEach, expect, test } from 'vitest';
import { CatchUp, LeftBehind } from '../../src/desk/catch-up.js';
import type { Stage } from '../../src/desk/messages.js';
import { type StatusServer, type StatusSource, serveStatus } from '../../src/desk/status-page.js';
import { tradingVenue } from '../support/venue.js';

let server: StatusServer;

afterEach(() => server.close());

test('healthy means open, and up to date', async () => {
  const { core } = tradingVenue();
  let stage: Stage = 'starting';
  let source: StatusSource | undefined;
  let lag = 0;
  server = await serveStatus(
    { stage: () => stage, source: () => source },
    { hostname: '127.0.0.1', port: 0 },
  );
  const answer = async (path: string): Promise<[number, unknown]> => {
    const got = await fetch(`http://127.0.0.1:${server.port}${path}`);
    return [got.status, ((await got.json()) as { status?: string }).status];
  };
  for (const path of ['/healthz', '/status', '/pnl', '/metrics', '/settlement']) {
    expect([path, await answer(path)]).toEqual([path, [503, 'starting']]);
  }
  source = {
    core,
    startedAtMs: 0,
    nowMs: () => 0,
    durableSequence: () => core.state.sequence + lag,
    lastSnapshotSequence: () => 0,
    snapshotsFailed: () => 0,
    engine: () => undefined,
    attribution: undefined as never,
    settlement: () => undefined,
  };
  expect(await answer('/healthz')).toEqual([503, 'starting']);
  stage = 'open';
  expect(await answer('/healthz')).toEqual([200, 'ok']);
  expect(await answer('/status')).toEqual([200, 'open']);
  lag = 1_000_001;
  expect(await answer('/healthz')).toEqual([503, 'behind']);
  lag = 0;
  stage = 'stopping';
  expect(await answer('/healthz')).toEqual([503, 'stopping']);
  expect(await answer('/status')).toEqual([200, 'stopping']);
});

test('a desk far behind follows on for a moment after the writer has stopped, and no longer', () => {
  let state: 'running' | 'stopped' = 'running';
  let nowMs = 0;
  const catchUp = new CatchUp({ state: () => state }, () => nowMs);
  catchUp.check();
  nowMs = 60_000;
  catchUp.check();
  state = 'stopped';
  catchUp.check();
  nowMs += 1_000;
  catchUp.check();
  nowMs += 2_000;
  expect(() => catchUp.check()).toThrow(LeftBehind);
});
