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
  MARK_UNSURE: entry(
    242,
    true,
    'There is no mark to add on: the index of the contract has no value, or the mark is older than three minutes.',
    'Reduce or cancel, or wait for the index; the market data of the instrument says how good its mark is.',
  ),
  OPEN_INTEREST: entry(
    243,
    true,
    'The owner, or all together, would hold and bid for more of the contract than is allowed.',
    'Ask for fewer lots; what is allowed follows what was exercised in seven days, and is told with the mark.',
  ),
  HOLDINGS_FULL: entry(
    244,
    true,
    'The account has holdings in as many cash instruments as one account may.',
    'Close one first, and let the next hourly variation settle it.',
  ),
  LIQUIDATING: entry(
    245,
    true,
    'The account is being liquidated: it may only reduce.',
    'Deposit PAT until equity is 1.1 times the maintenance margin, or reduce; the margin account says what is missing.',
  ),
  FUND_SHORT: entry(
    246,
    true,
    'The default fund is smaller than the two largest losses that stress finds: nothing is added.',
    'Reduce, contribute to the fund, or wait until it is filled.',
  ),
  FUND_IN_USE: entry(
    247,
    true,
    'What the account would take out of the default fund is needed there, or is not its own.',
    'Take out less; the fund has to cover the two largest losses that stress finds.',
  ),
  SELL_HELD_FIRST: entry(
    300,
    true,
    'The account holds lots of the option: it may sell those, and write none before they are sold.',
    'Sell at most what is held and not offered yet; write when nothing is held.',
  ),
  STRIKE_OFF_GRID: entry(
    301,
    true,
    'Strike and cap of an option are whole ticks, the strike a fifth to five times the index, the cap at most fifteen times.',
    'Take a strike and a cap on the grid.',
  ),
  NO_INDEX: entry(
    248,
    true,
    'The contract has no index, so nothing can settle against it.',
    'Wait until the index of the contract is published.',
  ),
} as const;
