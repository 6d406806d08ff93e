/** The listings of the history: what a row of each is. */
import { errorName } from '../../values/index.js';
import { nameOf } from '../views/index.js';
import type { Column, Filter, Listing } from './listing.js';

const integer = (name: string, sql: string, description: string): Column => ({
  ...{ name, sql, kind: 'integer', description },
});
const money = (name: string, sql: string, description: string): Column => ({
  ...{ name, sql, kind: 'money', description: `${description}, micro-PAT` },
});
const text = (name: string, sql: string, description: string): Column => ({
  ...{ name, sql, kind: 'text', description },
});
const boolean = (name: string, sql: string, description: string): Column => ({
  ...{ name, sql, kind: 'boolean', description },
});
const named = (
  name: string,
  sql: string,
  of: (value: number) => string,
  description: string,
): Column => ({ ...{ name, sql, kind: 'name', nameOf: of, description } });

const SEQUENCE = integer('sequence', 'sequence', 'Journal sequence of the command');
const TIME = integer('timeMs', 'time_ms', 'Sequenced time');
const SERIES = integer('seriesId', 'series_id', 'The series');
const LOTS = integer('quantityLots', 'quantity_lots', 'Quantity');
const SIDE = named('side', 'side', nameOf.side, 'Side');
const PRICE = integer('priceTicks', 'price_ticks', 'Price');
const BY_SERIES: Filter = {
  ...{ name: 'seriesId', sql: 'series_id = ?', kind: 'integer', description: 'Of one series' },
};

const TRADES: Listing = {
  name: 'trades',
  summary: 'Trades of a series, busted ones marked',
  from: 'trades',
  fixed: 'series_id = ?',
  key: ['trade_id'],
  time: 'time_ms',
  columns: [
    integer('tradeId', 'trade_id', 'Number of the trade in its series'),
    SEQUENCE,
    TIME,
    PRICE,
    LOTS,
    named('takerSide', 'taker_side', nameOf.side, 'Side of whoever took; SELL in an auction'),
    boolean('auction', 'auction', 'Traded in a call auction'),
    boolean('busted', 'busted_sequence > 0', 'Taken back'),
  ],
  filters: [],
};

const CANDLES: Listing = {
  name: 'candles',
  summary: 'Candles of a series',
  from: 'candles',
  fixed: 'series_id = ? AND width_s = ?',
  key: ['start_ms'],
  time: 'start_ms',
  columns: [
    integer('startMs', 'start_ms', 'Beginning, a multiple of the width since 1970 UTC'),
    integer('openTicks', 'open_ticks', 'First price; 0 when nothing traded'),
    integer('highTicks', 'high_ticks', 'Highest price'),
    integer('lowTicks', 'low_ticks', 'Lowest price'),
    integer('closeTicks', 'close_ticks', 'Last price'),
    integer('volumeLots', 'volume_lots', 'Lots traded'),
    money('notionalMicroPat', 'notional_micro_pat', 'Σ price × lots'),
    money(
      'vwapMicroPat',
      'CASE WHEN volume_lots = 0 THEN 0 ELSE notional_micro_pat / volume_lots END',
      'Volume-weighted average price of a lot, rounded down',
    ),
    integer('tradeCount', 'trade_count', 'Number of trades'),
    integer('exercisedLots', 'exercised_lots', 'Lots exercised in the same time'),
    integer(
      'exercisedSharePpm',
      'CASE WHEN volume_lots = 0 THEN 0 ELSE exercised_lots * 1000000 / volume_lots END',
      'Exercised lots over traded lots, ppm',
    ),
  ],
  filters: [],
};

const QUOTES: Listing = {
  name: 'quotes',
  summary: "The broker's quote of a series with its factors and mark, sampled on change",
  from: 'quotes',
  fixed: 'series_id = ?',
  key: ['sequence'],
  time: 'time_ms',
  columns: [
    SEQUENCE,
    TIME,
    integer('bidTicks', 'bid_ticks', 'Best bid of the broker; 0 is none'),
    integer('bidLots', 'bid_lots', 'Its lots'),
    integer('askTicks', 'ask_ticks', 'Best ask of the broker; 0 is none'),
    integer('askLots', 'ask_lots', 'Its lots'),
    integer('markTicks', 'mark_ticks', 'Mark'),
    named('quoterState', 'quoter_state', nameOf.quoterState, 'State of the quoter'),
    integer('baseValuePpmTicks', 'base_value_ppm_ticks', 'Base value, millionths of a tick'),
    integer('freshnessPpm', 'freshness_ppm', 'Freshness'),
    integer('demandPpm', 'demand_ppm', 'Demand'),
    integer('scarcityPpm', 'scarcity_ppm', 'Scarcity'),
    integer('dominancePpm', 'dominance_ppm', 'Dominance of better series'),
    integer('halfSpreadPpm', 'half_spread_ppm', 'Half-spread'),
    integer('reservationPpm', 'reservation_ppm', 'Reservation price over fair value'),
    integer('bidFactorPpm', 'bid_factor_ppm', 'Factor of bids alone'),
    integer('sigmaPpm', 'sigma_ppm', 'Volatility'),
    integer('thinnessPpm', 'thinness_ppm', 'Thinness'),
  ],
  filters: [],
};

const INDEX_INPUTS: Listing = {
  name: 'index-inputs',
  summary: 'What an index of a contract is made from: rights exercised, delivered and accepted',
  from: 'index_inputs',
  fixed: 'contract_id = ?',
  key: ['time_ms', 'delivery_id'],
  time: 'time_ms',
  columns: [
    integer('deliveryId', 'delivery_id', 'The delivery'),
    SERIES,
    SEQUENCE,
    TIME,
    LOTS,
    money('paidMicroPat', 'consumer_micro_pat', 'What the consumer paid, fee included'),
    integer('ageMs', 'age_ms', 'Age of the data when it was exercised'),
  ],
  filters: [BY_SERIES],
};

const VOLUMES: Listing = {
  name: 'volumes',
  summary: 'What traded in a series by day, and what became of the rights',
  from: 'volumes',
  fixed: 'series_id = ?',
  key: ['day_ms'],
  time: 'day_ms',
  columns: [
    integer('dayMs', 'day_ms', 'Beginning of the day, UTC'),
    integer('tradedLots', 'traded_lots', 'Lots traded, busts taken out'),
    integer('boughtLots', 'bought_lots', 'Of them bought by others than the broker'),
    integer('fromBrokerLots', 'from_broker_lots', 'Of those, from the broker'),
    money('boughtMicroPat', 'bought_micro_pat', 'What they cost'),
    integer('mintedLots', 'minted_lots', 'Rights minted'),
    integer('exercisedLots', 'exercised_lots', 'Exercised by their holders'),
    integer('automaticLots', 'automatic_lots', 'Exercised by the close of the window'),
    integer('forfeitedLots', 'forfeited_lots', 'Given up at the close'),
    integer('lapsedLots', 'lapsed_lots', 'Lapsed in the hands of the broker'),
    integer('deliveredLots', 'delivered_lots', 'Delivered and accepted'),
    integer('failedLots', 'failed_lots', 'Deliveries that failed'),
  ],
  filters: [],
};

const ORDER_COLUMNS: readonly Column[] = [
  integer('orderId', 'order_id', 'Id of the order'),
  integer('clientOrderId', 'client_id', "The sender's id"),
  SERIES,
  SIDE,
  named('orderType', 'order_type', nameOf.orderType, 'Type'),
  named('timeInForce', 'time_in_force', nameOf.timeInForce, 'Time in force'),
  PRICE,
  LOTS,
  integer('openLots', 'open_lots', 'Lots still open'),
  integer('filledLots', 'filled_lots', 'Lots filled'),
  text('state', 'state', 'OPEN, FILLED or CANCELED'),
  named(
    'reason',
    'reason',
    (reason) => (reason === 0 ? '' : nameOf.cancelReason(reason)),
    'Why it was cancelled; empty otherwise',
  ),
  integer('createdSequence', 'created_sequence', 'Sequence of its acceptance'),
  integer('createdMs', 'created_ms', 'Time of its acceptance'),
  integer('updatedSequence', 'updated_sequence', 'Sequence of the last change'),
  integer('updatedMs', 'updated_ms', 'Time of the last change'),
];

const ORDERS: Listing = {
  name: 'orders',
  summary: "An account's orders, over or not; cancelled ones that never traded for 30 days",
  from: 'orders',
  fixed: 'account_id = ?',
  key: ['created_sequence', 'order_id'],
  time: 'created_ms',
  columns: ORDER_COLUMNS,
  filters: [
    BY_SERIES,
    { name: 'clientOrderId', sql: 'client_id = ?', kind: 'integer', description: 'By client id' },
    { name: 'state', sql: 'state = ?', kind: 'text', description: 'OPEN, FILLED or CANCELED' },
  ],
};

const REFUSALS: Listing = {
  name: 'order-refusals',
  summary: "An account's refused orders of seven days",
  from: 'order_refusals',
  fixed: 'account_id = ?',
  key: ['sequence', 'row_id'],
  time: 'time_ms',
  columns: [
    SEQUENCE,
    TIME,
    integer('clientOrderId', 'client_id', "The sender's id"),
    SERIES,
    SIDE,
    PRICE,
    LOTS,
    integer('code', 'code', 'Number in the catalog of errors'),
    named('name', 'code', (code) => errorName(code) ?? '', 'Name in the catalog of errors'),
  ],
  filters: [BY_SERIES],
};

const FILLS: Listing = {
  name: 'fills',
  summary: "An account's fills",
  from: 'fills',
  fixed: 'account_id = ?',
  key: ['sequence', 'series_id', 'trade_id', 'liquidity'],
  time: 'time_ms',
  columns: [
    SEQUENCE,
    TIME,
    SERIES,
    integer('tradeId', 'trade_id', 'The trade'),
    SIDE,
    PRICE,
    LOTS,
    text('liquidity', 'liquidity', 'MAKER or TAKER; in an auction the buyer is the maker'),
    integer('orderId', 'order_id', 'The order'),
    integer('clientOrderId', 'client_id', "The sender's id"),
    money('feeMicroPat', 'fee_micro_pat', 'Fee'),
    boolean('auction', 'auction', 'Traded in a call auction'),
    boolean('busted', 'busted_sequence > 0', 'Taken back'),
  ],
  filters: [BY_SERIES],
};

const MOVEMENTS: Listing = {
  name: 'movements',
  summary: "Every movement of an account's money, with what it had then",
  from: 'movements',
  fixed: 'account_id = ?',
  key: ['sequence'],
  time: 'time_ms',
  columns: [
    SEQUENCE,
    TIME,
    text('cause', 'cause', 'Why: TRADE, DELIVERY, DEPOSIT and so on, joined by +'),
    integer('reference', 'reference', 'Trade or delivery; 0 is none'),
    money('cashMicroPat', 'cash_micro_pat', 'Change of available and reserved'),
    money('pendingMicroPat', 'pending_micro_pat', 'Change of pending proceeds'),
    money('collateralMicroPat', 'collateral_micro_pat', 'Change of collateral'),
    money('escrowMicroPat', 'escrow_micro_pat', 'Change of escrow'),
    money('cashAfterMicroPat', 'cash_after_micro_pat', 'Available and reserved then'),
    money('pendingAfterMicroPat', 'pending_after_micro_pat', 'Pending then'),
    money('collateralAfterMicroPat', 'collateral_after_micro_pat', 'Collateral then'),
    money('escrowAfterMicroPat', 'escrow_after_micro_pat', 'Escrow then'),
  ],
  filters: [],
};

const RIGHTS: Listing = {
  name: 'rights',
  summary: "What happened to an account's rights",
  from: 'rights',
  fixed: 'account_id = ?',
  key: ['sequence', 'ordinal'],
  time: 'time_ms',
  columns: [
    SEQUENCE,
    TIME,
    SERIES,
    named('action', 'action', nameOf.rightsAction, 'What happened'),
    LOTS,
  ],
  filters: [BY_SERIES],
};

const ENTITLEMENTS: Listing = {
  name: 'entitlements',
  summary: "An account's entitlements, over or not",
  from: 'entitlements',
  fixed: 'account_id = ?',
  key: ['entitlement_id'],
  time: null,
  columns: [
    integer('entitlementId', 'entitlement_id', 'Id of the entitlement'),
    text('resource', 'resource', 'What it opens'),
    text('actions', 'actions', 'What it allows, separated by commas'),
    integer('quota', 'quota', 'How much of it'),
    named('origin', 'origin', nameOf.entitlementOrigin, 'Where it comes from'),
    named('status', 'status', nameOf.entitlementStatus, 'Status'),
    integer('validFromMs', 'valid_from_ms', 'From when on'),
    integer('validToMs', 'valid_to_ms', 'Until when'),
    SEQUENCE,
    integer('updatedSequence', 'updated_sequence', 'Sequence of the last change'),
  ],
  filters: [],
};

const deliveryListing = (name: string, party: string, whose: string): Listing => ({
  name,
  summary: `Deliveries ${whose}, under way or over`,
  from: 'deliveries',
  fixed: `${party} = ?`,
  key: ['ticket_sequence', 'delivery_id'],
  time: 'ticketed_ms',
  columns: [
    integer('deliveryId', 'delivery_id', 'Id of the delivery'),
    SERIES,
    integer('consumerId', 'consumer_id', 'Who receives'),
    integer('providerId', 'provider_id', 'Who delivers'),
    LOTS,
    named('state', 'state', nameOf.deliveryState, 'State'),
    integer('ticketSequence', 'ticket_sequence', 'Sequence of the exercise'),
    integer('entitlementId', 'entitlement_id', 'The entitlement it came with'),
    integer('ticketedMs', 'ticketed_ms', 'Time of the ticket'),
    integer('noticedMs', 'noticed_ms', 'Time of the notice; 0 before'),
    integer('confirmedMs', 'confirmed_ms', 'Time of the receipt; 0 before'),
    integer('disputedMs', 'disputed_ms', 'Time of the dispute; 0 without'),
    integer('endedMs', 'ended_ms', 'Time of its end; 0 before'),
    integer('deadlineMs', 'deadline_ms', 'When its state ends by itself; 0 when it does not'),
    money('consumerMicroPat', 'consumer_micro_pat', 'What the consumer paid, or got back'),
    money('providerMicroPat', 'provider_micro_pat', 'What the provider got'),
    integer('updatedSequence', 'updated_sequence', 'Sequence of the last change'),
  ],
  filters: [BY_SERIES],
});

const PARAMETER_CHANGES: Listing = {
  name: 'parameter-changes',
  summary: 'Changes of parameters, with author and reason',
  from: 'parameter_changes',
  fixed: '1 = 1',
  key: ['change'],
  time: 'time_ms',
  columns: [
    integer('change', 'change', 'Number of the change'),
    SEQUENCE,
    TIME,
    text('name', 'name', 'The parameter'),
    text('target', 'target', 'Series, contract or segment; empty for the venue'),
    integer('oldValue', 'old_value', 'Value before'),
    { ...integer('value', 'value', 'Value since; null: removed here'), isNullable: true },
    integer('version', 'version', 'Version of the target'),
    integer('authorId', 'author_id', 'Who asked for it'),
    integer('approverId', 'approver_id', 'Who approved it; 0 where nobody had to'),
    text('reason', 'reason', 'Why'),
    integer('effectiveMs', 'effective_ms', 'From when on'),
    integer('undoesVersion', 'undoes_version', 'Version it undoes; 0 is none'),
  ],
  filters: [
    { name: 'name', sql: 'name = ?', kind: 'text', description: 'Of one parameter' },
    { name: 'target', sql: 'target = ?', kind: 'text', description: 'At one target' },
  ],
};

const COMMANDS: Listing = {
  name: 'audit',
  summary: 'Every command that is not trading itself: who, what, why, and how it ended',
  from: 'commands',
  fixed: '1 = 1',
  key: ['sequence'],
  time: 'time_ms',
  columns: [
    SEQUENCE,
    TIME,
    named('command', 'kind', nameOf.commandKind, 'Kind of the command'),
    integer('accountId', 'account_id', 'Author; 0 is the venue itself'),
    integer('sessionId', 'session_id', 'The session it came from; 0 is none'),
    integer('clientRequestId', 'client_id', "The author's id; 0 is none"),
    text('reason', 'reason', 'Why; empty where nobody asks'),
    text('body', 'body', 'What was asked for, as JSON'),
    integer('code', 'code', 'How it ended: 0, or a number of the catalog of errors'),
    integer('reference', 'reference', 'What it made or changed; 0 is none'),
  ],
  filters: [
    { name: 'accountId', sql: 'account_id = ?', kind: 'integer', description: 'Of one author' },
    { name: 'kind', sql: 'kind = ?', kind: 'integer', description: 'Number of a kind of command' },
  ],
};

const BATCHES: Listing = {
  name: 'batches',
  summary: 'Batches of settlement that are final on chain',
  from: 'batches',
  fixed: '1 = 1',
  key: ['batch_id'],
  time: 'time_ms',
  columns: [
    integer('batchId', 'batch_id', 'Number of the batch'),
    SEQUENCE,
    TIME,
    text('batchHash', 'batch_hash', 'Its hash, hex'),
    integer('ledgerSequence', 'ledger_sequence', 'Sequence up to which the ledger has cleared'),
    integer('requestSequence', 'request_sequence', 'Last withdrawal request it acknowledges'),
    text('liabilitiesRoot', 'liabilities_root', 'Root of the tree of liabilities, hex'),
    money('liabilitiesSumMicroPat', 'liabilities_sum_micro_pat', 'Their sum'),
  ],
  filters: [],
};

const PHASES: Listing = {
  name: 'phases',
  summary: 'The phases the venue went through',
  from: 'phases',
  fixed: '1 = 1',
  key: ['sequence'],
  time: 'time_ms',
  columns: [SEQUENCE, TIME, integer('phase', 'phase', 'The phase from then on')],
  filters: [],
};

const DELIVERY_RECORD: Listing = {
  name: 'delivery-performance',
  summary: 'The delivery record of every provider in every contract',
  from: 'delivery_performance',
  fixed: '1 = 1',
  key: ['provider_id', 'contract_id'],
  time: null,
  columns: [
    integer('providerId', 'provider_id', 'The provider'),
    integer('contractId', 'contract_id', 'The contract'),
    integer('ticketedCount', 'ticketed_count', 'Deliveries asked for'),
    integer('acceptedCount', 'accepted_count', 'Of them accepted'),
    integer('failedCount', 'failed_count', 'Of them failed'),
    integer('disputedCount', 'disputed_count', 'Of them disputed'),
    integer('acceptedLots', 'accepted_lots', 'Lots accepted'),
    integer('failedLots', 'failed_lots', 'Lots failed'),
    integer(
      'acceptedSharePpm',
      `CASE WHEN accepted_count + failed_count = 0 THEN 0
        ELSE accepted_count * 1000000 / (accepted_count + failed_count) END`,
      'Accepted of those that ended, ppm',
    ),
    integer(
      'noticeMeanMs',
      'CASE WHEN notice_count = 0 THEN 0 ELSE notice_sum_ms / notice_count END',
      'Mean time from ticket to notice',
    ),
    integer('noticeMaxMs', 'notice_max_ms', 'Longest time to notice'),
  ],
  filters: [
    { name: 'providerId', sql: 'provider_id = ?', kind: 'integer', description: 'Of one provider' },
    { name: 'contractId', sql: 'contract_id = ?', kind: 'integer', description: 'In one contract' },
  ],
};

export const LISTINGS = {
  trades: TRADES,
  candles: CANDLES,
  quotes: QUOTES,
  indexInputs: INDEX_INPUTS,
  volumes: VOLUMES,
  orders: ORDERS,
  orderRefusals: REFUSALS,
  fills: FILLS,
  movements: MOVEMENTS,
  rights: RIGHTS,
  entitlements: ENTITLEMENTS,
  deliveriesToConsumer: deliveryListing('deliveries', 'consumer_id', 'to an account'),
  deliveriesOfProvider: deliveryListing('deliveries-due', 'provider_id', 'by an account'),
  parameterChanges: PARAMETER_CHANGES,
  commands: COMMANDS,
  batches: BATCHES,
  phases: PHASES,
  deliveryPerformance: DELIVERY_RECORD,
} as const satisfies Readonly<Record<string, Listing>>;
