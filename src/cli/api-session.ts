/** What commands over the HTTP API have in common: where it is, who asks, signed requests and tokens. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { type RequestToSign, signedHeaders, signerOf } from '../client/index.js';
import { CommandError, fileText } from './command-error.js';
import { whole } from './option-values.js';

const TRIES = 5;
const WAIT_MS = 100;

export interface ApiOptions {
  readonly apiUrl: string;
  readonly as: number;
  readonly key: string;
  readonly asKeyId: number;
}

/** Adds the options of a session over the API. */
export function withApi(command: Command): Command {
  return command
    .addOption(
      new Option('--api-url <url>', 'address of the HTTP API')
        .env('PATX_API_URL')
        .default('http://127.0.0.1:9466'),
    )
    .requiredOption('--as <account>', 'account that acts', whole(1))
    .requiredOption('--key <file>', 'its key file (patx keygen)')
    .option('--as-key-id <n>', 'number of that key', whole(1), 1);
}

export class ApiSession {
  private readonly options: ApiOptions;

  constructor(options: ApiOptions) {
    this.options = options;
  }

  async ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const answer = await this.signed(method, path, { body: text });
    if (!answer.ok) throw await refused(answer);
    return await answer.json();
  }

  /** Sends a command by its route. A retry of the same call is done once: it carries a key of its own. */
  async command(method: string, path: string, body: unknown): Promise<unknown> {
    const idempotencyKey = randomUUID();
    const answer = await this.signed(method, path, { body: JSON.stringify(body), idempotencyKey });
    if (!answer.ok) throw await refused(answer);
    return await answer.json();
  }

  async signed(
    method: string,
    path: string,
    {
      headers = {},
      body,
      idempotencyKey,
    }: {
      headers?: Record<string, string>;
      body?: string | undefined;
      idempotencyKey?: string | undefined;
    } = {},
  ): Promise<Response> {
    const { apiUrl, as: accountId, asKeyId: keyId, key } = this.options;
    const url = `${apiUrl}${path}`;
    const sign = await signerOf(fileText(key, `the key of account ${accountId}`));
    const request: RequestToSign = { method, url, body, idempotencyKey };
    const signature = await signedHeaders(request, { accountId, keyId, sign });
    return await this.fetched(url, {
      ...{ method, headers: { ...headers, ...signature }, body: body ?? null },
    });
  }

  /** A request whose body is no text is not signed: a token that the key is given says whose it is. */
  async withToken(path: string, init: RequestInit): Promise<Response> {
    const authorization = `Bearer ${await this.token()}`;
    return await this.open(path, { ...init, headers: { ...init.headers, authorization } });
  }

  /** Without a credential. */
  async open(path: string, init: RequestInit = {}): Promise<Response> {
    return await this.fetched(`${this.options.apiUrl}${path}`, init);
  }

  private async token(): Promise<string> {
    const { apiUrl, as: accountId, asKeyId: keyId, key } = this.options;
    const post = async (path: string, body: unknown) => {
      const headers = { 'content-type': 'application/json' };
      const text = JSON.stringify(body);
      const answer = await this.fetched(`${apiUrl}${path}`, {
        method: 'POST',
        headers,
        body: text,
      });
      if (!answer.ok) throw await refused(answer);
      return (await answer.json()) as Record<string, string>;
    };
    const { challenge, text = '' } = await post('/v1/auth/challenges', { accountId, keyId });
    const sign = await signerOf(fileText(key, `the key of account ${accountId}`));
    const signature = Buffer.from(await sign(Buffer.from(text))).toString('hex');
    const { token = '' } = await post('/v1/auth/tokens', {
      accountId,
      keyId,
      challenge,
      signature,
    });
    return token;
  }

  /** Waits a little while the venue is not there, or restores. */
  private async fetched(url: string, init: RequestInit): Promise<Response> {
    for (let tries = 0; ; tries += 1) {
      try {
        const answer = await fetch(url, init);
        if (answer.status !== 503 || tries >= TRIES) return answer;
        await answer.body?.cancel();
      } catch (error) {
        if (tries >= TRIES) {
          const remedy = 'start the exchange, or name its API with --api-url';
          throw new CommandError('not-reachable', `${url}: ${(error as Error).message}; ${remedy}`);
        }
      }
      await sleep(WAIT_MS * 2 ** tries);
    }
  }
}

/** A refusal as a person is told it. */
export async function refused(answer: Response): Promise<Error> {
  const text = await answer.text();
  try {
    const { name, detail, remedy } = JSON.parse(text) as Record<string, string>;
    return new CommandError('file-refused', `${name}: ${detail} ${remedy}`);
  } catch {
    return new CommandError('file-refused', `${answer.status} ${text.trim()}`);
  }
}
