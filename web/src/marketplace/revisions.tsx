/** Revisions of a listing in the studio: a file becomes one, is measured while one looks on, and is erased by being revoked. */
import { useRef, useState } from 'preact/hooks';
import { command, send } from '../account/session.js';
import { useAnswer } from '../live/use-answer.js';
import { count, share } from '../parts/format.js';
import { Said } from '../parts/said.js';
import { type Action, useAction } from '../parts/use-action.js';
import type { Read, Revision } from './shapes.js';
import { upload } from './uploading.js';

interface Ingestion {
  readonly state: string;
  readonly progress: { readonly bytes: number; readonly totalBytes: number } | null;
  readonly problem: { readonly detail: string; readonly remedy: string } | null;
}

const AGAIN_MS = 1_000;

interface Props {
  readonly listingId: number;
  readonly version: number;
}

export function Revisions({ listingId, version }: Props) {
  const path = `/market/listings/${listingId}/revisions`;
  const revisions = useAnswer<{ readonly data: readonly Revision[] }>(path, AGAIN_MS);
  const reads = useAnswer<{ readonly data: readonly Read[] }>(
    `/market/listings/${listingId}/reads`,
    AGAIN_MS,
  );
  const action = useAction();
  return (
    <>
      <ul class="items">
        {revisions.value?.data.map((one) => (
          <One key={one.revision} listingId={listingId} revision={one} action={action} />
        ))}
      </ul>
      <AddRevision listingId={listingId} version={version} action={action} />
      <Said action={action} />
      {(reads.value?.data.length ?? 0) > 0 && (
        <details>
          <summary>Who read it</summary>
          <ul class="items" data-reads>
            {reads.value?.data.map((one) => (
              <li key={`${one.accountId} ${one.revision}`} class="item">
                Account {one.accountId}: revision {one.revision}, {count(one.units)} distinct,{' '}
                {count(one.bytes)} bytes in all
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

interface OneProps {
  readonly listingId: number;
  readonly revision: Revision;
  readonly action: Action;
}

function One({ listingId, revision, action }: OneProps) {
  const { revision: number, status } = revision;
  const at = `/market/listings/${listingId}/revisions/${number}`;
  const isMeasured = revision.resultHash !== '' && !/^0*$/.test(revision.resultHash);
  const ingestion = useAnswer<Ingestion>(isMeasured ? undefined : `${at}/ingestion`, AGAIN_MS);
  const { state = '', progress, problem } = ingestion.value ?? {};
  const erase = async (): Promise<string> => {
    const reason = 'A person asked for it.';
    await command('POST', `${at}/revoke`, { replacedBy: 0, reason });
    for (let left = 20; ; left -= 1) {
      try {
        await send('DELETE', `/market/files/${revision.contentHash}`);
        return 'Revoked: it opens to nobody, buyers are refunded, and its key is destroyed.';
      } catch (error) {
        if (left === 0) throw error;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  };
  return (
    <li class="item" data-revision={number} data-status={status}>
      Revision {number}: {status.toLowerCase()}, {count(revision.sizeBytes)} bytes
      {isMeasured && (
        <>
          , {count(revision.rowCount)} rows, quality {share(revision.compositePpm)}
        </>
      )}
      {state === 'MEASURING' && (
        <progress
          aria-label={`Measuring revision ${number}`}
          max={progress?.totalBytes ?? 1}
          value={progress?.bytes ?? 0}
        />
      )}
      {problem !== null && problem !== undefined && (
        <p class="bad">
          {problem.detail} {problem.remedy}
        </p>
      )}
      {status === 'LIVE' && (
        <button type="button" class="button grave" onClick={() => action.run(erase)}>
          Revoke and erase
        </button>
      )}
    </li>
  );
}

interface AddProps extends Props {
  readonly action: Action;
}

function AddRevision({ listingId, version, action }: AddProps) {
  const input = useRef<HTMLInputElement>(null);
  const [sent, setSent] = useState<number | undefined>();
  const add = async (): Promise<string> => {
    const file = input.current?.files?.[0];
    if (file === undefined) throw new Error('choose a file first');
    const contentHash = await upload(file, setSent);
    const path = `/market/listings/${listingId}/revisions`;
    const { referenceId } = await command('POST', path, {
      ...{ basedOnVersion: version, contentHash, sizeBytes: file.size },
    });
    for (let left = 20; ; left -= 1) {
      try {
        await send('POST', `${path}/${referenceId}/ingestion`, { declaration: {} });
        break;
      } catch (error) {
        // The reader learns of the revision a moment after the venue.
        if (left === 0) throw error;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
    setSent(undefined);
    return `Revision ${referenceId} is uploaded, and is measured now.`;
  };
  return (
    <form
      class="form row"
      data-add-revision
      onSubmit={(event) => {
        event.preventDefault();
        action.run(add);
      }}
    >
      <label>
        File: CSV, JSON lines, JSON or Parquet
        <input class="field" type="file" ref={input} />
      </label>
      <button type="submit" class="button main" disabled={action.isBusy}>
        Upload as a revision
      </button>
      {sent !== undefined && <progress aria-label="Uploading" max={1} value={sent} />}
    </form>
  );
}
