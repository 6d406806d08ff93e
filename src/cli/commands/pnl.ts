/**
 * `patx pnl`: the broker's P&L by cause, computed from a journal from its first command: per series, contract, segment
 * and in all, with what consumers exercised apart from the rest. The running venue serves the same report at `/pnl`.
 *
 * Ends with an error at the first damage of the journal, and where a replay diverges from it.
 */
import type { Command } from 'commander';
import {
  AttributionReader,
  attributionReport,
  DEFAULT_HORIZON_MS,
  type PnlReport,
  type PnlRow,
} from '../../attribution/index.js';
import { beginsStretch, FIRST_SEQUENCE, type Replayer } from '../../engine/log/index.js';
import { whole } from '../option-values.js';
import { replayFrom } from '../replay-from.js';
import { patText, textTable } from '../text-table.js';
import { ARCHIVE_OPTION, stretchFrames } from '../venue-frames.js';

const DAY_SECONDS = 86_400;

interface PnlOptions {
  readonly data: string;
  readonly archive?: string;
  readonly horizonSeconds: number;
  readonly json?: boolean;
}

/** The report of a whole journal. */
export function pnlOf(root: string, horizonMs: number, archive?: string): PnlReport {
  let replayer: Replayer | undefined;
  let reader: AttributionReader | undefined;
  for (const frame of stretchFrames(root, archive)) {
    replayer ??= replayFrom(frame);
    // It begins with the journal, or behind what an upgrade carried over.
    const beginsSeam = frame.firstSequence !== FIRST_SEQUENCE && beginsStretch(frame);
    if (!beginsSeam && !replayer.isCarrying) {
      reader ??= new AttributionReader(replayer.core, horizonMs);
    }
    replayer.apply(frame);
    reader?.read(replayer.lastEvents, frame.timeMs);
  }
  replayer ??= replayFrom(undefined);
  return attributionReport(reader ?? new AttributionReader(replayer.core), replayer.core);
}

export function addPnl(program: Command): void {
  program
    .command('pnl')
    .description("the broker's profit and loss by cause, computed from a journal")
    .option('--data <dir>', 'data directory', './data')
    .option(...ARCHIVE_OPTION)
    .option(
      '--horizon-seconds <seconds>',
      'time after a trade whose moves count as adverse selection',
      whole(1, DAY_SECONDS),
      DEFAULT_HORIZON_MS / 1000,
    )
    .option('--json', 'print the report as JSON')
    .action((options: PnlOptions) => {
      const report = pnlOf(options.data, options.horizonSeconds * 1000, options.archive);
      const text = options.json ? `${JSON.stringify(report)}\n` : describe(report);
      process.stdout.write(text);
    });
}

function describe(report: PnlReport): string {
  const { segments, contracts, series, total } = report;
  // Sums of the same lots three ways: each way is a block of its own, so that nobody adds them up.
  const blocks = [
    { title: 'by segment', rows: segments },
    { title: 'by contract', rows: contracts },
    { title: 'by series', rows: series },
    { title: 'in all', rows: [total] },
  ];
  const parts = blocks.map(({ title, rows }) => `${title}\n${moneyTable(rows)}`);
  const volumes = blocks.map(({ title, rows }) => `${title}\n${volumeTable(rows)}`);
  const head = `sequences ${report.sinceSequence + 1} to ${report.asOfSequence}, ${report.asOfTime}, markout after ${report.markoutHorizonMs / 1000} s`;
  return `${[head, ...parts, ...volumes].join('\n\n')}\n`;
}

function moneyTable(rows: readonly PnlRow[]): string {
  return textTable(
    [
      'PAT',
      'spread',
      'inventory',
      'decay',
      'adverse',
      'settlement',
      'total',
      'issue fees',
      'lots held',
    ],
    rows.map((row) => [
      row.key,
      ...[
        row.spreadMicroPat,
        row.inventoryMicroPat,
        row.decayMicroPat,
        row.adverseMicroPat,
        row.settlementMicroPat,
        row.totalMicroPat,
        row.issueFeesMicroPat,
      ].map(patText),
      String(row.heldLots),
    ]),
  );
}

function volumeTable(rows: readonly PnlRow[]): string {
  return textTable(
    ['lots bought by consumers', 'all', 'of the broker', 'exercised', 'by the close', 'rest'],
    rows.map((row) => [
      row.key,
      ...[
        row.volume.consumerLots,
        row.volume.fromBrokerLots,
        row.volume.utilityLots,
        row.volume.automaticLots,
        row.volume.restLots,
      ].map(String),
    ]),
  );
}
