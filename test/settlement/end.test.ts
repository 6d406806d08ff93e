/**
 * Catches a node that holds up whoever wants to end: one that does not answer, answers slowly, cannot be connected to, whose
 * name cannot be looked up; a local chain that hangs while it is started, saved or ended.
 */
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FromDesk, SettlementOptions } from '../../src/desk/messages.js';
import { DeskSettlement } from '../../src/desk/settlement.js';
import { Core } from '../../src/engine/core/index.js';
import { HostLookup } from '../../src/settlement/chain/host-lookup.js';
import { Rpc } from '../../src/settlement/index.js';
import { SMALL_LIMITS } from '../support/venue.js';
import { type BadNode, closingNode, fullNode, silentNode, slowNode } from './support/bad-nodes.js';

const NODES = [
  ['says nothing', silentNode],
  ['never finishes its answer', slowNode],
  ['closes each connection', closingNode],
  ['cannot be connected to', fullNode],
] as const;
/** What is bound is seconds; what is not, ten and more. */
const END_MS_MAX = 5_000;

let scratch: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'patx-end-'));
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function msOf(work: Promise<unknown>): Promise<number> {
  const begunMs = performance.now();
  await work;
  return performance.now() - begunMs;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe.for(NODES)('a node that %s', ([, make]) => {
  let node: BadNode;

  beforeAll(async () => {
    node = await make();
  });

  afterAll(() => node.end());

  it('keeps no process that is done with it', async () => {
    const script = `
      import { Rpc } from ${JSON.stringify(join(process.cwd(), 'dist/src/settlement/index.js'))};
      const rpc = new Rpc({ url: ${JSON.stringify(node.url)} });
      const asked = rpc.send('eth_chainId', []).catch(({ problem }) => console.log(problem));
      let closedMs = 0;
      setTimeout(() => {
        closedMs = performance.now();
        rpc.close();
      }, 300);
      process.on('exit', () => console.log(performance.now() - closedMs));
      await asked;`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
    });
    await once(child, 'close');
    const [problem, afterMs] = said.trim().split('\n');
    expect(problem).toBe('UNREACHABLE');
    expect(Number(afterMs)).toBeLessThan(END_MS_MAX);
  });

  it('does not keep the desk from ending', async () => {
    const { desk } = deskOf({ url: node.url, clearing: `0x${'1'.repeat(40)}` });
    await pause(300);
    expect(await msOf(desk.stop())).toBeLessThan(END_MS_MAX);
  });
});

it('is asked nothing any more once it was closed', async () => {
  const rpc = new Rpc({ url: 'http://127.0.0.1:1' });
  rpc.close();
  await expect(rpc.send('eth_chainId', [])).rejects.toMatchObject({ problem: 'UNREACHABLE' });
  rpc.moveTo('http://127.0.0.1:2');
  await expect(rpc.send('eth_chainId', [])).rejects.toMatchObject({ problem: 'UNREACHABLE' });
  expect(rpc.retries).toBe(0);
});

it('a request whose node moved is made again at the new address', async () => {
  const node = await silentNode();
  const { createServer } = await import('node:http');
  const other = createServer((request, response) => {
    request.on('data', (body) => {
      const { id } = JSON.parse(String(body)) as { id: number };
      response.end(JSON.stringify({ jsonrpc: '2.0', id, result: '0x7' }));
    });
  });
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const rpc = new Rpc({ url: node.url });
  const asked = rpc.send('eth_chainId', []);
  await pause(50);
  const { port } = other.address() as { port: number };
  rpc.moveTo(`http://127.0.0.1:${port}`);
  expect(await asked).toBe('0x7');
  rpc.close();
  node.end();
  other.close();
});

describe("a host's name", () => {
  it('is looked up in the hosts file first, by any of its names', async () => {
    const hostsFile = join(scratch, 'hosts');
    writeFileSync(hostsFile, '# names\n192.0.2.7\tnode.example  node # ours\n2001:db8::7 node\n');
    const hosts = new HostLookup({ hostsFile, servers: ['127.0.0.1:1'] });
    expect(await hosts.addresses('NODE')).toEqual([
      { address: '192.0.2.7', family: 4 },
      { address: '2001:db8::7', family: 6 },
    ]);
    expect(await hosts.addresses('node', { family: 6 })).toEqual([
      { address: '2001:db8::7', family: 6 },
    ]);
    expect(await hosts.addresses('localhost', { family: 4 })).toEqual([
      { address: '127.0.0.1', family: 4 },
    ]);
  });

  it('is given up at once where the name server does not answer', async () => {
    const silent = createSocket('udp4');
    silent.bind(0, '127.0.0.1');
    await once(silent, 'listening');
    const hosts = new HostLookup({ servers: [`127.0.0.1:${silent.address().port}`] });
    const asked = hosts.addresses('node.example');
    const failed = expect(asked).rejects.toThrow(
      'the address of node.example cannot be looked up (ECANCELLED)',
    );
    await pause(100);
    hosts.cancel();
    expect(await msOf(failed)).toBeLessThan(END_MS_MAX);
    silent.close();
  });
});

describe('the local chain of a desk', () => {
  it.for([0, 150, 400, 900, 1_500])('is ended while it is started, after %i ms', async (ms) => {
    const { desk, told } = deskOf({ url: 'local', name: `start ${ms}` });
    await pause(ms);
    expect(await msOf(desk.stop())).toBeLessThan(END_MS_MAX);
    expect(told.filter(({ kind }) => kind === 'unsettled')).toEqual([]);
  });
});

it.for([
  ['no address', { url: 'http://127.0.0.1:1' }, 'NO_CLEARING', undefined],
  ['a damaged key', { url: 'local' }, 'WRONG_KEYS', 'chain-settler.key'],
  [
    "the settler's disk is something else",
    { url: 'http://127.0.0.1:1', clearing: `0x${'1'.repeat(40)}` },
    'STORE_DAMAGED',
    'settlement/data.mdb',
  ],
] as const)('says at once what can never pass: %s', async ([, settings, code, file]) => {
  const { desk, told, folder } = deskOf(settings, (at) => {
    if (file !== undefined) writeFileSync(join(at, file), 'x'.repeat(20_000));
  });
  await expect.poll(() => desk.view().trouble?.code).toBe(code);
  expect(desk.view().state).toBe('STOPPED');
  expect(desk.numbers()).toEqual({ settlement_state: 4 });
  const message = told.find(({ kind }) => kind === 'unsettled') as { message: string };
  expect(message.message).toContain(file === undefined ? '--chain-clearing' : join(folder, file));
  expect(await msOf(desk.stop())).toBeLessThan(END_MS_MAX);
});

interface Settings {
  readonly url: string;
  readonly clearing?: string;
  readonly name?: string;
}

function deskOf(
  { url, clearing = '', name = 'remote' }: Settings,
  prepare: (folder: string) => void = () => undefined,
) {
  const at = mkdtempSync(join(scratch, `${name} `));
  const options: SettlementOptions = {
    ...{ url, clearing, rights: '', fromBlock: 0, secret: new Uint8Array(32) },
    finality: { kind: 'depth', blocks: 0 },
    signers: { settler: '', attestor: '' },
    keysDirectory: at,
    storeDirectory: join(at, 'settlement'),
    chainDirectory: join(at, 'chain'),
    terms: {
      ...{ pollMs: 100, intervalMs: 1_000, heartbeatMs: 1_000, bumpAfterMs: 1_000 },
      ...{ unfinalMax: 1, rightsRowsMax: 1 },
    },
  };
  mkdirSync(options.storeDirectory);
  prepare(at);
  const told: FromDesk[] = [];
  const core = new Core({ limits: SMALL_LIMITS });
  const desk = new DeskSettlement(options, {
    core,
    eventHash: () => new Uint8Array(32),
    durableSequence: () => core.state.sequence,
    post: (message) => {
      told.push(message);
      // As the engine does; nothing follows here, so the ledger stays as it is.
      if (message.kind === 'submit') {
        desk.answered(
          message.id,
          message.commands.map(() => ({ sequence: 0, code: 0 })),
        );
      }
    },
  });
  return { desk, told, folder: at };
}
