/**
 * Would catch: a local chain that comes back without money it had called final, or with blocks nobody saved; an anvil that
 * outlives the process it belongs to; keys others may read, or two of the venue's that are the same.
 */
import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  ChainReader,
  chainKeys,
  findContracts,
  LOCAL_TERMS,
  type LocalChain,
  Rpc,
  startLocalChain,
} from '../../src/settlement/index.js';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'patx-chain-'));
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

function start(saveEveryMs: number): Promise<LocalChain> {
  const { settler, attestor, guardian, venue } = chainKeys(join(directory, 'keys'));
  return startLocalChain({
    directory: join(directory, 'chain'),
    keys: {
      settler: settler.address,
      attestor: attestor.address,
      guardian: guardian.address,
      venue: venue.address,
    },
    terms: LOCAL_TERMS,
    saveEveryMs,
    failed: (error) => {
      throw error;
    },
  });
}

it('comes back with what was saved, and without what was not', async () => {
  // Saved by hand below: what the timer does is the same call.
  const first = await start(3_600_000);
  const rpc = new Rpc({ url: first.url });
  const reader = new ChainReader(rpc, { kind: 'saved', saved: first.saved });
  const saved = await reader.head();
  expect(first.saved()).toBe(saved.number);
  await rpc.send('anvil_mine', ['0x2']);
  expect((await reader.head()).number).toBe(saved.number + 2);
  expect(await reader.finalNumber(saved.number + 2)).toBe(saved.number);
  copyFileSync(join(directory, 'chain', 'anvil.state'), join(directory, 'killed.state'));
  await first.stop();

  const second = await start(3_600_000);
  const again = new ChainReader(new Rpc({ url: second.url }), { kind: 'depth', blocks: 0 });
  expect((await again.head()).number).toBe(saved.number + 2);
  expect(second.contracts).toEqual(first.contracts);
  const contracts = await findContracts(again, second.contracts.clearing);
  expect(contracts).toMatchObject({ chainId: 31_337, quantum: 10n ** 12n });
  await second.stop();

  // As a killed process leaves it: the dump from before the two blocks.
  copyFileSync(join(directory, 'killed.state'), join(directory, 'chain', 'anvil.state'));
  const third = await start(3_600_000);
  const after = new ChainReader(new Rpc({ url: third.url }), { kind: 'depth', blocks: 0 });
  expect(await after.head()).toMatchObject({ number: saved.number, hash: saved.hash });
  await third.stop();
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

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
