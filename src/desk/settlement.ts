/**
 * The settler in the desk thread: its chain, which is started here when it is the local one, its keys and its disk, and the
 * way of its commands to the engine. The settlement room is loaded only where a chain is configured.
 *
 * What goes wrong with the chain is told and waited for; the desk goes on following whatever becomes of settlement.
 */
import type { Core } from '../engine/core/index.js';
import type {
  ChainCommand,
  CommandOutcome,
  ContractAddresses,
  Finality,
  LocalChain,
  Rpc,
  SettlementStore,
  Settler,
  SettlerHost,
  SettlerReport,
} from '../settlement/index.js';
import type { FromDesk, SettlementOptions } from './messages.js';

export interface SettlementHost {
  readonly core: Core;
  readonly eventHash: () => Uint8Array;
  readonly durableSequence: () => number;
  readonly post: (message: FromDesk) => void;
}

/** What the status page shows; `contracts` are there once the chain is. */
export interface SettlementView extends Partial<SettlerReport> {
  readonly url: string;
  readonly contracts?: ContractAddresses;
}

const RETRY_MS = 5_000;

export class DeskSettlement {
  private readonly options: SettlementOptions;
  private readonly host: SettlementHost;
  private readonly waiting = new Map<number, (outcomes: readonly CommandOutcome[]) => void>();
  private readonly followers: { readonly sequence: number; readonly resolve: () => void }[] = [];
  private lastId = 0;
  private isStopping = false;
  private chain: LocalChain | undefined;
  private rpc: Rpc | undefined;
  private settler: Settler | undefined;
  private store: SettlementStore | undefined;
  private contracts: ContractAddresses | undefined;
  private metrics: (report: SettlerReport) => Record<string, number> = () => ({});
  private readonly started: Promise<void>;

  constructor(options: SettlementOptions, host: SettlementHost) {
    this.options = options;
    this.host = host;
    this.started = this.start();
  }

  /** The engine answers commands. */
  answered(id: number, outcomes: readonly CommandOutcome[]): void {
    this.waiting.get(id)?.(outcomes);
    this.waiting.delete(id);
  }

  /** The follower has come to a sequence. */
  followed(sequence: number): void {
    while ((this.followers[0]?.sequence ?? Number.POSITIVE_INFINITY) <= sequence) {
      this.followers.shift()?.resolve();
    }
    if (this.isStopping) for (const { resolve } of this.followers.splice(0)) resolve();
  }

  view(): SettlementView {
    return {
      url: this.chain?.url ?? this.options.url,
      ...(this.contracts === undefined ? {} : { contracts: this.contracts }),
      ...this.settler?.report(),
    };
  }

  numbers(): Record<string, number> {
    return this.settler === undefined ? {} : this.metrics(this.settler.report());
  }

  /** Ends the settler, then its chain. The engine takes no commands any more. */
  async stop(): Promise<void> {
    this.isStopping = true;
    for (const id of [...this.waiting.keys()]) this.answered(id, []);
    this.followed(this.host.core.state.sequence);
    await this.started;
    this.rpc?.close();
    await this.settler?.stop();
    await this.store?.close();
    await this.chain?.stop();
  }

  private async start(): Promise<void> {
    while (!this.isStopping) {
      try {
        return await this.open();
      } catch (error) {
        this.log('error', { err: String(error) }, 'settlement could not be started');
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
      }
    }
  }

  private async open(): Promise<void> {
    const room = await import('../settlement/index.js');
    const { options, host } = this;
    const keys = room.chainKeys(options.keysDirectory);
    if (options.url === 'local') {
      const addresses = {
        settler: keys.settler.address,
        attestor: keys.attestor.address,
        guardian: keys.guardian.address,
        venue: keys.venue.address,
      };
      this.chain ??= await room.startLocalChain({
        directory: options.chainDirectory,
        keys: addresses,
        terms: room.LOCAL_TERMS,
        failed: (error) => this.log('warn', { err: String(error) }, 'the local chain is not saved'),
      });
      this.contracts = this.chain.contracts;
    }
    const bound = host.core.state.registry.chain;
    const clearing =
      this.contracts?.clearing || options.clearing || (bound === null ? '' : `0x${bound.clearing}`);
    if (clearing === '') throw new Error('the address of PatClearing is not configured');
    const rights = this.contracts?.rights || options.rights;
    this.store ??= room.SettlementStore.open(options.storeDirectory);
    this.metrics = room.settlerMetrics;
    this.rpc = new room.Rpc({ url: this.chain?.url ?? options.url });
    this.settler = new room.Settler({
      host: this.settlerHost(),
      store: this.store,
      rpc: this.rpc,
      finality: this.finality(),
      clearing,
      ...(rights === '' ? {} : { rights }),
      venue: keys.venue.address,
      settler: keys.settler,
      attestor: keys.attestor,
      secret: options.secret,
      fromBlock: options.fromBlock,
      terms: options.terms,
    });
    this.settler.start();
  }

  private finality(): Finality {
    const { chain } = this;
    return chain === undefined ? this.options.finality : { kind: 'saved', saved: chain.saved };
  }

  private settlerHost(): SettlerHost {
    const { host } = this;
    return {
      core: host.core,
      eventHash: host.eventHash,
      durableSequence: host.durableSequence,
      submit: (commands) => this.submit(commands),
      followed: (sequence) => this.until(sequence),
      log: (level, fields, message) => this.log(level, fields, message),
      nowMs: () => Date.now(),
    };
  }

  private submit(commands: readonly ChainCommand[]): Promise<readonly CommandOutcome[]> {
    if (this.isStopping) return Promise.resolve([]);
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.host.post({ kind: 'submit', id, commands });
    });
  }

  private until(sequence: number): Promise<void> {
    if (this.isStopping || this.host.core.state.sequence >= sequence) return Promise.resolve();
    return new Promise((resolve) => {
      this.followers.push({ sequence, resolve });
      this.followers.sort((a, b) => a.sequence - b.sequence);
    });
  }

  private log(
    level: 'info' | 'warn' | 'error',
    fields: Readonly<Record<string, unknown>>,
    message: string,
  ): void {
    this.host.post({ kind: 'log', level, fields, message });
  }
}
