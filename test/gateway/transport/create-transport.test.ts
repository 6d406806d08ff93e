/** Would catch: a fallback that happens in silence, or one where the configuration forbids it. */
import { describe, expect, it } from 'vitest';
import {
  type CreateTransport,
  createTransport,
  TransportError,
} from '../../../src/gateway/transport/index.js';
import { TRANSPORTS } from '../../support/transports.js';

const requestFor = (
  choice: CreateTransport['choice'],
  loads: boolean,
): { request: CreateTransport; lines: string[] } => {
  const lines: string[] = [];
  const request: CreateTransport = {
    choice,
    options: {
      host: '127.0.0.1',
      port: 0,
      path: '/v1',
      payloadBytesMax: 1,
      connectionsMax: 1,
      bufferedBytesMax: 1,
      idleTimeoutMs: 1000,
      pendingMax: 1_000,
      proxies: new Set(),
    },
    handlers: {
      admits: () => true,
      onOpen: () => undefined,
      onMessage: () => undefined,
      onDrain: () => undefined,
      onClose: () => undefined,
    },
    log: {
      info: (fields, message) => lines.push(`info ${JSON.stringify(fields)} ${message}`),
      warn: (fields, message) => lines.push(`warn ${JSON.stringify(fields)} ${message}`),
    },
    ...(loads ? {} : { loadUws: () => Promise.reject(new Error('no binary for this system')) }),
  };
  return { request, lines };
};

/** Where the native library loads. */
const NATIVE = [
  ['auto', true, 'uws', /^info .*"transport":"uws"/],
  ['uws', true, 'uws', /^info .*"transport":"uws"/],
] as const;

describe('the choice of a transport', () => {
  it.each([
    ...(TRANSPORTS.includes('uws') ? NATIVE : []),
    ['auto', false, 'ws', /^warn .*"transport":"ws".*no binary for this system/],
    ['ws', true, 'ws', /^info .*"transport":"ws"/],
  ] as const)(
    'is for %s, library there: %s, %s, and is logged',
    async (choice, loads, kind, line) => {
      const { request, lines } = requestFor(choice, loads);
      expect((await createTransport(request)).kind).toBe(kind);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(line);
    },
  );

  it('fails when the native library is demanded and does not load', async () => {
    const { request } = requestFor('uws', false);
    const error = await createTransport(request).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ code: 'transport-unavailable' });
    expect(String(error)).toMatch(/no binary for this system/);
  });
});
