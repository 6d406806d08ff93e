/** The book with the broker's own levels in it: what it computes from the factors, what stands, and what others rest there. */
import type { Book, Level, Quote } from '../live/shapes.js';
import { count, price } from '../parts/format.js';
import { Panel } from '../parts/panel.js';

interface Props {
  readonly book: Book | undefined;
  readonly quote: Quote | undefined;
  readonly tick: number;
}

const ROWS = 9;

interface Row {
  readonly priceTicks: number;
  readonly lots: number;
  readonly ownLots: number;
  readonly isComputed: boolean;
}

/** Levels of a side with the broker's part in each; prices that it computes and does not quote are rows without lots. */
function rowsOf(
  levels: readonly Level[],
  own: readonly Level[],
  computed: readonly number[],
): Row[] {
  const ownAt = new Map(own.map(({ priceTicks, quantityLots }) => [priceTicks, quantityLots]));
  const wanted = new Set(computed);
  return levels.slice(0, ROWS).map(({ priceTicks, quantityLots }) => ({
    ...{ priceTicks, lots: quantityLots, ownLots: ownAt.get(priceTicks) ?? 0 },
    isComputed: wanted.has(priceTicks),
  }));
}

export function LadderPanel({ book, quote, tick }: Props) {
  const { explanation } = quote ?? {};
  const bids = rowsOf(book?.bids ?? [], quote?.bids ?? [], explanation?.bidTicks ?? []);
  const asks = rowsOf(book?.asks ?? [], quote?.asks ?? [], explanation?.askTicks ?? []);
  return (
    <Panel title="Book and own quote" aside={<span class="soft">lots</span>}>
      <table class="figures ladder" data-ladder>
        <thead>
          <tr>
            <th scope="col">Price</th>
            <th scope="col" class="right">
              All
            </th>
            <th scope="col" class="right">
              Own
            </th>
            <th scope="col" class="right">
              From factors
            </th>
          </tr>
        </thead>
        <tbody>
          {asks.toReversed().map((row) => (
            <LadderRow key={row.priceTicks} row={row} tick={tick} side="ask" />
          ))}
        </tbody>
        <tbody>
          <tr class="middle">
            <td class="number">{price(quote?.markTicks ?? 0, tick)}</td>
            <td class="right soft" colSpan={3}>
              fair value
            </td>
          </tr>
        </tbody>
        <tbody>
          {bids.map((row) => (
            <LadderRow key={row.priceTicks} row={row} tick={tick} side="bid" />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

interface RowProps {
  readonly row: Row;
  readonly tick: number;
  readonly side: 'bid' | 'ask';
}

function LadderRow({ row, tick, side }: RowProps) {
  const { priceTicks, lots, ownLots, isComputed } = row;
  return (
    <tr class={ownLots > 0 ? 'own' : ''}>
      <td class={`number ${side}`}>{price(priceTicks, tick)}</td>
      <td class="right number">{count(lots)}</td>
      <td class="right number">{ownLots === 0 ? '' : count(ownLots)}</td>
      <td class="right">{isComputed && ownLots > 0 ? 'yes' : ''}</td>
    </tr>
  );
}
