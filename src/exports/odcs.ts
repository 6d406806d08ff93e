/**
 * A listing as an Open Data Contract (ODCS 3.1): schema with logical types, and the measured quality as checks a consumer can run.
 *
 * `checkOdcs` holds what the standard demands of the parts written here. Pure; the check answers with what is wrong.
 */
import { z } from 'zod';
import {
  COLUMN_TYPES,
  type ColumnProfile,
  type ColumnType,
  MISSING_TOKENS,
} from '../quality/index.js';
import { type Complaints, complaintsBy } from './complaints.js';
import type { ListingFacts } from './listing-facts.js';

const LOGICAL_TYPES = [
  'string',
  'date',
  'timestamp',
  'number',
  'integer',
  'object',
  'boolean',
] as const;
const LOGICAL: Readonly<Record<ColumnType, (typeof LOGICAL_TYPES)[number]>> = {
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
  string: 'string',
  nested: 'object',
  empty: 'string',
};

export function odcsOf(facts: ListingFacts): Record<string, unknown> {
  const { result } = facts;
  return {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: facts.id,
    name: facts.title,
    version: facts.version,
    status: 'active',
    description: { purpose: facts.description },
    tags: [...facts.keywords],
    schema: [
      {
        name: 'rows',
        logicalType: 'object',
        physicalType: result.format,
        quality: [{ type: 'library', metric: 'rowCount', mustBe: result.rows }],
        properties: result.profile.map(propertyOf),
      },
    ],
    customProperties: [
      { property: 'contentHash', value: result.contentHash },
      { property: 'ruleSetVersion', value: result.quality.ruleSetVersion },
    ],
  };
}

function propertyOf({ name, type, missing, isPrivate }: ColumnProfile): Record<string, unknown> {
  return {
    name,
    logicalType: LOGICAL[type],
    physicalType: type,
    required: missing === 0,
    classification: isPrivate ? 'confidential' : 'public',
    quality: [
      {
        ...{ type: 'library', metric: 'missingValues', mustBeLessOrEqualTo: missing },
        // What counts as missing here, so that who runs the check counts the same.
        arguments: { missingValues: [null, ...MISSING_TOKENS] },
      },
    ],
  };
}

const text = z.string().min(1);
const check = z
  .looseObject({ type: z.literal('library'), metric: z.enum(['rowCount', 'missingValues']) })
  .refine(
    (one) => ['mustBe', 'mustBeLessOrEqualTo'].some((name) => typeof one[name] === 'number'),
    'a check compares',
  );
const odcsSchema = z.looseObject({
  apiVersion: z.literal('v3.1.0'),
  kind: z.literal('DataContract'),
  id: text,
  version: text,
  status: z.enum(['proposed', 'draft', 'active', 'deprecated', 'retired']),
  schema: z
    .array(
      z.looseObject({
        name: text,
        logicalType: z.literal('object'),
        quality: z.array(check),
        properties: z
          .array(
            z.looseObject({
              name: text,
              logicalType: z.enum(LOGICAL_TYPES),
              physicalType: z.enum(COLUMN_TYPES),
              required: z.boolean(),
              quality: z.array(check),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
});

export const checkOdcs = (document: unknown): Complaints => complaintsBy(odcsSchema, document);
