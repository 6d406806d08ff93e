/**
 * Cuts who holds which rights at the same moment as the money, and freezes what has changed since the last batch of rights
 * into signed ones. Nothing here has an effect. Throws SettlementRefused when the ledger's rights do not add up.
 */
import { TypedDataEncoder } from 'ethers';
import type { Core } from '../../engine/core/index.js';
import type { BatchRecord } from '../batches/index.js';
import type { ContractView, TypedDataSigner } from '../chain/index.js';
import { domainOf, RIGHTS_TYPES } from '../contracts/index.js';
import {
  freezeRights,
  type Holdings,
  holdingsOf,
  type RightsBatch,
  type RightsHead,
  rightsBetween,
  seriesAdded,
  splitRights,
  termsOf,
} from '../rights/index.js';
import type { LaneGroup, RightsNote } from '../store/index.js';

/** What changed of rights, before it is decided whether that is worth a batch. */
export interface RightsCut {
  readonly ledgerSequence: number;
  readonly holdings: Holdings;
  readonly batches: readonly RightsBatch[];
}

export interface RightsTerms {
  readonly rights: ContractView;
  readonly chainId: number;
  readonly attestor: TypedDataSigner;
  readonly core: Core;
  /** The batch of money that brings the ledger's sequence to the chain. */
  readonly paidBy: number;
  readonly nowMs: number;
}

export function rightsCutOf(
  core: Core,
  settled: Holdings,
  { omnibusId, rowsMax }: { readonly omnibusId: number; readonly rowsMax: number },
): RightsCut {
  const holdings = holdingsOf(core, omnibusId);
  const rows = rightsBetween(holdings, settled);
  const batches = splitRights(rows, seriesAdded(holdings, settled), rowsMax);
  return { ledgerSequence: core.state.sequence, holdings, batches };
}

export async function freezeRightsCut(
  cut: RightsCut,
  head: RightsHead,
  { rights, chainId, attestor, core, paidBy, nowMs }: RightsTerms,
): Promise<LaneGroup<RightsHead, RightsNote>> {
  const { ledgerSequence, holdings, batches } = cut;
  const domain = domainOf('AccessRights', { chainId, contract: rights.address });
  // A series' terms are fixed, so it does not matter that the core may be further on by now.
  const range = { ledgerSequence, termsOf: (seriesId: number) => termsOf(core, seriesId) };
  const frozen = freezeRights(batches, range, head, domain);
  const records: BatchRecord[] = [];
  const notes: RightsNote[] = [];
  for (const [index, { header, newSeries, payload, batchHash, rowCount }] of frozen.entries()) {
    if (TypedDataEncoder.hash(domain, RIGHTS_TYPES, header) !== batchHash) {
      throw new TypeError('a header of rights has another hash than it was frozen with');
    }
    const signature = await attestor.signTypedData(domain, RIGHTS_TYPES, header);
    const call = [header, newSeries, payload, signature];
    const callData = rights.interface.encodeFunctionData('settleRights', call);
    const { id: batchId, ledgerSeq } = header;
    const made = { batchId, batchHash, callData, rights: { paidBy } };
    records.push({ ...made, state: 'PENDING', attempts: [] });
    const isGroupEnd = index === frozen.length - 1;
    notes.push({ batchId, isGroupEnd, ledgerSequence: ledgerSeq, rowCount, frozenAtMs: nowMs });
  }
  const last = frozen.at(-1);
  if (last === undefined) throw new TypeError('rights froze to nothing');
  const newHead = { batchId: last.header.id, batchHash: last.batchHash, ledgerSequence };
  return { records, notes, settled: holdings, head: newHead };
}
