/**
 * Sends the broker's commands to the sequencer and remembers their sequences until they are durable, so that their
 * events can be told from everybody else's. They come from no session, so their origin is 0.
 */
import { BROKER_ACCOUNT } from '../engine/core/index.js';
import type { Sequencer } from '../engine/log/index.js';
import { COMMAND_KIND, type ColdBodies, type ColdKind, Command } from '../values/index.js';

const NO_SESSION_ORIGIN = 0;

/** What the desk needs of the sequencer. */
export type CommandSink = Pick<Sequencer, 'core' | 'submit' | 'listen' | 'durableSequence'>;

const KIND = {
  massQuote: COMMAND_KIND.MASS_QUOTE,
  massCancel: COMMAND_KIND.MASS_CANCEL,
  offerQuote: COMMAND_KIND.OFFER_QUOTE,
  markUpdate: COMMAND_KIND.MARK_UPDATE,
  setQuoterState: COMMAND_KIND.SET_QUOTER_STATE,
  quoterCheckpoint: COMMAND_KIND.QUOTER_CHECKPOINT,
} as const satisfies Partial<Record<ColdKind, number>>;

export type OwnKind = keyof typeof KIND;

export class OwnCommands {
  private readonly sink: CommandSink;
  private readonly command = new Command();
  /** Sequences of own commands that are not durable yet, ascending. */
  private readonly sequences: number[] = [];
  /** Commands the sequencer had no room for. */
  droppedCount = 0;

  constructor(sink: CommandSink) {
    this.sink = sink;
  }

  /** Submits a command; false when the sequencer has no room or has stopped. */
  send<K extends OwnKind>(kind: K, body: ColdBodies[K]): boolean {
    const { command, sink } = this;
    command.kind = KIND[kind];
    command.accountId = kind === 'quoterCheckpoint' ? 0 : BROKER_ACCOUNT;
    command.body = body;
    const isTaken = sink.submit(command, NO_SESSION_ORIGIN);
    command.body = undefined;
    if (isTaken) this.sequences.push(sink.core.state.sequence);
    else this.droppedCount += 1;
    return isTaken;
  }

  isOwn(sequence: number): boolean {
    const { sequences } = this;
    const last = sequences.at(-1);
    if (last === undefined || sequence > last || sequence < (sequences[0] as number)) return false;
    return sequences.includes(sequence);
  }

  /** Forgets what is durable. */
  settle(durableSequence: number): void {
    let settled = 0;
    while ((this.sequences[settled] ?? Number.POSITIVE_INFINITY) <= durableSequence) settled += 1;
    if (settled > 0) this.sequences.splice(0, settled);
  }
}
