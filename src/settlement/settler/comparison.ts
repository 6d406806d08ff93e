/**
 * Compares chain and ledger once a group of batches, of money or of rights, is final, and once after a start, and stops the
 * making of batches where they differ for good. Fails as the node does; it is then compared again.
 */
import type { Connected } from './connection.js';
import type { SettlerOptions } from './options.js';
import { bookedBy, type Reconciliation, reconcile } from './reconcile.js';
import { type RightsReconciliation, reconcileRights } from './reconcile-rights.js';
import { stopFor } from './stops.js';

/** A node that is mining may answer from between two blocks: only what stays is a mismatch. */
const MISMATCHES_MAX = 3;

interface Block {
  readonly number: number;
  readonly hash: string;
}

export class Comparison {
  private readonly options: SettlerOptions;
  private readonly mismatches = { money: 0, rights: 0 };
  /** Whether the two agreed since the start. */
  private readonly agreed = { money: false, rights: false };
  private money: Reconciliation | undefined;
  private rights: RightsReconciliation | undefined;

  constructor(options: SettlerOptions) {
    this.options = options;
  }

  /** The last one of money. */
  get last(): Reconciliation | undefined {
    return this.money;
  }

  /** The last one of rights. */
  get lastOfRights(): RightsReconciliation | undefined {
    return this.rights;
  }

  /** Compares at the last final block what has come to its end there and was not compared yet. */
  async compare(connected: Connected): Promise<void> {
    const { number, hash } = connected.scanner.cursor;
    if (hash === '') return;
    await this.compareMoney(connected, { number, hash });
    await this.compareRights(connected, { number, hash });
  }

  private async compareMoney({ reader, contracts }: Connected, block: Block): Promise<void> {
    const { store, host } = this.options;
    const [id] = await reader.call(contracts.clearing, 'progress', [], block.hash);
    const batchId = Number(id);
    if (this.agreed.money && batchId <= store.reconciledId) return;
    if (store.noteOf(batchId)?.isGroupEnd !== true) return;
    const minedIn = store.batch(batchId)?.block?.number ?? Number.POSITIVE_INFINITY;
    if (minedIn > block.number) return;
    const settled = store.settledAt(batchId);
    if (settled === undefined) return;
    // All that is final up to the cursor is booked, so the core's bookings are those of this block.
    const { wallets } = host.core.state;
    const books = { settled, wallets, booked: bookedBy(host.core), isOfLogs: false };
    this.money = await reconcile(reader, contracts, block, books);
    if (!(await this.agrees('money', this.money.problems))) return;
    if (batchId > store.reconciledId) await store.saveReconciled(batchId);
  }

  private async compareRights({ reader, contracts }: Connected, block: Block): Promise<void> {
    const { store, host } = this.options;
    const lane = store.rights;
    if (contracts.rights === undefined || lane.head === undefined) return;
    const [id] = await reader.call(contracts.rights, 'lastBatchId', [], block.hash);
    const batchId = Number(id);
    if (this.agreed.rights && batchId <= lane.reconciledId) return;
    if (lane.noteOf(batchId)?.isGroupEnd !== true) return;
    const holdings = lane.settledAt(batchId);
    if (holdings === undefined) return;
    this.rights = await reconcileRights(reader, contracts.rights, block, holdings, host.core);
    if (!(await this.agrees('rights', this.rights.problems))) return;
    if (batchId > lane.reconciledId) await store.saveRightsReconciled(batchId);
  }

  private async agrees(what: 'money' | 'rights', problems: readonly string[]): Promise<boolean> {
    const { store, host } = this.options;
    const { mismatches, agreed } = this;
    agreed[what] = problems.length === 0;
    mismatches[what] = problems.length === 0 ? 0 : mismatches[what] + 1;
    if (mismatches[what] >= MISMATCHES_MAX) {
      mismatches[what] = 0;
      await stopFor(store, host.nowMs(), 'MISMATCH', problems.join('; '));
    }
    return agreed[what];
  }
}
