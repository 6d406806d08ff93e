/**
 * Catches an export that other tools cannot read, that shows what is private, a check that takes a broken document, and a sample
 * that runs as a formula in a spreadsheet.
 */
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import {
  checkCroissant,
  checkDcat,
  checkOdcs,
  checkOpenLineage,
  croissantOf,
  dcatOf,
  type ListingFacts,
  odcsOf,
  openLineageOf,
  sampleCsv,
} from '../../src/exports/index.js';
import { csvOf, measure, NOW_MS } from '../ingest/measured.js';

const rows = Array.from({ length: 30 }, (_, i) => ({
  id: i,
  at: '2026-11-20',
  secret: `hidden ${i % 3}`,
  x: i % 2 ? '' : i / 7,
}));
const facts: ListingFacts = {
  id: 'listing-7',
  title: 'Weather',
  description: 'Hourly weather',
  url: 'https://venue.example/market/listings/7',
  downloadUrl: 'https://venue.example/files/7',
  license: 'CC-BY-4.0',
  creator: 'A provider',
  publishedMs: NOW_MS,
  version: '3',
  keywords: ['weather'],
  result: await measure(csvOf(rows), {
    columns: [{ name: 'secret', private: true }],
    eventTime: { column: 'at', halfLifeMs: 86_400_000 },
  }),
};
const lineage = {
  runId: '8f3f1c3e-0b53-4f0a-9d3b-2f1a6a1f2b3c',
  producer: 'https://venue.example',
};

const EXPORTS = {
  Croissant: { document: croissantOf(facts), check: checkCroissant },
  DCAT: { document: dcatOf(facts), check: checkDcat },
  ODCS: { document: odcsOf(facts), check: checkOdcs },
  OpenLineage: { document: openLineageOf(facts, lineage), check: checkOpenLineage },
};

test.each(Object.entries(EXPORTS))(
  '%s holds and shows nothing private',
  (kind, { document, check }) => {
    const text = JSON.stringify(document);
    expect(check(JSON.parse(text))).toEqual([]);
    expect(text).not.toContain('hidden');
    // DCAT has no words for columns.
    if (kind !== 'DCAT')
      for (const name of ['id', 'at', 'secret', 'x']) expect(text).toContain(`"${name}"`);
    expect(text).toContain(facts.result.contentHash);
  },
);

/** Paths into a document that are broken one by one: removed, and replaced by something else. */
const BROKEN: Readonly<Record<keyof typeof EXPORTS, readonly string[]>> = {
  Croissant: [
    ...['@context', '@context.cr', '@type', 'conformsTo', 'name', 'description', 'license', 'url'],
    ...['creator', 'datePublished', 'distribution.0.sha256', 'distribution.0.contentUrl'],
    ...[
      'distribution.0.encodingFormat',
      'recordSet.0.field.0.dataType',
      'recordSet.0.field.1.source',
    ],
  ],
  DCAT: [
    ...['@context', '@id', '@type', 'dct:title', 'dct:description', 'dct:publisher', 'dct:issued'],
    ...['odrl:hasPolicy', 'dqv:hasQualityMeasurement', 'dqv:hasQualityMeasurement.0.dqv:value'],
    ...[
      'dcat:distribution',
      'dcat:distribution.0.dcat:accessURL',
      'dcat:distribution.0.dcat:byteSize',
    ],
    'dcat:distribution.0.spdx:checksum',
  ],
  ODCS: [
    ...[
      'apiVersion',
      'kind',
      'id',
      'version',
      'status',
      'schema',
      'schema.0.name',
      'schema.0.properties',
    ],
    ...[
      'schema.0.properties.0.name',
      'schema.0.properties.1.logicalType',
      'schema.0.quality.0.metric',
    ],
  ],
  OpenLineage: [
    ...[
      'eventTime',
      'eventType',
      'producer',
      'schemaURL',
      'run.runId',
      'job.name',
      'job.namespace',
    ],
    ...['inputs.0.name', 'outputs.0.namespace', 'outputs.0.facets.schema._schemaURL'],
    'inputs.0.inputFacets.dataQualityMetrics._producer',
  ],
};

const cases = Object.entries(BROKEN).flatMap(([name, paths]) =>
  paths.map((path) => [name, path] as const),
);

test.each(cases)('%s without %s, or with another one, is refused', (name, path) => {
  const { document, check } = EXPORTS[name as keyof typeof EXPORTS];
  for (const value of [undefined, 'no such thing at all', 17]) {
    const copy = JSON.parse(JSON.stringify(document));
    const parts = path.split('.');
    const last = parts.pop() as string;
    const parent = parts.reduce((at, part) => at[part], copy);
    // A plain text may stand where any text may.
    if (
      typeof parent[last] === 'string' &&
      value === 'no such thing at all' &&
      check(setAt(copy, parent, last, value)).length === 0
    )
      continue;
    setAt(copy, parent, last, value);
    expect(check(copy).length, JSON.stringify(value)).toBeGreaterThan(0);
  }
});

function setAt<T>(document: T, parent: Record<string, unknown>, name: string, value: unknown): T {
  if (value === undefined) delete parent[name];
  else parent[name] = value;
  return document;
}

test('a field of no file, and an id twice', () => {
  const copy = JSON.parse(JSON.stringify(croissantOf(facts)));
  copy.recordSet[0].field[0].source.fileObject['@id'] = 'elsewhere';
  expect(checkCroissant(copy)).toEqual(['recordSet: a field of no file']);
  const twice = JSON.parse(JSON.stringify(croissantOf(facts)));
  twice.recordSet[0].field[1]['@id'] = 'rows/0';
  expect(checkCroissant(twice)).toEqual(['@id: an @id is there twice']);
});

test('a sample in a spreadsheet runs nothing and is read back', () => {
  const columns = ['=cmd', 'n'];
  const texts = [
    '=1+1',
    '+1',
    '-x',
    '@SUM(A1)',
    '\t=1',
    ' =1',
    'plain',
    'a"b',
    'a,b',
    'line\nbreak',
  ];
  const csv = sampleCsv({ columns, rows: texts.map((one) => [one, -5]) });
  const read = parse(csv) as string[][];
  expect(read[0]?.[0]).toBe("'=cmd");
  for (const [i, text] of texts.entries()) {
    const cell = read[i + 1]?.[0] as string;
    expect(cell.trimStart()).not.toMatch(/^[=+\-@]/);
    expect(cell.replace(/^'/, '')).toBe(text);
    expect(read[i + 1]?.[1]).toBe('-5');
  }
});
