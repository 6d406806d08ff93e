/**
 * Deliveries from the ticket to their end, and the published record of every provider in every contract: how many were
 * ticketed, accepted, failed, disputed, and how long its notice took.
 *
 * Times to notice are counted in classes whose bounds double, so that a quantile is known to within a factor of two however
 * many deliveries there were; count, sum and greatest are exact.
 */
import { DELIVERY_STATE } from '../../values/index.js';
import type { Database } from '../store/database.js';
import type { DeliveryFact, MarketView } from '../views/index.js';
import type { Moment } from './moment.js';
import type { VolumeHistory } from './volume-history.js';

const { TICKETED, NOTICED, DISPUTED, ACCEPTED, FAILED, CONFIRMED } = DELIVERY_STATE;

const INSERT = `INSERT INTO deliveries VALUES (${Array(19).fill('?').join(',')})`;
const UPDATE: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries({
    [NOTICED]: 'noticed_ms',
    [CONFIRMED]: 'confirmed_ms',
    [DISPUTED]: 'disputed_ms',
    [ACCEPTED]: 'ended_ms',
    [FAILED]: 'ended_ms',
  }).map(([state, column]) => [
    state,
    `UPDATE deliveries SET state = ?, ${column} = ?, deadline_ms = ?, consumer_micro_pat = ?,
      provider_micro_pat = ?, updated_sequence = ? WHERE delivery_id = ?`,
  ]),
);

const PERFORMANCE = [
  'ticketed_count',
  'accepted_count',
  'failed_count',
  'disputed_count',
  'accepted_lots',
  'failed_lots',
  'notice_count',
  'notice_sum_ms',
] as const;
type Count = (typeof PERFORMANCE)[number];

const COUNT = `INSERT INTO delivery_performance VALUES (?,?,${PERFORMANCE.map(() => '?').join(',')},?)
  ON CONFLICT (provider_id, contract_id) DO UPDATE SET
    ${PERFORMANCE.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')},
    notice_max_ms = max(notice_max_ms, excluded.notice_max_ms)`;
const TIME = `INSERT INTO delivery_times VALUES (?, ?, ?, 1)
  ON CONFLICT (provider_id, contract_id, notice_within_ms) DO UPDATE SET delivery_count = delivery_count + 1`;

/** Bound of the first class. */
const FIRST_CLASS_MS = 1_000;

export class DeliveryHistory {
  private readonly database: Database;
  private readonly market: MarketView;
  private readonly volumes: VolumeHistory;

  constructor(database: Database, market: MarketView, volumes: VolumeHistory) {
    this.database = database;
    this.market = market;
    this.volumes = volumes;
  }

  changed(fact: DeliveryFact, moment: Moment): void {
    const { deliveryId, seriesId, providerId, lots, state } = fact;
    const { sequence, timeMs } = moment;
    const contractId = this.market.series(seriesId)?.contractId ?? 0;
    const record = { providerId, contractId };
    if (state === TICKETED) {
      this.insert(fact, contractId, moment);
      return this.count(record, { ticketed_count: 1 });
    }
    const { deadlineMs, consumerMicroPat, providerMicroPat } = fact;
    const sql = UPDATE[state];
    if (sql === undefined) return;
    // A notice that is corrected, or proved, is told again; it was given once.
    if (state === NOTICED && this.stateOf(deliveryId) === NOTICED) return;
    this.database
      .prepare(sql)
      .run([state, timeMs, deadlineMs, consumerMicroPat, providerMicroPat, sequence, deliveryId]);
    if (state === NOTICED) this.noticed(deliveryId, record, timeMs);
    else if (state === DISPUTED) this.count(record, { disputed_count: 1 });
    else if (state === ACCEPTED) {
      this.count(record, { accepted_count: 1, accepted_lots: lots });
      this.volumes.add(seriesId, timeMs, 'delivered_lots', lots);
    } else if (state === FAILED) {
      this.count(record, { failed_count: 1, failed_lots: lots });
      this.volumes.add(seriesId, timeMs, 'failed_lots', lots);
    }
  }

  private insert(fact: DeliveryFact, contractId: number, { sequence, timeMs }: Moment): void {
    const { deliveryId, seriesId, consumerId, providerId, lots, ticketSequence } = fact;
    this.database
      .prepare(INSERT)
      .run([
        ...[deliveryId, seriesId, contractId, consumerId, providerId, lots, ticketSequence],
        ...[fact.ticketIndex, fact.entitlementId, fact.state, timeMs, 0, 0, 0, 0],
        ...[fact.deadlineMs, 0, 0, sequence],
      ]);
  }

  private stateOf(deliveryId: number): number | undefined {
    const find = this.database.prepare('SELECT state FROM deliveries WHERE delivery_id = ?');
    return find.row([deliveryId])?.[0] as number | undefined;
  }

  private noticed(deliveryId: number, record: ProviderContract, timeMs: number): void {
    const find = this.database.prepare('SELECT ticketed_ms FROM deliveries WHERE delivery_id = ?');
    const [ticketedMs = timeMs] = (find.row([deliveryId]) ?? []) as number[];
    const tookMs = timeMs - ticketedMs;
    this.count(record, { notice_count: 1, notice_sum_ms: tookMs }, tookMs);
    let withinMs = FIRST_CLASS_MS;
    while (withinMs < tookMs) withinMs *= 2;
    this.database.prepare(TIME).run([record.providerId, record.contractId, withinMs]);
  }

  private count(
    { providerId, contractId }: ProviderContract,
    counts: Partial<Record<Count, number>>,
    noticeMs = 0,
  ): void {
    const values = PERFORMANCE.map((name) => counts[name] ?? 0);
    this.database.prepare(COUNT).run([providerId, contractId, ...values, noticeMs]);
  }
}

interface ProviderContract {
  readonly providerId: number;
  readonly contractId: number;
}
