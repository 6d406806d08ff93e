/**
 * The journal's segments: directories `000001`, `000002`, … under one root, an LMDB environment each.
 *
 * Segments are numbered without gaps; old ones may be removed from the front once archived, so the first number
 * need not be 1. Only the last may be empty (a crash between making a segment and filling it).
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from './store-error.js';

const SEGMENT_NAME = /^\d{6}$/;
const SEGMENT_MAX = 999_999;

/** Directory of segment `number` under `root`. */
export const segmentDirectory = (root: string, number: number): string => {
  assert(Number.isSafeInteger(number) && number > 0 && number <= SEGMENT_MAX);
  return join(root, String(number).padStart(6, '0'));
};

/** Numbers of the segments under `root`, ascending. Fails with `journal-missing-segment` when one is not there. */
export const listSegments = (root: string): number[] => {
  if (!existsSync(root)) {
    return [];
  }
  const names = readdirSync(root).filter((name) => SEGMENT_NAME.test(name));
  const numbers = names.map(Number).sort((left, right) => left - right);
  for (const [index, number] of numbers.entries()) {
    const expected = (numbers[0] ?? 1) + index;
    if (number !== expected) {
      throw new StoreError(
        'journal-missing-segment',
        `segment ${expected} is missing, segment ${number} is there`,
        'restore the missing segment from its archive',
      );
    }
  }
  return numbers;
};
