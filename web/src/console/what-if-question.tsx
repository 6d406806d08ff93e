/** The question: up to eight sets of parameters, each with a name of its own. */
import { useState } from 'preact/hooks';
import { may, send } from '../account/session.js';
import { useAnswer } from '../live/use-answer.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { useAction } from '../parts/use-action.js';
import type { Parameter } from './parameters/shapes.js';

interface Line {
  readonly key: number;
  readonly set: string;
  readonly name: string;
  readonly target: string;
  readonly value: string;
}

const LINES_MAX = 16;
const FIRST: Line = { key: 1, set: 'A', name: '', target: '', value: '' };

/** Lines with one name of a set are one set. */
function setsOf(lines: readonly Line[]) {
  const sets = new Map<string, { name: string; target: string; value: number }[]>();
  for (const { set, name, target, value } of lines) {
    if (!/^-?\d{1,16}$/.test(value.trim())) throw new Error(`${value || '—'} is no whole number`);
    const values = sets.get(set) ?? [];
    values.push({ name: name.trim(), target: target.trim(), value: Number(value) });
    sets.set(set, values);
  }
  return [...sets].map(([name, values]) => ({ name, values }));
}

export function WhatIfQuestion({ isRunning }: { readonly isRunning: boolean }) {
  const { value } = useAnswer<{ readonly data: readonly Parameter[] }>('/v1/parameters');
  const [lines, setLines] = useState<readonly Line[]>([FIRST]);
  const [draws, setDraws] = useState('12');
  const action = useAction();
  if (!may('OPERATE')) return null;
  const change = (key: number, fields: Partial<Line>): void =>
    setLines((all) => all.map((one) => (one.key === key ? { ...one, ...fields } : one)));
  const ask = async (): Promise<string> => {
    const body = { sets: setsOf(lines), draws: Number(draws) };
    const { job } = await send<{ job: { number: number } }>('POST', '/v1/what-if', body);
    return `Asked as question ${job.number}.`;
  };
  const names = [...new Set((value?.data ?? []).map(({ name }) => name))];
  return (
    <Panel title="Ask" class="spaced">
      <p class="soft">
        A model of the customers is fitted to the journal and plays them against each set, beside
        the venue and after everything else of this machine.{' '}
        <a href="/guide/what-if">What it knows</a>
      </p>
      <form
        class="form"
        data-question
        onSubmit={(event) => {
          event.preventDefault();
          action.run(ask);
        }}
      >
        <datalist id="what-if-parameters">
          {names.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        {lines.map((line) => (
          <div class="form row" key={line.key}>
            <label>
              Set
              <input
                class="field"
                maxLength={64}
                required
                value={line.set}
                onInput={(event) => change(line.key, { set: event.currentTarget.value })}
              />
            </label>
            <label>
              Parameter
              <input
                class="field"
                list="what-if-parameters"
                maxLength={64}
                required
                value={line.name}
                onInput={(event) => change(line.key, { name: event.currentTarget.value })}
              />
            </label>
            <label>
              Where; empty: the venue
              <input
                class="field"
                maxLength={160}
                value={line.target}
                onInput={(event) => change(line.key, { target: event.currentTarget.value })}
              />
            </label>
            <label>
              Value
              <input
                class="field number"
                inputMode="numeric"
                value={line.value}
                onInput={(event) => change(line.key, { value: event.currentTarget.value })}
              />
            </label>
            {lines.length > 1 && (
              <button
                type="button"
                class="button"
                aria-label={`Remove ${line.name || 'this value'} of set ${line.set}`}
                onClick={() => setLines(lines.filter((one) => one !== line))}
              >
                Remove
              </button>
            )}
          </div>
        ))}
        <div class="form row">
          <button
            type="button"
            class="button"
            disabled={lines.length >= LINES_MAX}
            onClick={() =>
              setLines([...lines, { ...FIRST, key: Math.max(...lines.map(({ key }) => key)) + 1 }])
            }
          >
            Another value
          </button>
          <label>
            Draws
            <input
              class="field number"
              inputMode="numeric"
              value={draws}
              onInput={(event) => setDraws(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="button main" disabled={action.isBusy || isRunning}>
            {isRunning ? 'One runs' : 'Ask'}
          </button>
        </div>
      </form>
      <Said action={action} />
    </Panel>
  );
}
