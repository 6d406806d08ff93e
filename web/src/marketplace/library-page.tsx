/** What an account bought: its state, what was read of it, what can still be taken back, and the files. */
import { command, send } from '../account/session.js';
import { useAnswer } from '../live/use-answer.js';
import { count, duration, moment, pat } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { type Action, useAction } from '../parts/use-action.js';
import { documentOf } from './documents.js';
import { EvidenceForm } from './evidence.js';
import type { Purchase } from './shapes.js';
import { SignedIn } from './signed-in.js';

const AGAIN_MS = 1_000;
const STARS = [1, 2, 3, 4, 5];

export function LibraryPage() {
  return (
    <SignedIn what="Your data" scope="TRADE">
      <Library />
    </SignedIn>
  );
}

interface Reminder {
  readonly purchaseId: number;
  readonly title: string;
  readonly deletionDueMs: number;
}

function Library() {
  const purchases = useAnswer<{ readonly data: readonly Purchase[] }>('/purchases', AGAIN_MS);
  const reminders = useAnswer<{ readonly data: readonly Reminder[] }>('/purchases/reminders');
  const action = useAction();
  const all = purchases.value?.data ?? [];
  return (
    <>
      <Said action={action} />
      {all.length === 0 && (
        <p class="empty">
          Nothing was bought yet. <a href="/data">Catalog</a>
        </p>
      )}
      {all.map((one) => (
        <One key={one.purchaseId} purchase={one} action={action} />
      ))}
      {(reminders.value?.data.length ?? 0) > 0 && (
        <Panel title="To be deleted" class="spaced">
          <ul class="items">
            {reminders.value?.data.map((one) => (
              <li key={one.purchaseId} class="item">
                {one.title}: {moment(one.deletionDueMs)}
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

interface Props {
  readonly purchase: Purchase;
  readonly action: Action;
}

function One({ purchase, action }: Props) {
  const { purchaseId, listingId, revision, status, cause, endedMs } = purchase;
  const left = purchase.refundUntilMs - Date.now();
  const isLive = endedMs === 0;
  const act = (verb: string, fields: object, said: string) => async (): Promise<string> => {
    await command('POST', `/purchases/${purchaseId}/${verb}`, fields);
    return said;
  };
  const fetchFile = async (): Promise<string> => {
    const path = `/market/listings/${listingId}/revisions/${revision}/links`;
    const link = await send<{ path: string }>('POST', path);
    window.location.assign(link.path);
    return 'The file is on its way.';
  };
  const dispute = async (reason: string, hash: () => Promise<string>): Promise<string> => {
    const evidenceHash = await hash();
    const said = `Disputed: an operator rules on it. Keep the evidence; its hash is ${evidenceHash}.`;
    return await act('dispute', { evidenceHash, reason }, said)();
  };
  const rate = async (stars: number): Promise<string> => {
    const document = await documentOf({ text: '' });
    return await act('rating', { stars, ...document }, 'Rated.')();
  };
  return (
    <Panel title={purchase.title} class="spaced">
      <div data-purchase={purchaseId} data-status={isLive ? status : cause}>
        <dl class="facts">
          <div>
            <dt>State</dt>
            <dd>{(isLive ? status : cause).toLowerCase()}</dd>
          </div>
          <div>
            <dt>Price</dt>
            <dd class="number">{pat(purchase.priceMicroPat)} PAT</dd>
          </div>
          <div>
            <dt>In escrow</dt>
            <dd class="number">{pat(purchase.heldMicroPat)} PAT</dd>
          </div>
          <div>
            <dt>Read, distinct</dt>
            <dd class="number" data-used>
              {count(purchase.usedUnits)}
            </dd>
          </div>
          <div>
            <dt>Can be taken back for</dt>
            <dd>{isLive && left > 0 && status === 'HELD' ? duration(left) : 'no longer'}</dd>
          </div>
        </dl>
        {isLive && (
          <p class="ends">
            <button type="button" class="button main" onClick={() => action.run(fetchFile)}>
              Download
            </button>
            {status === 'HELD' && (
              <button
                type="button"
                class="button"
                onClick={() => action.run(act('refund', { reason: 'taken back' }, 'Taken back.'))}
              >
                Take it back
              </button>
            )}
            {status === 'PAID' &&
              purchase.stars === 0 &&
              STARS.map((stars) => (
                <button
                  key={stars}
                  type="button"
                  class="button"
                  onClick={() => action.run(() => rate(stars))}
                >
                  {stars} {stars === 1 ? 'star' : 'stars'}
                </button>
              ))}
          </p>
        )}
        {isLive && (status === 'HELD' || status === 'USED') && purchase.heldMicroPat !== '0' && (
          <EvidenceForm
            text="Dispute"
            about={`Dispute of purchase ${purchaseId}`}
            isBusy={action.isBusy}
            give={(reason, hash) => action.run(() => dispute(reason, hash))}
          />
        )}
        <p class="soft">
          <a href={`/data/${listingId}`}>Listing</a> · bought {moment(purchase.boughtMs)}
        </p>
      </div>
    </Panel>
  );
}
