/** Every parameter: search, what is in force with its author and reason, and what waits for a second person. */
import { may, session } from '../../account/session.js';
import { queryOf, setQuery } from '../../app/router.js';
import { useAnswer } from '../../live/use-answer.js';
import { Choices } from '../../parts/choices.js';
import { moment } from '../../parts/format.js';
import { Panel } from '../../parts/panel.js';
import { type Column, Table } from '../../parts/table.js';
import { NotForYou } from '../not-for-you.js';
import { InboxPanel } from './inbox-panel.js';
import { amount, type Parameter, person, targetText } from './shapes.js';

const AGAIN_MS = 2_000;
type Shown = 'all' | 'set' | 'two';

const COLUMNS: readonly Column<Parameter>[] = [
  {
    title: 'Parameter',
    cell: ({ name, description }) => (
      <a class="plain" href={`/console/parameters/${name}`} data-item title={description}>
        {name}
      </a>
    ),
  },
  { title: 'Where', kind: 'wide', cell: ({ target }) => targetText(target) },
  { title: 'Value', kind: 'number', cell: ({ value, unit }) => amount(value, unit) },
  {
    title: 'Default',
    kind: 'number wide',
    cell: ({ defaultValue, unit }) => amount(defaultValue, unit),
  },
  {
    title: 'By',
    kind: 'wide',
    cell: ({ authorId, approverId }) =>
      approverId === 0 ? person(authorId) : `${person(authorId)}, with ${approverId}`,
  },
  { title: 'Why', kind: 'wide', cell: ({ reason }) => reason },
  {
    title: 'Since',
    kind: 'wide',
    cell: ({ effectiveMs }) => (effectiveMs === 0 ? '' : moment(effectiveMs)),
  },
  {
    title: 'Two persons',
    cell: ({ approvalRequired }) => (approvalRequired ? <span class="tag">two</span> : ''),
  },
];

const matches =
  (words: readonly string[], shown: Shown) =>
  ({ name, target, description, reason, version, approvalRequired }: Parameter): boolean => {
    if (shown === 'set' && version === 0) return false;
    if (shown === 'two' && !approvalRequired) return false;
    const text = `${name} ${target} ${description} ${reason}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };

export function ParametersPage() {
  const isFor = may('OPERATE');
  const path = isFor ? '/v1/parameters' : undefined;
  const { value } = useAnswer<{ readonly data: readonly Parameter[] }>(path, AGAIN_MS);
  if (session.value === null) return <p class="empty">Asking the venue …</p>;
  if (!isFor) return <NotForYou what="Parameters" />;
  const search = queryOf('search');
  const shown = (queryOf('show') || 'all') as Shown;
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = (value?.data ?? []).filter(matches(words, shown));
  return (
    <>
      <div class="head">
        <h1>Parameters</h1>
        <span class="soft" data-count>
          {rows.length} of {value?.data.length ?? 0}
        </span>
        <div class="ends">
          <Choices
            label="Which are shown"
            choices={[
              ['all', 'all'],
              ['set', 'set by somebody'],
              ['two', 'need two persons'],
            ]}
            value={shown}
            onChange={(one) => setQuery('show', one === 'all' ? '' : one)}
          />
          <input
            class="field"
            type="search"
            data-search
            aria-label="Search parameters"
            placeholder="Search, or press /"
            value={search}
            onInput={(event) => setQuery('search', event.currentTarget.value)}
          />
        </div>
      </div>
      <InboxPanel parameters={value?.data ?? []} />
      <Panel title="In force">
        <div data-list>
          <Table
            rows={rows}
            columns={COLUMNS}
            keyOf={({ name, target }) => (target === '' ? name : `${name} ${target}`)}
            mark="parameter"
            empty={value === undefined ? 'Asking the venue …' : 'No parameter has these words.'}
          />
        </div>
      </Panel>
    </>
  );
}
