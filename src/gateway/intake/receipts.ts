/**
 * The consumer's signature under a receipt, checked before the receipt is sequenced, off the engine's thread.
 *
 * What is signed includes the content hash of the provider's notice, which the core keeps as long as the delivery is not over.
 * A delivery accepted before a notice is signed over 32 zeros. A receipt counts as in flight from here on; so many are
 * checked at a time, an eighth of them of one account.
 */
import { DELIVERY_FIELD as D, type KeyRecord } from '../../engine/core/index.js';
import { receiptBytes } from '../../schema/index.js';
import { COMMAND_KIND, type ColdBodies, Command } from '../../values/index.js';
import type { Context } from '../context.js';
import type { Direct } from '../outbox/direct.js';
import { errorReport } from '../outbox/refusal.js';
import { SESSION_STATE, type Session } from '../session/session.js';
import { checkSignature } from '../session/signatures.js';
import type { IdSpaceInFlight } from './in-flight-ids.js';
import type { Bind, Refusal, Submitter } from './submitter.js';

const NO_HASH = new Uint8Array(32);
/** Parts of all checks that one account may have at a time. */
const ACCOUNT_PART = 8;

/** Who sent a receipt, and what its answer needs. */
interface Asked {
  readonly session: Session;
  readonly requestId: number;
  readonly receivedMs: number;
  readonly idSpace: IdSpaceInFlight | undefined;
  readonly bind: Bind | undefined;
}

/** Who logged out is answered what it sent before. */
const IS_HEARD: ReadonlySet<number> = new Set([SESSION_STATE.ACTIVE, SESSION_STATE.LEAVING]);

const BUSY = {
  name: 'IN_FLIGHT_LIMIT',
  field: '',
  detail: 'as many receipts as can be are being checked: send it again',
} satisfies Refusal;
const NO_KEY = {
  name: 'INVALID_FIELD',
  field: 'signature',
  detail: 'the account has no such key',
} satisfies Refusal;
const NO_FIT = {
  name: 'INVALID_FIELD',
  field: 'signature',
  detail: 'it does not fit the receipt and the key',
} satisfies Refusal;

export class Receipts {
  private readonly context: Context;
  private readonly submitter: Submitter;
  private readonly direct: Direct;
  private readonly wake: () => void;
  private readonly command = new Command();
  private readonly byAccount = new Map<number, number>();
  private checks = 0;

  /** `wake` asks for a look at who waits to leave. */
  constructor(
    context: Context,
    parts: {
      readonly submitter: Submitter;
      readonly direct: Direct;
      readonly wake: () => void;
    },
  ) {
    this.context = context;
    this.submitter = parts.submitter;
    this.direct = parts.direct;
    this.wake = parts.wake;
  }

  /** Takes a receipt and answers it later, or says at once why not. */
  take(asked: Asked, { clientId, body }: Command): Refusal | undefined {
    const { accountId } = asked.session;
    const receipt = body as ColdBodies['acceptDelivery'];
    const { deliveryId, keyId } = receipt;
    const { deliveries, registry } = this.context.state;
    const own = this.byAccount.get(accountId) ?? 0;
    const { receiptChecksMax } = this.context.limits;
    if (this.checks >= receiptChecksMax || own >= receiptChecksMax / ACCOUNT_PART) return BUSY;
    const signature = receipt.signature.slice();
    const kept = { clientId, body: { ...receipt, signature } };
    const slot = deliveries.find(deliveryId);
    const isTheirs = slot !== 0 && deliveries.get(slot, D.consumer) === accountId;
    // The core refuses it, with the reason it has.
    if (!isTheirs) return this.submit(asked, kept);
    const key = registry.key(accountId, keyId);
    if (key === undefined || key.revoked) return NO_KEY;
    this.check(asked, { ...kept, key, signed: this.signedBytes(deliveryId) });
    return undefined;
  }

  private check(
    asked: Asked,
    receipt: {
      readonly clientId: number;
      readonly body: ColdBodies['acceptDelivery'];
      readonly key: KeyRecord;
      readonly signed: Uint8Array;
    },
  ): void {
    const { session, requestId, idSpace } = asked;
    const { accountId } = session;
    this.checks += 1;
    this.byAccount.set(accountId, (this.byAccount.get(accountId) ?? 0) + 1);
    session.inFlight += 1;
    session.checks += 1;
    if (idSpace !== undefined) idSpace.commands += 1;
    checkSignature(receipt.key, receipt.signed, receipt.body.signature, (fits) => {
      this.checks -= 1;
      this.discount(accountId);
      session.inFlight -= 1;
      session.checks -= 1;
      if (idSpace !== undefined) idSpace.commands -= 1;
      if (!IS_HEARD.has(session.state) || session.key?.revoked) return;
      // Another notice may have come meanwhile: then this receipt is for what is no longer there.
      const isSame =
        Buffer.compare(receipt.signed, this.signedBytes(receipt.body.deliveryId)) === 0;
      const refused = fits && isSame ? this.submit(asked, receipt) : NO_FIT;
      if (refused === undefined) return;
      this.direct.open(session);
      this.direct.refuse(
        requestId,
        errorReport(refused.name, false, refused.field, refused.detail),
      );
      this.direct.flush();
      this.wake();
    });
  }

  /** What a receipt for the delivery is signed over, as it is now. */
  private signedBytes(deliveryId: number): Uint8Array {
    const { deliveries } = this.context.state;
    const contentHash = deliveries.notice(deliveries.find(deliveryId))?.contentHash ?? NO_HASH;
    return receiptBytes({ deliveryId, contentHash });
  }

  private submit(
    { session, requestId, receivedMs, idSpace, bind }: Asked,
    { clientId, body }: Pick<Command, 'clientId' | 'body'>,
  ): Refusal | undefined {
    const { command } = this;
    command.kind = COMMAND_KIND.ACCEPT_DELIVERY;
    command.clientId = clientId;
    command.body = body;
    const origin = this.submitter.submit(command, session, requestId, receivedMs, idSpace, bind);
    return origin === 0 ? BUSY : undefined;
  }

  private discount(accountId: number): void {
    const left = (this.byAccount.get(accountId) ?? 1) - 1;
    if (left === 0) this.byAccount.delete(accountId);
    else this.byAccount.set(accountId, left);
  }
}
