/**
 * Catches answers that are told to sessions that did not ask: sixteen sessions of an account, of which one asks and is
 * refused all the time, and the others have no work of it, while what happens to the account reaches all.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  Command,
  ERROR_CATALOG,
  EXECUTION_TYPE,
  COMMAND_KIND as K,
  SIDE,
} from '../../src/values/index.js';
import type { TestClient } from './support/client.js';
import { type Party, startExchange, type TestExchange } from './support/exchange.js';

const SESSIONS = 16;
const ROUNDS = 50;
/** First id of an id space the orders are not of: what is asked about is refused from then on. */
const OTHER_SPACE = 3 * 2 ** 48 + 1;

let exchange: TestExchange;
let party: Party;
let sessions: TestClient[];

beforeEach(async () => {
  exchange = await startExchange();
  exchange.openProvider();
  party = exchange.openConsumer();
  sessions = [];
  for (let i = 0; i < SESSIONS; i += 1) sessions.push(await exchange.logOn(party));
});

afterEach(() => exchange.stop());

/** Everything row by row that is refused or asked: by one session, without waiting. */
function ask(client: TestClient): void {
  const cancel = new Command();
  cancel.kind = K.CANCEL_ORDER;
  cancel.orderId = 999_999;
  for (let i = 0; i < ROUNDS; i += 1) {
    client.command(cancel);
    client.request('getOutcome', { clientOrderId: OTHER_SPACE + i });
    const clientOrderId = exchange.nextId(party.accountId);
    client.place({ clientOrderId, side: SIDE.BUY, priceTicks: 900, lots: 1 });
    client.request('disputeDelivery', { deliveryId: 7, reason: 'none' });
    client.request('exerciseRights', {
      clientRequestId: exchange.nextId(party.accountId),
      seriesId: 1,
      quantityLots: 1,
    });
  }
}

test('what one session asks and is refused reaches none of the fifteen others', async () => {
  const [asker, ...others] = sessions as [TestClient, ...TestClient[]];
  const framesBefore = others.map((one) => one.frameCount);
  const sequenceBefore = exchange.core.state.sequence;
  ask(asker);
  await asker.settle();
  expect(exchange.core.state.sequence - sequenceBefore).toBeGreaterThanOrEqual(5 * ROUNDS);
  const answers = [...asker.all('commandResult'), ...asker.all('executionReport')];
  expect(answers.length).toBeGreaterThanOrEqual(5 * ROUNDS);
  expect(answers.every((m) => m.body.accountSequence === 0)).toBe(true);
  // A frame or a message that is on its way to another comes before the answer to what it asks now.
  for (const one of others) await one.answer(one.session(beat));
  for (const [i, one] of others.entries()) {
    expect(one.all('commandResult')).toEqual([]);
    expect(one.all('executionReport')).toEqual([]);
    // The answer to its own heartbeat and nothing else.
    expect(one.frameCount - (framesBefore[i] as number)).toBe(1);
  }
});

const beat = {
  type: 'heartbeat',
  body: { timeMs: 1, accountSequence: 0, lagNs: 0, journalSequence: 0 },
} as const;

test('what happens to the account reaches all sixteen, in one sequence without gaps', async () => {
  const seller = await exchange.logOn(exchange.openProvider());
  const [asker, ...others] = sessions as [TestClient, ...TestClient[]];
  ask(asker);
  const buy = { side: SIDE.BUY, priceTicks: 100, lots: 1 };
  for (let i = 0; i < 5; i += 1) {
    asker.place({ ...buy, clientOrderId: exchange.nextId(party.accountId) });
    asker.place({ ...buy, priceTicks: 900, clientOrderId: exchange.nextId(party.accountId) });
  }
  await asker.settle();
  await seller.settle();
  for (const one of others) {
    await one.answer(one.session(beat));
    const told = one.all('executionReport').map(({ body }) => body);
    expect(told.map((r) => r.accountSequence)).toEqual([1, 2, 3, 4, 5]);
    expect(told.every((r) => r.executionType === EXECUTION_TYPE.ACCEPTED)).toBe(true);
  }
  const refused = asker.all('executionReport').filter(({ body }) => body.errorCode !== 0);
  expect(refused.some(({ body }) => body.errorCode === ERROR_CATALOG.COLLAR.code)).toBe(true);
});
