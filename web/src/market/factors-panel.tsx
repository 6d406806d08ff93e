/**
 * How the price is made: the four factors as they are now, their product, and from it the broker's bid and ask, each figure with
 * what it stands for. The same numbers the broker quotes by, published with the quote.
 */
import { nowMs } from '../live/clock.js';
import type { Factors, Quote, Series } from '../live/shapes.js';
import { duration, factor, price, share } from '../parts/format.js';
import { Panel } from '../parts/panel.js';

interface Props {
  readonly quote: Quote | undefined;
  readonly series: Series;
}

const PPM = 1_000_000;

export function FactorsPanel({ quote, series }: Props) {
  const aside = <a href="/guide/pricing">The formulas</a>;
  const factors = quote?.factors ?? null;
  return (
    <Panel title="How this price is made" class="factors" aside={aside}>
      {factors === null || quote === undefined ? (
        <p class="empty">The broker quotes nothing here now, so there is nothing to explain.</p>
      ) : (
        <Made factors={factors} quote={quote} series={series} />
      )}
    </Panel>
  );
}

interface MadeProps {
  readonly factors: Factors;
  readonly quote: Quote;
  readonly series: Series;
}

function Made({ factors, quote, series }: MadeProps) {
  const tick = Number(series.tickValueMicroPat);
  const { explanation } = quote;
  const fairTicks = explanation?.fairValueTicks ?? 0;
  const reservationTicks = explanation?.reservationTicks ?? 0;
  return (
    <>
      <ol class="product">
        <Term
          name="Base value"
          value={price(factors.baseValuePpmTicks / PPM, tick)}
          note="of a fresh right, in balance"
        />
        <Term
          sign="×"
          name="Freshness"
          value={factor(factors.freshnessPpm)}
          note={`next step in ${duration(factors.nextRepriceTimeMs - nowMs.value)}`}
        />
        <Term
          sign="×"
          name="Demand"
          value={factor(factors.demandPpm)}
          note="taken against what must clear"
        />
        <Term
          sign="×"
          name="Scarcity"
          value={factor(factors.scarcityPpm)}
          note="used against minted and on hand"
        />
        <Term
          sign="="
          name="Fair value"
          value={price(fairTicks, tick)}
          note="as published, the mark"
          isResult
        />
      </ol>
      <dl class="rows">
        <dt>Where the broker is indifferent, with what it holds</dt>
        <dd class="number">{price(reservationTicks, tick)}</dd>
        <dt>Half of the spread around that</dt>
        <dd class="number">{share(factors.halfSpreadPpm, 2)}</dd>
        <dt>Its best bid and ask</dt>
        <dd class="number">
          <span class="bid">{price(quote.bids[0]?.priceTicks ?? 0, tick)}</span>
          {' / '}
          <span class="ask">{price(quote.asks[0]?.priceTicks ?? 0, tick)}</span>
        </dd>
        <dt>Volatility it reckons with, a day</dt>
        <dd class="number">{share(factors.sigmaPpm, 2)}</dd>
        <dt>Thinness: how little of what trades is used</dt>
        <dd class="number">{factor(factors.thinnessPpm)}</dd>
      </dl>
    </>
  );
}

interface TermProps {
  readonly sign?: string;
  readonly name: string;
  readonly value: string;
  readonly note: string;
  readonly isResult?: boolean;
}

function Term({ sign = '', name, value, note, isResult = false }: TermProps) {
  return (
    <li class={isResult ? 'result' : ''}>
      <span class="sign">{sign}</span>
      <span>
        <span class="soft">{name}</span>
        <span class="number large" data-factor={name}>
          {value}
        </span>
        <span class="soft small">{note}</span>
      </span>
    </li>
  );
}
