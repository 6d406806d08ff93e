/**
 * A ledger and a chain with a settler between them: the core of the tests' venue, which checks every invariant after every
 * command, an anvil with the contracts, and an LMDB environment. The settler can be made anew at any time, as after a
 * crash; what it has to remember is in the environment.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ACCOUNT_FIELD,
  BROKER_ACCOUNT,
  CHAIN,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  POSITION_FIELD,
  SERIES_FIELD as S,
} from '../../../src/engine/core/index.js';
import {
  bookedBy,
  type ChainCommand,
  ChainReader,
  type CommandOutcome,
  type ContractView,
  type Finality,
  findContracts,
  type Holdings,
  Rpc,
  reconcile,
  reconcileRights,
  SettlementStore,
  Settler,
  type SettlerHost,
  type SettlerOptions,
  type SettlerTimes,
  SUPPLY,
} from '../../../src/settlement/index.js';
import { ACCOUNT_CLASS, ACCOUNT_ROLE, SIDE } from '../../../src/values/index.js';
import { DAY_MS, RULES, SMALL_LIMITS, START_MS, TestVenue } from '../../support/venue.js';
import type { LocalVenue } from './local-venue.js';

export const PAT = 1_000_000;
export const LICENCE = createHash('sha256').update('a licence').digest();

export const TEST_TIMES: SettlerTimes = {
  pollMs: 10,
  intervalMs: 0,
  heartbeatMs: 60_000,
  bumpAfterMs: 1_000,
  unfinalMax: 4,
  rightsRowsMax: 250,
};

export interface LogLine {
  readonly level: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** A place to stand in for crashes: told before and after each effect of a settler. */
export type Effect = (name: string, isDone: boolean) => void;

export class SettledVenue {
  readonly venue: TestVenue;
  readonly chain: LocalVenue;
  readonly log: LogLine[] = [];
  nowMs = 1_000_000;
  /** Signers elsewhere, instead of the keys. */
  signers: Pick<SettlerOptions, 'settler' | 'attestor'> | undefined;
  finality: Finality = { kind: 'depth', blocks: 0 };
  /** Where the settler's node is; a proxy's address, for instance. */
  url: string;
  times: SettlerTimes = TEST_TIMES;
  /** Where rights are settled, if it is told. */
  rights: string | undefined;
  store: SettlementStore;
  settler: Settler;
  /** Commands the log takes no more of, when set. */
  commandsMax = Number.POSITIVE_INFINITY;
  private readonly directory = mkdtempSync(join(tmpdir(), 'patx-settlement-'));
  private readonly secret = new Uint8Array(32).fill(7);
  private readonly stores: SettlementStore[] = [];
  private eventHash: Uint8Array = new Uint8Array(32);

  constructor(chain: LocalVenue, limits = SMALL_LIMITS) {
    this.venue = new TestVenue(limits);
    this.chain = chain;
    this.url = chain.anvil.url;
    this.rights = chain.rights;
    this.store = this.openStore();
    this.settler = this.newSettler();
  }

  get core() {
    return this.venue.core;
  }

  /** What a process that starts finds: everything anew but disk, log and chain. */
  restart(effect?: Effect): Settler {
    this.settler = this.newSettler(effect);
    return this.settler;
  }

  /** Forgets the settler's disk. */
  loseStore(): void {
    this.store = this.openStore();
  }

  newSettler(effect?: Effect): Settler {
    const { chain } = this;
    const { keys, clearing } = chain;
    const rpc = new MinedRpc(this.url, chain);
    const { rights } = this;
    const options: SettlerOptions = {
      host: this.host(),
      store: this.store,
      rpc,
      finality: this.finality,
      clearing,
      ...(rights === undefined ? {} : { rights }),
      settler: this.signers?.settler ?? keys.settler,
      attestor: this.signers?.attestor ?? keys.attestor,
      secret: this.secret,
      fromBlock: 0,
      terms: this.times,
    };
    return new Settler(effect === undefined ? options : withEffects(options, effect));
  }

  /** Rounds until nothing is on its way; throws with the report when that does not come about. */
  async settle(rounds = 40): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      await this.settler.round();
      const report = this.settler.report();
      const { batchesInFlight, state, batchId, reconciledBatchId } = report;
      const { rightsBatchId, reconciledRightsBatchId } = report;
      const isCompared = reconciledBatchId === batchId && reconciledRightsBatchId === rightsBatchId;
      const isThrough = batchesInFlight === 0 && isCompared;
      if (isThrough && state === 'SETTLING' && batchId > 0) return;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    throw new Error(`not settled: ${JSON.stringify(this.settler.report())}`);
  }

  /** What is wrong between chain and ledger now, all batches being through. */
  async problems(): Promise<readonly string[]> {
    const reader = new ChainReader(new Rpc({ url: this.chain.anvil.url }), this.finality);
    const { clearing, rights } = this.chain;
    const contracts = await findContracts(reader, clearing, { rights });
    const settled = this.store.settledAt(this.store.head?.batchId ?? 0) ?? new Float64Array(2);
    const booked = bookedBy(this.core);
    const head = await reader.head();
    const { wallets } = this.core.state;
    const books = { settled, wallets, booked, isOfLogs: false };
    const money = await reconcile(reader, contracts, head, books);
    const view = contracts.rights as ContractView;
    const held = await reconcileRights(reader, view, head, this.holdings(), this.core);
    return [...money.problems, ...held.problems];
  }

  open(role: number, name: string): number {
    this.venue.send(FIRST_OPERATOR_ACCOUNT, 'openAccount', {
      role,
      accountClass: ACCOUNT_CLASS.INSTITUTION,
      firmGroup: 0,
      publicKey: new Uint8Array(0),
      scopes: [],
      name,
    });
    return this.core.state.accounts.count;
  }

  /** Links an account with one of anvil's own keys. */
  async link(accountId: number, owner: number): Promise<void> {
    const address = Buffer.from((await this.chain.owner(owner)).slice(2), 'hex');
    this.venue.send(0, 'linkWallet', {
      targetAccountId: accountId,
      address: new Uint8Array(address),
    });
  }

  /** Who holds which rights in the ledger now, told from its accounts and not as the settler does. */
  holdings(): Holdings {
    const { positions, accounts, series, wallets } = this.core.state;
    const omnibus = wallets.find(this.chain.keys.venue.address.slice(2).toLowerCase());
    const lots = new Map<number, number>();
    const add = (seriesId: number, account: number, amount: number): void => {
      const key = seriesId * 2 ** 32 + account;
      if (amount !== 0) lots.set(key, (lots.get(key) ?? 0) + amount);
    };
    for (let id = 1; id <= series.count; id += 1) {
      const count = (...fields: number[]): number =>
        fields.reduce((sum, field) => sum + series.get(id, field), 0);
      add(id, SUPPLY.MINTED, -count(S.mintedLots));
      add(id, SUPPLY.LAPSED, count(S.lapsedLots, S.withdrawnLots));
      add(id, SUPPLY.EXERCISED, count(S.exercisedLots, S.deliveredLots, S.failedLots));
      for (let account = 1; account <= accounts.count; account += 1) {
        const slot = positions.find(account, id);
        const held = slot === 0 ? 0 : positions.get(slot, POSITION_FIELD.heldLots);
        add(id, accounts.get(account, ACCOUNT_FIELD.wallet) || omnibus, held);
      }
    }
    const keys = [...lots.keys()].sort((a, b) => a - b);
    return Float64Array.from(
      keys.flatMap((key) => [Math.floor(key / 2 ** 32), key % 2 ** 32, lots.get(key) as number]),
    );
  }

  available(accountId: number): number {
    return this.core.state.ledger.available(accountId);
  }

  /**
   * A market with money from the chain: broker, consumer and provider with wallets 1, 2 and 3, a series, rights minted.
   * Returns the accounts.
   */
  async market(): Promise<{ consumer: number; provider: number }> {
    const { venue, chain } = this;
    await this.settler.round();
    const consumer = this.open(ACCOUNT_ROLE.CONSUMER, 'consumer');
    const provider = this.open(ACCOUNT_ROLE.PROVIDER, 'provider');
    const licensor = this.open(ACCOUNT_ROLE.CREATOR, 'licensor');
    await this.link(BROKER_ACCOUNT, 1);
    await this.link(consumer, 2);
    await this.link(provider, 3);
    for (const owner of [1, 2, 3]) await chain.deposit(owner, 10_000 * PAT);
    await this.settler.round();
    venue.send(BROKER_ACCOUNT, 'moveCollateral', { amountMicroPat: 5_000 * PAT });
    venue.send(FIRST_OPERATOR_ACCOUNT, 'defineContract', {
      contract: 'AUTO_INTENT | 7D | 0.70–0.85',
      rules: { ...RULES, licensorAccountId: licensor, licenceHash: LICENCE },
    });
    venue.send(FIRST_OPERATOR_ACCOUNT, 'openSeries', { contractId: 1, windowStartMs: START_MS });
    venue.send(FIRST_OPERATOR_ACCOUNT, 'setConfidence', {
      providerId: provider,
      segment: 'AUTO_INTENT',
      confidencePpm: 800_000,
    });
    venue.send(provider, 'escrowCapacity', {
      providerId: 0,
      segment: 'AUTO_INTENT',
      capacityLots: 10_000,
      attestedUntilMs: START_MS + 30 * DAY_MS,
    });
    venue.send(provider, 'mintRights', { seriesId: 1, quantityLots: 500 });
    return { consumer, provider };
  }

  /** The provider sells and the consumer buys. */
  trade(consumer: number, provider: number, lots: number, priceTicks = 100): void {
    this.venue.order(provider, { side: SIDE.SELL, priceTicks, lots });
    this.venue.order(consumer, { side: SIDE.BUY, priceTicks, lots });
  }

  async close(): Promise<void> {
    await this.settler.stop();
    for (const store of this.stores) await store.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  host(): SettlerHost {
    return {
      core: this.core,
      eventHash: () => this.eventHash,
      submit: async (commands) => this.submit(commands),
      followed: async () => undefined,
      durableSequence: () => this.core.state.sequence,
      log: (level, fields, message) => void this.log.push({ level, fields, message }),
      stopped: () => undefined,
      nowMs: () => this.nowMs,
    };
  }

  private submit(commands: readonly ChainCommand[]): CommandOutcome[] {
    const outcomes: CommandOutcome[] = [];
    for (const { name, body } of commands.slice(0, this.commandsMax)) {
      const events = this.venue.send(0, name, body as never);
      this.eventHash = createHash('sha256').update(JSON.stringify(events)).digest();
      const code = events.find(([type]) => type === EVENT.CHAIN)?.[CHAIN.code] ?? -1;
      outcomes.push({ sequence: this.core.state.sequence, code });
      if (code !== 0) break;
    }
    return outcomes;
  }

  private openStore(): SettlementStore {
    const store = SettlementStore.open(join(this.directory, `store-${this.stores.length}`));
    this.stores.push(store);
    return store;
  }
}

/**
 * Waits for the block of what it hands over, whether it was answered or not: where a batch stands after a round then does
 * not depend on how busy the machine is. With automine off nothing waits.
 */
class MinedRpc extends Rpc {
  private readonly chain: LocalVenue;

  constructor(url: string, chain: LocalVenue) {
    super({ url, timeoutMs: 2_000, attemptsMax: 2, backoffMs: 5 });
    this.chain = chain;
  }

  override async send<T>(method: string, params: readonly unknown[]): Promise<T> {
    try {
      return await super.send<T>(method, params);
    } finally {
      if (method === 'eth_sendRawTransaction') await this.chain.mined();
    }
  }
}

/** The same options, with an effect's place told before and after it. */
function withEffects(options: SettlerOptions, effect: Effect): SettlerOptions {
  const { store, host, rpc } = options;
  const around = <A extends unknown[], R>(name: string, act: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      effect(name, false);
      const result = await act(...args);
      effect(name, true);
      return result;
    };
  };
  const saves = [
    ...(['saveBatch', 'saveGroup', 'saveCursor', 'saveReconciled', 'saveStop'] as const),
    'saveRightsReconciled',
  ] as const;
  const watchedStore = new Proxy(store, {
    get: (target, key) => {
      const value = Reflect.get(target, key, target) as unknown;
      if (typeof value !== 'function') return value;
      const bound = value.bind(target) as (...args: unknown[]) => Promise<unknown>;
      return saves.includes(key as never) ? around(String(key), bound) : bound;
    },
  });
  const watchedRpc = new Proxy(rpc, {
    get: (target, key) => {
      const value = Reflect.get(target, key, target) as unknown;
      if (key !== 'send') return typeof value === 'function' ? value.bind(target) : value;
      return async (method: string, params: readonly unknown[]) => {
        if (method !== 'eth_sendRawTransaction') return target.send(method, params);
        return around('send', () => target.send(method, params))();
      };
    },
  });
  const submit = around('submit', (commands: readonly ChainCommand[]) => host.submit(commands));
  return { ...options, store: watchedStore, rpc: watchedRpc, host: { ...host, submit } };
}
