// Catches worked numbers in docs/options.md that are not what the code computes.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MS_PER_YEAR, productGreeks } from '../../../src/quoting/index.js';
import {
  modelPriceMicroPat,
  type OptionTerms,
  payoffMaxMicroPat,
  scenarioMargin,
  scenarioRow,
  shortMargin,
} from '../../../src/risk/index.js';
import { parseInstrumentKey } from '../../../src/values/index.js';

const PAT = 1_000_000;
const MARKET = { forwardMicroPat: 140 * PAT, sigmaPpm: 800_000, varianceMs: 2_592_000_000 };

/** The terms a row names, such as `C@140^420`. */
function termsOf(name: string): OptionTerms {
  const [kind = '', terms = ''] = name.split('@');
  const key = parseInstrumentKey(`AUTO_INTENT|7D|0.70-0.85|${kind}@2026-12-28@${terms}`);
  if (typeof key === 'string') throw new Error(key);
  const { strikeMicroPat, capMicroPat } = key;
  return { isCall: kind === 'C', strikeMicroPat, capMicroPat };
}

test('the worked example is what the code computes', () => {
  const text = readFileSync('docs/options.md', 'utf8');
  const rows = text.split('\n').filter((line) => /^\| `[CP]@\d/.test(line));
  expect(rows).toHaveLength(3);
  for (const row of rows) {
    const [name = '', ...cells] = row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const terms = termsOf(name.replaceAll('`', ''));
    const markMicroPat = modelPriceMicroPat(terms, MARKET);
    const smile = {
      forward: MARKET.forwardMicroPat,
      years: MARKET.varianceMs / MS_PER_YEAR,
      ...{ sigmaAtm: 0.8, skew: 0, curvature: 0 },
    };
    const { delta } = terms.isCall
      ? productGreeks({ kind: 'CALL', strike: terms.strikeMicroPat, cap: terms.capMicroPat }, smile)
      : productGreeks({ kind: 'PUT', strike: terms.strikeMicroPat }, smile);
    const alone = shortMargin({
      ...{ terms, markMicroPat, indexMicroPat: 140 * PAT, thinnessPpm: PAT },
    });
    const scenarios = scenarioRow(terms, { ...MARKET, markMicroPat, rangePpm: 250_000 });
    const line = { instrument: terms, lots: -1, markMicroPat, row: scenarios };
    expect(cells.map(Number)).toEqual([
      markMicroPat / PAT,
      Number(delta.toFixed(6)),
      payoffMaxMicroPat(terms) / PAT,
      alone.initialMicroPat / PAT,
      alone.maintenanceMicroPat / PAT,
      scenarioMargin([line]).initialMicroPat / PAT,
    ]);
  }
});
