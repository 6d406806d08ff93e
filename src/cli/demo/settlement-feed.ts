/**
 * What the settler says of itself, looked up from the status page now and then. Whoever asks gets the last answer; a page
 * that does not answer leaves it as it was.
 */
import type { SettlementView } from '../../desk/index.js';

const LOOK_MS = 500;

export class SettlementFeed {
  /** undefined: the venue settles on no chain, or has not said anything yet. */
  last: SettlementView | undefined;
  private readonly url: string;
  private timer: NodeJS.Timeout | undefined;

  constructor(statusUrl: string) {
    this.url = `${statusUrl}/settlement`;
  }

  /** Waits until the settler has found its chain; undefined when the venue has none. */
  async found(signal: AbortSignal): Promise<SettlementView | undefined> {
    for (;;) {
      if (!(await this.look())) return undefined;
      if (this.last?.state !== undefined && this.last.state !== 'CONNECTING') return this.last;
      if (signal.aborted) return this.last;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  start(): void {
    this.timer = setInterval(() => void this.look().catch(() => undefined), LOOK_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Returns whether the venue has a chain. */
  private async look(): Promise<boolean> {
    const response = await fetch(this.url);
    if (response.status !== 200) return false;
    this.last = (await response.json()) as SettlementView;
    return true;
  }
}
