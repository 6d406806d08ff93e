/**
 * The way of the settler's commands to the engine thread and of the outcomes back. After `end` nothing waits: what was not
 * answered is answered with no outcomes, and a sequence that was waited for counts as reached.
 */
import type { ChainCommand, CommandOutcome } from '../settlement/index.js';

export interface EngineLinkHost {
  readonly send: (id: number, commands: readonly ChainCommand[]) => void;
  /** Last sequence the follower has. */
  readonly sequence: () => number;
}

export class EngineLink {
  private readonly host: EngineLinkHost;
  private readonly waiting = new Map<number, (outcomes: readonly CommandOutcome[]) => void>();
  private readonly followers: { readonly sequence: number; readonly resolve: () => void }[] = [];
  private lastId = 0;
  private isEnded = false;

  constructor(host: EngineLinkHost) {
    this.host = host;
  }

  submit(commands: readonly ChainCommand[]): Promise<readonly CommandOutcome[]> {
    if (this.isEnded) return Promise.resolve([]);
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.host.send(id, commands);
    });
  }

  /** The engine answers commands. */
  answered(id: number, outcomes: readonly CommandOutcome[]): void {
    this.waiting.get(id)?.(outcomes);
    this.waiting.delete(id);
  }

  /** Resolves when the follower is at least there. */
  until(sequence: number): Promise<void> {
    if (this.isEnded || this.host.sequence() >= sequence) return Promise.resolve();
    return new Promise((resolve) => {
      this.followers.push({ sequence, resolve });
      this.followers.sort((a, b) => a.sequence - b.sequence);
    });
  }

  /** The follower has come to a sequence. */
  followed(sequence: number): void {
    while ((this.followers[0]?.sequence ?? Number.POSITIVE_INFINITY) <= sequence) {
      this.followers.shift()?.resolve();
    }
  }

  end(): void {
    this.isEnded = true;
    for (const id of [...this.waiting.keys()]) this.answered(id, []);
    this.followed(Number.MAX_SAFE_INTEGER);
  }
}
