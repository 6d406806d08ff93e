/**
 * Catches state that an upgrade would lose: a column or a field of the registry that no part of what is carried owns, one
 * that two own, and one that a part names though it is gone. Words of records are held by the compiler.
 */
import { expect, test } from 'vitest';
import { CARRY_PARTS, Core } from '../../../../src/engine/core/index.js';
import { SMALL_LIMITS } from '../../../support/venue.js';

const { state } = new Core({ limits: SMALL_LIMITS });

test('every column is carried, or made anew from what is, once', () => {
  const owned = CARRY_PARTS.flatMap(({ columns, derived }) => [...columns, ...derived]);
  expect(owned.toSorted()).toEqual(
    state.columns
      .list()
      .map(({ name }) => name)
      .toSorted(),
  );
});

test('every field of the registry is carried, once', () => {
  const fields = Object.keys(JSON.parse(state.registry.serialize()) as object);
  expect(CARRY_PARTS.flatMap(({ registry }) => registry).toSorted()).toEqual(fields.toSorted());
});
