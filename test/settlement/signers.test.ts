/**
 * Would catch: a batch that is signed by a signer elsewhere with another key or over something else than was asked and is
 * believed all the same; one that does not answer, answers for ever or refuses, and holds the settler for longer than its
 * time, or ends it; and keys of two roles that one theft has, which nobody is told of.
 *
 * The signers are processes of their own, asked over HTTP and a Unix socket; the chain is an anvil.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transaction, verifyTypedData, Wallet } from 'ethers';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { HEADER_TYPES, keysTogether, RemoteSigner, signersOf } from '../../src/settlement/index.js';
import type { LocalVenue } from './support/local-venue.js';
import { withChain } from './support/market.js';
import { SettledVenue } from './support/settled-venue.js';

const PROGRAM = join(import.meta.dirname, '../../dist/test/processes/signer.js');
const KEY = `0x${'4b'.repeat(32)}`;
const WALLET = new Wallet(KEY);
const scratch = mkdtempSync(join(tmpdir(), 'patx-signers-'));
const running: ChildProcess[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Where a signer that was started listens. */
async function signer(place: string, behaviour: string, key = KEY): Promise<string> {
  const child = spawn(process.execPath, [PROGRAM, place, key, behaviour]);
  running.push(child);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return line.toString().trim();
}

const remote = (url: string, timeoutMs = 5_000) =>
  new RemoteSigner({ url, address: WALLET.address, timeoutMs });

const DOMAIN = { name: 'PatClearing', version: '3', chainId: 7, verifyingContract: WALLET.address };
const HASH = `0x${'11'.repeat(32)}`;
const HEADER = {
  ...{ id: 1, prevHash: HASH, tradesRoot: HASH, liabilitiesRoot: HASH, liabilitiesSum: 5 },
  ...{ ledgerSeq: 2 ** 40, requestSeq: 0, payloadHash: HASH },
};
const TRANSACTION = {
  type: 2,
  ...{ chainId: 7, to: WALLET.address, nonce: 3, data: '0x1234' },
  ...{ gasLimit: 90_000n, maxFeePerGas: 10n ** 10n, maxPriorityFeePerGas: 1n },
} as const;

describe('a signer elsewhere', () => {
  it.each([
    ['over HTTP', '0', 'honest'],
    ['over a Unix socket', join(scratch, 'one.sock'), 'honest'],
    ['that answers as clef does', '0', 'clef'],
  ])('signs what it is asked for, %s', async (_, place, behaviour) => {
    const one = remote(await signer(place, behaviour));
    const signature = await one.signTypedData(DOMAIN, HEADER_TYPES, HEADER);
    expect(verifyTypedData(DOMAIN, HEADER_TYPES, HEADER, signature)).toBe(WALLET.address);
    const signed = Transaction.from(await one.signTransaction(TRANSACTION));
    expect(signed.from).toBe(WALLET.address);
    expect(signed).toMatchObject({ nonce: 3, data: '0x1234', gasLimit: 90_000n });
    one.close();
  });

  it.each([
    ['has another key', 'other-key', 'SIGNER_WRONG'],
    ['signs another nonce', 'tampered', 'SIGNER_WRONG'],
    ['refuses', 'refusing', 'SIGNER_REFUSED'],
    ['says nothing', 'silent', 'SIGNER_AWAY'],
    ['answers for ever', 'endless', 'SIGNER_AWAY'],
  ])('that %s is not believed', async (_, behaviour, code) => {
    const one = remote(await signer('0', behaviour), 400);
    await expect(one.signTransaction(TRANSACTION)).rejects.toMatchObject({ code });
    const typed = one.signTypedData(DOMAIN, HEADER_TYPES, HEADER);
    if (behaviour === 'tampered') await typed;
    else await expect(typed).rejects.toMatchObject({ code });
    one.close();
  });

  it('is named by URL and address, and by nothing less', () => {
    for (const attestor of ['http://127.0.0.1:1', 'http://127.0.0.1:1#0x12', 'unix:/tmp/x']) {
      expect(() => signersOf({ settler: '', attestor }, scratch)).toThrow('URL#0xADDRESS');
    }
    const missing = join(scratch, 'no.key');
    expect(() => signersOf({ settler: '', attestor: missing }, scratch)).toThrow('holds no key');
    const own = signersOf({ settler: '', attestor: '' }, scratch).settler.address;
    const attestor = `http://127.0.0.1:1#${own}`;
    expect(() => signersOf({ settler: '', attestor }, scratch)).toThrow('are both');
  });
});

describe('a venue whose keys are elsewhere', () => {
  let chain: LocalVenue;
  withChain((started) => {
    chain = started;
  });

  it('settles by them, waits while one is away, and goes on when it is back', {
    timeout: 120_000,
  }, async () => {
    const { settler, attestor } = chain.keys;
    const socket = join(scratch, 'attestor.sock');
    const sources = {
      settler: `${await signer('0', 'honest', settler.privateKey)}#${settler.address}`,
      attestor: `${await signer(socket, 'honest', attestor.privateKey)}#${attestor.address}`,
    };
    const world = new SettledVenue(chain);
    const signers = signersOf(sources, scratch);
    try {
      world.signers = signers;
      world.restart();
      const { consumer, provider } = await world.market();
      world.trade(consumer, provider, 20);
      await world.settle();
      expect(await world.problems()).toEqual([]);
      running.at(-1)?.kill('SIGKILL');
      rmSync(socket, { force: true });
      world.trade(consumer, provider, 5);
      await world.settler.round();
      expect(world.settler.report()).toMatchObject({
        ...{ state: 'WAITING', trouble: { code: 'SIGNER_AWAY' } },
      });
      await signer(socket, 'honest', attestor.privateKey);
      await world.settle();
      expect(await world.problems()).toEqual([]);
    } finally {
      signers.close();
      await world.close();
    }
  });
});

describe('keys of two roles', () => {
  const at = (role: string, ...path: string[]) => ({ role, path: join(scratch, ...path) });

  it('are together in one directory, also by another name, and as files of one owner', () => {
    mkdirSync(join(scratch, 'a'), { recursive: true });
    mkdirSync(join(scratch, 'b'));
    symlinkSync(join(scratch, 'a'), join(scratch, 'alias'));
    expect(keysTogether([at('settler', 'a', 's.key')])).toBeUndefined();
    const twice = keysTogether([at('settler', 'a', 's.key'), at('attestor', 'alias', 'a.key')]);
    expect(twice).toContain('settler and attestor are both in');
    writeFileSync(join(scratch, 'a', 's.key'), '');
    writeFileSync(join(scratch, 'b', 'a.key'), '');
    const apart = [at('settler', 'a', 's.key'), at('attestor', 'b', 'a.key')];
    expect(keysTogether(apart)).toContain('files of the same owner');
  });
});
