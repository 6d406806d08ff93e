/**
 * Every private report of every account, for those who watch over all. Nothing is ever left out: a subscriber that
 * cannot keep up is disconnected, as it would be for its own reports.
 */
import type { ServerEncoder } from '../../schema/index.js';
import { CHANNEL_KIND } from '../../values/index.js';
import type { PrivateEvent } from '../outbox/private-event.js';
import type { ReportEncoder } from '../outbox/report-encoder.js';
import { Channel } from './channel.js';

export class DropCopyChannel extends Channel {
  private readonly encoder: ReportEncoder;

  /** @param turnBytesMax what the queue of a subscriber can hold */
  constructor(id: number, encoder: ReportEncoder, turnBytesMax: number) {
    super(id, CHANNEL_KIND.DROP_COPY, 0, turnBytesMax);
    this.encoder = encoder;
  }

  override get mayConflate(): boolean {
    return false;
  }

  reported(event: PrivateEvent): void {
    const { encoder, id } = this;
    this.begin();
    this.end(encoder.encode(this.head, 0, id, event) && encoder.encode(this.tail, 0, id, event));
  }

  override close(): void {}

  /** Reports have no state to start from. */
  override snapshot(_out: ServerEncoder): boolean {
    return true;
  }
}
