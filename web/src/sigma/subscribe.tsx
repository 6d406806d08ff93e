/** A seat of a feed: what is accepted, what it costs for 30 days, and that it renews, before anything is sent. */
import { useState } from 'preact/hooks';
import { command, may } from '../account/session.js';
import { useAnswer } from '../live/use-answer.js';
import type { MarketTerms } from '../marketplace/shapes.js';
import { pat } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { useAction } from '../parts/use-action.js';
import { type Feed, type FeedListing, words } from './shapes.js';

interface Props {
  readonly listing: FeedListing;
  readonly feed: Feed;
}

export function Subscribe({ listing, feed }: Props) {
  const terms = useAnswer<{ readonly terms: MarketTerms | null }>('/market/terms').value?.terms;
  const [tier, setTier] = useState('');
  const [isTrial, setTrial] = useState(false);
  const [isAccepted, setAccepted] = useState(false);
  const action = useAction();
  const plan = feed.plans.find((one) => one.tier === tier) ?? feed.plans[0];
  if (!may('TRADE') || terms === undefined || terms === null || plan === undefined) return null;
  const subscribe = async (): Promise<string> => {
    const { referenceId } = await command('POST', '/market/subscribe', {
      ...{ listingId: listing.listingId, basedOnVersion: listing.version, tier: plan.tier },
      ...{ seats: 1, trial: isTrial, renews: true, dossierId: 0 },
      ...{ licenceHash: listing.licenceHash, rulesHash: terms.rulesHash },
    });
    return `Subscribed, as purchase ${referenceId}. It is among your feeds.`;
  };
  const price = isTrial ? `${plan.trialDays} days free` : `${pat(plan.priceMicroPat)} PAT`;
  return (
    <Panel title="Subscribe" class="spaced">
      <form
        class="form"
        data-subscribe
        onSubmit={(event) => {
          event.preventDefault();
          if (isAccepted) action.run(subscribe);
        }}
      >
        <label>
          Tier
          <select
            class="field"
            value={plan.tier}
            onChange={(event) => setTier(event.currentTarget.value)}
          >
            {feed.plans.map((one) => (
              <option key={one.tier} value={one.tier}>
                {words(one.tier)}, {pat(one.priceMicroPat)} PAT for 30 days
              </option>
            ))}
          </select>
        </label>
        {plan.trialDays > 0 && (
          <label class="check">
            <input
              type="checkbox"
              checked={isTrial}
              onChange={(event) => setTrial(event.currentTarget.checked)}
            />
            Try it for {plan.trialDays} days first, once
          </label>
        )}
        <p class="soft">
          It renews every 30 days until you cancel. What a feed does not serve because it is
          delisted comes back by whole days.
        </p>
        <label class="check">
          <input
            type="checkbox"
            checked={isAccepted}
            onChange={(event) => setAccepted(event.currentTarget.checked)}
          />
          I accept the licence and the rules of the market
        </label>
        <button type="submit" class="button main" disabled={!isAccepted || action.isBusy}>
          Subscribe: {price}
        </button>
        <Said action={action} />
      </form>
    </Panel>
  );
}
