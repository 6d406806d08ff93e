/** Changing a parameter: it is tried first, and only what was tried can be set; at once, or at a time. */
import { useState } from 'preact/hooks';
import { ask, command } from '../../account/session.js';
import { seriesById } from '../../live/venue-feed.js';
import { Panel } from '../../parts/panel.js';
import { Said } from '../../parts/said.js';
import { useAction } from '../../parts/use-action.js';
import { DryRunResult } from './dry-run-result.js';
import type { DryRun, Parameter } from './shapes.js';

interface Props {
  readonly values: readonly Parameter[];
  readonly done: () => void;
}

interface Draft {
  readonly target: string;
  readonly value: string;
  readonly unset: boolean;
}

interface Tried {
  readonly draft: string;
  readonly found: DryRun;
}

const WHOLE = /^-?\d{1,15}$/;

export function ChangeForm({ values, done }: Props) {
  const [draft, setDraft] = useState<Draft>({ target: '', value: '', unset: false });
  const [reason, setReason] = useState('');
  const [at, setAt] = useState('');
  const [tried, setTried] = useState<Tried | undefined>();
  const action = useAction();
  const name = values[0]?.name ?? '';
  const { target, value, unset } = draft;
  const text = JSON.stringify(draft);
  const isWhole = unset || WHOLE.test(value.trim());
  const asked = { target, ...(unset ? { unset } : { value: Number(value) }) };
  const isTried = tried?.draft === text && tried.found.refusal === null;
  const tryIt = async (): Promise<string> => {
    const found = await ask<DryRun>(`/v1/parameters/${name}/dry-run`, asked);
    setTried({ draft: text, found });
    return 'Tried. Nothing was changed.';
  };
  const set = async (): Promise<string> => {
    const inForce = values.find((one) => one.target === target);
    const { referenceId, awaitingApproval } = await command('PUT', `/v1/parameters/${name}`, {
      ...asked,
      ...{ reason, expectedVersion: inForce?.version ?? 0 },
      ...(at === '' ? {} : { effectiveTimeMs: Date.parse(`${at}Z`) }),
    });
    setTried(undefined);
    setReason('');
    done();
    if (awaitingApproval) return `It waits as request ${referenceId}.`;
    return `In force as version ${referenceId}.`;
  };
  return (
    <Panel title="Change it" class="spaced">
      <form
        class="form row"
        data-change
        onSubmit={(event) => {
          event.preventDefault();
          if (isWhole) action.run(tryIt);
        }}
      >
        <label>
          Where
          <input
            class="field"
            list="targets"
            placeholder="the venue"
            value={target}
            onInput={(event) => setDraft({ ...draft, target: event.currentTarget.value })}
          />
          <datalist id="targets">
            {targets().map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        </label>
        <label>
          New value{values[0]?.unit === undefined ? '' : `, ${values[0].unit}`}
          <input
            class="field number"
            inputMode="numeric"
            disabled={unset}
            value={value}
            onInput={(event) => setDraft({ ...draft, value: event.currentTarget.value })}
          />
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={unset}
            onChange={(event) => setDraft({ ...draft, unset: event.currentTarget.checked })}
          />
          Remove what is set there
        </label>
        <button type="submit" class="button" disabled={action.isBusy || !isWhole}>
          Try it
        </button>
      </form>
      {tried !== undefined && (
        <>
          <DryRunResult found={tried.found} />
          <form
            class="form row"
            onSubmit={(event) => {
              event.preventDefault();
              if (isTried && reason.trim() !== '') action.run(set);
            }}
          >
            <label>
              Reason, journaled
              <input
                class="field"
                maxLength={200}
                value={reason}
                onInput={(event) => setReason(event.currentTarget.value)}
              />
            </label>
            <label>
              When, UTC; empty is at once
              <input
                class="field"
                type="datetime-local"
                value={at}
                onInput={(event) => setAt(event.currentTarget.value)}
              />
            </label>
            <button
              type="submit"
              class="button main"
              disabled={action.isBusy || !isTried || reason.trim() === ''}
            >
              {tried.found.approvalRequired ? 'Ask for it' : 'Set it'}
            </button>
          </form>
          {!isTried && tried.found.refusal === null && (
            <p class="soft">It is another change than the one that was tried: try it again.</p>
          )}
        </>
      )}
      <Said action={action} />
    </Panel>
  );
}

/** Segments, contracts and series there are. */
function targets(): string[] {
  const all = [...seriesById.value.values()].flatMap(({ segment, contract, series }) => [
    segment,
    contract,
    series,
  ]);
  return [...new Set(all)].filter((one) => one !== undefined);
}
