/** Letting a program buy for the account: its public key, what it may spend, of what, and until when. */
import { useState } from 'preact/hooks';
import { microPatOf } from '../parts/amount.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { useAction } from '../parts/use-action.js';
import { command } from './session.js';

const DAY_MS = 86_400_000;
const TARGETS_MAX = 16;

const EMPTY = {
  ...{ label: '', publicKey: '', daily: '', total: '', days: '30', series: '', providers: '' },
  mayExercise: false,
};
type Fields = typeof EMPTY;
type Text = Exclude<keyof Fields, 'mayExercise'>;

/** Numbers of a list as people write it. */
function numbersOf(text: string): readonly number[] {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  for (const part of parts) {
    if (!/^[1-9]\d{0,9}$/.test(part)) throw new Error(`${part} is no number: write 1, 2`);
  }
  return parts.map(Number);
}

function bodyOf({ label, publicKey, daily, total, days, series, providers, ...more }: Fields) {
  const key = publicKey.trim().toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(key)) throw new Error('a public key is 64 hex digits');
  const targets = [
    ...numbersOf(series).map((seriesId) => ({ seriesId, providerId: 0 })),
    ...numbersOf(providers).map((providerId) => ({ seriesId: 0, providerId })),
  ];
  if (targets.length > TARGETS_MAX) throw new Error(`name at most ${TARGETS_MAX} in all`);
  if (!/^[1-9]\d{0,2}$/.test(days)) throw new Error(`${days} are no days: write 30`);
  return {
    ...{ publicKey: key, label, targets, mayExercise: more.mayExercise },
    dailyBudgetMicroPat: microPatOf(daily),
    totalBudgetMicroPat: microPatOf(total),
    expiresTimeMs: Date.now() + Number(days) * DAY_MS,
  };
}

export function GrantAgent() {
  const [fields, setFields] = useState(EMPTY);
  const action = useAction();
  const field = (name: Text, text: string, kind = '') => (
    <label>
      {text}
      <input
        class={`field ${kind}`}
        value={fields[name]}
        maxLength={name === 'label' || name === 'publicKey' ? 64 : 200}
        onInput={(event) => {
          const { value } = event.currentTarget;
          setFields((last) => ({ ...last, [name]: value }));
        }}
      />
    </label>
  );
  const grant = async (): Promise<string> => {
    const { referenceId } = await command('POST', '/v1/agents', bodyOf(fields));
    setFields(EMPTY);
    return `The agent may act with key ${referenceId}.`;
  };
  return (
    <Panel title="Let an agent buy for you" class="spaced">
      <form
        class="form row"
        data-grant
        onSubmit={(event) => {
          event.preventDefault();
          action.run(grant);
        }}
      >
        {field('label', 'What you call it')}
        {field('publicKey', 'Its public key, Ed25519, hex')}
        {field('daily', 'May spend a day, PAT', 'number')}
        {field('total', 'May spend in all, PAT', 'number')}
        {field('days', 'Days until it ends', 'number')}
        {field('series', 'Series it may buy; none: every one')}
        {field('providers', 'Accounts whose listings it may buy')}
        <label class="check">
          <input
            type="checkbox"
            checked={fields.mayExercise}
            onChange={(event) => {
              const { checked } = event.currentTarget;
              setFields((last) => ({ ...last, mayExercise: checked }));
            }}
          />
          May exercise
        </label>
        <button type="submit" class="button main" disabled={action.isBusy}>
          Let it
        </button>
      </form>
      <Said action={action} />
    </Panel>
  );
}
