/**
 * The consumer's signature under a receipt, checked before the receipt is sequenced.
 *
 * What is signed includes the content hash the provider gave with its notice, so the hashes of deliveries under way are
 * remembered here, the newest ones of a bounded number. A delivery accepted before a notice is signed over 32 zeros.
 */
import { type ReceiptFields, receiptBytes } from '../../schema/index.js';
import type { ColdBodies } from '../../values/index.js';
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

  /** Whether a receipt is signed by a key of the account. */
  isSigned(accountId: number, body: ColdBodies['acceptDelivery']): boolean {
    const { deliveryId, keyId, signature } = body;
    const key = this.context.state.registry.account(accountId)?.keys[keyId - 1];
    if (key === undefined || key.revoked) return false;
    const contentHash = this.hashes.get(deliveryId) ?? NO_HASH;
    const fields: ReceiptFields = { deliveryId, contentHash };
    return isSignedBy(key, receiptBytes(fields), signature);
  }
}
