/**
 * Would catch: a venue whose settler lost its disk and goes on all the same, settling something twice; one that cannot be
 * brought back; a disk that is made anew without being what chain and journal say, or while it is not needed.
 *
 * Processes and a chain as users have them; nothing is mocked. It takes half a minute, so it runs with PATX_SLOW=1 only; the
 * same is tried without processes in test/settlement/rebuild.test.ts, every time.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SettlementView } from '../../src/desk/index.js';
import { end, isCompared, patx, refusal, settlement, startExchange } from './processes.js';

const CHAIN = [
  ...['--chain', 'local', '--chain-poll-ms', '50', '--settle-interval-ms', '500'],
  ...['--settle-heartbeat-ms', '1000'],
];
let data: string;

beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'patx-rebuild-'));
});

afterAll(() => rmSync(data, { recursive: true, force: true }));

it.runIf(process.env.PATX_SLOW === '1')(
  'stops when its disk is lost, and goes on once it is made anew and proven',
  {
    timeout: 300_000,
  },
  async () => {
    await patx('demo', '--data', data, '--seconds', '6', '--gateway-port', '0', '--http-port', '0');
    const before = JSON.parse(
      await patx('settle', 'status', '--data', data, '--json'),
    ) as SettlementView;
    expect(before.batchId).toBeGreaterThan(0);
    expect(before.rightsBatchId).toBeGreaterThan(0);
    rmSync(join(data, 'settlement'), { recursive: true });

    const exchange = await startExchange('--data', data, ...CHAIN);
    const place = ['--data', data, '--status', exchange.statusUrl];
    try {
      const lost = await settlement(exchange, ({ state }) => state === 'STOPPED');
      expect(lost.trouble).toMatchObject({ code: 'STORE_BEHIND' });
      expect(lost.trouble?.detail).toContain('patx settle rebuild');
      // An operator's word alone does not bring it back.
      await patx('settle', 'retry', '--data', data);
      const still = await settlement(exchange, ({ state }) => state === 'STOPPED');
      expect(still.batchId).toBe(0);

      const text = await patx('settle', 'rebuild', ...place, '--json');
      const rebuilt = JSON.parse(text) as { batchId: number; rightsBatchId: number };
      expect(rebuilt.batchId).toBeGreaterThanOrEqual(before.batchId ?? 0);
      expect(rebuilt.rightsBatchId).toBeGreaterThanOrEqual(before.rightsBatchId ?? 0);
      const after = await settlement(
        exchange,
        (one) => isCompared(one) && (one.batchId ?? 0) > rebuilt.batchId,
      );
      expect(after.reorgs).toBe(0);
      expect(after.accountsMicroPat).toBe(before.accountsMicroPat);
      expect(await patx('settle', 'reconcile', ...place)).toContain(
        'every account on chain is what the journal says',
      );
      expect(await refusal('settle', 'rebuild', ...place)).toContain('NOT_REBUILT');
    } finally {
      await end(exchange);
    }
  },
);
