/** What may act for the account: passkeys, sessions, keys; each with what it may, and taking it away. */
import { useState } from 'preact/hooks';
import { useAnswer } from '../live/use-answer.js';
import { moment } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { type Column, Table } from '../parts/table.js';
import { type Action, useAction } from '../parts/use-action.js';
import type { Passkey } from './passkey-assertion.js';
import { addPasskey, askForAdmission, command, ownKeyId, session } from './session.js';

interface Many<T> {
  readonly data: readonly T[];
}

interface KeySession {
  readonly keyId: number;
  readonly method: string;
  readonly label: string;
  readonly scopes: readonly string[];
  readonly openedMs: number;
  readonly expiresMs: number;
}

interface Key {
  readonly keyId: number;
  readonly publicKey: string;
  readonly scopes: readonly string[];
  readonly revoked: boolean;
}

const AGAIN_MS = 1_000;
const words = (scopes: readonly string[]): string =>
  scopes.length === 0 ? 'nothing' : scopes.join(', ').toLowerCase();

export function KeysPage() {
  const who = session.value;
  if (who === null) return <p class="empty">Asking the venue …</p>;
  if (who === undefined) {
    return (
      <>
        <div class="head">
          <h1>Keys and sessions</h1>
        </div>
        <p>
          <a href="/sign-in">Sign in</a> to see what may act for your account.
        </p>
      </>
    );
  }
  return (
    <>
      <div class="head">
        <h1>Keys and sessions</h1>
        <span class="soft">of account {who.accountId}</span>
      </div>
      <Passkeys />
      <Sessions />
      <Keys />
    </>
  );
}

function Passkeys() {
  const { value } = useAnswer<Many<Passkey>>('/v1/passkeys', AGAIN_MS);
  const [label, setLabel] = useState('');
  const action = useAction();
  const columns: readonly Column<Passkey>[] = [
    { title: 'Passkey', cell: (one) => one.label || `passkey ${one.passkeyId}` },
    { title: 'May', cell: ({ scopes }) => words(scopes) },
    { title: 'State', cell: (one) => <PasskeyState passkey={one} action={action} /> },
    {
      title: 'Remove it',
      cell: (one) => (
        <Remove
          action={action}
          text="Remove"
          name={`passkey ${one.label || one.passkeyId}`}
          path={`/v1/passkeys/${one.passkeyId}`}
          done="Removed, and the sessions opened with it ended."
        />
      ),
    },
  ];
  const add = async (): Promise<string> => {
    const isPending = await addPasskey(label);
    setLabel('');
    return isPending
      ? 'The passkey is registered, and another operator was asked to agree: it counts from then on.'
      : 'The passkey is registered: you can sign in with it.';
  };
  return (
    <Panel title="Passkeys" class="spaced">
      <p class="soft">
        A passkey signs in on its device or phone, and approves: whoever has one approves what
        another person asked for with it, and with nothing else.
      </p>
      <Table
        rows={value?.data ?? []}
        columns={columns}
        keyOf={({ passkeyId }) => passkeyId}
        mark="passkey"
        empty="The account has none."
      />
      <form
        class="form row"
        onSubmit={(event) => {
          event.preventDefault();
          action.run(add);
        }}
      >
        <label>
          What you call it
          <input
            class="field"
            maxLength={64}
            value={label}
            onInput={(event) => setLabel(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button main" disabled={action.isBusy}>
          Add a passkey
        </button>
      </form>
      <Said action={action} />
    </Panel>
  );
}

/** Whether it counts; one that waits can be asked for again, since requests lapse. */
function PasskeyState({
  passkey: { passkeyId, isPending },
  action,
}: {
  readonly passkey: Passkey;
  readonly action: Action;
}) {
  if (!isPending) return <>in use</>;
  const again = async (): Promise<string> => {
    await askForAdmission(passkeyId);
    return 'Another operator was asked to agree.';
  };
  return (
    <>
      waits for another operator{' '}
      <button
        type="button"
        class="button"
        disabled={action.isBusy}
        onClick={() => action.run(again)}
      >
        Ask again
      </button>
    </>
  );
}

function Sessions() {
  const { value } = useAnswer<Many<KeySession>>('/v1/sessions', AGAIN_MS);
  const action = useAction();
  const columns: readonly Column<KeySession>[] = [
    {
      title: 'Session',
      cell: (one) => (
        <>
          {one.label || `key ${one.keyId}`}
          {one.keyId === ownKeyId() && <span class="tag">this browser</span>}
        </>
      ),
    },
    { title: 'By', cell: ({ method }) => method.toLowerCase() },
    { title: 'May', kind: 'wide', cell: ({ scopes }) => words(scopes) },
    { title: 'Since', kind: 'wide', cell: ({ openedMs }) => moment(openedMs) },
    { title: 'Until', kind: 'wide', cell: ({ expiresMs }) => moment(expiresMs) },
    {
      title: 'End it',
      cell: ({ keyId, label }) => (
        <Remove
          action={action}
          text="End"
          name={`session ${label || keyId}`}
          path={`/v1/sessions/${keyId}`}
          done="Ended: its key does nothing any more."
        />
      ),
    },
  ];
  return (
    <Panel title="Sessions" class="spaced">
      <Table
        rows={value?.data ?? []}
        columns={columns}
        keyOf={({ keyId }) => keyId}
        mark="session"
        empty="There is none."
      />
      <Said action={action} />
    </Panel>
  );
}

const KEYS: readonly Column<Key>[] = [
  { title: 'Key', cell: ({ keyId }) => `key ${keyId}` },
  { title: 'May', cell: ({ scopes }) => words(scopes) },
  { title: 'Public key', kind: 'wide', cell: ({ publicKey }) => <code>{publicKey}</code> },
  { title: 'State', cell: ({ revoked }) => (revoked ? 'revoked' : 'in use') },
];

function Keys() {
  const { value } = useAnswer<Many<Key>>('/v1/account/keys', AGAIN_MS * 5);
  return (
    <Panel title="Keys of programs" class="spaced">
      <Table
        rows={value?.data ?? []}
        columns={KEYS}
        keyOf={({ keyId }) => keyId}
        mark="key"
        empty="There is none."
      />
      <p class="soft">An operator adds and revokes them.</p>
    </Panel>
  );
}

interface RemoveProps {
  readonly action: Action;
  readonly text: string;
  readonly name: string;
  readonly path: string;
  readonly done: string;
}

function Remove({ action, text, name, path, done }: RemoveProps) {
  const remove = async (): Promise<string> => {
    await command('DELETE', path);
    return done;
  };
  return (
    <button
      type="button"
      class="button"
      aria-label={`${text} ${name}`}
      disabled={action.isBusy}
      onClick={() => action.run(remove)}
    >
      {text}
    </button>
  );
}
