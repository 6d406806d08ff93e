/**
 * `patx doctor`: says whether this machine can run the venue: Node, WebSocket binary, disk, fsync, ports, clock; and, of a venue
 * in the data directory, how full its stores are.
 */
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fdatasyncSync,
  openSync,
  readdirSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Command } from 'commander';
import { makeDirectory } from '../../files/index.js';
import { dataDirectory } from '../data-directory.js';
import { lineOf } from '../explained.js';
import { port } from '../option-values.js';

interface Finding {
  readonly name: string;
  readonly isOk: boolean;
  readonly text: string;
}

const FREE_BYTES_MIN = 5 * 2 ** 30;
const FSYNC_ROUNDS = 50;
const FSYNC_MEDIAN_MS_MAX = 20;
const NODE_MAJOR_MIN = 20;

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check this machine: Node, WebSocket binary, disk, fsync, ports')
    .option('--data <dir>', 'data directory', './data')
    .option('--port <port>', 'port the gateway would use', port, 9460)
    .action(async (options: { data: string; port: number }) => {
      const data = writable(options.data);
      const findings = [
        node(),
        await websocketBinary(),
        data,
        ...(data.isOk ? [space(options.data), fsync(options.data)] : []),
        ...(await stores(options.data)),
        await freePort(options.port, options.data),
      ];
      for (const { name, isOk, text } of findings) {
        process.stdout.write(`${isOk ? 'ok  ' : 'FAIL'} ${name.padEnd(10)} ${text}\n`);
      }
      if (findings.some(({ isOk }) => !isOk)) process.exitCode = 1;
    });
}

/** Nothing where there is no venue: a core is only loaded for one. */
async function stores(root: string): Promise<Finding[]> {
  const { journal, snapshots } = dataDirectory(root);
  if (!existsSync(journal) || readdirSync(journal).every((name) => !/^\d{6}$/.test(name)))
    return [];
  const { fillOnDisk } = await import('../../release/index.js');
  const { FILL_ALERT_PPM } = await import('../../engine/core/index.js');
  try {
    const { sequence, levels } = await fillOnDisk(journal, snapshots);
    const filled = levels.filter(({ isRing }) => !isRing);
    const full = filled.filter(({ used, capacity }) => used * 1e6 >= capacity * FILL_ALERT_PPM);
    const shown =
      full.length > 0
        ? full
        : [filled.reduce<Filled>(fuller, { store: 'orders', used: 0, capacity: 1 })];
    const list = shown.map(
      ({ store, used, capacity }) => `${store} ${used} of ${capacity} (${percent(used, capacity)})`,
    );
    const remedy = full.length > 0 ? '; give them more with `patx upgrade --limits`' : '';
    const text = `at sequence ${sequence}, ${full.length > 0 ? 'nearly full' : 'fullest'}: ${list.join(', ')}${remedy}`;
    return [{ name: 'stores', isOk: full.length === 0, text }];
  } catch (error) {
    return [{ name: 'stores', isOk: false, text: lineOf(error) }];
  }
}

type Filled = { readonly store: string; readonly used: number; readonly capacity: number };

function fuller(one: Filled, other: Filled): Filled {
  return other.used * one.capacity > one.used * other.capacity ? other : one;
}

const percent = (used: number, capacity: number): string =>
  `${((100 * used) / capacity).toFixed(1)} %`;

function node(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  const report = process.report?.getReport() as { header?: { glibcVersionRuntime?: string } };
  const glibc = report?.header?.glibcVersionRuntime ?? 'unknown';
  return {
    name: 'node',
    isOk: major >= NODE_MAJOR_MIN,
    text: `${process.version} on ${process.platform} ${process.arch}, glibc ${glibc}`,
  };
}

async function websocketBinary(): Promise<Finding> {
  try {
    await import('uWebSockets.js');
    return { name: 'websocket', isOk: true, text: 'the uWebSockets.js binary loads' };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return {
      name: 'websocket',
      isOk: true,
      text: `uWebSockets.js does not load (${reason}); ws is used`,
    };
  }
}

function writable(directory: string): Finding {
  try {
    makeDirectory(directory);
    accessSync(directory, constants.W_OK);
    return { name: 'data', isOk: true, text: `${directory} can be written` };
  } catch (error) {
    return { name: 'data', isOk: false, text: lineOf(error) };
  }
}

function space(directory: string): Finding {
  const { bavail, bsize } = statfsSync(directory);
  const gib = (bavail * bsize) / 2 ** 30;
  return {
    name: 'disk',
    isOk: bavail * bsize >= FREE_BYTES_MIN,
    text: `${gib.toFixed(1)} GiB free`,
  };
}

function fsync(directory: string): Finding {
  const path = join(directory, `.doctor-${process.pid}`);
  const file = openSync(path, 'w');
  const times: number[] = [];
  for (let i = 0; i < FSYNC_ROUNDS; i += 1) {
    const begunMs = performance.now();
    writeSync(file, Buffer.alloc(4096, i));
    fdatasyncSync(file);
    times.push(performance.now() - begunMs);
  }
  closeSync(file);
  rmSync(path);
  times.sort((a, b) => a - b);
  const median = times[FSYNC_ROUNDS / 2] as number;
  const worst = times.at(-1) as number;
  const text = `median ${median.toFixed(2)} ms, worst ${worst.toFixed(2)} ms of ${FSYNC_ROUNDS}`;
  return { name: 'fsync', isOk: median <= FSYNC_MEDIAN_MS_MAX, text };
}

/** A port in use is a fault, unless the venue on this data directory uses it: one can look at it while it runs. */
async function freePort(port: number, data: string): Promise<Finding> {
  const { isBeingWritten } = await import('../../engine/log/index.js');
  const { journal } = dataDirectory(data);
  const isRunning = isBeingWritten(journal);
  return await new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => {
      const text = isRunning
        ? `${port} is in use; a venue runs on ${data}`
        : `${error.message}: name another with --port`;
      resolve({ name: 'port', isOk: isRunning, text });
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => resolve({ name: 'port', isOk: true, text: `${port} is free` }));
    });
  });
}
