/** What is known of client ids, so that a command that is sent again across an upgrade still happens once. */
import { type CarryPart, need } from './part.js';

export const idSpacesPart: CarryPart = {
  columns: ['outcomes', 'outcomes.spaces'],
  derived: ['outcomes.meta'],
  registry: [],

  *rows({ state: { accounts, outcomes } }) {
    for (let accountId = 1; accountId <= accounts.count; accountId += 1) {
      for (const space of outcomes.spacesOf(accountId)) {
        yield { table: 'idSpace', row: { accountId, ...space } };
      }
    }
  },

  intake({ state: { accounts, outcomes, limits } }) {
    return {
      take: {
        idSpace: ({ accountId, ...space }) => {
          need(accounts.exists(accountId), 'idSpace', `account ${accountId} is not there`);
          const { maxIdSpaces, outcomesPerIdSpace } = limits;
          need(
            outcomes.carryIn(accountId, space),
            'idSpace',
            `more spaces than maxIdSpaces, ${maxIdSpaces}, or more outcomes in one than outcomesPerIdSpace, ${outcomesPerIdSpace}`,
          );
        },
      },
    };
  },
};
