/** Segments, lengths of windows and contracts: each in the order of its ids, which count up from 1. */
import { hexOf } from '../rights/entitlement-desk.js';
import { bytesOf, type CarryPart, need } from './part.js';

export const contractsPart: CarryPart = {
  columns: [],
  derived: [],
  registry: ['segments', 'windows', 'contracts'],

  *rows({ state: { registry } }) {
    for (const name of registry.segments) yield { table: 'segment', row: { name } };
    for (const windowMs of registry.windows) yield { table: 'window', row: { windowMs } };
    for (const record of registry.contracts) {
      const { text, segmentId, windowId, windowMs, confidenceLowPpm, confidenceHighPpm } = record;
      const { licenceHash, ...rules } = record.rules;
      yield {
        table: 'contract',
        row: {
          ...{ contract: text, segmentId, windowId, windowMs, confidenceLowPpm, confidenceHighPpm },
          ...rules,
          licenceHash: bytesOf(licenceHash),
        },
      };
    }
  },

  intake({ state: { registry, limits } }) {
    return {
      take: {
        segment: ({ name }) => registry.makeSegment(name),
        window: ({ windowMs }) => registry.makeWindow(windowMs),
        contract: (row) => {
          const { contract, segmentId, windowId, windowMs, confidenceLowPpm, confidenceHighPpm } =
            row;
          const contractId = registry.contracts.length + 1;
          const hasRoom = contractId <= limits.maxSeries;
          need(hasRoom, 'contract', `more contracts than maxSeries, ${limits.maxSeries}`);
          registry.addContract({
            ...{ contractId, text: contract, segmentId, windowId, windowMs },
            ...{ confidenceLowPpm, confidenceHighPpm },
            rules: {
              deliverable: row.deliverable,
              deliveryMethod: row.deliveryMethod,
              quotaPerLot: row.quotaPerLot,
              tickValueMicroPat: row.tickValueMicroPat,
              maxPriceTicks: row.maxPriceTicks,
              maxOrderLots: row.maxOrderLots,
              mintCapLots: row.mintCapLots,
              providerSharePpm: row.providerSharePpm,
              makerFeePpm: row.makerFeePpm,
              takerFeePpm: row.takerFeePpm,
              royaltyPpm: row.royaltyPpm,
              licensorAccountId: row.licensorAccountId,
              penaltyMicroPat: row.penaltyMicroPat,
              serviceLevelMs: row.serviceLevelMs,
              acceptanceMs: row.acceptanceMs,
              disputeWindowMs: row.disputeWindowMs,
              minimumClass: row.minimumClass,
              referencePriceTicks: row.referencePriceTicks,
              licenceHash: hexOf(row.licenceHash),
            },
          });
        },
      },
    };
  },
};
