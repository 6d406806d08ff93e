/** The commands that actions of operators become: kills, halts, busts, money, accounts, contracts, parameters. */
import { type Command, KILL_SCOPE, QUOTER_STATE } from '../../../../src/values/index.js';
import { DAY_MS, RULES, START_MS } from '../../../support/venue.js';
import { type Action, BROKER, HOSTILE, one, segmentOf } from './action.js';
import { fieldsOf, OPERATORS, PROVIDERS, type Scenario } from './scenario.js';

/** What operators do. */
export function operationOf(
  scenario: Scenario,
  a: Action,
  seriesId: number,
  accountId: number,
): Partial<Command> | undefined {
  const { driver } = scenario;
  const { world } = driver.reference;
  const reason = 'because';
  const target = (a.pick % (world.accounts.length + 1)) + (a.choice % 9 === 0 ? 1 : 0);
  switch (a.kind) {
    case 'kill':
    case 'releaseKill':
      return killOf(scenario, a, { target, seriesId, accountId });
    case 'halt': {
      const name = a.choice % 3 === 0 ? 'haltSeries' : 'resumeSeries';
      const halted = world.series.find((series) => series.state === 5)?.id ?? seriesId;
      const id = name === 'resumeSeries' ? halted : seriesId;
      return { ...fieldsOf(name, { seriesId: id, reason }), accountId };
    }
    case 'bust': {
      const trade = world.trades.at(-1 - (a.pick % 12));
      const body = { seriesId: trade?.series ?? seriesId, tradeId: trade?.id ?? a.pick, reason };
      return { ...fieldsOf('bustTrade', body), accountId };
    }
    case 'money': {
      const amountMicroPat = a.choice % 10 === 0 ? one(HOSTILE, a.pick) : 1 + a.lots * 10_000_000;
      const name = a.choice % 2 ? 'deposit' : 'withdraw';
      return { ...fieldsOf(name, { targetAccountId: target, amountMicroPat }), accountId };
    }
    case 'collateral': {
      const amountMicroPat = (a.choice % 2 ? 1 : -1) * a.lots * 1_000_000_000;
      return { ...fieldsOf('moveCollateral', { amountMicroPat }), accountId: BROKER };
    }
    case 'quoter': {
      const quoterState = 1 + (a.choice % 4);
      const author = quoterState === QUOTER_STATE.HALT || a.pick % 2 ? BROKER : accountId;
      const body = { seriesId, quoterState, reason };
      return { ...fieldsOf('setQuoterState', body), accountId: author };
    }
    case 'phase':
      return { ...fieldsOf('setPhase', { phase: a.choice % 4, reason }), accountId };
    case 'confidence': {
      const providerId = a.choice % 7 === 0 ? target : one(PROVIDERS, a.pick);
      const confidencePpm = one([750_000, 750_000, 300_000, -1, 1_000_001], a.choice);
      const body = { providerId, segment: segmentOf(a), confidencePpm };
      return { ...fieldsOf('setConfidence', body), accountId };
    }
    default:
      return recordOf(scenario, a, target, accountId);
  }
}

function killOf(
  scenario: Scenario,
  a: Action,
  who: { readonly target: number; readonly seriesId: number; readonly accountId: number },
): Partial<Command> {
  const { world } = scenario.driver.reference;
  const { target, seriesId, accountId } = who;
  const reason = 'because';
  if (a.kind === 'kill') {
    const killScope = 1 + (a.choice % 4);
    const isNamed = killScope === KILL_SCOPE.ACCOUNT || killScope === KILL_SCOPE.SERIES;
    const targetId = isNamed ? (killScope === KILL_SCOPE.ACCOUNT ? target : seriesId) : 0;
    const author = a.choice % 3 === 0 ? target : accountId;
    return { ...fieldsOf('kill', { killScope, targetId, reason }), accountId: author };
  }
  const none = { scope: 1, target: 0, author: accountId };
  const kill = world.kills.length > 0 ? one(world.kills, a.pick) : none;
  const second = OPERATORS.find((id) => id !== kill.author) ?? accountId;
  const body = { killScope: kill.scope, targetId: kill.target, reason };
  return { ...fieldsOf('releaseKill', body), accountId: a.choice % 6 ? second : accountId };
}

/** What operators write down: accounts, keys, contracts, series, parameters, entitlements. */
function recordOf(
  scenario: Scenario,
  a: Action,
  target: number,
  accountId: number,
): Partial<Command> | undefined {
  const { driver } = scenario;
  const { world } = driver.reference;
  const key = { publicKey: new Uint8Array(32).fill(a.pick % 20), scopes: [1 + (a.choice % 5)] };
  switch (a.kind) {
    case 'account': {
      const role = one([2, 3, 2, 3, 4, 1], a.choice);
      const terms = { role, accountClass: 1 + (a.pick % 3), firmGroup: (a.pick % 2) * 7 };
      if (a.choice % 2)
        return { ...fieldsOf('openAccount', { ...terms, ...key, name: 'x' }), accountId };
      const limits = {
        exposureLimitMicroPat: one([0, 0, -1, 50_000_000, 900_000_000], a.pick),
        dailyCreditMicroPat: one([0, 0, -1, 90_000_000, 900_000_000], a.who),
      };
      const body = { targetAccountId: target, accountClass: a.pick % 4, ...limits };
      return { ...fieldsOf('updateAccount', body), accountId };
    }
    case 'keys': {
      if (a.choice % 3)
        return { ...fieldsOf('addKey', { targetAccountId: target, ...key }), accountId };
      return {
        ...fieldsOf('revokeKey', { targetAccountId: target, keyId: a.pick % 3 }),
        accountId,
      };
    }
    case 'contract': {
      const rules = { ...RULES, [one(Object.keys(RULES), a.choice)]: one(HOSTILE, a.pick) };
      const valid =
        a.pick % 2 ? RULES : { ...rules, deliverable: 'x', licenceHash: RULES.licenceHash };
      const contract = `NEW_${a.pick % 4}|${1 + (a.choice % 3)}D|0.50-0.70`;
      return { ...fieldsOf('defineContract', { contract, rules: valid }), accountId };
    }
    case 'openSeries': {
      const contractId = (a.pick % (world.contracts.length + 1)) + 1;
      const minute = Math.floor(driver.timeMs / 60_000) * 60_000;
      const windowStartMs =
        a.choice % 9 === 0 ? one(HOSTILE, a.pick) * 60_000 : minute + 60_000 * (a.choice % 5);
      if (!Number.isSafeInteger(windowStartMs)) return undefined;
      return { ...fieldsOf('openSeries', { contractId, windowStartMs }), accountId };
    }
    case 'parameter':
      return { ...parameterOf(a), accountId };
    case 'request': {
      const waiting = world.parameterRequests.filter((one) => one.timer !== undefined);
      const parameterRequestId = one(
        [waiting.at(-1)?.number, waiting[0]?.number, a.pick],
        a.choice,
      );
      const body = { parameterRequestId: parameterRequestId ?? 0, reason: 'because' };
      const name = a.pick % 6 === 0 ? 'withdrawParameter' : 'approveParameter';
      return { ...fieldsOf(name, body), accountId };
    }
    case 'entitlement': {
      const open = driver.tokens.idsOf('entitlement');
      if (a.choice % 3 === 0) {
        const body = { entitlementId: open[a.pick % 50] ?? a.pick, reason: 'because' };
        return { ...fieldsOf('revokeEntitlement', body), accountId };
      }
      const validFromMs = driver.timeMs;
      const times = { validFromMs, validToMs: validFromMs + one([0, 1_000, DAY_MS], a.pick) };
      const grant = { resource: 'model:a', actions: 'read,run', quota: (a.choice % 9) - 1 };
      const origin = one([2, 3, 4, 5, 1], a.choice);
      const licenceHash = new Uint8Array(0);
      const body = { holderId: target, ...grant, ...times, origin, licenceHash };
      return { ...fieldsOf('grantEntitlement', body), accountId };
    }
    default:
      return undefined;
  }
}

function parameterOf(a: Action): Partial<Command> {
  const [name, ...values] = one(
    [
      ['max_order_share_ppm', 50_000, 1_000_000, 20_000],
      ['max_order_share_ppm', 1_000_000, 1_000_000, 1_000_000],
      ['max_notional_micro_pat', 1_000_000_000_000, 40_000_000, 0],
      ['collar_buy_ppm', 1_200_000, 1_050_000, 999_999],
      ['collar_sell_ppm', 800_000, 950_000, 1_000_001],
      ['broker_series_exposure_ppm', 100_000, 1_000, 0],
      ['broker_series_exposure_ppm', 1_000, 2_000, 500],
      ['broker_window_exposure_ppm', 1_200, 2_500, 700],
      ['broker_segment_exposure_ppm', 350_000, 2_000, 0],
      ['max_open_orders', 200, 3, 0],
      ['order_rate_per_second', 1_000, 1, 0],
      ['order_burst_count', 2_000, 2, 0],
      ['exposure_limit_micro_pat', 9_000_000_000_000_000, 60_000_000, 0],
      ['daily_credit_micro_pat', 9_000_000_000_000_000, 100_000_000, -1],
      ['auction_open_ms', 0, 60_000, 1_000],
      ['auction_resume_ms', 30_000, 600_000, 0],
      ['auction_resume_ms', 1_000, 5_000, 60_000],
      ['volatility_static_ppm', 30_000, 100_000, 0],
      ['volatility_dynamic_ppm', 20_000, 50_000, 0],
      ['volatility_dynamic_ppm', 10_000, 30_000, 0],
      ['volatility_auction_ms', 60_000, 1_000, 0],
      ['margin_phase_1_ppm', 100_000, 0, 999_999],
      ['margin_phase_2_ppm', 200_000, 333_333, 1_000_001],
      ['margin_sigmas_ppm', 3_000_000, 0, 100_000_000],
      ['no_such_thing', 1, 2, 3],
    ] as const,
    a.pick,
  );
  const targets = ['', 'AUTO_INTENT', 'AUTO_INTENT|2H|0.70-0.85', 'nowhere'];
  const series = `AUTO_INTENT|2H|0.70-0.85@${new Date(START_MS).toISOString().slice(0, 10)}`;
  const body = {
    name,
    target: one(['', '', ...targets, series], a.who),
    value: one(values, a.choice),
    expectedVersion: a.choice % 4 === 0 ? a.pick % 3 : 0,
    unset: a.choice % 5 === 0,
    reason: 'because',
  };
  return fieldsOf('setParameter', body);
}
