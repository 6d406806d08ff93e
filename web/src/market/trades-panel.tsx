/** The newest trades. */
import type { Trade } from '../live/shapes.js';
import { count, price, time } from '../parts/format.js';
import { Panel } from '../parts/panel.js';

interface Props {
  readonly trades: readonly Trade[];
  readonly tick: number;
  readonly seriesId: number;
}

const ROWS = 10;

export function TradesPanel({ trades, tick, seriesId }: Props) {
  const files = (
    <span>
      <a href={`/v1/series/${seriesId}/trades?format=csv`} download>
        CSV
      </a>{' '}
      <a href={`/v1/series/${seriesId}/trades?format=parquet`} download>
        Parquet
      </a>
    </span>
  );
  return (
    <Panel title="Trades" class="trades" aside={files}>
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Taker</th>
            <th scope="col" class="right">
              Lots
            </th>
            <th scope="col" class="right">
              Price
            </th>
          </tr>
        </thead>
        <tbody>
          {trades.slice(0, ROWS).map((trade) => (
            <TradeRow key={trade.tradeId} trade={trade} tick={tick} />
          ))}
        </tbody>
      </table>
      {trades.length === 0 && <p class="empty">Nothing has traded yet.</p>}
    </Panel>
  );
}

function TradeRow({ trade, tick }: { readonly trade: Trade; readonly tick: number }) {
  const isBuy = trade.takerSide === 'BUY';
  const side = trade.auction ? 'auction' : isBuy ? 'buy' : 'sell';
  return (
    <tr class={trade.busted ? 'soft' : ''} data-trade={trade.tradeId}>
      <td class="number soft">{time(trade.timeMs)}</td>
      <td>{trade.busted ? `${side}, taken back` : side}</td>
      <td class="right number">{count(trade.quantityLots)}</td>
      <td class={`right number ${isBuy ? 'bid' : 'ask'}`}>{price(trade.priceTicks, tick)}</td>
    </tr>
  );
}
