/** The venue as a whole: its phase and clocks, what is killed, who is logged on, and the chain it is bound to. */

import type { ChainRecord } from '../kernel/registry.js';
import { hexOf } from '../rights/entitlement-desk.js';
import { bit, bytesOf, type CarryPart } from './part.js';

export const venuePart: CarryPart = {
  columns: ['clock', 'ledger.net', 'wallets.meta'],
  derived: [],
  registry: [
    ...['venue', 'phase', 'epoch', 'lastSessionId', 'outageMs', 'globalKilled', 'quoterKilled'],
    ...['founders', 'quoterCheckpoint', 'kills', 'sessions', 'chain'],
    ...['parameterChangesDropped', 'parameterRequestsDropped'],
    // Those of the core that goes on, which the first CarryOver names.
    ...['limits', 'coreVersion'],
  ],

  *rows({ state }) {
    const { registry, wallets } = state;
    const { venue, phase, epoch, lastSessionId, outageMs, founders } = registry;
    yield {
      table: 'venue',
      row: {
        ...{ venue, phase, epoch, lastSessionId, outageMs, founders },
        isGloballyKilled: bit(registry.globalKilled),
        isQuoterKilled: bit(registry.quoterKilled),
        timeMs: state.timeMs,
        netMicroPat: state.ledger.total,
        quoterCheckpoint: bytesOf(registry.quoterCheckpoint),
        orderSlots: state.orders.highWater,
        deliverySlots: state.deliveries.highWater,
        depositSequence: wallets.depositSequence,
        requestSequence: wallets.requestSequence,
        parameterChangesDropped: registry.parameterChangesDropped,
        parameterRequestsDropped: registry.parameterRequestsDropped,
        walletsHeard: wallets.heard,
      },
    };
    for (const kill of registry.kills) yield { table: 'kill', row: { ...kill } };
    for (const { sessionId, accountId, cancelOnDisconnect } of registry.sessions) {
      const row = { sessionId, accountId, cancelOnDisconnect: bit(cancelOnDisconnect) };
      yield { table: 'session', row };
    }
    if (registry.chain !== null) yield { table: 'chain', row: chainRow(registry.chain) };
  },

  intake({ state }) {
    const { registry, wallets } = state;
    return {
      take: {
        venue: (row) => {
          const { venue, phase, epoch, lastSessionId, outageMs, founders } = row;
          Object.assign(registry, { venue, phase, epoch, lastSessionId, outageMs, founders });
          registry.parameterChangesDropped = row.parameterChangesDropped;
          registry.parameterRequestsDropped = row.parameterRequestsDropped;
          registry.globalKilled = row.isGloballyKilled === 1;
          registry.quoterKilled = row.isQuoterKilled === 1;
          registry.quoterCheckpoint = hexOf(row.quoterCheckpoint);
          state.goOn(state.sequence, row.timeMs);
          state.orders.carryInSlots(row.orderSlots);
          state.deliveries.carryInFree(row.deliverySlots, []);
          wallets.depositSequence = row.depositSequence;
          wallets.requestSequence = row.requestSequence;
          wallets.hear(Math.max(0, row.walletsHeard));
        },
        kill: (row) => registry.kills.push({ ...row }),
        session: ({ sessionId, accountId, cancelOnDisconnect }) => {
          const isCanceled = cancelOnDisconnect === 1;
          registry.sessions.push({ sessionId, accountId, cancelOnDisconnect: isCanceled });
        },
        chain: (row) => {
          const batch = {
            batchId: row.batchId,
            batchHash: hexOf(row.batchHash),
            ledgerSequence: row.ledgerSequence,
            requestSequence: row.requestSequence,
            liabilitiesRoot: hexOf(row.liabilitiesRoot),
            liabilitiesSumMicroPat: row.liabilitiesSumMicroPat,
          };
          registry.chain = {
            chainId: row.chainId,
            clearing: hexOf(row.clearing),
            token: hexOf(row.token),
            phase: row.phase,
            phaseBlock: row.phaseBlock,
            batch: row.batchId === 0 ? null : batch,
            escapedBatchId: row.isEscaped === 0 ? null : row.escapedBatchId,
          };
        },
      },
    };
  },
};

function chainRow(chain: ChainRecord) {
  const { chainId, phase, phaseBlock, batch, escapedBatchId } = chain;
  return {
    ...{ chainId, phase, phaseBlock },
    clearing: bytesOf(chain.clearing),
    token: bytesOf(chain.token),
    batchId: batch?.batchId ?? 0,
    batchHash: bytesOf(batch?.batchHash ?? ''),
    ledgerSequence: batch?.ledgerSequence ?? 0,
    requestSequence: batch?.requestSequence ?? 0,
    liabilitiesRoot: bytesOf(batch?.liabilitiesRoot ?? ''),
    liabilitiesSumMicroPat: batch?.liabilitiesSumMicroPat ?? 0,
    isEscaped: bit(escapedBatchId !== null),
    escapedBatchId: escapedBatchId ?? 0,
  };
}
