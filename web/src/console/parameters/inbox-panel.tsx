/** What waits: for a second person, who approves it here, or for its time. Its author may take it back. */
import { useState } from 'preact/hooks';
import { command, session } from '../../account/session.js';
import { nowMs } from '../../live/clock.js';
import { useAnswer } from '../../live/use-answer.js';
import { duration, moment } from '../../parts/format.js';
import { Panel } from '../../parts/panel.js';
import { Said } from '../../parts/said.js';
import { type Action, useAction } from '../../parts/use-action.js';
import { approveRequest } from './approve.js';
import { amount, type Parameter, person, targetText, type Waiting } from './shapes.js';

const AGAIN_MS = 1_000;

interface Props {
  readonly parameters: readonly Parameter[];
}

export function InboxPanel({ parameters }: Props) {
  const { value } = useAnswer<{ readonly data: readonly Waiting[] }>(
    '/v1/parameter-requests',
    AGAIN_MS,
  );
  const action = useAction();
  const waiting = value?.data ?? [];
  return (
    <Panel title="Waits for a second person, or for its time" class="spaced">
      {waiting.length === 0 && <p class="empty">Nothing waits.</p>}
      <ul class="items" aria-label="What waits">
        {waiting.map((one) => (
          <Request key={one.requestId} request={one} {...{ parameters, action }} />
        ))}
      </ul>
      <Said action={action} />
    </Panel>
  );
}

interface RequestProps extends Props {
  readonly request: Waiting;
  readonly action: Action;
}

function Request({ request, parameters, action }: RequestProps) {
  const [reason, setReason] = useState('');
  const { requestId, name, authorId, effectiveMs, lapseMs, state } = request;
  const isMine = session.value?.accountId === authorId;
  const mayApprove = state === 'AWAITING_APPROVAL' && !isMine;
  const path = `/v1/parameter-requests/${requestId}`;
  const approve = async (): Promise<string> => {
    await approveRequest(request, reason);
    return effectiveMs === 0 ? `${name}: in force.` : `${name}: approved, waits for its time.`;
  };
  const withdraw = async (): Promise<string> => {
    await command('DELETE', `${path}?reason=${encodeURIComponent(reason)}`);
    return `${name}: taken back.`;
  };
  const isReady = reason.trim() !== '' && !action.isBusy;
  return (
    <li class="item" data-request={requestId} data-state={state}>
      <header>
        <h3>{name}</h3>
        <span class="soft">
          {person(authorId)} asked{isMine && ' (you)'}
          {lapseMs !== 0 && `, lapses in ${duration(lapseMs - nowMs.value)}`}
        </span>
      </header>
      <dl>
        <dt>What</dt>
        <dd data-what>{wantedOf(request, parameters)}</dd>
        <dt>Where</dt>
        <dd>{targetText(request.target)}</dd>
        <dt>Why</dt>
        <dd>{request.reason || 'no reason was given'}</dd>
        {effectiveMs !== 0 && (
          <>
            <dt>When</dt>
            <dd>{moment(effectiveMs)}</dd>
          </>
        )}
      </dl>
      <div class="form row">
        <label>
          Your reason, journaled
          <input
            class="field"
            maxLength={200}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        {mayApprove && (
          <button
            type="button"
            class="button main"
            disabled={!isReady}
            onClick={() => action.run(approve)}
          >
            Approve
          </button>
        )}
        <button
          type="button"
          class="button"
          disabled={!isReady}
          onClick={() => action.run(withdraw)}
        >
          {isMine ? 'Take back' : 'Refuse'}
        </button>
      </div>
    </li>
  );
}

/** The value from and to, or what else is asked for. */
function wantedOf(request: Waiting, parameters: readonly Parameter[]): string {
  const { name, target, value, changesApproval, isAction } = request;
  if (isAction) return 'A command that takes two persons';
  if (changesApproval !== null) {
    return changesApproval ? 'Changes are to need two persons' : 'One person is to be enough';
  }
  const known = parameters.filter((one) => one.name === name);
  const unit = known[0]?.unit ?? '';
  const now = (known.find((one) => one.target === target) ?? known[0])?.value ?? 0;
  const to = value === null ? 'not set here any more' : amount(value, unit);
  return `from ${amount(now, unit)} to ${to}`;
}
