/**
 * What an agent asks for beyond its budget, by the link it was given: for how much, of what. The link says only numbers, and may
 * have been written by anybody; what is approved is what stands here, by the button and not by following the link.
 */
import { useState } from 'preact/hooks';
import { queryOf, setQuery } from '../app/router.js';
import { seriesById } from '../live/venue-feed.js';
import { pat } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { useAction } from '../parts/use-action.js';
import type { Agent } from './agents-page.js';
import { command, may } from './session.js';

const HOUR_MS = 3_600_000;
const HOURS = [1, 4, 24] as const;
const NUMBER = /^[1-9]\d{0,9}$/;
/** As the venue bounds what an agent may spend. */
const AMOUNT = /^[1-9]\d{0,15}$/;

interface Wanted {
  readonly agentKeyId: number;
  readonly amountMicroPat: string;
  readonly seriesId: number;
  readonly listingId: number;
}

/** What the link asks for; undefined where it is none, `odd` where it says something no agent asks. */
function wantedOf(): Wanted | 'odd' | undefined {
  const [agent, amount] = [queryOf('agent'), queryOf('amount')];
  const [series, listing] = [queryOf('series'), queryOf('listing')];
  if (agent === '') return undefined;
  const [thing] = [series, listing].filter((text) => text !== '');
  const isOne = (series === '') !== (listing === '') && NUMBER.test(thing ?? '');
  if (!NUMBER.test(agent) || !AMOUNT.test(amount) || !isOne) return 'odd';
  return {
    ...{ agentKeyId: Number(agent), amountMicroPat: amount },
    ...{ seriesId: Number(series), listingId: Number(listing) },
  };
}

export function ApproveSpend({ agents }: { readonly agents: readonly Agent[] | undefined }) {
  const wanted = wantedOf();
  const [hours, setHours] = useState<number>(1);
  const action = useAction();
  if (wanted === undefined) return <Said action={action} />;
  if (wanted === 'odd') {
    return (
      <Panel title="An agent asks" class="spaced">
        <p class="bad">This link is none of the venue’s: it names no agent, amount or thing.</p>
      </Panel>
    );
  }
  if (agents === undefined) return <p class="empty">Asking the venue …</p>;
  const { agentKeyId, amountMicroPat, seriesId, listingId } = wanted;
  const agent = agents.find(({ keyId }) => keyId === agentKeyId);
  if (agent === undefined) {
    return (
      <Panel title="An agent asks" class="spaced">
        <p class="bad" data-unknown-agent>
          The account has no agent with the key {agentKeyId}: there is nothing to approve.
        </p>
      </Panel>
    );
  }
  const close = (): void => {
    for (const name of ['agent', 'amount', 'series', 'listing']) setQuery(name, '');
  };
  const approve = async (): Promise<string> => {
    await command('POST', `/v1/agents/${agentKeyId}/approvals`, {
      ...{ amountMicroPat, seriesId, listingId },
      expiresTimeMs: Date.now() + hours * HOUR_MS - 1_000,
    });
    close();
    return `Approved: ${agent.label || `agent ${agentKeyId}`} may try again.`;
  };
  const contract = seriesById.value.get(seriesId)?.contract;
  return (
    <Panel title="An agent asks" class="spaced">
      <dl class="facts" data-wanted={agentKeyId}>
        <dt>Who</dt>
        <dd>{agent.label || `the agent with key ${agentKeyId}`}</dd>
        <dt>To spend once, at most</dt>
        <dd>
          <strong>{pat(amountMicroPat)} PAT</strong>, fees included; it has{' '}
          {pat(agent.leftMicroPat)} PAT left without asking
        </dd>
        <dt>For</dt>
        <dd>
          {seriesId === 0 ? (
            <a href={`/data/${listingId}`}>listing {listingId}</a>
          ) : (
            <a href={`/markets/${seriesId}`}>rights of {contract ?? `series ${seriesId}`}</a>
          )}
        </dd>
      </dl>
      {may('TRADE') ? (
        <form
          class="form row"
          onSubmit={(event) => {
            event.preventDefault();
            action.run(approve);
          }}
        >
          <label>
            Good for
            <select
              class="field"
              value={hours}
              onChange={(event) => setHours(Number(event.currentTarget.value))}
            >
              {HOURS.map((one) => (
                <option key={one} value={one}>
                  {one === 1 ? 'an hour' : `${one} hours`}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" class="button main" disabled={action.isBusy}>
            Approve this once
          </button>
          <button type="button" class="button" onClick={close}>
            No
          </button>
        </form>
      ) : (
        <p class="soft">This session may not trade, so it approves nothing.</p>
      )}
      <Said action={action} />
    </Panel>
  );
}
