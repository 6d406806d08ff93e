/**
 * Catches a page on which an owner cannot grant, see or end an agent, and an approval link that approves by being followed, approves
 * something else than is shown, or believes what is no agent of the account.
 */
import { generateKeyPairSync, sign } from 'node:crypto';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KEY_SCOPE, signedHeaders } from '../../src/client/index.js';
import { expectAsWell, openBrowser, openPage } from './browser.js';
import { openWebVenue, type WebVenue } from './venue.js';

const { READ, TRADE } = KEY_SCOPE;
let browser: Browser;
let venue: WebVenue;

beforeAll(async () => {
  [browser, venue] = await Promise.all([openBrowser(), openWebVenue()]);
});
afterAll(async () => {
  await browser.close();
  await venue.close();
});

/** A program with a key of its own, and the tools it is given. */
function newAgent() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const x = publicKey.export({ format: 'jwk' }).x as string;
  const tool = async (keyId: number, name: string, args: object): Promise<Told> => {
    const client = new Client({ name: 'test', version: '1' });
    const by = {
      ...{ accountId: venue.consumer.accountId, keyId },
      sign: (bytes: Uint8Array) => sign(null, bytes, privateKey),
    };
    const signing: typeof fetch = async (to, init) => {
      const { method = 'GET', body, headers } = init ?? {};
      const text = typeof body === 'string' ? body : undefined;
      const all = new Headers(headers);
      const request = { method, url: String(to), body: text, idempotencyKey: undefined };
      for (const [header, value] of Object.entries(await signedHeaders(request, by)))
        all.set(header, value);
      return await fetch(to, { ...init, headers: all });
    };
    const url = new URL(`${venue.origin}/mcp`);
    await client.connect(new StreamableHTTPClientTransport(url, { fetch: signing }));
    const told = await client.callTool({ name, arguments: { ...args } });
    await client.close();
    return told.structuredContent as Told;
  };
  return { publicKey: Buffer.from(x, 'base64url').toString('hex'), tool };
}
type Told = Readonly<Record<string, unknown>>;

test('an owner grants an agent, approves one thing beyond its budget as it is shown, and ends it', async () => {
  const { accountId } = venue.consumer;
  const { page, complaints, context } = await openPage(
    browser,
    venue.link(accountId, [READ, TRADE]),
  );
  await page.locator(`[data-account="${accountId}"]`).waitFor();
  await page.goto(`${venue.origin}/account/agents`);
  await page.getByText('The account has none.').waitFor();
  const agent = newAgent();
  const form = page.locator('[data-grant]');
  await form.getByLabel('What you call it').fill('assistant');
  await form.getByLabel('Its public key').fill('not a key');
  await form.getByLabel('May spend a day').fill('0.05');
  await form.getByLabel('May spend in all').fill('10');
  await form.getByLabel('Series it may buy').fill('1');
  await form.getByRole('button', { name: 'Let it' }).click();
  await page.locator('[data-said="refused"]').filter({ hasText: '64 hex digits' }).waitFor();
  await form.getByLabel('Its public key').fill(agent.publicKey);
  await form.getByRole('button', { name: 'Let it' }).click();
  const row = page.locator('[data-agent]');
  await row.getByText('assistant').waitFor();
  expect(await row.textContent()).toContain('series 1');
  await expectAsWell(page);

  const keyId = Number(await row.getAttribute('data-agent'));
  const buy = { seriesId: 1, maxPriceTicks: 1_200, quantityLots: 1 };
  const refused = await agent.tool(keyId, 'buy_rights', { ...buy, idempotencyKey: 'first' });
  expect(refused).toMatchObject({ status: 'approval_required' });
  const link = new URL(String(refused.approvalUrl));
  expect(link.origin).toBe(venue.origin);

  // A link that names somebody else's agent, or no amount, approves nothing.
  const bent = new URL(link);
  bent.searchParams.set('agent', String(keyId + 1));
  await page.goto(bent.href);
  await page.locator('[data-unknown-agent]').waitFor();
  bent.searchParams.set('amount', '1e99');
  await page.goto(bent.href);
  await page.getByText('This link is none of the venue’s').waitFor();

  // Following it does nothing by itself.
  await page.goto(link.href);
  const wanted = page.locator(`[data-wanted="${keyId}"]`);
  await wanted.waitFor();
  const amount = (Number(link.searchParams.get('amount')) / 1e6).toFixed(2);
  expect(await wanted.textContent()).toContain(`${amount} PAT`);
  expect(await wanted.textContent()).toContain('assistant');
  await expectAsWell(page);
  const still = await agent.tool(keyId, 'buy_rights', { ...buy, idempotencyKey: 'second' });
  expect(still).toMatchObject({ status: 'approval_required' });
  await page.getByRole('button', { name: 'Approve this once' }).click();
  await page.locator('[data-said="done"]').filter({ hasText: 'Approved' }).waitFor();
  const audit = await venue.asOperator<{ data: { command: string; body: string }[] }>(
    '/v1/audit?limit=20',
  );
  const approval = audit.data.find(({ command }) => command === 'APPROVE_AGENT_SPEND');
  expect(JSON.parse(approval?.body ?? '{}')).toMatchObject({
    ...{ agentKeyId: keyId, seriesId: 1, listingId: 0 },
    amountMicroPat: Number(link.searchParams.get('amount')),
  });
  const bought = await agent.tool(keyId, 'buy_rights', { ...buy, idempotencyKey: 'third' });
  expect(bought).toMatchObject({ status: 'done' });
  const again = await agent.tool(keyId, 'buy_rights', { ...buy, idempotencyKey: 'fourth' });
  expect(again).toMatchObject({ status: 'approval_required' });

  await page.goto(`${venue.origin}/account/agents`);
  await page.getByRole('button', { name: 'End agent assistant' }).click();
  await expect.poll(() => page.locator('[data-agent]').count()).toBe(0);
  await expect(
    agent.tool(keyId, 'buy_rights', { ...buy, idempotencyKey: 'fifth' }),
  ).rejects.toThrow('BAD_SIGNATURE');
  expect(complaints).toEqual([]);
  await context.close();
});
