/** Refusals about the chain and the wallets on it. */
import { KILL_SCOPE } from '../../../src/values/index.js';
import type { TestClient } from '../support/client.js';
import type { TestExchange } from '../support/exchange.js';
import { addressOf, answerWith, challenged, walletOf } from '../support/wallet.js';
import { by, type Provocations, type Provoked, provoked } from './provoke.js';
import { send } from './rights.js';

const GLOBAL = { killScope: KILL_SCOPE.GLOBAL, targetId: 0, reason: 'test' };
const onChain = { onChain: true, limits: { walletCheckEveryMs: 0 } };

/** A session of a consumer without a wallet. */
function visitor(exchange: TestExchange): Promise<TestClient> {
  return exchange.logOn(exchange.openConsumer(0));
}

/** Signs and answers a challenge of wallet n. */
async function link(client: TestClient, n: number): Promise<Provoked> {
  const wallet = walletOf(n);
  const challenge = await challenged(client, wallet);
  return provoked(await client.answer(await answerWith(client, wallet, challenge)));
}

export const WALLET_PROVOCATIONS: Provocations<
  | 'CHAIN_BOUND'
  | 'CHAIN_UNBOUND'
  | 'ADDRESS_BOUND'
  | 'ACCOUNT_BOUND'
  | 'ESCAPED'
  | 'LINK_PENDING'
  | 'NO_PENDING_LINK'
  | 'WALLET_CHALLENGE'
  | 'WALLET_SIGNATURE'
> = {
  CHAIN_BOUND: by(
    (exchange) =>
      send(exchange, exchange.operator, 'deposit', {
        clientRequestId: 1_000,
        targetAccountId: 1,
        amountMicroPat: 1,
      }),
    onChain,
  ),
  CHAIN_UNBOUND: by(async (exchange) => {
    const client = await visitor(exchange);
    const body = { address: addressOf(walletOf(1)) };
    return provoked(await client.answer(client.session({ type: 'getWalletChallenge', body })));
  }),
  ADDRESS_BOUND: by(async (exchange) => {
    await link(await visitor(exchange), 1);
    return link(await visitor(exchange), 1);
  }, onChain),
  ACCOUNT_BOUND: by(async (exchange) => {
    exchange.linkAtOnce();
    const client = await visitor(exchange);
    await link(client, 1);
    return link(client, 2);
  }, onChain),
  LINK_PENDING: by(async (exchange) => {
    const client = await visitor(exchange);
    await link(client, 1);
    return link(client, 2);
  }, onChain),
  NO_PENDING_LINK: by(
    (exchange) =>
      send(exchange, exchange.openOperator(), 'cancelWalletLink', {
        clientRequestId: 1_000,
        targetAccountId: 1,
      }),
    onChain,
  ),
  ESCAPED: by((exchange) => {
    exchange.submit(0, 'observeEscape', { batchId: 0 });
    return send(exchange, exchange.openOperator(), 'releaseKill', GLOBAL);
  }, onChain),
  WALLET_CHALLENGE: by(async (exchange) => {
    const client = await visitor(exchange);
    const { message } = await challenged(client, walletOf(1));
    const requestId = await answerWith(client, walletOf(1), { message, nonce: 'another' });
    return provoked(await client.answer(requestId));
  }, onChain),
  WALLET_SIGNATURE: by(async (exchange) => {
    const client = await visitor(exchange);
    const challenge = await challenged(client, walletOf(1));
    return provoked(await client.answer(await answerWith(client, walletOf(2), challenge)));
  }, onChain),
};
