/** Every account with what it has and may: search, and changing its limits. */
import { useState } from 'preact/hooks';
import { command } from '../account/session.js';
import { queryOf, setQuery } from '../app/router.js';
import { useAnswer } from '../live/use-answer.js';
import { microPatOf } from '../parts/amount.js';
import { count, pat } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { type Column, Table } from '../parts/table.js';
import { useAction } from '../parts/use-action.js';
import { ForOverseers } from './for-overseers.js';

interface Account {
  readonly accountId: number;
  readonly name: string;
  readonly role: string;
  readonly accountClass: string;
  readonly availableMicroPat: string;
  readonly reservedMicroPat: string;
  readonly escrowMicroPat: string;
  readonly exposureLimitMicroPat: string;
  readonly dailyCreditMicroPat: string;
  readonly openOrders: number;
  readonly openDeliveries: number;
  readonly killed: boolean;
}

interface Accounts {
  readonly data: readonly Account[];
  readonly next: number | null;
}

const AGAIN_MS = 3_000;
const PAGE = 200;
const limit = (microPat: string): string => (microPat === '' ? 'default' : pat(microPat));

const COLUMNS: readonly Column<Account>[] = [
  { title: 'Number', kind: 'number', cell: ({ accountId }) => accountId },
  {
    title: 'Name',
    cell: ({ name, killed }) => (
      <>
        {name || '–'} {killed && <span class="tag bad">killed</span>}
      </>
    ),
  },
  {
    title: 'Role',
    cell: ({ role, accountClass }) => `${role.toLowerCase()}, ${accountClass.toLowerCase()}`,
  },
  {
    title: 'To spend, PAT',
    kind: 'number wide',
    cell: ({ availableMicroPat }) => pat(availableMicroPat),
  },
  {
    title: 'In orders, PAT',
    kind: 'number wide',
    cell: ({ reservedMicroPat }) => pat(reservedMicroPat),
  },
  {
    title: 'In escrow, PAT',
    kind: 'number wide',
    cell: ({ escrowMicroPat }) => pat(escrowMicroPat),
  },
  {
    title: 'May be exposed, PAT',
    kind: 'number wide',
    cell: ({ exposureLimitMicroPat }) => limit(exposureLimitMicroPat),
  },
  {
    title: 'A day, PAT',
    kind: 'number wide',
    cell: ({ dailyCreditMicroPat }) => limit(dailyCreditMicroPat),
  },
  { title: 'Orders', kind: 'number wide', cell: ({ openOrders }) => count(openOrders) },
  { title: 'Deliveries', kind: 'number wide', cell: ({ openDeliveries }) => count(openDeliveries) },
];

export function AccountsPage() {
  const [after, setAfter] = useState(0);
  const { value } = useAnswer<Accounts>(`/v1/accounts?limit=${PAGE}&after=${after}`, AGAIN_MS);
  const search = queryOf('search').toLowerCase();
  const rows = (value?.data ?? []).filter(({ accountId, name, role }) =>
    `${accountId} ${name} ${role}`.toLowerCase().includes(search),
  );
  return (
    <ForOverseers
      title="Accounts and limits"
      ends={
        <input
          class="field"
          type="search"
          data-search
          aria-label="Search these accounts"
          placeholder="Search, or press /"
          value={queryOf('search')}
          onInput={(event) => setQuery('search', event.currentTarget.value)}
        />
      }
    >
      <Panel title="Accounts" class="spaced">
        <Table
          rows={rows}
          columns={COLUMNS}
          keyOf={({ accountId }) => accountId}
          mark="row-account"
          empty={value === undefined ? 'Asking the venue …' : 'No account here has these words.'}
        />
        {after > 0 && (
          <button type="button" class="button" onClick={() => setAfter(0)}>
            The first ones
          </button>
        )}
        {value?.next != null && (
          <button type="button" class="button" onClick={() => setAfter(value.next ?? 0)}>
            Further ones
          </button>
        )}
      </Panel>
      <Limits />
    </ForOverseers>
  );
}

const CLASSES = ['', 'RETAIL', 'QUALIFIED', 'INSTITUTION'];

function Limits() {
  const [target, setTarget] = useState('');
  const [exposure, setExposure] = useState('');
  const [credit, setCredit] = useState('');
  const [accountClass, setClass] = useState('');
  const action = useAction();
  const change = async (): Promise<string> => {
    const { awaitingApproval, referenceId } = await command('PATCH', `/v1/accounts/${target}`, {
      ...(accountClass === '' ? {} : { accountClass }),
      ...(exposure === '' ? {} : { exposureLimitMicroPat: microPatOf(exposure) }),
      ...(credit === '' ? {} : { dailyCreditMicroPat: microPatOf(credit) }),
    });
    if (awaitingApproval) return `It waits for a second person as request ${referenceId}.`;
    return `Account ${target} is changed.`;
  };
  const isReady =
    /^[1-9]\d*$/.test(target) && (exposure !== '' || credit !== '' || accountClass !== '');
  return (
    <Panel title="Change what an account may" class="spaced">
      <form
        class="form row"
        data-limits
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) action.run(change);
        }}
      >
        <label>
          Its number
          <input
            class="field number"
            inputMode="numeric"
            value={target}
            onInput={(event) => setTarget(event.currentTarget.value)}
          />
        </label>
        <label>
          Class
          <select
            class="field"
            value={accountClass}
            onChange={(event) => setClass(event.currentTarget.value)}
          >
            {CLASSES.map((one) => (
              <option key={one} value={one}>
                {one === '' ? 'as it is' : one.toLowerCase()}
              </option>
            ))}
          </select>
        </label>
        <label>
          May be exposed, PAT; −1 is the default
          <input
            class="field number"
            inputMode="decimal"
            value={exposure}
            onInput={(event) => setExposure(event.currentTarget.value)}
          />
        </label>
        <label>
          May spend a day, PAT; −1 is the default
          <input
            class="field number"
            inputMode="decimal"
            value={credit}
            onInput={(event) => setCredit(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button main" disabled={action.isBusy || !isReady}>
          Change it
        </button>
      </form>
      <Said action={action} />
    </Panel>
  );
}
