/**
 * Catches a statement, orders or a proof that say something else than the venue's ledger, a proof that the page calls good though it
 * is not, and a provider's page that mints, states or delivers something else than was asked.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DELIVERY_STATE, KEY_SCOPE } from '../../src/client/index.js';
import { expectAsWell, openBrowser, openPage } from './browser.js';
import { openWebVenue, type WebVenue } from './venue.js';

const { READ, TRADE, PROVIDE } = KEY_SCOPE;
let browser: Browser;
let venue: WebVenue;

beforeAll(async () => {
  [browser, venue] = await Promise.all([openBrowser(), openWebVenue()]);
  const { consumer } = venue;
  await consumer.place({
    ...{ seriesId: 1, side: 'BUY', timeInForce: 'IOC', priceTicks: 1_200, quantityLots: 4 },
  });
  await consumer.place({ seriesId: 1, side: 'BUY', priceTicks: 900, quantityLots: 2 });
  await consumer.rights.exercise({ seriesId: 1, quantityLots: 3 });
});
afterAll(async () => {
  await browser.close();
  await venue.close();
});

test('a consumer reads orders and a statement, and checks the proof of the balance in the browser', async () => {
  const { accountId } = venue.consumer;
  const { page, complaints, context } = await openPage(
    browser,
    venue.link(accountId, [READ, TRADE]),
  );
  await page.locator(`[data-account="${accountId}"]`).waitFor();
  await page.goto(`${venue.origin}/account/orders`);
  await page.locator('[data-past-order]').getByText('4 of 4').waitFor();
  expect(await page.locator('[data-past-fill]').count()).toBeGreaterThanOrEqual(1);
  await expectAsWell(page);

  await page.goto(`${venue.origin}/account/statement`);
  const end = page.locator('[data-line="AT_THE_END"]');
  await end.waitFor();
  const { balance } = await venue.consumer.queries.accountSnapshot();
  const cash = (balance?.availableMicroPat ?? 0) + (balance?.reservedMicroPat ?? 0);
  const figure = (text: string): number =>
    Number(text.replaceAll(/[^\d.−]/g, '').replace('−', '-'));
  expect(figure((await end.locator('td').nth(1).textContent()) ?? '')).toBeCloseTo(cash / 1e6, 1);
  const csv = await page.evaluate(async () => {
    const link = (
      globalThis as unknown as { document: { querySelector(what: string): { href: string } } }
    ).document.querySelector('a[download]');
    return (await fetch(link.href)).text();
  });
  expect(csv.split('\n')[0]).toContain('cause');
  await expectAsWell(page);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('navigation').first().isVisible()).toBe(false);
  expect(await end.isVisible()).toBe(true);
  await page.emulateMedia({ media: 'screen' });

  await page.goto(`${venue.origin}/account/proof`);
  await page.getByRole('button', { name: 'Fetch and check the proof' }).click();
  await page.locator('[data-said="done"]').getByText('The proof holds').waitFor();
  const free = (await page.locator('[data-free]').textContent()) ?? '';
  expect(figure(free)).toBeLessThanOrEqual(cash / 1e6 + 0.01);
  const proof = (await page.evaluate(async () =>
    (await fetch('/v1/account/proof')).json(),
  )) as Record<string, number> & {
    root: { liabilitiesRoot: string; liabilitiesSumMicroPat: number };
  };
  const { root } = proof;
  const given = page.locator('[data-given]');
  const check = async (fields: Record<string, number>): Promise<void> => {
    await given.getByLabel('The proof, JSON').fill(JSON.stringify({ ...proof, ...fields }));
    await given.getByLabel('Root').fill(root.liabilitiesRoot);
    await given.getByLabel('Sum').fill(String(root.liabilitiesSumMicroPat));
    await given.getByRole('button', { name: 'Check it' }).click();
  };
  // Less than is owed, moved to what is bound so that the sum is the same.
  const { freeMicroPat = 0, lockedMicroPat = 0 } = proof;
  await check({ freeMicroPat: freeMicroPat - 1, lockedMicroPat: lockedMicroPat + 1 });
  await page.locator('[data-said="refused"]').getByText('leads to another root').waitFor();
  await check({});
  await expect.poll(() => page.getByText('The proof holds').count()).toBe(2);
  await expectAsWell(page);
  // Nobody is given another's.
  const other = await page.evaluate(
    async () => (await fetch('/v1/account/proof?accountId=1')).status,
  );
  expect(other).toBe(400);
  expect(complaints.filter((text) => !/40[01]/.test(text))).toEqual([]);
  await context.close();
});

test('a provider states capacity, mints, and hands over what was asked for', async () => {
  const { accountId } = venue.provider;
  const { page, complaints, context } = await openPage(
    browser,
    venue.link(accountId, [READ, TRADE, PROVIDE]),
  );
  await page.locator(`[data-account="${accountId}"]`).waitFor();
  await page.goto(`${venue.origin}/account/provide`);
  const held = page.locator('[data-provided="1"]');
  await held.waitFor();
  const before = (await venue.get<{ mintedLots: number }>('/v1/series/1')).mintedLots;
  const mint = page.locator('[data-mint]');
  await mint.getByLabel('Series').selectOption('1');
  await mint.getByLabel('Lots').fill('7');
  await mint.getByRole('button', { name: 'Mint' }).click();
  await expect
    .poll(async () => (await venue.get<{ mintedLots: number }>('/v1/series/1')).mintedLots)
    .toBe(before + 7);
  const due = page.locator('[data-due]').first();
  const deliveryId = Number(await due.getAttribute('data-due'));
  await due.getByLabel('SHA-256').fill('cd'.repeat(32));
  await due.getByLabel('Where it can be fetched').fill('https://data.example/2');
  await due.getByRole('button', { name: 'It is there' }).click();
  await page.locator(`[data-due="${deliveryId}"][data-state="NOTICED"]`).waitFor();
  const { deliveries } = await venue.consumer.queries.accountSnapshot();
  expect(deliveries.find((one) => one.deliveryId === deliveryId)).toMatchObject({
    state: DELIVERY_STATE.NOTICED,
    location: 'https://data.example/2',
  });
  await expectAsWell(page);
  expect(complaints.filter((text) => !text.includes('401'))).toEqual([]);
  await context.close();
});
