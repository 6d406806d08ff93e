/**
 * The consumer's signature under a receipt, checked before the receipt is sequenced.
 *
 * What is signed includes the content hash of the provider's notice, which the core keeps as long as the delivery is not over.
 * A delivery accepted before a notice is signed over 32 zeros.
 */
import { DELIVERY_FIELD as D } from '../../engine/core/index.js';
import { receiptBytes } from '../../schema/index.js';
import type { ColdBodies } from '../../values/index.js';
import type { Context } from '../context.js';
import { isSignedBy } from '../session/signatures.js';

const NO_HASH = new Uint8Array(32);

export class Receipts {
  private readonly context: Context;

  constructor(context: Context) {
    this.context = context;
  }

  /** What is wrong with the signature of a receipt; undefined when it fits, or when the core will refuse the receipt. */
  problem(accountId: number, body: ColdBodies['acceptDelivery']): string | undefined {
    const { deliveryId, keyId, signature } = body;
    const { deliveries, registry } = this.context.state;
    const slot = deliveries.find(deliveryId);
    if (slot === 0 || deliveries.get(slot, D.consumer) !== accountId) return undefined;
    const key = registry.account(accountId)?.keys[keyId - 1];
    if (key === undefined || key.revoked) return 'the account has no such key';
    const contentHash = deliveries.notice(slot)?.contentHash ?? NO_HASH;
    return isSignedBy(key, receiptBytes({ deliveryId, contentHash }), signature)
      ? undefined
      : 'it does not fit the receipt and the key';
  }
}
