/** Errors of phases and of what they admit. Part of the catalog. */
import { entry } from './error-entry.js';

export const PHASE_ERRORS = {
  NOT_IN_PHASE: entry(
    160,
    true,
    'Instruments of this kind are not admitted in the phase the venue is in.',
    'Wait for the phase the kind belongs to: series in phase 1, locks and assurances in 2, synthetics in 3, options in 4.',
  ),
  FORWARD_LIMIT: entry(
    161,
    true,
    'The owner would bid for and hold more lots of forwards than it may.',
    'Exercise rights bought from others first, or wait for forwards to become rights; the limit is forward_floor_lots, or forward_multiple_ppm of what was exercised in thirty days.',
  ),
  PHASE_SUSPENDED: entry(
    152,
    true,
    'The phase this belongs to is suspended: what there is runs off, nothing is added.',
    'Reduce or cancel, or wait until operators end the suspension; the venue says which phases are suspended, and why.',
  ),
  GATES_NOT_MET: entry(
    153,
    true,
    'No segment has shown what the phase asks for, or the segment of the instrument has not.',
    'Look at the gates of the phase: each says its value, its threshold and the sequence it was measured at.',
  ),
} as const;
