/**
 * `patx sigma publish`: brings a bundle to a running venue: checks it here, files against the stamp, makes the draft, enters the model,
 * hands the bundle in and waits for what the venue finds. Cut off, the same command goes on: what is there is not done again.
 *
 * Ends with 1 where a gate fails, here or there; nothing is sent of a bundle that fails here.
 */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { type Bundle, type BundleReport, canonicalText, MODEL_ID } from '../../sigma/index.js';
import { type ApiOptions, ApiSession, refused, withApi } from '../api-session.js';
import { CommandError, fileText } from '../command-error.js';
import { whole } from '../option-values.js';

const DAY_MS = 86_400_000;
const LOOK_MS = 250;
const WAIT_MS = 120_000;

interface PublishOptions extends ApiOptions {
  readonly reviewDays: number;
  readonly licence?: string;
  readonly listing?: number;
}

/** What the check of a bundle on disk found. */
export type CheckedFile = (path: string) => {
  readonly report: BundleReport;
  readonly json: unknown;
};

export function addSigmaPublish(
  sigma: Command,
  checked: CheckedFile,
  linesOf: (report: BundleReport) => readonly string[],
): void {
  withApi(
    sigma
      .command('publish')
      .description('bring a bundle to a venue: draft, entry, bundle; prints what its gates found')
      .argument('<bundle>', 'its directory, or its JSON file beside the files of the pack'),
  )
    .option('--review-days <n>', 'days until the review; it is judged once', whole(30, 730), 60)
    .option('--licence <file>', 'text of the licence subscribers accept (a standard one)')
    .option('--listing <id>', 'a draft there is, to go on with (a new one)', whole(1))
    .action(async (path: string, options: PublishOptions) => {
      const { report, json } = checked(path);
      if (!report.isPassed || report.bundle === undefined) {
        process.stdout.write(`${linesOf(report).join('\n')}\nnothing was sent\n`);
        process.exitCode = 1;
        return;
      }
      await publish(new ApiSession(options), { options, bundle: report.bundle, json });
    });
}

async function publish(
  session: ApiSession,
  { options, bundle, json }: { options: PublishOptions; bundle: Bundle; json: unknown },
): Promise<void> {
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const listingId = options.listing ?? (await drafted(session, { options, bundle }));
  say(`listing ${listingId}`);
  const at = `/market/listings/${listingId}`;
  const { version, feed } = (await settled(session, at)) as {
    version: number;
    feed: { stamp: string; phase: string; reviewAtMs: number } | null;
  };
  const { stamp, policy, model_id: modelId } = bundle;
  let reviewAtMs = feed?.reviewAtMs ?? 0;
  if (feed?.stamp !== stamp.stamp_sha || feed.phase !== 'ENTERED') {
    reviewAtMs = Date.now() + options.reviewDays * DAY_MS + DAY_MS / 2;
    await session.command('POST', `${at}/entry`, {
      ...{ basedOnVersion: version, modelHash: sha256(modelId), stamp: stamp.stamp_sha },
      ...{ packHash: stamp.lineage.pack_sha, reviewAtMs },
      signalsPerDayMax: policy.signals_per_day_max,
    });
    say(`entered, stamp ${stamp.stamp_sha}`);
  }
  await handedIn(session, at, JSON.stringify(json));
  const gates = await gatesOf(session, at, stamp.stamp_sha);
  for (const { gate, state } of gates) say(`${gate.padEnd(14)} ${state.toLowerCase()}`);
  say(`the review is at ${new Date(reviewAtMs).toISOString()}; until then send signals`);
  if (gates.some(({ state }) => state !== 'PASSED')) process.exitCode = 1;
}

/** Makes a draft of the bundle's model card. */
async function drafted(
  session: ApiSession,
  { options, bundle }: { options: PublishOptions; bundle: Bundle },
): Promise<number> {
  const licence =
    options.licence === undefined ? STANDARD_LICENCE : fileText(options.licence, 'the licence');
  if (!MODEL_ID.test(bundle.model_id)) throw new CommandError('bad-value', 'no name of a model');
  const { name, summary } = bundle.model_card;
  const document = canonicalText({ title: name, description: summary, licence });
  const answer = (await session.command('POST', '/market/listings', {
    ...{ listingId: 0, basedOnVersion: 0, listingKind: 'FEED' },
    ...{ document, documentHash: sha256(document) },
    terms: {
      ...{ priceKind: 'SUBSCRIPTION', priceMicroPat: 0, freeQuotaUnits: 0, refundWindowMs: 0 },
      ...{ visibility: 'PUBLIC', licenceHash: sha256(licence), contractId: 0 },
      ...{ verifiedBuyersOnly: false, royalties: [] },
    },
  })) as { referenceId: number };
  return answer.referenceId;
}

/** A listing, once the reader has it. */
async function settled(session: ApiSession, at: string): Promise<unknown> {
  return await until(async () => {
    const answer = await session.signed('GET', at);
    if (answer.ok) return await answer.json();
    if (answer.status !== 404) throw await refused(answer);
    await answer.body?.cancel();
    return undefined;
  }, 'the listing does not appear');
}

async function handedIn(session: ApiSession, at: string, body: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await until(async () => {
    const answer = await session.withToken(`${at}/bundle`, { method: 'PUT', headers, body });
    if (answer.ok) return await answer.json();
    const error = await refused(answer);
    // The reader may not have come to the entry yet.
    if (/UNKNOWN_LISTING|WRONG_STAMP/.test(error.message) && answer.status !== 400)
      return undefined;
    throw error;
  }, 'the venue does not take the bundle');
}

type Gate = { readonly gate: string; readonly state: string };

/** What the venue found; waits until it was recorded. */
async function gatesOf(session: ApiSession, at: string, stamp: string): Promise<readonly Gate[]> {
  return await until(async () => {
    const { report } = (await session.ask('GET', `${at}/disclosures`)) as {
      report: { stamp: string; gates: readonly Gate[] } | null;
    };
    return report?.stamp === stamp ? report.gates : undefined;
  }, 'the venue records no gates; GET …/scoring says why');
}

async function until<T>(look: () => Promise<T | undefined>, problem: string): Promise<T> {
  for (const endMs = Date.now() + WAIT_MS; ; ) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > endMs) throw new CommandError('not-there', problem);
    await sleep(LOOK_MS);
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const STANDARD_LICENCE =
  'The signals may be used for the subscriber’s own decisions. They may not be passed on. They are no advice and promise nothing.';
