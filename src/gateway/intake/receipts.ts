/**
 * The consumer's signature under a receipt, checked before the receipt is sequenced.
 *
 * What is signed includes the content hash the provider gave with its notice, so the hashes of deliveries under way are
 * remembered here, the newest ones of a bounded number. A delivery accepted before a notice is signed over 32 zeros.
 */
import { DELIVERY_FIELD as D } from '../../engine/core/index.js';
import { receiptBytes } from '../../schema/index.js';
import { type ColdBodies, DELIVERY_STATE } from '../../values/index.js';
import type { Context } from '../context.js';
import { isSignedBy } from '../session/signatures.js';

const NO_HASH = new Uint8Array(32);

export class Receipts {
  private readonly context: Context;
  /** Content hash by delivery, oldest notice first. */
  private readonly hashes = new Map<number, Uint8Array>();

  constructor(context: Context) {
    this.context = context;
  }

  /** A provider's notice took effect. */
  noticed(deliveryId: number, contentHash: Uint8Array): void {
    this.hashes.delete(deliveryId);
    this.hashes.set(deliveryId, contentHash);
    if (this.hashes.size <= this.context.limits.ticketsKept) return;
    for (const oldest of this.hashes.keys()) {
      this.hashes.delete(oldest);
      break;
    }
  }

  /** The delivery is over. */
  over(deliveryId: number): void {
    this.hashes.delete(deliveryId);
  }

  /** What is wrong with the signature of a receipt; undefined when it fits, or when the core will refuse the receipt. */
  problem(accountId: number, body: ColdBodies['acceptDelivery']): string | undefined {
    const { deliveryId, keyId, signature } = body;
    const { deliveries, registry } = this.context.state;
    const slot = deliveries.find(deliveryId);
    if (slot === 0 || deliveries.get(slot, D.consumer) !== accountId) return undefined;
    const noticed = this.hashes.get(deliveryId);
    if (noticed === undefined && deliveries.get(slot, D.state) === DELIVERY_STATE.NOTICED) {
      return 'the notice came before the venue restarted and its hash is not known; silence accepts';
    }
    const key = registry.account(accountId)?.keys[keyId - 1];
    if (key === undefined || key.revoked) return 'the account has no such key';
    const bytes = receiptBytes({ deliveryId, contentHash: noticed ?? NO_HASH });
    return isSignedBy(key, bytes, signature)
      ? undefined
      : 'it does not fit the receipt and the key';
  }
}
