/** What the broker would have earned with other parameters: the question, how far it is, and the answer with how sure it is. */
import { may, send } from '../account/session.js';
import { useAnswer } from '../live/use-answer.js';
import { count, duration, moment, share } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { useAction } from '../parts/use-action.js';
import { ForOverseers } from './for-overseers.js';
import { WhatIfAnswer } from './what-if-answer.js';
import { WhatIfQuestion } from './what-if-question.js';

export interface Side {
  readonly takers: number;
  readonly k: number | null;
  readonly kError: number | null;
  readonly shownPpm: number;
}

export interface SetAnswer {
  readonly set: string;
  readonly verdict: string;
  readonly reasons: readonly string[];
  readonly morePat: number;
  readonly fromPat: number;
  readonly untilPat: number;
  readonly boughtLots: number;
  readonly soldLots: number;
  readonly unseenTraded: number;
  readonly leftOut: number;
}

export interface Report {
  readonly earnedPat: number;
  readonly reproducedPat: number;
  readonly unmodelledOrders: number;
  readonly buys: Side;
  readonly sells: Side;
  readonly answers: readonly SetAnswer[];
}

interface Job {
  readonly number: number;
  readonly accountId: number;
  readonly draws: number;
  readonly stage: 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELED';
  readonly progressPpm: number;
  readonly begunMs: number;
  readonly endedMs: number | null;
  readonly untilSequence: number;
  readonly sets: readonly {
    readonly name: string;
    readonly values: readonly {
      readonly name: string;
      readonly target: string;
      readonly value: number;
    }[];
  }[];
  readonly problem: string | null;
  readonly report: Report | null;
}

const AGAIN_MS = 1_000;
const STAGES: Readonly<Record<Job['stage'], string>> = {
  RUNNING: 'plays the customers',
  DONE: 'done',
  FAILED: 'failed',
  CANCELED: 'called off',
};

export function WhatIfPage() {
  return (
    <ForOverseers title="What if" said="what other parameters would have earned">
      <Content />
    </ForOverseers>
  );
}

function Content() {
  const { value } = useAnswer<{ readonly job: Job | null }>('/v1/what-if', AGAIN_MS);
  const job = value?.job ?? undefined;
  const isRunning = job?.endedMs === null;
  return (
    <>
      <WhatIfQuestion isRunning={isRunning} />
      {job !== undefined && <JobPanel job={job} />}
      {job?.report != null && <WhatIfAnswer report={job.report} />}
    </>
  );
}

function JobPanel({ job }: { readonly job: Job }) {
  const { number, accountId, stage, progressPpm, begunMs, endedMs, untilSequence, draws } = job;
  const action = useAction();
  return (
    <Panel
      title={`Question ${number}`}
      class="spaced"
      aside={
        endedMs === null &&
        may('OPERATE') && (
          <button
            type="button"
            class="button"
            disabled={action.isBusy}
            onClick={() =>
              action.run(async () => {
                await send('DELETE', '/v1/what-if');
                return 'It ends.';
              })
            }
          >
            Call it off
          </button>
        )
      }
    >
      <dl class="facts" data-stage={stage}>
        <dt>Asked</dt>
        <dd>
          by {accountId}, {moment(begunMs)}, at sequence {count(untilSequence)}, {draws} draws
        </dd>
        <dt>Sets</dt>
        <dd>
          {job.sets.map(({ name, values }) => (
            <div key={name}>
              {name}:{' '}
              {values
                .map((one) => `${one.name}${one.target && ` at ${one.target}`} = ${one.value}`)
                .join(', ')}
            </div>
          ))}
        </dd>
        <dt>How far</dt>
        <dd>
          {STAGES[stage]}
          {endedMs === null
            ? ` · ${share(progressPpm, 0)}`
            : ` · took ${duration(endedMs - begunMs)}`}
        </dd>
      </dl>
      {endedMs === null && (
        <progress class="wide-bar" max={1_000_000} value={progressPpm} aria-label="How far it is" />
      )}
      {job.problem !== null && (
        <p class="bad" data-problem>
          {job.problem}
        </p>
      )}
      <Said action={action} />
    </Panel>
  );
}
