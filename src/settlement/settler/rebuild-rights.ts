/**
 * The rights' part of a disk that is made anew: what batches of rights brought, proven against the ledger replayed to their
 * sequence and against every holder on chain. A group of which the chain has only a part is looked for among the cuts of the
 * money, made again as it was made, and goes on where those on chain are hash for hash the same. Fails with ChainProblem
 * NOT_REBUILT.
 */
import type { Core } from '../../engine/core/index.js';
import type { BatchRecord } from '../batches/index.js';
import {
  ChainProblem,
  type ChainReader,
  type ContractView,
  type TypedDataSigner,
  type VenueContracts,
} from '../chain/index.js';
import { FIRST_RIGHTS_HEAD, holdingsOf, NO_HOLDINGS } from '../rights/index.js';
import type { FrozenCut } from '../store/index.js';
import { addressText } from './hex.js';
import { reconcileRights } from './reconcile-rights.js';
import { freezeRightsCut, rightsCutOf } from './rights-cut.js';
import { minedOf, type SettledOnChain, settledOnChain } from './settled-headers.js';

export interface RightsRebuild {
  readonly reader: ChainReader;
  readonly contracts: VenueContracts;
  /** Signs what is left of a group, as it signed the rest. */
  readonly attestor: TypedDataSigner;
  /** The ledger as it was at a sequence, or at the journal's end. */
  readonly coreAt: (sequence?: number) => Core;
  /** Rows in a batch of rights, as they were when the group was made. */
  readonly rightsRowsMax: number;
  readonly nowMs: number;
}

/** A batch of money at the end of its group: where rights may have been cut too. */
export interface MoneyCut {
  readonly batchId: number;
  readonly ledgerSequence: number;
}

const sequenceOf = ({ args }: SettledOnChain): number => Number(args.ledgerSeq);

/** Undefined where no rights were settled on chain. */
export async function provenRights(
  terms: RightsRebuild,
  range: { readonly from: number; readonly to: number },
  block: { readonly number: number; readonly hash: string },
  money: readonly MoneyCut[],
): Promise<FrozenCut['rights']> {
  const { reader, contracts, coreAt } = terms;
  const { rights } = contracts;
  if (rights === undefined) return undefined;
  const all = await settledOnChain(reader, rights, 'RightsSettled', range);
  const last = all.at(-1);
  if (last === undefined) return undefined;
  // Only a group's last batch speaks of a new cut.
  const end = all.findLast(
    (one, at) => sequenceOf(one) > (at === 0 ? 0 : sequenceOf(all[at - 1] as SettledOnChain)),
  );
  if (end !== last) return restOfGroup(terms, rights, all, end, money);
  const ledgerSequence = sequenceOf(last);
  const core = coreAt(ledgerSequence);
  const settled = holdingsOf(core, core.state.wallets.find(addressText(contracts.venue)));
  const { problems } = await reconcileRights(reader, rights, block, settled, core);
  if (problems.length > 0) throw new ChainProblem('NOT_REBUILT', problems.join('; '));
  const { batchId, batchHash } = last;
  const note = { batchId, isGroupEnd: true, ledgerSequence, rowCount: 0, frozenAtMs: 0 };
  const record: BatchRecord = { ...minedOf(last), rights: { paidBy: money.at(-1)?.batchId ?? 0 } };
  const head = { batchId, batchHash, ledgerSequence };
  return { records: [record], notes: [note], settled, head };
}

async function restOfGroup(
  { contracts, attestor, coreAt, rightsRowsMax, nowMs }: RightsRebuild,
  rights: ContractView,
  all: readonly SettledOnChain[],
  end: SettledOnChain | undefined,
  money: readonly MoneyCut[],
): Promise<FrozenCut['rights']> {
  const omnibusOf = ({ state }: Core): number => state.wallets.find(addressText(contracts.venue));
  const before = end && coreAt(sequenceOf(end));
  const settled = before === undefined ? NO_HOLDINGS : holdingsOf(before, omnibusOf(before));
  const head = end ? { ...end, ledgerSequence: sequenceOf(end) } : FIRST_RIGHTS_HEAD;
  const onChain = all.slice(head.batchId);
  for (const { batchId: paidBy, ledgerSequence } of [...money].reverse()) {
    if (ledgerSequence <= head.ledgerSequence) break;
    const core = coreAt(ledgerSequence);
    const terms = { omnibusId: omnibusOf(core), rowsMax: rightsRowsMax };
    const cut = rightsCutOf(core, settled, terms);
    if (cut.batches.length <= onChain.length) continue;
    const { chainId } = contracts;
    const by = { rights, chainId, attestor, core, paidBy, nowMs };
    const group = await freezeRightsCut(cut, head, by);
    const isIt = onChain.every((one, at) => one.batchHash === group.records[at]?.batchHash);
    if (!isIt) continue;
    const mined = onChain.map((one): BatchRecord => ({ ...minedOf(one), rights: { paidBy } }));
    return { ...group, records: [...mined, ...group.records.slice(onChain.length)] };
  }
  const detail = `batch ${onChain[0]?.batchId} of rights and those behind it are not what the journal makes`;
  throw new ChainProblem('NOT_REBUILT', detail);
}
