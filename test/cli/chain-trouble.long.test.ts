/**
 * Catches an exchange that does not end because of its chain, waits for a chain that can never be settled on, stays without
 * its local chain once that died, or is taken down by the chain's damaged files.
 *
 * Processes as users have them; nothing is mocked but nodes that do not answer.
 */
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startAnvil } from '../../src/settlement/anvil.js';
import { pidsUnder } from '../demo/sandbox-process.js';
import { type BadNode, fullNode, silentNode } from '../settlement/support/bad-nodes.js';
import { type Exchange, end, refusal, settlement, startExchange } from './processes.js';

const TOGETHER = ['--chain-keys-together', 'accept'];
const LOCAL = [
  ...['--chain', 'local', '--chain-poll-ms', '50'],
  ...['--settle-interval-ms', '300', '--settle-heartbeat-ms', '1000'],
];
const PORTS = ['--gateway-port', '0', '--http-port', '0'];
const NOWHERE = 'http://127.0.0.1:1';
const SOMETHING = `0x${'1'.repeat(40)}`;
/** What is bound takes seconds, on a busy machine many; what waits for its chain, a minute (for a binding) or for ever. */
const END_MS_MAX = 45_000;

let scratch: string;
let bound: string;
const begun: Exchange[] = [];

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'patx-chain-trouble-'));
  bound = join(scratch, 'bound');
});

afterAll(() => {
  for (const { child } of begun) child.kill('SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
});

async function start(data: string, ...args: readonly string[]): Promise<Exchange> {
  const exchange = await startExchange('--data', data, ...args);
  begun.push(exchange);
  return exchange;
}

/** Milliseconds it takes to end in order. */
async function endMs(exchange: Exchange): Promise<number> {
  const begunMs = performance.now();
  await end(exchange);
  expect(exchange.child.exitCode).toBe(0);
  return performance.now() - begunMs;
}

it('goes on when its local chain is killed, and ends when it hangs', async () => {
  const exchange = await start(bound, ...LOCAL);
  const before = await settlement(exchange, ({ state }) => state === 'SETTLING');
  process.kill(anvilOf(exchange), 'SIGKILL');
  const after = await settlement(
    exchange,
    ({ state, url }) => state === 'SETTLING' && url !== before.url,
  );
  expect(after.contracts).toEqual(before.contracts);
  const batches = after.batchId ?? 0;
  await settlement(exchange, ({ reconciledBatchId = 0 }) => reconciledBatchId > batches);

  const anvil = anvilOf(exchange);
  process.kill(anvil, 'SIGSTOP');
  expect(await endMs(exchange)).toBeLessThan(END_MS_MAX);
  expect(() => process.kill(anvil, 0)).toThrow('ESRCH');
});

it.for([
  ['says nothing', silentNode],
  ['cannot be connected to', fullNode],
] as const)('ends while its chain %s', async ([, make]) => {
  const node: BadNode = await make();
  const exchange = await start(bound, '--chain', node.url, ...TOGETHER);
  await settlement(exchange, ({ state }) => state === 'CONNECTING' || state === 'WAITING');
  expect(await endMs(exchange)).toBeLessThan(END_MS_MAX);
  node.end();
});

it('is open while the files of its local chain are damaged, and names the file', async () => {
  const data = join(scratch, 'damaged');
  cpSync(bound, data, { recursive: true });
  writeFileSync(join(data, 'chain', 'anvil.state'), '');
  const exchange = await start(data, ...LOCAL);
  const { trouble } = await settlement(exchange, ({ state }) => state === 'STOPPED');
  expect(trouble).toMatchObject({ code: 'CHAIN_DAMAGED' });
  expect(trouble?.detail).toContain(join(data, 'chain', 'anvil.state'));
  const metrics = await (await fetch(`${exchange.statusUrl}/metrics`)).text();
  expect(metrics).toMatch(/^patx_settlement_state 4$/m);
  expect(await endMs(exchange)).toBeLessThan(END_MS_MAX);
});

it('refuses at once what can never be settled on, and makes no venue of it', async () => {
  const fresh = join(scratch, 'fresh');
  const other = join(scratch, 'other');
  const begunMs = performance.now();
  const [without, elsewhere, garbage] = await Promise.all([
    refusal('start', ...PORTS, ...TOGETHER, '--data', fresh, '--chain', NOWHERE),
    refusal(
      'start',
      ...PORTS,
      ...TOGETHER,
      '--data',
      bound,
      '--chain',
      NOWHERE,
      '--chain-clearing',
      SOMETHING,
    ),
    refusal(
      'start',
      ...PORTS,
      ...TOGETHER,
      '--data',
      other,
      '--chain',
      'http://',
      '--chain-clearing',
      SOMETHING,
    ),
  ]);
  expect(performance.now() - begunMs).toBeLessThan(END_MS_MAX);
  expect(without).toMatch(
    /^patx: chain-refused: --chain \S+ needs --chain-clearing.*patx settle deploy/m,
  );
  expect(elsewhere).toMatch(
    /^patx: chain-refused: --chain-clearing is 0x1+, and the venue is bound to 0x/m,
  );
  expect(garbage).toMatch(/--chain|chain:/);
  for (const data of [fresh, other]) {
    expect(existsSync(join(data, 'keys', 'operator.pem'))).toBe(false);
  }
});

it('refuses at once a chain on which its contract is not', async () => {
  const { url, stop } = await startAnvil();
  const begunMs = performance.now();
  const data = join(scratch, 'lost');
  const where = ['--chain', url, '--chain-clearing', SOMETHING];
  const said = await refusal('start', ...PORTS, ...TOGETHER, '--data', data, ...where);
  expect(performance.now() - begunMs).toBeLessThan(END_MS_MAX);
  expect(said).toContain(`WRONG_CONTRACT: there is no contract at ${SOMETHING}`);
  expect(said).toContain('--chain-clearing');
  await stop();
});

function anvilOf({ child }: Exchange): number {
  const pid = pidsUnder(child.pid as number, '/anvil ').at(-1);
  if (pid === undefined) throw new Error('the exchange runs no anvil');
  return pid;
}
