/** What looks like the market being fooled, with its evidence; the cases that were made of it, and what was decided. */
import { useState } from 'preact/hooks';
import { command } from '../account/session.js';
import { queryOf, setQuery } from '../app/router.js';
import { useAnswer } from '../live/use-answer.js';
import { count, moment } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { type Column, Table } from '../parts/table.js';
import { useAction } from '../parts/use-action.js';
import { CasePanel } from './case-panel.js';
import { ForOverseers } from './for-overseers.js';

export interface About {
  readonly kind: string;
  readonly accountIds: readonly number[];
  readonly seriesId: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly evidenceHash: string;
}

interface Finding extends About {
  readonly number: number;
  readonly sequence: number;
  readonly evidence: readonly { readonly name: string; readonly value: number }[];
  readonly caseId: number | null;
}

export interface Case extends About {
  readonly caseId: number;
  readonly openedBy: number;
  readonly openedMs: number;
  readonly reason: string;
  readonly decision: string | null;
  readonly decidedBy: number;
  readonly decidedMs: number;
  readonly decisionReason: string;
}

const AGAIN_MS = 2_000;

const LOOKS: Readonly<Record<string, string>> = {
  WASH: 'wash trading',
  SPOOFING: 'spoofing',
  CLOSE: 'marking the close',
  PINGING: 'pinging',
  MINT_AND_DUMP: 'mint and dump',
  FISHING: 'fishing for quotes',
  OTHER: 'something else',
};
export const looksLike = (kind: string): string => LOOKS[kind] ?? kind.toLowerCase();
/** tradesOfTheLesser → trades of the lesser */
const worded = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const ABOUT: readonly Column<About>[] = [
  { title: 'Looks like', cell: ({ kind }) => looksLike(kind) },
  { title: 'Accounts', cell: ({ accountIds }) => accountIds.join(', ') },
  {
    title: 'Series',
    kind: 'number',
    cell: ({ seriesId }) =>
      seriesId === 0 ? '–' : <a href={`/console/series/${seriesId}`}>{seriesId}</a>,
  },
  { title: 'Until', kind: 'wide', cell: ({ untilMs }) => moment(untilMs) },
];

export function SurveillancePage() {
  return (
    <ForOverseers title="Surveillance" said="what looks like the market being fooled">
      <Chosen />
      <Findings />
      <Cases />
    </ForOverseers>
  );
}

/** The case whose number the address carries. */
function Chosen() {
  const caseId = Number(queryOf('case'));
  const path = '/v1/surveillance/cases?limit=1';
  const at =
    Number.isSafeInteger(caseId) && caseId > 0 ? `${path}&before=${caseId + 1}` : undefined;
  const { value } = useAnswer<{ readonly data: readonly Case[] }>(at, AGAIN_MS);
  const found = value?.data.find((one) => one.caseId === caseId);
  return found === undefined ? null : <CasePanel key={caseId} about={found} />;
}

function Findings() {
  const { value } = useAnswer<{
    readonly data: readonly Finding[];
    readonly watchedSinceSequence: number | null;
  }>('/v1/surveillance/findings?limit=200', AGAIN_MS);
  const action = useAction();
  const [reason, setReason] = useState('');
  const open = async (finding: Finding): Promise<string> => {
    const { kind, accountIds, seriesId, fromMs, untilMs, evidenceHash } = finding;
    const { referenceId } = await command('POST', '/v1/surveillance/cases', {
      ...{ caseKind: kind, parties: accountIds.map((accountId) => ({ accountId })), seriesId },
      ...{ fromTimeMs: fromMs, untilTimeMs: untilMs, evidenceHash, reason },
    });
    setReason('');
    setQuery('case', String(referenceId));
    return `It is case ${referenceId}.`;
  };
  const columns: readonly Column<Finding>[] = [
    ...ABOUT,
    {
      title: 'Because',
      kind: 'wide',
      cell: ({ evidence }) =>
        evidence.map(({ name, value: much }) => `${worded(name)} ${count(much)}`).join(', '),
    },
    { title: 'Sequence', kind: 'number wide', cell: ({ sequence }) => count(sequence) },
    {
      title: 'Case',
      cell: (finding) =>
        finding.caseId === null ? (
          <button
            type="button"
            class="button"
            aria-label={`Open a case of finding ${finding.number}`}
            disabled={action.isBusy || reason.trim() === ''}
            onClick={() => action.run(() => open(finding))}
          >
            Open a case
          </button>
        ) : (
          <CaseLink caseId={finding.caseId} />
        ),
    },
  ];
  const since = value?.watchedSinceSequence;
  return (
    <Panel
      title="Found"
      class="spaced"
      aside={since != null && <span class="soft">watched since sequence {count(since)}</span>}
    >
      <p class="soft">
        Found by fixed thresholds; nobody is accused and nothing is done by it. What was counted
        before the watch began, <code>patx surveil</code> finds in the journal.
      </p>
      <div class="form row">
        <label>
          Why a case is opened
          <input
            class="field"
            maxLength={200}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
      </div>
      <Table
        rows={value?.data ?? []}
        columns={columns}
        keyOf={({ number }) => number}
        mark="finding"
        empty={value === undefined ? 'Asking the venue …' : 'Nothing was found.'}
      />
      <Said action={action} />
    </Panel>
  );
}

function CaseLink({ caseId }: { readonly caseId: number }) {
  return (
    <button type="button" class="button" onClick={() => setQuery('case', String(caseId))}>
      Case {caseId}
    </button>
  );
}

const CASES: readonly Column<Case>[] = [
  { title: 'Case', kind: 'number', cell: ({ caseId }) => <CaseLink caseId={caseId} /> },
  ...ABOUT,
  { title: 'Opened', kind: 'wide', cell: ({ openedMs }) => moment(openedMs) },
  { title: 'Why', kind: 'wide', cell: ({ reason }) => reason },
  {
    title: 'Decision',
    cell: ({ decision }) =>
      decision === null ? (
        <span class="tag">open</span>
      ) : (
        decision.toLowerCase().replaceAll('_', ' ')
      ),
  },
];

function Cases() {
  const { value } = useAnswer<{ readonly data: readonly Case[] }>(
    '/v1/surveillance/cases?limit=200',
    AGAIN_MS,
  );
  return (
    <Panel title="Cases">
      <Table
        rows={value?.data ?? []}
        columns={CASES}
        keyOf={({ caseId }) => caseId}
        mark="case"
        empty={value === undefined ? 'Asking the venue …' : 'There is none.'}
      />
    </Panel>
  );
}
