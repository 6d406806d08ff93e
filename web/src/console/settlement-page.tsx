/** How the venue settles: what the ledger holds against what was posted, batches, and how the settler stands. */
import { useAnswer } from '../live/use-answer.js';
import { count, moment, pat } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { type Column, Table } from '../parts/table.js';
import { usePages } from '../parts/use-pages.js';
import { ForOverseers } from './for-overseers.js';

interface Settlement {
  readonly chainId: number | null;
  readonly clearing: string;
  readonly totalMicroPat: string;
  readonly escrowMicroPat: string;
  readonly batch: Batch | null;
  readonly settler: {
    readonly state: string;
    readonly trouble: {
      readonly code: string;
      readonly detail: string;
      readonly sinceMs: number;
    } | null;
    readonly batchesInFlight: number;
    readonly lastBatchAtMs: number;
  } | null;
  readonly asOfSequence: number;
}

interface Batch {
  readonly batchId: number;
  readonly timeMs?: number;
  readonly batchHash: string;
  readonly ledgerSequence: number;
  readonly liabilitiesRoot: string;
  readonly liabilitiesSumMicroPat: string;
}

interface Movement {
  readonly sequence: number;
  readonly timeMs: number;
  readonly command: string;
  readonly accountId: number;
  readonly body: string;
  readonly code: number;
}

const AGAIN_MS = 2_000;

const BATCHES: readonly Column<Batch>[] = [
  { title: 'Batch', kind: 'number', cell: ({ batchId }) => batchId },
  { title: 'Final', cell: ({ timeMs }) => moment(timeMs ?? 0) },
  { title: 'Ledger up to', kind: 'number', cell: ({ ledgerSequence }) => count(ledgerSequence) },
  {
    title: 'Owed, PAT',
    kind: 'number',
    cell: ({ liabilitiesSumMicroPat }) => pat(liabilitiesSumMicroPat),
  },
  {
    title: 'Root of liabilities',
    kind: 'wide',
    cell: ({ liabilitiesRoot }) => <code class="wrap">{liabilitiesRoot}</code>,
  },
];

const KINDS = ['DEPOSIT', 'WITHDRAW'] as const;

export function SettlementPage() {
  const { value } = useAnswer<Settlement>('/v1/settlement', AGAIN_MS);
  const batches = usePages<Batch>('/v1/batches?limit=50', value?.batch?.batchId ?? 0);
  const audit = useAnswer<{ readonly data: readonly Movement[] }>('/v1/audit?limit=500', 5_000);
  const moved = (audit.value?.data ?? []).filter(({ command: kind }) =>
    KINDS.some((one) => kind.startsWith(one)),
  );
  return (
    <ForOverseers title="Settlement">
      {value !== undefined && <State settlement={value} />}
      <Panel title="Batches that are final on chain" class="spaced">
        <Table
          rows={batches.rows}
          columns={BATCHES}
          keyOf={({ batchId }) => batchId}
          mark="batch"
          empty={batches.isThere ? 'There is none yet.' : 'Asking the venue …'}
        />
        {batches.more !== undefined && (
          <button type="button" class="button" onClick={batches.more}>
            Older ones
          </button>
        )}
      </Panel>
      <Panel title="PAT that came and went" aside={<a href="/console/audit">All that was done</a>}>
        <Table
          rows={moved}
          columns={MOVES}
          keyOf={({ sequence }) => sequence}
          mark="moved"
          empty="Nothing among the last 500 commands of the audit trail."
        />
      </Panel>
    </ForOverseers>
  );
}

const bodyOf = (text: string): Readonly<Record<string, unknown>> => JSON.parse(text);

const MOVES: readonly Column<Movement>[] = [
  { title: 'When', cell: ({ timeMs }) => moment(timeMs) },
  { title: 'What', cell: ({ command: kind }) => kind.toLowerCase().replaceAll('_', ' ') },
  {
    title: 'Account',
    kind: 'number',
    cell: ({ body }) => String(bodyOf(body).targetAccountId ?? ''),
  },
  {
    title: 'PAT',
    kind: 'number',
    cell: ({ body }) => pat(String(bodyOf(body).amountMicroPat ?? 0)),
  },
  { title: 'By', kind: 'number wide', cell: ({ accountId }) => accountId },
  { title: 'Ended', cell: ({ code }) => (code === 0 ? 'done' : `refused, ${code}`) },
];

function State({ settlement }: { readonly settlement: Settlement }) {
  const { chainId, clearing, totalMicroPat, escrowMicroPat, batch, settler } = settlement;
  const drift =
    batch === null ? undefined : Number(totalMicroPat) - Number(batch.liabilitiesSumMicroPat);
  return (
    <>
      <dl class="facts panel spaced" aria-label="Reconciliation" data-settlement>
        <div>
          <dt>Ledger holds</dt>
          <dd class="number" data-total>
            {pat(totalMicroPat)} PAT
          </dd>
        </div>
        <div>
          <dt>Of it in escrow</dt>
          <dd class="number">{pat(escrowMicroPat)} PAT</dd>
        </div>
        <div>
          <dt>Posted by the last batch</dt>
          <dd class="number">
            {batch === null ? 'no batch yet' : `${pat(batch.liabilitiesSumMicroPat)} PAT`}
          </dd>
        </div>
        <div>
          <dt>Came and went since</dt>
          <dd class="number">{drift === undefined ? '–' : `${pat(drift)} PAT`}</dd>
        </div>
        <div>
          <dt>Chain</dt>
          <dd class="wrap">
            {chainId === null ? 'none: PAT is booked by operators' : `${chainId}, ${clearing}`}
          </dd>
        </div>
        <div>
          <dt>Settler</dt>
          <dd>
            {settler === null
              ? 'not here'
              : `${settler.state.toLowerCase()}, ${settler.batchesInFlight} in flight`}
          </dd>
        </div>
      </dl>
      {settler?.trouble != null && (
        <p class="bad" role="status">
          {settler.trouble.code} since {moment(settler.trouble.sinceMs)}: {settler.trouble.detail}
        </p>
      )}
    </>
  );
}
