/** Everything that was done and is not trading itself: who, what, why, how it ended; by person, kind and time, and as a file. */
import { queryOf, setQuery } from '../app/router.js';
import { count, moment } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { type Column, Table } from '../parts/table.js';
import { usePages } from '../parts/use-pages.js';
import { ForOverseers } from './for-overseers.js';

interface Done {
  readonly sequence: number;
  readonly timeMs: number;
  readonly command: string;
  readonly accountId: number;
  readonly reason: string;
  readonly body: string;
  readonly code: number;
  readonly reference: number;
}

const BODY_SHOWN = 120;

const COLUMNS: readonly Column<Done>[] = [
  { title: 'Sequence', kind: 'number', cell: ({ sequence }) => count(sequence) },
  { title: 'When', cell: ({ timeMs }) => moment(timeMs) },
  {
    title: 'Who',
    kind: 'number',
    cell: ({ accountId }) => (accountId === 0 ? 'venue' : accountId),
  },
  { title: 'What', cell: ({ command }) => command.toLowerCase().replaceAll('_', ' ') },
  { title: 'Why', kind: 'wide', cell: ({ reason }) => reason },
  {
    title: 'Asked for',
    kind: 'wide',
    cell: ({ body }) => (
      <code class="wrap" title={body}>
        {body.length > BODY_SHOWN ? `${body.slice(0, BODY_SHOWN)} …` : body}
      </code>
    ),
  },
  { title: 'Ended', cell: ({ code }) => (code === 0 ? 'done' : `refused, ${code}`) },
];

/** What the venue looks for; words are looked for in what it gave. */
function pathOf(who: string, from: string, to: string): string {
  const asked = new URLSearchParams({ limit: '200' });
  if (/^\d{1,10}$/.test(who)) asked.set('accountId', who);
  for (const [name, text] of [
    ['fromMs', from],
    ['toMs', to],
  ] as const) {
    const ms = Date.parse(`${text}Z`);
    if (Number.isFinite(ms)) asked.set(name, String(ms));
  }
  return `/v1/audit?${asked.toString()}`;
}

export function AuditPage() {
  const [who, from, to] = [queryOf('who'), queryOf('from'), queryOf('to')];
  const words = queryOf('search').toLowerCase().split(/\s+/).filter(Boolean);
  const path = pathOf(who, from, to);
  const { rows, isThere, more } = usePages<Done>(path);
  const shown = rows.filter(({ command, reason, body, sequence }) => {
    const text = `${sequence} ${command.replaceAll('_', ' ')} ${reason} ${body}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return (
    <ForOverseers title="Audit" said="who did what, why, and how it ended">
      <Panel
        title="Look for"
        class="spaced"
        aside={
          <a href={`${path.replace('limit=200', 'format=csv')}`} download>
            As CSV
          </a>
        }
      >
        <div class="form row">
          <label>
            Words
            <input
              class="field"
              type="search"
              data-search
              placeholder="or press /"
              value={queryOf('search')}
              onInput={(event) => setQuery('search', event.currentTarget.value)}
            />
          </label>
          <label>
            Who, its number
            <input
              class="field number"
              inputMode="numeric"
              value={who}
              onInput={(event) => setQuery('who', event.currentTarget.value)}
            />
          </label>
          <label>
            From, UTC
            <input
              class="field"
              type="datetime-local"
              value={from}
              onInput={(event) => setQuery('from', event.currentTarget.value)}
            />
          </label>
          <label>
            To, UTC
            <input
              class="field"
              type="datetime-local"
              value={to}
              onInput={(event) => setQuery('to', event.currentTarget.value)}
            />
          </label>
        </div>
      </Panel>
      <Panel
        title="What was done"
        aside={
          <span class="soft" data-count>
            {shown.length} of {rows.length} read
          </span>
        }
      >
        <Table
          rows={shown}
          columns={COLUMNS}
          keyOf={({ sequence }) => sequence}
          mark="done"
          empty={isThere ? 'Nothing fits among those that were read.' : 'Asking the venue …'}
        />
        {more !== undefined && (
          <button type="button" class="button" onClick={more}>
            Older ones
          </button>
        )}
      </Panel>
    </ForOverseers>
  );
}
