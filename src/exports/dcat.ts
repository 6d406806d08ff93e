/**
 * A listing as DCAT 3 in JSON-LD: data set and distribution, measured quality in the data quality vocabulary (DQV), the licence as
 * an ODRL policy. `checkDcat` holds what DCAT-AP 3.0 makes mandatory of these classes, and the ranges of what is written here.
 *
 * Pure; the check answers with what is wrong.
 */
import { z } from 'zod';
import { type Complaints, complaintsBy } from './complaints.js';
import { isoOf, type ListingFacts, licenseUrl, MEDIA_TYPES } from './listing-facts.js';

const CONTEXT = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  dqv: 'http://www.w3.org/ns/dqv#',
  foaf: 'http://xmlns.com/foaf/0.1/',
  odrl: 'http://www.w3.org/ns/odrl/2/',
  spdx: 'http://spdx.org/rdf/terms#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;
const MEDIA_TYPE_BASE = 'https://www.iana.org/assignments/media-types/';

const literal = (value: string | number, type: string) => ({
  '@value': String(value),
  '@type': `xsd:${type}`,
});
const english = (value: string) => ({ '@value': value, '@language': 'en' });
const ref = (id: string) => ({ '@id': id });

export function dcatOf(facts: ListingFacts): Record<string, unknown> {
  const { result, url } = facts;
  const { composite, dimensions, ruleSetVersion } = result.quality;
  const measured = {
    ...Object.fromEntries(
      Object.entries(dimensions).map(([name, one]) => [
        name,
        (one as { scorePpm: number }).scorePpm,
      ]),
    ),
    ...(composite === null
      ? {}
      : { composite: composite.compositePpm, coverage: composite.coveragePpm }),
  };
  return {
    '@context': CONTEXT,
    '@id': url,
    '@type': 'dcat:Dataset',
    'dct:identifier': facts.id,
    'dct:title': english(facts.title),
    'dct:description': english(facts.description),
    'dct:publisher': { '@type': 'foaf:Agent', 'foaf:name': facts.creator },
    'dct:issued': literal(isoOf(facts.publishedMs), 'dateTime'),
    'dcat:version': facts.version,
    'dcat:keyword': facts.keywords.map(english),
    'odrl:hasPolicy': {
      '@id': `${url}#policy`,
      '@type': 'odrl:Offer',
      'odrl:permission': [
        {
          'odrl:target': ref(url),
          'odrl:action': ref('odrl:use'),
          'dct:source': ref(licenseUrl(facts.license)),
        },
      ],
    },
    'dqv:hasQualityMeasurement': Object.entries(measured).map(([name, ppm]) => ({
      '@type': 'dqv:QualityMeasurement',
      'dqv:computedOn': ref(url),
      'dqv:isMeasurementOf': ref(`urn:patx:${ruleSetVersion}:${name}`),
      'dqv:value': literal(ppm / 1e6, 'double'),
    })),
    'dcat:distribution': [
      {
        '@id': `${url}#file`,
        '@type': 'dcat:Distribution',
        'dcat:accessURL': ref(url),
        'dcat:downloadURL': ref(facts.downloadUrl),
        'dct:license': ref(licenseUrl(facts.license)),
        'dcat:mediaType': ref(`${MEDIA_TYPE_BASE}${MEDIA_TYPES[result.format]}`),
        'dcat:byteSize': literal(result.sizeBytes, 'nonNegativeInteger'),
        'spdx:checksum': {
          '@type': 'spdx:Checksum',
          'spdx:algorithm': ref('spdx:checksumAlgorithm_sha256'),
          'spdx:checksumValue': literal(result.contentHash, 'hexBinary'),
        },
      },
    ],
  };
}

const text = z.string().min(1);
const iri = z.strictObject({ '@id': z.string().regex(/^[a-z][\w+.-]*:\S+$/i) });
const langText = z.strictObject({ '@value': text, '@language': z.string().regex(/^[a-z]{2}$/) });
const typed = (type: string, pattern: RegExp) =>
  z.strictObject({ '@value': z.string().regex(pattern), '@type': z.literal(`xsd:${type}`) });

const dcatSchema = z.looseObject({
  '@context': z.looseObject({
    dcat: z.literal(CONTEXT.dcat),
    dct: z.literal(CONTEXT.dct),
    dqv: z.literal(CONTEXT.dqv),
  }),
  '@id': z.url(),
  '@type': z.literal('dcat:Dataset'),
  'dct:title': langText,
  'dct:description': langText,
  'dct:publisher': z.looseObject({ '@type': z.literal('foaf:Agent'), 'foaf:name': text }),
  'dct:issued': typed('dateTime', /^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  'odrl:hasPolicy': z.looseObject({
    '@type': z.enum(['odrl:Offer', 'odrl:Set', 'odrl:Agreement']),
    'odrl:permission': z.array(z.looseObject({ 'odrl:target': iri, 'odrl:action': iri })).min(1),
  }),
  'dqv:hasQualityMeasurement': z.array(
    z.looseObject({
      '@type': z.literal('dqv:QualityMeasurement'),
      'dqv:computedOn': iri,
      'dqv:isMeasurementOf': iri,
      'dqv:value': typed('double', /^(?:0(?:\.\d+)?|1|\d(?:\.\d+)?e-\d+)$/),
    }),
  ),
  'dcat:distribution': z
    .array(
      z.looseObject({
        '@type': z.literal('dcat:Distribution'),
        'dcat:accessURL': iri,
        'dcat:downloadURL': iri,
        'dct:license': iri,
        'dcat:mediaType': iri,
        'dcat:byteSize': typed('nonNegativeInteger', /^\d+$/),
        'spdx:checksum': z.looseObject({
          'spdx:algorithm': iri,
          'spdx:checksumValue': typed('hexBinary', /^[0-9a-f]{64}$/),
        }),
      }),
    )
    .min(1),
});

export const checkDcat = (document: unknown): Complaints => complaintsBy(dcatSchema, document);
