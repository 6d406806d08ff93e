/** Where the answers of commands that came by HTTP go: read again, and given to whoever waits for the request. */
import { type CommandAnswer, ServerFrameDecoder, type ServerMessage } from '../../schema/index.js';
import { ERROR_CATALOG, errorName } from '../../values/index.js';
import type { Connection, SendResult } from '../transport/index.js';

export class RelayConnection implements Connection {
  readonly id = 0;
  readonly subprotocol = 'patx.v1.proto';
  readonly remoteAddress = '127.0.0.1';
  readonly isOpen = true;
  readonly bufferedBytes = 0;
  private readonly decoder = new ServerFrameDecoder();
  private readonly answered: (requestId: number, answer: CommandAnswer) => void;

  constructor(answered: (requestId: number, answer: CommandAnswer) => void) {
    this.answered = answered;
  }

  send(bytes: Uint8Array): SendResult {
    this.decoder.start(bytes);
    for (let message = this.decoder.next(); message !== undefined; message = this.decoder.next()) {
      const answer = message.requestId === 0 ? undefined : answerOf(message);
      if (answer !== undefined) this.answered(message.requestId, answer);
    }
    return 'sent';
  }

  cork(sends: () => void): void {
    sends();
  }

  close(): void {}

  terminate(): void {}
}

/** What a message answers; undefined when it answers nothing. */
function answerOf(message: ServerMessage): CommandAnswer | undefined {
  switch (message.type) {
    case 'commandResult': {
      const { body } = message;
      return {
        ...{ kind: 'done', code: body.errorCode, field: body.errorField, detail: body.errorDetail },
        ...{ clientOrderId: body.clientRequestId, referenceId: body.referenceId },
        ...{ affectedCount: body.affectedCount, journalSequence: body.journalSequence },
        ...{ duplicate: body.duplicate, entryErrorCodes: body.entryErrorCodes },
      };
    }
    case 'executionReport': {
      const { body } = message;
      // An order that is there already was accepted then.
      const code = body.errorCode === ERROR_CATALOG.DUPLICATE.code ? 0 : body.errorCode;
      return {
        ...{ kind: 'done', code, field: body.errorField, detail: '' },
        ...{ clientOrderId: body.clientOrderId, referenceId: body.orderId, affectedCount: 0 },
        ...{ journalSequence: body.journalSequence, duplicate: body.duplicate },
        entryErrorCodes: [],
      };
    }
    case 'errorReport': {
      const { errorCode, errorField: field, detail } = message.body;
      return { kind: 'refused', name: errorName(errorCode) ?? '', field, detail, waitMs: 0 };
    }
    default:
      return undefined;
  }
}
