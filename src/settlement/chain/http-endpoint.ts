/**
 * Posts JSON to one URL, or to a Unix socket (`unix:/path`), over connections that are kept. `close` ends everything that is under way: requests, connections
 * that are not yet made, lookups of the host's name. Nothing of it then keeps the process from ending, which `fetch` does
 * for ten seconds while it connects. Fails with an Error that says why there was no answer.
 */
import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { HostLookup } from './host-lookup.js';

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

export class HttpEndpoint {
  private readonly url: URL;
  private readonly agent: HttpAgent | HttpsAgent;
  private readonly hosts = new HostLookup();
  private readonly ending = new AbortController();

  private readonly answerBytesMax: number;

  constructor(url: string, answerBytesMax = Number.POSITIVE_INFINITY) {
    if (!URL.canParse(url)) throw new TypeError(`${url} is no URL of a node`);
    this.url = new URL(url);
    this.answerBytesMax = answerBytesMax;
    const Agent = this.url.protocol === 'https:' ? HttpsAgent : HttpAgent;
    this.agent = new Agent({ keepAlive: true });
  }

  /** Everything from here on fails. */
  close(): void {
    this.ending.abort();
    this.hosts.cancel();
    this.agent.destroy();
  }

  async post(body: string, timeoutMs: number): Promise<HttpAnswer> {
    for (;;) {
      try {
        return await this.once(body, timeoutMs);
      } catch (error) {
        // A kept connection which the node closed a moment ago says nothing of the node.
        if (!(error instanceof ConnectionGone)) throw error;
      }
    }
  }

  private once(body: string, timeoutMs: number): Promise<HttpAnswer> {
    const { signal } = this.ending;
    if (signal.aborted) return Promise.reject(new Error('the connection is closed'));
    return new Promise((resolve, reject) => {
      const send = this.url.protocol === 'https:' ? requestHttps : requestHttp;
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      };
      const { agent, hosts } = this;
      const shared = { method: 'POST', headers, agent, signal };
      const [target, options] =
        this.url.protocol === 'unix:'
          ? [SOCKET_URL, { ...shared, socketPath: this.url.pathname }]
          : [this.url, { ...shared, lookup: hosts.lookup }];
      const request = send(target, options, (response) => {
        textOf(response, this.answerBytesMax).then(
          (text) => done(() => resolve({ status: response.statusCode ?? 0, text })),
          (error: unknown) => done(() => reject(error)),
        );
      });
      const timer = setTimeout(
        () => request.destroy(new Error(`no answer in ${timeoutMs} ms`)),
        timeoutMs,
      );
      const done = (settle: () => void): void => {
        clearTimeout(timer);
        settle();
      };
      request.on('error', (error: NodeJS.ErrnoException) => {
        const isGone = request.reusedSocket && error.code === 'ECONNRESET' && !signal.aborted;
        done(() => reject(isGone ? new ConnectionGone() : error));
      });
      request.end(body);
    });
  }
}

/** What a request over a Unix socket says of itself. */
const SOCKET_URL = 'http://localhost/';

/** The node had closed a kept connection before it read the request. */
class ConnectionGone extends Error {}

async function textOf(response: IncomingMessage, bytesMax: number): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response) {
    parts.push(part as Buffer);
    bytes += (part as Buffer).length;
    // Leaving the loop ends the connection.
    if (bytes > bytesMax) throw new Error(`the answer is longer than ${bytesMax} bytes`);
  }
  return Buffer.concat(parts).toString('utf8');
}
