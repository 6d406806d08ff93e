/** What the broker may lose: exposure against its limits, inventory that will lapse, the day's loss, collateral that is missing. */
import { type Check, counted, type Facts, type Finding, pat, percent } from '../check.js';

const NEAR_PPM = 900_000;
/** Inventory in windows that end within this. */
const LAPSE_MS = 86_400_000;
/** A share of the broker's collateral that may lapse before it is worth a word. */
const LAPSE_SHARE = 0.02;
const PPM = 1_000_000;

export const exposure: Check = {
  id: 'exposure-limit',
  name: 'Exposure',
  look: (facts) => {
    const all = facts.watch
      .exposures()
      .map((one) => ({ ...one, share: one.exposureMicroPat / Math.max(1, one.limitMicroPat) }));
    const most = all.reduce((highest, { share }) => Math.max(highest, share), 0);
    const near = facts.rule('alert_limit_ppm', NEAR_PPM) / PPM;
    const findings = all
      .filter(({ share }) => share >= near)
      .map(
        ({ scope, seriesId, exposureMicroPat, limitMicroPat, share }): Finding => ({
          key: `${scope}/${seriesId}`,
          severity: 'bad',
          title: `Exposure at ${percent(share)} of its limit: ${nameIn(facts, scope, seriesId)}`,
          cause: `${pat(exposureMicroPat)} held and bid for, of ${pat(limitMicroPat)}, a share of the broker's collateral.`,
          cost: 'The broker bids no more there: it only sells what it holds.',
          may: 'Let it sell down, add collateral, or change the limit with a second person.',
          address: `/console/series/${seriesId}`,
        }),
      );
    return { reading: `${percent(most)} of a limit`, findings };
  },
};

function nameIn(facts: Facts, scope: string, seriesId: number): string {
  const view = facts.source.market.series(seriesId);
  if (scope === 'segment') return `segment ${view?.segment ?? ''}`;
  if (scope === 'window') return `window ${view?.contract.split('|')[1] ?? ''}`;
  return facts.nameOf(seriesId);
}

export const lapse: Check = {
  id: 'lapse-ahead',
  name: 'Lapse within a day',
  look: (facts) => {
    const ahead = facts.watch.holdings().filter(({ endsMs }) => {
      const leftMs = endsMs - facts.venueMs;
      return leftMs > 0 && leftMs <= LAPSE_MS;
    });
    const sum = ahead.reduce((all, { valueMicroPat }) => all + valueMicroPat, 0);
    const bound = facts.watch.collateralMicroPat * LAPSE_SHARE;
    const reading = pat(sum);
    if (sum === 0 || sum < bound) return { reading, findings: [] };
    const first = ahead.reduce((a, b) => (a.endsMs < b.endsMs ? a : b));
    const hours = ((first.endsMs - facts.venueMs) / 3_600_000).toFixed(1);
    const lots = ahead.reduce((all, one) => all + one.lots, 0);
    const finding: Finding = {
      key: 'all',
      severity: 'bad',
      title: `${pat(sum)} of inventory lapses within a day`,
      cause: `${counted(lots, 'lot')} unsold in ${counted(ahead.length, 'series', 'series')}; the first window ends in ${hours} h: ${facts.nameOf(first.seriesId)}.`,
      cost: `${pat(sum)} at the marks, if nothing of it sells: more than ${percent(LAPSE_SHARE)} of the collateral.`,
      may: 'Lower the asks by the clearing parameters, or take the loss.',
      address: `/console/series/${first.seriesId}`,
    };
    return { reading, findings: [finding] };
  },
};

export const dailyLoss: Check = {
  id: 'daily-loss',
  name: 'Trading today',
  look: (facts) => {
    const { quoter } = facts.engine ?? {};
    if (quoter === undefined) return undefined;
    const limit =
      (facts.watch.collateralMicroPat / PPM) *
      (facts.source.venue.parameterIn(1, 'daily_loss_ppm') ?? 0);
    const loss = -quoter.tradingTodayMicroPat;
    const reading = pat(quoter.tradingTodayMicroPat);
    if (limit <= 0 || loss < (limit * facts.rule('alert_limit_ppm', NEAR_PPM)) / PPM)
      return { reading, findings: [] };
    const finding: Finding = {
      key: 'all',
      severity: 'bad',
      title: `The day's trading loss is at ${percent(loss / limit)} of its limit`,
      cause: `${pat(loss)} lost by trading today, of ${pat(limit)}.`,
      cost: `${pat(loss)} so far; at the limit the whole quoter halts.`,
      may: 'Look at the fills of the day; halt what loses.',
    };
    return { reading, findings: [finding] };
  },
};

export const collateral: Check = {
  id: 'collateral-call',
  name: 'Collateral calls',
  look: (facts) => {
    const findings = facts.watch.calledAccounts().map(
      (accountId): Finding => ({
        key: String(accountId),
        severity: 'bad',
        title: `Collateral called: account ${accountId}, ${facts.source.accounts.name(accountId)}`,
        cause:
          'What its undelivered lots would cost to replace is more than its collateral: the mark rose.',
        cost: 'If it does not pay in time its rights fail, and their holders are paid out of what there is.',
        may: 'See that it pays in; its mints and withdrawals are refused meanwhile.',
      }),
    );
    return {
      reading: findings.length === 0 ? 'none' : counted(findings.length, 'provider'),
      findings,
    };
  },
};
