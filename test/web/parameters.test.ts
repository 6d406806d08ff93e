/**
 * Catches pages of parameters that do not find one, that say something else than the journal of who changed what and why, that
 * let a change be made untried, or by one person where two are needed, whose try tells of other quotes and orders than move and
 * breach, or whose way back leads elsewhere; and a try that tells strangers, or takes what is no change.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KEY_SCOPE } from '../../src/client/index.js';
import { FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import { expectAsWell, openBrowser, openPage } from './browser.js';
import { openWebVenue, type WebVenue } from './venue.js';

const { READ, OPERATE, TRADE } = KEY_SCOPE;
const CONTRACT = 'AUTO_INTENT|7D|0.70-0.85';

let browser: Browser;
let venue: WebVenue;
let first: Page;
let second: Page;
const complaints: string[][] = [];

async function signedIn(accountId: number, scopes: readonly number[]): Promise<Page> {
  const opened = await openPage(browser, venue.link(accountId, scopes));
  complaints.push(opened.complaints);
  await opened.page.locator(`[data-account="${accountId}"]`).waitFor();
  return opened.page;
}

const inForce = async (name: string, target: string): Promise<number | undefined> =>
  (await venue.operator.queries.parameters()).findLast(
    (one) => one.name === name && one.target === target,
  )?.value;

beforeAll(async () => {
  [browser, venue] = await Promise.all([openBrowser(), openWebVenue()]);
  first = await signedIn(FIRST_OPERATOR_ACCOUNT, [READ, OPERATE]);
  second = await signedIn(venue.second.accountId, [READ, OPERATE]);
});
afterAll(async () => {
  await browser.close();
  await venue.close();
});

test('somebody finds a parameter, tries a change, sees which quotes move, makes it, and undoes it', async () => {
  await first.goto(`${venue.origin}/console/parameters`);
  await first.locator('[data-parameter="half_spread_max_ppm"], [data-parameter]').first().waitFor();
  await first.keyboard.press('/');
  await first.keyboard.type('base_value_micro a start');
  const row = first.locator(`[data-parameter="base_value_micro_pat ${CONTRACT}"]`);
  await expect.poll(() => first.locator('[data-count]').textContent()).toMatch(/^1 of /);
  expect(await row.textContent()).toContain(`account ${FIRST_OPERATOR_ACCOUNT}`);
  await expectAsWell(first);
  await row.getByRole('link').click();
  await first.getByRole('heading', { level: 1 }).getByText('base_value_micro_pat').waitFor();

  const form = first.locator('[data-change]');
  await form.getByLabel('Where').fill(CONTRACT);
  await form.getByLabel('New value').fill('-5');
  await form.getByRole('button', { name: 'Try it' }).click();
  await first.locator('[data-dry-run="refused"]').getByText('PARAMETER_RANGE').waitFor();
  expect(await first.getByRole('button', { name: 'Set it' }).isDisabled()).toBe(true);
  await form.getByLabel('New value').fill('101000');
  await form.getByRole('button', { name: 'Try it' }).click();
  const found = first.locator('[data-dry-run="taken"]');
  await found.waitFor();
  const told = await venue.operator.queries.dryRunParameter({
    ...{ name: 'base_value_micro_pat', target: CONTRACT, value: 101_000, unset: false },
  });
  expect(told.quoteMoves.length).toBeGreaterThan(0);
  const moves = await found
    .locator('[data-move]')
    .evaluateAll((rows) =>
      rows.map((one) => Number((one as unknown as { dataset: { move: string } }).dataset.move)),
    );
  expect(moves.sort()).toEqual(told.quoteMoves.map(({ seriesId }) => seriesId).sort());
  expect(await found.locator('[data-move]').first().textContent()).toContain('→');
  expect(await inForce('base_value_micro_pat', CONTRACT)).toBe(100_000);

  await first.getByLabel('Reason, journaled', { exact: true }).fill('demand rose');
  await form.getByLabel('New value').fill('102000');
  expect(await first.getByRole('button', { name: 'Set it' }).isDisabled()).toBe(true);
  await form.getByLabel('New value').fill('101000');
  await first.getByRole('button', { name: 'Set it' }).click();
  await first.locator('[data-said="done"]').getByText('In force as version 2').waitFor();
  expect(await inForce('base_value_micro_pat', CONTRACT)).toBe(101_000);
  const change = first.locator(`[data-history="2"][data-target="${CONTRACT}"]`);
  await change.getByText('demand rose').waitFor();
  expect(await change.locator('del').textContent()).toContain('100 000');
  expect(await change.locator('ins').textContent()).toContain('101 000');
  await expectAsWell(first);

  await first.getByLabel('Reason of a way back').fill('it did not');
  await change.getByRole('button', { name: 'Undo version 2' }).click();
  await first.locator('[data-history="3"]').getByText('undoes version 2').waitFor();
  expect(await inForce('base_value_micro_pat', CONTRACT)).toBe(100_000);
});

test('what needs two persons is asked for by one, approved by another, and journaled with both', async () => {
  const name = 'exposure_limit_micro_pat';
  await venue.operator.operator.requireApproval({ name, required: true, reason: 'a rule' });
  await first.goto(`${venue.origin}/console/parameters/${name}`);
  const form = first.locator('[data-change]');
  await form.getByLabel('New value').fill('5000000');
  await form.getByRole('button', { name: 'Try it' }).click();
  await first.getByText('It needs a second person.').waitFor();
  await first.getByLabel('Reason, journaled', { exact: true }).fill('less at risk');
  const at = new Date(Date.now() + 3_600_000).toISOString().slice(0, 16);
  await first.getByLabel('When, UTC').fill(at);
  await first.getByRole('button', { name: 'Ask for it' }).click();
  const mine = first.locator('[data-request]');
  await mine.waitFor();
  expect(await mine.getByRole('button', { name: 'Approve' }).count()).toBe(0);

  await second.goto(`${venue.origin}/console/parameters`);
  const theirs = second.locator('[data-request]');
  await theirs.waitFor();
  // The unit comes with the parameter's definition, which may be later than the request.
  await expect
    .poll(() => theirs.locator('[data-what]').textContent())
    .toMatch(/to 5 000 000 µPAT$/);
  await theirs.getByText('less at risk').waitFor();
  await expectAsWell(second);
  await theirs.getByLabel('Your reason').fill('agreed');
  await theirs.getByRole('button', { name: 'Approve' }).click();
  await second.locator('[data-request][data-state="SCHEDULED"]').waitFor();
  const [request] = await venue.operator.queries.parameterRequests();
  expect(request).toMatchObject({
    ...{ name, value: 5_000_000, authorId: FIRST_OPERATOR_ACCOUNT, reason: 'less at risk' },
    ...{ approverId: venue.second.accountId, effectiveTimeMs: Date.parse(`${at}Z`) },
  });
  await mine.getByLabel('Your reason').fill('not now');
  await mine.getByRole('button', { name: 'Take back' }).click();
  await expect.poll(() => first.locator('[data-request]').count()).toBe(0);
  expect(await venue.operator.queries.parameterRequests()).toEqual([]);
  expect(complaints.flat().filter((text) => !text.includes('401'))).toEqual([]);
});

test('a consumer is shown none of it, and tries nothing', async () => {
  const consumer = await signedIn(venue.consumer.accountId, [READ, TRADE]);
  await consumer.goto(`${venue.origin}/console/parameters`);
  await consumer.locator('[data-not-for-you]').waitFor();
  const answers = await consumer.evaluate(async () => [
    (await fetch('/v1/parameter-requests')).status,
    (
      await fetch('/v1/parameters/tick/dry-run', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      })
    ).status,
  ]);
  expect(answers).toEqual([403, 403]);
});
