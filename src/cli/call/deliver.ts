/** How a command gets to the venue from `patx call`, and what is said of its answer. Fails with the venue's refusal. */
import type { NewOrder, OrderAck, PatxClient } from '../../client/index.js';
import type { AccountCommand } from '../../values/index.js';
import { COMMANDS, takesTwoPersons } from '../../values/index.js';
import { CommandError } from '../command-error.js';

type Values = Readonly<Record<string, unknown>>;

export interface Delivered {
  readonly ack: unknown;
  /** For a person. */
  readonly line: string;
}

/** Changes of parameters, which may wait for a second person or for their time. */
const MAY_WAIT: readonly AccountCommand[] = [
  'setParameter',
  'rollBackParameter',
  'requireApproval',
];

/** Sends a command with its plain body; `options` are all that was given. */
export async function deliver(
  client: PatxClient,
  name: AccountCommand,
  body: Values,
  options: Values,
): Promise<Delivered> {
  switch (name) {
    case 'placeOrder':
      return ordered(
        await client.place(withoutEmptyId(body, 'clientOrderId') as never as NewOrder),
      );
    case 'cancelOrder':
      return ordered(await client.cancel(orderOf(body)));
    case 'amendOrder': {
      const change = withoutEmptyId(body, 'clientRequestId') as never as {
        priceTicks: number;
        openLots: number;
      };
      return ordered(await client.amend(orderOf(body), change));
    }
    case 'getOutcome': {
      const ack = await client.getOutcome(body.clientOrderId as number);
      return { ack, line: JSON.stringify(ack) };
    }
    case 'requestQuote': {
      const ack = await client.requestQuote(withoutEmptyId(body, 'clientRequestId') as never);
      const { quoteId, priceTicks, quantityLots, validUntilMs } = ack;
      const until = new Date(validUntilMs).toISOString();
      const terms = `${quantityLots} lots at ${priceTicks} ticks, until ${until}`;
      return { ack, line: `firm quote ${quoteId}: ${terms}` };
    }
    case 'acceptDelivery':
      if (options.contentHash !== undefined) return signed(client, body, options);
      break;
  }
  const ack = await client.send(name, withoutEmptyId(body, 'clientRequestId') as never);
  const { referenceId, affectedCount, journalSequence, entryErrorCodes } = ack;
  const kind = COMMANDS.find((one) => one.name === name)?.kind ?? 0;
  if (affectedCount === 1 && (takesTwoPersons(kind) || MAY_WAIT.includes(name))) {
    const line = `waits as change ${referenceId}: patx call approve-parameter --parameter-request ${referenceId}`;
    return { ack, line };
  }
  const refused = entryErrorCodes.filter((code) => code !== 0).length;
  const parts = [
    referenceId === 0 ? 'done' : `done: ${referenceId}`,
    affectedCount === 0 ? '' : `${affectedCount} affected`,
    refused === 0 ? '' : `${refused} entries refused`,
    `journal sequence ${journalSequence}`,
  ];
  return { ack, line: parts.filter((part) => part !== '').join(', ') };
}

async function signed(client: PatxClient, body: Values, options: Values): Promise<Delivered> {
  const hex = String(options.contentHash);
  if (!/^[0-9a-fA-F]{64}$/.test(hex)) {
    throw new CommandError('bad-value', '--content-hash is not 32 bytes in hex');
  }
  const contentHash = new Uint8Array(Buffer.from(hex, 'hex'));
  const ack = await client.rights.accept({ deliveryId: body.deliveryId as number, contentHash });
  return { ack, line: `done: ${ack.referenceId}, journal sequence ${ack.journalSequence}` };
}

function ordered(ack: OrderAck): Delivered {
  const { orderId, clientOrderId, journalSequence } = ack;
  const line = `order ${orderId}, client order ${clientOrderId}, journal sequence ${journalSequence}`;
  return { ack, line };
}

function orderOf({ orderId, clientOrderId }: Values) {
  if (orderId !== 0) return { orderId: orderId as number };
  if (clientOrderId !== 0) return { clientOrderId: clientOrderId as number };
  throw new CommandError('bad-value', 'name the order: --order or --client-order');
}

/** An id that is not given is the client's to choose. */
function withoutEmptyId(body: Values, key: string): Values {
  if (body[key] !== 0) return body;
  const { [key]: _, ...rest } = body;
  return rest;
}
