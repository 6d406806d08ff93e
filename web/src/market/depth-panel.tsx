/** The order book: asks above bids, each level with the lots up to it as a bar. */
import type { Book, Level } from '../live/shapes.js';
import { count, price } from '../parts/format.js';
import { Panel } from '../parts/panel.js';

interface Props {
  readonly book: Book | undefined;
  readonly tick: number;
  readonly markTicks: number;
}

const ROWS = 10;

interface Step extends Level {
  readonly sumLots: number;
}

function stepsOf(levels: readonly Level[]): Step[] {
  let sumLots = 0;
  return levels.slice(0, ROWS).map((level) => {
    sumLots += level.quantityLots;
    return { ...level, sumLots };
  });
}

export function DepthPanel({ book, tick, markTicks }: Props) {
  const [bids, asks] = [stepsOf(book?.bids ?? []), stepsOf(book?.asks ?? [])];
  const most = Math.max(1, bids.at(-1)?.sumLots ?? 0, asks.at(-1)?.sumLots ?? 0);
  return (
    <Panel title="Order book" class="depth" aside={<span class="soft">lots</span>}>
      <table class="figures ladder">
        <thead>
          <tr>
            <th scope="col">Price</th>
            <th scope="col" class="right">
              Lots
            </th>
            <th scope="col" class="right">
              Up to here
            </th>
          </tr>
        </thead>
        <tbody class="asks">
          {asks.toReversed().map((step) => (
            <LadderRow key={step.priceTicks} step={step} tick={tick} most={most} side="ask" />
          ))}
        </tbody>
        <tbody>
          <tr class="middle">
            <td class="number">{price(markTicks, tick)}</td>
            <td class="right soft" colSpan={2}>
              fair value
            </td>
          </tr>
        </tbody>
        <tbody class="bids">
          {bids.map((step) => (
            <LadderRow key={step.priceTicks} step={step} tick={tick} most={most} side="bid" />
          ))}
        </tbody>
      </table>
      {bids.length === 0 && asks.length === 0 && <p class="empty">Nobody offers or bids now.</p>}
    </Panel>
  );
}

interface RowProps {
  readonly step: Step;
  readonly tick: number;
  readonly most: number;
  readonly side: 'bid' | 'ask';
}

function LadderRow({ step, tick, most, side }: RowProps) {
  const width = `${Math.round((step.sumLots * 100) / most)}%`;
  return (
    <tr>
      <td class={`number ${side}`}>{price(step.priceTicks, tick)}</td>
      <td class="right number">{count(step.quantityLots)}</td>
      <td class="right number upto">
        <span class={`bar-${side}`} style={{ width }} aria-hidden="true" />
        <span class="lots">{count(step.sumLots)}</span>
      </td>
    </tr>
  );
}
