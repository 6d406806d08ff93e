/** A venue behind real sockets with the broker's desk quoting in it, for tests of what clients see of the broker. */
import { onTestFinished } from 'vitest';
import { BrokerDesk, VENUE_PARAMETERS } from '../../src/broker/index.js';
import { PatxClient } from '../../src/client/index.js';
import { type Party, startExchange } from '../gateway/support/exchange.js';

const PAT = 1_000_000;

/** An open series that the broker quotes, in which nobody has bought yet, and clients of those who trade in it. */
export async function quotedMarket() {
  const exchange = await startExchange({
    parameters: VENUE_PARAMETERS,
    previewQuotes: (change) => desk.preview(change),
  });
  const parties = [exchange.openConsumer(), exchange.openProvider(500)] as const;
  const brokerId = exchange.broker.accountId;
  exchange.fund(brokerId, 100_000 * PAT);
  exchange.submit(brokerId, 'moveCollateral', { amountMicroPat: 50_000 * PAT });
  const parameters = { base_value_micro_pat: PAT, prior_flow_lots: 5_000 };
  for (const [name, value] of Object.entries({ ...parameters, max_order_share_ppm: 500_000 })) {
    const terms = { name, target: '', value, expectedVersion: 0, unset: false, reason: 'test' };
    exchange.submit(exchange.operator.accountId, 'setParameter', terms);
  }
  const desk: BrokerDesk = new BrokerDesk({ sequencer: exchange.sequencer });
  const ticks = setInterval(() => desk.tick(Math.floor(exchange.nowMs())), 20);
  onTestFinished(async () => {
    clearInterval(ticks);
    await exchange.stop();
  });
  const connect = async ({ accountId, keyId, key }: Party): Promise<PatxClient> => {
    const client = await PatxClient.connect({
      url: `ws://127.0.0.1:${exchange.gateway.port}/`,
      accountId,
      keyId,
      privateKey: key.export({ type: 'pkcs8', format: 'pem' }) as string,
      idSpace: 1,
    });
    onTestFinished(() => client.close());
    return client;
  };
  const [consumer, provider] = [await connect(parties[0]), await connect(parties[1])];
  return { exchange, consumer, provider, operator: await connect(exchange.operator) };
}
