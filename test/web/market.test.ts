/**
 * Catches market pages that show something else than the venue says, do not move with it, hide that it is gone or do not go on
 * by themselves, cannot be used by keyboard or by ear, do not fit a telephone, load too much or from elsewhere, or run what
 * their policy forbids.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Page as ApiPage, Series, Trade } from '../../web/src/live/shapes.js';
import { some } from '../support/long.js';
import {
  browserCommandLines,
  expectAccessible,
  expectFits,
  NARROW,
  openBrowser,
  openPage,
  WIDE,
} from './browser.js';
import { foreignPage } from './foreign-page.js';
import { openWebVenue, type WebVenue } from './venue.js';

const SCRIPT_BYTES_MAX = 200_000;

let browser: Browser;
let venue: WebVenue;

beforeAll(async () => {
  [browser, venue] = await Promise.all([openBrowser(), openWebVenue()]);
});
afterAll(async () => {
  await browser.close();
  await venue.close();
});

test('the browser is a plain one: nothing of its security is switched off', () => {
  const [line, ...more] = browserCommandLines();
  expect(more).toEqual([]);
  expect(line).toContain('--no-sandbox');
  for (const argument of line ?? []) {
    expect(argument).not.toMatch(
      /disable-web-security|disable-site-isolation|single-process|no-zygote|allow-running-insecure/,
    );
  }
});

test('somebody looks for a market, opens it, and sees a trade happen', async () => {
  const { page, complaints, context } = await openPage(browser, `${venue.origin}/`);
  await page.locator('[data-series="2"]').waitFor();
  expect(await page.locator('[data-count]').textContent()).toBe('2 of 2');
  await page.keyboard.press('/');
  await page.keyboard.type('nothing like it');
  expect(await page.locator('[data-count]').textContent()).toBe('0 of 2');
  await page.getByRole('searchbox').fill('auto 0.70');
  await page.keyboard.press('Escape');
  const link = page.locator('[data-series="1"] a');
  await link.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  await link.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1 }).getByText('AUTO_INTENT').waitFor();
  expect(new URL(page.url()).pathname).toBe('/markets/1');

  // What stands on the page is what the venue says.
  const series = await venue.get<Series>('/v1/series/1');
  const ask = `${(series.bestAskTicks * 100) / 1_000_000}`;
  await page.locator('.facts .ask').getByText(Number(ask).toFixed(4)).waitFor();
  const factors = await page.locator('[data-factor]').allTextContents();
  expect(factors).toHaveLength(5);
  const [base = 0, freshness = 0, demand = 0, scarcity = 0, fair = 0] = factors.map(Number);
  expect(Math.abs(base * freshness * demand * scarcity - fair)).toBeLessThan(0.001);

  const { journalSequence } = await venue.consumer.place({
    ...{ seriesId: 1, side: 'BUY', timeInForce: 'IOC', quantityLots: 3, priceTicks: 1_100 },
  });
  const ours = await vi.waitFor(async () => {
    const { data } = await venue.get<ApiPage<Trade>>('/v1/series/1/trades');
    const found = data.find(({ sequence }) => sequence === journalSequence);
    expect(found).toMatchObject({ quantityLots: 3, takerSide: 'BUY' });
    return found as Trade;
  }, 10_000);
  const trade = page.locator(`[data-trade="${ours.tradeId}"]`);
  await trade.waitFor({ timeout: 10_000 });
  expect(await trade.textContent()).toContain('buy3');
  await page.locator('.chart canvas').first().waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await page.getByRole('heading', { name: 'Markets' }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test('what is not in this phase is said so, and is no page', async () => {
  const asProgram = await fetch(`${venue.origin}/options`);
  expect(asProgram.status).toBe(404);
  expect(await asProgram.json()).toMatchObject({
    name: 'PHASE',
    detail: expect.stringContaining('not-in-this-phase'),
  });
  const { page, context } = await openPage(browser, `${venue.origin}/options`);
  await page.getByRole('heading', { name: 'Not in this phase' }).waitFor();
  await context.close();
  expect((await fetch(`${venue.origin}/markets/1/../../secret`)).status).toBe(404);
  expect((await fetch(`${venue.origin}/assets/..%2f..%2fpackage.json`)).status).toBe(404);
});

const LOOKS = [
  ['/', 'light', WIDE],
  ['/', 'dark', NARROW],
  ['/markets/1', 'light', WIDE],
  ['/markets/1', 'dark', WIDE],
  ['/markets/1', 'light', NARROW],
  ['/markets/1', 'dark', NARROW],
  ['/guide/operations', 'light', NARROW],
  ['/nowhere', 'dark', WIDE],
] as const;

describe.each(some(3, LOOKS))('%s, %s, %o', (address, theme, size) => {
  test('has no barrier, and fits', async () => {
    const { page, context } = await openPage(browser, `${venue.origin}${address}`, { theme, size });
    await page.locator('h1').first().waitFor();
    if (address === '/markets/1') await page.locator('[data-factor]').first().waitFor();
    await expectAccessible(page);
    await expectFits(page);
    await context.close();
  });
});

test('it loads little, from here alone, compressed, once', async () => {
  // A page of its own, which has loaded nothing before.
  const { page, context } = await openPage(browser, 'about:blank');
  const scripts: Promise<number>[] = [];
  const hosts = new Set<string>();
  page.on('response', (response) => {
    hosts.add(new URL(response.url()).origin);
    if (response.request().resourceType() !== 'script') return;
    expect(response.headers()['content-encoding']).toBe('gzip');
    expect(response.headers()['x-content-type-options']).toBe('nosniff');
    scripts.push(
      response
        .request()
        .sizes()
        .then(({ responseBodySize }) => responseBodySize),
    );
  });
  await page.goto(`${venue.origin}/markets/1`);
  await page.locator('.chart canvas').first().waitFor();
  const bytes = (await Promise.all(scripts)).reduce((sum, one) => sum + one, 0);
  console.log(`scripts of the market page: ${bytes} bytes, compressed`);
  // The chart's library alone has more than the lower bound: all of it was counted.
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThan(SCRIPT_BYTES_MAX);
  expect([...hosts]).toEqual([venue.origin]);
  await context.close();
  const first = await fetch(`${venue.origin}/`);
  const etag = first.headers.get('etag') ?? '';
  const again = await fetch(`${venue.origin}/`, { headers: { 'if-none-match': etag } });
  expect(again.status).toBe(304);
});

test('a foreign page reads nothing of it, and nothing inline runs in it', async () => {
  const foreign = await foreignPage(`${venue.origin}/v1/series`);
  const { page, context } = await openPage(browser, foreign.origin);
  await page.locator('#answer').getByText('refused').waitFor();
  await foreign.close();
  // What somebody manages to put into a page does not run there, and reads nothing elsewhere.
  await page.goto(`${venue.origin}/`);
  const ran = await page.evaluate(() => {
    const page_ = globalThis as unknown as {
      document: {
        createElement(name: string): { textContent: string };
        head: { append(node: unknown): void };
      };
      isOwned?: boolean;
    };
    const script = page_.document.createElement('script');
    script.textContent = 'globalThis.isOwned = true';
    page_.document.head.append(script);
    return page_.isOwned === true;
  });
  expect(ran).toBe(false);
  const outside = await page.evaluate(
    async (address) =>
      await fetch(address, { mode: 'no-cors' }).then(
        () => 'read',
        () => 'refused',
      ),
    'http://127.0.0.1:9/',
  );
  expect(outside).toBe('refused');
  await context.close();
});

test('the venue is killed under an open page: it says so at once, and goes on by itself', async () => {
  const { page, context } = await openPage(browser, `${venue.origin}/markets/1`);
  await page.locator('[data-connection="live"]').waitFor();
  await page.locator('[data-factor]').first().waitFor();
  await venue.kill();
  await page.locator('[data-silence]').waitFor({ timeout: 5_000 });
  expect(await page.locator('[data-silence]').textContent()).toMatch(
    /No word from the venue since \d\d:\d\d:\d\d UTC/,
  );
  // What was there stays to be read.
  expect(await page.locator('[data-factor]').count()).toBe(5);
  await venue.restart();
  await page.locator('[data-connection="live"]').waitFor({ timeout: 30_000 });
  expect(await page.locator('[data-silence]').count()).toBe(0);
  await venue.consumer.online();
  await venue.consumer.place({ seriesId: 1, side: 'BUY', priceTicks: 900, quantityLots: 7 });
  await page.locator('.bids').getByText('0.0900').waitFor({ timeout: 5_000 });
  await context.close();
});
