/** The broker's quote of a series as answers and streams show it, with the prices computed again from its factors. */
import { z } from '@hono/zod-openapi';
import { explainPublished } from '../../broker/index.js';
import { nameOf } from '../../reader/index.js';
import type { Source } from '../context.js';
import { AS_OF, integer } from '../listings/schemas.js';

const quoteLevel = z.object({ priceTicks: integer(), quantityLots: integer() });

export const quoteSchema = z
  .object({
    seriesId: integer(),
    bids: z.array(quoteLevel),
    asks: z.array(quoteLevel),
    markTicks: integer(),
    quoterState: z.string(),
    validUntilMs: integer(),
    factors: z
      .record(z.string(), z.number())
      .nullable()
      .describe('What the prices are made of; null: quoted without'),
    explanation: z
      .object({
        fairValueTicks: z.number().describe('Base × freshness × demand · scarcity in its bounds'),
        markTicks: integer(),
        reservationTicks: z
          .number()
          .describe('Where the broker is indifferent, given what it holds'),
        bidTicks: z.array(integer()),
        askTicks: z.array(integer()),
      })
      .nullable()
      .describe('The prices computed again from the factors and the parameters in force'),
    ...AS_OF,
  })
  .openapi('Quote');

export function quoteBody(
  { market, venue }: Source,
  seriesId: number,
): Omit<z.infer<typeof quoteSchema>, keyof typeof AS_OF> {
  const { factors, quoterState, bids, asks, ...quote } = market.quote(seriesId);
  const term = (name: string, otherwise: number): number =>
    venue.parameterIn(seriesId, name) ?? otherwise;
  const explained =
    factors === null
      ? null
      : explainPublished(factors, {
          pressureMinPpm: term('pressure_min_ppm', 400_000),
          pressureMaxPpm: term('pressure_max_ppm', 3_000_000),
          levelStepPpm: term('level_step_ppm', 600_000),
        });
  const explanation = explained && {
    ...explained,
    bidTicks: [...explained.bidTicks],
    askTicks: [...explained.askTicks],
  };
  const levels = { bids: [...bids], asks: [...asks] };
  return {
    ...{ seriesId, ...levels, ...quote, quoterState: nameOf.quoterState(quoterState) },
    ...{ factors: factors && { ...factors }, explanation },
  };
}
