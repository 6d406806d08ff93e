/**
 * The settler: reads the chain, tells the ledger what is final there, brings the ledger's movements to the chain in
 * batches, and compares the two.
 *
 * One round after another, never two at once. What a round has to remember is on disk before it shows, so a process that
 * died is answered by the next one's first round. A node that is away, behind or busy is waited for; a chain or a ledger
 * that contradicts stops the making of batches until an operator says `retry`, and never what comes from the chain:
 * deposits are credited and withdrawals withheld and paid whatever else is wrong. Fails only by `report` and the log.
 */
import type { Wallet } from 'ethers';
import { retryHalted, type SettlerPorts, settleOnce } from '../batches/index.js';
import {
  BatchChain,
  BatchSigner,
  type BlockMark,
  ChainProblem,
  ChainReader,
  checkKeys,
  type Finality,
  type Found,
  findContracts,
  type Rpc,
  RpcFailed,
  Scanner,
  type VenueContracts,
} from '../chain/index.js';
import { SettlementRefused } from '../netting/index.js';
import type { SettlementStore } from '../store/index.js';
import { Alerts } from './alerts.js';
import { type CutTerms, cutOf, FIRST_HEAD, freezeCut } from './cut.js';
import type { ChainCommand, SettlerHost } from './host.js';
import { commandsOf } from './observe.js';
import { bookedBy, type Reconciliation, reconcile } from './reconcile.js';
import type { SettlerReport, SettlerState, Trouble } from './report.js';
import { contradictionOf } from './stories.js';

export interface SettlerOptions {
  readonly host: SettlerHost;
  readonly store: SettlementStore;
  readonly rpc: Rpc;
  readonly finality: Finality;
  /** Address of PatClearing. */
  readonly clearing: string;
  /** Address that owns the account of all who have no wallet. */
  readonly venue: string;
  readonly settler: Wallet;
  readonly attestor: Wallet;
  /** Secret of the liabilities tree's salts. */
  readonly secret: Uint8Array;
  /** No event of the contracts is in a block before this one. */
  readonly fromBlock: number;
  readonly terms: SettlerTimes;
}

export interface SettlerTimes {
  /** Between looks at the chain. */
  readonly pollMs: number;
  /** Between batches when there is something to settle. */
  readonly intervalMs: number;
  /** Between batches when there is nothing, so that a quiet market does not look like a dead one. */
  readonly heartbeatMs: number;
  /** An attempt that is not mined by then is replaced. */
  readonly bumpAfterMs: number;
  /** Batches that may be mined and not final before the next one waits. */
  readonly unfinalMax: number;
}

/** What is there once the chain was found. */
interface Connected {
  readonly reader: ChainReader;
  readonly contracts: VenueContracts;
  readonly scanner: Scanner;
  readonly ports: SettlerPorts;
}

/** Steps of batches in one round; the next round goes on. */
const STEPS_MAX = 12;
const COMMANDS_AT_ONCE = 256;
const MISMATCHES_MAX = 3;

export class Settler {
  private readonly options: SettlerOptions;
  private readonly alerts: Alerts;
  private connected: Connected | undefined;
  private found: Found | undefined;
  private trouble: Trouble | undefined;
  private reconciliation: Reconciliation | undefined;
  private mismatches = 0;
  private running: Promise<void> | undefined;
  private isStopping = false;
  private wake: () => void = () => undefined;

  constructor(options: SettlerOptions) {
    this.options = options;
    this.alerts = new Alerts(options.host);
  }

  /** Begins rounds; they end with `stop`. */
  start(): void {
    this.running = this.loop();
  }

  /** Ends after the round that is under way. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.wake();
    await this.running;
  }

  /** One round: whatever went wrong in it is the report's trouble. Tests call it by themselves. */
  async round(): Promise<void> {
    try {
      await this.work();
      this.trouble = undefined;
    } catch (error) {
      if (!isForeseen(error)) throw error;
      // Ending cuts what is under way off: that is no trouble.
      if (this.isStopping) return;
      const { code, detail } = describe(error);
      const sinceMs =
        this.trouble?.code === code ? this.trouble.sinceMs : this.options.host.nowMs();
      this.trouble = { code, detail, sinceMs };
    }
    this.alerts.look(this.report());
  }

  report(): SettlerReport {
    const { store, host, clearing } = this.options;
    const { wallets, registry } = host.core.state;
    const batches = store.batches();
    const unfinished = batches.filter(({ state }) => state !== 'JOURNALED');
    const head = store.head ?? FIRST_HEAD;
    const trouble = this.present();
    const { scanner, contracts } = this.connected ?? {};
    const pending = (scanner?.pending ?? []).flatMap(({ event }) =>
      event.kind === 'DEPOSITED' ? [event.amountMicroPat] : [],
    );
    return {
      state: this.state(trouble),
      ...(trouble === undefined ? {} : { trouble }),
      chainId: contracts?.chainId ?? registry.chain?.chainId ?? 0,
      clearing,
      headBlock: this.found?.head.number ?? 0,
      finalBlock: this.found?.final.number ?? 0,
      scannedBlock: scanner?.cursor.number ?? 0,
      reorgs: scanner?.reorgs ?? 0,
      rpcRetries: this.options.rpc.retries,
      depositSequence: wallets.depositSequence,
      requestSequence: wallets.requestSequence,
      pendingDeposits: pending.length,
      pendingMicroPat: pending.reduce((sum, one) => sum + one, 0),
      batchId: head.batchId,
      batchState: unfinished[0]?.state ?? batches.at(-1)?.state ?? 'NONE',
      ledgerSequence: head.standing.ledgerSequence,
      liabilitiesRoot: head.standing.liabilitiesRoot,
      batchesInFlight: unfinished.length,
      lastBatchAtMs: store.noteOf(head.batchId)?.frozenAtMs ?? 0,
      reconciledBatchId: store.reconciledId,
      reconciledBlock: this.reconciliation?.blockNumber ?? 0,
      accountsOnChain: this.reconciliation?.accountCount ?? 0,
      accountsMicroPat: this.reconciliation?.accountsMicroPat ?? 0,
      tokenMicroPat: this.reconciliation?.tokenMicroPat ?? 0,
    };
  }

  private async loop(): Promise<void> {
    let told = '';
    while (!this.isStopping) {
      try {
        await this.round();
        if (this.isStopping) return;
        const report = this.report();
        const text = JSON.stringify(report);
        if (text !== told) await this.options.store.saveReport(report);
        told = text;
      } catch (error) {
        this.fail(error);
      }
      if (this.isStopping) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, this.options.terms.pollMs);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** Something nobody foresaw: told, and begun anew from disk, as a new process would. The venue goes on trading. */
  private fail(error: unknown): void {
    const { host } = this.options;
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (this.trouble?.code !== 'FAILED' || this.trouble.detail !== detail) {
      host.log('error', { err: detail }, 'a round of the settler failed');
      this.trouble = { code: 'FAILED', detail, sinceMs: host.nowMs() };
    }
    this.connected = undefined;
  }

  private async work(): Promise<void> {
    this.connected ??= await this.connect();
    const connected = this.connected;
    await this.observe(connected);
    await this.obey(connected);
    if (this.options.host.core.state.registry.chain?.escapedBatchId !== null) return;
    await this.carry(connected);
    await this.reconcile(connected);
    if (await this.freeze(connected)) {
      await this.carry(connected);
      await this.reconcile(connected);
    }
  }

  private async connect(): Promise<Connected> {
    const { host, store, rpc, finality, clearing, settler, attestor, fromBlock } = this.options;
    const reader = new ChainReader(rpc, finality);
    const bound = host.core.state.registry.chain;
    const settledTo = store.head?.standing.ledgerSequence ?? 0;
    if (settledTo > host.durableSequence()) {
      const detail = `it ends at ${host.durableSequence()}, ${settledTo} was settled`;
      throw new ChainProblem('JOURNAL_BEHIND', detail);
    }
    if (bound !== null && `0x${bound.clearing}` !== clearing.toLowerCase()) {
      throw new ChainProblem('WRONG_CONTRACT', `the venue is bound to 0x${bound.clearing}`);
    }
    const expected = bound === null ? undefined : { chainId: bound.chainId };
    const contracts = await findContracts(reader, clearing, expected);
    await checkKeys(reader, contracts, { settler: settler.address, attestor: attestor.address });
    const { chainId, token } = contracts;
    const bind = { chainId, clearing: bytesOf(clearing), token: bytesOf(token) };
    if (bound === null) await this.tell([{ name: 'bindChain', body: bind }]);
    const cursor = store.cursor ?? { number: fromBlock - 1, hash: '' };
    const addresses = { clearing, phases: contracts.phases.address };
    const scanner = new Scanner({ reader, contracts: addresses, cursor });
    const ports = this.ports(reader, contracts, scanner);
    host.log('info', { chainId, clearing, rpc: rpc.url }, 'the chain is found');
    return { reader, contracts, scanner, ports };
  }

  private ports(reader: ChainReader, contracts: VenueContracts, scanner: Scanner): SettlerPorts {
    const { store, host, settler, fromBlock } = this.options;
    const { clearing, chainId } = contracts;
    const cursor = (): BlockMark => scanner.cursor;
    const chain = { reader, contracts, settler: settler.address, cursor, fromBlock };
    return {
      store: {
        load: () => Promise.resolve(store.batches()),
        save: (record) => store.saveBatch(record),
      },
      chain: new BatchChain(chain),
      signer: new BatchSigner({ reader, wallet: settler, chainId }, () => clearing.address),
      journal: {
        confirmed: async ({ batchId, batchHash }) => {
          const note = store.noteOf(batchId);
          if (note === undefined) throw new ChainProblem('EVENTS_MISSING', `batch ${batchId}`);
          const { ledgerSequence, requestSequence } = note;
          const body = {
            batchId,
            batchHash: bytesOf(batchHash),
            ledgerSequence,
            requestSequence,
            liabilitiesRoot: bytesOf(note.liabilitiesRoot),
            liabilitiesSumMicroPat: note.liabilitiesSum,
          };
          await this.tell([{ name: 'confirmBatch', body }]);
        },
      },
      nowMs: () => host.nowMs(),
    };
  }

  /** What is final on chain goes into the ledger; then the cursor moves. */
  private async observe({ scanner }: Connected): Promise<void> {
    const { host, store } = this.options;
    const before = scanner.reorgs;
    const found = await scanner.poll();
    this.found = found;
    if (scanner.reorgs > before) host.log('warn', { head: found.head.number }, 'the chain reorged');
    if (found.final.number <= scanner.cursor.number) return;
    try {
      await this.tell(commandsOf(host.core, found.events));
    } catch (error) {
      // What the node said is not believed: it is asked anew.
      scanner.forget();
      throw error;
    }
    await store.saveCursor(found.final);
    scanner.advance(found.final);
  }

  /** Puts commands into the log and waits until they are durable and the core here has them. */
  private async tell(commands: readonly ChainCommand[]): Promise<void> {
    const { host } = this.options;
    for (let at = 0; at < commands.length; at += COMMANDS_AT_ONCE) {
      const some = commands.slice(at, at + COMMANDS_AT_ONCE);
      const outcomes = await host.submit(some);
      const refused = outcomes.findIndex(({ code }) => code !== 0);
      if (refused >= 0) {
        const what = JSON.stringify(some[refused]?.body, (_, value) =>
          value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
        );
        const { name } = some[refused] as ChainCommand;
        throw new ChainProblem(
          'REFUSED_BY_LEDGER',
          `${name} ${what} was refused with code ${outcomes[refused]?.code}`,
        );
      }
      if (outcomes.length < some.length) {
        throw new ChainProblem('LEDGER_BUSY', 'the log takes no commands now');
      }
      await host.followed(outcomes.at(-1)?.sequence ?? 0);
    }
  }

  /** Carries out an operator's retry. */
  private async obey({ ports }: Connected): Promise<void> {
    const { store, host } = this.options;
    const { retries } = store.control;
    if (retries <= store.retriesDone) return;
    await retryHalted(ports);
    await store.saveStop(undefined);
    await store.saveRetriesDone(retries);
    host.log('info', { retries }, 'an operator wants it tried again');
  }

  /** Brings batches on as far as they go without waiting. */
  private async carry({ ports }: Connected): Promise<void> {
    const { store, terms } = this.options;
    const states = (): string =>
      JSON.stringify(store.batches().map(({ batchId, state }) => [batchId, state]));
    for (let step = 0; step < STEPS_MAX; step += 1) {
      const before = states();
      if (!(await settleOnce(ports, terms)) || states() === before) return;
    }
  }

  /** Makes the next batches if it is time; returns whether it did. */
  private async freeze({ reader, contracts }: Connected): Promise<boolean> {
    const { store, host, terms, attestor, secret, venue } = this.options;
    const head = store.head ?? FIRST_HEAD;
    if (store.control.isPaused || store.stop !== undefined) return false;
    const unfinished = store.batches().filter(({ state }) => state !== 'JOURNALED');
    const isOnChain = unfinished.every(({ state }) => state === 'MINED' || state === 'CONFIRMED');
    if (!isOnChain || unfinished.length >= terms.unfinalMax) return false;
    const { core } = host;
    const { wallets } = core.state;
    const omnibusId = wallets.find(addressText(venue));
    const clearingId = wallets.find(addressText(contracts.timelock));
    if (omnibusId === 0 || clearingId === 0) {
      throw new ChainProblem('WRONG_CONTRACT', 'the venue or the timelock has no account there');
    }
    const lastAtMs = store.noteOf(head.batchId)?.frozenAtMs ?? 0;
    const sinceMs = host.nowMs() - lastAtMs;
    if (sinceMs < Math.min(terms.intervalMs, terms.heartbeatMs)) return false;
    if (await this.contradicts(reader, contracts)) return false;
    const settled = store.settledAt(head.batchId) ?? new Float64Array(2);
    const limits = (await reader.call(contracts.clearing, 'limits')).map(Number);
    const debitMicroPat = Math.min(...limits, Number.MAX_SAFE_INTEGER);
    // From here to the hash nothing is awaited: the cut and its hash are of one moment.
    const cut = cutOf(core, settled, omnibusId);
    const eventHash = host.eventHash();
    const isNews = cut.changedAccounts > 0 || cut.requestSequence > head.standing.requestSequence;
    if (!isNews && sinceMs < terms.heartbeatMs) return false;
    const cutTerms: CutTerms = {
      contracts,
      attestor,
      secret,
      omnibusId,
      clearingId,
      debitMicroPat,
    };
    const group = await freezeCut(cut, head, eventHash, cutTerms, host.nowMs());
    await store.saveGroup(group);
    return true;
  }

  /** Whether journal, disk and chain do not tell one story; then no batch is made until somebody has looked. */
  private async contradicts(reader: ChainReader, contracts: VenueContracts): Promise<boolean> {
    const { store, host } = this.options;
    const { batchId, batchHash } = store.head ?? FIRST_HEAD;
    const batches = store.batches();
    const blocks = batches.map(({ block }) => block?.number ?? 0);
    const contradiction = await contradictionOf(reader, contracts, {
      batchId,
      batchHash,
      journaledId: host.core.state.registry.chain?.batch?.batchId ?? 0,
      seenBlock: Math.max(this.found?.head.number ?? 0, ...blocks),
      isAllFinal: batches.every(({ state }) => state === 'JOURNALED'),
    });
    if (contradiction === undefined) return false;
    if (contradiction !== 'LATER') await this.stopFor(contradiction.code, contradiction.detail);
    return true;
  }

  /** Compares chain and ledger at the last final block, if a group has come to its end there and was not compared yet. */
  private async reconcile({ reader, contracts, scanner }: Connected): Promise<void> {
    const { store, host } = this.options;
    const { number, hash } = scanner.cursor;
    if (hash === '') return;
    const [id] = await reader.call(contracts.clearing, 'progress', [], hash);
    const batchId = Number(id);
    if (batchId <= store.reconciledId || store.noteOf(batchId)?.isGroupEnd !== true) return;
    const minedIn = store.batch(batchId)?.block?.number ?? Number.POSITIVE_INFINITY;
    if (minedIn > number) return;
    const settled = store.settledAt(batchId);
    if (settled === undefined) return;
    // All that is final up to the cursor is booked, so the core's bookings are those of this block.
    const booked = bookedBy(host.core);
    const result = await reconcile(reader, contracts, { number, hash }, settled, booked);
    this.reconciliation = result;
    if (result.problems.length === 0) {
      this.mismatches = 0;
      await store.saveReconciled(batchId);
      return;
    }
    // A node that is mining may answer from between two blocks: only what stays is a mismatch.
    this.mismatches += 1;
    if (this.mismatches < MISMATCHES_MAX) return;
    this.mismatches = 0;
    await this.stopFor('MISMATCH', result.problems.join('; '));
  }

  private async stopFor(code: string, detail: string): Promise<void> {
    const { store, host } = this.options;
    const { stop } = store;
    if (stop?.code !== code || stop.detail !== detail) {
      await store.saveStop({ code, detail, atMs: host.nowMs() });
    }
  }

  /** What is wrong, worst first. */
  private present(): Trouble | undefined {
    const { store } = this.options;
    const { stop } = store;
    if (stop !== undefined) return { code: stop.code, detail: stop.detail, sinceMs: stop.atMs };
    const halted = store.batches().find(({ state }) => state === 'HALTED');
    if (halted?.halt !== undefined) {
      const { reason, detail } = halted.halt;
      const frozenAtMs = store.noteOf(halted.batchId)?.frozenAtMs ?? 0;
      const sinceMs = halted.submittedAtMs ?? frozenAtMs;
      return { code: reason, detail: `batch ${halted.batchId}: ${detail}`, sinceMs };
    }
    return this.trouble;
  }

  private state(trouble: Trouble | undefined): SettlerState {
    const { store, host } = this.options;
    const { chain } = host.core.state.registry;
    if (chain !== null && chain.escapedBatchId !== null) return 'ESCAPED';
    if (trouble !== undefined && trouble !== this.trouble) return 'STOPPED';
    if (trouble !== undefined) return isPassing(trouble.code) ? 'WAITING' : 'STOPPED';
    if (this.connected === undefined) return 'CONNECTING';
    return store.control.isPaused ? 'PAUSED' : 'SETTLING';
  }
}

const PASSING: readonly string[] = [
  'UNREACHABLE',
  'RATE_LIMITED',
  'MALFORMED',
  'REFUSED',
  'NODE_BEHIND',
  'WOULD_REVERT',
  'UNDERFUNDED',
  'LEDGER_BUSY',
  'EVENTS_MISSING',
];
const isPassing = (code: string): boolean => PASSING.includes(code);

type Foreseen = RpcFailed | ChainProblem | SettlementRefused;

function isForeseen(error: unknown): error is Foreseen {
  return (
    error instanceof RpcFailed ||
    error instanceof ChainProblem ||
    error instanceof SettlementRefused
  );
}

function describe(error: Foreseen): { code: string; detail: string } {
  const code = error instanceof RpcFailed ? error.problem : error.code;
  return { code, detail: error.message };
}

const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex.slice(2), 'hex'));
const addressText = (address: string): string => address.slice(2).toLowerCase();
