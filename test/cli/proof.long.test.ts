/**
 * Would catch: `patx proof` that proves what the journal does not say, passes a proof that was changed or a root that was
 * not posted, or gives an account another salt than the tree has: the real command, on what a real exchange left.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Exhibit, makeExhibit } from './exhibit.js';

let exhibit: Exhibit;

beforeAll(async () => {
  exhibit = await makeExhibit();
}, 60_000);

afterAll(() => exhibit.remove());

const proof = (...options: string[]) => exhibit.run('proof', exhibit.sound, ...options);

test('proves accounts from the journal, and the file it printed checks by itself', () => {
  const all = proof('--all', '--json');
  expect(all).toMatchObject({ status: 0, stderr: '' });
  const { posted, accountCount, ledgerSequence } = JSON.parse(all.stdout);
  expect(ledgerSequence).toBe(exhibit.frames.at(-1)?.lastSequence);
  const posting = ['--root', posted.liabilitiesRoot, '--sum', String(posted.liabilitiesSum)];
  expect(posted.liabilitiesSum).toBeGreaterThan(0);
  for (const id of [1, 5, accountCount]) {
    const one = proof('--account', String(id), '--json', ...posting);
    expect(one).toMatchObject({ status: 0, stderr: '' });
    const answer = JSON.parse(one.stdout);
    expect(answer.proof.accountId).toBe(id);
    const file = join(exhibit.damaged, 'proof.json');
    writeFileSync(file, one.stdout);
    expect(proof('--check', file, ...posting).stdout).toContain('the proof holds');
    answer.proof.freeMicroPat += 1;
    writeFileSync(file, JSON.stringify(answer));
    expect(proof('--check', file, ...posting)).toMatchObject({ status: 1 });
  }
}, 120_000);

test('has a root for every frame, and says so when another was posted', () => {
  const early = exhibit.frames[Math.floor(exhibit.frames.length / 2)]?.lastSequence ?? 0;
  const { posted } = JSON.parse(proof('--all', '--json').stdout);
  const posting = ['--root', posted.liabilitiesRoot, '--sum', String(posted.liabilitiesSum)];
  const then = proof('--all', '--at', String(early), ...posting);
  expect(then.status).toBe(1);
  expect(then.stdout).toContain('DOES NOT HOLD');
  expect(then.stdout).toContain('posted is the root');
  expect(proof('--all', '--at', String(early))).toMatchObject({ status: 0 });
}, 60_000);

test('keeps one secret, which only its owner reads, and refuses what it cannot mean', () => {
  proof('--all');
  const secret = join(exhibit.sound, 'keys', 'liabilities.secret');
  expect(statSync(secret).mode & 0o777).toBe(0o600);
  const before = readFileSync(secret, 'utf8');
  expect(proof('--account', '1').stdout).toContain('the proof holds');
  expect(readFileSync(secret, 'utf8')).toBe(before);
  const WRONG: readonly (readonly [string[], RegExp])[] = [
    [[], /one of --account and --all/],
    [['--account', '100000'], /UNKNOWN_ACCOUNT/],
    [['--account', '1', '--root', `0x${'0'.repeat(64)}`], /--root and --sum belong together/],
    [['--account', '1.5'], /whole number/],
    [['--all', '--at', '999999999'], /no frame ends at 999999999/],
  ];
  for (const [options, says] of WRONG) {
    const { status, stderr } = proof(...options);
    expect(status).toBe(1);
    expect(stderr).toMatch(says);
  }
}, 60_000);
