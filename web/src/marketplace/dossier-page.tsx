/** Eight steps before a purchase, kept by the venue: left at any step, they go on where they were. */
import { useState } from 'preact/hooks';
import { command } from '../account/session.js';
import type { PageParams } from '../app/page-loaders.js';
import { useAnswer } from '../live/use-answer.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { useAction } from '../parts/use-action.js';
import { BuyData } from './buy-data.js';
import { documentOf } from './documents.js';
import { Quality } from './quality.js';
import type { Listing, MarketTerms } from './shapes.js';
import { SignedIn } from './signed-in.js';

const STEPS = [
  ['NEED', 'What do you need it for?'],
  ['VETTING', 'The rules of the market: you accept them as they are now.'],
  ['PROVIDER', 'The provider: identity, record, disputes. What do you make of it?'],
  ['PROVENANCE', 'Where it comes from, and on which legal basis. Does it fit yours?'],
  ['QUALITY', 'What was measured. Which thresholds do you set, and are they met?'],
  ['GOVERNANCE', 'Who owns it after you bought it, for which purpose, until when?'],
  ['VERIFY', 'What did your own check on the sample say?'],
  ['MONITOR', 'Which changes do you want to hear of?'],
] as const;

interface Dossier {
  readonly dossierId: number;
  readonly listingId: number;
  readonly version: number;
  readonly purchaseId: number;
  readonly steps: readonly {
    readonly step: string;
    readonly document: Readonly<Record<string, unknown>> | null;
  }[];
}

const AGAIN_MS = 1_000;
const YEAR_MS = 365 * 86_400_000;

export function DossierPage({ id }: PageParams) {
  return (
    <SignedIn what="Dossier" scope="TRADE">
      <Wizard listingId={id} />
    </SignedIn>
  );
}

function Wizard({ listingId }: { readonly listingId: number }) {
  const listing = useAnswer<Listing>(`/market/listings/${listingId}`, AGAIN_MS).value;
  const terms = useAnswer<{ readonly terms: MarketTerms | null }>('/market/terms').value?.terms;
  const all = useAnswer<{ readonly data: readonly Dossier[] }>('/purchases/drafts', AGAIN_MS);
  const action = useAction();
  const dossier = all.value?.data.find(
    (one) => one.listingId === listingId && one.purchaseId === 0,
  );
  const begin = async (): Promise<string> => {
    await command('POST', '/purchases/draft', { listingId });
    return 'Begun. It is kept as you fill it.';
  };
  if (listing === undefined) return <p class="empty">Asking the venue …</p>;
  const isStale = dossier !== undefined && dossier.version !== listing.version;
  const filled = new Map(dossier?.steps.map(({ step, document }) => [step, document]));
  const next = STEPS.find(([step]) => !filled.has(step));
  return (
    <>
      <p>
        Of <a href={`/data/${listingId}`}>{listing.title}</a>: {filled.size} of {STEPS.length} steps
        filled.
      </p>
      {(dossier === undefined || isStale) && (
        <p>
          {isStale && 'The listing has changed since. '}
          <button type="button" class="button main" onClick={() => action.run(begin)}>
            {isStale ? 'Begin anew' : 'Begin'}
          </button>
        </p>
      )}
      <Said action={action} />
      {dossier !== undefined && !isStale && next !== undefined && (
        <Step
          key={next[0]}
          dossierId={dossier.dossierId}
          step={next[0]}
          question={next[1]}
          listing={listing}
          rulesHash={terms?.rulesHash ?? ''}
        />
      )}
      {filled.size > 0 && (
        <Panel title="Filled" class="spaced">
          <dl class="rows" data-filled={filled.size}>
            {[...filled].map(([step, document]) => (
              <Filled key={step} step={step} text={String(document?.text ?? '')} />
            ))}
          </dl>
        </Panel>
      )}
      {dossier !== undefined && !isStale && (
        <BuyData listing={listing} dossierId={dossier.dossierId} />
      )}
    </>
  );
}

function Filled({ step, text }: { readonly step: string; readonly text: string }) {
  return (
    <>
      <dt>{step.toLowerCase()}</dt>
      <dd>{text}</dd>
    </>
  );
}

interface StepProps {
  readonly dossierId: number;
  readonly step: string;
  readonly question: string;
  readonly listing: Listing;
  readonly rulesHash: string;
}

function Step({ dossierId, step, question, listing, rulesHash }: StepProps) {
  const [text, setText] = useState('');
  const action = useAction();
  const fill = async (): Promise<string> => {
    const isPlan = step === 'GOVERNANCE';
    await command('POST', `/purchases/draft/${dossierId}/steps`, {
      ...{ step, ...(await documentOf({ text })) },
      acceptedHash: step === 'VETTING' ? rulesHash : '',
      ...(isPlan ? { deletionDueMs: Date.now() + YEAR_MS } : {}),
    });
    return 'Kept.';
  };
  return (
    <Panel title={`Step: ${step.toLowerCase()}`} class="spaced">
      {step === 'QUALITY' && <Quality of={listing} />}
      <form
        class="form"
        data-step={step}
        onSubmit={(event) => {
          event.preventDefault();
          action.run(fill);
        }}
      >
        <label>
          {question}
          <textarea
            class="field"
            rows={3}
            maxLength={2_000}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        {step === 'GOVERNANCE' && (
          <p class="soft">It is to be deleted in a year; a reminder comes.</p>
        )}
        <button type="submit" class="button main" disabled={action.isBusy || text.trim() === ''}>
          Keep and go on
        </button>
        <Said action={action} />
      </form>
    </Panel>
  );
}
