// Catches a bad change of a parameter that is taken, in part or whole, or refused without saying why, over a real socket: out
// of bounds, contradictory, unknown, stale, by the wrong one, at no place there is.
import { expect, it, onTestFinished } from 'vitest';
import { KEY_SCOPE } from '../../src/values/index.js';
import { OPERATOR, startExchange } from '../gateway/support/exchange.js';
import { connect } from './connected.js';

const CONTRACT = 'AUTO_INTENT|7D|0.70-0.85';

it('refuses each with its code, the field and what is possible, and nothing is in force or waits', async () => {
  const exchange = await startExchange();
  onTestFinished(() => exchange.stop());
  const reader = exchange.open(OPERATOR, [KEY_SCOPE.READ]);
  const consumer = exchange.openConsumer();
  await exchange.sequencer.drain();
  const [operator, onlyReads, trader, broker] = await Promise.all(
    [exchange.operator, reader, consumer, exchange.broker].map((party) => connect(exchange, party)),
  );
  const base = { target: '', expectedVersion: 0, unset: false, reason: 'test' };
  const taken = { ...base, name: 'collar_buy_ppm', value: 1_300_000 };
  await operator?.operator.setParameter(taken);
  const listed = async () => ({
    parameters: await operator?.queries.parameters(),
    requests: await operator?.queries.parameterRequests(),
  });
  const before = await listed();
  const wrong = [
    [
      { name: 'margin_phase_1_ppm', value: 1_000_001 },
      'PARAMETER_RANGE',
      'value',
      '0 to 1000000 ppm',
    ],
    [{ name: 'margin_phase_2_ppm', value: -1 }, 'PARAMETER_RANGE', 'value', '0 to 1000000 ppm'],
    [{ name: 'max_open_orders', value: -1 }, 'PARAMETER_RANGE', 'value', '0 to 4000000 count'],
    [
      { name: 'collar_cap_ppm', value: 1_200_000 },
      'PARAMETER_ORDER',
      'value',
      '1300000 to 1000000000 ppm',
    ],
    [
      { name: 'collar_buy_ppm', value: 5_000_001, target: CONTRACT },
      'PARAMETER_ORDER',
      'value',
      '1000000 to 5000000 ppm',
    ],
    [{ name: 'collar_by_ppm', value: 1 }, 'UNKNOWN_PARAMETER', 'name', ''],
    [
      { name: 'collar_buy_ppm', value: 1_300_000, expectedVersion: 2 },
      'STALE_VERSION',
      'expected_version',
      '',
    ],
    [
      { name: 'collar_buy_ppm', value: 1_300_000, target: 'NOWHERE' },
      'INVALID_FIELD',
      'target',
      '',
    ],
    [{ name: 'max_open_orders', value: 5, target: CONTRACT }, 'INVALID_FIELD', 'target', ''],
    [
      { name: 'collar_buy_ppm', value: 1_300_000, effectiveTimeMs: 1_000 },
      'INVALID_FIELD',
      'effective_time_ns',
      '',
    ],
  ] as const;
  for (const [change, name, field, detail] of wrong) {
    const asked = operator?.operator.setParameter({ ...base, ...change });
    await expect(asked).rejects.toMatchObject({
      name,
      field,
      detail: detail === '' ? expect.any(String) : expect.stringContaining(detail),
    });
  }
  for (const client of [onlyReads, trader, broker]) {
    const asked = client?.operator.setParameter({
      ...base,
      name: 'collar_buy_ppm',
      value: 1_400_000,
    });
    await expect(asked).rejects.toMatchObject({ name: 'SCOPE' });
  }
  expect(await listed()).toEqual(before);
}, 20_000);

it('locks the margin of the row its phase has, and names what is missing', async () => {
  const exchange = await startExchange();
  onTestFinished(() => exchange.stop());
  const second = exchange.openOperator();
  const party = exchange.openProvider(100);
  await exchange.sequencer.drain();
  const [operator, approver, provider] = await Promise.all(
    [exchange.operator, second, party].map((one) => connect(exchange, one)),
  );
  const before = (await provider?.queries.accountSnapshot())?.balance?.collateralMicroPat ?? 0;
  const asked = await operator?.operator.setParameter({
    ...{ name: 'margin_phase_1_ppm', value: 500_000, target: 'AUTO_INTENT' },
    ...{ expectedVersion: 0, unset: false, reason: 'thin' },
  });
  expect(asked).toMatchObject({ affectedCount: 1 });
  await approver?.operator.approveParameter({ parameterRequestId: 1, reason: 'agreed' });
  await provider?.rights.mint({ seriesId: 1, quantityLots: 100 });
  const after = (await provider?.queries.accountSnapshot())?.balance?.collateralMicroPat ?? 0;
  // Penalty and price for the new hundred, half the price for all two hundred: 150 + 100 PAT.
  expect(after - before).toBe(250_000_000);
  const lots = 9_000;
  const tooMuch = { seriesId: 1, quantityLots: lots };
  const { availableMicroPat = 0 } = (await provider?.queries.accountSnapshot())?.balance ?? {};
  exchange.submit(exchange.operator.accountId, 'withdraw', {
    targetAccountId: party.accountId,
    amountMicroPat: availableMicroPat - lots * 1_500_000,
  });
  await expect(provider?.rights.mint(tooMuch)).rejects.toMatchObject({
    name: 'COLLATERAL',
    field: 'quantity_lots',
  });
}, 20_000);
