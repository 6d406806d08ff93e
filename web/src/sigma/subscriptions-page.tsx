/** Seats of an account: until when each is paid, whether it goes on, and what moved of its money by them. */
import { command } from '../account/session.js';
import { useAnswer } from '../live/use-answer.js';
import { SignedIn } from '../marketplace/signed-in.js';
import { moment, pat } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { useAction } from '../parts/use-action.js';
import { Ledger } from './ledger.js';
import { type Subscription, words } from './shapes.js';

const AGAIN_MS = 1_000;

export function SubscriptionsPage() {
  return (
    <SignedIn what="Your feeds">
      <Subscriptions />
      <Ledger />
    </SignedIn>
  );
}

function Subscriptions() {
  const { value } = useAnswer<{ readonly data: readonly Subscription[] }>(
    '/market/subscriptions?limit=100',
    AGAIN_MS,
  );
  const action = useAction();
  const act = (path: string, one: Subscription, said: string) => async (): Promise<string> => {
    await command('POST', path, { purchaseId: one.purchaseId });
    return said;
  };
  return (
    <Panel title="Seats" class="spaced">
      <Said action={action} />
      {value?.data.length === 0 && (
        <p class="empty">
          No seat is held. <a href="/feeds">Discover feeds</a>
        </p>
      )}
      <ul class="items">
        {value?.data.map((one) => {
          const state = one.endedMs === 0 ? one.status : one.cause;
          return (
            <li key={one.purchaseId} class="item" data-seat={one.purchaseId} data-state={state}>
              <a href={`/feeds/${one.listingId}`}>{one.title}</a> {words(one.tier)}
              {one.isTrial && ', a trial'}: {words(state)},{' '}
              <span class="number">{pat(one.priceMicroPat)} PAT</span> for 30 days
              {one.endedMs === 0 && (
                <>
                  {' '}
                  until {moment(one.untilMs)}, {one.renews ? 'renews' : 'ends then'}
                  <p class="ends">
                    {one.renews ? (
                      <button
                        type="button"
                        class="button"
                        onClick={() =>
                          action.run(act('/market/cancel', one, 'It ends with what is paid for.'))
                        }
                      >
                        Cancel
                      </button>
                    ) : (
                      <button
                        type="button"
                        class="button main"
                        onClick={() => action.run(act('/market/renew', one, 'It goes on.'))}
                      >
                        Renew
                      </button>
                    )}
                  </p>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
