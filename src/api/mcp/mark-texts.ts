/**
 * Marks what others wrote in an answer, so that an agent takes it for data: every text that is not plainly a number, a digest,
 * a time or a name of ours becomes `{"othersText": …}`. Denied by default: a text nobody thought of is marked.
 *
 * Control characters and marks that turn the direction of writing are taken out: nobody hides words from whoever looks at a log.
 */
import { ERROR_CATALOG } from '../../values/index.js';

/** What a text has to look like to be ours: decimal numbers, digests, times. */
const PLAIN = /^-?\d{1,20}(\.\d{1,20})?$|^[0-9a-f]{32,128}$|^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/;
/** Controls but tab and line feed, and whatever is not seen: marks of direction, zero widths, tags. */
const HIDDEN = /(?![\t\n])[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** Fields whose values are names of the venue's own lists, and nobody's text. */
const OWN_NAMES: ReadonlySet<string> = new Set([
  ...['state', 'quoterState', 'role', 'accountClass', 'side', 'method', 'status', 'kind', 'cause'],
  ...['phase', 'priceKind', 'listingKind', 'visibility', 'event', 'liquidity', 'order'],
]);
const DOCUMENT = 'document';
const NAME = /^[A-Z][A-Z0-9_]{0,39}$/;

export interface OthersText {
  readonly othersText: string;
}

/** The same answer with others' texts marked. */
export function markTexts(value: unknown, field = ''): unknown {
  if (typeof value === 'string') return textOf(value, field);
  if (Array.isArray(value)) return value.map((one) => markTexts(one, field));
  if (typeof value !== 'object' || value === null) return value;
  // Whoever writes a document chooses its names too.
  const isTheirs = field === DOCUMENT;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      nameOf(key),
      markTexts(one, isTheirs ? DOCUMENT : key),
    ]),
  );
}

const isOurs = (text: string, field: string): boolean =>
  text === '' ||
  PLAIN.test(text) ||
  (NAME.test(text) && (OWN_NAMES.has(field) || Object.hasOwn(ERROR_CATALOG, text)));

const textOf = (text: string, field: string): string | OthersText =>
  isOurs(text, field) ? text : { othersText: shown(text) };

const shown = (text: string): string => text.normalize('NFC').replace(HIDDEN, '');

/** Names of fields are ours, but for documents that others wrote: a name that looks odd is shown as a question mark. */
const nameOf = (key: string): string => (/^[\w.-]{1,64}$/.test(key) ? key : '?');
