/**
 * Catches a page on which an operator cannot ask what other parameters would have earned, a question that cannot be called off, a second one
 * at the same time, one by somebody else, and what is left behind. The venue goes on.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KEY_SCOPE } from '../../src/client/index.js';
import { expectAsWell, openBrowser, openPage } from './browser.js';
import { openWebVenue, type WebVenue } from './venue.js';

const { READ, TRADE, OPERATE } = KEY_SCOPE;
let browser: Browser;
let venue: WebVenue;

beforeAll(async () => {
  [browser, venue] = await Promise.all([openBrowser(), openWebVenue()]);
});
afterAll(async () => {
  await browser.close();
  await venue.close();
});

interface Answer {
  readonly job: {
    readonly stage: string;
    readonly untilSequence: number;
    readonly endedMs: number | null;
  } | null;
}

test('an operator asks, is refused what is none, asks, and calls it off; a second question waits', async () => {
  const operator = venue.operator.accountId;
  const { page, complaints, context } = await openPage(
    browser,
    venue.link(operator, [READ, OPERATE]),
  );
  await page.locator(`[data-account="${operator}"]`).waitFor();
  await page.goto(`${venue.origin}/console/what-if`);
  const form = page.locator('[data-question]');
  await form.getByLabel('Parameter', { exact: true }).fill('quote_margin');
  await form.getByLabel('Value', { exact: true }).fill('700000');
  await form.getByRole('button', { name: 'Ask' }).click();
  // A name that is none is said with those that are close, and nothing begins.
  const refused = page.locator('[data-said="refused"]').filter({ hasText: 'INVALID_FIELD' });
  await refused.waitFor();
  expect((await venue.asOperator<Answer>('/v1/what-if')).job).toBeNull();

  await form.getByLabel('Parameter', { exact: true }).fill('quote_margin_ppm');
  // As many draws as there may be, so that there is time to call it off.
  await form.getByLabel('Draws').fill('48');
  await form.getByRole('button', { name: 'Ask' }).click();
  await page.locator('[data-stage="RUNNING"]').waitFor();
  expect(await form.getByRole('button', { name: 'One runs' }).isDisabled()).toBe(true);
  const token = await venue.operatorToken();
  const second = await fetch(`${venue.origin}/v1/what-if`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      sets: [{ name: 'B', values: [{ name: 'quote_margin_ppm', value: 800_000 }] }],
    }),
  });
  expect([second.status, ((await second.json()) as { name: string }).name]).toEqual([
    409,
    'WHAT_IF_BUSY',
  ]);
  await page.getByRole('button', { name: 'Call it off' }).click();
  await page.locator('[data-stage="CANCELED"]').waitFor();

  await expectAsWell(page);
  // What it was refused for, and that one is under way, are answers.
  expect(complaints.filter((text) => !/status of (400|409)/.test(text))).toEqual([]);
  // Nothing is left, and the venue trades.
  const { job } = await venue.asOperator<Answer>('/v1/what-if');
  expect(job?.untilSequence).toBeGreaterThan(10);
  const history = join(venue.data, 'history');
  const left = () => readdirSync(history).filter((one) => /what-if/.test(one));
  await expect.poll(left).toEqual([]);
  const order = { seriesId: 1, side: 'BUY', priceTicks: 900, quantityLots: 1 } as const;
  await venue.consumer.place(order);
  await context.close();
});

test('nobody else asks, looks or calls off', async () => {
  const { accountId } = venue.consumer;
  const { page, context } = await openPage(browser, venue.link(accountId, [READ, TRADE]));
  await page.locator(`[data-account="${accountId}"]`).waitFor();
  await page.goto(`${venue.origin}/console/what-if`);
  await page.locator('[data-not-for-you]').waitFor();
  const statuses = await page.evaluate(async () => {
    const body = JSON.stringify({ sets: [{ name: 'A', values: [{ name: 'x', value: 1 }] }] });
    const headers = { 'content-type': 'application/json' };
    const asks = [{}, { method: 'POST', body, headers }, { method: 'DELETE' }];
    return await Promise.all(asks.map(async (init) => (await fetch('/v1/what-if', init)).status));
  });
  // Looking: not for this role; the others come without the page's own word.
  expect(statuses).toEqual([403, 403, 403]);
  await context.close();
});
