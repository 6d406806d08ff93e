/** One case: what it is about, what its accounts traded and set in that time, and the decision. */
import { useState } from 'preact/hooks';
import { command } from '../account/session.js';
import { setQuery } from '../app/router.js';
import { useAnswer } from '../live/use-answer.js';
import { count, moment } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { type Column, Table } from '../parts/table.js';
import { useAction } from '../parts/use-action.js';
import { type Case, looksLike } from './surveillance-page.js';

const DECISIONS = ['NO_VIOLATION', 'WARNED', 'RESTRICTED', 'REFERRED'] as const;
const ROWS = 200;
const AGAIN_MS = 5_000;
const words = (name: string): string => name.toLowerCase().replaceAll('_', ' ');

interface Fill {
  readonly sequence: number;
  readonly tradeId: number;
  readonly timeMs: number;
  readonly side: string;
  readonly liquidity?: string;
  readonly priceTicks: number;
  readonly quantityLots: number;
}

interface Order {
  readonly orderId: number;
  readonly createdMs: number;
  readonly side: string;
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly filledLots: number;
  readonly state: string;
}

const FILLS: readonly Column<Fill>[] = [
  { title: 'When', cell: ({ timeMs }) => moment(timeMs) },
  { title: 'Trade', kind: 'number', cell: ({ tradeId }) => tradeId },
  { title: 'Side', cell: ({ side }) => words(side) },
  { title: 'Price, ticks', kind: 'number', cell: ({ priceTicks }) => count(priceTicks) },
  { title: 'Lots', kind: 'number', cell: ({ quantityLots }) => count(quantityLots) },
];

const ORDERS: readonly Column<Order>[] = [
  { title: 'Placed', cell: ({ createdMs }) => moment(createdMs) },
  { title: 'Side', cell: ({ side }) => words(side) },
  { title: 'Price, ticks', kind: 'number', cell: ({ priceTicks }) => count(priceTicks) },
  {
    title: 'Traded',
    kind: 'number',
    cell: ({ filledLots, quantityLots }) => `${count(filledLots)} of ${count(quantityLots)}`,
  },
  { title: 'State', cell: ({ state }) => words(state) },
];

export function CasePanel({ about }: { readonly about: Case }) {
  const { caseId, kind, accountIds, seriesId, fromMs, untilMs, evidenceHash } = about;
  const { openedBy, openedMs, reason } = about;
  return (
    <Panel
      title={`Case ${caseId}`}
      class="spaced"
      aside={
        <button type="button" class="button" onClick={() => setQuery('case', '')}>
          Close
        </button>
      }
    >
      <dl class="facts" data-chosen={caseId}>
        <dt>Looks like</dt>
        <dd>
          {looksLike(kind)}
          {seriesId !== 0 && ` in series ${seriesId}`}, {moment(fromMs)} to {moment(untilMs)}
        </dd>
        <dt>Opened</dt>
        <dd>
          by {openedBy}, {moment(openedMs)}: {reason}
        </dd>
        <dt>Evidence, SHA-256</dt>
        <dd>
          <code class="wrap">{evidenceHash}</code>
        </dd>
      </dl>
      {accountIds.map((accountId) => (
        <Rows key={accountId} accountId={accountId} about={about} />
      ))}
      <Decide about={about} />
    </Panel>
  );
}

/** What an account did in the time of the case. */
function Rows({ accountId, about }: { readonly accountId: number; readonly about: Case }) {
  const { seriesId, fromMs, untilMs } = about;
  const asked = new URLSearchParams({
    ...{ accountId: String(accountId), fromMs: String(fromMs), toMs: String(untilMs + 1) },
    ...(seriesId === 0 ? {} : { seriesId: String(seriesId) }),
    limit: String(ROWS),
  });
  const fills = useAnswer<{ readonly data: readonly Fill[] }>(
    `/v1/account/fills?${asked}`,
    AGAIN_MS,
  );
  const orders = useAnswer<{ readonly data: readonly Order[] }>(
    `/v1/account/orders?${asked}`,
    AGAIN_MS,
  );
  const said = (rows: readonly unknown[] | undefined): string =>
    rows === undefined ? 'Asking the venue …' : 'None in that time.';
  return (
    <>
      <h3>What account {accountId} traded</h3>
      <Table
        rows={fills.value?.data ?? []}
        columns={FILLS}
        keyOf={({ sequence, tradeId }) => `${sequence}-${tradeId}`}
        mark={`fill-of-${accountId}`}
        empty={said(fills.value?.data)}
      />
      <h3>What account {accountId} ordered</h3>
      <Table
        rows={orders.value?.data ?? []}
        columns={ORDERS}
        keyOf={({ orderId, createdMs }) => `${orderId}-${createdMs}`}
        mark={`order-of-${accountId}`}
        empty={said(orders.value?.data)}
      />
    </>
  );
}

function Decide({ about }: { readonly about: Case }) {
  const { caseId, decision, decidedBy, decidedMs, decisionReason } = about;
  const [choice, setChoice] = useState<string>(DECISIONS[0]);
  const [reason, setReason] = useState('');
  const action = useAction();
  const decide = async (): Promise<string> => {
    const body = { decision: choice, reason };
    await command('POST', `/v1/surveillance/cases/${caseId}/decision`, body);
    setReason('');
    return `Case ${caseId} is decided: ${words(choice)}.`;
  };
  return (
    <>
      {decision !== null && (
        <p data-decided={decision}>
          Decided by {decidedBy}, {moment(decidedMs)}: <strong>{words(decision)}</strong>,{' '}
          {decisionReason}
        </p>
      )}
      <form
        class="form row"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() !== '') action.run(decide);
        }}
      >
        <label>
          Decision
          <select
            class="field"
            value={choice}
            onChange={(event) => setChoice(event.currentTarget.value)}
          >
            {DECISIONS.map((one) => (
              <option key={one} value={one}>
                {words(one)}
              </option>
            ))}
          </select>
        </label>
        <label>
          Because
          <input
            class="field"
            maxLength={200}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button main" disabled={action.isBusy || reason.trim() === ''}>
          {decision === null ? 'Decide' : 'Decide anew'}
        </button>
      </form>
      <p class="soft">
        A decision is written down and does nothing by itself: killing an account, or changing what
        it may, are acts of their own.
      </p>
      <Said action={action} />
    </>
  );
}
