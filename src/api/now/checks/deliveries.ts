/** Deliveries that are late or disputed, and decisions that wait for somebody. */

import type { WatchedDelivery } from '../../../reader/index.js';
import { DELIVERY_STATE } from '../../../values/index.js';
import { type Check, counted, type Facts, type Finding, pat } from '../check.js';

const inHours = (ms: number): string => `${(Math.max(0, ms) / 3_600_000).toFixed(1)} h`;

const DISPUTED = 'SELECT disputed_ms FROM deliveries WHERE delivery_id = ?';

export const disputes: Check = {
  id: 'dispute-open',
  name: 'Disputes',
  look: (facts) => {
    const open = troubled(facts, DELIVERY_STATE.DISPUTED);
    const findings = open.map((one): Finding => {
      const { deliveryId, consumerId, providerId, escrowMicroPat, quantityLots, deadlineMs } = one;
      const [sinceMs] = facts.source.reader.database.prepare(DISPUTED).row([deliveryId]) ?? [];
      return {
        key: String(deliveryId),
        severity: 'bad',
        title: `Dispute to rule on: delivery ${deliveryId}`,
        cause: `Consumer ${consumerId} says that what provider ${providerId} delivered (${counted(quantityLots, 'lot')}, ${facts.nameOf(one.seriesId)}) is not what was sold.`,
        sinceMs: Number(sinceMs ?? 0) || undefined,
        cost: `${pat(escrowMicroPat)} is frozen. Without a ruling the consumer is right in ${inHours(deadlineMs - facts.venueMs)}.`,
        may: 'Look at the evidence of both and rule.',
        address: '/console/deliveries',
      };
    });
    return { reading: findings.length === 0 ? 'none open' : `${findings.length} open`, findings };
  },
};

export const overdue: Check = {
  id: 'delivery-overdue',
  name: 'Overdue deliveries',
  look: (facts) => {
    const late = troubled(facts, DELIVERY_STATE.OVERDUE);
    const findings = [...groups(late)].map(([providerId, deliveries]): Finding => {
      const frozen = deliveries.reduce((sum, { escrowMicroPat }) => sum + escrowMicroPat, 0);
      const firstMs = Math.min(...deliveries.map(({ deadlineMs }) => deadlineMs));
      return {
        key: String(providerId),
        severity: 'bad',
        title: `Provider ${providerId}, ${facts.source.accounts.name(providerId)}: ${counted(deliveries.length, 'delivery', 'deliveries')} overdue`,
        cause: 'It has not said within the contract’s service level where the data can be fetched.',
        cost: `${pat(frozen)} of consumers’ money waits; the first fails in ${inHours(firstMs - facts.venueMs)}, at the provider’s cost.`,
        may: 'Reach the provider; what fails is served by others or refunded without anybody doing anything.',
        address: '/console/deliveries?state=OVERDUE',
      };
    });
    return { reading: late.length === 0 ? 'none' : String(late.length), findings };
  },
};

export const waiting: Check = {
  id: 'second-person',
  name: 'Waiting for a second person',
  look: (facts) => {
    const findings = facts.watch.waitingRequests().map(
      ({ requestId, name, target, value, authorId, reason, lapseTimeMs }): Finding => ({
        key: String(requestId),
        severity: 'warn',
        title: `Waits for a second person: ${name}${target === '' ? '' : ` at ${target}`}${value === null ? '' : ` = ${value}`}`,
        cause: `Account ${authorId} asked for it: ${reason}.`,
        cost: `It lapses in ${inHours(lapseTimeMs - facts.venueMs)}.`,
        may: 'Another operator approves it, or its author withdraws it.',
        address: '/console/parameters',
      }),
    );
    return { reading: findings.length === 0 ? 'nothing' : String(findings.length), findings };
  },
};

const troubled = (facts: Facts, state: number): WatchedDelivery[] =>
  facts.watch.troubledDeliveries().filter((one) => one.state === state);

function groups(all: readonly WatchedDelivery[]): Map<number, WatchedDelivery[]> {
  const found = new Map<number, WatchedDelivery[]>();
  for (const one of all) found.set(one.providerId, [...(found.get(one.providerId) ?? []), one]);
  return found;
}
