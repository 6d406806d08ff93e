/**
 * Catches a console that shows another quote than the broker's, cannot say why a price is where it is, computes markouts
 * wrong, shows the broker's fills to strangers, or does not age a series as the quoter does.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { markouts, type QuoteSample } from '../../web/src/console/markouts.js';
import type { Quote } from '../../web/src/live/shapes.js';
import { expectAccessible, expectFits, NARROW, openBrowser, openPage, WIDE } from './browser.js';
import { openWebVenue, sellToBroker, type WebVenue } from './venue.js';

let browser: Browser;
let venue: WebVenue;

beforeAll(async () => {
  [browser, venue] = await Promise.all([openBrowser(), openWebVenue()]);
  await sellToBroker(venue, 1, 12);
});
afterAll(async () => {
  await browser.close();
  await venue.close();
});

test('an operator finds why a quote is where it is, and what its fills were worth', async () => {
  const token = await venue.operatorToken();
  const { page, complaints, context } = await openPage(browser, `${venue.origin}/console/series`, {
    token,
  });
  await page.locator('[data-series="1"] a').click();
  await page.locator('[data-ladder] .own').first().waitFor();
  await expect
    .poll(async () => {
      const quote = await venue.get<Quote>('/v1/series/1/quote');
      const own = await page.locator('[data-ladder] .own').allTextContents();
      const [best] = quote.bids;
      const wanted = `${(((best?.priceTicks ?? 0) * 100) / 1_000_000).toFixed(4)}`;
      return own.some((row) => row.startsWith(wanted) && row.endsWith('yes'));
    })
    .toBe(true);
  const { freshnessPpm = 0 } = (await venue.get<Quote>('/v1/series/1/quote')).factors ?? {};
  const curve = await venue.get<{ freshnessPpm: number[] }>('/v1/series/1/freshness');
  // The window has just begun, so the curve's beginning is what the quoter multiplies by.
  expect(Math.abs((curve.freshnessPpm[0] ?? 0) - freshnessPpm)).toBeLessThan(2_000);
  await page.locator('[data-fill]').first().waitFor();
  expect(await page.locator('[data-fill="1"]').textContent()).toContain('buy');
  expect(complaints).toEqual([]);
  for (const [theme, size] of [
    ['light', WIDE],
    ['dark', NARROW],
  ] as const) {
    for (const path of ['/console/series', '/console/series/1']) {
      const look = await openPage(browser, `${venue.origin}${path}`, { theme, size, token });
      await look.page.locator('h1').waitFor();
      await look.page
        .locator(path === '/console/series' ? '[data-series]' : '[data-fill]')
        .first()
        .waitFor();
      await expectAccessible(look.page);
      await expectFits(look.page);
      await look.context.close();
    }
  }
  await context.close();
});

test('a browser whose language is no valid tag draws as any other', async () => {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    const { navigator } = globalThis as unknown as { navigator: object };
    Object.defineProperty(navigator, 'language', { value: 'C', configurable: true });
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${venue.origin}/console/series/1`);
  await page.locator('canvas').first().waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('a stranger sees the market’s part of it, and not the fills', async () => {
  const { page, context } = await openPage(browser, `${venue.origin}/console/series/1`);
  await page.locator('[data-not-for-you]').waitFor();
  expect(await page.locator('[data-fill]').count()).toBe(0);
  await context.close();
  expect((await fetch(`${venue.origin}/v1/account/fills?accountId=1`)).status).toBe(401);
  expect((await fetch(`${venue.origin}/v1/now`)).status).toBe(401);
});

test('a markout is the move of fair value in the broker’s favour', () => {
  const sample = (timeMs: number, markTicks: number): QuoteSample => ({
    ...{ timeMs, markTicks, bidTicks: 0, askTicks: 0, freshnessPpm: 0 },
  });
  const samples = [sample(0, 100), sample(50_000, 110), sample(200_000, 90), sample(400_000, 80)];
  const fill = (side: string, timeMs: number) => ({
    ...{ sequence: 1, timeMs, seriesId: 1, tradeId: 1, side, priceTicks: 95, quantityLots: 1 },
    ...{ liquidity: 'MAKER', feeMicroPat: '0', busted: false },
  });
  const [bought, sold, late] = markouts(
    [fill('BUY', 10_000), fill('SELL', 10_000), fill('BUY', 390_000)],
    samples,
  );
  expect(bought).toMatchObject({ edgeTicks: 5, afterMinuteTicks: 10, afterFiveTicks: -10 });
  expect(sold).toMatchObject({ edgeTicks: -5, afterMinuteTicks: -10, afterFiveTicks: 10 });
  // What is not over yet is not told.
  expect(late).toMatchObject({ edgeTicks: -5, afterMinuteTicks: undefined });
  expect(markouts([fill('BUY', -1)], samples)[0]?.edgeTicks).toBeUndefined();
});
