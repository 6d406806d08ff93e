/** Commands for the schema's tests: any kind, any value the schema allows. */
import fc from 'fast-check';
import { clearCommand, coldKind, fillCold } from '../../src/schema/commands/cold-kinds.js';
import {
  fillOrder,
  isOrderKind,
  type OrderBody,
  orderShape,
} from '../../src/schema/commands/order-bodies.js';
import {
  COMMAND_KIND,
  type ColdBodies,
  type ColdKind,
  Command,
  type PlaceOrderBody,
} from '../../src/values/index.js';
import { plainOf, uint32 } from './arbitrary.js';

export const ALL_KINDS: readonly number[] = Object.values(COMMAND_KIND);

/** The oneof field of a kind, such as `placeOrder`. */
export function oneofName(kind: number): string {
  const [name = ''] = Object.entries(COMMAND_KIND).find(([, number]) => number === kind) ?? [];
  return name.toLowerCase().replace(/_(.)/g, (_match, letter: string) => letter.toUpperCase());
}

export interface Actor {
  readonly accountId: number;
  readonly sessionId: number;
}

/** What a plain order has of the terms of others. */
const NO_TERMS = {
  displayLots: 0,
  allOrNone: false,
  postOnlySlide: false,
  triggerPriceTicks: 0,
  trailingOffsetTicks: 0,
  ocoClientOrderId: 0,
  pegOffsetTicks: 0,
};

/** A command with this body under the schema's names; an order is plain unless the body says more. */
export function commandOf(
  kind: number,
  body: unknown,
  actor: Actor = { accountId: 0, sessionId: 0 },
) {
  const command = new Command();
  clearCommand(command, kind);
  command.accountId = actor.accountId;
  command.sessionId = actor.sessionId;
  const entry = coldKind(kind);
  if (kind === COMMAND_KIND.PLACE_ORDER) {
    fillOrder(command, { ...NO_TERMS, ...(body as PlaceOrderBody) });
  } else if (entry === undefined) fillOrder(command, body as OrderBody);
  else fillCold(command, entry, body as ColdBodies[ColdKind]);
  return command;
}

export const bodyOf = (kind: number): fc.Arbitrary<Record<string, unknown>> => {
  const entry = coldKind(kind);
  return plainOf(isOrderKind(kind) || entry === undefined ? orderShape(kind) : entry.shape);
};

/** Kind, body under the schema's names, actor. */
export const anyCommand = fc.constantFrom(...ALL_KINDS).chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    body: bodyOf(kind),
    actor: fc.record({ accountId: uint32, sessionId: uint32 }),
  }),
);

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
export const unhex = (text: string): Uint8Array =>
  Uint8Array.from(Buffer.from(text.replace(/\s/g, ''), 'hex'));
