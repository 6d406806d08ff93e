/** A statement: what the account had, what moved and why, what it had then; to print, and every movement as CSV. */
import { queryOf, setQuery } from '../app/router.js';
import { useAnswer } from '../live/use-answer.js';
import { count, moment, pat } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { type Column, Table } from '../parts/table.js';
import { SignedIn } from './signed-in.js';

interface Sums {
  readonly cashMicroPat: string;
  readonly pendingMicroPat: string;
  readonly collateralMicroPat: string;
  readonly escrowMicroPat: string;
}

interface Line extends Sums {
  readonly cause: string;
  readonly movements?: number;
}

interface Statement {
  readonly fromMs: number;
  readonly toMs: number;
  readonly opening: Sums;
  readonly lines: readonly Line[];
  readonly closing: Sums;
  readonly asOfSequence: number;
}

const DAY_MS = 86_400_000;
const DAYS = 30;
const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const COLUMNS: readonly Column<Line>[] = [
  {
    title: 'What',
    cell: ({ cause, movements }) => (
      <>
        {cause.toLowerCase().replaceAll('_', ' ')}
        {movements !== undefined && <span class="soft"> · {count(movements)} times</span>}
      </>
    ),
  },
  { title: 'PAT', kind: 'number', cell: ({ cashMicroPat }) => pat(cashMicroPat) },
  { title: 'Pending', kind: 'number wide', cell: ({ pendingMicroPat }) => pat(pendingMicroPat) },
  {
    title: 'Collateral',
    kind: 'number wide',
    cell: ({ collateralMicroPat }) => pat(collateralMicroPat),
  },
  { title: 'In escrow', kind: 'number', cell: ({ escrowMicroPat }) => pat(escrowMicroPat) },
];

export function StatementPage() {
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const from = queryOf('from') || day(today - DAYS * DAY_MS);
  const to = queryOf('to') || day(today);
  const [fromMs, toMs] = [Date.parse(`${from}T00:00Z`), Date.parse(`${to}T00:00Z`) + DAY_MS];
  const isTime = fromMs < toMs;
  const range = `fromMs=${fromMs}&toMs=${toMs}`;
  const { value, problem } = useAnswer<Statement>(
    isTime ? `/v1/account/statement?${range}` : undefined,
  );
  const rows: readonly Line[] =
    value === undefined
      ? []
      : [
          { cause: 'AT_THE_BEGINNING', ...value.opening },
          ...value.lines,
          { cause: 'AT_THE_END', ...value.closing },
        ];
  return (
    <SignedIn
      title="Statement"
      ends={
        <span class="no-print">
          <a href={`/v1/account/movements?format=csv&${range}`} download>
            Every movement as CSV
          </a>{' '}
          <button type="button" class="button" onClick={() => window.print()}>
            Print
          </button>
        </span>
      }
    >
      <div class="form row no-print spaced">
        <label>
          From, UTC
          <input
            class="field"
            type="date"
            value={from}
            onInput={(event) => setQuery('from', event.currentTarget.value)}
          />
        </label>
        <label>
          To, included
          <input
            class="field"
            type="date"
            value={to}
            onInput={(event) => setQuery('to', event.currentTarget.value)}
          />
        </label>
      </div>
      <Panel
        title={`From ${from} to ${to}`}
        aside={
          value !== undefined && (
            <span class="soft">
              until {moment(value.toMs)}, as of sequence {count(value.asOfSequence)}
            </span>
          )
        }
      >
        <Table
          rows={rows}
          columns={COLUMNS}
          keyOf={({ cause }) => cause}
          mark="line"
          empty={
            problem === undefined
              ? isTime
                ? 'Asking the venue …'
                : 'It ends before it begins.'
              : `${problem.title} ${problem.remedy}`
          }
        />
      </Panel>
    </SignedIn>
  );
}
