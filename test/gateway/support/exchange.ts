/**
 * A venue behind real sockets: a core with small limits, a journal in memory, a gateway on a free port, and accounts
 * whose keys the test holds.
 */
import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import {
  BROKER_ACCOUNT,
  CORE_VERSION,
  Core,
  FIRST_OPERATOR_ACCOUNT,
} from '../../../src/engine/core/index.js';
import { SEEN } from '../../../src/engine/core/kernel/client-id-results.js';
import { EventChain, MemoryCommandLog, Sequencer } from '../../../src/engine/log/index.js';
import {
  Gateway,
  type GatewayLimits,
  type PreviewQuotes,
  type TicketSigner,
  type WalletSignIn,
} from '../../../src/gateway/index.js';
import { createTransport } from '../../../src/gateway/transport/index.js';
import { CommandCodec } from '../../../src/schema/index.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  type ColdBodies,
  type ColdKind,
  Command,
  type ContractRules,
  KEY_SCOPE,
  type Limits,
} from '../../../src/values/index.js';
import { addressBytes, CLEARING, TOKEN } from '../../support/chain.js';
import { ANY_TRANSPORT } from '../../support/transports.js';
import { DAY_MS, kindOf, RULES, SMALL_LIMITS } from '../../support/venue.js';
import { TestClient } from './client.js';
import { SIGN_IN } from './wallet.js';

const { READ, TRADE, PROVIDE, OPERATE, WALLET } = KEY_SCOPE;
export const { CONSUMER, PROVIDER, OPERATOR, AUDITOR, CREATOR } = ACCOUNT_ROLE;

/** An account and the key it logs on with. */
export interface Party {
  readonly accountId: number;
  readonly keyId: number;
  readonly key: KeyObject;
}

export interface ExchangeOptions {
  readonly transport?: 'uws' | 'ws';
  readonly limits?: Partial<GatewayLimits>;
  readonly coreLimits?: Partial<Limits>;
  readonly rules?: Partial<ContractRules>;
  readonly signer?: TicketSigner;
  /** Wall clock; by default the real one. */
  readonly nowMs?: () => number;
  readonly log?: MemoryCommandLog;
  /** Commands a batch of the sequencer holds. */
  readonly commandsMax?: number;
  /** Whether PAT comes from a chain rather than from operators. */
  readonly onChain?: boolean;
  readonly walletSignIn?: WalletSignIn;
  readonly previewQuotes?: PreviewQuotes;
}

/** 32 raw bytes of a public key. */
export function rawKey(key: KeyObject): Uint8Array {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  return Buffer.from(x as string, 'base64url');
}

export const newKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey;

/** A command as the journal has it: one whose body has no client id has none. */
function asJournaled(command: Command): Command {
  const codec = new CommandCodec();
  const bytes = new Uint8Array(codec.bytesMax(command));
  const journaled = new Command();
  const length = codec.encodeBare(command, bytes, 0);
  if (!codec.decodeBare(bytes, 0, length, journaled)) throw new Error('a command that is none');
  return journaled;
}

const realNowMs = (): number => performance.timeOrigin + performance.now();

export class TestExchange {
  readonly core: Core;
  readonly sequencer: Sequencer;
  readonly gateway: Gateway;
  readonly log: MemoryCommandLog;
  readonly broker: Party;
  readonly operator: Party;
  readonly nowMs: () => number;
  /** Whether its disk is nearly full. */
  isStorageLow = false;
  private readonly clients: TestClient[] = [];
  private readonly lastIds = new Map<number, number>();

  constructor(options: ExchangeOptions = {}) {
    // As many of an id space may be in flight.
    const limits = { ...SMALL_LIMITS, outcomesPerIdSpace: 1_024, ...options.coreLimits };
    this.nowMs = options.nowMs ?? realNowMs;
    this.log = options.log ?? new MemoryCommandLog();
    this.core = new Core({ limits });
    this.sequencer = new Sequencer({
      core: this.core,
      log: this.log,
      codec: new CommandCodec(),
      chain: new EventChain(),
      stateCursor: 0,
      epoch: 1,
      nowMs: () => Math.floor(this.nowMs()),
      failed: (error) => {
        throw error;
      },
      ...(options.commandsMax === undefined ? {} : { commandsMax: options.commandsMax }),
    });
    this.broker = { accountId: BROKER_ACCOUNT, keyId: 1, key: newKey() };
    this.operator = { accountId: FIRST_OPERATOR_ACCOUNT, keyId: 1, key: newKey() };
    this.submit(0, 'initializeVenue', {
      venue: 'test',
      brokerPublicKey: rawKey(this.broker.key),
      operatorPublicKey: rawKey(this.operator.key),
      limits,
      coreVersion: CORE_VERSION,
      furtherOperators: [],
    });
    if (options.onChain) {
      this.submit(0, 'bindChain', { chainId: 31_337, clearing: CLEARING, token: TOKEN });
    }
    const kind = options.transport ?? ANY_TRANSPORT;
    const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
    this.gateway = new Gateway({
      sequencer: this.sequencer,
      host: '127.0.0.1',
      port: 0,
      path: '/',
      transport: (transportOptions, handlers) =>
        createTransport({ choice: kind, options: transportOptions, handlers, log: quiet }),
      log: quiet,
      nowMs: this.nowMs,
      randomBytes,
      walletSignIn: options.walletSignIn ?? SIGN_IN,
      ...(options.limits === undefined ? {} : { limits: options.limits }),
      ...(options.previewQuotes === undefined ? {} : { previewQuotes: options.previewQuotes }),
      ...(options.signer === undefined ? {} : { signer: options.signer }),
      isStorageLow: () => this.isStorageLow,
    });
  }

  /** Hands a command with a body to the sequencer, past the gateway. Fails when the venue refuses it. */
  submit<K extends ColdKind>(
    accountId: number,
    name: K,
    body: Omit<ColdBodies[K], 'clientRequestId'>,
  ): void {
    const command = new Command();
    command.kind = kindOf(name);
    command.accountId = accountId;
    if (accountId !== 0) {
      command.clientId = (this.lastIds.get(accountId) ?? 0) + 1;
      this.lastIds.set(accountId, command.clientId);
    }
    command.body = { ...body, clientRequestId: command.clientId } as never;
    const journaled = asJournaled(command);
    if (!this.sequencer.submit(journaled, 0)) throw new Error('the sequencer took no command');
    // Commands without a client id leave no outcome to look at.
    if (journaled.clientId === 0) return;
    const { outcomes } = this.core.state;
    const isRecorded = outcomes.lookup(accountId, journaled.clientId) === SEEN.RECORDED;
    if (isRecorded && outcomes.foundCode === 0) return;
    throw new Error(
      `${name} was refused with ${isRecorded ? outcomes.foundCode : 'its client id'}`,
    );
  }

  /** Opens an account with a key. */
  open(role: number, scopes: readonly number[], patMicro = 100_000_000_000): Party {
    const key = newKey();
    this.submit(this.operator.accountId, 'openAccount', {
      role,
      accountClass: ACCOUNT_CLASS.INSTITUTION,
      firmGroup: 0,
      publicKey: rawKey(key),
      scopes,
      name: 'party',
    });
    const accountId = this.core.state.accounts.count;
    if (patMicro > 0) this.fund(accountId, patMicro);
    return { accountId, keyId: 1, key };
  }

  /** Pays PAT in: by an operator, or on chain from a new wallet that is linked with the account. */
  fund(accountId: number, amountMicroPat: number): void {
    const { registry, wallets } = this.core.state;
    if (registry.chain === null) {
      const body = { targetAccountId: accountId, amountMicroPat };
      return this.submit(this.operator.accountId, 'deposit', body);
    }
    const chainAccountId = wallets.count + 1;
    const address = addressBytes(chainAccountId);
    this.submit(0, 'linkWallet', { targetAccountId: accountId, address });
    this.submit(0, 'registerWallet', { chainAccountId, address });
    const depositSequence = wallets.depositSequence + 1;
    this.submit(0, 'creditDeposit', { depositSequence, chainAccountId, amountMicroPat });
  }

  /** Wallets are linked without a delay from now on. */
  linkAtOnce(): void {
    const terms = { name: 'wallet_link_delay_ms', target: '', value: 0, unset: false };
    const body = { ...terms, expectedVersion: 0, reason: 'a test', effectiveTimeMs: 0 };
    this.submit(this.operator.accountId, 'setParameter', body);
    const requests = this.core.state.registry.parameterRequests;
    const approval = { parameterRequestId: requests.length, reason: 'a test' };
    this.submit(this.openOperator().accountId, 'approveParameter', approval);
  }

  /** Another key of an account. */
  addKey(accountId: number, scopes: readonly number[]): Party {
    const key = newKey();
    const body = { targetAccountId: accountId, publicKey: rawKey(key), scopes };
    this.submit(this.operator.accountId, 'addKey', body);
    const keyId = this.core.state.registry.account(accountId)?.keys.length ?? 0;
    return { accountId, keyId, key };
  }

  openConsumer(patMicro?: number): Party {
    return this.open(CONSUMER, [READ, TRADE, WALLET], patMicro);
  }

  openOperator(): Party {
    return this.open(OPERATOR, [READ, OPERATE], 0);
  }

  /** A provider whose capacity is attested and measured, and who has minted into series 1. */
  openProvider(mintLots = 2_000): Party {
    const party = this.open(PROVIDER, [READ, PROVIDE, WALLET]);
    const { accountId } = party;
    this.submit(this.operator.accountId, 'setConfidence', {
      providerId: accountId,
      segment: 'AUTO_INTENT',
      confidencePpm: 800_000,
    });
    this.submit(accountId, 'escrowCapacity', {
      providerId: 0,
      segment: 'AUTO_INTENT',
      capacityLots: 10_000,
      attestedUntilMs: Math.floor(this.nowMs()) + 30 * DAY_MS,
    });
    if (mintLots > 0) this.submit(accountId, 'mintRights', { seriesId: 1, quantityLots: mintLots });
    return party;
  }

  /** Next client id that `submit` has not used, for commands a client sends itself. */
  nextId(accountId: number): number {
    const id = (this.lastIds.get(accountId) ?? 0) + 1;
    this.lastIds.set(accountId, id);
    return id;
  }

  /** Contract 1 and its series 1, open now. */
  openMarket(rules: Partial<ContractRules> = {}): void {
    const operator = this.operator.accountId;
    this.submit(operator, 'defineContract', {
      contract: 'AUTO_INTENT|7D|0.70-0.85',
      rules: { ...RULES, ...rules },
    });
    const minuteMs = 60_000;
    this.submit(operator, 'openSeries', {
      contractId: 1,
      // By the venue's time: it may be of a moment ago, when the minute that now runs had not begun.
      windowStartMs: Math.floor(this.core.state.timeMs / minuteMs) * minuteMs,
    });
  }

  /** A raw connection, not logged on. */
  async connect(subprotocol = 'patx.v1.proto'): Promise<TestClient> {
    const client = await TestClient.connect(`ws://127.0.0.1:${this.gateway.port}/`, subprotocol);
    this.clients.push(client);
    return client;
  }

  /** A session of a party. */
  async logOn(party: Party, terms: Parameters<TestClient['logOn']>[1] = {}): Promise<TestClient> {
    const client = await this.connect();
    await client.logOn(party, terms);
    return client;
  }

  async stop(): Promise<void> {
    for (const client of this.clients) client.terminate();
    await this.gateway.stop();
    await this.sequencer.stop();
  }
}

/** A running venue with a market, a funded broker, and nothing else. */
export async function startExchange(options: ExchangeOptions = {}): Promise<TestExchange> {
  const exchange = new TestExchange(options);
  exchange.fund(BROKER_ACCOUNT, 100_000_000_000);
  exchange.submit(BROKER_ACCOUNT, 'moveCollateral', { amountMicroPat: 50_000_000_000 });
  exchange.openMarket(options.rules);
  await exchange.sequencer.drain();
  await exchange.gateway.start();
  return exchange;
}
