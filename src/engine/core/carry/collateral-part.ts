/**
 * Where the review of collateral stands. It is said by series and accounts; of the entries of rights it assesses, which have no
 * name, one that is in the middle of them begins with the first again: assessing one twice changes nothing.
 */
import { REVIEW_FIELD as R, REVIEW_PHASE } from '../rights/collateral-needs.js';
import { type CarryPart, need } from './part.js';

export const collateralPart: CarryPart = {
  columns: ['collateral.review'],
  derived: [],
  registry: [],

  *rows({ state: { needs, positions } }) {
    const get = (field: number): number => needs.review[field] as number;
    const position = get(R.position);
    // Zeros once the position has gone, after which the review looks at all of the provider's.
    const providerId = position === 0 ? 0 : positions.accountOf(position);
    yield {
      table: 'review',
      row: {
        phase: get(R.phase),
        cursor: get(R.phase) === REVIEW_PHASE.ENTRIES ? 0 : get(R.cursor),
        beganServiceMs: get(R.beganServiceMs),
        elapsedMs: get(R.elapsedMs),
        isArmed: get(R.armed),
        isNeeded: get(R.isNeeded),
        hasDefaults: get(R.hasDefaults),
        // In the middle of somebody's claims it begins with the first of them again: entries have no name.
        holderId: get(R.entry) < 0 ? get(R.holder) - 1 : get(R.holder),
        providerId,
        seriesId: providerId === 0 ? 0 : positions.seriesOf(position),
      },
    };
  },

  intake({ state: { needs, positions } }) {
    const set = (field: number, value: number): void => {
      needs.review[field] = value;
    };
    return {
      take: {
        review: (row) => {
          const { providerId, seriesId } = row;
          const position = providerId === 0 ? 0 : positions.find(providerId, seriesId);
          const isThere = providerId === 0 || position !== 0;
          need(isThere, 'review', `account ${providerId} has no position in series ${seriesId}`);
          set(R.phase, row.phase);
          set(R.cursor, row.cursor);
          set(R.beganServiceMs, row.beganServiceMs);
          set(R.elapsedMs, row.elapsedMs);
          set(R.armed, row.isArmed);
          set(R.isNeeded, row.isNeeded);
          set(R.hasDefaults, row.hasDefaults);
          set(R.holder, row.holderId);
          set(R.position, position);
        },
      },
    };
  },
};
