/**
 * What the contracts say happened, of all their logs only what the ledger has to hear. A log that is none of these is
 * passed over; one that is and does not decode throws, since a contract with other events is another contract.
 */
import { Interface } from 'ethers';
import { patClearing, phaseController } from '../contracts/index.js';
import type { Log } from './chain-reader.js';

export type ChainEvent =
  | { readonly kind: 'REGISTERED'; readonly chainAccountId: number; readonly owner: string }
  | {
      readonly kind: 'DEPOSITED';
      readonly depositSequence: number;
      readonly chainAccountId: number;
      readonly amountMicroPat: number;
    }
  | {
      readonly kind: 'REQUESTED';
      readonly requestSequence: number;
      readonly chainAccountId: number;
      readonly amountMicroPat: number;
    }
  | { readonly kind: 'CLAIMED'; readonly chainAccountId: number; readonly paidMicroPat: number }
  | { readonly kind: 'VOIDED'; readonly chainAccountId: number }
  | { readonly kind: 'PHASE'; readonly phase: number; readonly blockNumber: number }
  | { readonly kind: 'ESCAPED'; readonly batchId: number };

export interface PlacedEvent {
  readonly event: ChainEvent;
  readonly blockNumber: number;
  readonly blockHash: string;
}

const clearing = new Interface(patClearing.abi);
const phases = new Interface(phaseController.abi);

/** Events of one range of logs, in their order. */
export function eventsOf(
  logs: readonly Log[],
  addresses: { readonly phases: string },
): PlacedEvent[] {
  const placed: PlacedEvent[] = [];
  for (const log of logs) {
    const isPhases = log.address.toLowerCase() === addresses.phases.toLowerCase();
    const parsed = (isPhases ? phases : clearing).parseLog(log);
    const event = parsed === null ? undefined : read(parsed.name, parsed.args, log);
    if (event === undefined) continue;
    placed.push({ event, blockNumber: log.blockNumber, blockHash: log.blockHash });
  }
  return placed;
}

type Fields = Readonly<Record<string, unknown>>;

function read(name: string, args: Fields, log: Log): ChainEvent | undefined {
  const number = (field: string): number => exact(args[field], name, field);
  switch (name) {
    case 'AccountRegistered':
      return {
        kind: 'REGISTERED',
        chainAccountId: number('accountId'),
        owner: String(args.owner).toLowerCase(),
      };
    case 'Deposited':
      return {
        kind: 'DEPOSITED',
        depositSequence: number('depositSeq'),
        chainAccountId: number('accountId'),
        amountMicroPat: number('amountMicro'),
      };
    case 'WithdrawalRequested':
      return {
        kind: 'REQUESTED',
        requestSequence: number('requestSeq'),
        chainAccountId: number('accountId'),
        amountMicroPat: number('amountMicro'),
      };
    case 'WithdrawalClaimed':
      return {
        kind: 'CLAIMED',
        chainAccountId: number('accountId'),
        paidMicroPat: number('paidMicro'),
      };
    case 'WithdrawalVoided':
      return { kind: 'VOIDED', chainAccountId: number('accountId') };
    case 'PhaseRaised':
    case 'PhaseLowered':
      return { kind: 'PHASE', phase: number('phase'), blockNumber: log.blockNumber };
    case 'EscapeTriggered':
      return { kind: 'ESCAPED', batchId: number('lastBatchId') };
    default:
      return undefined;
  }
}

function exact(value: unknown, name: string, field: string): number {
  const number = Number(value);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new RangeError(`${field} of ${name} is ${String(value)}`);
}
