/**
 * The settler in the desk thread: its chain, which is started here when it is the local one, its keys and its disk. The
 * settlement room is loaded only where a chain is configured.
 *
 * Whatever goes wrong with the chain is reported and tried again; the desk goes on following whatever becomes of settlement.
 * `stop` takes seconds at most, whatever the chain does: requests, lookups, waits and the start of the local chain are cut off.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from '../engine/core/index.js';
import type {
  ChainKeys,
  CommandOutcome,
  ContractAddresses,
  Finality,
  LocalChain,
  Rpc,
  SettlementStore,
  Settler,
  SettlerHost,
  SettlerReport,
  Signers,
} from '../settlement/index.js';
import { EngineLink } from './engine-link.js';
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

type Trouble = NonNullable<SettlerReport['trouble']>;
type Room = typeof import('../settlement/index.js');

/** Between tries to start; it doubles. */
const RETRY_MS = 5_000;
const RETRY_MAX_MS = 60_000;

export class DeskSettlement {
  private readonly options: SettlementOptions;
  private readonly host: SettlementHost;
  private readonly link: EngineLink;
  private readonly ending = new AbortController();
  private chain: LocalChain | undefined;
  private rpc: Rpc | undefined;
  private signers: Signers | undefined;
  private settler: Settler | undefined;
  private store: SettlementStore | undefined;
  /** Why there is no settler, or no chain for it any more. */
  private trouble: Trouble | undefined;
  private metrics: Room['settlerMetrics'] = () => ({});
  private readonly started: Promise<void>;

  constructor(options: SettlementOptions, host: SettlementHost) {
    this.options = options;
    this.host = host;
    this.link = new EngineLink({
      send: (id, commands) => host.post({ kind: 'submit', id, commands }),
      sequence: () => host.core.state.sequence,
    });
    this.started = this.start();
  }

  /** The engine answers commands. */
  answered(id: number, outcomes: readonly CommandOutcome[]): void {
    this.link.answered(id, outcomes);
  }

  /** The follower has come to a sequence. */
  followed(sequence: number): void {
    this.link.followed(sequence);
  }

  view(): SettlementView {
    const { chain, settler, trouble } = this;
    return {
      url: chain?.url ?? this.options.url,
      ...(chain === undefined ? {} : { contracts: chain.contracts }),
      ...settler?.report(),
      ...(trouble === undefined ? {} : { state: 'STOPPED', trouble }),
    };
  }

  numbers(): Record<string, number> {
    const { settler, trouble } = this;
    return settler === undefined && trouble === undefined ? {} : this.metrics(this.view());
  }

  /** Ends the settler, then its chain. The engine takes no commands any more. */
  async stop(): Promise<void> {
    this.ending.abort();
    this.link.end();
    this.rpc?.close();
    this.signers?.close();
    await this.started;
    // It may have been made meanwhile.
    this.rpc?.close();
    await this.settler?.stop();
    await this.store?.close();
    await this.chain?.stop();
  }

  private async start(): Promise<void> {
    const { signal } = this.ending;
    for (let waitMs = RETRY_MS; ; waitMs = Math.min(waitMs * 2, RETRY_MAX_MS)) {
      try {
        await this.open(await import('../settlement/index.js'));
        this.trouble = undefined;
        return;
      } catch (error) {
        if (signal.aborted) return;
        this.refused(error);
      }
      try {
        await sleep(waitMs, undefined, { signal, ref: false });
      } catch {
        return;
      }
    }
  }

  /** It could not be started, and is tried again: what is missing may be put right. */
  private refused(error: unknown): void {
    const { code, problem = 'FAILED' } = error as { code?: unknown; problem?: string };
    const detail = error instanceof Error ? error.message : String(error);
    const isNew = this.trouble?.detail !== detail;
    const trouble = { code: typeof code === 'string' ? code : problem, detail };
    if (isNew) this.trouble = { ...trouble, sinceMs: Date.now() };
    this.log('error', trouble, 'settlement could not be started');
    if (isNew) this.host.post({ kind: 'unsettled', message: detail });
  }

  private async open(room: Room): Promise<void> {
    const { options, host } = this;
    this.metrics = room.settlerMetrics;
    const bound = host.core.state.registry.chain;
    const boundTo = bound === null ? undefined : `0x${bound.clearing}`;
    if (options.url === 'local') {
      const keys = room.chainKeys(options.keysDirectory);
      this.chain ??= await this.startChain(room, keys, boundTo);
    }
    this.signers ??= room.signersOf(options.signers, options.keysDirectory);
    const { settler, attestor } = this.signers;
    const { contracts } = this.chain ?? {};
    const clearing = contracts?.clearing || options.clearing || boundTo;
    if (clearing === undefined) {
      throw new room.ChainProblem(
        'NO_CLEARING',
        'the address of PatClearing is not configured: --chain-clearing',
      );
    }
    const rights = contracts?.rights || options.rights;
    this.store ??= room.SettlementStore.open(options.storeDirectory);
    this.rpc = new room.Rpc({ url: this.chain?.url ?? options.url });
    this.settler = new room.Settler({
      host: this.settlerHost(),
      store: this.store,
      rpc: this.rpc,
      finality: this.finality(),
      clearing,
      ...(rights === '' ? {} : { rights }),
      settler,
      attestor,
      secret: options.secret,
      fromBlock: options.fromBlock,
      terms: options.terms,
    });
    this.settler.start();
  }

  private startChain(
    room: Room,
    keys: ChainKeys,
    boundTo: string | undefined,
  ): Promise<LocalChain> {
    const { settler, attestor, guardian, venue, carrier } = keys;
    return room.startLocalChain({
      directory: this.options.chainDirectory,
      keys: {
        settler: settler.address,
        attestor: attestor.address,
        guardian: guardian.address,
        venue: venue.address,
        carrier: carrier.address,
      },
      terms: room.LOCAL_TERMS,
      boundTo,
      signal: this.ending.signal,
      log: (level, fields, message) => this.log(level, fields, message),
      moved: (url) => this.rpc?.moveTo(url),
      lost: ({ code, message: detail }) => {
        this.trouble = { code, detail, sinceMs: Date.now() };
      },
    });
  }

  private finality(): Finality {
    const { chain } = this;
    return chain === undefined ? this.options.finality : { kind: 'saved', saved: chain.saved };
  }

  private settlerHost(): SettlerHost {
    const { host, link } = this;
    return {
      core: host.core,
      eventHash: host.eventHash,
      durableSequence: host.durableSequence,
      submit: (commands) => link.submit(commands),
      followed: (sequence) => link.until(sequence),
      stopped: ({ detail }) => host.post({ kind: 'unsettled', message: detail }),
      log: (level, fields, message) => this.log(level, fields, message),
      nowMs: () => Date.now(),
    };
  }

  private log(
    level: 'info' | 'warn' | 'error',
    fields: Readonly<Record<string, unknown>>,
    message: string,
  ): void {
    this.host.post({ kind: 'log', level, fields, message });
  }
}
