/**
 * What operators do: accounts, keys, money, contracts, series, parameters, phases, kill switches, disputes. Each answers when it is
 * durable; `referenceId` is the id of what was created or changed.
 */
import type { CommandAck, CommandFields, SendCommand } from './command-fields.js';

export class OperatorCommands {
  private readonly send: SendCommand;

  constructor(send: SendCommand) {
    this.send = send;
  }

  openAccount(fields: CommandFields<'openAccount'>): Promise<CommandAck> {
    return this.send('openAccount', fields);
  }

  updateAccount(fields: CommandFields<'updateAccount'>): Promise<CommandAck> {
    return this.send('updateAccount', fields);
  }

  addKey(fields: CommandFields<'addKey'>): Promise<CommandAck> {
    return this.send('addKey', fields);
  }

  revokeKey(fields: CommandFields<'revokeKey'>): Promise<CommandAck> {
    return this.send('revokeKey', fields);
  }

  deposit(fields: CommandFields<'deposit'>): Promise<CommandAck> {
    return this.send('deposit', fields);
  }

  withdraw(fields: CommandFields<'withdraw'>): Promise<CommandAck> {
    return this.send('withdraw', fields);
  }

  defineContract(fields: CommandFields<'defineContract'>): Promise<CommandAck> {
    return this.send('defineContract', fields);
  }

  openSeries(fields: CommandFields<'openSeries'>): Promise<CommandAck> {
    return this.send('openSeries', fields);
  }

  /**
   * Changes a parameter. `affectedCount` 1 says that the change waits, for its time or for another operator, and
   * `referenceId` is its request; otherwise it took effect and `referenceId` is its version.
   */
  setParameter(fields: CommandFields<'setParameter'>): Promise<CommandAck> {
    return this.send('setParameter', fields);
  }

  /** Lets a change take effect that waits for a second person; another operator's than its author's. */
  approveParameter(fields: CommandFields<'approveParameter'>): Promise<CommandAck> {
    return this.send('approveParameter', fields);
  }

  /** Takes back a change that waits. */
  withdrawParameter(fields: CommandFields<'withdrawParameter'>): Promise<CommandAck> {
    return this.send('withdrawParameter', fields);
  }

  /** Restores what was in force before a version. */
  rollBackParameter(fields: CommandFields<'rollBackParameter'>): Promise<CommandAck> {
    return this.send('rollBackParameter', fields);
  }

  /** Whether changes of a parameter need a second person; to do without one needs one too. */
  requireApproval(fields: CommandFields<'requireApproval'>): Promise<CommandAck> {
    return this.send('requireApproval', fields);
  }

  setPhase(fields: CommandFields<'setPhase'>): Promise<CommandAck> {
    return this.send('setPhase', fields);
  }

  kill(fields: CommandFields<'kill'>): Promise<CommandAck> {
    return this.send('kill', fields);
  }

  releaseKill(fields: CommandFields<'releaseKill'>): Promise<CommandAck> {
    return this.send('releaseKill', fields);
  }

  haltSeries(fields: CommandFields<'haltSeries'>): Promise<CommandAck> {
    return this.send('haltSeries', fields);
  }

  resumeSeries(fields: CommandFields<'resumeSeries'>): Promise<CommandAck> {
    return this.send('resumeSeries', fields);
  }

  bustTrade(fields: CommandFields<'bustTrade'>): Promise<CommandAck> {
    return this.send('bustTrade', fields);
  }

  ruleDispute(fields: CommandFields<'ruleDispute'>): Promise<CommandAck> {
    return this.send('ruleDispute', fields);
  }

  setConfidence(fields: CommandFields<'setConfidence'>): Promise<CommandAck> {
    return this.send('setConfidence', fields);
  }

  /** Attests capacity for a provider, which `providerId` names. */
  attestCapacity(fields: CommandFields<'escrowCapacity'>): Promise<CommandAck> {
    return this.send('escrowCapacity', fields);
  }

  grantEntitlement(fields: CommandFields<'grantEntitlement'>): Promise<CommandAck> {
    return this.send('grantEntitlement', fields);
  }

  revokeEntitlement(fields: CommandFields<'revokeEntitlement'>): Promise<CommandAck> {
    return this.send('revokeEntitlement', fields);
  }

  /** Sets the quoter's state for a series; leaving HALT is the operator's. */
  setQuoterState(fields: CommandFields<'setQuoterState'>): Promise<CommandAck> {
    return this.send('setQuoterState', fields);
  }
}
