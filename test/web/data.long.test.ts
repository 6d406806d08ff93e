/**
 * Catches pages of the data market on which somebody cannot go the whole way, in a real browser: a seller lists, uploads and sells, a
 * moderator reviews, takes down and rules, buyers search, compare, check in steps, buy, read, take back and dispute; with a quality
 * threshold that is not met, an appeal, and an erasure. Every page is read by axe, wide and narrow.
 */
// Rows of docs/marketplace-rows.md: DM8, DM9, DM11, DM14, DM19, GV1, GV6, GV14.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MAIN_FILE } from '../../bench/child.js';
import { STOP_WITH_PARENT } from '../../src/cli/parent-tie.js';
import { KEY_SCOPE } from '../../src/client/index.js';
import type { HttpParty } from '../api/http-client.js';
import { DataVenue, sha256, textDocument } from '../content/venue.js';
import { runNode } from '../faults/campaign.js';
import { expectAccessible, expectFits, NARROW, openBrowser, openPage, WIDE } from './browser.js';

const { READ, TRADE, PROVIDE, OPERATE } = KEY_SCOPE;
const CSV = `model,fuel\n${Array.from({ length: 400 }, (_, i) => `car ${i % 50},${(i * 7) % 90}\n`).join('')}`;
const contentOf = (title: string): Buffer => Buffer.from(`${CSV}${title},1\n`);
let browser: Browser;
let venue: DataVenue;
const pages = new Map<string, Page>();
const complaints: (readonly string[])[] = [];

beforeAll(async () => {
  // The exchange takes links of whoever started it.
  process.env[STOP_WITH_PARENT] = '1';
  const opening = DataVenue.open().finally(() => delete process.env[STOP_WITH_PARENT]);
  [browser, venue] = await Promise.all([openBrowser(), opening]);
}, 180_000);
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
const seller = () => pageOf('seller', venue.provider, PROVIDE);
const buyer = () => pageOf('buyer', venue.buyer, TRADE);
const other = () => pageOf('other', venue.other, TRADE);
const moderator = () => pageOf('moderator', venue.operator, OPERATE);
const second = () => pageOf('second', venue.second, OPERATE);

async function show(page: Page, path: string): Promise<void> {
  await page.goto(`${venue.origin}${path}`);
}

async function said(page: Page, text: RegExp, state = 'done'): Promise<void> {
  await page.locator(`[data-said="${state}"]`).getByText(text).first().waitFor();
}

/** Wide, and on a telephone. */
async function reads(page: Page): Promise<void> {
  await expectAccessible(page);
  await page.setViewportSize(NARROW);
  await expectAccessible(page);
  await expectFits(page);
  await page.setViewportSize(WIDE);
}

async function list(title: string, description: string): Promise<number> {
  const page = await seller();
  await show(page, '/data/studio');
  const form = page.locator('[data-new-listing]');
  await form.getByLabel('Title').fill(title);
  await form.getByLabel('Description').fill(description);
  await form.getByLabel('Source').fill('own survey');
  await form.getByLabel('How it was collected').fill('measured');
  await form.getByRole('button', { name: 'Save as a draft' }).click();
  await said(page, /is a draft/);
  const card = page.locator('[data-sale]').first();
  await expect.poll(() => card.locator('xpath=..').textContent()).toContain(title);
  const listingId = Number(await card.getAttribute('data-sale'));
  await card
    .locator('input[type=file]')
    .setInputFiles({ name: 'cars.csv', mimeType: 'text/csv', buffer: contentOf(title) });
  await card.getByRole('button', { name: 'Upload as a revision' }).click();
  await card.locator('[data-revision="1"][data-status="LIVE"]').waitFor();
  return listingId;
}

/** Hands a draft in; again where what was measured of it just made it another version, as a person would. */
async function handIn(page: Page, listingId: number): Promise<void> {
  const card = page.locator(`[data-sale="${listingId}"]`);
  const button = card.getByRole('button', { name: 'Hand in for review' });
  const look = async (): Promise<string> => {
    if (await button.isVisible()) await button.click();
    return (await page.locator('[data-said="done"]').allTextContents()).join(' ');
  };
  // Measured is in its own time, on a thread.
  await expect.poll(look, { interval: 1_000, timeout: 180_000 }).toMatch(/an operator reads it/);
}

async function decide(page: Page, where: string, button: string, text: RegExp): Promise<void> {
  await show(page, '/data/queue');
  await page.getByLabel(/^Reason/).fill('looked at it');
  await page.locator(where).getByRole('button', { name: button }).click();
  await said(page, text);
}

async function buyAs(page: Page, listingId: number): Promise<void> {
  await show(page, `/data/${listingId}`);
  const form = page.locator('[data-buy-data]');
  await form.getByLabel(/I accept/).check();
  await form.getByRole('button', { name: /^Buy for/ }).click();
}

const purchaseAs = (page: Page, status: string) =>
  page.locator(`[data-purchase][data-status="${status}"]`).first();

test('a seller, buyers and moderators go the whole way', async () => {
  const listingId = await list('Fuel of cars', 'Fuel use by model');
  const studio = await seller();
  await reads(studio);
  const card = studio.locator(`[data-sale="${listingId}"]`);
  await handIn(studio, listingId);
  const queue = await moderator();
  await decide(queue, `[data-waiting="${listingId}"]`, 'Approve', /Approved/);
  await reads(queue);
  const twin = await list('Fuel of lorries', 'Fuel use by model, of lorries');
  await handIn(studio, twin);
  await decide(queue, `[data-waiting="${twin}"]`, 'Approve', /Approved/);

  // Found, compared, looked at.
  const page = await buyer();
  await show(page, '/data?q=fuel');
  await page.locator(`[data-listing="${listingId}"]`).waitFor();
  for (const title of ['Fuel of cars', 'Fuel of lorries']) {
    await page.getByLabel(`Compare ${title}`).check();
  }
  await reads(page);
  await page.locator('[data-compare]').click();
  await page.getByRole('table').getByText('Fuel of lorries').waitFor();
  await reads(page);
  await show(page, `/data/${listingId}`);
  await page.locator('[data-histogram="fuel"]').waitFor();
  await reads(page);

  // In steps, left and gone on with.
  await show(page, `/data/${listingId}/dossier`);
  await page.getByRole('button', { name: 'Begin', exact: true }).click();
  const fill = async (steps: readonly string[], before: number): Promise<void> => {
    for (const [n, step] of steps.entries()) {
      await page.locator(`[data-step="${step}"]`).getByRole('textbox').fill(`about ${step}`);
      await page.getByRole('button', { name: 'Keep and go on' }).click();
      await page.locator(`[data-filled="${before + n + 1}"]`).waitFor();
    }
  };
  await fill(['NEED', 'VETTING', 'PROVIDER'], 0);
  await reads(page);
  await show(page, '/data');
  await show(page, `/data/${listingId}/dossier`);
  await fill(['PROVENANCE', 'QUALITY', 'GOVERNANCE', 'VERIFY', 'MONITOR'], 3);
  await page.getByText('8 of 8 steps').waitFor();
  expect(await page.locator('[data-step]').count()).toBe(0);
  const form = page.locator('[data-buy-data]');
  await form.getByLabel(/I accept/).check();
  await form.getByRole('button', { name: /^Buy for/ }).click();
  await said(page, /^Bought/);

  // Taken back.
  await show(page, '/data/library');
  await purchaseAs(page, 'HELD').getByRole('button', { name: 'Take it back' }).click();
  await purchaseAs(page, 'REFUNDED').waitFor();
  await reads(page);

  // Disputed, and upheld.
  const disputing = await other();
  await buyAs(disputing, listingId);
  await said(disputing, /^Bought/);
  await show(disputing, '/data/library');
  const letter = Buffer.from('row 3 says 5.1, the maker says 6.3');
  await purchaseAs(disputing, 'HELD').getByRole('button', { name: 'Dispute' }).click();
  const asked = purchaseAs(disputing, 'HELD').locator('[data-evidence-form]');
  await asked.getByLabel('Reason').fill('the figures are wrong');
  // Without evidence nothing is sent.
  expect(await asked.getByRole('button', { name: 'Dispute' }).isDisabled()).toBe(true);
  await asked
    .getByLabel(/^Or a file/)
    .setInputFiles({ name: 'letter.txt', mimeType: 'text/plain', buffer: letter });
  await reads(disputing);
  await asked.getByRole('button', { name: 'Dispute' }).click();
  await purchaseAs(disputing, 'DISPUTED').waitFor();
  await show(queue, '/data/queue');
  await queue.locator('[data-evidence]').getByText(sha256(letter)).waitFor();
  await decide(queue, '[data-dispute]', 'Uphold', /Upheld/);
  await purchaseAs(disputing, 'UPHELD').waitFor();

  // Taken down, appealed, restored by another.
  await show(queue, '/data/queue');
  await queue.getByLabel(/^Reason/).fill('a complaint');
  const takeDown = queue.locator('[data-take-down]');
  await takeDown.getByLabel('Its number').fill(String(listingId));
  await takeDown.getByLabel(/^Evidence in words/).fill('a letter');
  await takeDown.getByRole('button', { name: 'Take it down' }).click();
  await said(queue, /Taken down/);
  await buyAs(page, listingId);
  await said(page, /LISTING_STATE|UNKNOWN_LISTING/, 'refused');
  await show(studio, '/data/studio');
  await card.getByRole('button', { name: 'Appeal' }).click();
  const appeal = card.locator('[data-evidence-form]');
  await appeal.getByLabel('Reason').fill('the letter is not about us');
  await appeal.getByLabel(/^Evidence in words/).fill('our licence of 2025');
  await reads(studio);
  await appeal.getByRole('button', { name: 'Appeal' }).click();
  await said(studio, /Another operator/);
  await decide(await second(), `[data-takedown="${listingId}"]`, 'Restore', /Restored/);

  // A threshold that is not met.
  await venue.done(venue.operator, 'setBuyerPolicy', {
    ...{ targetAccountId: venue.other.accountId, stepsMask: 0, minCompositePpm: 1_000_000 },
    ...textDocument({ why: 'only the best' }),
  });
  await buyAs(disputing, listingId);
  await said(disputing, /QUALITY_BELOW/, 'refused');

  // Bought again, and read: both sides see how much.
  await buyAs(page, listingId);
  await said(page, /^Bought/);
  await show(page, '/data/library');
  const held = purchaseAs(page, 'HELD');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    held.getByRole('button', { name: 'Download' }).click(),
  ]);
  expect(Buffer.concat(await bytesOf(download))).toEqual(contentOf('Fuel of cars'));
  await expect.poll(() => held.locator('[data-used]').textContent()).not.toBe('0');
  await show(studio, '/data/studio');
  await card.getByText('Who read it').click();
  await card.locator('[data-reads]').getByText(`Account ${venue.buyer.accountId}`).waitFor();

  // Erased: it opens to nobody, and the buyer has its money back.
  await card.getByRole('button', { name: 'Revoke and erase' }).click();
  await said(studio, /its key is destroyed/);
  await purchaseAs(page, 'REVOKED').waitFor();
  expect(await venue.available(venue.buyer)).toBe(1_000_000_000);
  const { body } = await venue.get(venue.provider, '/market/files');
  expect(body.data).toHaveLength(1);
  expect((await venue.link(venue.buyer, listingId, 1)).status).toBe(403);
  // What the venue refused is said by the browser too.
  expect(complaints.flat().filter((text) => !/status of 4\d\d/.test(text))).toEqual([]);

  // What the journal has of it is what was given, and nothing a page made up.
  await venue.kill();
  const journal = await runNode(
    [MAIN_FILE, 'journal', '--data', venue.data, '--count', '9999'],
    {},
    60_000,
  );
  const given = [
    ...journal.stdout.matchAll(/ account (\d+) session \d+ (\w+) (\{.*"evidenceHash".*\})/g),
  ]
    .map(([, account, kind, body]) => ({
      account: Number(account),
      kind,
      ...JSON.parse(body as string),
    }))
    .filter(({ kind }) =>
      ['DISPUTE_PURCHASE', 'TAKE_DOWN_LISTING', 'APPEAL_TAKEDOWN'].includes(kind),
    )
    .map(({ account, kind, evidenceHash, reason }) => ({ account, kind, evidenceHash, reason }));
  expect(given).toEqual([
    {
      ...{ account: venue.other.accountId, kind: 'DISPUTE_PURCHASE' },
      ...{ evidenceHash: sha256(letter), reason: 'the figures are wrong' },
    },
    {
      ...{ account: venue.operator.accountId, kind: 'TAKE_DOWN_LISTING' },
      ...{ evidenceHash: sha256('a letter'), reason: 'a complaint' },
    },
    {
      ...{ account: venue.provider.accountId, kind: 'APPEAL_TAKEDOWN' },
      ...{ evidenceHash: sha256('our licence of 2025'), reason: 'the letter is not about us' },
    },
  ]);
}, 600_000);

async function bytesOf(download: { createReadStream(): Promise<AsyncIterable<Buffer>> }) {
  const pieces: Buffer[] = [];
  for await (const piece of await download.createReadStream()) pieces.push(piece);
  return pieces;
}
