/**
 * What every command does, by its kind: each desk names the handlers of its commands, the core puts the desks together, and
 * the types miss a command that nobody handles.
 *
 * Who gets to a handler may send the command, and sends it for the first time. It ends in one answer, which it writes to
 * `out`.
 */
import {
  type AccountCommand,
  type ChainCommand,
  COMMANDS,
  type ColdBodies,
  type ColdKind,
  type Command,
  type OrderCommand,
  type VenueCommand,
} from '../../../values/index.js';
import type { Result } from './reject.js';

/** Handles one kind of command; `accountId` acts. */
export type Handler<N extends ColdKind> = (
  body: ColdBodies[N],
  out: Result,
  accountId: number,
  command: Command,
) => void;

export type Handlers<N extends ColdKind> = { readonly [K in N]: Handler<K> };

/** Those of accounts that are handled by the core itself: order entry, and what is as frequent. */
export type DirectCommand = OrderCommand | 'massCancel' | 'massQuote' | 'markUpdate' | 'getOutcome';

/** Every other command of accounts. A new one is missed by the compiler until a desk handles it. */
export type AccountHandlers = Handlers<Exclude<AccountCommand, DirectCommand>>;
export type VenueHandlers = Handlers<VenueCommand>;
export type ChainHandlers = Handlers<ChainCommand>;

/** For a desk to name its handlers with: `satisfies SomeHandlers`. */
export type SomeHandlers = Partial<Handlers<ColdKind>>;

type AnyHandler = Handler<never>;

/** Handlers at their kind. */
export type HandlerTable = readonly (AnyHandler | undefined)[];

export function handlerTable(handlers: SomeHandlers): HandlerTable {
  const named: Readonly<Record<string, AnyHandler | undefined>> = handlers;
  const table: (AnyHandler | undefined)[] = [];
  for (const { name, kind } of COMMANDS) table[kind] = named[name];
  return table;
}

/** Runs the handler of a command; false where there is none. */
export function handle(table: HandlerTable, command: Command, out: Result): boolean {
  const handler = table[command.kind];
  if (handler === undefined) return false;
  handler(command.body as never, out, command.accountId, command);
  return true;
}
