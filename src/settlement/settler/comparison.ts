/**
 * Compares chain and ledger once a group of batches is final, and stops the making of batches where they differ for good.
 * Fails as the node does; it is then compared again.
 */
import type { Connected } from './connection.js';
import type { SettlerOptions } from './options.js';
import { bookedBy, type Reconciliation, reconcile } from './reconcile.js';
import { stopFor } from './stops.js';

/** A node that is mining may answer from between two blocks: only what stays is a mismatch. */
const MISMATCHES_MAX = 3;

export class Comparison {
  private readonly options: SettlerOptions;
  private mismatches = 0;
  private result: Reconciliation | undefined;

  constructor(options: SettlerOptions) {
    this.options = options;
  }

  /** The last one. */
  get last(): Reconciliation | undefined {
    return this.result;
  }

  /** Compares at the last final block, if a group has come to its end there and was not compared yet. */
  async compare({ reader, contracts, scanner }: Connected): Promise<void> {
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
    this.result = result;
    if (result.problems.length === 0) {
      this.mismatches = 0;
      await store.saveReconciled(batchId);
      return;
    }
    this.mismatches += 1;
    if (this.mismatches < MISMATCHES_MAX) return;
    this.mismatches = 0;
    await stopFor(store, host.nowMs(), 'MISMATCH', result.problems.join('; '));
  }
}
