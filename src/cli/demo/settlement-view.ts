/** How the live view tells what the settler does on its chain. No side effects. */
import type { SettlementView } from '../../desk/index.js';
import { PAT } from './plan.js';

/** In a line of progress. */
export function chainText(view: SettlementView): string {
  const { state = 'CONNECTING', batchId = 0, reconciledBatchId = 0, headBlock = 0 } = view;
  const parts = [`block ${headBlock}`, `batch ${reconciledBatchId} of ${batchId} compared`];
  if (state !== 'SETTLING') parts.push(troubleText(view));
  return parts.join(', ');
}

/** On the screen. */
export function settlementLines(view: SettlementView | undefined): string[] {
  if (view === undefined) return [];
  const { state = 'CONNECTING', headBlock = 0, finalBlock = 0, depositSequence = 0 } = view;
  const { pendingMicroPat = 0, batchId = 0, batchState = 'NONE', ledgerSequence = 0 } = view;
  const { accountsMicroPat = 0, accountsOnChain = 0, reconciledBatchId = 0 } = view;
  const { rightsContract = '', rightLotsOnChain = 0, reconciledRightsBatchId = 0 } = view;
  const pending = pendingMicroPat === 0 ? '' : `, ${pat(pendingMicroPat)} PAT on the way in`;
  const isSettling = state === 'SETTLING';
  return [
    `chain     ${view.url} block ${headBlock}, ${finalBlock} final; ${depositSequence} deposits${pending}${isSettling ? '' : `; ${troubleText(view)}`}`,
    `settled   batch ${batchId} ${batchState.toLowerCase()}, ledger cleared to ${ledgerSequence}; ${accountsOnChain} accounts with ${pat(accountsMicroPat)} PAT compared after batch ${reconciledBatchId}${
      rightsContract === ''
        ? ''
        : `; ${rightLotsOnChain} lots of rights after batch ${reconciledRightsBatchId} of theirs`
    }`,
  ];
}

function troubleText({ state, trouble }: SettlementView): string {
  const name = (state ?? 'CONNECTING').toLowerCase();
  return trouble === undefined ? name : `${name}: ${trouble.code}`;
}

const pat = (microPat: number): string => (microPat / PAT).toFixed(2);
