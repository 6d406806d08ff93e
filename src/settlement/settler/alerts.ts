/**
 * Tells the log what an operator should hear of: trouble when it begins, again while it lasts, and when it is over; the
 * way of batches. Says each thing once for as long as it stays what it is.
 */
import type { SettlerHost } from './host.js';
import type { SettlerReport } from './report.js';

/** What lasts longer is told again, and louder. */
const STUCK_MS = 60_000;

export class Alerts {
  private readonly host: SettlerHost;
  private code = '';
  private toldAtMs = 0;
  private reconciled = 0;
  private reconciledRights = 0;

  constructor(host: SettlerHost) {
    this.host = host;
  }

  look(report: SettlerReport): void {
    const { host } = this;
    this.lookAtTrouble(report);
    const { reconciledBatchId: batchId, ledgerSequence, accountsMicroPat } = report;
    if (batchId !== this.reconciled && this.reconciled > 0) {
      host.log('info', { batchId, ledgerSequence, accountsMicroPat }, 'settled and compared');
    }
    this.reconciled = batchId;
    const { reconciledRightsBatchId: rightsBatchId, rightLotsOnChain } = report;
    if (rightsBatchId !== this.reconciledRights && this.reconciledRights > 0) {
      host.log('info', { rightsBatchId, rightLotsOnChain }, 'rights settled and compared');
    }
    this.reconciledRights = rightsBatchId;
  }

  private lookAtTrouble({ trouble, state }: SettlerReport): void {
    const { host } = this;
    const code = trouble?.code ?? '';
    const nowMs = host.nowMs();
    if (trouble === undefined) {
      if (this.code !== '') host.log('info', { was: this.code }, 'settlement goes on');
    } else if (code !== this.code) {
      const isBad = state === 'STOPPED';
      const message = isBad ? 'settlement has stopped: somebody must look' : 'settlement waits';
      host.log(isBad ? 'error' : 'warn', { ...trouble }, message);
      if (isBad) host.stopped(trouble);
      this.toldAtMs = nowMs;
    } else if (nowMs - this.toldAtMs >= STUCK_MS) {
      host.log('error', { ...trouble }, 'settlement is stuck');
      this.toldAtMs = nowMs;
    }
    this.code = code;
  }
}
