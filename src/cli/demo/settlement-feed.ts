/**
 * What the settler says of itself, looked up from the status page now and then. Whoever asks gets the last answer; a page
 * that does not answer leaves it as it was.
 */
import type { SettlementView } from '../../desk/index.js';

const LOOK_MS = 500;
const ANSWER_MS = 5_000;

export class SettlementFeed {
  /** undefined: the venue settles on no chain, or has not said anything yet. */
  last: SettlementView | undefined;
  private readonly url: string;
  private readonly signal: AbortSignal;
  private timer: NodeJS.Timeout | undefined;

  /** @param signal ends what is under way */
  constructor(statusUrl: string, signal: AbortSignal) {
    this.url = `${statusUrl}/settlement`;
    this.signal = signal;
  }

  /** Waits until the settler has found its chain, or knows that it will not. Fails when the signal comes. */
  async found(): Promise<SettlementView> {
    for (;;) {
      await this.look();
      if (this.last?.state !== undefined && this.last.state !== 'CONNECTING') return this.last;
      this.signal.throwIfAborted();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  start(): void {
    this.timer = setInterval(() => void this.look().catch(() => undefined), LOOK_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    const signal = AbortSignal.any([this.signal, AbortSignal.timeout(ANSWER_MS)]);
    const response = await fetch(this.url, { signal });
    this.last = (await response.json()) as SettlementView;
  }
}
