/**
 * Catches screens of the console that show other accounts, deliveries, money or commands than the venue has, that rule on another
 * dispute or the other way, change somebody else's limits, or show any of it to who does not oversee the venue.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DELIVERY_STATE, KEY_SCOPE } from '../../src/client/index.js';
import { FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import { expectAsWell, openBrowser, openPage } from './browser.js';
import { openWebVenue, type WebVenue } from './venue.js';

const { READ, OPERATE, TRADE } = KEY_SCOPE;
const PAGES = ['accounts', 'deliveries', 'settlement', 'audit', 'health'];
let browser: Browser;
let venue: WebVenue;
let page: Page;
let complaints: readonly string[];

beforeAll(async () => {
  [browser, venue] = await Promise.all([openBrowser(), openWebVenue()]);
  const link = venue.link(FIRST_OPERATOR_ACCOUNT, [READ, OPERATE]);
  ({ page, complaints } = await openPage(browser, link));
  await page.locator(`[data-account="${FIRST_OPERATOR_ACCOUNT}"]`).waitFor();
});
afterAll(async () => {
  await browser.close();
  await venue.close();
});

test('an operator looks at the evidence of a dispute and rules', async () => {
  const { consumer, provider } = venue;
  await consumer.place({
    ...{ seriesId: 1, side: 'BUY', timeInForce: 'IOC', priceTicks: 1_200, quantityLots: 3 },
  });
  await consumer.rights.exercise({ seriesId: 1, quantityLots: 3 });
  const deliveryId = await expect
    .poll(async () => (await consumer.queries.accountSnapshot()).deliveries.at(0)?.deliveryId)
    .toBeDefined()
    .then(async () => (await consumer.queries.accountSnapshot()).deliveries[0]?.deliveryId ?? 0);
  const contentHash = new Uint8Array(32).fill(0xab);
  await provider.rights.notice({ deliveryId, contentHash, location: 'https://data.example/<b>1' });
  await consumer.rights.dispute({ deliveryId, reason: 'half of it is empty' });

  await page.goto(`${venue.origin}/console`);
  await page
    .locator('[data-item-of="dispute-open"]')
    .getByRole('link', { name: 'Go there' })
    .click();
  const dispute = page.locator(`[data-dispute="${deliveryId}"]`);
  await dispute.getByText('half of it is empty').waitFor();
  await dispute.getByText('ab'.repeat(32)).waitFor();
  // What the provider wrote is text.
  await dispute.getByText('https://data.example/<b>1').waitFor();
  await expectAsWell(page);
  expect(await dispute.getByRole('button', { name: 'The consumer is right' }).isDisabled()).toBe(
    true,
  );
  await dispute.getByLabel('Why, journaled').fill('the file has 40 % of its rows');
  await dispute.getByRole('button', { name: 'The consumer is right' }).click();
  await expect.poll(() => dispute.count()).toBe(0);
  const { data } = await venue.asOperator<{ data: { command: string; reason: string }[] }>(
    '/v1/audit?limit=3',
  );
  expect(data.find(({ command }) => command === 'RULE_DISPUTE')).toMatchObject({
    reason: 'the file has 40 % of its rows',
    body: expect.stringContaining(`"deliveryId":${deliveryId}`),
    code: 0,
  });
  const left = (await consumer.queries.accountSnapshot()).deliveries;
  expect(left.filter(({ state }) => state === DELIVERY_STATE.DISPUTED)).toEqual([]);
});

test('limits of an account are changed, and found in the audit trail with who did it', async () => {
  const { accountId } = venue.consumer;
  await page.goto(`${venue.origin}/console/accounts`);
  const row = page.locator(`[data-row-account="${accountId}"]`);
  await row.waitFor();
  expect(await row.textContent()).toContain('consumer');
  await expectAsWell(page);
  const form = page.locator('[data-limits]');
  await form.getByLabel('Its number').fill(String(accountId));
  await form.getByLabel('May be exposed').fill('1250.5');
  await form.getByRole('button', { name: 'Change it' }).click();
  await row.getByText('1 250.50').waitFor();
  await form.getByLabel('May be exposed').fill('much');
  await form.getByRole('button', { name: 'Change it' }).click();
  await page.locator('[data-said="refused"]').getByText('write it as 1250.50').waitFor();

  await page.goto(`${venue.origin}/console/audit`);
  await page.locator('[data-done]').first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('update account 1250500000');
  await expect.poll(() => page.locator('[data-count]').textContent()).toMatch(/^1 of /);
  expect(await page.locator('[data-done]').textContent()).toContain(
    `"targetAccountId":${accountId}`,
  );
  await page.getByLabel('Who, its number').fill(String(venue.provider.accountId));
  await page.getByText('Nothing fits among those that were read.').waitFor();
  await page.getByRole('searchbox').fill('');
  await page.locator('[data-done]').first().waitFor();
  const { data } = await venue.asOperator<{ data: { sequence: number }[] }>(
    `/v1/audit?limit=200&accountId=${venue.provider.accountId}`,
  );
  expect(await page.locator('[data-done]').count()).toBe(data.length);
  await expectAsWell(page);
});

test('settlement says what the ledger holds, and health how each part stands', async () => {
  await page.goto(`${venue.origin}/console/settlement`);
  await page.locator('[data-settlement]').getByText('none: PAT is booked by operators').waitFor();
  const { totalMicroPat } = await venue.asOperator<{ totalMicroPat: string }>('/v1/settlement');
  const shown = (await page.locator('[data-total]').textContent()) ?? '';
  expect(Number(shown.replaceAll(/[^\d.]/g, ''))).toBeCloseTo(Number(totalMicroPat) / 1e6, 1);
  await page.locator('[data-moved]').first().waitFor();
  await expectAsWell(page);
  await page.goto(`${venue.origin}/console/health`);
  await page.locator('[data-part="kill-switch"]').waitFor();
  await page.locator('[data-reader="following"]').waitFor();
  await expectAsWell(page);
  expect(complaints.filter((text) => !text.includes('401'))).toEqual([]);
});

test('a consumer is shown none of it', async () => {
  const link = venue.link(venue.consumer.accountId, [READ, TRADE]);
  const theirs = await openPage(browser, link);
  await theirs.page.locator(`[data-account="${venue.consumer.accountId}"]`).waitFor();
  for (const name of PAGES) {
    await theirs.page.goto(`${venue.origin}/console/${name}`);
    await theirs.page.locator('[data-not-for-you]').waitFor();
  }
  const refused = await theirs.page.evaluate(async () =>
    Promise.all(
      ['/v1/accounts', '/v1/deliveries', '/v1/settlement', '/v1/audit'].map(
        async (path) => (await fetch(path)).status,
      ),
    ),
  );
  expect(refused).toEqual([403, 403, 403, 403]);
  await theirs.context.close();
});
