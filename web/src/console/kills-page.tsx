/** Kill switches: what each would stop, counted beforehand; what is left under those that are set; and their release by another. */
import { useState } from 'preact/hooks';
import { command, may, session } from '../account/session.js';
import type { Now } from '../live/now-shapes.js';
import { useAnswer } from '../live/use-answer.js';
import { seriesById } from '../live/venue-feed.js';
import { count } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { useAction } from '../parts/use-action.js';
import { NotForYou } from './not-for-you.js';

type Scope = 'GLOBAL' | 'SERIES' | 'ACCOUNT' | 'QUOTER';

interface Status {
  readonly kills: readonly { readonly scope: Scope; readonly targetId: number }[];
}

const AGAIN_MS = 1_000;
const SCOPES: readonly (readonly [Scope, string])[] = [
  ['SERIES', 'a series'],
  ['ACCOUNT', 'an account'],
  ['QUOTER', 'the broker’s quoter'],
  ['GLOBAL', 'everything'],
];
const hasTarget = (scope: Scope): boolean => scope === 'SERIES' || scope === 'ACCOUNT';

export function KillsPage() {
  const { value } = useAnswer<Status>('/v1/status', AGAIN_MS);
  if (session.value === null) return <p class="empty">Asking the venue …</p>;
  if (!may('OPERATE')) return <NotForYou what="Kill switches" />;
  return (
    <>
      <div class="head">
        <h1>Kill switches</h1>
        <span class="soft">
          Each blocks, cancels, counts that nothing is left, and stays until another person releases
          it.
        </span>
      </div>
      <SetKills kills={value?.kills ?? []} />
      <NewKill />
    </>
  );
}

function SetKills({ kills }: { readonly kills: Status['kills'] }) {
  const now = useAnswer<Now>('/v1/now', AGAIN_MS);
  const action = useAction();
  const causes = now.value?.items.filter(({ checkId }) => checkId === 'kill-switch') ?? [];
  const release = (killScope: Scope, targetId: number) => async (): Promise<string> => {
    const reason = 'released on the page of kill switches';
    await command('POST', '/v1/kill-releases', { killScope, targetId, reason });
    return 'Released.';
  };
  return (
    <Panel title="Set now" class="spaced">
      {kills.length === 0 && <p class="empty">None is set.</p>}
      <ul class="items">
        {kills.map(({ scope, targetId }, i) => (
          <li key={`${scope} ${targetId}`} class="item bad" data-kill={scope}>
            <p>
              <strong>{causes[i]?.title ?? `${scope.toLowerCase()} ${targetId}`}</strong>
            </p>
            <p class="soft">{causes[i]?.cause}</p>
            <button
              type="button"
              class="button main"
              disabled={action.isBusy}
              onClick={() => action.run(release(scope, targetId))}
            >
              Release
            </button>
          </li>
        ))}
      </ul>
      <Said action={action} />
    </Panel>
  );
}

function NewKill() {
  const [scope, setScope] = useState<Scope>('SERIES');
  const [target, setTarget] = useState('');
  const [reason, setReason] = useState('');
  const [isSure, setSure] = useState(false);
  const action = useAction();
  const targetId = hasTarget(scope) ? Number(target) : 0;
  const orders = ordersUnder(scope, targetId);
  const set = async (): Promise<string> => {
    const { affectedCount } = await command('POST', '/v1/kills', {
      killScope: scope,
      targetId,
      reason,
    });
    setSure(false);
    setReason('');
    return `Set. ${count(affectedCount)} orders were cancelled at once; what is left is counted above.`;
  };
  const isReady = reason.trim() !== '' && isSure && (!hasTarget(scope) || targetId >= 1);
  return (
    <Panel title="Set one" class="spaced">
      <form
        class="form row"
        data-new-kill
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) action.run(set);
        }}
      >
        <label>
          Stop
          <select
            class="field"
            value={scope}
            onChange={(event) => setScope(event.currentTarget.value as Scope)}
          >
            {SCOPES.map(([one, text]) => (
              <option key={one} value={one}>
                {text}
              </option>
            ))}
          </select>
        </label>
        {hasTarget(scope) && (
          <label>
            Its number
            <input
              class="field number"
              inputMode="numeric"
              value={target}
              onInput={(event) => setTarget(event.currentTarget.value)}
            />
          </label>
        )}
        <label>
          Reason, journaled
          <input
            class="field"
            maxLength={200}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <p data-effect>
          {orders === undefined
            ? 'Its live orders are cancelled and counted when it is set.'
            : `${count(orders)} live orders are under it now, and would be cancelled.`}
        </p>
        <label class="check">
          <input
            type="checkbox"
            checked={isSure}
            onChange={(event) => setSure(event.currentTarget.checked)}
          />
          I know that another person has to release it
        </label>
        <button type="submit" class="button grave" disabled={action.isBusy || !isReady}>
          Set the kill switch
        </button>
        <Said action={action} />
      </form>
    </Panel>
  );
}

/** Live orders that would be cancelled, where the public state says. */
function ordersUnder(scope: Scope, targetId: number): number | undefined {
  if (scope === 'SERIES') return seriesById.value.get(targetId)?.openOrders;
  if (scope !== 'GLOBAL') return undefined;
  return [...seriesById.value.values()].reduce((sum, { openOrders }) => sum + openOrders, 0);
}
