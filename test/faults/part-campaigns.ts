/**
 * The parts of an exchange lost one at a time: its desk thread, the local chain it started, what the settler remembers, the
 * chain's own state.
 *
 * Without its desk an exchange is not trusted and ends, with 1 and a word; it stops when told also where the desk hangs. An
 * exchange goes on without its chain, and stops when told. With a damaged settlement store or chain it starts, and its
 * settlement is running or says in a code why not, or it refuses to start with one.
 */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../bench/child.js';
import { openSandbox } from '../../bench/e2e/sandbox.js';
import type { SettlementView } from '../../src/desk/index.js';
import {
  type Campaign,
  type Case,
  endingOf,
  failed,
  type Outcome,
  tryCases,
  WELL,
} from './campaign.js';
import { generator } from './power-cut.js';
import { typedCodeOf } from './refusals.js';
import { newMemory, openMarket, smallVenueConfig, trade, Venue, whatIsMissing } from './venue.js';

const LOCAL_CHAIN = [
  ...['--chain', 'local', '--chain-poll-ms', '50', '--settle-interval-ms', '500'],
  ...['--settle-heartbeat-ms', '1000'],
];
const END_MS = 30_000;
const SETTLEMENT_MS = 40_000;

/** The desk thread ends by itself in every way a thread can. */
export const desks: Campaign = (options) => {
  const ways = ['throw', 'reject', 'exit', 'hang'];
  const cases = ways.map(
    (way): Case => ({
      name: way,
      what: `the desk thread: ${way}`,
      run: (folder) => loseDesk(folder, way),
    }),
  );
  return tryCases('desks', cases, options);
};

async function loseDesk(folder: string, way: string): Promise<Outcome> {
  const data = join(folder, 'data');
  const config = smallVenueConfig(folder);
  const crash = join(folder, 'crash');
  const log = join(folder, 'calls');
  const memory = newMemory();
  const venue = new Venue(data, config, {
    NODE_OPTIONS: `--require ${join(ROOT, 'test', 'faults', 'crash-worker.cjs')}`,
    PATX_CRASH_FILE: crash,
    PATX_CRASH_WAY: way,
  });
  const opened = await venue.opened;
  if (opened === undefined) return failed(`without a fault it ${endingOf(await venue.ended)}`);
  await openMarket(opened.gatewayUrl, data, memory, log);
  await trade(opened.gatewayUrl, memory, log, [1, 20]);
  writeFileSync(crash, '');
  let reason: string | undefined;
  if (way === 'hang') {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const ended = await venue.stop();
    if (ended.isHung) reason = 'told to stop, with a desk that hangs, it does not';
  } else {
    const ended = await venue.within(END_MS);
    if (ended.isHung) reason = `it goes on without its desk, ${END_MS / 1000} s and more`;
    else if (ended.code !== 1) reason = endingOf(ended);
  }
  const after = await startAgain(data, config, [], async ({ gatewayUrl }) =>
    whatIsMissing(gatewayUrl, data, memory),
  );
  return after.kind !== 'well' || reason === undefined ? after : failed(reason);
}

/** The local chain is killed, under a venue that settles on it. */
export const chains: Campaign = (options) =>
  tryCases('chains', [{ name: 'anvil', what: 'anvil is killed', run: loseChain }], options);

async function loseChain(folder: string): Promise<Outcome> {
  const data = join(folder, 'data');
  const config = smallVenueConfig(folder);
  const venue = new Venue(data, config, {}, LOCAL_CHAIN);
  const opened = await venue.opened;
  if (opened === undefined) return failed(`without a fault it ${endingOf(await venue.ended)}`);
  const anvils = childrenOf(venue.child.pid ?? 0).filter(({ name }) => name.startsWith('anvil'));
  for (const { pid } of anvils) process.kill(pid, 'SIGKILL');
  if (anvils.length !== 1) return failed(`it has ${anvils.length} chains of its own`);
  const answer = await fetch(`${opened.statusUrl}/status`).catch(() => undefined);
  const ended = await venue.stop();
  if (answer?.status !== 200) return failed('without its chain it answers no questions');
  if (ended.code !== 0) return failed(`without its chain, told to stop, it ${endingOf(ended)}`);
  return startAgain(data, config, LOCAL_CHAIN, untilSettled);
}

function childrenOf(parent: number): { pid: number; name: string }[] {
  const found: { pid: number; name: string }[] = [];
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(join('/proc', entry, 'stat'), 'utf8');
      const [, name = '', after = ''] = /\((.*)\) (.*)/s.exec(stat) ?? [];
      if (Number(after.split(' ')[1]) === parent) found.push({ pid: Number(entry), name });
    } catch {
      // It ended while we looked.
    }
  }
  return found;
}

const DAMAGES: Readonly<Record<string, (bytes: Buffer, random: () => number) => Buffer>> = {
  empty: () => Buffer.alloc(0),
  short: (bytes, random) => bytes.subarray(0, Math.floor(random() * bytes.length)),
  zeroed: (bytes, random) => {
    const page = Math.floor((random() * bytes.length) / 4096) * 4096;
    return Buffer.from(bytes).fill(0, page, Math.min(page + 4096, bytes.length));
  },
  flipped: (bytes, random) => {
    const changed = Buffer.from(bytes);
    const at = Math.floor(random() * bytes.length);
    changed[at] = (changed[at] as number) ^ (1 << Math.floor(random() * 8));
    return changed;
  },
};
const TURNS: Readonly<Record<string, number>> = { empty: 1, short: 3, zeroed: 4, flipped: 12 };

/** What the settler remembers and the chain's state, damaged at places the seed says. */
export const stores: Campaign = async (options) => {
  const sound = await soundVenue();
  const random = generator(options.seed);
  const files = ['settlement', 'chain'].flatMap((folder) =>
    readdirSync(join(sound, folder))
      .map((name) => join(folder, name))
      .filter((path) => statSync(join(sound, path)).isFile()),
  );
  const cases = files.flatMap((file) => [
    { name: `${file}:gone`, what: `${file} is gone`, run: damaged(sound, file, undefined) },
    ...Object.entries(DAMAGES).flatMap(([way, damage]) =>
      Array.from({ length: TURNS[way] as number }, (_, turn) => {
        const seed = Math.floor(random() * 2 ** 31);
        const change = (bytes: Buffer) => damage(bytes, generator(seed));
        const run = damaged(sound, file, change);
        return { name: `${file}:${way}:${turn}`, what: `${file} is ${way}`, run };
      }),
    ),
  ]);
  const result = await tryCases('stores', cases, options);
  rmSync(sound, { recursive: true, force: true });
  return result;
};

/** The data directory of a venue that has settled on its local chain and stopped in order. */
async function soundVenue(): Promise<string> {
  const copy = mkdtempSync(join(tmpdir(), 'patx-fault-sound-'));
  const [, ...chain] = LOCAL_CHAIN.slice(1);
  const sandbox = await openSandbox(1, chain);
  try {
    const trouble = await untilSettled(sandbox);
    if (trouble !== undefined) throw new Error(`without a fault: ${trouble}`);
    const ended = new Promise<void>((resolve) => sandbox.child.once('exit', () => resolve()));
    sandbox.child.kill('SIGTERM');
    await ended;
    cpSync(sandbox.data, copy, { recursive: true });
    return copy;
  } finally {
    sandbox.child.kill('SIGKILL');
    rmSync(sandbox.data, { recursive: true, force: true });
  }
}

function damaged(
  sound: string,
  file: string,
  change: ((bytes: Buffer) => Buffer) | undefined,
): Case['run'] {
  return async (folder) => {
    const data = join(folder, 'data');
    mkdirSync(data);
    cpSync(sound, data, { recursive: true });
    const path = join(data, file);
    if (change === undefined) rmSync(path);
    else writeFileSync(path, change(readFileSync(path)));
    const first = await startAgain(data, join(data, 'config.json'), LOCAL_CHAIN, saysHowItSettles);
    if (first.kind !== 'well') return first;
    return startAgain(data, join(data, 'config.json'), LOCAL_CHAIN, saysHowItSettles);
  };
}

/** Starts, asks, stops. A refusal to start counts where it has a code. */
async function startAgain(
  data: string,
  config: string,
  settings: readonly string[],
  ask: (opened: { gatewayUrl: string; statusUrl: string }) => Promise<string | undefined>,
): Promise<Outcome> {
  const venue = new Venue(data, config, {}, settings);
  const opened = await venue.opened;
  if (opened === undefined) {
    const ended = await venue.ended;
    const code = typedCodeOf(ended);
    return code === undefined || ended.code !== 1
      ? failed(`the start ${endingOf(ended)}`)
      : { kind: 'refused', code };
  }
  const wrong = await ask(opened).catch((error: unknown) => String(error));
  const ended = await venue.stop();
  if (wrong !== undefined) return failed(`${wrong}; then it ${endingOf(ended)}`);
  return ended.code === 0 ? WELL : failed(`the stop ${endingOf(ended)}`);
}

/** Undefined once batches are compared with the chain. */
function untilSettled(opened: { statusUrl: string }): Promise<string | undefined> {
  return looking(
    opened,
    (view) => (view.batchId ?? 0) > 0 && view.batchId === view.reconciledBatchId,
  );
}

/** Undefined once settlement goes on, or has stopped and says in a code why. */
function saysHowItSettles(opened: { statusUrl: string }): Promise<string | undefined> {
  return looking(opened, (view) => view.state === 'SETTLING' || view.trouble?.code !== undefined);
}

async function looking(
  { statusUrl }: { statusUrl: string },
  isWanted: (view: SettlementView) => boolean,
): Promise<string | undefined> {
  const endMs = performance.now() + SETTLEMENT_MS;
  let last: SettlementView | undefined;
  while (performance.now() < endMs) {
    const answer = await fetch(`${statusUrl}/settlement`);
    last = (await answer.json()) as SettlementView;
    if (isWanted(last)) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return `settlement neither runs nor says why not: ${JSON.stringify(last).slice(0, 200)}`;
}
