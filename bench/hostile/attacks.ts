/**
 * What a hostile account, or somebody who has none, sends at full speed: frames made before anything is measured, so that
 * sending them costs their sender as little as can be.
 */
import { ClientEncoder } from '../../src/schema/index.js';
import { COMMAND_KIND, Command } from '../../src/values/index.js';

export const ATTACKS = ['receipts', 'json', 'sockets', 'refused', 'refused-16'] as const;
export type AttackName = (typeof ATTACKS)[number];

/** What the sender of an attack does with a connection. */
export interface Attack {
  readonly subprotocol: 'patx.v1.proto' | 'patx.v1.json';
  readonly logsOn: boolean;
  /** Sent again and again over one connection; where there is only one, and `isOnce`, each connection sends it once. */
  readonly frames: readonly (Uint8Array | string)[];
  readonly isOnce: boolean;
  /** Connections at a time that send again and again. */
  readonly sessions: number;
}

/** As many as an account may have. */
const SESSIONS_MAX = 16;

const RECEIPTS_PER_FRAME = 4_096;
/** The longest message the transport takes; the venue looks at none of it. */
const JSON_BYTES = 262_144 - 64;
const REFUSED_PER_FRAME = 1_000;
/** Of an id space the orders are not of. */
const OTHER_SPACE = 3 * 2 ** 48 + 1;

/** @param deliveryId one of the sender's own, so that its receipt has to be looked at */
export function attackOf(name: AttackName, deliveryId: number): Attack {
  switch (name) {
    case 'receipts':
      return { ...LOGGED_ON, frames: [receipts(deliveryId)] };
    case 'json':
      return {
        ...{ subprotocol: 'patx.v1.json', logsOn: false, isOnce: true, sessions: 1 },
        frames: [`[${'{"requestId":"1","logout":{}},'.repeat(JSON_BYTES / 31)}{}]`],
      };
    case 'sockets':
      return { ...STRANGER, frames: [] };
    case 'refused-16':
      return { ...LOGGED_ON, frames: [refused()], sessions: SESSIONS_MAX };
    default:
      return { ...LOGGED_ON, frames: [refused()] };
  }
}

const STRANGER: Omit<Attack, 'frames'> = {
  ...{ subprotocol: 'patx.v1.proto' as const, logsOn: false, isOnce: true, sessions: 1 },
};
const LOGGED_ON: Omit<Attack, 'frames'> = { ...STRANGER, logsOn: true, isOnce: false };

/** Receipts that nobody signed. */
function receipts(deliveryId: number): Uint8Array {
  const encoder = new ClientEncoder();
  const signature = new Uint8Array(64).fill(7);
  for (let i = 0; i < RECEIPTS_PER_FRAME; i += 1) {
    encoder.request(i + 1, 'acceptDelivery', { deliveryId, keyId: 1, signature });
  }
  return encoder.bytes.slice();
}

/** Cancels of nothing, questions about ids nobody used, exercises of rights nobody has. */
function refused(): Uint8Array {
  const encoder = new ClientEncoder();
  const cancel = new Command();
  cancel.kind = COMMAND_KIND.CANCEL_ORDER;
  cancel.orderId = 999_999_999;
  for (let i = 0; i < REFUSED_PER_FRAME; i += 3) {
    encoder.command(i + 1, cancel);
    encoder.request(i + 2, 'getOutcome', { clientOrderId: OTHER_SPACE + i });
    encoder.request(i + 3, 'disputeDelivery', { deliveryId: 7, reason: 'none' });
  }
  return encoder.bytes.slice();
}
