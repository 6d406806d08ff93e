/** Catches a worked example in docs/synthetics.md that the core does not compute. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LADDER, SERIES_FIELD as S, STAKE } from '../../../../src/engine/core/index.js';
import { PAT, refusedOf, SyntheticVenue } from '../../../support/synthetics.js';

const PAGE = readFileSync(new URL('../../../../docs/synthetics.md', import.meta.url), 'utf8');

/** Rows of the table of the worked example: the mark, and the amounts. */
function rows(): { mark: number; amounts: number[] }[] {
  const lines = PAGE.slice(PAGE.indexOf('## Worked example')).split('\n');
  return lines
    .filter((line) => /^\| (buys|the mark)/.test(line))
    .map((line) => {
      const [step = '', ...cells] = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      return { mark: Number(/(\d+\.\d\d)$/.exec(step)?.[1]), amounts: cells.map(Number) };
    });
}

test('the worked example is what the core does', () => {
  const venue = new SyntheticVenue(0);
  const makers = [venue.member(1_000_000), venue.member(1_000_000)];
  const [rich, poor, sponsor] = [
    venue.member(1_000_000),
    venue.member(1_250),
    venue.member(2_000_000),
  ];
  venue.send(sponsor, 'contributeToFund', { amountMicroPat: 1_000_000 * PAT });
  venue.minutes(10);
  const quote = (ticks: number): void => {
    const everything = { side: 0, minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 };
    for (const maker of makers) {
      venue.send(maker, 'massCancel', { seriesId: venue.series, ...everything });
    }
    for (const maker of makers) {
      venue.bid(maker, ticks - 100, 5);
      venue.ask(maker, ticks + 100, 5);
    }
  };
  const moveTo = (ticks: number): void => {
    quote(ticks);
    venue.core.state.series.set(venue.series, S.markTicks, ticks);
    venue.minutes(2, ticks);
  };
  moveTo(10_000);
  venue.ask(rich, 10_000, 100);
  expect(refusedOf(venue.bid(poor, 10_000, 100))).toEqual([0, 0]);
  const table = rows();
  expect(table).toHaveLength(4);
  const steps: number[] = [];
  let ticks = 10_000;
  for (const { mark, amounts } of table) {
    for (; ticks > mark * 100; ticks -= 50) moveTo(ticks - 50);
    const found = venue.core.margin.desk.lookAt(poor);
    const { equityMicroPat, initialMicroPat, maintenanceMicroPat, availableMicroPat } = found;
    const has = [equityMicroPat, initialMicroPat, maintenanceMicroPat, availableMicroPat];
    expect(has.map((amount) => amount / PAT)).toEqual(amounts);
    steps.push(venue.core.state.margin.stake(poor, STAKE.state));
  }
  expect(steps).toEqual([LADDER.NONE, LADDER.NONE, LADDER.WARNED, LADDER.LIQUIDATING]);
});
