/** Commands of the store's own account. Answers when a command is durable. Fails with ContentError: the venue's refusal. */
import { OwnAccount, type OwnAccountParts, type OwnKey } from '../own-account/index.js';
import type { CommandAnswer } from '../schema/index.js';
import { errorName } from '../values/index.js';
import { ContentError } from './content-error.js';

export type StoreAccount = OwnKey;
export type DoneAnswer = CommandAnswer & { readonly kind: 'done' };

export class StoreCommands {
  private readonly account: OwnAccount;

  constructor(parts: Omit<OwnAccountParts, 'name'>) {
    this.account = new OwnAccount({ ...parts, name: 'store' });
  }

  /**
   * Sends a command by its route.
   * @param idempotencyKey the same one with the same request is done once
   */
  async send(path: string, body: unknown, idempotencyKey: string): Promise<DoneAnswer> {
    return doneOr(await this.account.send({ method: 'POST', path }, body, idempotencyKey));
  }
}

function doneOr(answer: CommandAnswer): DoneAnswer {
  if (answer.kind === 'refused') {
    const retryS = Math.ceil(answer.waitMs / 1_000);
    throw new ContentError(answer.name as never, answer.detail, answer.field, retryS);
  }
  if (answer.kind !== 'done') throw new ContentError('NOT_READY', 'that was no answer');
  if (answer.code === 0) return answer;
  throw new ContentError(errorName(answer.code) ?? 'NOT_READY', answer.detail, answer.field);
}
