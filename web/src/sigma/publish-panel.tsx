/**
 * Publishing a bundle from its JSON file: a draft of its model card, an entry with its stamp, and the bundle itself. The venue computes
 * everything again; the page reads from the bundle only what the commands name.
 */
import { useState } from 'preact/hooks';
import { command, csrf } from '../account/session.js';
import { ApiError, get, type Problem } from '../live/api.js';
import { documentOf, sha256 } from '../marketplace/documents.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { useAction } from '../parts/use-action.js';

const DAY_MS = 86_400_000;
const TRIES = 50;
const LOOK_MS = 200;
const LICENCE =
  'The signals may be used for the subscriber’s own decisions. They may not be passed on. They are no advice and promise nothing.';

interface Bundle {
  readonly model_id: string;
  readonly model_card: { readonly name: string; readonly summary: string };
  readonly policy: { readonly signals_per_day_max: number };
  readonly stamp: { readonly stamp_sha: string; readonly lineage: { readonly pack_sha: string } };
}

export function PublishPanel() {
  const [file, setFile] = useState<File>();
  const [days, setDays] = useState(60);
  const action = useAction();
  const publish = async (): Promise<string> => {
    if (file === undefined) return '';
    const text = await file.text();
    const listingId = await published(text, days);
    return `Entered as listing ${listingId}. The venue checks the bundle now.`;
  };
  return (
    <Panel title="Publish to the market" class="spaced">
      <form
        class="form row"
        data-publish
        onSubmit={(event) => {
          event.preventDefault();
          action.run(publish);
        }}
      >
        <label>
          Bundle, its JSON file
          <input
            class="field"
            type="file"
            accept="application/json,.json"
            onChange={(event) => setFile(event.currentTarget.files?.[0])}
          />
        </label>
        <label>
          Days until the review, which is one
          <input
            class="field number"
            type="number"
            min={30}
            max={730}
            value={days}
            onInput={(event) => setDays(Math.floor(event.currentTarget.valueAsNumber || 0))}
          />
        </label>
        <button type="submit" class="button main" disabled={file === undefined || action.isBusy}>
          Publish
        </button>
      </form>
      <p class="soft">
        <code>patx sigma example</code> makes a bundle to learn from, <code>patx sigma check</code>{' '}
        says beforehand what the gates will. An entry costs the deposit of the venue.
      </p>
      <Said action={action} />
    </Panel>
  );
}

/** Makes the draft and the entry, and hands the bundle in; resolves with the listing. */
async function published(text: string, days: number): Promise<number> {
  const bundle = JSON.parse(text) as Bundle;
  const { name, summary } = bundle.model_card;
  const draft = await command('POST', '/market/listings', {
    ...{ listingId: 0, basedOnVersion: 0, listingKind: 'FEED' },
    ...(await documentOf({ title: name, description: summary, licence: LICENCE })),
    terms: {
      ...{ priceKind: 'SUBSCRIPTION', priceMicroPat: 0, freeQuotaUnits: 0, refundWindowMs: 0 },
      ...{ visibility: 'PUBLIC', licenceHash: await sha256(LICENCE), contractId: 0 },
      ...{ verifiedBuyersOnly: false, royalties: [] },
    },
  });
  const listingId = draft.referenceId;
  const at = `/market/listings/${listingId}`;
  const { version } = await again(() => get<{ readonly version: number }>(at));
  await command('POST', `${at}/entry`, {
    ...{ basedOnVersion: version, modelHash: await sha256(bundle.model_id) },
    ...{ packHash: bundle.stamp.lineage.pack_sha, stamp: bundle.stamp.stamp_sha },
    reviewAtMs: Date.now() + days * DAY_MS + DAY_MS / 2,
    signalsPerDayMax: bundle.policy.signals_per_day_max,
  });
  await again(() => handIn(`${at}/bundle`, text));
  return listingId;
}

async function handIn(path: string, body: string): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-csrf-token': csrf() };
  const answer = await fetch(path, { method: 'PUT', headers, body });
  if (answer.ok) return;
  throw new ApiError({ ...((await answer.json()) as Problem), status: answer.status });
}

/** The reader comes to what was done a moment after the venue. */
async function again<T>(act: () => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await act();
    } catch (error) {
      const isEarly = error instanceof ApiError && [404, 409].includes(error.problem.status);
      if (!isEarly || left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }
}
