/**
 * Catches a local chain that comes back without money it had called final, or with blocks nobody saved; one that stays away
 * when its anvil died, or cannot be ended when it hangs; files that are damaged and not named; an anvil that outlives the
 * process it belongs to; keys others may read, or two of the venue's that are the same.
 */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ChainReader,
  chainKeys,
  findContracts,
  LOCAL_TERMS,
  type LocalChain,
  type LocalChainOptions,
  Rpc,
  startLocalChain,
} from '../../src/settlement/index.js';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'patx-chain-'));
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Saved by hand: what the timer does is the same call. */
const NEVER_MS = 3_600_000;

function start(
  saveEveryMs: number,
  { name = 'chain', ...more }: Partial<LocalChainOptions> & { name?: string } = {},
): Promise<LocalChain> {
  const { settler, attestor, guardian, venue, carrier } = chainKeys(join(directory, 'keys'));
  return startLocalChain({
    directory: join(directory, name),
    keys: {
      settler: settler.address,
      attestor: attestor.address,
      guardian: guardian.address,
      venue: venue.address,
      carrier: carrier.address,
    },
    terms: LOCAL_TERMS,
    saveEveryMs,
    log: (_level, fields, message) => {
      throw new Error(`${message} ${JSON.stringify(fields)}`);
    },
    ...more,
  });
}

it('comes back with what was saved, and without what was not', async () => {
  const first = await start(NEVER_MS);
  const rpc = new Rpc({ url: first.url });
  const reader = new ChainReader(rpc, { kind: 'saved', saved: first.saved });
  const saved = await reader.head();
  expect(first.saved()).toBe(saved.number);
  await rpc.send('anvil_mine', ['0x2']);
  expect((await reader.head()).number).toBe(saved.number + 2);
  expect(await reader.finalNumber(saved.number + 2)).toBe(saved.number);
  copyFileSync(join(directory, 'chain', 'anvil.state'), join(directory, 'killed.state'));
  await first.stop();

  const second = await start(NEVER_MS);
  const again = new ChainReader(new Rpc({ url: second.url }), { kind: 'depth', blocks: 0 });
  expect((await again.head()).number).toBe(saved.number + 2);
  expect(second.contracts).toEqual(first.contracts);
  const contracts = await findContracts(again, second.contracts.clearing);
  expect(contracts).toMatchObject({ chainId: 31_337, quantum: 10n ** 12n });
  await second.stop();

  // As a killed process leaves it: the dump from before the two blocks.
  copyFileSync(join(directory, 'killed.state'), join(directory, 'chain', 'anvil.state'));
  const third = await start(NEVER_MS);
  const after = new ChainReader(new Rpc({ url: third.url }), { kind: 'depth', blocks: 0 });
  expect(await after.head()).toMatchObject({ number: saved.number, hash: saved.hash });
  await third.stop();
});

describe('an anvil that ended by itself', () => {
  it('is started again from what was saved, at another address', async () => {
    const said: string[] = [];
    const moved: string[] = [];
    const chain = await start(NEVER_MS, {
      log: (_level, _fields, message) => void said.push(message),
      moved: (url) => void moved.push(url),
    });
    const { url, pid, contracts } = chain;
    const saved = chain.saved();
    const rpc = new Rpc({ url });
    const reader = new ChainReader(rpc, { kind: 'saved', saved: chain.saved });
    const { hash } = await reader.head();
    await rpc.send('anvil_mine', ['0x2']);
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => moved.length).toBe(1);
    expect(moved).toEqual([chain.url]);
    expect(chain.url).not.toBe(url);
    expect(chain.pid).not.toBe(pid);
    expect(chain.contracts).toEqual(contracts);
    rpc.moveTo(chain.url);
    // What was not saved is lost like the blocks of a reorg.
    expect(await reader.head()).toMatchObject({ number: saved, hash });
    expect(chain.saved()).toBe(saved);
    expect(said).toEqual([
      'the local chain ended: it is started again from what was saved',
      'the local chain runs again',
    ]);
    await chain.stop();
    rpc.close();
  });

  it('is given up when what was saved is no chain any more', async () => {
    cpSync(join(directory, 'chain'), join(directory, 'given-up'), { recursive: true });
    const lost: string[] = [];
    const chain = await start(NEVER_MS, {
      name: 'given-up',
      log: () => undefined,
      lost: ({ message }) => void lost.push(message),
    });
    writeFileSync(join(directory, 'given-up', 'anvil.state'), '');
    process.kill(chain.pid, 'SIGKILL');
    await expect.poll(() => lost.length).toBe(1);
    expect(lost[0]).toMatch(/^CHAIN_ENDED: .*CHAIN_DAMAGED: .*given-up\/anvil\.state/);
    await chain.stop();
  });

  it('is given up when it does not come up, time after time', async () => {
    const args: string[] = [];
    const said: string[] = [];
    const lost: string[] = [];
    const chain = await start(NEVER_MS, {
      args,
      firstWaitMs: 1,
      log: (_level, _fields, message) => void said.push(message),
      lost: ({ code }) => void lost.push(code),
    });
    args.push('--no-such-option');
    process.kill(chain.pid, 'SIGKILL');
    await expect.poll(() => lost).toEqual(['CHAIN_ENDED']);
    expect(said.length).toBe(9);
    expect(said.at(-1)).toBe('the local chain is given up');
    await chain.stop();
  });

  it('is not waited for when it hangs: what it did not save is lost, what it saved is there', async () => {
    const said: string[] = [];
    const chain = await start(NEVER_MS, {
      log: (_level, _fields, message) => void said.push(message),
    });
    const saved = chain.saved();
    const rpc = new Rpc({ url: chain.url });
    await rpc.send('anvil_mine', ['0x2']);
    rpc.close();
    process.kill(chain.pid, 'SIGSTOP');
    await chain.stop();
    expect(isAlive(chain.pid)).toBe(false);
    expect(said).toEqual(['the last blocks of the local chain are not saved']);
    const again = await start(NEVER_MS);
    expect(again.saved()).toBe(saved);
    await again.stop();
  });
});

describe('files that are not what they were', () => {
  const cases: readonly [string, string, (path: string) => void, Partial<LocalChainOptions>?][] = [
    ['an empty state', 'anvil.state', (path) => writeFileSync(path, '')],
    ['half a state', 'anvil.state', (path) => truncateSync(path, statSync(path).size >> 1)],
    ['a state with a bit turned', 'anvil.state', (path) => turnBit(path)],
    ['no state', 'anvil.state', (path) => rmSync(path)],
    ['empty contracts', 'contracts.json', (path) => writeFileSync(path, '')],
    ['contracts that are none', 'contracts.json', (path) => writeFileSync(path, '{"chainId":1}')],
    [
      'no contracts, where the venue is bound to some',
      'contracts.json',
      (path) => rmSync(path),
      { boundTo: `0x${'1'.repeat(40)}` },
    ],
  ];
  it.for(cases)('%s', async ([name, file, damage, more = {}]) => {
    const path = join(directory, name, file);
    cpSync(join(directory, 'chain'), join(directory, name), { recursive: true });
    damage(path);
    const failed = await start(NEVER_MS, { name, ...more }).catch((error: unknown) => error);
    expect(failed).toMatchObject({
      code: 'CHAIN_DAMAGED',
      message: expect.stringMatching(
        /put the folder back from a copy .* or begin with another --data/,
      ),
    });
    expect((failed as Error).message).toContain(path);
  });

  it('another venue', async () => {
    await expect(start(NEVER_MS, { boundTo: `0x${'1'.repeat(40)}` })).rejects.toMatchObject({
      code: 'WRONG_CONTRACT',
    });
  });
});

it('ends with a process that is killed', async () => {
  const script = `
    import { startAnvil } from ${JSON.stringify(join(process.cwd(), 'dist/src/settlement/index.js'))};
    const { pid } = await startAnvil();
    process.stdout.write(String(pid));
    setInterval(() => undefined, 1_000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
  const pid = await new Promise<number>((resolve) => {
    child.stdout.once('data', (text) => resolve(Number(text)));
  });
  expect(isAlive(pid)).toBe(true);
  child.kill('SIGKILL');
  for (let left = 2_000; left > 0 && isAlive(pid); left -= 1) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  expect(isAlive(pid)).toBe(false);
});

it('has keys of its owner alone, and no two alike', () => {
  const keys = join(directory, 'more-keys');
  const made = chainKeys(keys);
  expect(chainKeys(keys).settler.address).toBe(made.settler.address);
  for (const name of ['settler', 'attestor', 'venue', 'guardian']) {
    expect(statSync(join(keys, `chain-${name}.key`)).mode & 0o777).toBe(0o600);
  }
  const attestor = join(keys, 'chain-attestor.key');
  copyFileSync(join(keys, 'chain-settler.key'), attestor);
  chmodSync(attestor, 0o600);
  expect(() => chainKeys(keys)).toThrow(/the same key/);
});

function turnBit(path: string): void {
  const bytes = readFileSync(path);
  const at = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0x10, at);
  writeFileSync(path, bytes);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
