/**
 * The settler's commands on their way through the sequencer: submitted in their order by the venue itself, answered with
 * their sequences and codes once they are durable. What comes after one that the core refused, or that the sequencer did not
 * take, does not happen: what counts in the log is always a beginning of what was asked for, and a fact the ledger could not
 * book is asked for again instead of being overtaken by later ones. Its origins are negative, apart from the gateway's.
 */
import type { Batch, BatchListener, Sequencer } from '../engine/log/index.js';
import type { ChainCommand, CommandOutcome } from '../settlement/index.js';
import { COMMAND_KIND, Command } from '../values/index.js';

interface Asked {
  /** Origin of its first command; the others count down from there. */
  readonly first: number;
  readonly codes: readonly number[];
  readonly outcomes: CommandOutcome[];
  readonly resolve: (outcomes: readonly CommandOutcome[]) => void;
}

export class ChainSubmitter implements BatchListener {
  private readonly sequencer: Sequencer;
  private readonly asked: Asked[] = [];
  private lastOrigin = 0;

  constructor(sequencer: Sequencer) {
    this.sequencer = sequencer;
    sequencer.listen(this);
  }

  submit(commands: readonly ChainCommand[]): Promise<readonly CommandOutcome[]> {
    const first = this.lastOrigin - 1;
    const codes: number[] = [];
    for (const { name, body } of commands) {
      const command = new Command();
      const constant = name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
      command.kind = COMMAND_KIND[constant as keyof typeof COMMAND_KIND];
      command.body = body;
      if (!this.sequencer.submit(command, first - codes.length)) break;
      const code = this.sequencer.core.chain.code;
      codes.push(code);
      if (code !== 0) break;
    }
    this.lastOrigin -= codes.length;
    if (codes.length === 0) return Promise.resolve([]);
    return new Promise((resolve) => this.asked.push({ first, codes, outcomes: [], resolve }));
  }

  sealed(): void {
    // Nothing is told before it is durable.
  }

  durable({ origins, count, firstSequence }: Batch): void {
    for (let i = 0; i < count && this.asked.length > 0; i += 1) {
      const { first, codes, outcomes, resolve } = this.asked[0] as Asked;
      if (origins[i] !== first - outcomes.length) continue;
      outcomes.push({ sequence: firstSequence + i, code: codes[outcomes.length] as number });
      if (outcomes.length < codes.length) continue;
      this.asked.shift();
      resolve(outcomes);
    }
  }
}
