/**
 * A proxy in front of a node that misbehaves when told to: answers nothing, with 429, with rubbish, closes the connection,
 * or changes what the node said. Requests that no fault is set for go through untouched.
 */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RpcRequest {
  readonly method: string;
  readonly params: readonly unknown[];
}

export type Fault =
  | { readonly kind: 'silence' | 'busy' | 'rubbish' | 'close' | 'broken' }
  /** Passes on and answers with something else. */
  | { readonly kind: 'lie'; readonly tell: (result: unknown, request: RpcRequest) => unknown };

export class FaultyProxy {
  /** What is wrong with a request; nothing when undefined. */
  fault: (request: RpcRequest) => Fault | undefined = () => undefined;
  /** Seen requests by method. */
  readonly seen = new Map<string, number>();
  private readonly server: Server;
  private readonly target: string;

  private constructor(server: Server, target: string) {
    this.server = server;
    this.target = target;
  }

  static async before(target: string): Promise<FaultyProxy> {
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        proxy.answer(body, response).catch(() => response.destroy());
      });
    });
    const proxy = new FaultyProxy(server, target);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async answer(body: string, response: ServerResponse): Promise<void> {
    const request = JSON.parse(body) as RpcRequest;
    this.seen.set(request.method, (this.seen.get(request.method) ?? 0) + 1);
    const fault = this.fault(request);
    switch (fault?.kind) {
      case 'silence':
        return;
      case 'busy':
        response.writeHead(429).end('slow down');
        return;
      case 'broken':
        response.writeHead(503).end('no');
        return;
      case 'rubbish':
        response.writeHead(200).end('<html>');
        return;
      case 'close':
        response.destroy();
        return;
      default:
    }
    const headers = { 'content-type': 'application/json' };
    const passed = await fetch(this.target, { method: 'POST', headers, body });
    const answer = (await passed.json()) as { result?: unknown };
    const told =
      fault?.kind === 'lie' && 'result' in answer
        ? { ...answer, result: fault.tell(answer.result, request) }
        : answer;
    response.writeHead(200, headers).end(JSON.stringify(told));
  }
}
