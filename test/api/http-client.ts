/** Sends signed requests to an API over a real socket, with the SDK's own signatures. */
import { type KeyObject, sign } from 'node:crypto';
import { signedHeaders } from '../../src/client/index.js';

export interface HttpParty {
  readonly accountId: number;
  readonly keyId: number;
  readonly key: KeyObject;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly key?: string;
}

/** The headers of a request signed by a party. */
export function headersBy(
  party: HttpParty,
  url: string,
  { method, body, key }: Omit<HttpRequest, 'path'>,
): Promise<Record<string, string>> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return signedHeaders(
    { method, url, body: text, idempotencyKey: key },
    { ...party, sign: (bytes) => sign(null, bytes, party.key) },
  );
}

export async function send(
  apiUrl: string,
  party: HttpParty,
  request: HttpRequest,
): Promise<HttpAnswer> {
  const url = `${apiUrl}${request.path}`;
  const headers = await headersBy(party, url, request);
  const body = request.body === undefined ? null : JSON.stringify(request.body);
  return answerOf(await fetch(url, { method: request.method, headers, body }));
}

export async function answerOf(response: Response): Promise<HttpAnswer> {
  const text = await response.text();
  const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  return { status: response.status, headers: response.headers, body };
}
