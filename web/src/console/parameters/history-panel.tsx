/** What a parameter was: every change as from and to, who and why, and the way back. */
import { useState } from 'preact/hooks';
import { command } from '../../account/session.js';
import { moment } from '../../parts/format.js';
import { Panel } from '../../parts/panel.js';
import { Said } from '../../parts/said.js';
import { useAction } from '../../parts/use-action.js';
import { usePages } from '../../parts/use-pages.js';
import { amount, type Change, person, targetText } from './shapes.js';

interface Props {
  readonly name: string;
  readonly unit: string;
  readonly again: number;
}

export function HistoryPanel({ name, unit, again }: Props) {
  const [reason, setReason] = useState('');
  const [undone, setUndone] = useState(0);
  const action = useAction();
  const { rows, more } = usePages<Change>(
    `/v1/parameters/changes?name=${name}&limit=50`,
    again + undone,
  );
  const undo = (change: Change) => async (): Promise<string> => {
    const { referenceId, awaitingApproval } = await command(
      'POST',
      `/v1/parameters/${name}/rollback`,
      { target: change.target, version: change.version, reason },
    );
    setUndone(undone + 1);
    return awaitingApproval
      ? `The way back waits as request ${referenceId}.`
      : `Back to what was before version ${change.version}, as version ${referenceId}.`;
  };
  const text = (value: number | null): string => (value === null ? 'not set' : amount(value, unit));
  return (
    <Panel title="History" class="spaced">
      {rows.length === 0 && <p class="empty">Nobody has changed it.</p>}
      {rows.length > 0 && (
        <label class="form">
          Reason of a way back, journaled
          <input
            class="field"
            maxLength={200}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
      )}
      <ol class="diffs" aria-label="Changes, the last first">
        {rows.map((one) => (
          <li key={one.change} data-history={one.version} data-target={one.target}>
            <p>
              <strong>{targetText(one.target)}</strong>{' '}
              <span class="soft">
                version {one.version}, {moment(one.timeMs)}, {person(one.authorId)}
                {one.approverId !== 0 && ` with ${person(one.approverId)}`}
                {one.undoesVersion !== 0 && `, undoes version ${one.undoesVersion}`}
              </span>
            </p>
            <p class="number">
              <del>− {text(one.oldValue)}</del> <ins>+ {text(one.value)}</ins>
            </p>
            <p>{one.reason}</p>
            <button
              type="button"
              class="button"
              disabled={action.isBusy || reason.trim() === ''}
              onClick={() => action.run(undo(one))}
            >
              Undo version {one.version}
            </button>
          </li>
        ))}
      </ol>
      {more !== undefined && (
        <button type="button" class="button" onClick={more}>
          Older ones
        </button>
      )}
      <Said action={action} />
    </Panel>
  );
}
