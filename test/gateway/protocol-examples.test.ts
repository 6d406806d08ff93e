/** Catches a protocol document that does not say what the venue does: its examples, played in order. */
import { sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { DepthRows } from '../../src/engine/core/index.js';
import { bookChecksum } from '../../src/gateway/market/book-checksum.js';
import { logonBytes } from '../../src/schema/index.js';
import type { TestClient } from './support/client.js';
import { startExchange, type TestExchange } from './support/exchange.js';
import { addressOf, signatureOf, walletOf } from './support/wallet.js';

const document = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');
let exchange: TestExchange | undefined;

afterEach(() => exchange?.stop());

/** Lines of the document's examples, in order: what is sent and what is waited for. Those of wallets need a chain. */
function examples(ofWallets: boolean): { readonly isSent: boolean; readonly text: string }[] {
  const blocks = [...document.matchAll(/^```\n([\s\S]*?)^```$/gm)].filter(
    ([, block = '']) => block.includes('WalletChallenge') === ofWallets,
  );
  return blocks.flatMap(([, block = '']) =>
    block
      .trim()
      .split('\n')
      .map((line) => ({ isSent: line.startsWith('> '), text: line.slice(2) })),
  );
}

/** Whether a value has everything an example shows; "*" stands for any value. */
function fits(value: unknown, shown: unknown): boolean {
  if (shown === '*') return value !== undefined;
  if (Array.isArray(shown)) {
    return Array.isArray(value) && shown.every((entry, i) => fits(value[i], entry));
  }
  if (typeof shown !== 'object' || shown === null) return value === shown;
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  return Object.entries(shown).every(([name, entry]) => fits(fields[name], entry));
}

function envelopes(client: TestClient): unknown[] {
  return client.texts.flatMap((text): unknown[] => {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : [parsed];
  });
}

test('every example does what the document says', async () => {
  exchange = await startExchange();
  exchange.openProvider();
  const { accountId, key } = exchange.openConsumer();
  const client = await exchange.connect('patx.v1.json');
  const fill = (text: string): string => {
    const challenge = envelopes(client)[0] as { challenge: { nonce: string; sessionId: number } };
    if (!text.includes('$signature')) return text.replaceAll('$account', String(accountId));
    const nonce = Buffer.from(challenge.challenge.nonce, 'base64');
    const { sessionId } = challenge.challenge;
    const bytes = logonBytes({ nonce, sessionId, accountId, keyId: 1 });
    const signature = sign(null, bytes, key).toString('base64');
    return text.replaceAll('$account', String(accountId)).replaceAll('$signature', signature);
  };
  const lines = examples(false);
  expect(lines.length).toBeGreaterThan(25);
  for (const { isSent, text } of lines) {
    if (isSent) {
      client.raw(fill(text));
      continue;
    }
    const shown: unknown = JSON.parse(fill(text));
    await client.until(() => envelopes(client).some((value) => fits(value, shown)), text);
  }
  expect(await client.ended()).toEqual({ code: 1_000, reason: 'logged out' });
});

test('a wallet is linked as the document says', async () => {
  exchange = await startExchange({ onChain: true });
  const wallet = walletOf(7);
  const { accountId, key } = exchange.openConsumer(0);
  const client = await exchange.connect('patx.v1.json');
  const found = <T>(name: string): T | undefined => {
    const all = envelopes(client) as Readonly<Record<string, T>>[];
    return all.find((envelope) => name in envelope)?.[name];
  };
  await client.until(() => found('challenge') !== undefined, 'a challenge');
  const challenge = found<{ nonce: string; sessionId: number }>('challenge');
  const { nonce = '', sessionId = 0 } = challenge ?? {};
  const bytes = logonBytes({
    nonce: Buffer.from(nonce, 'base64'),
    ...{ sessionId, accountId, keyId: 1 },
  });
  const signature = sign(null, bytes, key).toString('base64');
  client.raw(JSON.stringify({ logon: { accountId, keyId: 1, signature } }));
  await client.until(() => found('logonAccepted') !== undefined, 'a session');
  const lines = examples(true);
  expect(lines.length).toBeGreaterThan(4);
  for (const { isSent, text } of lines) {
    const asked = found<{ message: string; nonce: string }>('walletChallenge');
    const signed = await signatureOf(wallet, Buffer.from(asked?.message ?? '', 'base64'));
    const filled = text
      .replaceAll('$address', Buffer.from(addressOf(wallet)).toString('base64'))
      .replaceAll('$walletNonce', asked?.nonce ?? '')
      .replaceAll('$walletSignature', Buffer.from(signed).toString('base64'));
    if (isSent) client.raw(filled);
    else {
      const shown: unknown = JSON.parse(filled);
      await client.until(() => envelopes(client).some((value) => fits(value, shown)), filled);
    }
  }
  const pending = exchange.core.state.registry.account(accountId)?.pendingLink?.address;
  expect(pending).toBe(Buffer.from(addressOf(wallet)).toString('hex'));
});

test('the checksum of the test vectors is what the document says', () => {
  const bids = new DepthRows(10);
  const asks = new DepthRows(10);
  expect(document).toContain(`An empty book: \`${bookChecksum(bids, asks)}\``);
  bids.priceTicks.set([100, 99]);
  bids.lots.set([5, 2]);
  bids.count = 2;
  asks.priceTicks.set([101]);
  asks.lots.set([7]);
  asks.count = 1;
  expect(document).toContain(`asks 7 at 101: \`${bookChecksum(bids, asks)}\``);
});
