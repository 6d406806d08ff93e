// Catches an SDK that cannot link a wallet, loses a report about it (or takes one for a gap), or tells something else of
// wallet and chain than the venue: over real sockets, with wallets that sign.
import { describe, expect, it, onTestFinished } from 'vitest';
import { PatxClient, type PatxError, WALLET_CHANGE } from '../../src/client/index.js';
import { type Party, startExchange, type TestExchange } from '../gateway/support/exchange.js';
import { addressOf, signatureOf, walletOf } from '../gateway/support/wallet.js';
import { CLEARING, TOKEN } from '../support/chain.js';

const PAT = 1_000_000;

async function open(onChain = true): Promise<{ exchange: TestExchange; client: PatxClient }> {
  const exchange = await startExchange({ onChain, limits: { walletCheckEveryMs: 0 } });
  onTestFinished(() => exchange.stop());
  const { accountId, keyId, key }: Party = exchange.openConsumer(0);
  await exchange.sequencer.drain();
  const client = await PatxClient.connect({
    url: `ws://127.0.0.1:${exchange.gateway.port}/`,
    accountId,
    keyId,
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }) as string,
    reconnect: { minDelayMs: 5, maxDelayMs: 20 },
  });
  onTestFinished(() => client.close());
  return { exchange, client };
}

async function link(client: PatxClient, n: number): Promise<void> {
  const wallet = walletOf(n);
  const { message, nonce } = await client.wallet.challenge(addressOf(wallet));
  await client.wallet.link(nonce, await signatureOf(wallet, message));
}

describe('the wallet of an account', () => {
  it('is linked by its signature, and what happens to it is told in order over a break', async () => {
    const { exchange, client } = await open();
    const reports = client.events.wallet.queue();
    const gaps: unknown[] = [];
    client.events.gaps.on((gap) => gaps.push(gap));
    expect(await client.wallet.info()).toBeNull();
    exchange.linkAtOnce();
    await link(client, 7);
    const { wallets } = exchange.core.state;
    const chainAccountId = wallets.count + 1;
    const address = addressOf(walletOf(7));
    exchange.submit(0, 'registerWallet', { chainAccountId, address });
    client.dropConnection();
    const depositSequence = wallets.depositSequence + 1;
    exchange.submit(0, 'creditDeposit', {
      ...{ depositSequence, chainAccountId },
      amountMicroPat: 3 * PAT,
    });
    const request = { requestSequence: 1, chainAccountId };
    exchange.submit(0, 'holdWithdrawal', { ...request, amountMicroPat: 2 * PAT });
    await exchange.sequencer.drain();
    const { LINKED, REGISTERED, DEPOSITED, WITHHELD } = WALLET_CHANGE;
    for (const change of [LINKED, REGISTERED, DEPOSITED, WITHHELD]) {
      const next = await reports.next();
      expect(next.value?.change).toBe(change);
    }
    await client.online();
    const info = await client.wallet.info();
    expect(info).toMatchObject({
      ...{ chainAccountId, requestSequence: 1 },
      ...{ requestMicroPat: 2 * PAT, acknowledged: false, netMicroPat: 3 * PAT },
    });
    expect(Array.from(info?.address ?? [])).toEqual(Array.from(address));
    const { balance } = await client.queries.accountSnapshot();
    expect(balance).toMatchObject({ availableMicroPat: 3 * PAT, withheldMicroPat: 2 * PAT });
    expect(gaps).toEqual([]);
  });

  it('is refused with the code of the venue', async () => {
    const { exchange, client } = await open();
    exchange.linkAtOnce();
    const refused = async (made: Promise<unknown>): Promise<string | undefined> =>
      made.then(
        () => undefined,
        (error: PatxError) => error.name,
      );
    const { message, nonce } = await client.wallet.challenge(addressOf(walletOf(7)));
    const foreign = await signatureOf(walletOf(8), message);
    expect(await refused(client.wallet.link(nonce, foreign))).toBe('WALLET_SIGNATURE');
    expect(await refused(client.wallet.link(nonce, foreign))).toBe('WALLET_CHALLENGE');
    await link(client, 7);
    expect(await refused(link(client, 8))).toBe('ACCOUNT_BOUND');
  });
});

describe('the chain of a venue', () => {
  it('is told with its contracts', async () => {
    const { client } = await open();
    const chain = await client.chain();
    expect(chain).toMatchObject({ chainId: 31_337, phase: 1, escaped: false, batchId: 0 });
    expect(Array.from(chain?.clearing ?? [])).toEqual(Array.from(CLEARING));
    expect(Array.from(chain?.token ?? [])).toEqual(Array.from(TOKEN));
  });

  it('is null where there is none, and then no wallet can be linked', async () => {
    const { client } = await open(false);
    expect(await client.chain()).toBeNull();
    const asked = client.wallet.challenge(addressOf(walletOf(7)));
    await expect(asked).rejects.toMatchObject({ name: 'CHAIN_UNBOUND' });
  });
});
