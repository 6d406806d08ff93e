/** What happens on chain, mostly what fits its numbers, now and then something missing, repeated, contradictory or absurd. */
import type { Command } from '../../../../src/values/index.js';
import { addressBytes } from '../../../support/chain.js';
import { type Action, HOSTILE, one } from './action.js';
import { fieldsOf, type Scenario } from './scenario.js';

/** One of the commands that say what the chain said. */
export function walletOf(scenario: Scenario, a: Action): Partial<Command> | undefined {
  const { world } = scenario.driver.reference;
  const { chain } = world;
  if (chain === undefined) return undefined;
  const wallet = one(chain.wallets, a.pick);
  const isOdd = a.terms % 12 === 0;
  const number = isOdd ? one([...HOSTILE, chain.wallets.length + 1], a.who) : wallet.number;
  const chainAccountId = Math.max(0, Math.min(number, 2 ** 32 - 1));
  switch (a.choice % 14) {
    case 0:
    case 1:
    case 2:
    case 3: {
      const depositSequence = nextOf(chain.deposits, a);
      const amountMicroPat = isOdd ? one(HOSTILE, a.lots) : 1 + a.lots * one([1, 1_000_000], a.who);
      const amount = Number.isSafeInteger(amountMicroPat) ? amountMicroPat : 1;
      return fieldsOf('creditDeposit', { depositSequence, chainAccountId, amountMicroPat: amount });
    }
    case 4:
    case 5:
    case 6: {
      const requestSequence = nextOf(chain.requests, a);
      return fieldsOf('holdWithdrawal', {
        ...{ requestSequence, chainAccountId },
        amountMicroPat: isOdd ? one(HOSTILE, a.lots) : askOf(scenario, a, wallet.owner),
      });
    }
    case 7:
    case 8:
    case 9:
      return endOf(scenario, a);
    case 10:
      return fieldsOf('registerWallet', {
        chainAccountId: isOdd ? chainAccountId : chain.wallets.length + 1,
        address: addressBytes(isOdd ? a.who % 24 : chain.wallets.length + 1),
      });
    case 11:
    case 12: {
      const body = {
        targetAccountId: (a.who % (world.accounts.length + 1)) + 1,
        address: addressBytes(a.pick % (chain.wallets.length + 3)),
      };
      const sender = a.terms % 3 === 0 ? body.targetAccountId : 0;
      const isThere = sender === 0 || sender <= world.accounts.length;
      return { ...fieldsOf('linkWallet', body), accountId: isThere ? sender : 0 };
    }
    default:
      return observedOf(scenario, a);
  }
}

/** Mostly the next number. */
function nextOf(last: number, a: Action): number {
  return Math.max(0, last + one([1, 1, 1, 1, 1, 1, 1, 1, 0, -1, 2], a.id));
}

/** A little, about as much as there is, or more than there is. */
function askOf(scenario: Scenario, a: Action, owner: string): number {
  const { world } = scenario.driver.reference;
  const account = world.accounts.find((one) => one.wallet === owner);
  const has = Number(account ? world.balance(`available:${account.id}`) : 0n);
  const asks = [a.lots, Math.floor(has / 2), has - 10_000_000, has, has + 1_000_000, has * 2];
  return Math.min(2 ** 52, Math.max(1, one(asks, a.price)));
}

/** Pays or voids a request, mostly an open one. */
function endOf(scenario: Scenario, a: Action): Partial<Command> {
  const { world } = scenario.driver.reference;
  const wallets = world.chain?.wallets ?? [];
  const open = wallets.filter(({ request }) => request !== undefined);
  const wallet = open.length > 0 && a.terms % 9 !== 0 ? one(open, a.pick) : one(wallets, a.pick);
  const sequence = wallet.request?.sequence ?? a.pick % 9;
  const request = { requestSequence: sequence, chainAccountId: wallet.number };
  if (a.pick % 3 === 0) return fieldsOf('voidWithdrawal', request);
  const account = world.accounts.find((one) => one.wallet === wallet.owner);
  const has = Number(account ? world.balance(`available:${account.id}`) : wallet.unclaimed);
  const asked = Number(wallet.request?.amount ?? 1n);
  const most = Math.min(asked, has);
  const paidMicroPat = one([most, most, most, Math.floor(most / 2), 0, asked, -1], a.who);
  return fieldsOf('payWithdrawal', { ...request, paidMicroPat });
}

/** Batches, phases, and once in a long while the escape. */
function observedOf(scenario: Scenario, a: Action): Partial<Command> {
  const { world } = scenario.driver.reference;
  const { chain } = world;
  if (a.pick === 0) return fieldsOf('observeEscape', { batchId: a.who % 2 });
  if (a.pick % 2) {
    const blockNumber = Math.max(0, (chain?.block ?? 0) + one([1, 1, 1, 0, -1], a.who));
    return fieldsOf('observePhase', { phase: one([1, 2, 2, 3, 3, 4, 0, 5], a.price), blockNumber });
  }
  const last = chain?.batch;
  return fieldsOf('confirmBatch', {
    batchId: nextOf(last?.id ?? 0, a),
    batchHash: new Uint8Array(32).fill(a.who % 3),
    ledgerSequence: Math.max(0, world.sequence - one([1, 5, 50, 0, -3], a.lots)),
    requestSequence: Math.max(0, (chain?.requests ?? 0) + one([0, 0, 0, -1, 1], a.price)),
    liabilitiesRoot: new Uint8Array(32),
    liabilitiesSumMicroPat: 1,
  });
}
