/** How each part of the venue stands: the reader that serves these pages, and everything that is watched. */
import type { Now } from '../live/now-shapes.js';
import { useAnswer } from '../live/use-answer.js';
import { count, moment } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { type Column, Table } from '../parts/table.js';
import { ForOverseers } from './for-overseers.js';

interface Status {
  readonly venue: string;
  readonly phase: number;
  readonly epoch: number;
  readonly coreVersion: number;
  readonly reader: {
    readonly stage: string;
    readonly durableSequence: number;
    readonly lagCommands: number;
    readonly progress: number;
    readonly commandsRead: number;
    readonly unexplainedMovements: number;
  };
  readonly asOfSequence: number;
  readonly asOfMs: number;
}

const AGAIN_MS = 1_000;
type Reading = Now['readings'][number];

const COLUMNS: readonly Column<Reading>[] = [
  { title: 'Part', cell: ({ name }) => name },
  { title: 'Stands at', kind: 'number', cell: ({ reading }) => reading },
  {
    title: 'Is',
    cell: ({ state }) => (
      <span class={`tag ${state === 'wrong' ? 'bad' : state === 'unwatched' ? 'warn' : ''}`}>
        {state}
      </span>
    ),
  },
  {
    title: 'Runbook',
    cell: ({ checkId }) => <a href={`/guide/operations#${checkId}`}>{checkId}</a>,
  },
];

export function HealthPage() {
  const { value } = useAnswer<Status>('/v1/status', AGAIN_MS);
  const now = useAnswer<Now>('/v1/now', AGAIN_MS);
  return (
    <ForOverseers title="Health of the parts">
      {value !== undefined && (
        <dl class="facts panel spaced" aria-label="The reader" data-reader={value.reader.stage}>
          <Fact name="Venue" text={`${value.venue}, phase ${value.phase}`} />
          <Fact name="Started" text={`${count(value.epoch)} times`} />
          <Fact name="Core" text={`version ${value.coreVersion}`} />
          <Fact name="On disk" text={count(value.reader.durableSequence)} />
          <Fact name="In the history" text={count(value.asOfSequence)} />
          <Fact name="Behind" text={`${count(value.reader.lagCommands)} commands`} />
          <Fact
            name="Reader"
            text={`${value.reader.stage}, ${(value.reader.progress * 100).toFixed(1)} %`}
          />
          <Fact name="Unexplained movements" text={count(value.reader.unexplainedMovements)} />
          <Fact name="As of" text={moment(value.asOfMs)} />
        </dl>
      )}
      <Panel title="Everything that is watched">
        <Table
          rows={now.value?.readings ?? []}
          columns={COLUMNS}
          keyOf={({ checkId }) => checkId}
          mark="part"
          empty="Asking the venue …"
        />
      </Panel>
    </ForOverseers>
  );
}

function Fact({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="number">{text}</dd>
    </div>
  );
}
