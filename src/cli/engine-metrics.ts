/** Numbers of the engine thread for /metrics, in the names Prometheus expects. */
import type { BrokerDesk } from '../broker/index.js';
import type { EngineMetrics } from '../desk/index.js';
import type { Sequencer } from '../engine/log/index.js';
import type { GatewayMetrics } from '../gateway/index.js';
import { errorName } from '../values/index.js';
import type { DiskWatch } from './exchange/disk-watch.js';
import type { VenueClock } from './exchange/venue-clock.js';

interface Host {
  readonly clock: Pick<VenueClock, 'stepCount' | 'wallAheadMs'>;
  readonly disk: Pick<DiskWatch, 'isLow' | 'free'>;
  /** Numbers of the reader's thread. */
  readonly reader: Readonly<Record<string, number>>;
}

/** A copy of the engine's numbers, as of its durable sequence. */
export function engineMetrics(
  sequencer: Sequencer,
  gateway: GatewayMetrics,
  broker: BrokerDesk | undefined,
  { clock, disk, reader }: Host,
): EngineMetrics {
  const counters: Record<string, number> = {
    journal_commits_total: sequencer.commitCount,
    clock_steps_total: clock.stepCount,
    gateway_logons_total: gateway.logons,
    gateway_frames_in_total: gateway.framesIn,
    gateway_bytes_in_total: gateway.bytesIn,
    gateway_commands_in_total: gateway.commandsIn,
    gateway_frames_out_total: gateway.framesOut,
    gateway_bytes_out_total: gateway.bytesOut,
    gateway_reports_total: gateway.reports,
    gateway_market_messages_total: gateway.marketMessages,
    gateway_conflations_total: gateway.conflations,
    gateway_resumes_total: gateway.resumes,
    gateway_tickets_sent_total: gateway.ticketsSent,
  };
  for (const [code, count] of gateway.refusals.entries()) {
    const name = count > 0 ? errorName(code) : undefined;
    if (name !== undefined) counters[`gateway_refusals_${name.toLowerCase()}_total`] = count;
  }
  const answers = gateway.answerTimes.summary(performance.now());
  return {
    durableSequence: sequencer.durableSequence,
    epoch: sequencer.core.state.registry.epoch,
    counters,
    gauges: {
      gateway_connections: gateway.connections,
      gateway_sessions: gateway.sessions,
      gateway_answers_last_minute: answers.count,
      gateway_answer_p50_micros: answers.p50,
      gateway_answer_p99_micros: answers.p99,
      gateway_answer_p999_micros: answers.p999,
      gateway_answer_max_micros: answers.max,
      journal_last_commit_ms: sequencer.lastCommitMs,
      disk_free_bytes: disk.free,
      disk_is_low: disk.isLow ? 1 : 0,
      clock_wall_ahead_ms: Math.round(clock.wallAheadMs),
      ...reader,
      ...(broker === undefined ? {} : flatten('broker', broker.status())),
    },
  };
}

/** The numbers of a status object under names of their own; nested ones are joined. */
function flatten(prefix: string, status: object): Record<string, number> {
  const numbers: Record<string, number> = {};
  for (const [key, value] of Object.entries(status)) {
    const name = `${prefix}_${key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
    if (typeof value === 'number') numbers[name] = value;
    else if (typeof value === 'object' && value !== null)
      Object.assign(numbers, flatten(name, value));
  }
  return numbers;
}
