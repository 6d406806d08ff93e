/** Catches a delivery whose ticket is lost or forged, and a receipt that nobody signed. */
import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { TicketSigner } from '../../src/gateway/index.js';
import { receiptBytes, ticketBytes, ticketIdBytes } from '../../src/schema/index.js';
import {
  DELIVERY_STATE,
  ENTITLEMENT_STATUS,
  ERROR_CATALOG,
  RIGHTS_ACTION,
  SIDE,
} from '../../src/values/index.js';
import type { TestClient } from './support/client.js';
import {
  type ExchangeOptions,
  type Party,
  rawKey,
  startExchange,
  type TestExchange,
} from './support/exchange.js';

const { TICKETED, NOTICED, ACCEPTED, DISPUTED, FAILED } = DELIVERY_STATE;
const HASH = createHash('sha256').update('what was handed over').digest();
const desk = generateKeyPairSync('ed25519');
const signer: TicketSigner = {
  publicKey: rawKey(desk.privateKey),
  sign: async (ticket) => sign(null, ticketBytes(ticket), desk.privateKey),
};
let exchange: TestExchange;

interface Parties {
  readonly consumer: Party;
  readonly provider: Party;
  readonly buyer: TestClient;
  readonly seller: TestClient;
}

/** A consumer that holds rights of a provider, both logged on. */
async function start(options: ExchangeOptions = {}): Promise<Parties> {
  exchange = await startExchange({ signer, ...options });
  const consumer = exchange.openConsumer();
  const provider = exchange.openProvider();
  const buyer = await exchange.logOn(consumer);
  const seller = await exchange.logOn(provider);
  const clientOrderId = exchange.nextId(provider.accountId);
  await seller.order({ clientOrderId, side: SIDE.SELL, priceTicks: 100, lots: 50 });
  await buyer.order({ clientOrderId: 1, side: SIDE.BUY, priceTicks: 100, lots: 10 });
  return { consumer, provider, buyer, seller };
}

afterEach(() => exchange.stop());

/** Exercises rights and returns the delivery. */
async function exercise(buyer: TestClient, clientRequestId = 2): Promise<number> {
  const body = { clientRequestId, seriesId: 1, quantityLots: 1 };
  expect((await buyer.result('exerciseRights', body)).errorCode).toBe(0);
  const report = await buyer.next('deliveryReport', (m) => m.body.state === TICKETED);
  return report.body.deliveryId;
}

test('exercise, notice and a signed receipt, as both parties see them', async () => {
  const { consumer, provider, buyer, seller } = await start();
  const deliveryId = await exercise(buyer);
  expect(buyer.all('rightsReport')[0]?.body).toMatchObject({
    action: RIGHTS_ACTION.EXERCISED,
    quantityLots: 1,
  });
  const ticketed = await seller.next('deliveryReport');
  expect(ticketed.body).toMatchObject({
    deliveryId,
    state: TICKETED,
    consumerId: consumer.accountId,
    providerId: provider.accountId,
  });
  const { journalSequence } = ticketed.body;
  const id = createHash('sha256')
    .update(ticketIdBytes({ journalSequence, index: 0 }))
    .digest();
  expect(Buffer.from(ticketed.body.ticketId)).toEqual(id);
  const noticed = await seller.result('noticeDelivery', {
    deliveryId,
    contentHash: HASH,
    location: 'https://data.example/records',
  });
  expect(noticed.errorCode).toBe(0);
  await buyer.next('deliveryReport', (m) => m.body.state === NOTICED);
  const forged = { deliveryId, keyId: 1, signature: new Uint8Array(64) };
  const refused = await buyer.answer(buyer.request('acceptDelivery', forged));
  expect(refused.body).toMatchObject({
    errorCode: ERROR_CATALOG.INVALID_FIELD.code,
    errorField: 'signature',
    closing: false,
  });
  const bytes = receiptBytes({ deliveryId, contentHash: HASH });
  const signature = sign(null, bytes, consumer.key);
  const accepted = await buyer.result('acceptDelivery', { deliveryId, keyId: 1, signature });
  expect(accepted.errorCode).toBe(0);
  const report = await seller.next('deliveryReport', (m) => m.body.state === ACCEPTED);
  expect(report.body.providerMicroPat).toBeGreaterThan(0);
  expect(buyer.all('entitlementReport')[0]?.body).toMatchObject({
    status: ENTITLEMENT_STATUS.ACTIVE,
    resource: 'series:1',
    holderId: consumer.accountId,
  });
});

test('a signed ticket goes to both parties and comes again until acknowledged', async () => {
  let now = 1_800_000_000_000;
  const limits = { ticketResendMs: 1_000 };
  const { provider, buyer, seller } = await start({ nowMs: () => now, limits });
  const deliveryId = await exercise(buyer);
  for (const client of [buyer, seller]) {
    const { body } = await client.next('deliveryTicket');
    expect(body).toMatchObject({
      deliveryId,
      series: expect.stringMatching(/^AUTO_INTENT\|7D\|0\.70-0\.85@/),
      quantityLots: 1,
      quota: 10,
      consumerId: buyer.all('logonAccepted')[0]?.body.accountId,
    });
    expect(verify(null, ticketBytes(body), desk.publicKey, body.signature)).toBe(true);
  }
  expect((await buyer.result('acknowledgeTicket', { deliveryId })).errorCode).toBe(0);
  now += 1_000;
  await seller.next('deliveryTicket');
  seller.terminate();
  await seller.ended();
  const back = await exchange.logOn(provider);
  expect((await back.next('deliveryTicket')).body.deliveryId).toBe(deliveryId);
  await back.result('acknowledgeTicket', { deliveryId });
  const { ticketsSent } = exchange.gateway.metrics;
  now += 5_000;
  await back.settle();
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(exchange.gateway.metrics.ticketsSent).toBe(ticketsSent);
  expect(buyer.all('deliveryTicket')).toHaveLength(1);
});

test('a ticket that could not be signed is signed at the next round', async () => {
  let now = 1_800_000_000_000;
  let isBroken = true;
  const flaky: TicketSigner = {
    publicKey: signer.publicKey,
    sign: (ticket) => (isBroken ? Promise.reject(new Error('no desk')) : signer.sign(ticket)),
  };
  const { buyer } = await start({
    nowMs: () => now,
    signer: flaky,
    limits: { ticketResendMs: 1_000 },
  });
  const deliveryId = await exercise(buyer);
  await buyer.settle();
  expect(buyer.all('deliveryTicket')).toEqual([]);
  isBroken = false;
  now += 1_000;
  expect((await buyer.next('deliveryTicket')).body.deliveryId).toBe(deliveryId);
});

test('a receipt before any notice is signed over zeros, one of somebody else is the core’s to refuse', async () => {
  const { consumer, buyer } = await start();
  const deliveryId = await exercise(buyer);
  const other = await exchange.logOn(exchange.openConsumer());
  const unsigned = { deliveryId, keyId: 1, signature: new Uint8Array(64) };
  const foreign = await other.result('acceptDelivery', unsigned);
  expect(foreign.errorCode).toBe(ERROR_CATALOG.UNKNOWN_DELIVERY.code);
  const bytes = receiptBytes({ deliveryId, contentHash: new Uint8Array(32) });
  const signature = sign(null, bytes, consumer.key);
  const wrongKey = { deliveryId, keyId: 2, signature };
  const refused = await buyer.answer(buyer.request('acceptDelivery', wrongKey));
  expect(refused.body).toMatchObject({ errorField: 'signature' });
  const accepted = await buyer.result('acceptDelivery', { deliveryId, keyId: 1, signature });
  expect(accepted.errorCode).toBe(0);
});

test('a receipt whose sender logs out behind it is taken and answered first', async () => {
  const { consumer, buyer, seller } = await start();
  const deliveryId = await exercise(buyer);
  const bytes = receiptBytes({ deliveryId, contentHash: new Uint8Array(32) });
  const signature = sign(null, bytes, consumer.key);
  const requestId = buyer.request('acceptDelivery', { deliveryId, keyId: 1, signature });
  buyer.session({ type: 'logout', body: {} });
  expect((await buyer.ended()).reason).toBe('logged out');
  const answer = buyer.messages.find((message) => message.requestId === requestId);
  expect(answer?.body).toMatchObject({ errorCode: 0 });
  await seller.next('deliveryReport', (m) => m.body.state === ACCEPTED);
});

test('a receipt that does not fit is refused before its sender leaves', async () => {
  const { buyer } = await start();
  const deliveryId = await exercise(buyer);
  const forged = { deliveryId, keyId: 1, signature: new Uint8Array(64) };
  const requestId = buyer.request('acceptDelivery', forged);
  buyer.session({ type: 'logout', body: {} });
  expect((await buyer.ended()).reason).toBe('logged out');
  const answer = buyer.messages.find((message) => message.requestId === requestId);
  expect(answer?.body).toMatchObject({ errorField: 'signature' });
});

test('a receipt for a notice that this process did not carry fits all the same', async () => {
  const { consumer, buyer, provider } = await start();
  const deliveryId = await exercise(buyer);
  // Not through this gateway: as if its process had not been there.
  exchange.submit(provider.accountId, 'noticeDelivery', {
    deliveryId,
    contentHash: HASH,
    location: 'https://data.example/records',
  });
  const noticed = await buyer.next('deliveryReport', (m) => m.body.state === NOTICED);
  const { contentHash, location } = noticed.body;
  expect({ contentHash: Buffer.from(contentHash), location }).toEqual({
    contentHash: Buffer.from(HASH),
    location: 'https://data.example/records',
  });
  const signature = sign(null, receiptBytes({ deliveryId, contentHash }), consumer.key);
  const accepted = await buyer.result('acceptDelivery', { deliveryId, keyId: 1, signature });
  expect(accepted.errorCode).toBe(0);
});

test('a dispute upheld by an operator fails the delivery for both', async () => {
  const { buyer, seller } = await start();
  const operator = await exchange.logOn(exchange.operator);
  const deliveryId = await exercise(buyer);
  await seller.result('noticeDelivery', {
    deliveryId,
    contentHash: HASH,
    location: 'https://data.example/records',
  });
  const disputed = await buyer.result('disputeDelivery', { deliveryId, reason: 'wrong data' });
  expect(disputed.errorCode).toBe(0);
  await seller.next('deliveryReport', (m) => m.body.state === DISPUTED);
  const ruled = await operator.result('ruleDispute', { deliveryId, upheld: true, reason: 'so' });
  expect(ruled.errorCode).toBe(0);
  const failed = await seller.next('deliveryReport', (m) => m.body.state === FAILED);
  expect(failed.body.providerMicroPat).toBeLessThan(0);
  const seen = await buyer.next('deliveryReport', (m) => m.body.state === FAILED);
  expect(seen.body.deliveryId).toBe(deliveryId);
});
