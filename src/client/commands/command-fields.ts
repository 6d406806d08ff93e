/** Which commands a client may send, what the caller says of each, and which get a client id here. */
import type { CommandResult } from '../../schema/index.js';
import type { ColdBodies, ColdKind } from '../../values/index.js';

/** Commands with a body, the venue's own left out. */
export type ClientCommand = Exclude<
  ColdKind,
  | 'advanceTime'
  | 'openSession'
  | 'closeSession'
  | 'startEpoch'
  | 'quoterCheckpoint'
  | 'initializeVenue'
  | 'setCoreVersion'
>;

type Identified = {
  [N in ClientCommand]: ColdBodies[N] extends { readonly clientRequestId: number } ? N : never;
}[ClientCommand];

/** The body of a command; its client id may be left to the client. */
export type CommandFields<N extends ClientCommand> = N extends Identified
  ? Omit<ColdBodies[N], 'clientRequestId'> & { readonly clientRequestId?: number }
  : ColdBodies[N];

/** What a command that is not an order answers: what it created, how many it affected, where it is in the journal. */
export type CommandAck = Readonly<CommandResult>;

/** Sends one command and answers when it is durable. */
export type SendCommand = <N extends ClientCommand>(
  name: N,
  fields: CommandFields<N>,
) => Promise<CommandAck>;

const IDENTIFIED: { readonly [N in Identified]: true } = {
  placeBundle: true,
  requestQuote: true,
  acceptQuote: true,
  exerciseRights: true,
  escrowCapacity: true,
  mintRights: true,
  withdrawRights: true,
  moveCollateral: true,
  setProtection: true,
  resetProtection: true,
  cancelWalletLink: true,
  openAccount: true,
  deposit: true,
  withdraw: true,
  defineContract: true,
  openSeries: true,
  setParameter: true,
  rollBackParameter: true,
  requireApproval: true,
  grantEntitlement: true,
};

/** Whether a command carries an id in the sender's id space. */
export const hasClientId = (name: ClientCommand): boolean => name in IDENTIFIED;
