/** What the reference remembers of client ids: per account and id space, the highest and the last few outcomes. */
import { CODE } from '../../../../src/engine/core/index.js';
import type { Account, Recorded, Value, World } from './world.js';

const SPACE_UNIT = 2 ** 48;

export class ClientIdResults {
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  /** The recorded outcome of an id, or why it cannot be taken; code 0 when it can. */
  lookup(account: Account, clientId: number): { recorded?: Recorded; code: number } {
    const number = Math.floor(clientId / SPACE_UNIT);
    const space = account.spaces.find((one) => one.number === number);
    if (space === undefined) return { code: this.hasRoom(account) ? 0 : CODE.CAPACITY_FULL };
    if (clientId > space.highest) return { code: 0 };
    const recorded = space.outcomes.find((outcome) => outcome.id === clientId);
    if (recorded) return { recorded, code: recorded.code };
    const isForgotten = space.count > space.outcomes.length;
    const oldest = space.outcomes[0]?.id ?? 0;
    return { code: isForgotten && clientId < oldest ? CODE.ID_TOO_OLD : CODE.ID_NOT_ASCENDING };
  }

  record(
    account: Account,
    clientId: number,
    code: number,
    reference: Value,
    sequence: number,
  ): void {
    const number = Math.floor(clientId / SPACE_UNIT);
    let space = account.spaces.find((one) => one.number === number);
    if (space === undefined) {
      space = { number, highest: 0, count: 0, outcomes: [] };
      account.spaces.push(space);
    }
    space.highest = clientId;
    space.count += 1;
    space.outcomes.push({ id: clientId, code, reference, sequence });
    if (space.outcomes.length > this.world.limits.outcomesPerIdSpace) space.outcomes.shift();
  }

  /** A first space is kept for every account there may be. */
  private hasRoom(account: Account): boolean {
    const { accounts, limits } = this.world;
    const used = accounts.reduce((sum, one) => sum + one.spaces.length, 0);
    const withoutSpace = limits.maxAccounts - accounts.filter((a) => a.spaces.length > 0).length;
    const free = limits.maxIdSpaces - used;
    return account.spaces.length === 0 ? free > 0 : free > withoutSpace;
  }
}
