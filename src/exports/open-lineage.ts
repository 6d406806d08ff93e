/**
 * An ingestion as an OpenLineage event: the file that was read, the revision that came of it, its schema and its measured quality.
 *
 * `checkOpenLineage` holds what the specification demands of a run event and of these facets. Pure; the check answers with what is
 * wrong.
 */
import { z } from 'zod';
import { type Complaints, complaintsBy } from './complaints.js';
import { isoOf, type ListingFacts } from './listing-facts.js';

const SPEC = 'https://openlineage.io/spec';
const SCHEMA_URL = `${SPEC}/2-0-2/OpenLineage.json#/$defs/RunEvent`;
const facetUrl = (version: string, name: string): string =>
  `${SPEC}/facets/${version}/${name}.json#/$defs/${name}`;

export interface LineageOptions {
  /** Of the ingestion: a UUID. */
  readonly runId: string;
  /** Address of the venue. */
  readonly producer: string;
}

export function openLineageOf(
  { id, result }: ListingFacts,
  { runId, producer }: LineageOptions,
): Record<string, unknown> {
  const facet = (version: string, name: string) => ({
    _producer: producer,
    _schemaURL: facetUrl(version, name),
  });
  return {
    eventType: 'COMPLETE',
    eventTime: isoOf(result.ingestedAtMs),
    producer,
    schemaURL: SCHEMA_URL,
    run: { runId },
    job: { namespace: producer, name: 'ingest' },
    inputs: [
      {
        namespace: producer,
        name: `sha256:${result.contentHash}`,
        inputFacets: {
          dataQualityMetrics: {
            ...facet('1-0-2', 'DataQualityMetricsInputDatasetFacet'),
            rowCount: result.rows,
            bytes: result.sizeBytes,
            columnMetrics: Object.fromEntries(
              result.profile.map(({ name, missing, distinct }) => [
                name,
                { nullCount: missing, ...(distinct === null ? {} : { distinctCount: distinct }) },
              ]),
            ),
          },
        },
      },
    ],
    outputs: [
      {
        namespace: producer,
        name: id,
        facets: {
          schema: {
            ...facet('1-1-1', 'SchemaDatasetFacet'),
            fields: result.profile.map(({ name, type }) => ({ name, type })),
          },
        },
      },
    ],
  };
}

const text = z.string().min(1);
const facetParts = { _producer: z.url(), _schemaURL: z.url() };
const dataset = { namespace: text, name: text };
const eventSchema = z.looseObject({
  eventType: z.enum(['START', 'RUNNING', 'COMPLETE', 'ABORT', 'FAIL', 'OTHER']),
  eventTime: z.iso.datetime(),
  producer: z.url(),
  schemaURL: z.url(),
  run: z.looseObject({ runId: z.uuid() }),
  job: z.looseObject(dataset),
  inputs: z.array(
    z.looseObject({
      ...dataset,
      inputFacets: z.looseObject({
        dataQualityMetrics: z.looseObject({
          ...facetParts,
          rowCount: z.number().int().min(0),
          bytes: z.number().int().min(0),
          columnMetrics: z.record(text, z.looseObject({ nullCount: z.number().int().min(0) })),
        }),
      }),
    }),
  ),
  outputs: z.array(
    z.looseObject({
      ...dataset,
      facets: z.looseObject({
        schema: z.looseObject({
          ...facetParts,
          fields: z.array(z.looseObject({ name: text, type: text })),
        }),
      }),
    }),
  ),
});

export const checkOpenLineage = (document: unknown): Complaints =>
  complaintsBy(eventSchema, document);
