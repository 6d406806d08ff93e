/** What a simulation says about how a model trades, for its capacity: α before costs, a, and each asset's turnover. */
import type { AssetTurnover, CapacityInputs } from '../measures/index.js';
import type { SimResult, SimTerms } from './paper-account.js';
import type { PriceSource } from './price-source.js';

const DAYS_PER_YEAR = 365;

/** Of a simulation of at least one day. */
export function capacityInputs(
  { days, fills }: SimResult,
  { source, terms }: { readonly source: PriceSource; readonly terms: SimTerms },
): CapacityInputs {
  const years = Math.max(1, days.length) / DAYS_PER_YEAR;
  const lastMs = days.at(-1)?.atMs ?? 0;
  const assets = [...new Set(fills.map(({ asset }) => asset))].sort();
  const turnover = assets.map((asset): AssetTurnover => {
    const own = fills.filter((fill) => fill.asset === asset);
    let amount = 0;
    for (const fill of own) amount += Math.abs(fill.amount);
    const { averageDailyVolume, dailyVolatility } = source.liquidity(asset, lastMs);
    return {
      asset,
      tradesPerYear: own.length / years,
      tradeShare: amount / own.length / terms.capital,
      dailyVolatility: dailyVolatility ?? 0,
      averageDailyVolume: dailyVolatility === null ? null : averageDailyVolume,
    };
  });
  let [costs, impacts, net] = [0, 0, 0];
  for (const fill of fills) {
    costs += fill.cost;
    impacts += fill.impact;
  }
  for (const day of days) net += day.return;
  const { capital } = terms;
  return {
    grossReturnPerYear: (net + (costs + impacts) / capital) / years,
    linearDragPerYear: costs / capital / years,
    assets: turnover,
  };
}
