/** Cases of surveillance. */
import { hexOf } from '../rights/entitlement-desk.js';
import { bytesOf, type CarryPart, need } from './part.js';

export const casesPart: CarryPart = {
  columns: [],
  derived: [],
  registry: ['cases'],

  *rows({ state: { registry } }) {
    for (const { evidenceHash, accountIds, ...one } of registry.cases) {
      const row = { ...one, evidenceHash: bytesOf(evidenceHash), accountIds: [...accountIds] };
      yield { table: 'surveillanceCase', row };
    }
  },

  intake({ state: { registry, accounts } }) {
    return {
      take: {
        surveillanceCase: ({ evidenceHash, accountIds, ...row }) => {
          const isKnown = accountIds.every((id) => accounts.exists(id));
          need(isKnown, 'surveillanceCase', `case ${row.caseId} is about an account not there`);
          registry.cases.push({
            ...{ ...row, evidenceHash: hexOf(evidenceHash), accountIds: [...accountIds] },
          });
        },
      },
    };
  },
};
