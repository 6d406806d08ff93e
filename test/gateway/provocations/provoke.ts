/** How the test of the error codes provokes one: what the venue is started with, and what a client does to it. */
import type { ServerMessage } from '../../../src/schema/index.js';
import type { ErrorName } from '../../../src/values/index.js';
import type { ExchangeOptions, TestExchange } from '../support/exchange.js';

/** What was provoked, as the client saw it. */
export interface Provoked {
  /** Number in the message that came. */
  readonly errorCode: number;
  /** What it said, when it came as an ErrorReport. */
  readonly report?: { readonly retriable: boolean; readonly closing: boolean };
}

export interface Provocation {
  readonly options?: ExchangeOptions;
  /** Does what is refused, through a real socket. */
  readonly run: (exchange: TestExchange) => Promise<Provoked>;
}

export type Provocations<Names extends ErrorName> = { readonly [N in Names]: Provocation };

/** The number in a message, wherever it has one. */
export function provoked(message: ServerMessage): Provoked {
  switch (message.type) {
    case 'errorReport':
      return { errorCode: message.body.errorCode, report: message.body };
    case 'executionReport':
      return { errorCode: message.body.errorCode };
    case 'commandResult': {
      const refused = message.body.entryErrorCodes.find((code) => code !== 0);
      return { errorCode: refused ?? message.body.errorCode };
    }
    default:
      throw new Error(`${message.type} has no error code`);
  }
}

/** A provocation without particular options. */
export const by = (
  run: (exchange: TestExchange) => Promise<Provoked>,
  options: ExchangeOptions = {},
): Provocation => ({ options, run });

/** Sets a parameter of the venue as its operator. */
export function setParameter(exchange: TestExchange, name: string, value: number): void {
  const terms = { name, target: '', value, expectedVersion: 0, reason: 'test', unset: false };
  exchange.submit(exchange.operator.accountId, 'setParameter', terms);
}
