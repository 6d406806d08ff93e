/**
 * Catches a sandbox that leaves a process or a port behind, or does not end, whoever is told to end or dies: npm, the
 * sandbox, an exchange that hangs; a start that says nothing, or says where things are wrongly; a failure without its cause.
 *
 * Processes as users have them: npm, the sandbox, the exchange, its chain.
 */
import { execFile } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { IS_LONG, some } from '../support/long.js';
import { areGone, isFree, kill, pause, Sandbox } from './sandbox-process.js';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Far longer than an exchange that hangs is waited for, as a busy machine needs it. */
const END_MS_MAX = 45_000;

let scratch: string;
const sandboxes: Sandbox[] = [];

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'patx-sandbox-'));
});

afterEach(() => {
  for (const sandbox of sandboxes.splice(0)) sandbox.clear();
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const folder = (name: string): string => join(scratch, name);

function demo(name: string, ...args: readonly string[]): Sandbox {
  const sandbox = Sandbox.demo(folder(name), ...args);
  sandboxes.push(sandbox);
  return sandbox;
}

/** `npm start` of a package that has the real script and is built already: a build here would be under other tests' feet. */
function npmStart(name: string): Sandbox {
  const root = folder('package');
  mkdirSync(join(root, 'scripts'), { recursive: true });
  for (const file of ['package.json', 'scripts/start.mjs', 'scripts/run.mjs']) {
    copyFileSync(join(ROOT, file), join(root, file));
  }
  for (const file of ['build.mjs', 'build-client.mjs', 'build-web.mjs'])
    writeFileSync(join(root, 'scripts', file), '');
  symlinkSync(join(ROOT, 'dist'), join(root, 'dist'));
  const ports = ['--gateway-port', '0', '--http-port', '0'];
  const args = ['start', '--', '--data', folder(name), ...ports];
  const sandbox = new Sandbox('npm', args, root);
  sandboxes.push(sandbox);
  return sandbox;
}

const logOf = (name: string): string => readFileSync(join(folder(name), 'exchange.log'), 'utf8');

it('says each stage, where everything is and what to try; npm alone is told to end, and nothing is left', async () => {
  const sandbox = npmStart('npm');
  const stages = [
    /building/,
    /starting the exchange on \S+\/npm, with a chain of its own/,
    /exchange: a new venue/,
    /opening accounts: the broker, 4 consumers, 3 providers/,
    /opening the market/,
    /the market is open/,
    /up 0:00:00 .* profit since this start \+0\.00 PAT/,
  ];
  for (const stage of stages) await sandbox.says(stage);
  const places = stages.map((stage) => sandbox.said.search(stage));
  expect(places).toEqual([...places].sort((a, b) => a - b));

  const [, status = ''] = await sandbox.says(/status +(\S+)/);
  expect((await fetch(status)).status).toBe(200);
  expect(sandbox.said).toContain(`data      ${folder('npm')}`);
  expect(sandbox.said).toContain(`operator  account 2, key ${folder('npm')}/keys/operator.pem`);
  const [, command = ''] = await sandbox.says(/try +(\S.*)/);
  const { stdout } = await run('sh', ['-c', command], { cwd: ROOT });
  expect(stdout).toContain('spread_base_ppm');

  const pids = sandbox.pids();
  expect(pids.length).toBeGreaterThanOrEqual(4);
  sandbox.child.kill('SIGTERM');
  expect((await sandbox.ended()).afterMs).toBeLessThan(END_MS_MAX);
  await areGone(pids);
  for (const port of sandbox.ports()) expect(await isFree(port)).toBe(true);
  expect(logOf('npm')).toContain('the exchange is closed');

  // The directory is bound to that chain now.
  const without = demo('npm', '--no-chain');
  expect((await without.ended()).code).toBe(1);
  expect(without.said).toContain(
    'chain-refused: this data directory is bound to a chain: choose another --data',
  );
});

it.runIf(IS_LONG)('npm dies without a word: nothing is left', async () => {
  rmSync(folder('package'), { recursive: true, force: true });
  const sandbox = npmStart('npm-killed');
  await sandbox.says(/exchange: a new venue/);
  const pids = sandbox.pids();
  sandbox.child.kill('SIGKILL');
  await areGone(pids);
});

it('the sandbox dies without a word: its exchange ends in order', async () => {
  const sandbox = demo('killed', '--no-chain');
  await sandbox.says(/up 0:00:00/);
  const pids = sandbox.pids();
  sandbox.child.kill('SIGKILL');
  await areGone(pids);
  for (const port of sandbox.ports()) expect(await isFree(port)).toBe(true);
  expect(logOf('killed')).toContain('the exchange is closed');
});

it.for(
  some(1, [
    [2, /exchange: a new venue/],
    [1, /starting the exchange/],
    [3, /opening accounts/],
  ] as const),
)('is told to end at stage %i: %s', async ([n, stage]) => {
  const sandbox = demo(`told ${n}`);
  await sandbox.says(stage);
  const pids = sandbox.pids();
  sandbox.child.kill('SIGINT');
  const { code, afterMs } = await sandbox.ended();
  expect({ code, said: sandbox.said }).toMatchObject({ code: 0 });
  expect(afterMs).toBeLessThan(END_MS_MAX);
  await areGone(pids);
});

it.runIf(IS_LONG)(
  'an exchange that hangs is killed, with a word, while it is set up and while it plays',
  async () => {
    await Promise.all(
      some(1, ['up 0:00:00', 'opening accounts']).map(async (stage, n) => {
        const sandbox = demo(`hangs ${n}`, '--no-chain');
        await sandbox.says(new RegExp(stage));
        const pids = sandbox.pids();
        kill(sandbox.pidOf(' start '), 'SIGSTOP');
        sandbox.child.kill('SIGTERM');
        const { code, afterMs } = await sandbox.ended();
        expect(code).toBe(1);
        expect(afterMs).toBeLessThan(END_MS_MAX);
        expect(sandbox.said).toMatch(
          /has not ended in 5 s: it is killed[\s\S]+killed by SIGKILL; see/,
        );
        await areGone(pids);
      }),
    );
  },
);

it.runIf(IS_LONG)('a second Ctrl-C ends at once what hangs', async () => {
  const sandbox = demo('twice', '--no-chain');
  await sandbox.says(/up 0:00:00/);
  const pids = sandbox.pids();
  kill(sandbox.pidOf(' start '), 'SIGSTOP');
  sandbox.child.kill('SIGINT');
  // From the terminal and once more from npm: one Ctrl-C.
  sandbox.child.kill('SIGINT');
  await pause(700);
  expect(sandbox.child.exitCode).toBeNull();
  sandbox.child.kill('SIGINT');
  expect((await sandbox.ended()).code).toBe(130);
  expect(sandbox.said).not.toContain('it is killed');
  await areGone(pids);
});

it.runIf(IS_LONG)('says how its exchange ended, and what it said', async () => {
  const killed = demo('ended', '--no-chain');
  await killed.says(/up 0:00:00/);
  kill(killed.pidOf(' start '), 'SIGKILL');
  expect((await killed.ended()).code).toBe(1);
  expect(killed.said).toContain(
    `the exchange was killed by SIGKILL; see ${folder('ended')}/exchange.log`,
  );

  // The same directory with a chain can never be.
  const refused = demo('ended');
  expect((await refused.ended()).code).toBe(1);
  expect(refused.said).toMatch(
    /the exchange did not start \(exit code 1\)[\s\S]+chain-refused: the venue holds PAT that no chain knows of/,
  );
});
