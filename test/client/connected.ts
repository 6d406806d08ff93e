/** An SDK client of a party of a test's exchange, closed when the test is over. */
import { onTestFinished } from 'vitest';
import { type ConnectOptions, PatxClient } from '../../src/client/index.js';
import type { Party, TestExchange } from '../gateway/support/exchange.js';

export async function connect(
  exchange: TestExchange,
  { accountId, keyId, key }: Party,
  options: Partial<ConnectOptions> = {},
): Promise<PatxClient> {
  const client = await PatxClient.connect({
    url: `ws://127.0.0.1:${exchange.gateway.port}/`,
    accountId,
    keyId,
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }) as string,
    idSpace: 1,
    reconnect: { minDelayMs: 5, maxDelayMs: 20 },
    ...options,
  });
  onTestFinished(() => client.close());
  return client;
}
