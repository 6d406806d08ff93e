/**
 * A listing as Croissant 1.1, which is schema.org JSON-LD too: crawlers read the data set, tools the file and its fields.
 *
 * `checkCroissant` holds what the format demands of a description with one file. Pure; the check answers with what is wrong.
 */
import { z } from 'zod';
import type { ColumnType } from '../quality/index.js';
import { type Complaints, complaintsBy } from './complaints.js';
import { isoOf, type ListingFacts, licenseUrl, MEDIA_TYPES } from './listing-facts.js';

const CONFORMS_TO = 'http://mlcommons.org/croissant/1.1';
const DATA_TYPES: Readonly<Record<ColumnType, string>> = {
  integer: 'sc:Integer',
  number: 'sc:Float',
  boolean: 'sc:Boolean',
  date: 'sc:Date',
  timestamp: 'sc:DateTime',
  string: 'sc:Text',
  nested: 'sc:Text',
  empty: 'sc:Text',
};
const CONTEXT = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  sc: 'https://schema.org/',
  cr: 'http://mlcommons.org/croissant/',
  dct: 'http://purl.org/dc/terms/',
  conformsTo: 'dct:conformsTo',
  column: 'cr:column',
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileObject: 'cr:fileObject',
  key: 'cr:key',
  recordSet: 'cr:recordSet',
  source: 'cr:source',
} as const;

export function croissantOf(facts: ListingFacts): Record<string, unknown> {
  const { result } = facts;
  const { composite } = result.quality;
  return {
    '@context': CONTEXT,
    '@type': 'sc:Dataset',
    conformsTo: CONFORMS_TO,
    identifier: facts.id,
    name: facts.title,
    description: facts.description,
    url: facts.url,
    license: licenseUrl(facts.license),
    creator: { '@type': 'sc:Organization', name: facts.creator },
    datePublished: isoOf(facts.publishedMs),
    version: facts.version,
    keywords: [...facts.keywords],
    isAccessibleForFree: false,
    variableMeasured: Object.entries(result.quality.dimensions).map(([name, one]) => ({
      '@type': 'sc:PropertyValue',
      name: `quality: ${name}`,
      value: (one as { readonly scorePpm: number }).scorePpm / 1e6,
      measurementTechnique: result.quality.ruleSetVersion,
    })),
    ...(composite === null ? {} : { measurementTechnique: result.quality.ruleSetVersion }),
    distribution: [
      {
        '@type': 'cr:FileObject',
        '@id': 'file',
        name: `${facts.id}.${result.format}`,
        contentUrl: facts.downloadUrl,
        contentSize: `${result.sizeBytes} B`,
        encodingFormat: MEDIA_TYPES[result.format],
        sha256: result.contentHash,
      },
    ],
    recordSet: [
      {
        '@type': 'cr:RecordSet',
        '@id': 'rows',
        name: 'rows',
        field: result.profile.map(({ name, type }, i) => ({
          '@type': 'cr:Field',
          '@id': `rows/${i}`,
          name,
          dataType: DATA_TYPES[type],
          source: { fileObject: { '@id': 'file' }, extract: { column: name } },
        })),
      },
    ],
  };
}

const text = z.string().min(1);
const fileId = z.object({ '@id': text });
const croissantSchema = z
  .looseObject({
    '@context': z.looseObject({
      '@vocab': z.literal('https://schema.org/'),
      cr: z.literal('http://mlcommons.org/croissant/'),
      sc: z.literal('https://schema.org/'),
      conformsTo: z.literal('dct:conformsTo'),
    }),
    '@type': z.literal('sc:Dataset'),
    conformsTo: z.literal(CONFORMS_TO),
    name: text,
    description: text,
    url: z.url(),
    license: z.url(),
    creator: z.looseObject({ '@type': z.enum(['sc:Organization', 'sc:Person']), name: text }),
    datePublished: z.iso.datetime(),
    distribution: z
      .array(
        z.looseObject({
          '@type': z.literal('cr:FileObject'),
          '@id': text,
          name: text,
          contentUrl: z.url(),
          encodingFormat: z.string().regex(/^[a-z]+\/[\w.+-]+$/),
          sha256: z.string().regex(/^[0-9a-f]{64}$/),
        }),
      )
      .min(1),
    recordSet: z.array(
      z.looseObject({
        '@type': z.literal('cr:RecordSet'),
        '@id': text,
        field: z
          .array(
            z.looseObject({
              '@type': z.literal('cr:Field'),
              '@id': text,
              name: text,
              dataType: z.enum([
                'sc:Integer',
                'sc:Float',
                'sc:Boolean',
                'sc:Date',
                'sc:DateTime',
                'sc:Text',
              ]),
              source: z.object({ fileObject: fileId, extract: z.object({ column: text }) }),
            }),
          )
          .min(1),
      }),
    ),
  })
  .superRefine(({ distribution, recordSet }, context) => {
    const files = new Set(distribution.map((one) => one['@id']));
    const ids = [
      ...files,
      ...recordSet.flatMap((set) => [set['@id'], ...set.field.map((one) => one['@id'])]),
    ];
    if (new Set(ids).size !== ids.length)
      context.addIssue({ code: 'custom', message: 'an @id is there twice', path: ['@id'] });
    for (const field of recordSet.flatMap((set) => set.field)) {
      if (!files.has(field.source.fileObject['@id']))
        context.addIssue({ code: 'custom', message: 'a field of no file', path: ['recordSet'] });
    }
  });

export const checkCroissant = (document: unknown): Complaints =>
  complaintsBy(croissantSchema, document);
