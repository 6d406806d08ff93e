/**
 * Catches pages of model feeds on which somebody cannot go the whole way, in a real browser: a creator publishes and hands in, an operator
 * approves, a buyer is refused without a seat, subscribes, reads, cancels, renews, is refunded when the model decays, and has its statement.
 */
import { generateKeyPairSync } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { STOP_WITH_PARENT } from '../../src/cli/parent-tie.js';
import { exampleBundle } from '../../src/sigma/index.js';
import { FEED_STAGE, KEY_SCOPE } from '../../src/values/index.js';
import type { HttpParty } from '../api/http-client.js';
import { PAT, WAIT } from '../content/venue.js';
import { OldVenue } from '../scorer/old-venue.js';
import { expectAccessible, expectFits, NARROW, openBrowser, openPage, WIDE } from './browser.js';

const { READ, TRADE, PROVIDE, OPERATE } = KEY_SCOPE;
const BURN_IN_DAYS = 45;
/** Its second alarm is after twelve weeks. */
const DAYS = 13 * 7 + 1;
const FUNDS = 10_000 * PAT;
let browser: Browser;
let venue: OldVenue;
const complaints: (readonly string[])[] = [];

beforeAll(async () => {
  // The exchange takes links of whoever started it.
  process.env[STOP_WITH_PARENT] = '1';
  const opening = OldVenue.openOld({
    ...{ days: DAYS, burnInDays: BURN_IN_DAYS, isDecaying: true, hasBundle: true },
    ...{ pricedDays: BURN_IN_DAYS, stage: FEED_STAGE.ALPHA },
  }).finally(() => delete process.env[STOP_WITH_PARENT]);
  [browser, venue] = await Promise.all([openBrowser(), opening]);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await venue?.close();
});

async function pageOf(party: HttpParty, scope: number): Promise<Page> {
  const opened = await openPage(browser, venue.signInLink(party, [READ, scope]));
  complaints.push(opened.complaints);
  await opened.page.locator(`[data-account="${party.accountId}"]`).waitFor();
  return opened.page;
}

async function said(page: Page, text: RegExp): Promise<void> {
  await page.locator('[data-said="done"]').getByText(text).first().waitFor();
}

const show = (page: Page, path: string) => page.goto(`${venue.origin}${path}`);

/** Wide, and on a telephone. */
async function reads(page: Page): Promise<void> {
  await expectAccessible(page);
  await page.setViewportSize(NARROW);
  await expectFits(page);
  await page.setViewportSize(WIDE);
}

test('a creator publishes and hands in, an operator approves (SO12, SO14)', async () => {
  const creator = await pageOf(venue.creator, PROVIDE);
  await show(creator, '/feeds/studio');
  const bundle = exampleBundle(
    { seed: 7, modelId: 'second-model' },
    generateKeyPairSync('ed25519').privateKey,
  );
  await creator.locator('[data-publish] input[type=file]').setInputFiles({
    ...{ name: 'bundle.json', mimeType: 'application/json' },
    buffer: Buffer.from(JSON.stringify(bundle)),
  });
  await creator.locator('[data-publish]').getByRole('button', { name: 'Publish' }).click();
  await said(creator, /Entered as listing/);
  const own = creator.locator(`[data-own-feed="${venue.listingId}"]`);
  await own.and(creator.locator('[data-phase="PASSED"]')).waitFor();
  await own.getByRole('button', { name: 'Set the plan' }).click();
  await said(creator, /plan is set/);
  // The plan made another version: the page has it when it can be handed in.
  await vi.waitFor(async () => {
    const button = own.getByRole('button', { name: 'Hand in for review' });
    if (await button.isVisible()) await button.click();
    await own.and(creator.locator('[data-status="SUBMITTED"]')).waitFor({ timeout: 2_000 });
  }, WAIT);
  await reads(creator);
  const operator = await pageOf(venue.operator, OPERATE);
  await show(operator, '/feeds/queue');
  await operator.getByLabel(/^Reason/).fill('its gates passed');
  const waiting = operator.locator(`[data-waiting="${venue.listingId}"]`);
  await waiting.getByRole('button', { name: 'Approve' }).click();
  await waiting.waitFor({ state: 'detached' });
  await reads(operator);
});

test('a buyer without a seat is refused, subscribes, reads, cancels and renews (SE6, SO13)', async () => {
  const buyer = await pageOf(venue.buyer, TRADE);
  await show(buyer, `/feeds/${venue.listingId}`);
  await buyer.locator('[data-signals="refused"]').getByText(/seat/i).waitFor();
  expect(await buyer.locator('[data-signal]').count()).toBe(0);
  const form = buyer.locator('[data-subscribe]');
  await form.getByLabel(/I accept/).check();
  await form.getByRole('button', { name: /^Subscribe: 30/ }).click();
  await said(buyer, /^Subscribed/);
  await buyer.locator('[data-signals="RETAIL"] [data-signal]').first().waitFor();
  await buyer.getByText('Lineage and disclosures').waitFor();
  await reads(buyer);
  await show(buyer, '/feeds/subscriptions');
  const seat = buyer.locator('[data-seat][data-state="SEATED"]');
  await seat.getByRole('button', { name: 'Cancel' }).click();
  await seat.getByText('ends then').waitFor();
  await seat.getByRole('button', { name: 'Renew' }).click();
  await seat.getByRole('button', { name: 'Cancel' }).waitFor();
});

test('when the model decays the buyer has its money, and a statement of both ways (SO4)', async () => {
  const buyer = await pageOf(venue.buyer, TRADE);
  venue.writePrices();
  await show(buyer, `/feeds/${venue.listingId}`);
  await buyer.locator('[data-feed-status="DELISTED"]').waitFor();
  await buyer.locator('[data-signals="refused"]').waitFor();
  await show(buyer, '/feeds/subscriptions');
  await buyer.locator('[data-seat][data-state="REVOKED"]').waitFor();
  const ledger = buyer.locator('[data-ledger] tbody tr');
  await ledger.nth(1).waitFor();
  expect(await ledger.count()).toBe(2);
  expect(await venue.available(venue.buyer)).toBe(FUNDS);
  const [csv] = await Promise.all([
    buyer.waitForEvent('download', { timeout: 20_000 }),
    buyer.locator('[data-statement]').click(),
  ]);
  expect(csv.suggestedFilename()).toMatch(/^feeds-\d+-\d{4}-\d\d\.csv$/);
  await reads(buyer);
  // Without a seat, of another version, or not there yet: each is said on the page.
  expect(complaints.flat().filter((one) => !/402|404|409/.test(one))).toEqual([]);
});
