// Catches an operator who cannot see, approve, schedule, withdraw or undo a change of a parameter over a real socket, or
// who is not told which values would be taken.
import { expect, it, onTestFinished } from 'vitest';
import type { ParameterInfo, ParameterRequestInfo } from '../../src/client/index.js';
import { KEY_SCOPE, PARAMETER_REQUEST_STATE } from '../../src/values/index.js';
import { type ExchangeOptions, OPERATOR, startExchange } from '../gateway/support/exchange.js';
import { connect } from './connected.js';

const { AWAITING_APPROVAL, SCHEDULED, EFFECTIVE, WITHDRAWN } = PARAMETER_REQUEST_STATE;
const GUARDED = 'broker_series_exposure_ppm';

/** Two operators and a consumer, connected. */
async function scene(options: ExchangeOptions = {}) {
  const exchange = await startExchange(options);
  onTestFinished(() => exchange.stop());
  const other = exchange.open(OPERATOR, [KEY_SCOPE.READ, KEY_SCOPE.OPERATE]);
  const buyer = exchange.openConsumer();
  await exchange.sequencer.drain();
  const [first, second, consumer] = await Promise.all(
    [exchange.operator, other, buyer].map((party) => connect(exchange, party)),
  );
  return { exchange, other, first: first!, second: second!, consumer: consumer! };
}

const change = (fields: object) => ({
  name: 'max_open_orders',
  target: '',
  value: 50,
  expectedVersion: 0,
  unset: false,
  reason: 'test',
  ...fields,
});

const of = (parameters: readonly ParameterInfo[], name: string): ParameterInfo | undefined =>
  parameters.findLast((one) => one.name === name);

it('tells everybody of a change that waits, and of its approval by another operator', async () => {
  const { exchange, other, first, second, consumer } = await scene();
  const venue = consumer.market.venue();
  // Asked after the subscription, so that it is on.
  await consumer.queries.markets();
  const asked = await first.operator.setParameter(change({ name: GUARDED, value: 5_000 }));
  expect(asked).toMatchObject({ affectedCount: 1, referenceId: 1 });
  const [request] = await second.queries.parameterRequests();
  expect(request).toMatchObject({
    name: GUARDED,
    value: 5_000,
    state: AWAITING_APPROVAL,
    authorId: exchange.operator.accountId,
    baseVersion: 0,
  });
  const answer = { parameterRequestId: 1, reason: 'agreed' };
  await expect(first.operator.approveParameter(answer)).rejects.toMatchObject({
    name: 'SECOND_PERSON',
  });
  await expect(consumer.operator.approveParameter(answer)).rejects.toMatchObject({
    name: 'SCOPE',
  });
  await second.operator.approveParameter(answer);
  const told: ParameterRequestInfo[] = [];
  const infos: ParameterInfo[] = [];
  for await (const { type, body } of venue) {
    if (type === 'parameterInfo') infos.push(body);
    if (type === 'parameterRequestInfo' && told.push(body) === 2) break;
  }
  expect(told.map(({ state }) => state)).toEqual([AWAITING_APPROVAL, EFFECTIVE]);
  const { accountId: approverId } = other;
  const info = of(await consumer.queries.parameters(), GUARDED);
  expect(info).toMatchObject({ value: 5_000, version: 1, approverId, approvalRequired: true });
  expect(await first.queries.parameterRequests()).toEqual([]);
});

it('schedules, withdraws and undoes', async () => {
  const { exchange, first } = await scene();
  const { operator, queries } = first;
  const effectiveTimeMs = Math.floor(exchange.nowMs()) + 3_600_000;
  const asked = await operator.setParameter(change({ effectiveTimeMs }));
  expect((await queries.parameterRequests())[0]).toMatchObject({
    state: SCHEDULED,
    effectiveTimeMs,
  });
  const venue = first.market.venue();
  await queries.markets();
  await operator.withdrawParameter({ parameterRequestId: asked.referenceId, reason: 'no' });
  for await (const { type, body } of venue) {
    if (type !== 'parameterRequestInfo') continue;
    expect(body.state).toBe(WITHDRAWN);
    break;
  }
  await operator.setParameter(change({ value: 60 }));
  await operator.setParameter(change({ value: 70 }));
  const terms = { name: 'max_open_orders', target: '', expectedVersion: 2, reason: 'back' };
  await operator.rollBackParameter({ ...terms, version: 2 });
  const info = of(await queries.parameters(), 'max_open_orders');
  expect(info).toMatchObject({ value: 60, version: 3, undoesVersion: 2 });
});

it('takes effect at its time though nobody sends anything', async () => {
  let passedMs = 0;
  // The jump of the clock must not look like a silent session.
  const limits = { heartbeatIntervalMs: 7_200_000 };
  const { exchange, first } = await scene({ nowMs: () => Date.now() + passedMs, limits });
  const venue = first.market.venue();
  await first.queries.markets();
  const effectiveTimeMs = Math.floor(exchange.nowMs()) + 3_600_000;
  await first.operator.setParameter(change({ effectiveTimeMs }));
  passedMs = 3_600_000;
  exchange.submit(0, 'advanceTime', {});
  for await (const { type, body } of venue) {
    if (type !== 'parameterInfo') continue;
    expect(body).toMatchObject({ value: 50, version: 1 });
    expect(body.effectiveTimeMs).toBeGreaterThanOrEqual(effectiveTimeMs);
    break;
  }
});

it('says what a change would do without doing it, to operators alone', async () => {
  const { exchange, first, consumer } = await scene();
  const { orderId } = await consumer.place({
    seriesId: 1,
    side: 1,
    priceTicks: 110,
    quantityLots: 1,
  });
  await consumer.place({ seriesId: 1, side: 1, priceTicks: 100, quantityLots: 1 });
  const before = exchange.core.state.sequence;
  const ask = { name: 'collar_buy_ppm', value: 1_050_000 };
  expect(await first.queries.dryRunParameter(ask)).toMatchObject({
    errorCode: 0,
    approvalRequired: false,
    seriesCount: 1,
    breachCount: 1,
    orderIds: [orderId],
    partial: false,
  });
  expect(await first.queries.dryRunParameter({ ...ask, value: 1_100_000 })).toMatchObject({
    seriesCount: 1,
    breachCount: 0,
  });
  expect(await first.queries.dryRunParameter({ ...ask, value: 6_000_000 })).toMatchObject({
    errorCode: 66,
    errorField: 'value',
    errorDetail: '1000000 to 5000000 ppm',
  });
  expect(exchange.core.state.sequence).toBe(before);
  await expect(consumer.queries.dryRunParameter(ask)).rejects.toMatchObject({ name: 'SCOPE' });
});

it('names the values that go with the other limits', async () => {
  const { first } = await scene();
  await expect(
    first.operator.setParameter(change({ name: 'collar_buy_ppm', value: 6_000_000 })),
  ).rejects.toMatchObject({
    name: 'PARAMETER_ORDER',
    field: 'value',
    detail: expect.stringContaining('1000000 to 5000000 ppm'),
  });
});
