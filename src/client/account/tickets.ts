/** Checking delivery tickets: a provider serves nothing without one that the venue's desk has signed. */
import { type DeliveryTicket, ticketBytes } from '../../schema/index.js';
import { verifySignature } from '../keys.js';

/** Whether a ticket is signed by the desk whose public key the venue lists. */
export function verifyTicket(ticket: DeliveryTicket, deskPublicKey: Uint8Array): Promise<boolean> {
  const { signature, ...signed } = ticket;
  return verifySignature(deskPublicKey, signature, ticketBytes(signed));
}
