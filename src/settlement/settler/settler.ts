/**
 * The settler: reads the chain, tells the ledger what is final there, brings the ledger's movements to the chain in
 * batches, and compares the two.
 *
 * One round after another, never two at once. What a round has to remember is on disk before it shows, so a process that
 * died is answered by the next one's first round. A node that is away, behind or busy is waited for; a chain or a ledger
 * that contradicts stops the making of batches until an operator says `retry`, and never what comes from the chain:
 * deposits are credited and withdrawals withheld and paid whatever else is wrong. Fails only by `report` and the log.
 */
import { Alerts } from './alerts.js';
import { makeBatches } from './batch-maker.js';
import { carry, obey } from './carrier.js';
import { ChainWatch } from './chain-watch.js';
import { Comparison } from './comparison.js';
import { type Connected, connect } from './connection.js';
import type { SettlerOptions } from './options.js';
import { reportOf } from './present.js';
import type { SettlerReport, Trouble } from './report.js';
import { type Tell, tellerOf } from './teller.js';
import { describe, isForeseen } from './trouble.js';

export class Settler {
  private readonly options: SettlerOptions;
  private readonly tell: Tell;
  private readonly alerts: Alerts;
  private readonly watch: ChainWatch;
  private readonly comparison: Comparison;
  private connected: Connected | undefined;
  private trouble: Trouble | undefined;
  /** What keeps a batch of rights from being signed, in this round. */
  private held: unknown;
  private running: Promise<void> | undefined;
  private isStopping = false;
  private wake: () => void = () => undefined;

  constructor(options: SettlerOptions) {
    this.options = options;
    this.tell = tellerOf(options.host, () => options.store.control.retries);
    this.alerts = new Alerts(options.host);
    this.watch = new ChainWatch(options, this.tell);
    this.comparison = new Comparison(options);
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
    const { connected, trouble, watch, comparison } = this;
    return reportOf(this.options, {
      connected,
      trouble,
      found: watch.found,
      reconciliation: comparison.last,
      rightsReconciliation: comparison.lastOfRights,
    });
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
    const { options, watch, comparison } = this;
    this.held = undefined;
    // A disk that was made anew meanwhile may know where rights are settled.
    const { rights } = this.connected?.contracts ?? {};
    if (rights === undefined && options.store.rightsContract !== undefined) {
      this.connected = undefined;
    }
    this.connected ??= await connect(options, this.tell, (error) => {
      this.held = error;
    });
    const { connected } = this;
    await watch.look(connected);
    await watch.takeIn(connected);
    await obey(options, connected);
    if (options.host.core.state.registry.chain?.escapedBatchId !== null) return;
    await carry(options, connected);
    await comparison.compare(connected);
    if (await makeBatches(options, connected, watch.found)) {
      this.held = undefined;
      await carry(options, connected);
      await comparison.compare(connected);
    }
    // Money went on; that rights did not is told all the same.
    if (this.held !== undefined) throw this.held;
  }
}
