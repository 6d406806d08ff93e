/** What is taken out of a listing's document: text of providers, of any shape, so nothing of it is relied on. */

const BODY_CHARACTERS_MAX = 8_192;
const REGIONS_MAX = 32;
const WORD_CHARACTERS_MAX = 256;

export interface Texts {
  readonly title: string;
  readonly licence: string;
  readonly body: string;
  readonly regions: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

export function textsOf(document: string): Texts {
  const json = objectOf(JSON.parse(document));
  const provenance = objectOf(json.provenance);
  const { subjectsRegion } = provenance;
  const regions = [json.region, ...(Array.isArray(subjectsRegion) ? subjectsRegion : [])];
  return {
    title: textOf(json.title),
    licence: textOf(json.licence),
    body: wordsOf(json).join(' ').slice(0, BODY_CHARACTERS_MAX),
    regions: [...new Set(regions.map(textOf))].filter((one) => one !== '').slice(0, REGIONS_MAX),
  };
}

const objectOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, WORD_CHARACTERS_MAX) : '';

/** Every text of a document but its title, in order. */
function wordsOf(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return key === 'title' ? [] : [value];
  if (Array.isArray(value)) return value.flatMap((item) => wordsOf(item));
  return Object.entries(objectOf(value)).flatMap(([name, item]) => wordsOf(item, name));
}
