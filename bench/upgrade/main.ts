/**
 * An upgrade of a venue with many resting orders beside a plain start of it from its snapshot: seconds, peak memory, and bytes
 * carried an order. Each in a process of its own, over the same data directory, one after the other; the upgrade is to larger
 * limits of the same core, so it needs no older one. `main.js [ORDERS ACCOUNTS]`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  LmdbCommandLog,
  raiseInliningBudget,
  recover,
  SnapshotStore,
} from '../../src/engine/log/index.js';
import { upgrade } from '../../src/release/index.js';
import { CommandCodec } from '../../src/schema/index.js';
import { placeOf, writeVenue } from './venue.js';

const ORDERS = 1_000_000;
const ACCOUNTS = 100_000;
const PLAYS = 3;

/** What the program prints. */
export interface UpgradeResult {
  readonly restingOrders: number;
  readonly accounts: number;
  readonly startSeconds: number;
  readonly startCpuSeconds: number;
  readonly startPeakMib: number;
  readonly upgradeSeconds: number;
  readonly upgradeCpuSeconds: number;
  readonly upgradePeakMib: number;
  readonly carriedBytesPerOrder: number;
}

interface Played {
  readonly seconds: number;
  /** Of all threads: what a machine that is busy with others tells as well. */
  readonly cpuSeconds: number;
  readonly peakMib: number;
  readonly rowsBytes?: number;
}

const [mode = '', root = '', orders = '0', accounts = '0'] = process.argv.slice(2);
if (mode === 'write')
  await writeVenue(root, { orders: Number(orders), accounts: Number(accounts) });
else if (mode === 'start') print(await start(root));
else if (mode === 'upgrade') print(await taken(root));
else measure(Number(mode) || ORDERS, Number(root) || ACCOUNTS);

function measure(restingOrders: number, openAccounts: number): void {
  const directory = mkdtempSync(join(tmpdir(), 'patx-upgrade-bench-'));
  const self = fileURLToPath(import.meta.url);
  const run = (...args: readonly string[]): string =>
    execFileSync(process.execPath, [self, ...args], { encoding: 'utf8' });
  try {
    run('write', directory, String(restingOrders), String(openAccounts));
    const starts: Played[] = [];
    const upgrades: Played[] = [];
    for (let i = 0; i < PLAYS; i += 1) {
      starts.push(JSON.parse(run('start', directory)) as Played);
      upgrades.push(JSON.parse(run('upgrade', directory)) as Played);
    }
    const [start, took] = [starts, upgrades].map(quickest) as [Played, Played];
    const result: UpgradeResult = {
      restingOrders,
      accounts: openAccounts,
      startSeconds: start.seconds,
      startCpuSeconds: start.cpuSeconds,
      startPeakMib: start.peakMib,
      upgradeSeconds: took.seconds,
      upgradeCpuSeconds: took.cpuSeconds,
      upgradePeakMib: took.peakMib,
      carriedBytesPerOrder: Number(((took.rowsBytes ?? 0) / restingOrders).toFixed(1)),
    };
    console.log(JSON.stringify(result));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function quickest(played: readonly Played[]): Played {
  return played.toSorted((one, other) => one.seconds - other.seconds)[0] as Played;
}

/** A plain start: recovery from the snapshot, as the engine does it. */
async function start(directory: string): Promise<Played> {
  raiseInliningBudget();
  const { journal, snapshots: path } = placeOf(directory);
  const begunMs = performance.now();
  const log = LmdbCommandLog.open({ directory: journal });
  const snapshots = SnapshotStore.open({ directory: path });
  const codec = new CommandCodec();
  const recovered = await recover({ log, snapshots, codec });
  if (recovered?.replayedCommands !== 0)
    throw new Error('void: it did not start from its snapshot');
  const played = playedSince(begunMs);
  await snapshots.close();
  await log.close();
  return played;
}

/** All of an upgrade but the last rename, so that every play finds the same venue; what is written goes to the disk. */
async function taken(directory: string): Promise<Played> {
  raiseInliningBudget();
  const begunMs = performance.now();
  let played: Played | undefined;
  let rowsBytes = 0;
  const halt = new Error('measured');
  const step = (name: string, rows = 0): void => {
    rowsBytes = Math.max(rowsBytes, rows);
    if (name !== 'compared') return;
    played = playedSince(begunMs);
    throw halt;
  };
  const limits = { maxEntitlements: 2_048 };
  try {
    await upgrade({ ...placeOf(directory), limits, step });
  } catch (error) {
    if (error !== halt) throw error;
  }
  return { ...(played as Played), rowsBytes };
}

function playedSince(begunMs: number): Played {
  return {
    seconds: Number(((performance.now() - begunMs) / 1000).toFixed(3)),
    cpuSeconds: Number(
      (process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6).toFixed(3),
    ),
    peakMib: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

function print(played: Played): void {
  console.log(JSON.stringify(played));
}
