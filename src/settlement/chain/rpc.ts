/**
 * JSON-RPC to an Ethereum node over HTTP, with a limit on time and on attempts: what is not answered, is answered with
 * 429 or 5xx, or with something that is no JSON-RPC, is asked again after a growing pause. Asking again is safe for every
 * method used here: reading changes nothing, and a raw transaction has one hash however often it is handed over.
 *
 * Fails with RpcFailed, which says whether the node is away (to be tried again later) or has said no (`REFUSED`).
 */
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type HttpAnswer, HttpEndpoint } from './http-endpoint.js';

export type RpcProblem =
  /** No answer in time, or no connection. */
  | 'UNREACHABLE'
  /** The node wants fewer questions. */
  | 'RATE_LIMITED'
  /** An answer that is none: not JSON-RPC, or a server's error. */
  | 'MALFORMED'
  /** The node understood and said no: `rpcCode` and `data` are its own. */
  | 'REFUSED';

export class RpcFailed extends Error {
  override readonly name = 'RpcFailed';
  readonly problem: RpcProblem;
  readonly rpcCode: number | undefined;
  /** Revert data, 0x-prefixed hex, where the node gave some. */
  readonly data: string | undefined;

  constructor(problem: RpcProblem, message: string, answer: { code?: number; data?: string } = {}) {
    super(message);
    this.problem = problem;
    this.rpcCode = answer.code;
    this.data = answer.data;
  }
}

export interface RpcOptions {
  readonly url: string;
  readonly timeoutMs?: number;
  /** A longer answer is none; without it, as long as they come. */
  readonly answerBytesMax?: number;
  readonly attemptsMax?: number;
  /** Pause before the second attempt; it doubles from there. */
  readonly backoffMs?: number;
  readonly backoffMaxMs?: number;
}

const LIMIT_EXCEEDED = -32_005;

export class Rpc {
  /** Requests that had to be made again. */
  retries = 0;
  private at: { readonly url: string; readonly endpoint: HttpEndpoint };
  private readonly answerBytesMax: number;
  private readonly timeoutMs: number;
  private readonly attemptsMax: number;
  private readonly backoffMs: number;
  private readonly backoffMaxMs: number;
  private readonly ending = new AbortController();
  private lastId = 0;

  constructor(options: RpcOptions) {
    const { url, timeoutMs = 10_000, attemptsMax = 4 } = options;
    this.answerBytesMax = options.answerBytesMax ?? Number.POSITIVE_INFINITY;
    this.at = { url, endpoint: new HttpEndpoint(url, this.answerBytesMax) };
    this.timeoutMs = timeoutMs;
    this.attemptsMax = attemptsMax;
    this.backoffMs = options.backoffMs ?? 100;
    this.backoffMaxMs = options.backoffMaxMs ?? 5_000;
  }

  get url(): string {
    return this.at.url;
  }

  /** The same chain is served at another URL now; what is under way is asked again there. */
  moveTo(url: string): void {
    const { endpoint } = this.at;
    this.at = { url, endpoint: new HttpEndpoint(url, this.answerBytesMax) };
    endpoint.close();
    if (this.ending.signal.aborted) this.at.endpoint.close();
  }

  /** Ends what is under way, at once: everything from here on is UNREACHABLE. */
  close(): void {
    this.ending.abort();
    this.at.endpoint.close();
  }

  /** The node's `result`, as it came. */
  async send<T>(method: string, params: readonly unknown[]): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.ask<T>(method, params);
      } catch (error) {
        if (!(error instanceof RpcFailed) || error.problem === 'REFUSED') throw error;
        if (attempt >= this.attemptsMax || this.ending.signal.aborted) throw error;
        this.retries += 1;
        const pause = Math.min(this.backoffMs * 2 ** (attempt - 1), this.backoffMaxMs);
        // Spread, so that many who were told to wait do not come back together.
        const { signal } = this.ending;
        await sleep(pause + randomInt(pause + 1), undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private async ask<T>(method: string, params: readonly unknown[]): Promise<T> {
    this.lastId += 1;
    const id = this.lastId;
    const { status, text } = await this.post(
      JSON.stringify({ jsonrpc: '2.0', id, method, params }),
    );
    if (status === 429) throw new RpcFailed('RATE_LIMITED', `${method}: answered with 429`);
    const answer = parsed(text);
    if (answer?.error !== undefined) throw refusal(method, answer.error);
    if (status !== 200 || answer === undefined || answer.id !== id || !('result' in answer)) {
      throw new RpcFailed('MALFORMED', `${method}: answered with status ${status} and no result`);
    }
    return answer.result as T;
  }

  private async post(body: string): Promise<HttpAnswer> {
    try {
      return await this.at.endpoint.post(body, this.timeoutMs);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new RpcFailed('UNREACHABLE', `the chain does not answer: ${reason}`);
    }
  }
}

interface Answer {
  readonly id?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code?: number; readonly message?: string; readonly data?: unknown };
}

function parsed(text: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Answer) : undefined;
  } catch {
    return undefined;
  }
}

function refusal(method: string, error: NonNullable<Answer['error']>): RpcFailed {
  const { code = 0, message = 'no reason given', data } = error;
  const problem = code === LIMIT_EXCEEDED ? 'RATE_LIMITED' : 'REFUSED';
  return new RpcFailed(problem, `${method}: ${message}`, {
    code,
    ...(typeof data === 'string' ? { data } : {}),
  });
}
