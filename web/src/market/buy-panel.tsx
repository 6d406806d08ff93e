/** Buying: how many lots, at most at which price, and what that comes to, before anything is sent. */
import { useState } from 'preact/hooks';
import { command, may } from '../account/session.js';
import type { Contract, Series } from '../live/shapes.js';
import { count, pat, price } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { useAction } from '../parts/use-action.js';

interface Props {
  readonly series: Series;
  readonly contract: Contract | undefined;
}

const PPM = 1_000_000;

export function BuyPanel({ series, contract }: Props) {
  const tick = Number(series.tickValueMicroPat);
  const [lots, setLots] = useState(1);
  const [limit, setLimit] = useState<number | undefined>();
  const action = useAction();
  if (!may('TRADE')) return null;
  const priceTicks = limit ?? series.bestAskTicks;
  const feePpm = Number(contract?.rules.takerFeePpm ?? 0);
  const most = lots * priceTicks * tick * (1 + feePpm / PPM);
  const isPossible = lots >= 1 && priceTicks >= 1 && !action.isBusy;
  const buy = async (): Promise<string> => {
    const { journalSequence } = await command('POST', '/v1/orders', {
      ...{ seriesId: series.seriesId, side: 'BUY', orderType: 'LIMIT', timeInForce: 'IOC' },
      ...{ priceTicks, quantityLots: lots, selfTradePrevention: 'CANCEL_TAKER' },
    });
    return `On disk at journal sequence ${count(journalSequence)}. What was bought is among your holdings.`;
  };
  return (
    <Panel title="Buy" class="buy" aside={<a href="/account">Your holdings</a>}>
      <form
        class="form"
        data-buy
        onSubmit={(event) => {
          event.preventDefault();
          action.run(buy);
        }}
      >
        <label>
          Lots
          <input
            class="field number"
            type="number"
            min={1}
            value={lots}
            onInput={(event) => setLots(Math.floor(event.currentTarget.valueAsNumber || 0))}
          />
        </label>
        <label>
          At most, PAT a lot
          <input
            class="field number"
            type="number"
            min={tick / PPM}
            step={tick / PPM}
            value={priceTicks === 0 ? '' : price(priceTicks, tick).replaceAll(' ', '')}
            onChange={(event) =>
              setLimit(Math.round((event.currentTarget.valueAsNumber * PPM) / tick) || undefined)
            }
          />
        </label>
        <p>
          <span class="soft">You pay at most </span>
          <span class="number">{pat(Math.ceil(most))} PAT</span>
          <span class="soft">, fee included. What cannot be bought at once is not ordered.</span>
        </p>
        <button type="submit" class="button main" disabled={!isPossible}>
          Buy {count(lots)} {lots === 1 ? 'lot' : 'lots'}
        </button>
        <Said action={action} />
      </form>
    </Panel>
  );
}
