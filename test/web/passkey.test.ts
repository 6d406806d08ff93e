/**
 * Catches pages with which nobody gets a passkey or signs in with it, that show other keys and sessions than act for the account
 * or do not take them away, or with which a second person approves without the passkey, or something else than is shown.
 */
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KEY_SCOPE } from '../../src/client/index.js';
import { expectAsWell, openBrowser, openPage } from './browser.js';
import { openWebVenue, type WebVenue } from './venue.js';

const { READ, OPERATE } = KEY_SCOPE;
let browser: Browser;
let venue: WebVenue;

beforeAll(async () => {
  [browser, venue] = await Promise.all([openBrowser(), openWebVenue()]);
});
afterAll(async () => {
  await browser.close();
  await venue.close();
});

/** A device with passkeys, and a person before it. */
async function withDevice(page: Page): Promise<{ session: CDPSession; authenticatorId: string }> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  return { session, authenticatorId };
}

test('an operator gets a passkey, signs in with it, and approves with it what is shown', async () => {
  const { accountId } = venue.second;
  const { page, complaints, context } = await openPage(
    browser,
    venue.link(accountId, [READ, OPERATE]),
  );
  const device = await withDevice(page);
  await page.locator(`[data-account="${accountId}"]`).waitFor();
  await page.goto(`${venue.origin}/account/keys`);
  await page.locator('[data-session]').getByText('this browser').waitFor();
  await page.getByLabel('What you call it').fill('my phone');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.locator('[data-passkey]').getByText('my phone').waitFor();
  expect(await page.locator('[data-key="1"]').textContent()).toContain('operate');
  await expectAsWell(page);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.locator('[data-account]').waitFor({ state: 'detached' });
  await page.goto(`${venue.origin}/sign-in`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.locator(`[data-account="${accountId}"]`).waitFor();

  const name = 'broker_series_exposure_ppm';
  const { referenceId } = await venue.operator.operator.setParameter({
    ...{ name, target: '', value: 900_000, expectedVersion: 0, unset: false, reason: 'less' },
  });
  await page.goto(`${venue.origin}/console/parameters`);
  const request = page.locator(`[data-request="${referenceId}"]`);
  await request.getByLabel('Your reason').fill('agreed');
  // The person says no: nothing is approved.
  await device.session.send('WebAuthn.setUserVerified', {
    ...{ authenticatorId: device.authenticatorId, isUserVerified: false },
  });
  await request.getByRole('button', { name: 'Approve' }).click();
  await page.locator('[data-said="refused"]').filter({ hasText: /\w/ }).first().waitFor();
  expect(await venue.operator.queries.parameterRequests()).toHaveLength(1);
  await device.session.send('WebAuthn.setUserVerified', {
    ...{ authenticatorId: device.authenticatorId, isUserVerified: true },
  });
  await request.getByRole('button', { name: 'Approve' }).click();
  await expect.poll(() => request.count()).toBe(0);
  const set = (await venue.operator.queries.parameters()).findLast((one) => one.name === name);
  expect(set).toMatchObject({ value: 900_000, approverId: accountId });
  const audit = await venue.asOperator<{ data: { command: string; body: string }[] }>(
    '/v1/audit?limit=5',
  );
  const approval = audit.data.find(({ command }) => command === 'APPROVE_WITH_PASSKEY');
  expect(JSON.parse(approval?.body ?? '{}')).toMatchObject({ parameterRequestId: referenceId });

  await page.goto(`${venue.origin}/account/keys`);
  const byPasskey = page.locator('[data-session]').filter({ hasText: 'passkey' });
  await byPasskey.getByText('this browser').waitFor();
  await page.getByRole('button', { name: 'Remove passkey my phone' }).click();
  // What was opened by it ends with it: the page is nobody's any more.
  await expect
    .poll(() => page.evaluate(async () => (await fetch('/v1/account/balances')).status))
    .toBe(401);
  expect(complaints.filter((text) => !/401|NotAllowed/.test(text))).toEqual([]);
  await context.close();
});
