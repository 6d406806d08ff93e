/**
 * Would catch a desk that lets a fill wait for other series: its own quote must be in the journal before those of the
 * series that its new price puts out of order.
 */
import { expect, test } from 'vitest';
import { COMMAND_KIND, type ColdBodies, SIDE } from '../../src/values/index.js';
import { RULES, START_MS } from '../support/venue.js';
import { PAT, stockedMarket } from './broker-venue.js';

const WORSE_BAND = 'AUTO_INTENT|7D|0.50-0.70';

/** A stocked market of a series and of one in a worse band that it caps, with the quotes the desk sends from now on. */
async function cappedMarket() {
  const made = await stockedMarket();
  const { venue, provider } = made;
  venue.parameter('base_value_micro_pat', 2 * PAT, WORSE_BAND);
  venue.operator('defineContract', { contract: WORSE_BAND, rules: RULES });
  venue.operator('openSeries', { contractId: 2, windowStartMs: START_MS });
  venue.submit(provider, 'mintRights', { seriesId: 2, quantityLots: 1_000 });
  await venue.settle();
  await venue.pass(5_000);
  const sent: { turn: number; series: number[] }[] = [];
  const { sequencer } = venue;
  const submit = sequencer.submit.bind(sequencer);
  sequencer.submit = (command, origin) => {
    if (command.kind === COMMAND_KIND.MASS_QUOTE) {
      const { quotes } = command.body as ColdBodies['massQuote'];
      sent.push({ turn: venue.desk.status().runs, series: quotes.map((one) => one.seriesId) });
    }
    return submit(command, origin);
  };
  return { ...made, sent };
}

test("a fill's own series is quoted first, and what it caps in the same turn", async () => {
  const { venue, consumer, sent } = await cappedMarket();
  const best = venue.quote(1).asks[0];
  venue.order(consumer, { side: SIDE.BUY, priceTicks: best?.priceTicks ?? 0, lots: 20 });
  await venue.settle();
  const first = sent.filter(({ turn }) => turn === sent[0]?.turn);
  expect(first.map(({ series }) => series)).toEqual([[1], [2]]);
  expect(venue.desk.status().quotesRefused).toBe(0);
  expect(venue.quote(2).bids[0]?.priceTicks).toBeLessThanOrEqual(
    venue.quote(1).bids[0]?.priceTicks ?? 0,
  );
});
