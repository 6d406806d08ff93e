/**
 * Commands of a part of the venue that has an account of its own, such as the store of files: signed with its key as anybody's are,
 * and handed over like those that come by HTTP. The account is registered by the venue when it is first needed.
 *
 * Resolves with the venue's answer once the command is durable, whatever it says; rejects as `register` does.
 */
import { createHash, type KeyObject, sign } from 'node:crypto';
import {
  type CommandAnswer,
  type SignedRequest,
  signatureBase,
  signatureParams,
  wantedComponents,
} from '../schema/index.js';

/** The account, and the number of its key. */
export interface OwnKey {
  readonly accountId: number;
  readonly keyId: number;
}

export interface OwnAccountParts {
  /** What the signed requests name as their host. */
  readonly name: string;
  readonly key: KeyObject;
  /** Registers the key with the venue; resolves with its account. */
  readonly register: () => Promise<OwnKey>;
  readonly send: (request: SignedRequest) => Promise<CommandAnswer>;
  readonly nowMs: () => number;
}

export class OwnAccount {
  private readonly parts: OwnAccountParts;
  private account: Promise<OwnKey> | undefined;

  constructor(parts: OwnAccountParts) {
    this.parts = parts;
  }

  /**
   * Sends a command by its route.
   * @param idempotencyKey the same one with the same request is done once
   */
  async send(
    { method, path }: { readonly method: string; readonly path: string },
    body: unknown,
    idempotencyKey: string,
  ): Promise<CommandAnswer> {
    const { key, name, nowMs, send } = this.parts;
    const owner = await this.registered();
    const text = JSON.stringify(body);
    const digest = createHash('sha256').update(text).digest('base64');
    const request = {
      ...{ method, authority: name, path, query: '' },
      ...{ contentDigest: `sha-256=:${digest}:`, idempotencyKey },
    };
    const components = wantedComponents(request, true);
    const createdS = Math.floor(nowMs() / 1_000);
    const params = signatureParams(components, { createdS, ...owner });
    const base = Buffer.from(signatureBase(request, components, params));
    return await send({
      ...request,
      body: text,
      signatureInput: `sig=${params}`,
      signature: `sig=:${sign(null, base, key).toString('base64')}:`,
    });
  }

  private async registered(): Promise<OwnKey> {
    this.account ??= this.parts.register();
    try {
      return await this.account;
    } catch (error) {
      this.account = undefined;
      throw error;
    }
  }
}
