/**
 * The one way out: every request the venue makes to an address a stranger chose. https only, name resolved once and pinned,
 * public addresses only, no redirects, no connection is used twice; bounded in number, time and bytes. Fails with an
 * `EgressError`; what comes back is bytes of a stranger.
 */
import { createHash } from 'node:crypto';
import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Socket } from 'node:net';
import { type Destination, destinationOf, dnsResolve, type Resolve } from './destination.js';
import { EgressError } from './error.js';
import { openStream, type StreamTarget } from './stream.js';

export interface EgressOptions {
  /** Lets requests go to loopback, also without TLS. Never outside a sandbox. */
  readonly isSandbox?: boolean;
  readonly resolve?: Resolve;
  /** Under way at once, in all. */
  readonly requestsMax?: number;
  /** Under way at once, to one host name. */
  readonly perHostMax?: number;
  /** Certificates to trust instead of the system's. */
  readonly ca?: string;
}

export interface EgressRequest {
  readonly url: string;
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** For everything, from the look-up of the name to the last byte. */
  readonly timeoutMs: number;
  readonly responseBytesMax: number;
  /** Ends it early, as `TIMED_OUT`. */
  readonly signal?: AbortSignal;
}

export interface EgressResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

export interface EgressDigest {
  readonly status: number;
  readonly bytes: number;
  /** Of the body. */
  readonly sha256: Uint8Array;
}

/** Makes something of an answer; fails with `RESPONSE_TOO_LARGE` where it has more bytes than may be. */
type Read<T> = (response: IncomingMessage, bytesMax: number, came: Came) => Promise<T>;

/** Bytes that came so far: of the connection, and of the body. */
interface Came {
  bytes: number;
  bodyBytes: number;
}

const REQUESTS_MAX = 64;
const PER_HOST_MAX = 4;
const HEADER_BYTES_MAX = 16_384;
/** Bytes that come in beside those of the body: as many again, and these. Hints, extensions and tiny pieces are work, and no content. */
const OVERHEAD_BYTES_MAX = 1_048_576;

export class Egress {
  private readonly options: EgressOptions;
  private readonly byHost = new Map<string, number>();
  private readonly resolve: Resolve;
  private underWay = 0;

  constructor(options: EgressOptions = {}) {
    this.options = options;
    this.resolve = options.resolve ?? dnsResolve();
  }

  request(request: EgressRequest): Promise<EgressResponse> {
    return this.counted(request, read);
  }

  /** What the SHA-256 of an answer's body is; the body itself is kept nowhere. */
  digest(request: EgressRequest): Promise<EgressDigest> {
    return this.counted(request, digested);
  }

  private async counted<T>(request: EgressRequest, make: Read<T>): Promise<T> {
    const { requestsMax = REQUESTS_MAX, perHostMax = PER_HOST_MAX } = this.options;
    const host = hostOf(request.url);
    const own = this.byHost.get(host) ?? 0;
    if (this.underWay >= requestsMax || own >= perHostMax) {
      throw new EgressError('BUSY', `${this.underWay} are under way, ${own} to ${host}`);
    }
    this.underWay += 1;
    this.byHost.set(host, own + 1);
    try {
      return await this.timed(request, make);
    } finally {
      this.underWay -= 1;
      const left = (this.byHost.get(host) ?? 1) - 1;
      if (left === 0) this.byHost.delete(host);
      else this.byHost.set(host, left);
    }
  }

  /** Whether loopback may be reached. */
  get isSandbox(): boolean {
    return this.options.isSandbox === true;
  }

  /** A connection for what speaks no HTTP; bounded in number only while it is opened. */
  open(target: StreamTarget): Promise<Socket> {
    return openStream(target, { resolve: this.resolve, isSandbox: this.isSandbox });
  }

  private async timed<T>(request: EgressRequest, make: Read<T>): Promise<T> {
    const { isSandbox = false, ca } = this.options;
    const { resolve } = this;
    const ending = new AbortController();
    const over = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const end = (why: string): void => {
        ending.abort();
        reject(new EgressError('TIMED_OUT', why));
      };
      timer = setTimeout(() => end(`no answer within ${request.timeoutMs} ms`), request.timeoutMs);
      request.signal?.addEventListener('abort', () => end('it was ended'), { signal: over.signal });
    });
    const made = (async () => {
      const destination = await destinationOf(request.url, { resolve, isSandbox });
      return exchange(destination, request, { signal: ending.signal, ca, make });
    })();
    // Whichever comes second has nobody left to tell.
    made.catch(() => undefined);
    try {
      return await Promise.race([made, late]);
    } finally {
      clearTimeout(timer);
      over.abort();
    }
  }
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return '';
  }
}

function exchange<T>(
  { url, address, family, isTls }: Destination,
  { method, headers = {}, body, responseBytesMax }: EgressRequest,
  {
    signal,
    ca,
    make,
  }: { readonly signal: AbortSignal; readonly ca: string | undefined; readonly make: Read<T> },
): Promise<T> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      reject(
        error instanceof EgressError
          ? error
          : new EgressError('CONNECTION_FAILED', `${url.host}: ${String(error)}`, { cause: error }),
      );
    };
    const came: Came = { bytes: 0, bodyBytes: 0 };
    const options: RequestOptions & { readonly ca?: string } = {
      method,
      signal,
      agent: false,
      maxHeaderSize: HEADER_BYTES_MAX,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-length': body.length }) },
      // Pinned: whatever the name leads to by now, this is where the connection goes.
      lookup: (_host, asked, done) => {
        if (asked.all === true) done(null, [{ address, family }]);
        else done(null, address, family);
      },
      ...(ca === undefined ? {} : { ca }),
    };
    try {
      const request = (isTls ? requestHttps : requestHttp)(url, options, (response) => {
        make(response, responseBytesMax, came).then(resolve, (error: unknown) => {
          request.destroy();
          fail(error);
        });
      });
      request.once('socket', (socket) => {
        socket.on('data', (chunk: Buffer) => {
          came.bytes += chunk.length;
          if (came.bytes <= 2 * came.bodyBytes + OVERHEAD_BYTES_MAX) return;
          fail(new EgressError('RESPONSE_TOO_LARGE', 'there is more around the body than in it'));
          request.destroy();
        });
      });
      request.once('error', fail);
      request.end(body);
    } catch (error) {
      // Such as a header no request can have.
      fail(error);
    }
  });
}

async function read(
  response: IncomingMessage,
  bytesMax: number,
  came: Came,
): Promise<EgressResponse> {
  const chunks: Buffer[] = [];
  for await (const chunk of piecesOf(response, bytesMax, came)) chunks.push(chunk);
  const { statusCode: status = 0, headers } = response;
  return { status, headers, body: Buffer.concat(chunks) };
}

async function digested(
  response: IncomingMessage,
  bytesMax: number,
  came: Came,
): Promise<EgressDigest> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of piecesOf(response, bytesMax, came)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { status: response.statusCode ?? 0, bytes, sha256: hash.digest() };
}

async function* piecesOf(
  response: IncomingMessage,
  bytesMax: number,
  came: Came,
): AsyncGenerator<Buffer> {
  const { statusCode: status = 0 } = response;
  if (status >= 300 && status < 400) {
    response.destroy();
    throw new EgressError('REDIRECT_REFUSED', `the answer is ${status}`);
  }
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    came.bodyBytes = bytes;
    if (bytes > bytesMax) {
      throw new EgressError('RESPONSE_TOO_LARGE', `more than ${bytesMax} bytes`);
    }
    yield chunk;
  }
}
