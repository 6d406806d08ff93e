/** Catches connections that take the file descriptors the journal needs: a venue that ends because strangers connect. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { connectionLimits, descriptorsMax } from '../../../src/cli/exchange/descriptors.js';
import { DEFAULT_GATEWAY_LIMITS } from '../../../src/gateway/index.js';
import { MAIN } from '../patx.js';

const LIMITS = (
  open: string,
) => `Limit                     Soft Limit           Hard Limit           Units
Max stack size            8388608              unlimited            bytes
Max open files            ${open}              1048576              files
`;

test.each([
  ['1048576', 1_048_576],
  ['300', 300],
  ['unlimited', undefined],
])('of %s files a process may open %s', (text, count) => {
  expect(descriptorsMax(() => LIMITS(text))).toBe(count);
});

test('a system that does not say bounds nothing, and this one says', () => {
  const silent = (): string => {
    throw new Error('ENOENT');
  };
  expect(descriptorsMax(silent)).toBeUndefined();
  expect(connectionLimits(DEFAULT_GATEWAY_LIMITS, undefined)).toBe(DEFAULT_GATEWAY_LIMITS);
  expect(descriptorsMax()).toBeGreaterThan(0);
});

test('connections get what is left, and too little is no venue', () => {
  expect(connectionLimits(DEFAULT_GATEWAY_LIMITS, 1_048_576)).toEqual({
    sessionsMax: 10_000,
    pendingMax: 1_024,
  });
  for (let descriptors = 0; descriptors < 20_000; descriptors += 7) {
    let limits: ReturnType<typeof connectionLimits>;
    try {
      limits = connectionLimits(DEFAULT_GATEWAY_LIMITS, descriptors);
    } catch (error) {
      expect(descriptors).toBeLessThan(650);
      expect(String(error)).toMatch(/too-few-descriptors.*ulimit -n/);
      continue;
    }
    expect(limits.sessionsMax + limits.pendingMax + 512).toBeLessThan(descriptors);
    expect(limits.sessionsMax).toBeGreaterThan(63);
    expect(limits.pendingMax).toBeGreaterThan(0);
  }
});

/** A venue of its own that may open so many files. */
function startWith(descriptors: number, ...args: string[]) {
  const data = mkdtempSync(join(tmpdir(), 'patx-descriptors-'));
  const command = `ulimit -n ${descriptors}; exec "$0" "$@"`;
  const options = ['start', '--data', data, '--http-port', '0', ...args];
  const child = spawn('sh', ['-c', command, process.execPath, MAIN, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part) => {
      out += part;
    });
  }
  onTestFinished(() => {
    child.kill('SIGKILL');
    rmSync(data, { recursive: true, force: true });
  });
  return { child, out: () => out, data };
}

test('a venue that may open too few files does not begin, and says how many it needs', async () => {
  const { child, out, data } = startWith(300, '--gateway-port', '0');
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  expect(readdirSync(data)).toEqual([]);
  expect(out()).toMatch(/too-few-descriptors: .* 300 .*ulimit -n/);
});

test('two thousand silent connections to both ports leave a venue of a thousand descriptors its journal', async () => {
  const { child, out } = startWith(
    1_000,
    ...['--gateway-port', '0', '--snapshot-every-commands', '1000', '--snapshot-every-ms', '1000'],
  );
  await expect.poll(out, { timeout: 60_000 }).toContain('the exchange is open');
  const ports = ['gatewayUrl', 'statusUrl'].map((name) =>
    Number(new RegExp(`"${name}":"\\w+://[^"]*?:(\\d+)`).exec(out())?.[1]),
  );
  const sockets: Socket[] = [];
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  for (let i = 0; i < 2_000; i += 1) {
    const socket = connect(ports[i % 2] as number, '127.0.0.1');
    socket.on('error', () => undefined);
    sockets.push(socket);
  }
  // Timers of the venue write to the journal, and snapshots are made meanwhile.
  await sleep(4_000);
  expect(child.exitCode).toBeNull();
  for (const socket of sockets) socket.destroy();
  child.kill('SIGTERM');
  const [code] = await once(child, 'close');
  expect([code, out().includes('EMFILE')], out().slice(-2_000)).toEqual([0, false]);
}, 90_000);
