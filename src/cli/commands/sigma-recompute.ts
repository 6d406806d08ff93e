/**
 * `patx sigma recompute`: computes a judgement, score or drift of a feed again from what its venue published, and says whether it is
 * the one that was recorded. Who holds a seat recomputes the paper trading; who has the bundle too, the whole document to the byte.
 * Ends with 1 where something differs.
 */
import { createHash } from 'node:crypto';
import type { Command } from 'commander';
import {
  type Bundle,
  driftOfWeek,
  type JournaledSignal,
  judgementOf,
  parsePriceSource,
  pricesSha,
  type RecordedInputs,
  runAgain,
  scoreOfWeek,
  simulated,
  simulationSha,
} from '../../sigma/index.js';
import { type ApiOptions, ApiSession, withApi } from '../api-session.js';
import { CommandError, fileText, jsonOf } from '../command-error.js';
import { whole } from '../option-values.js';
import { recordingFile } from '../recording-file.js';

const PAGE = 200;

interface RecomputeOptions extends ApiOptions {
  readonly prices?: string;
  readonly bundle?: string;
}

interface Change {
  readonly sequence: number;
  readonly cause: string;
  readonly document: (RecordedInputs & { readonly week?: number }) | null;
  readonly documentHash: string;
}

export function addSigmaRecompute(sigma: Command): void {
  withApi(
    sigma
      .command('recompute')
      .description('compute what a venue recorded of a feed again; ends with 1 if it differs')
      .argument('<listing>', 'listing of the feed', whole(1)),
  )
    .option('--prices <file>', 'CSV of the price source; the synthetic one that ships if not given')
    .option('--bundle <file>', 'JSON of the bundle: then whole documents are compared')
    .action(async (listingId: number, options: RecomputeOptions) => {
      const session = new ApiSession(options);
      const pricesText = fileText(options.prices ?? recordingFile(), 'the price source');
      const bundle =
        options.bundle === undefined ? undefined : (jsonOf(options.bundle, '--bundle') as Bundle);
      const at = `/market/listings/${listingId}`;
      const { changes } = (await session.ask('GET', `${at}/disclosures`)) as {
        changes: readonly Change[];
      };
      const { document: listingDocument } = (await session.ask('GET', at)) as { document: unknown };
      const signals = await signalsOf(session, listingId);
      const from = { signals, pricesText, listingDocument };
      let compared = 0;
      for (const change of changes) {
        if (change.document?.sim === undefined) continue;
        compared += 1;
        const isSame =
          bundle === undefined
            ? isSameSim(change, from)
            : isSameDocument(change, { ...from, bundle });
        if (!isSame) process.exitCode = 1;
        const what = bundle === undefined ? 'paper trading' : 'document';
        process.stdout.write(
          `${change.sequence} ${change.cause.padEnd(8)} ${what} ${isSame ? 'the same' : 'DIFFERS'}\n`,
        );
      }
      if (compared === 0) throw new CommandError('not-there', 'nothing was recorded of this feed');
    });
}

interface From {
  readonly signals: readonly JournaledSignal[];
  readonly pricesText: string;
  readonly listingDocument: unknown;
}

function isSameSim({ document }: Change, { signals, pricesText }: From): boolean {
  const { sim } = document as RecordedInputs;
  const of = { signals, enteredMs: sim.enteredMs, terms: sim.terms };
  const again = simulated({ ...of, source: parsePriceSource(pricesText) }, sim.untilMs);
  return pricesSha(pricesText, sim.untilMs) === sim.sourceSha && simulationSha(again) === sim.sha;
}

function isSameDocument(
  { document, cause, documentHash }: Change,
  from: From & { readonly bundle: Bundle },
): boolean {
  const recorded = document as RecordedInputs & { readonly week?: number };
  const run = runAgain(recorded, from);
  const { week = 0 } = recorded;
  const again =
    cause === 'JUDGED'
      ? judgementOf(run)
      : cause === 'SCORED'
        ? scoreOfWeek(run, week)
        : driftOfWeek(run, week);
  return createHash('sha256').update(again.document).digest('hex') === documentHash;
}

/** Every signal that is not void, with its place in the chain. */
async function signalsOf(
  session: ApiSession,
  listingId: number,
): Promise<readonly JournaledSignal[]> {
  const found: JournaledSignal[] = [];
  for (let cursor = 0, more = true; more; ) {
    const path = `/signals?listingId=${listingId}&limit=${PAGE}&cursor=${cursor}`;
    const page = (await session.ask('GET', path)) as {
      data: readonly (JournaledSignal & { chainHash: string; void: string })[];
      cursor: number;
      hasMore: boolean;
    };
    for (const one of page.data) {
      if (one.void !== '') continue;
      found.push({ journalAtMs: one.journalAtMs, signal: one.signal, chainSha: one.chainHash });
    }
    ({ cursor, hasMore: more } = page);
  }
  return found;
}
