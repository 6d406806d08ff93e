/**
 * What a revision is measured by: its own declaration, and every check an earlier revision of its listing was measured by. A check
 * that lowers a score is there for good, so that nobody lifts a score by not saying any more what a file should be.
 *
 * Only what lowers scores is held: types, patterns, allowed values, ranges, keys, comparisons, missing tokens, event time. What is
 * private or personal, and the provider's own rules, which are in no score, are those of the newest declaration. Of two checks of one
 * kind both hold. A column that has a check and is gone is refused as another schema. Fails with IngestError declaration.
 */
import { canonicalJson } from '../quality/index.js';
import type { Declaration } from './declaration.js';
import { IngestError } from './ingest-error.js';
import { COLUMNS_MAX, MISSING_TOKENS_MAX } from './limits.js';

type Column = NonNullable<Declaration['columns']>[number];

/** Checks a listing may come to have, over all its revisions. */
const CHECKS_MAX = { columns: 4 * COLUMNS_MAX, keys: 16, comparisons: 200 } as const;

/** @param earlier declarations of the listing's revisions that were measured */
export function heldDeclaration(now: Declaration, earlier: readonly Declaration[]): Declaration {
  return earlier.reduce(heldTo, now);
}

function heldTo(now: Declaration, before: Declaration): Declaration {
  const columns = joined('columns', now.columns, (before.columns ?? []).flatMap(checksOf));
  const keys = joined('keys', now.keys, before.keys);
  const comparisons = joined('comparisons', now.comparisons, before.comparisons);
  const missingTokens = [
    ...new Set([...(now.missingTokens ?? []), ...(before.missingTokens ?? [])]),
  ];
  if (missingTokens.length > MISSING_TOKENS_MAX) {
    throw tooMany('missingTokens', MISSING_TOKENS_MAX);
  }
  const eventTime = eventTimeOf(now.eventTime, before.eventTime);
  return {
    ...now,
    ...(columns.length === 0 ? {} : { columns }),
    ...(keys.length === 0 ? {} : { keys }),
    ...(comparisons.length === 0 ? {} : { comparisons }),
    ...(missingTokens.length === 0 ? {} : { missingTokens }),
    ...(eventTime === undefined ? {} : { eventTime }),
  };
}

/** What of a column lowers a score; nothing where it says nothing of the kind. */
function checksOf({ private: _shown, personal: _personal, ...checks }: Column): Column[] {
  return Object.keys(checks).length > 1 ? [checks] : [];
}

/** Those of now, and those of before that are not among them. */
function joined<T extends object>(
  field: keyof typeof CHECKS_MAX,
  now: readonly T[] = [],
  before: readonly T[] = [],
): T[] {
  const textOf = (one: T): string =>
    canonicalJson(field === 'columns' ? (checksOf(one as Column)[0] ?? {}) : one);
  const known = new Set(now.map(textOf));
  const all = [...now, ...before.filter((one) => !known.has(textOf(one)))];
  if (all.length > CHECKS_MAX[field]) throw tooMany(field, CHECKS_MAX[field]);
  return all;
}

/** The column of a listing's time stays, and a row is never younger for a longer half-life. */
function eventTimeOf(
  now: Declaration['eventTime'],
  before: Declaration['eventTime'],
): Declaration['eventTime'] {
  if (now === undefined || before === undefined) return now ?? before;
  if (now.column !== before.column) {
    throw new IngestError('declaration', `the listing's event time is ${before.column}`, {
      field: 'eventTime.column',
    });
  }
  return { ...now, halfLifeMs: Math.min(now.halfLifeMs, before.halfLifeMs) };
}

const tooMany = (field: string, max: number): IngestError =>
  new IngestError('declaration', `with those of earlier revisions more than ${max}`, { field });
