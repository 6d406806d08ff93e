/**
 * Catches an order acknowledged on a socket before the disk has its frame, on either WebSocket implementation: the
 * system calls of a running exchange, in the order the kernel saw them. `scripts/show-exchange-durability.mjs` fails
 * too when the same trace without its flushes would be passed. Runs where strace is.
 */
import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { TRANSPORTS } from '../support/transports.js';

const SCRIPT = fileURLToPath(
  new URL('../../scripts/show-exchange-durability.mjs', import.meta.url),
);
const ORDERS = 90;
const hasStrace = spawnSync('strace', ['-V']).status === 0;

test.skipIf(!hasStrace).each(TRANSPORTS)(
  'no acknowledgement over %s leaves before its frame is durable',
  {
    timeout: 120_000,
  },
  async (transport) => {
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, [SCRIPT, String(ORDERS), transport]);
    expect(stdout).toContain(`${ORDERS} of ${ORDERS} orders acknowledged`);
    expect(stdout).toContain(`0 early (${ORDERS} without the flushes): holds`);
  },
);
