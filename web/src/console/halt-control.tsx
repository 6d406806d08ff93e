/** Halting a series and letting it trade again, with a reason that is journaled. */
import { useState } from 'preact/hooks';
import { command, may } from '../account/session.js';
import type { Series } from '../live/shapes.js';
import { count } from '../parts/format.js';
import { Said } from '../parts/said.js';
import { useAction } from '../parts/use-action.js';

export function HaltControl({ series }: { readonly series: Series }) {
  const [reason, setReason] = useState('');
  const action = useAction();
  if (!may('OPERATE')) return null;
  const isHalted = series.state === 'HALTED';
  const verb = isHalted ? 'resumption' : 'halt';
  const run = async (): Promise<string> => {
    const { journalSequence } = await command('POST', `/v1/series/${series.seriesId}/${verb}`, {
      reason,
    });
    setReason('');
    return `${isHalted ? 'Resumed' : 'Halted'} at journal sequence ${count(journalSequence)}.`;
  };
  return (
    <form
      class="form row panel spaced"
      data-halt
      onSubmit={(event) => {
        event.preventDefault();
        action.run(run);
      }}
    >
      <label>
        Reason, journaled
        <input
          class="field"
          required
          maxLength={200}
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      <button
        type="submit"
        class={`button ${isHalted ? 'main' : 'grave'}`}
        disabled={action.isBusy || reason.trim() === ''}
      >
        {isHalted ? 'Resume trading' : `Halt trading: ${count(series.openOrders)} orders wait`}
      </button>
      <Said action={action} />
    </form>
  );
}
