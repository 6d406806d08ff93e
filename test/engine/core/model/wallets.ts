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
  const number = isOdd ? one([...HOSTILE, chain.heard + 1], a.who) : wallet.number;
  const chainAccountId = Math.max(0, Math.min(number, 2 ** 32 - 1));
  switch (a.choice % 16) {
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
        chainAccountId: isOdd ? chainAccountId : chain.heard + 1,
        address: addressBytes(isOdd ? a.who % 24 : chain.heard + 1),
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
    case 14:
      return admissionOf(scenario, a, isOdd);
    case 13:
      return cancelOf(scenario, a, isOdd);
    default:
      return observedOf(scenario, a);
  }
}

/** Takes in a wallet that was set aside, mostly one that is and may be. */
function admissionOf(scenario: Scenario, a: Action, isOdd: boolean): Partial<Command> | undefined {
  const { chain, accounts } = scenario.driver.reference.world;
  if (chain === undefined) return undefined;
  const placed = new Set(chain.wallets.map(({ number }) => number));
  const aside: number[] = [];
  for (let n = 1; n <= chain.heard + 1; n += 1) if (!placed.has(n)) aside.push(n);
  const chainAccountId = one(aside, a.pick);
  const link = one(accounts, a.who);
  const isFree = link.wallet === '' && link.pendingLink === undefined;
  const address = addressBytes(isOdd ? a.who % 24 : chainAccountId);
  // Half of the time an account is linked with it first.
  if (isFree && !isOdd && a.price % 2 === 0) {
    return { ...fieldsOf('linkWallet', { targetAccountId: link.id, address }), accountId: 0 };
  }
  const request = a.lots % 3 === 0 ? chain.requests : 0;
  return fieldsOf('admitWallet', {
    ...{ chainAccountId, address },
    netMicroPat: isOdd ? one([-1, 0, 2 ** 53 - 1], a.lots) : a.lots * 1_000,
    requestSequence: request,
    requestMicroPat: isOdd ? a.lots % 2 : request === 0 ? 0 : 1 + a.lots,
  });
}

/** Takes back a link, mostly one that is pending, by its account, an operator or a stranger. */
function cancelOf(scenario: Scenario, a: Action, isOdd: boolean): Partial<Command> {
  const { accounts } = scenario.driver.reference.world;
  const waiting = accounts.filter(({ pendingLink }) => pendingLink !== undefined);
  const target = waiting.length > 0 && !isOdd ? one(waiting, a.pick) : one(accounts, a.pick);
  const accountId = a.terms % 2 ? target.id : one(accounts, a.who).id;
  const targetAccountId = isOdd
    ? one([0, 1, 999, 2 ** 32 - 1], a.who)
    : one([target.id, 0], a.price);
  return { ...fieldsOf('cancelWalletLink', { targetAccountId }), accountId };
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
