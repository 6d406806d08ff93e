/**
 * Catches a wallet that is linked without its signature, by an old, foreign or second answer, by a key that may only
 * read, or with somebody else's account; and an account that is not told what became of its wallet and its withdrawal;
 * and a client that tells the venue what the chain says.
 */
import { afterEach, describe, expect, test } from 'vitest';
import { ACCOUNT_FIELD as A } from '../../src/engine/core/index.js';
import { CODE } from '../../src/engine/core/kernel/reject.js';
import { checksumAddress, recoverSigner } from '../../src/settlement/wallet-signature.js';
import {
  ACCOUNT_ROLE,
  CHANNEL_KIND,
  COMMAND_KIND,
  ERROR_CATALOG,
  KEY_SCOPE,
  WALLET_CHANGE,
} from '../../src/values/index.js';
import { provoked } from './provocations/provoke.js';
import type { TestClient } from './support/client.js';
import {
  CREATOR,
  type ExchangeOptions,
  startExchange,
  type TestExchange,
} from './support/exchange.js';
import { addressOf, answerWith, challenged, SIGN_IN, walletOf } from './support/wallet.js';

const PAT = 1_000_000;
let exchange: TestExchange;

afterEach(() => exchange.stop());

async function start(options: ExchangeOptions = {}): Promise<TestClient> {
  const limits = { walletCheckEveryMs: 0, ...options.limits };
  exchange = await startExchange({ onChain: true, ...options, limits });
  return exchange.logOn(exchange.openConsumer(0), { pushBalances: true });
}

const code = async (client: TestClient, requestId: number): Promise<number> =>
  provoked(await client.answer(requestId)).errorCode;

const walletOfAccount = (accountId: number): string =>
  exchange.core.state.registry.account(accountId)?.wallet ?? '';

describe('a wallet is linked', () => {
  test('when it signs a text that says who, with what, where and until when', async () => {
    const client = await start();
    const accountId = exchange.core.state.accounts.count;
    exchange.linkAtOnce();
    const wallet = walletOf(7);
    const challenge = await challenged(client, wallet);
    const lines = Buffer.from(challenge.message).toString().split('\n');
    expect(lines[0]).toBe('venue.example:8443 wants you to sign in with your Ethereum account:');
    expect(lines[1]).toBe(wallet.address);
    expect(lines[3]).toContain(`account ${accountId} of test`);
    expect(lines).toContain('URI: wss://venue.example:8443/');
    expect(lines).toContain('Chain ID: 31337');
    expect(lines).toContain(`Nonce: ${challenge.nonce}`);
    const until = new Date(challenge.expirationTimeMs).toISOString();
    expect(lines.at(-1)).toBe(`Expiration Time: ${until}`);
    expect(await code(client, await answerWith(client, wallet, challenge))).toBe(0);
    const address = Buffer.from(addressOf(wallet)).toString('hex');
    expect(walletOfAccount(accountId)).toBe(address);
    expect((await client.next('walletReport')).body.change).toBe(WALLET_CHANGE.LINKED);
  });

  test('once for each challenge, and the newest challenge counts', async () => {
    const client = await start();
    const wallet = walletOf(7);
    const old = await challenged(client, wallet);
    const challenge = await challenged(client, wallet);
    expect(challenge.nonce).not.toBe(old.nonce);
    expect(await code(client, await answerWith(client, wallet, old))).toBe(CODE.WALLET_CHALLENGE);
    // A wrong signature uses the challenge up.
    const wrong = await answerWith(client, walletOf(8), challenge);
    expect(await code(client, wrong)).toBe(CODE.WALLET_SIGNATURE);
    const late = await answerWith(client, wallet, challenge);
    expect(await code(client, late)).toBe(CODE.WALLET_CHALLENGE);
    const again = await challenged(client, wallet);
    expect(await code(client, await answerWith(client, wallet, again))).toBe(0);
    const twice = await answerWith(client, wallet, again);
    expect(await code(client, twice)).toBe(CODE.WALLET_CHALLENGE);
  });

  test('with the account of its own session only', async () => {
    const client = await start();
    const wallet = walletOf(7);
    const challenge = await challenged(client, wallet);
    const other = await exchange.logOn(exchange.openConsumer(0));
    const stolen = await answerWith(other, wallet, challenge);
    expect(await code(other, stolen)).toBe(CODE.WALLET_CHALLENGE);
  });

  test('until the challenge expires', async () => {
    let nowMs = 1_780_272_000_000;
    // The jump of the clock must not look like a silent session.
    const limits = { heartbeatIntervalMs: 600_000 };
    const client = await start({ nowMs: () => nowMs, limits });
    const wallet = walletOf(7);
    const challenge = await challenged(client, wallet);
    nowMs = challenge.expirationTimeMs;
    const late = await answerWith(client, wallet, challenge);
    expect(await code(client, late)).toBe(CODE.WALLET_CHALLENGE);
  });

  test('not by a key that may trade or read, but by the one its owner has for that', async () => {
    await start();
    const body = { address: addressOf(walletOf(7)) };
    const { READ, TRADE, WALLET } = KEY_SCOPE;
    for (const scopes of [[READ], [READ, TRADE], [TRADE]]) {
      const program = await exchange.logOn(exchange.open(ACCOUNT_ROLE.CONSUMER, scopes, 0));
      const asked = program.session({ type: 'getWalletChallenge', body });
      expect(await code(program, asked)).toBe(CODE.SCOPE);
    }
    const creator = await exchange.logOn(exchange.open(CREATOR, [READ, WALLET], 0));
    const challenge = await challenged(creator, walletOf(7));
    expect(await code(creator, await answerWith(creator, walletOf(7), challenge))).toBe(0);
  });

  test('not when the signature could not be checked, and another try may', async () => {
    let fails = true;
    const recover: typeof SIGN_IN.recover = (...given) =>
      fails ? Promise.reject(new Error('no thread')) : SIGN_IN.recover(...given);
    const client = await start({ walletSignIn: { ...SIGN_IN, recover } });
    const first = await challenged(client, walletOf(7));
    const failed = await answerWith(client, walletOf(7), first);
    expect(await code(client, failed)).toBe(CODE.WALLET_CHALLENGE);
    expect(ERROR_CATALOG.WALLET_CHALLENGE.retriable).toBe(true);
    fails = false;
    const second = await challenged(client, walletOf(7));
    expect(await code(client, await answerWith(client, walletOf(7), second))).toBe(0);
  });

  test('while only so many signatures are being checked', async () => {
    const recover: typeof SIGN_IN.recover = () => new Promise(() => undefined);
    const client = await start({
      walletSignIn: { ...SIGN_IN, recover },
      limits: { walletChecksMax: 1 },
    });
    const other = await exchange.logOn(exchange.openConsumer(0));
    await answerWith(client, walletOf(7), await challenged(client, walletOf(7)));
    const full = await answerWith(other, walletOf(8), await challenged(other, walletOf(8)));
    expect(await code(other, full)).toBe(CODE.IN_FLIGHT_LIMIT);
  });

  test('one in a while for an account, and the challenge stays open meanwhile', async () => {
    let nowMs = 1_780_272_000_000;
    const limits = { walletCheckEveryMs: 1_000 };
    const client = await start({ nowMs: () => nowMs, limits });
    const first = await challenged(client, walletOf(7));
    const wrong = await answerWith(client, walletOf(8), first);
    expect(await code(client, wrong)).toBe(CODE.WALLET_SIGNATURE);
    const second = await challenged(client, walletOf(7));
    nowMs += 999;
    const soon = await answerWith(client, walletOf(7), second);
    expect(await code(client, soon)).toBe(CODE.IN_FLIGHT_LIMIT);
    const other = await exchange.logOn(exchange.openConsumer(0));
    const others = await answerWith(other, walletOf(9), await challenged(other, walletOf(9)));
    expect(await code(other, others)).toBe(0);
    nowMs += 1;
    expect(await code(client, await answerWith(client, walletOf(7), second))).toBe(0);
  });

  test('unless it is a contract: its owner signs for another address, its own signature is too long', async () => {
    const client = await start();
    const contract = Uint8Array.from(Buffer.from('c0de'.repeat(10), 'hex'));
    const asked = client.session({ type: 'getWalletChallenge', body: { address: contract } });
    const { body } = await client.next('walletChallenge', (one) => one.requestId === asked);
    const byOwner = await answerWith(client, walletOf(7), body);
    expect(await code(client, byOwner)).toBe(CODE.WALLET_SIGNATURE);
    const { nonce } = body;
    const long = { nonce, signature: new Uint8Array(130) };
    expect(() => client.session({ type: 'signWalletChallenge', body: long })).toThrow(
      'signature: has 130 bytes; send 65',
    );
  });

  test('by nobody before the logon', async () => {
    await start();
    const client = await exchange.connect();
    await client.next('challenge');
    const nonce = 'n';
    const body = { nonce, signature: new Uint8Array(65) };
    const asked = client.session({ type: 'signWalletChallenge', body });
    expect(await code(client, asked)).toBe(CODE.NOT_LOGGED_ON);
  });
});

describe('a link that is not in force yet', () => {
  const DAY_MS = 86_400_000;
  const pending = async (client: TestClient, n: number) => {
    const wallet = walletOf(n);
    expect(
      await code(client, await answerWith(client, wallet, await challenged(client, wallet))),
    ).toBe(0);
  };
  const cancel = (client: TestClient, targetAccountId = 0, clientRequestId = 1) =>
    client.request('cancelWalletLink', { clientRequestId, targetAccountId });

  test('is told to every session of the account, and another key of it takes it back', async () => {
    const thief = await start();
    const accountId = exchange.core.state.accounts.count;
    const owner = await exchange.logOn(
      exchange.addKey(accountId, [KEY_SCOPE.READ, KEY_SCOPE.WALLET]),
    );
    const program = await exchange.logOn(
      exchange.addKey(accountId, [KEY_SCOPE.READ, KEY_SCOPE.TRADE]),
    );
    await pending(thief, 7);
    for (const session of [thief, owner, program]) {
      const { body } = await session.next('walletReport');
      expect(body.change).toBe(WALLET_CHANGE.LINK_PENDING);
      expect(body.effectiveTimeMs).toBeGreaterThanOrEqual(body.matchTimeMs + DAY_MS);
    }
    const snapshot = await owner.answer(owner.session({ type: 'getAccountSnapshot', body: {} }));
    if (snapshot.type !== 'accountSnapshot') throw new Error(snapshot.type);
    const { wallet } = snapshot.body;
    expect(wallet?.address.length).toBe(0);
    expect(Buffer.compare(wallet?.pendingAddress ?? Buffer.of(), addressOf(walletOf(7)))).toBe(0);
    expect(await code(program, cancel(program))).toBe(CODE.SCOPE);
    const stranger = await exchange.logOn(exchange.openConsumer(0));
    expect(await code(stranger, cancel(stranger, accountId))).toBe(CODE.ROLE);
    expect(await code(owner, cancel(owner))).toBe(0);
    const isOver = ({ body }: { body: { change: number } }) =>
      body.change === WALLET_CHANGE.LINK_CANCELED;
    await thief.next('walletReport', isOver);
    expect(walletOfAccount(accountId)).toBe('');
    await pending(thief, 7);
    const operator = await exchange.logOn(exchange.openOperator());
    expect(await code(operator, cancel(operator, accountId))).toBe(0);
    expect(exchange.core.state.registry.account(accountId)?.pendingLink).toBeNull();
  });

  test('is in force when its time has come, and what the wallet paid in is the account’s then', async () => {
    let nowMs = 1_780_272_000_000;
    // Nobody is silent for too long because the clock jumps.
    const limits = { heartbeatIntervalMs: 4 * DAY_MS };
    const client = await start({ nowMs: () => nowMs, limits });
    const accountId = exchange.core.state.accounts.count;
    await pending(client, 7);
    const { wallets, ledger } = exchange.core.state;
    const chainAccountId = wallets.count + 1;
    exchange.submit(0, 'registerWallet', { chainAccountId, address: addressOf(walletOf(7)) });
    const depositSequence = wallets.depositSequence + 1;
    exchange.submit(0, 'creditDeposit', { depositSequence, chainAccountId, amountMicroPat: PAT });
    await exchange.sequencer.drain();
    expect([ledger.available(accountId), walletOfAccount(accountId)]).toEqual([0, '']);
    nowMs += DAY_MS + 1_000;
    exchange.submit(0, 'advanceTime', {});
    const linked = await client.next(
      'walletReport',
      ({ body }) => body.change === WALLET_CHANGE.LINKED,
    );
    expect(linked.body).toMatchObject({ chainAccountId, amountMicroPat: PAT, effectiveTimeMs: 0 });
    expect(ledger.available(accountId)).toBe(PAT);
  });
});

describe('an account', () => {
  test('is told of deposits and withdrawals, and finds them in its snapshot', async () => {
    const client = await start();
    const accountId = exchange.core.state.accounts.count;
    exchange.linkAtOnce();
    const wallet = walletOf(7);
    await client.answer(await answerWith(client, wallet, await challenged(client, wallet)));
    const { state } = exchange.core;
    const chainAccountId = state.wallets.count + 1;
    const depositSequence = state.wallets.depositSequence + 1;
    exchange.submit(0, 'registerWallet', { chainAccountId, address: addressOf(wallet) });
    exchange.submit(0, 'creditDeposit', {
      ...{ depositSequence, chainAccountId },
      amountMicroPat: 9 * PAT,
    });
    const request = { requestSequence: 1, chainAccountId };
    exchange.submit(0, 'holdWithdrawal', { ...request, amountMicroPat: 4 * PAT });
    const held = await client.next(
      'walletReport',
      ({ body }) => body.change === WALLET_CHANGE.WITHHELD,
    );
    expect(held.body).toMatchObject({ ...request, amountMicroPat: 4 * PAT });
    const changes = client.all('walletReport').map(({ body }) => body.change);
    const { LINKED, REGISTERED, DEPOSITED, WITHHELD } = WALLET_CHANGE;
    expect(changes).toEqual([LINKED, REGISTERED, DEPOSITED, WITHHELD]);
    const pushed = await client.next('balanceReport', ({ body }) => body.withheldMicroPat > 0);
    expect(pushed.body).toMatchObject({
      availableMicroPat: 9 * PAT,
      withheldMicroPat: 4 * PAT,
    });
    const asked = client.session({ type: 'getAccountSnapshot', body: {} });
    const snapshot = await client.answer(asked);
    if (snapshot.type !== 'accountSnapshot') throw new Error(snapshot.type);
    expect(snapshot.body.balance?.withheldMicroPat).toBe(4 * PAT);
    expect(snapshot.body.wallet).toMatchObject({
      ...request,
      requestMicroPat: 4 * PAT,
      acknowledged: false,
      netMicroPat: 9 * PAT,
    });
    expect(Buffer.compare(snapshot.body.wallet?.address ?? Buffer.of(), addressOf(wallet))).toBe(0);
    expect(state.accounts.get(accountId, A.wallet)).toBe(chainAccountId);
  });

  test('sees the chain, and hears when a batch is final', async () => {
    const client = await start();
    const body = { kind: CHANNEL_KIND.VENUE, seriesId: 0, depth: 0, slowPolicy: 0 };
    await client.answer(client.session({ type: 'subscribe', body }));
    const { body: list } = await client.next('marketList', (m) => m.body.venue !== null);
    expect(list.venue?.chain).toMatchObject({ chainId: 31_337, batchId: 0, escaped: false });
    exchange.submit(0, 'confirmBatch', {
      batchId: 1,
      batchHash: new Uint8Array(32).fill(5),
      ledgerSequence: 3,
      requestSequence: 0,
      liabilitiesRoot: new Uint8Array(32).fill(6),
      liabilitiesSumMicroPat: 7,
    });
    const { body: venue } = await client.next('venueInfo');
    expect(venue.chain).toMatchObject({
      batchId: 1,
      settledLedgerSequence: 3,
      liabilitiesSumMicroPat: 7,
    });
  });
});

test('nobody but the venue says what the chain says, not even an operator', async () => {
  await start();
  const field = COMMAND_KIND.OBSERVE_PHASE * 8 + 2;
  const body = [0x08, 4, 0x10, 1];
  const message = [0x08, 9, (field & 0x7f) | 0x80, field >> 7, body.length, ...body];
  for (const party of [exchange.openOperator(), exchange.openConsumer(0)]) {
    const client = await exchange.logOn(party);
    client.raw(Uint8Array.of(message.length, ...message));
    expect(await code(client, 9)).toBe(CODE.UNKNOWN_MESSAGE);
  }
  expect(exchange.core.state.registry.chain?.phase).toBe(1);
});

test('a signature that is none is nobody’s, and an address is written as wallets write it', async () => {
  await start();
  for (const bytes of [0, 0x11, 0xff]) {
    expect(recoverSigner(Buffer.from('text'), new Uint8Array(65).fill(bytes))).toBeUndefined();
  }
  expect(recoverSigner(Buffer.from('text'), new Uint8Array(3))).toBeUndefined();
  expect(checksumAddress(addressOf(walletOf(7)))).toBe(walletOf(7).address);
});
