/**
 * What an agent's key may do at the gateway: read, and send what its owner's budget is about, each command by a signed request
 * with an idempotency key, since that is how the core is told which agent it is. Everything else is refused before it is
 * sequenced.
 */
import { AGENT_KINDS, type KeyRecord, type KeySessionRecord } from '../../engine/core/index.js';
import { SIGN_IN_METHOD } from '../../values/index.js';
import type { Refusal } from '../intake/submitter.js';

type Key = KeyRecord | KeySessionRecord | undefined;

/** Id of a key that is an agent's; 0: it is none. */
export const agentKeyOf = (key: Key): number =>
  key !== undefined && 'method' in key && key.method === SIGN_IN_METHOD.AGENT ? key.keyId : 0;

export const NO_AGENTS: Refusal = {
  name: 'AGENT_NOT_ALLOWED',
  detail:
    'an agent sends purchases and exercises as signed requests with an Idempotency-Key that is no order:ID',
};

/** Why a key's command is not taken; undefined: it is no agent's, or one an agent may send. @param isBound whether an idempotency key comes with it */
export function agentProblem(key: Key, kind: number, isBound: boolean): Refusal | undefined {
  if (agentKeyOf(key) === 0 || (isBound && AGENT_KINDS.has(kind))) return undefined;
  return NO_AGENTS;
}
