/** The listings of what settles in cash: what happened to accounts, what the venue closed, what instruments settled at. */
import { nameOf } from '../views/index.js';
import { integer, money, named, SEQUENCE, SERIES, TIME, text } from './columns.js';
import type { Listing } from './listing.js';

const PRICE = money('priceMicroPat', 'price_micro_pat', 'Price of a lot');
const BY = named('liquidationBy', 'liquidation_by', nameOf.liquidationBy, 'How lots were closed');

export const MARGIN_EVENTS: Listing = {
  name: 'margin-events',
  summary: 'Warnings, liquidation, variation, settlement and default fund of an account',
  from: 'margin_events',
  fixed: 'account_id = ?',
  key: ['sequence', 'ordinal'],
  time: 'time_ms',
  columns: [
    SEQUENCE,
    integer('ordinal', 'ordinal', 'Place among what the command caused'),
    TIME,
    named('change', 'change', nameOf.marginChange, 'What happened'),
    integer('seriesId', 'series_id', 'The series; 0 where it is about all'),
    integer('quantityLots', 'quantity_lots', 'Lots closed (above 0: bought), settled or written'),
    PRICE,
    money('amountMicroPat', 'amount_micro_pat', 'Paid to the account, below 0 by it'),
    named('marginStanding', 'margin_standing', nameOf.marginStanding, 'Where the account stands'),
    money('equityMicroPat', 'equity_micro_pat', 'Equity, as it was found'),
    money('initialMicroPat', 'initial_micro_pat', 'Initial margin then'),
    money('maintenanceMicroPat', 'maintenance_micro_pat', 'Maintenance margin then'),
    BY,
    money('gainMicroPat', 'gain_micro_pat', 'Of one that is deleveraged: what it had gained'),
    named('fundReason', 'fund_reason', nameOf.fundReason, 'Why the default fund changed'),
  ],
  filters: [
    { name: 'seriesId', sql: 'series_id = ?', kind: 'integer', description: 'Of one series' },
  ],
};

export const LIQUIDATIONS: Listing = {
  name: 'liquidations',
  summary: 'Lots of a series the venue closed, with the evidence where winners were deleveraged',
  from: 'liquidations',
  fixed: 'series_id = ?',
  key: ['sequence', 'ordinal'],
  time: 'time_ms',
  columns: [
    SEQUENCE,
    integer('ordinal', 'ordinal', 'Place among what the command caused'),
    TIME,
    BY,
    integer('quantityLots', 'quantity_lots', 'Lots; above 0 bought for the account, below 0 sold'),
    PRICE,
    money('gainMicroPat', 'gain_micro_pat', 'What the winner had gained'),
    money(
      'initialMicroPat',
      'initial_micro_pat',
      'Its initial margin; the rank is the gain over it',
    ),
  ],
  filters: [],
};

export const SETTLEMENTS: Listing = {
  name: 'settlements',
  summary: 'What instruments that settle in cash settled at, and how the price was found',
  from: 'settlements',
  fixed: '1 = 1',
  key: ['sequence', 'series_id'],
  time: 'time_ms',
  columns: [
    SERIES,
    text('series', 'series', 'Its text'),
    integer('contractId', 'contract_id', 'The contract'),
    SEQUENCE,
    TIME,
    integer('expiryMs', 'expiry_ms', 'Its expiry'),
    named('source', 'source', nameOf.settlementSource, 'How the price was found'),
    money('priceMicroPat', 'price_micro_pat', 'Settlement price of the index'),
    money('unitMicroPat', 'unit_micro_pat', 'What a lot was worth; of an option, what it paid'),
  ],
  filters: [
    { name: 'contractId', sql: 'contract_id = ?', kind: 'integer', description: 'Of one contract' },
  ],
};
