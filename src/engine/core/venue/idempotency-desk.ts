/**
 * Binds idempotency keys to the commands that come behind them. Whoever binds has looked whether the key is known; what does
 * not fit all the same binds nothing, and the command behind it is one without a key.
 */
import type { ColdBodies } from '../../../values/index.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { hexOf } from '../rights/entitlement-desk.js';

export class IdempotencyDesk {
  /** The venue's own. */
  readonly venueHandlers = {
    bindIdempotencyKey: (body, out, accountId) => this.bind(accountId, body, out),
  } satisfies SomeHandlers;
  private readonly state: State;

  constructor(state: State) {
    this.state = state;
  }

  private bind(accountId: number, body: ColdBodies['bindIdempotencyKey'], out: Result): void {
    const { idempotency, accounts, timeMs } = this.state;
    if (!accounts.exists(accountId)) return out.refuse(CODE.UNKNOWN_ACCOUNT);
    const { key, commandKind: kind, boundClientId: clientId, agentKeyId } = body;
    const requestHash = hexOf(body.requestHash);
    const known = idempotency.find(accountId, key, timeMs);
    if (known === undefined) {
      if (!idempotency.makeRoom(accountId, timeMs)) return out.refuse(CODE.CAPACITY_FULL);
    } else if (
      known.outcome !== undefined ||
      known.requestHash !== requestHash ||
      known.kind !== kind
    ) {
      return out.refuse(CODE.ALREADY_EXISTS);
    }
    const bound = { accountId, key, requestHash, kind, clientId, boundAtMs: timeMs };
    idempotency.bind(bound, agentKeyId);
    out.done();
  }
}
