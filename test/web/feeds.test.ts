// Rows: SD14, SD25, SO12, SO13, SO14, SO15, SO16.
/**
 * Catches pages of model feeds on which somebody cannot go the whole way, in a real browser: a creator publishes a bundle, prices a feed
 * that burnt in and hands it in, an operator approves it, a subscriber finds it, reads its numbers, takes a seat, reads its signals,
 * cancels and renews; it is taken down and delisted, the seat is refunded, and the statement says so. Who has not paid reads nothing.
 * Every page is read by axe, on a screen in the light and on a telephone in the dark.
 */
import { generateKeyPairSync } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { STOP_WITH_PARENT } from '../../src/cli/parent-tie.js';
import { exampleBundle } from '../../src/sigma/index.js';
import { FEED_STAGE, KEY_SCOPE } from '../../src/values/index.js';
import type { HttpParty } from '../api/http-client.js';
import { OldVenue } from '../scorer/old-venue.js';
import { expectAsWell, openBrowser, openPage } from './browser.js';

const { READ, TRADE, PROVIDE, OPERATE } = KEY_SCOPE;
const LONG = { timeout: 60_000, interval: 250 };
let browser: Browser;
let venue: OldVenue;
const pages = new Map<string, Page>();
const complaints: (readonly string[])[] = [];

beforeAll(async () => {
  // The exchange takes links of whoever started it.
  process.env[STOP_WITH_PARENT] = '1';
  const opening = OldVenue.openOld({
    ...{ days: 52, burnInDays: 45, hasBundle: true, stage: FEED_STAGE.ALPHA },
  }).finally(() => delete process.env[STOP_WITH_PARENT]);
  [browser, venue] = await Promise.all([openBrowser(), opening]);
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await venue?.close();
});

/** The page of somebody who is signed in. */
async function pageOf(name: string, party: HttpParty, scope: number): Promise<Page> {
  const known = pages.get(name);
  if (known !== undefined) return known;
  const opened = await openPage(browser, venue.signInLink(party, [READ, scope]));
  complaints.push(opened.complaints);
  await opened.page.locator(`[data-account="${party.accountId}"]`).waitFor();
  pages.set(name, opened.page);
  return opened.page;
}
const creator = () => pageOf('creator', venue.creator, PROVIDE);
const buyer = () => pageOf('buyer', venue.buyer, TRADE);
const operator = () => pageOf('operator', venue.operator, OPERATE);
const second = () => pageOf('second', venue.second, OPERATE);

const show = (page: Page, path: string) => page.goto(`${venue.origin}${path}`);
const said = (page: Page, text: RegExp) =>
  page.locator('[data-said="done"]').getByText(text).first().waitFor();

test('a creator publishes, prices and hands in; an operator approves', async () => {
  const page = await creator();
  await show(page, '/feeds/studio');
  const bundle = exampleBundle({ seed: 9 }, generateKeyPairSync('ed25519').privateKey);
  const form = page.locator('[data-publish]');
  await form.getByLabel(/^Bundle/).setInputFiles({
    ...{ name: 'bundle.json', mimeType: 'application/json' },
    buffer: Buffer.from(JSON.stringify(bundle)),
  });
  await form.getByRole('button', { name: 'Publish' }).click();
  await said(page, /^Entered as listing 2/);
  await page.locator('[data-own-feed="2"][data-phase="ENTERED"]').waitFor();
  const own = page.locator('[data-own-feed="1"][data-phase="PASSED"]');
  await own.waitFor({ timeout: 60_000 });
  await expectAsWell(page);
  await own.getByRole('button', { name: 'Set the plan' }).click();
  await said(page, /plan is set/);
  // The version moves with the plan and with what the venue records: as a person would, until it is taken.
  await expect
    .poll(async () => {
      const button = own.getByRole('button', { name: 'Hand in for review' });
      if (await button.isVisible()) await button.click();
      return await own.getAttribute('data-status');
    }, LONG)
    .toBe('SUBMITTED');
  const queue = await operator();
  await show(queue, '/feeds/queue');
  await queue.getByLabel(/^Reason/).fill('read it');
  await queue.locator('[data-creator]').first().waitFor();
  await expectAsWell(queue);
  await queue.locator('[data-waiting="1"]').getByRole('button', { name: 'Approve' }).click();
  await said(queue, /^Approved/);
});

test('a subscriber finds it, opens its numbers, takes a seat and reads; who has not paid reads nothing', async () => {
  const page = await buyer();
  await show(page, '/feeds');
  const row = page.locator('[data-feed="1"]');
  await row.waitFor();
  await page.getByLabel('Free seats, at least').fill('100000');
  await page.getByText('No feed fits.').waitFor();
  await page.getByLabel('Free seats, at least').fill('1');
  await row.waitFor();
  await expectAsWell(page);
  await row.getByRole('link').click();
  await page.locator('[data-curves]').waitFor();
  await page.locator('[data-parity="SIM_ONLY"]').waitFor();
  const trust = page.locator('[data-measure="trust"]');
  await trust.locator('summary').click();
  await trust.getByText('0.40').first().waitFor();
  await page.locator('[data-signals="refused"]').waitFor();
  await expectAsWell(page);
  const form = page.locator('[data-subscribe]');
  await form.getByLabel(/^I accept/).check();
  await form.getByRole('button', { name: /^Subscribe/ }).click();
  await said(page, /^Subscribed, as purchase/);
  await page.locator('[data-signals="RETAIL"] [data-signal]').first().waitFor();
  for (const path of ['/signals?listingId=1', `/signals?model_id=${venue.bundle.model_id}`]) {
    expect((await venue.get(venue.other, path)).status).toBe(402);
    expect((await venue.get(undefined, path)).status).toBe(401);
  }
});

test('it is canceled, renewed, taken down and refunded, and the statement says so', async () => {
  const page = await buyer();
  await show(page, '/feeds/subscriptions');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await said(page, /^It ends with what is paid for/);
  await page.getByRole('button', { name: 'Renew' }).click();
  await said(page, /^It goes on/);
  await page.getByRole('button', { name: 'Cancel' }).waitFor();
  await expectAsWell(page);
  const down = await operator();
  await show(down, '/data/queue');
  await down.getByLabel(/^Reason/).fill('a complaint');
  const form = down.locator('[data-take-down]');
  await form.getByLabel('Its number').fill('1');
  await form.getByLabel(/^Evidence/).fill('a letter');
  await form.getByRole('button', { name: 'Take it down' }).click();
  await said(down, /^Taken down/);
  await expect
    .poll(async () => (await venue.get(venue.buyer, '/signals?listingId=1')).status)
    .not.toBe(200);
  const ruling = await second();
  await show(ruling, '/data/queue');
  await ruling.getByLabel(/^Reason/).fill('it was right');
  const taken = ruling.locator('[data-takedown="1"]');
  await taken.getByRole('button', { name: 'Delist for good' }).click();
  await said(ruling, /^Delisted for good/);
  await page.locator('[data-seat]:not([data-state="SEATED"])').waitFor();
  await page.locator('[data-ledger]').getByText('market seat refund').waitFor();
  const href = (await page.locator('[data-statement]').getAttribute('href')) ?? '';
  const csv = await page.evaluate(async (path) => await (await fetch(path)).text(), href);
  expect(csv).toMatch(/,CLOSING,\d+,\d{4}-\d{2},,0\.000000\r\n$/);
  await expectAsWell(page);
  expect(complaints.flat().filter((text) => !text.includes('402'))).toEqual([]);
});
