/** Programs that may act for the account: what each has spent and may spend, ending one, granting one, and approving one thing. */
import { useAnswer } from '../live/use-answer.js';
import { moment, pat } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { type Column, Table } from '../parts/table.js';
import { useAction } from '../parts/use-action.js';
import { ApproveSpend } from './approve-spend.js';
import { GrantAgent } from './grant-agent.js';
import { command, may } from './session.js';
import { SignedIn } from './signed-in.js';

export interface Agent {
  readonly keyId: number;
  readonly label: string;
  readonly grantedMs: number;
  readonly expiresMs: number;
  readonly dailyBudgetMicroPat: string;
  readonly totalBudgetMicroPat: string;
  readonly spentTodayMicroPat: string;
  readonly spentMicroPat: string;
  readonly leftMicroPat: string;
  readonly mayExercise: boolean;
  readonly seriesIds: readonly number[];
  readonly providerIds: readonly number[];
  readonly approval: {
    readonly amountMicroPat: string;
    readonly seriesId: number;
    readonly listingId: number;
    readonly untilMs: number;
  } | null;
}

const AGAIN_MS = 1_000;

/** What an agent may buy, in words. */
const rangeOf = ({ seriesIds, providerIds, mayExercise }: Agent): string => {
  const isAny = seriesIds.length === 0 && providerIds.length === 0;
  const series = isAny ? 'rights of every series' : `rights of series ${seriesIds.join(', ')}`;
  const parts = [
    ...(isAny || seriesIds.length > 0 ? [series] : []),
    ...(providerIds.length > 0 ? [`listings of accounts ${providerIds.join(', ')}`] : []),
    ...(mayExercise ? ['exercise'] : []),
  ];
  return parts.join('; ');
};

const approvalOf = ({ approval }: Agent): string => {
  if (approval === null) return '–';
  const { amountMicroPat, seriesId, listingId, untilMs } = approval;
  const what = seriesId === 0 ? `listing ${listingId}` : `series ${seriesId}`;
  return `${pat(amountMicroPat)} PAT for ${what}, until ${moment(untilMs)}`;
};

export function AgentsPage() {
  return (
    <SignedIn title="Agents">
      <Content />
    </SignedIn>
  );
}

function Content() {
  const { value } = useAnswer<{ readonly data: readonly Agent[] }>('/v1/agents', AGAIN_MS);
  const agents = value?.data;
  return (
    <>
      <ApproveSpend agents={agents} />
      <Agents agents={agents} />
      {may('TRADE') && <GrantAgent />}
    </>
  );
}

function Agents({ agents }: { readonly agents: readonly Agent[] | undefined }) {
  const action = useAction();
  const columns: readonly Column<Agent>[] = [
    { title: 'Agent', cell: ({ label, keyId }) => label || `key ${keyId}` },
    { title: 'May buy', kind: 'wide', cell: rangeOf },
    {
      title: 'Spent today, PAT',
      kind: 'number',
      cell: (one) => `${pat(one.spentTodayMicroPat)} of ${pat(one.dailyBudgetMicroPat)}`,
    },
    {
      title: 'Spent in all, PAT',
      kind: 'number wide',
      cell: (one) => `${pat(one.spentMicroPat)} of ${pat(one.totalBudgetMicroPat)}`,
    },
    { title: 'Has left, PAT', kind: 'number', cell: ({ leftMicroPat }) => pat(leftMicroPat) },
    { title: 'Beyond it, once', kind: 'wide', cell: approvalOf },
    { title: 'Until', kind: 'wide', cell: ({ expiresMs }) => moment(expiresMs) },
    {
      title: 'End it',
      cell: ({ keyId, label }) => (
        <button
          type="button"
          class="button"
          aria-label={`End agent ${label || keyId}`}
          disabled={action.isBusy}
          onClick={() =>
            action.run(async () => {
              await command('DELETE', `/v1/sessions/${keyId}`);
              return 'Ended: its key does nothing any more.';
            })
          }
        >
          End
        </button>
      ),
    },
  ];
  return (
    <Panel title="What may buy for you" class="spaced">
      <p class="soft">
        An agent has a key of its own and a budget the venue holds it to, whatever it was told by
        whom. <a href="/guide/agents">How to connect one</a>
      </p>
      <Table
        rows={agents ?? []}
        columns={columns}
        keyOf={({ keyId }) => keyId}
        mark="agent"
        empty={agents === undefined ? 'Asking the venue …' : 'The account has none.'}
      />
      <Said action={action} />
    </Panel>
  );
}
