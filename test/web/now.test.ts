/**
 * Catches a console that shows a fault late, not at all, under another's name or when there is none; that does not say its
 * cause, since when, what it costs and where its runbook is; or that puts the lesser of two first.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHECKS } from '../../src/api/index.js';
import { expectAccessible, expectFits, NARROW, openBrowser, openPage, WIDE } from './browser.js';
import { type Fault, faultsOf, LEAPING_CLOCK } from './faults.js';
import { openFaultyVenue } from './faulty-venue.js';
import type { WebVenue } from './venue.js';

let browser: Browser;
let venue: WebVenue;
let page: Page;
let token: string;
let faults: readonly Fault[];
const tookMs: string[] = [];

const shown = (): Promise<string[]> =>
  page
    .locator('[data-item-of]')
    .evaluateAll((items) =>
      items.map((item) => (item as unknown as { dataset: { itemOf: string } }).dataset.itemOf),
    );
const becomes = (checkIds: readonly string[]) =>
  expect.poll(async () => [...new Set(await shown())], { timeout: 30_000 }).toEqual(checkIds);

beforeAll(async () => {
  process.env.NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(LEAPING_CLOCK)}`;
  const opening = openFaultyVenue().finally(() => delete process.env.NODE_OPTIONS);
  [browser, venue] = await Promise.all([openBrowser(), opening]);
  token = await venue.operatorToken();
  faults = faultsOf(venue);
  ({ page } = await openPage(browser, `${venue.origin}/console`, { token }));
});
afterAll(async () => {
  console.log(`shown after: ${tookMs.join(', ')}`);
  await browser.close();
  await venue.close();
});

test('a healthy venue shows nothing, and everything is watched', async () => {
  await page.locator('[data-verdict="well"]').waitFor();
  await becomes([]);
  const unwatched = await page.locator('[data-state="unwatched"]').count();
  expect(unwatched).toBe(0);
  expect(await page.locator('[data-reading]').count()).toBe(CHECKS.length);
});

test('nobody but an overseer is shown it', async () => {
  const stranger = await openPage(browser, `${venue.origin}/console`);
  await stranger.page.locator('[data-not-for-you]').waitFor();
  await stranger.context.close();
});

test('each fault turns its item red and no other, and taken back it is gone', async () => {
  for (const fault of faults) {
    const { name, checkId, severity = 'bad', cause } = fault;
    const beganMs = Date.now();
    await fault.inject();
    const injectedMs = Date.now();
    await becomes([checkId]);
    tookMs.push(`${name} ${Date.now() - injectedMs} ms`);
    const item = page.locator(`[data-item-of="${checkId}"]`).first();
    expect(await item.getAttribute('data-severity'), name).toBe(severity);
    expect(await item.locator('[data-cause]').textContent(), name).toMatch(cause);
    expect((await item.locator('[data-cost]').textContent())?.length, name).toBeGreaterThan(10);
    const since = (await item.locator('header .number').textContent()) ?? '';
    expect(
      Math.abs(msOfDay(since) - (beganMs % 86_400_000)),
      `${name}: since ${since}`,
    ).toBeLessThan(60_000);
    const runbook = (await item.locator('[data-runbook]').getAttribute('href')) ?? '';
    expect(runbook).toBe(`/guide/operations#${checkId}`);
    await fault.undo();
    await becomes([]);
  }
  expect(faults.length).toBeGreaterThanOrEqual(13);
});

test('of two at once the worse is first', async () => {
  const [everything] = faults;
  const waits = faults.find(({ checkId }) => checkId === 'second-person');
  await waits?.inject();
  await everything?.inject();
  await becomes(['kill-switch', 'second-person']);
  expect(await page.locator('[data-verdict="wrong"]').textContent()).toContain(
    'One thing is wrong',
  );
  for (const [theme, size] of [
    ['light', WIDE],
    ['dark', WIDE],
    ['light', NARROW],
    ['dark', NARROW],
  ] as const) {
    const look = await openPage(browser, `${venue.origin}/console`, { theme, size, token });
    await look.page.locator('[data-item-of]').first().waitFor();
    await expectAccessible(look.page);
    await expectFits(look.page);
    await look.context.close();
  }
  await everything?.undo();
  await waits?.undo();
  await becomes([]);
});

describe('the runbook', () => {
  test('has a paragraph for every check', async () => {
    const guide = await (await fetch(`${venue.origin}/guide/operations`)).text();
    for (const { id } of CHECKS) expect(guide).toContain(`id="${id}"`);
  });
});

test('the venue is killed: the page says so at once', async () => {
  const killedMs = Date.now();
  await venue.kill();
  await page.locator('[data-verdict="silent"]').waitFor({ timeout: 10_000 });
  tookMs.push(`the venue is dead ${Date.now() - killedMs} ms`);
});

/** Milliseconds into the day of `23:59:58`. */
function msOfDay(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * 1_000;
}
