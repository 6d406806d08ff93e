/** What the broker's own account does beside trading. Each answers when it is durable. */
import type { CommandAck, CommandFields, SendCommand } from './command-fields.js';

export class BrokerCommands {
  private readonly send: SendCommand;

  constructor(send: SendCommand) {
    this.send = send;
  }

  /** Quotes many series; the answer has a result for each in `entryErrorCodes`, 0 for done. */
  massQuote(fields: CommandFields<'massQuote'>): Promise<CommandAck> {
    return this.send('massQuote', fields);
  }

  /** Tells the core the marks it needs from pricing. */
  updateMarks(fields: CommandFields<'markUpdate'>): Promise<CommandAck> {
    return this.send('markUpdate', fields);
  }

  /** Moves PAT between available (negative amounts) and collateral (positive ones). */
  moveCollateral(fields: CommandFields<'moveCollateral'>): Promise<CommandAck> {
    return this.send('moveCollateral', fields);
  }

  /** Records the state of the quoter for a series. */
  setQuoterState(fields: CommandFields<'setQuoterState'>): Promise<CommandAck> {
    return this.send('setQuoterState', fields);
  }
}
