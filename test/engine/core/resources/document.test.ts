/**
 * Catches a SHA-256 that is not the standard's, a document that is taken though it is not canonical or is another than its hash
 * says, and a listing whose compliance is taken for complete while a field is missing.
 */
// Rows of docs/marketplace-rows.md: DM20, GV2, GV4, GV5.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CODE, canonical } from '../../../../src/engine/core/index.js';
import {
  checkDocument,
  hasPersonalData,
  missingField,
} from '../../../../src/engine/core/resources/document.js';
import { sha256 } from '../../../../src/engine/core/resources/sha256.js';
import { FIELD_ID, LISTING_KIND } from '../../../../src/values/index.js';
import { COMPLETE, documentOf, PERSONAL, sha } from '../../../support/market.js';

describe('SHA-256', () => {
  test('equals that of node:crypto at every length around the blocks', () => {
    for (let length = 0; length < 260; length += 1) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 255);
      expect(Buffer.from(sha256(bytes)).toString('hex')).toBe(
        createHash('sha256').update(bytes).digest('hex'),
      );
    }
  });

  test('equals it for anything', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4_096 }), (bytes) => {
        const wanted = createHash('sha256').update(bytes).digest('hex');
        expect(Buffer.from(sha256(bytes)).toString('hex')).toBe(wanted);
      }),
      { numRuns: 100 },
    );
  });
});

describe('documents', () => {
  test('any JSON object in canonical form is taken, with its hash', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 4 })),
        (json) => {
          const { document, documentHash } = documentOf(json);
          fc.pre(document !== '');
          expect(checkDocument(document, documentHash).code).toBe(0);
          expect(JSON.parse(document)).toEqual(JSON.parse(JSON.stringify(json)));
        },
      ),
      { numRuns: 200 },
    );
  });

  test.each([
    ['blanks', '{"a": 1}'],
    ['another order', '{"b":1,"a":2}'],
    ['a number written otherwise', '{"a":1.0}'],
    ['a negative zero', '{"a":-0}'],
    ['a number beyond a double', '{"a":1e999}'],
    ['a key twice', '{"a":1,"a":2}'],
    ['an escape that is not needed', '{"a":"\\u0041"}'],
    ['half a character', '{"a":"\\ud800"}'],
    ['a list', '[]'],
    ['a text', '"a"'],
    ['null', 'null'],
    ['nothing', ''],
    ['no JSON', '{'],
    ['too many levels', `{"a":${'['.repeat(40)}${']'.repeat(40)}}`],
    ['too many bytes', canonical({ a: 'x'.repeat(16_400) })],
  ])('%s is refused', (_what, text) => {
    expect(checkDocument(text, sha(text))).toEqual({
      ...{ code: CODE.BAD_DOCUMENT, field: FIELD_ID.document },
    });
  });

  test('a hash of something else is refused', () => {
    const { document } = documentOf({ a: 1 });
    const code = CODE.HASH_MISMATCH;
    expect(checkDocument(document, sha('{}'))).toEqual({ code, field: FIELD_ID.document_hash });
    expect(checkDocument(document, new Uint8Array(0))).toMatchObject({ code });
  });
});

describe('compliance', () => {
  const { provenance } = PERSONAL;
  test.each([
    ['title', { ...PERSONAL, title: ' ' }],
    ['description', { ...PERSONAL, description: undefined }],
    ['licence', { ...PERSONAL, licence: undefined }],
    ['source', { ...PERSONAL, provenance: { ...provenance, source: '' } }],
    ['collection_method', { ...PERSONAL, provenance: { ...provenance, collectionMethod: 7 } }],
    ['personal_data', { ...PERSONAL, provenance: { ...provenance, personalData: 'none' } }],
    ['legal_basis', { ...PERSONAL, provenance: { ...provenance, legalBasis: 'because' } }],
    ['legal_basis', { ...PERSONAL, provenance: { ...provenance, legalBasis: 'no-personal-data' } }],
    ['consent', { ...PERSONAL, provenance: { ...provenance, consent: '' } }],
    ['subjects_region', { ...PERSONAL, provenance: { ...provenance, subjectsRegion: 'EU' } }],
    ['retention', { ...PERSONAL, provenance: { ...provenance, retention: undefined } }],
    ['lineage', { ...PERSONAL, provenance: { ...provenance, lineage: undefined } }],
    ['ccpa_opt_out', { ...PERSONAL, provenance: { ...provenance, subjectsRegion: ['US-CA'] } }],
    ['source', { ...COMPLETE, provenance: [] }],
  ] as const)('%s is missed', (field, json) => {
    expect(missingField(LISTING_KIND.DATASET, json)).toBe(FIELD_ID[field]);
  });

  test('what is complete misses nothing, and says whether it has personal data', () => {
    expect(missingField(LISTING_KIND.DATASET, COMPLETE)).toBe(0);
    expect(missingField(LISTING_KIND.SERVICE, PERSONAL)).toBe(0);
    expect([hasPersonalData(COMPLETE), hasPersonalData(PERSONAL)]).toEqual([false, true]);
  });

  test('a feed is described, and asked nothing of persons', () => {
    const { provenance: _, ...described } = COMPLETE;
    expect(missingField(LISTING_KIND.FEED, described)).toBe(0);
    expect(missingField(LISTING_KIND.DATASET, described)).toBe(FIELD_ID.source);
  });
});
