/** What discovery needs of the platform's documents: they are canonical JSON, and may say less than is looked for. */
import { createHash } from 'node:crypto';
import type { Row } from '../rows.js';

const PPM = 1_000_000;
const UNRATED = -1;
const BANDS = ['LOW', 'MEDIUM', 'HIGH'];

type Json = Readonly<Record<string, unknown>>;

const objectOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** A document as an object; an empty one where it is none. */
export function parsed(document: string): Json {
  try {
    return objectOf(JSON.parse(document));
  } catch {
    return {};
  }
}

/** Value of a measure in millionths; −1 where it is unrated. Negative values are 0. */
export function ppmOfMeasure(measure: unknown): number {
  const { value } = objectOf(measure);
  const isRated = typeof value === 'number' && Number.isFinite(value);
  return isRated ? Math.max(0, Math.round(value * PPM)) : UNRATED;
}

/** What a score's document says that discovery filters by. */
export function factsOf(document: string): Row {
  const json = parsed(document);
  const { band } = objectOf(json.risk);
  return {
    risk_band: typeof band === 'string' && BANDS.includes(band) ? band : '',
    regime_ppm: ppmOfMeasure(json.regimeStability),
    disclosure_ppm: ppmOfMeasure(objectOf(json.disclosures).completeness),
  };
}

/** The model a report of gates names, if it is the one that was entered. */
export function modelIdOf(document: string, modelHash: string): string {
  const { modelId } = parsed(document);
  if (typeof modelId !== 'string') return '';
  return createHash('sha256').update(modelId).digest('hex') === modelHash ? modelId : '';
}
