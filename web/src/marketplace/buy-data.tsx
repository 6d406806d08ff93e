/** Buying a data set: what is accepted, what it costs, and by when it can be taken back, before anything is sent. */
import { useState } from 'preact/hooks';
import { command, may } from '../account/session.js';
import { useAnswer } from '../live/use-answer.js';
import { duration, pat } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { useAction } from '../parts/use-action.js';
import type { Listing, MarketTerms } from './shapes.js';

interface Props {
  readonly listing: Listing;
  readonly dossierId?: number;
}

const MICRO = 1_000_000;

export function BuyData({ listing, dossierId = 0 }: Props) {
  const terms = useAnswer<{ readonly terms: MarketTerms | null }>('/market/terms').value?.terms;
  const [isAccepted, setAccepted] = useState(false);
  const [cap, setCap] = useState(10);
  const action = useAction();
  const isUsage = listing.priceKind === 'USAGE';
  if (!may('TRADE') || terms === undefined || terms === null) return null;
  if (listing.priceKind === 'SUBSCRIPTION') return null;
  const buy = async (): Promise<string> => {
    const { referenceId } = await command('POST', '/purchases', {
      ...{ listingId: listing.listingId, basedOnVersion: listing.version, dossierId },
      ...{ licenceHash: listing.licenceHash, rulesHash: terms.rulesHash },
      ...{ capMicroPat: isUsage ? cap * MICRO : 0, renews: false },
    });
    return `Bought, as purchase ${referenceId}. It is among your data.`;
  };
  return (
    <Panel
      title="Buy"
      class="spaced"
      aside={<a href={`/data/${listing.listingId}/dossier`}>Check it first, in eight steps</a>}
    >
      <form
        class="form"
        data-buy-data
        onSubmit={(event) => {
          event.preventDefault();
          if (isAccepted) action.run(buy);
        }}
      >
        <p>
          <span class="soft">The price waits in escrow; you can take it back for </span>
          {duration(listing.refundWindowMs)}
          <span class="soft">, while less than a twentieth was read, and dispute it for </span>
          {duration(terms.disputeWindowMs)}.
        </p>
        {isUsage && (
          <label>
            Most a month may cost, PAT
            <input
              class="field number"
              type="number"
              min={0}
              value={cap}
              onInput={(event) => setCap(Math.floor(event.currentTarget.valueAsNumber || 0))}
            />
          </label>
        )}
        <label class="check">
          <input
            type="checkbox"
            checked={isAccepted}
            onChange={(event) => setAccepted(event.currentTarget.checked)}
          />
          I accept the licence {listing.licence} and the rules of the market
        </label>
        <button type="submit" class="button main" disabled={!isAccepted || action.isBusy}>
          Buy for {isUsage ? `at most ${cap}` : pat(listing.priceMicroPat)} PAT
        </button>
        <Said action={action} />
      </form>
    </Panel>
  );
}
