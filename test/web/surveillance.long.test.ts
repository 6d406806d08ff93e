/**
 * Catches a page on which an operator does not see what was found, makes no case of it with its evidence, or decides it and nothing is
 * written down; a hash that the journal alone does not give again; and one who is no overseer and sees any of it.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KEY_SCOPE } from '../../src/client/index.js';
import { patx } from '../cli/patx.js';
import { expectAsWell, openBrowser, openPage } from './browser.js';
import { openWebVenue, type WebVenue } from './venue.js';

const { READ, TRADE, OPERATE } = KEY_SCOPE;
const ORDERS = 110;
let browser: Browser;
let venue: WebVenue;

beforeAll(async () => {
  [browser, venue] = await Promise.all([openBrowser(), openWebVenue()]);
});
afterAll(async () => {
  await browser.close();
  await venue.close();
});

/** Sets orders of one lot and takes them back, as nobody does by the hundred for trading. */
async function ping(): Promise<void> {
  const order = { seriesId: 1, side: 'BUY', priceTicks: 900, quantityLots: 1 } as const;
  const placed = await Promise.all(
    Array.from({ length: ORDERS }, () => venue.consumer.place(order)),
  );
  await Promise.all(placed.map(({ clientOrderId }) => venue.consumer.cancel({ clientOrderId })));
}

test('an operator sees what was found, makes a case of it and decides it', async () => {
  await ping();
  const { accountId } = venue.consumer;
  const operator = venue.operator.accountId;
  const { page, complaints, context } = await openPage(
    browser,
    venue.link(operator, [READ, OPERATE]),
  );
  await page.locator(`[data-account="${operator}"]`).waitFor();
  await page.goto(`${venue.origin}/console/surveillance`);
  const finding = page.locator('[data-finding]').filter({ hasText: 'pinging' });
  await finding.waitFor();
  expect(await finding.textContent()).toContain('orders 100');
  const openIt = finding.getByRole('button', { name: /Open a case/ });
  expect(await openIt.isDisabled()).toBe(true);
  await page.getByLabel('Why a case is opened').fill('a hundred orders of one lot');
  await openIt.click();
  const chosen = page.locator('[data-chosen="1"]');
  await chosen.waitFor();
  // What the account did in that time, as the reader has it: the orders, and no trade.
  await page.locator(`[data-order-of-${accountId}]`).first().waitFor();
  expect(await page.locator(`[data-order-of-${accountId}]`).count()).toBeGreaterThanOrEqual(100);
  expect(await page.locator(`[data-fill-of-${accountId}]`).count()).toBe(0);
  await expectAsWell(page);

  await page.getByLabel('Decision').selectOption('WARNED');
  await page.getByLabel('Because').fill('told to stop');
  await page.getByRole('button', { name: 'Decide' }).click();
  await page.locator('[data-decided="WARNED"]').waitFor();
  // A later decision takes its place, and both stay in the audit trail.
  await page.getByLabel('Decision').selectOption('RESTRICTED');
  await page.getByLabel('Because').fill('went on');
  await page.getByRole('button', { name: 'Decide anew' }).click();
  await page.locator('[data-decided="RESTRICTED"]').waitFor();
  type Audit = { data: { command: string; body: string; reason: string }[] };
  const { data } = await venue.asOperator<Audit>('/v1/audit?limit=10');
  const decisions = data.filter(({ command }) => command === 'DECIDE_CASE');
  expect(decisions.map(({ reason }) => reason)).toEqual(['went on', 'told to stop']);
  const opened = JSON.parse(data.find(({ command }) => command === 'OPEN_CASE')?.body ?? '{}');
  expect(opened).toMatchObject({ parties: [{ accountId }], seriesId: 1 });

  type Cases = { data: { evidenceHash: string; decision: string }[] };
  const cases = await venue.asOperator<Cases>('/v1/surveillance/cases?state=DECIDED');
  expect(cases.data).toMatchObject([{ decision: 'RESTRICTED' }]);
  expect((await venue.asOperator<Cases>('/v1/surveillance/cases?state=OPEN')).data).toEqual([]);
  // The journal alone gives the same evidence.
  const copy = mkdtempSync(join(tmpdir(), 'patx-surveillance-'));
  cpSync(venue.data, copy, { recursive: true });
  const { status, out, err } = await patx('surveil', '--data', copy, '--json');
  expect(status, err).toBe(0);
  const found = JSON.parse(out) as { evidenceHash: string }[];
  expect(found.map(({ evidenceHash }) => evidenceHash)).toContain(cases.data[0]?.evidenceHash);
  rmSync(copy, { recursive: true, force: true });
  expect(complaints).toEqual([]);
  await context.close();
});

test('nobody else sees any of it', async () => {
  const { accountId } = venue.consumer;
  const { page, context } = await openPage(browser, venue.link(accountId, [READ, TRADE]));
  await page.locator(`[data-account="${accountId}"]`).waitFor();
  await page.goto(`${venue.origin}/console/surveillance`);
  await page.locator('[data-not-for-you]').waitFor();
  const refused = await page.evaluate(async () => {
    const paths = ['/v1/surveillance/findings', '/v1/surveillance/cases'];
    return await Promise.all(paths.map(async (path) => (await fetch(path)).status));
  });
  expect(refused).toEqual([403, 403]);
  await context.close();
});
