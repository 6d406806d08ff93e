/** Work that is under way. How far the close of a series is, is said by the account whose position is next. */
import type { CarryRow } from '../../../values/index.js';
import type { State } from '../kernel/state.js';
import { WORK } from '../kernel/work-queue.js';
import { type CarryPart, need } from './part.js';

/** Of a close: orders are still to be cancelled, or positions to be closed. */
const CLOSE = { CANCELING: 0, POSITIONS: 1 } as const;

export const workPart: CarryPart = {
  columns: ['work', 'work.meta'],
  derived: [],
  registry: [],

  *rows({ state }) {
    for (const { kind, reference, cursor } of state.work.items()) {
      if (kind !== WORK.CLOSE_SERIES || cursor === 0) {
        yield { table: 'work', row: { kind, reference, cursor, accountId: 0 } };
        continue;
      }
      const accountId = cursor === 1 ? 0 : state.positions.accountOf(cursor - 1);
      yield { table: 'work', row: { kind, reference, cursor: CLOSE.POSITIONS, accountId } };
    }
  },

  intake({ state }) {
    return {
      take: {
        work: (row) => state.work.carryIn(row.kind, row.reference, cursorOf(state, row)),
      },
    };
  },
};

function cursorOf(state: State, { kind, reference, cursor, accountId }: CarryRow<'work'>): number {
  if (kind !== WORK.CLOSE_SERIES || cursor === CLOSE.CANCELING) return cursor;
  if (accountId === 0) return 1;
  const position = state.positions.find(accountId, reference);
  need(position !== 0, 'work', `account ${accountId} has no position in series ${reference}`);
  return position + 1;
}
