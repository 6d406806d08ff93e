/** Catches a collateral call its provider is not told of: when it comes, in its snapshot, and when it is met. */
import { afterEach, expect, test } from 'vitest';
import { COLLATERAL_CALL_CHANGE } from '../../src/values/index.js';
import { exercised } from './provocations/rights.js';
import { startExchange, type TestExchange } from './support/exchange.js';

const { CALLED, MET } = COLLATERAL_CALL_CHANGE;
const REVIEW_MS = 600_000;
let exchange: TestExchange;
let laterMs = 0;

afterEach(() => exchange.stop());

/** Reviews of collateral, one after the other. */
async function review(times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    laterMs += REVIEW_MS;
    exchange.submit(0, 'advanceTime', {});
    // One batch has one time.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('a call is reported, listed in the snapshot, and reported when it is met', async () => {
  exchange = await startExchange({ nowMs: () => Date.now() + laterMs });
  const { provider } = await exercised(exchange);
  const { accountId } = provider;
  const { ledger } = exchange.core.state;
  const operator = exchange.operator.accountId;
  const amountMicroPat = ledger.available(accountId);
  exchange.submit(operator, 'withdraw', { targetAccountId: accountId, amountMicroPat });
  const marks = [{ seriesId: 1, markTicks: 500, sigmaPpm: 0, thinnessPpm: 1_000_000 }];
  exchange.submit(exchange.broker.accountId, 'markUpdate', { marks });
  await review(110);

  const client = await exchange.logOn(provider);
  client.session({ type: 'getAccountSnapshot', body: {} });
  const { body: snapshot } = await client.next('accountSnapshot');
  const [open] = snapshot.collateralCalls;
  expect(snapshot.collateralCalls).toHaveLength(1);
  expect(open).toMatchObject({ seriesId: 1, change: CALLED });
  expect(open?.amountMicroPat).toBeGreaterThan(0);
  expect(open?.deadlineTimeMs).toBeGreaterThan(exchange.core.state.timeMs);

  // The mark still rises, and the call with it; then it is paid. No session lives through such leaps of the clock.
  await review(1);
  exchange.submit(operator, 'deposit', { targetAccountId: accountId, amountMicroPat });
  await review(1);
  const again = await exchange.logOn(provider);
  const { asOfAccountSequence: afterAccountSequence } = snapshot;
  again.session({ type: 'resumeReports', body: { afterAccountSequence } });
  const { body: more } = await again.next('collateralCallReport');
  expect(more).toMatchObject({ seriesId: 1, change: CALLED, deadlineTimeMs: open?.deadlineTimeMs });
  expect(more.amountMicroPat).toBeGreaterThan(open?.amountMicroPat as number);
  const { body: met } = await again.next('collateralCallReport');
  expect(met).toMatchObject({ seriesId: 1, change: MET, amountMicroPat: 0 });
});
