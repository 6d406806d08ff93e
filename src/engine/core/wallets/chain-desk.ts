/**
 * The chain the venue clears on: which one, what it has settled, which phase it is in, whether it was escaped.
 *
 * A venue is bound once, before there is any PAT in it. What the chain says is numbered; what was said before changes
 * nothing. The venue's phase follows the chain's down; it rises to the phases that need the vote only behind it
 * (`Admin.setPhase`). An escape stops everything for good. Fails by a typed refusal that leaves everything as it was.
 */
import { type ColdBodies, FIELD_ID, KILL_SCOPE } from '../../../values/index.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import type { ChainRecord } from '../kernel/registry.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import type { KillSwitches } from '../venue/kill-switches.js';
import { addressOf, NO_ADDRESS } from './address.js';

const PHASE_MAX = 4;

export class ChainDesk {
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly kills: KillSwitches;

  constructor(state: State, reports: EventWriter, kills: KillSwitches) {
    this.state = state;
    this.reports = reports;
    this.kills = kills;
  }

  bind(body: ColdBodies['bindChain'], out: Result): void {
    const { registry, ledger } = this.state;
    const clearing = addressOf(body.clearing);
    const token = addressOf(body.token);
    if (registry.chain !== null) {
      const { chain } = registry;
      const isSame =
        chain.chainId === body.chainId && chain.clearing === clearing && chain.token === token;
      if (!isSame) return out.refuse(CODE.CHAIN_MISMATCH, FIELD_ID.chain_id);
      return out.repeat(body.chainId);
    }
    if (body.chainId < 1) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.chain_id);
    if (clearing === NO_ADDRESS) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.clearing);
    if (token === NO_ADDRESS || token === clearing) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.token);
    }
    if (ledger.total !== 0) return out.refuse(CODE.LEDGER_NOT_EMPTY);
    registry.chain = {
      chainId: body.chainId,
      clearing,
      token,
      phase: 1,
      phaseBlock: 0,
      batch: null,
      escapedBatchId: null,
    };
    out.done(body.chainId);
  }

  confirm(chain: ChainRecord, body: ColdBodies['confirmBatch'], out: Result): void {
    const { wallets, sequence } = this.state;
    const { batchId, ledgerSequence, requestSequence } = body;
    const last = chain.batch;
    const lastId = last?.batchId ?? 0;
    const batchHash = addressOf(body.batchHash);
    if (batchId <= lastId) {
      if (batchId === lastId && batchHash !== last?.batchHash) {
        return out.refuse(CODE.CHAIN_MISMATCH, FIELD_ID.batch_hash);
      }
      return out.repeat(batchId);
    }
    if (batchId !== lastId + 1) return out.refuse(CODE.CHAIN_GAP, FIELD_ID.batch_id);
    if (ledgerSequence < (last?.ledgerSequence ?? 0) || ledgerSequence >= sequence) {
      return out.refuse(CODE.CHAIN_MISMATCH, FIELD_ID.ledger_sequence);
    }
    if (requestSequence < (last?.requestSequence ?? 0)) {
      return out.refuse(CODE.CHAIN_MISMATCH, FIELD_ID.request_sequence);
    }
    // What a batch acknowledges the ledger has withheld before.
    if (requestSequence > wallets.requestSequence) {
      return out.refuse(CODE.CHAIN_GAP, FIELD_ID.request_sequence);
    }
    chain.batch = {
      batchId,
      batchHash,
      ledgerSequence,
      requestSequence,
      liabilitiesRoot: addressOf(body.liabilitiesRoot),
      liabilitiesSumMicroPat: body.liabilitiesSumMicroPat,
    };
    out.done(batchId);
  }

  phase(chain: ChainRecord, body: ColdBodies['observePhase'], out: Result): void {
    const { registry } = this.state;
    const { phase, blockNumber } = body;
    if (phase < 1 || phase > PHASE_MAX) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.phase);
    const isOld =
      blockNumber < chain.phaseBlock || (blockNumber === chain.phaseBlock && phase === chain.phase);
    if (isOld) return out.repeat(phase);
    const isLower = phase < chain.phase;
    chain.phase = phase;
    chain.phaseBlock = blockNumber;
    if (isLower && registry.phase > phase) {
      registry.phase = phase;
      this.reports.plain(EVENT.PHASE, phase);
    }
    out.done(phase);
  }

  escape(chain: ChainRecord, body: ColdBodies['observeEscape'], out: Result): void {
    const { registry } = this.state;
    if (chain.escapedBatchId !== null) {
      if (chain.escapedBatchId === body.batchId) return out.repeat(body.batchId);
      return out.refuse(CODE.CHAIN_MISMATCH, FIELD_ID.batch_id);
    }
    chain.escapedBatchId = body.batchId;
    if (!registry.globalKilled) {
      const reason = 'the escape was triggered on chain';
      this.kills.kill(0, { killScope: KILL_SCOPE.GLOBAL, targetId: 0, reason }, out);
    }
    out.done(body.batchId);
  }
}
