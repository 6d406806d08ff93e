/**
 * Rights and deliveries: what providers and consumers do beside trading. Each answers when it is durable; each
 * fails with a `PatxError` when it is refused.
 */
import { receiptBytes } from '../../schema/index.js';
import type { Sign } from '../keys.js';
import type { CommandAck, CommandFields, SendCommand } from './command-fields.js';

export class RightsCommands {
  private readonly send: SendCommand;
  private readonly signer: { readonly keyId: number; readonly sign: Sign };

  constructor(send: SendCommand, signer: { readonly keyId: number; readonly sign: Sign }) {
    this.send = send;
    this.signer = signer;
  }

  /** States the capacity a provider escrows for a segment, in lots over all its series. */
  escrowCapacity(fields: CommandFields<'escrowCapacity'>): Promise<CommandAck> {
    return this.send('escrowCapacity', fields);
  }

  /** Mints rights into a series against escrowed capacity, locking collateral. */
  mint(fields: CommandFields<'mintRights'>): Promise<CommandAck> {
    return this.send('mintRights', fields);
  }

  /** Takes unsold minted rights back. */
  withdraw(fields: CommandFields<'withdrawRights'>): Promise<CommandAck> {
    return this.send('withdrawRights', fields);
  }

  /** Exercises held rights: they burn and tickets go out, as many as `affectedCount` says. */
  exercise(fields: CommandFields<'exerciseRights'>): Promise<CommandAck> {
    return this.send('exerciseRights', fields);
  }

  /** Opts out of automatic exercise at the close of a series, or back in. */
  setAutoExercise(fields: CommandFields<'setAutoExercise'>): Promise<CommandAck> {
    return this.send('setAutoExercise', fields);
  }

  /** The provider says that a delivery was made. */
  notice(fields: CommandFields<'noticeDelivery'>): Promise<CommandAck> {
    return this.send('noticeDelivery', fields);
  }

  /** The consumer's receipt, signed with this client's key over what was handed over. */
  async accept(fields: {
    readonly deliveryId: number;
    /** SHA-256 of what was handed over, 32 bytes. */
    readonly contentHash: Uint8Array;
  }): Promise<CommandAck> {
    const { keyId, sign } = this.signer;
    const signature = await sign(receiptBytes(fields));
    return this.send('acceptDelivery', { deliveryId: fields.deliveryId, signature, keyId });
  }

  /** Disputes a delivery; its money freezes until an operator rules. */
  dispute(fields: CommandFields<'disputeDelivery'>): Promise<CommandAck> {
    return this.send('disputeDelivery', fields);
  }

  /** Confirms a ticket, which is then not sent again. */
  acknowledgeTicket(fields: CommandFields<'acknowledgeTicket'>): Promise<CommandAck> {
    return this.send('acknowledgeTicket', fields);
  }
}
