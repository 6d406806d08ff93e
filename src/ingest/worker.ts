/** A thread of one ingestion: opens what it is given, measures, says how far it is and how it ended. */
import assert from 'node:assert/strict';
import { parentPort, workerData } from 'node:worker_threads';
import { type ByteSource, DirectoryStore, FileSource } from '../objects/index.js';
import { RowAges } from './checks/row-ages.js';
import { ingest } from './ingest.js';
import { IngestError } from './ingest-error.js';
import type {
  FromThread,
  IngestJob,
  IngestOutcome,
  SourceSpec,
  ThreadOptions,
} from './messages.js';

type OpenSource = ByteSource & { close(): Promise<void> };

assert(parentPort !== null, 'an ingestion runs on a thread of its own');
const port = parentPort;
const { job, stop } = workerData as ThreadOptions;
const post = (message: FromThread): void => port.postMessage(message);
const PROGRESS_MS = 100;

const opened: OpenSource[] = [];
try {
  post({ kind: 'done', outcome: await run(job) });
} catch (error) {
  post(ending(error));
} finally {
  for (const source of opened) await source.close();
}

async function run({ references = [], accuracy, ...given }: IngestJob): Promise<IngestOutcome> {
  const ages =
    given.earlierAges === undefined ? new RowAges() : RowAges.fromBytes(given.earlierAges);
  let toldMs = 0;
  const result = await ingest({
    declaration: given.declaration,
    nowMs: given.nowMs,
    secret: given.secret,
    source: await open(given.source),
    references: await Promise.all(
      references.map(async (one) => ({ ...one, source: await open(one.source) })),
    ),
    accuracy: accuracy && { options: accuracy.options, source: await open(accuracy.source) },
    reliability: given.reliability,
    earlier: given.earlierAges && RowAges.fromBytes(given.earlierAges),
    ages: given.declaration.eventTime && ages,
    progress: (progress) => {
      if (Atomics.load(stop, 0) !== 0) throw new IngestError('cancelled');
      const nowMs = performance.now();
      if (nowMs - toldMs < PROGRESS_MS) return;
      toldMs = nowMs;
      post({ kind: 'progress', progress });
    },
  });
  return { result, ages: ages.toBytes() };
}

async function open(spec: SourceSpec): Promise<OpenSource> {
  const source =
    spec.kind === 'file'
      ? await FileSource.open(spec.path)
      : await new DirectoryStore({ ...spec, readOnly: true }).open(spec.address);
  opened.push(source);
  return source;
}

function ending(error: unknown): FromThread {
  if (error instanceof IngestError) {
    return { kind: 'refused', code: error.code, detail: error.detail, place: error.place };
  }
  return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
}
