/**
 * Requests for quote: one price for so many lots, firm for this account until it ends.
 *
 * A request settles when the broker's answer is durable: with the quote, or with the venue's refusal. An answer that does
 * not come in time rejects with TIMEOUT; it may still come, to `events.firmQuotes`.
 */
import type { FirmQuote } from '../../schema/index.js';
import type { ClientIds } from '../commands/client-ids.js';
import type { CommandAck, CommandFields, SendCommand } from '../commands/command-fields.js';
import { PatxConnectionError, PatxError } from '../errors.js';
import type { Told } from '../names.js';
import type { AccountEvents } from './account-events.js';

export class FirmQuotes {
  private readonly send: SendCommand;
  private readonly events: AccountEvents;
  private readonly ids: ClientIds;
  private readonly timeoutMs: number;

  constructor(send: SendCommand, events: AccountEvents, ids: ClientIds, timeoutMs: number) {
    this.send = send;
    this.events = events;
    this.ids = ids;
    this.timeoutMs = timeoutMs;
  }

  async request(fields: CommandFields<'requestQuote'>): Promise<Told<FirmQuote>> {
    const given = fields.clientRequestId;
    const clientRequestId = given === undefined ? this.ids.next() : given;
    const answer = this.answerTo(clientRequestId);
    try {
      await this.send('requestQuote', { ...fields, clientRequestId });
      return await answer.promise;
    } finally {
      answer.end();
    }
  }

  accept(fields: CommandFields<'acceptQuote'>): Promise<CommandAck> {
    return this.send('acceptQuote', fields);
  }

  /** The broker's answer to a request, listened for before it is sent. */
  private answerTo(clientId: number): { promise: Promise<Told<FirmQuote>>; end: () => void } {
    let end = (): void => {};
    const promise = new Promise<Told<FirmQuote>>((resolve, reject) => {
      const stop = this.events.firmQuotes.on((quote) => {
        if (quote.clientRequestId !== clientId) return;
        if (quote.errorCode === 0) resolve(quote);
        else reject(new PatxError({ code: quote.errorCode, clientId }));
      });
      const text = `the broker has not answered within ${this.timeoutMs} ms`;
      const timer = setTimeout(
        () => reject(new PatxConnectionError('TIMEOUT', text, { clientId })),
        this.timeoutMs,
      );
      end = (): void => {
        clearTimeout(timer);
        stop();
      };
    });
    // A refusal of the request itself rejects before anybody waits for this one.
    promise.catch(() => {});
    return { promise, end };
  }
}
