/** One parameter: what it means, what is in force where, changing it after a try, and its history with the way back. */
import { useState } from 'preact/hooks';
import { may, session } from '../../account/session.js';
import { useAnswer } from '../../live/use-answer.js';
import { moment } from '../../parts/format.js';
import { Panel } from '../../parts/panel.js';
import { type Column, Table } from '../../parts/table.js';
import { NotForYou } from '../not-for-you.js';
import { ChangeForm } from './change-form.js';
import { HistoryPanel } from './history-panel.js';
import { InboxPanel } from './inbox-panel.js';
import { amount, type Parameter, person, targetText } from './shapes.js';

const AGAIN_MS = 2_000;

const VALUES: readonly Column<Parameter>[] = [
  { title: 'Where', cell: ({ target }) => targetText(target) },
  { title: 'Value', kind: 'number', cell: ({ value, unit }) => amount(value, unit) },
  {
    title: 'By',
    cell: ({ authorId, version }) => (version === 0 ? 'the default' : person(authorId)),
  },
  { title: 'Why', kind: 'wide', cell: ({ reason }) => reason },
  { title: 'Version', kind: 'number wide', cell: ({ version }) => version },
  {
    title: 'Since',
    kind: 'wide',
    cell: ({ effectiveMs }) => (effectiveMs === 0 ? '' : moment(effectiveMs)),
  },
];

export function ParameterPage({ name }: { readonly name: string }) {
  const isFor = may('OPERATE');
  const { value } = useAnswer<{ readonly data: readonly Parameter[] }>(
    isFor ? '/v1/parameters' : undefined,
    AGAIN_MS,
  );
  const [changes, setChanges] = useState(0);
  if (session.value === null) return <p class="empty">Asking the venue …</p>;
  if (!isFor) return <NotForYou what="Parameters" />;
  const values = (value?.data ?? []).filter((one) => one.name === name);
  const [first] = values;
  if (first === undefined) {
    return (
      <div class="head">
        <h1>{value === undefined ? 'Asking the venue …' : 'There is no such parameter'}</h1>
      </div>
    );
  }
  const { description, unit, minValue, maxValue, approvalRequired } = first;
  return (
    <>
      <div class="head">
        <h1>{name}</h1>
        {approvalRequired && <span class="tag">needs two persons</span>}
        <div class="ends">
          <a href="/console/parameters">All parameters</a>
        </div>
      </div>
      <p class="lead">
        {description} {amount(minValue, unit)} to {amount(maxValue, unit)}.
      </p>
      <Panel title="In force" class="spaced">
        <Table
          rows={values}
          columns={VALUES}
          keyOf={({ target }) => target || 'venue'}
          mark="value"
          empty=""
        />
      </Panel>
      <ChangeForm values={values} done={() => setChanges(changes + 1)} />
      <InboxPanel parameters={value?.data ?? []} />
      <HistoryPanel name={name} unit={unit} again={changes} />
    </>
  );
}
