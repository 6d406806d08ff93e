/**
 * Catches a page on which an operator cannot ask what other parameters would have earned, a question that cannot be called off, a second one
 * at the same time, one by somebody else, and what is left behind; and an answer that never comes of a venue with the limits venues have. The
 * venue goes on.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KEY_SCOPE } from '../../src/client/index.js';
import { patx } from '../cli/patx.js';
import { expectAsWell, openBrowser, openPage } from './browser.js';
import { openWebVenue, sellToBroker, type WebVenue } from './venue.js';

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
    readonly problem: string | null;
    readonly report: {
      readonly answers: readonly {
        readonly verdict: string;
        readonly reasons: readonly string[];
        readonly morePat: number;
        readonly fromPat: number;
        readonly untilPat: number;
        readonly boughtLots: number;
        readonly soldLots: number;
      }[];
    } | null;
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

test('who comes is recorded, and the page and the command answer what else would have been earned', async () => {
  // A flow of two customers, at once or not at all: what a venue with the limits it is meant to reach has after a minute.
  for (let round = 0; round < 12; round += 1) {
    const order = { seriesId: 1, side: 'BUY', timeInForce: 'IOC' } as const;
    await venue.consumer.place({ ...order, priceTicks: 1_100 + round, quantityLots: 1 });
  }
  await sellToBroker(venue, 1, 3);
  const operator = venue.operator.accountId;
  const { page, complaints, context } = await openPage(
    browser,
    venue.link(operator, [READ, OPERATE]),
  );
  await page.locator(`[data-account="${operator}"]`).waitFor();
  await page.goto(`${venue.origin}/console/what-if`);
  const form = page.locator('[data-question]');
  await form.getByLabel('Parameter', { exact: true }).fill('quote_margin_ppm');
  await form.getByLabel('Value', { exact: true }).fill('700000');
  await form.getByLabel('Draws').fill('3');
  await form.getByRole('button', { name: 'Ask' }).click();
  const answered = page.locator('[data-stage="DONE"], [data-stage="FAILED"]');
  await answered.waitFor({ timeout: 120_000 });
  const { job } = await venue.asOperator<Answer>('/v1/what-if');
  expect(job?.problem).toBeNull();
  expect(job?.stage).toBe('DONE');
  const [answer] = job?.report?.answers ?? [];
  if (answer === undefined) throw new Error('no answer');
  // So few customers say nothing for certain, and that is what is answered; the interval is one all the same.
  expect(answer.verdict).toBe('cannot tell');
  expect(answer.reasons).toContain('TOO_FEW_CUSTOMERS');
  expect(answer.fromPat).toBeLessThanOrEqual(answer.morePat);
  expect(answer.untilPat).toBeGreaterThanOrEqual(answer.morePat);
  expect(answer.boughtLots + answer.soldLots).toBeGreaterThan(0);
  await page.getByText('cannot tell').first().waitFor();
  expect(complaints).toEqual([]);
  await context.close();

  // The same question by the command, beside the venue that goes on writing.
  const json = join(venue.data, 'answer.json');
  const { status, out, err } = await patx(
    ...['what-if', '--data', venue.data, '--grid', 'quote_margin_ppm=700000'],
    ...['--draws', '3', '--threads', '1', '--json', json],
  );
  expect(status, err).toBe(0);
  expect(out).toContain('cannot tell');
  await venue.consumer.place({ seriesId: 1, side: 'BUY', priceTicks: 900, quantityLots: 1 });
}, 240_000);

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
