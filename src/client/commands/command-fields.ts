/** Which commands a client may send, what the caller says of each, and which get a client id here. */
import type { CommandResult } from '../../schema/index.js';
import {
  type AccountCommand,
  COMMANDS,
  type ColdBodies,
  type OrderCommand,
} from '../../values/index.js';
import type { ByName } from '../names.js';

/** Commands of accounts with a body. */
export type ClientCommand = Exclude<AccountCommand, OrderCommand>;

type Identified = {
  [N in ClientCommand]: ColdBodies[N] extends { readonly clientRequestId: number } ? N : never;
}[ClientCommand];

/** The body of a command; its client id may be left to the client, and enums given by number or by name. */
export type CommandFields<N extends ClientCommand> = ByName<
  N extends Identified
    ? Omit<ColdBodies[N], 'clientRequestId'> & { readonly clientRequestId?: number }
    : ColdBodies[N]
>;

/** What a command that is not an order answers: what it created, how many it affected, where it is in the journal. */
export type CommandAck = Readonly<CommandResult>;

/** Sends one command and answers when it is durable. */
export type SendCommand = <N extends ClientCommand>(
  name: N,
  fields: CommandFields<N>,
) => Promise<CommandAck>;

const IDENTIFIED = new Set<string>(
  COMMANDS.filter(({ clientId }) => clientId).map(({ name }) => name),
);

/** Whether a command carries an id in the sender's id space. */
export const hasClientId = (name: ClientCommand): boolean => IDENTIFIED.has(name);
