/**
 * Documents: what a command says in text. They are canonical JSON (RFC 8785), so that equal documents have equal hashes, and
 * bounded in bytes and depth; the core keeps their hash and what decides permission, the catalog the text.
 *
 * Which fields a listing's document must have before it is handed in stands here, with the number by which a refusal names them.
 */
import { FIELD_ID, LISTING_KIND } from '../../../values/index.js';
import { CODE } from '../kernel/reject.js';
import { sha256 } from './sha256.js';

const DOCUMENT_BYTES_MAX = 16_384;
const DEPTH_MAX = 16;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** An object of a document. */
export type Json = { readonly [key: string]: unknown };

/** A document that is what it says, or why not. */
export type Checked =
  | { readonly code: 0; readonly json: Json }
  | { readonly code: number; readonly field: number };

/** Checks the form of a document and its hash. */
export function checkDocument(text: string, hash: Uint8Array): Checked {
  const bytes = new TextEncoder().encode(text);
  const json = bytes.length > DOCUMENT_BYTES_MAX ? undefined : parsed(text);
  if (json === undefined) return { code: CODE.BAD_DOCUMENT, field: FIELD_ID.document };
  const found = sha256(bytes);
  if (hash.length !== found.length || found.some((byte, i) => byte !== hash[i])) {
    return { code: CODE.HASH_MISMATCH, field: FIELD_ID.document_hash };
  }
  return { code: 0, json };
}

function parsed(text: string): Json | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  return canonical(value, DEPTH_MAX) === text ? value : undefined;
}

/** Text of a value as RFC 8785 writes it; the empty text where it lies too deep or has a lone surrogate. */
export function canonical(value: unknown, depthMax = DEPTH_MAX): string {
  if (Array.isArray(value)) {
    if (depthMax === 0) return '';
    const items = value.map((item) => canonical(item, depthMax - 1));
    return items.includes('') ? '' : `[${items.join(',')}]`;
  }
  if (isObject(value)) {
    if (depthMax === 0) return '';
    // Sorted by UTF-16 code units, which is how sort compares texts.
    const members = Object.keys(value)
      .sort()
      .map((key) => {
        const text = canonical(value[key], depthMax - 1);
        return text === '' ? '' : `${JSON.stringify(key)}:${text}`;
      });
    return members.includes('') ? '' : `{${members.join(',')}}`;
  }
  return typeof value === 'string' && LONE_SURROGATE.test(value) ? '' : JSON.stringify(value);
}

/** One field that compliance needs: where it lies in the document, and when. */
interface Needed {
  readonly field: number;
  readonly isThere: (json: Json) => boolean;
}

const provenance = (json: Json): Json => (isObject(json.provenance) ? json.provenance : {});
const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
const textOf = (key: string) => (json: Json) => isText(provenance(json)[key]);
/** The six of Article 6 of the GDPR, or that no personal data is in it. */
const LEGAL_BASES = [
  ...['consent', 'contract', 'legal-obligation', 'vital-interests', 'public-task'],
  ...['legitimate-interests', 'no-personal-data'],
];

const DESCRIBED: readonly Needed[] = [
  { field: FIELD_ID.title, isThere: ({ title }) => isText(title) },
  { field: FIELD_ID.description, isThere: ({ description }) => isText(description) },
  { field: FIELD_ID.licence, isThere: ({ licence }) => isText(licence) },
];

/** The questionnaire of a data set or service, in the order it is asked for. */
const QUESTIONS: readonly Needed[] = [
  { field: FIELD_ID.source, isThere: textOf('source') },
  { field: FIELD_ID.collection_method, isThere: textOf('collectionMethod') },
  {
    field: FIELD_ID.personal_data,
    isThere: (json) => Array.isArray(provenance(json).personalData),
  },
  { field: FIELD_ID.legal_basis, isThere: (json) => isBasisGiven(json) },
  {
    field: FIELD_ID.consent,
    isThere: (json) => provenance(json).legalBasis !== 'consent' || textOf('consent')(json),
  },
  {
    field: FIELD_ID.subjects_region,
    isThere: (json) => !hasPersonalData(json) || Array.isArray(provenance(json).subjectsRegion),
  },
  { field: FIELD_ID.retention, isThere: textOf('retention') },
  { field: FIELD_ID.lineage, isThere: (json) => Array.isArray(provenance(json).lineage) },
  // Whoever sells personal data of Californians says how they opt out (CCPA § 1798.120).
  {
    field: FIELD_ID.ccpa_opt_out,
    isThere: (json) => !isOf(json, 'US-CA') || textOf('ccpaOptOut')(json),
  },
];

/** The first field that a listing's document lacks, as a number of FIELD_ID; 0: it is complete. */
export function missingField(kind: number, json: Json): number {
  const needed = kind === LISTING_KIND.FEED ? DESCRIBED : [...DESCRIBED, ...QUESTIONS];
  return needed.find(({ isThere }) => !isThere(json))?.field ?? 0;
}

/** Whether a document declares categories of personal data. */
export function hasPersonalData(json: Json): boolean {
  const { personalData } = provenance(json);
  return Array.isArray(personalData) && personalData.length > 0;
}

function isBasisGiven(json: Json): boolean {
  const { legalBasis } = provenance(json);
  if (typeof legalBasis !== 'string' || !LEGAL_BASES.includes(legalBasis)) return false;
  return !hasPersonalData(json) || legalBasis !== 'no-personal-data';
}

function isOf(json: Json, region: string): boolean {
  const { subjectsRegion } = provenance(json);
  return hasPersonalData(json) && Array.isArray(subjectsRegion) && subjectsRegion.includes(region);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
