/**
 * The chain's events as commands. Numbers of accounts, deposits and requests must follow each other, or the node has left
 * something out (EVENTS_MISSING). What the ledger has already is not sent again: commands are in the log in the chain's
 * order, so all up to the last numbered event it knows is known. Pure but for the core it reads.
 */
import { type Core, WALLET_FIELD } from '../../engine/core/index.js';
import { type ChainEvent, ChainProblem, type PlacedEvent } from '../chain/index.js';
import type { ChainCommand } from './host.js';

/** Commands for what the core does not know yet of events in the chain's order. */
export function commandsOf(core: Core, placed: readonly PlacedEvent[]): ChainCommand[] {
  const events = placed.map(({ event }) => event);
  const fresh = events.slice(events.findLastIndex((event) => isKnown(core, event)) + 1);
  const { wallets } = core.state;
  const next = {
    account: wallets.heard + 1,
    deposit: wallets.depositSequence + 1,
    request: wallets.requestSequence + 1,
  };
  const requests = new Map<number, number>();
  const openOf = (account: number): number =>
    requests.get(account) ?? (wallets.exists(account) ? requestOf(core, account) : 0);
  const commands: ChainCommand[] = [];
  for (const event of fresh) {
    switch (event.kind) {
      case 'REGISTERED':
        follows('account', event.chainAccountId, next.account++);
        commands.push(register(event));
        break;
      case 'DEPOSITED':
        follows('deposit', event.depositSequence, next.deposit++);
        commands.push({ name: 'creditDeposit', body: withoutKind(event) });
        break;
      case 'REQUESTED':
        follows('request', event.requestSequence, next.request++);
        requests.set(event.chainAccountId, event.requestSequence);
        commands.push({ name: 'holdWithdrawal', body: withoutKind(event) });
        break;
      case 'CLAIMED':
      case 'VOIDED': {
        const { chainAccountId } = event;
        const requestSequence = openOf(chainAccountId);
        requests.set(chainAccountId, 0);
        if (requestSequence === 0) break;
        const request = { requestSequence, chainAccountId };
        if (event.kind === 'VOIDED') commands.push({ name: 'voidWithdrawal', body: request });
        else {
          const { paidMicroPat } = event;
          commands.push({ name: 'payWithdrawal', body: { ...request, paidMicroPat } });
        }
        break;
      }
      case 'PHASE':
        commands.push({ name: 'observePhase', body: withoutKind(event) });
        break;
      default:
        commands.push({ name: 'observeEscape', body: withoutKind(event) });
    }
  }
  return commands;
}

function isKnown({ state }: Core, event: ChainEvent): boolean {
  const { wallets } = state;
  if (event.kind === 'REGISTERED') return event.chainAccountId <= wallets.heard;
  if (event.kind === 'DEPOSITED') return event.depositSequence <= wallets.depositSequence;
  return event.kind === 'REQUESTED' && event.requestSequence <= wallets.requestSequence;
}

const requestOf = ({ state }: Core, account: number): number =>
  state.wallets.get(account, WALLET_FIELD.requestSequence);

function register({ chainAccountId, owner }: ChainEvent & { kind: 'REGISTERED' }): ChainCommand {
  const address = new Uint8Array(Buffer.from(owner.slice(2), 'hex'));
  return { name: 'registerWallet', body: { chainAccountId, address } };
}

function withoutKind<E extends ChainEvent>({ kind: _kind, ...body }: E): Omit<E, 'kind'> {
  return body;
}

function follows(what: string, given: number, expected: number): void {
  if (given === expected) return;
  throw new ChainProblem(
    'EVENTS_MISSING',
    `${what} ${given} follows ${expected - 1}: the node has left something out`,
  );
}
