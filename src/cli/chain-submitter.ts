/**
 * The settler's commands on their way through the sequencer: submitted in their order by the venue itself, answered with
 * their sequences and codes once they are durable. When the sequencer takes no more, the rest of them does not happen, so
 * what is in the log is always a beginning of what was asked for. Its origins are negative, apart from the gateway's.
 */
import { CHAIN, EVENT, EVENT_WORDS } from '../engine/core/index.js';
import type { Batch, BatchListener, Sequencer } from '../engine/log/index.js';
import type { ChainCommand, CommandOutcome } from '../settlement/index.js';
import { COMMAND_KIND, Command } from '../values/index.js';

interface Asked {
  /** Origin of its first command; the others count down from there. */
  readonly first: number;
  readonly count: number;
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
    let count = 0;
    for (const { name, body } of commands) {
      const command = new Command();
      const constant = name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
      command.kind = COMMAND_KIND[constant as keyof typeof COMMAND_KIND];
      command.body = body;
      if (!this.sequencer.submit(command, first - count)) break;
      count += 1;
    }
    this.lastOrigin -= count;
    if (count === 0) return Promise.resolve([]);
    return new Promise((resolve) => this.asked.push({ first, count, outcomes: [], resolve }));
  }

  sealed(): void {
    // Nothing is told before it is durable.
  }

  durable({ origins, count, firstSequence, eventEnds, events }: Batch): void {
    for (let i = 0; i < count && this.asked.length > 0; i += 1) {
      const asked = this.asked[0] as Asked;
      if (origins[i] !== asked.first - asked.outcomes.length) continue;
      const from = i === 0 ? 0 : (eventEnds[i - 1] as number);
      const code = codeOf(events.words, from, eventEnds[i] as number);
      asked.outcomes.push({ sequence: firstSequence + i, code });
      if (asked.outcomes.length < asked.count) continue;
      this.asked.shift();
      asked.resolve(asked.outcomes);
    }
  }
}

/** How a command about the chain ended, by its event. */
function codeOf(words: Float64Array, from: number, to: number): number {
  for (let at = from; at < to; at += EVENT_WORDS[words[at] as number] as number) {
    if (words[at] === EVENT.CHAIN) return words[at + CHAIN.code] as number;
  }
  return NO_OUTCOME;
}

/** A command about the chain without an event of its own: the core broke its promise, and nothing may count on it. */
const NO_OUTCOME = -1;
