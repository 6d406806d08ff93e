/** A venue behind real sockets with the broker's desk quoting in it, for tests of what clients see of the broker. */
import { onTestFinished } from 'vitest';
import { BrokerDesk } from '../../src/broker/index.js';
import { startExchange } from '../gateway/support/exchange.js';
import { connect } from './connected.js';

const PAT = 1_000_000;

/** An open series that the broker quotes, in which nobody has bought yet, and clients of those who trade in it. */
export async function quotedMarket() {
  const exchange = await startExchange({
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
  const [consumer, provider] = [
    await connect(exchange, parties[0]),
    await connect(exchange, parties[1]),
  ];
  return { exchange, consumer, provider, operator: await connect(exchange, exchange.operator) };
}
