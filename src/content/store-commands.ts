/**
 * Commands of the store's own account: signed with its key as anybody's are, and handed over like those that come by HTTP. The
 * account is registered by the venue when it is first needed.
 *
 * Answers when a command is durable. Fails with ContentError: the venue's refusal.
 */
import { createHash, type KeyObject, sign } from 'node:crypto';
import {
  type CommandAnswer,
  type SignedRequest,
  signatureBase,
  signatureParams,
  wantedComponents,
} from '../schema/index.js';
import { errorName } from '../values/index.js';
import { ContentError } from './content-error.js';

export interface StoreAccount {
  readonly accountId: number;
  readonly keyId: number;
}

export interface StoreCommandParts {
  readonly key: KeyObject;
  /** Registers the store's key with the venue; resolves with its account. */
  readonly register: () => Promise<StoreAccount>;
  readonly send: (request: SignedRequest) => Promise<CommandAnswer>;
  readonly nowMs: () => number;
}

export type DoneAnswer = CommandAnswer & { readonly kind: 'done' };

export class StoreCommands {
  private readonly parts: StoreCommandParts;
  private account: Promise<StoreAccount> | undefined;

  constructor(parts: StoreCommandParts) {
    this.parts = parts;
  }

  /**
   * Sends a command by its route.
   * @param idempotencyKey the same one with the same request is done once
   */
  async send(path: string, body: unknown, idempotencyKey: string): Promise<DoneAnswer> {
    const { key, nowMs, send } = this.parts;
    const owner = await this.registered();
    const text = JSON.stringify(body);
    const digest = createHash('sha256').update(text).digest('base64');
    const request = {
      ...{ method: 'POST', authority: 'store', path, query: '' },
      ...{ contentDigest: `sha-256=:${digest}:`, idempotencyKey },
    };
    const components = wantedComponents(request, true);
    const createdS = Math.floor(nowMs() / 1_000);
    const params = signatureParams(components, { createdS, ...owner });
    const base = Buffer.from(signatureBase(request, components, params));
    const answer = await send({
      ...request,
      body: text,
      signatureInput: `sig=${params}`,
      signature: `sig=:${sign(null, base, key).toString('base64')}:`,
    });
    return doneOr(answer);
  }

  private async registered(): Promise<StoreAccount> {
    this.account ??= this.parts.register();
    try {
      return await this.account;
    } catch (error) {
      this.account = undefined;
      throw error;
    }
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
