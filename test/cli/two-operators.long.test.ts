/**
 * Would catch: a venue that one person runs and nobody says so; one made with two whose command line books PAT by one's word,
 * or does not say whom it waits for. The real commands against a `patx start` of their own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { patx } from './patx.js';
import { start, startAndStop, stopped } from './started.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-operators-'));

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('made with two, it takes two to book a deposit', async () => {
  const data = join(scratch, 'two');
  const secondKey = join(scratch, 'second.pem');
  const { out: publicKey } = await patx('keygen', secondKey);
  const exchange = start(data, '--further-operator', `Ada Second=${publicKey.trim()}`);
  const { gatewayUrl, statusUrl } = (await exchange.open) ?? { gatewayUrl: '', statusUrl: '' };
  const status = await (await fetch(`${statusUrl}/status`)).json();
  expect(status).toMatchObject({ operators: { madeWith: 2, secondPersonNeeded: true } });
  const first = ['--url', gatewayUrl, '--key', join(data, 'keys', 'operator.pem')];
  const second = ['--url', gatewayUrl, '--key', secondKey, '--operator', '5'];
  const asked = await patx('account', 'deposit', '1', '250.5', ...first);
  expect(asked).toMatchObject({ status: 0, err: '' });
  expect(asked.out).toBe('waits as change 1 for a second operator: patx parameter approve 1\n');
  const listed = await patx('parameter', 'list', '--waiting', ...second);
  expect(listed.out).toMatch(
    /1 +deposit +targetAccountId 1, amountMicroPat 250500000 +be done +approval +2 /,
  );
  const own = await patx('parameter', 'approve', '1', '--reason', 'me too', ...first);
  expect(own.err).toContain('SECOND_PERSON');
  const approved = await patx('parameter', 'approve', '1', '--reason', 'seen', ...second);
  expect(approved).toMatchObject({ status: 0, out: 'approved: change 1\n' });
  // Looked at while it runs, the machine is as fit as before.
  const looked = await patx('doctor', '--data', data, '--port', new URL(gatewayUrl).port);
  expect(looked.out).toMatch(/^ok {3}port +\d+ is in use; a venue runs on /m);
  const other = ['--data', join(scratch, 'none'), '--port', new URL(gatewayUrl).port];
  expect((await patx('doctor', ...other)).out).toMatch(/^FAIL port .*: name another with --port$/m);
  expect(await stopped(exchange)).toMatchObject({ code: 0, err: '' });
  const late = start(data, '--further-operator', `Third=${publicKey.trim()}`);
  expect(await late.ended).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^patx: operators-fixed: /),
  });
}, 120_000);

test('made with one, it says that nobody checks him', async () => {
  const { out } = await startAndStop(join(scratch, 'one'));
  expect(out).toContain('this venue was made with one operator');
}, 60_000);

test('a key that is none, or a name that is missing, ends it', async () => {
  for (const text of ['Ada', 'Ada=12', `=${'0'.repeat(64)}`]) {
    const { code, err } = await start(join(scratch, 'none'), '--further-operator', text).ended;
    expect(code).toBe(1);
    expect(err).toMatch(/^patx: bad-value: operator .* is not name=key/);
  }
}, 60_000);
