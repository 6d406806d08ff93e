/** What moved of an account's money by feeds, with its statement of a month to keep or to print. */
import { useState } from 'preact/hooks';
import { useAnswer } from '../live/use-answer.js';
import { moment, pat } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { type Payout, words } from './shapes.js';

const AGAIN_MS = 2_000;
const MONTH_CHARS = 7;

export function Ledger() {
  const { value } = useAnswer<{ readonly data: readonly Payout[] }>(
    '/market/payouts?limit=100',
    AGAIN_MS,
  );
  const [month, setMonth] = useState(new Date().toISOString().slice(0, MONTH_CHARS));
  return (
    <Panel title="Statement" class="spaced">
      <form class="form row" onSubmit={(event) => event.preventDefault()}>
        <label>
          Month
          <input
            class="field"
            type="month"
            value={month}
            onInput={(event) => setMonth(event.currentTarget.value)}
          />
        </label>
        <a
          class="button"
          href={`/market/statements?month=${month}&format=csv`}
          download
          data-statement
        >
          CSV of the month
        </a>
        <button type="button" class="button" onClick={() => window.print()}>
          Print
        </button>
      </form>
      <div class="scroll">
        <table class="figures" data-ledger>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">What</th>
              <th scope="col" class="right">
                Cash
              </th>
              <th scope="col" class="right">
                Escrow
              </th>
            </tr>
          </thead>
          <tbody>
            {value?.data.map((one) => (
              <tr key={`${one.sequence} ${one.cause} ${one.reference}`}>
                <td>{moment(one.timeMs)}</td>
                <td>{words(one.cause)}</td>
                <td class="right number">{pat(one.cashMicroPat)}</td>
                <td class="right number">{pat(one.escrowMicroPat)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
