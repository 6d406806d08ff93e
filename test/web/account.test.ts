/**
 * Catches pages that let nobody in, or the wrong one, or twice with one link; that buy, exercise, halt or kill something else than
 * was asked; that let one person release his own kill switch; or from whose key somebody can make a copy.
 */
import { createHash, type webcrypto } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KEY_SCOPE } from '../../src/client/index.js';
import { FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import type { Page as ApiPage, Series, Trade } from '../../web/src/live/shapes.js';
import { expectAsWell, openBrowser, openPage } from './browser.js';
import { openWebVenue, type WebVenue } from './venue.js';

const { READ, TRADE, OPERATE } = KEY_SCOPE;
const HASH = new Uint8Array(32).fill(7);
const WAIT = { timeout: 30_000, interval: 50 };

let browser: Browser;
let venue: WebVenue;

beforeAll(async () => {
  const opening = openWebVenue(['--notice-loopback', 'true']);
  [browser, venue] = await Promise.all([openBrowser(), opening]);
});
afterAll(async () => {
  await browser.close();
  await venue.close();
});

interface Asked<T> {
  result: T;
  onsuccess: (() => void) | null;
}
interface Opened {
  transaction(name: string): {
    objectStore(name: string): { get(key: string): Asked<{ privateKey: webcrypto.CryptoKey }> };
  };
}

test('a consumer signs in, buys from the market, exercises, and watches the delivery', async () => {
  const link = venue.link(venue.consumer.accountId, [READ, TRADE]);
  const { page, complaints, context } = await openPage(browser, link);
  await page.locator(`[data-account="${venue.consumer.accountId}"]`).waitFor();
  expect(page.url()).not.toContain('token');

  await page.goto(`${venue.origin}/markets/1`);
  const form = page.locator('[data-buy]');
  await form.getByLabel('Lots').fill('2');
  const { bestAskTicks } = await venue.get<Series>('/v1/series/1');
  await form.getByRole('button', { name: 'Buy 2 lots' }).click();
  await page
    .locator('[data-said="done"]')
    .getByText(/journal sequence/)
    .waitFor();
  const said = (await page.locator('[data-said="done"]').textContent()) ?? '';
  const sequence = Number(/sequence ([\d ]+)/.exec(said)?.[1]?.replaceAll(/\D/g, ''));
  await expect
    .poll(async () => (await venue.get<ApiPage<Trade>>('/v1/series/1/trades')).data.at(0))
    .toMatchObject({ sequence, quantityLots: 2, priceTicks: bestAskTicks, takerSide: 'BUY' });

  await page.goto(`${venue.origin}/account`);
  const holding = page.locator('[data-holding="1"]');
  await holding.waitFor();
  expect(await holding.textContent()).toContain('2');
  await holding.getByRole('button', { name: 'Exercise' }).click();
  const delivery = page.locator('[data-delivery][data-state="TICKETED"]');
  await delivery.waitFor();
  await expect.poll(() => page.locator('[data-holding="1"]').count()).toBe(0);
  const deliveryId = Number(await delivery.getAttribute('data-delivery'));
  // The platform fetches what the notice names: it says what is wrong with it, and silence accepts what it found.
  const place = createServer((_, response) => response.end('record 1')).listen(0, '127.0.0.1');
  await once(place, 'listening');
  const location = `http://127.0.0.1:${(place.address() as AddressInfo).port}/`;
  const { provider } = venue;
  const asked = `/v1/account/notices?accountId=${provider.accountId}`;
  const notice = async () =>
    (await venue.asOperator<{ data: readonly object[] }>(asked)).data.at(0);
  await provider.rights.notice({ deliveryId, contentHash: HASH, location });
  await page.locator(`[data-delivery="${deliveryId}"][data-state="NOTICED"]`).waitFor();
  const problem = { code: 'OTHER_HASH', tries: 1 };
  await expect.poll(notice, WAIT).toMatchObject({ deliveryId, isProved: false, problem });
  const contentHash = createHash('sha256').update('record 1').digest();
  await provider.rights.notice({ deliveryId, contentHash, location });
  await expect.poll(notice, WAIT).toMatchObject({ deliveryId, isProved: true, problem: null });
  place.close();
  const { deliveries } = await provider.queries.accountSnapshot();
  const [told] = deliveries.filter((one) => one.deliveryId === deliveryId);
  expect(told).toMatchObject({ proved: true, location });

  await venue.consumer.place({ seriesId: 1, side: 'BUY', priceTicks: 900, quantityLots: 1 });
  await page.locator('[data-order]').getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => page.locator('[data-order]').count()).toBe(0);
  expect((await venue.consumer.queries.accountSnapshot()).openOrders).toEqual([]);
  await expectAsWell(page);
  expect(complaints.filter((text) => !text.includes('401'))).toEqual([]);

  // A reload goes on with the key that is kept; nobody takes it out; signing out ends what may be read.
  await page.reload();
  await page.locator(`[data-account="${venue.consumer.accountId}"]`).waitFor();
  const taken = await page.evaluate(async () => {
    // The database as far as it is used: these tests are checked without a browser's types.
    const { indexedDB } = globalThis as unknown as {
      indexedDB: { open(name: string): Asked<Opened> };
    };
    const answered = <T>(asked: Asked<T>): Promise<T> =>
      new Promise((resolve) => {
        asked.onsuccess = () => resolve(asked.result);
      });
    const database = await answered(indexedDB.open('patx'));
    const store = database.transaction('session').objectStore('session');
    const { privateKey } = await answered(store.get('session'));
    return await crypto.subtle.exportKey('pkcs8', privateKey).then(
      () => 'taken',
      () => 'refused',
    );
  });
  expect(taken).toBe('refused');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign in' }).first().waitFor();
  expect(await page.evaluate(async () => (await fetch('/v1/account/balances')).status)).toBe(401);
  await context.close();

  const again = await openPage(browser, link);
  await again.page.getByRole('alert').filter({ hasText: /\w/ }).first().waitFor();
  expect(await again.page.locator('[data-account]').count()).toBe(0);
  await expectAsWell(again.page);
  await again.context.close();
});

test('an operator halts and kills, and another person releases', async () => {
  const first = await openPage(browser, venue.link(FIRST_OPERATOR_ACCOUNT, [READ, OPERATE]));
  await first.page.locator('[data-verdict="well"]').waitFor();
  await first.page.goto(`${venue.origin}/console/series/2`);
  const halt = first.page.locator('[data-halt]');
  await halt.getByLabel('Reason, journaled').fill('news from the provider');
  await halt.getByRole('button', { name: /Halt trading/ }).click();
  await expect.poll(async () => (await venue.get<Series>('/v1/series/2')).state).toBe('HALTED');
  await first.page.goto(`${venue.origin}/console`);
  await first.page
    .locator('[data-item-of="series-halted"]')
    .getByText('news from the provider')
    .waitFor();
  await first.page.goto(`${venue.origin}/console/series/2`);
  await halt.getByLabel('Reason, journaled').fill('all is well');
  await halt.getByRole('button', { name: 'Resume trading' }).click();
  await expect.poll(async () => (await venue.get<Series>('/v1/series/2')).state).not.toBe('HALTED');

  await venue.consumer.place({ seriesId: 2, side: 'BUY', priceTicks: 900, quantityLots: 1 });
  await first.page.goto(`${venue.origin}/console/kills`);
  const form = first.page.locator('[data-new-kill]');
  await form.getByLabel('Its number').fill('2');
  await form.getByLabel('Reason, journaled').fill('drill');
  await expect
    .poll(async () => await form.locator('[data-effect]').textContent())
    .toContain(`${(await venue.get<Series>('/v1/series/2')).openOrders} live orders`);
  const button = form.getByRole('button', { name: 'Set the kill switch' });
  expect(await button.isDisabled()).toBe(true);
  await form.getByLabel(/another person/).check();
  await button.click();
  const kill = first.page.locator('[data-kill="SERIES"]');
  await kill.getByText('0 live orders left').waitFor();
  await kill.getByRole('button', { name: 'Release' }).click();
  await first.page.locator('[data-said="refused"]').getByText('SECOND_PERSON').waitFor();
  await expectAsWell(first.page);

  const second = await openPage(browser, venue.link(venue.second.accountId, [READ, OPERATE]));
  await second.page.locator('[data-verdict="wrong"]').waitFor();
  await second.page.goto(`${venue.origin}/console/kills`);
  await second.page
    .locator('[data-kill="SERIES"]')
    .getByRole('button', { name: 'Release' })
    .click();
  await expect.poll(async () => (await venue.get<Series>('/v1/series/2')).killed).toBe(false);
  await expect.poll(() => first.page.locator('[data-kill]').count()).toBe(0);
  await first.context.close();
  await second.context.close();
});
