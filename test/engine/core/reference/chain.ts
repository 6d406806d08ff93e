/**
 * The chain as the reference core has it: a list of wallets, each with an owner, perhaps an account, what it paid in and
 * what it asked for. What an account may spend is worked out from that list whenever somebody asks.
 */
import { CODE } from '../../../../src/engine/core/index.js';
import {
  ACCOUNT_ROLE,
  type ColdBodies,
  type ColdKind,
  type Command,
  COMMAND_KIND as K,
  KILL_SCOPE,
  WALLET_CHANGE,
} from '../../../../src/values/index.js';
import type { Administration } from './administration.js';
import { no } from './checks.js';
import { isRefusal, type Result } from './trading.js';
import type { Account, Wallet, World } from './world.js';

const EXACT_MAX = BigInt(Number.MAX_SAFE_INTEGER);
const NOBODY = new Uint8Array(20).join();

/** Done before. */
interface Repeat {
  readonly repeat: number;
}
type Ended = Result | Repeat;
const done = (reference: number): Result => ({ reference, affected: 0 });
const again = (repeat: number): Repeat => ({ repeat });

export class Chain {
  private readonly world: World;
  private readonly administration: Administration;
  private readonly linkDelayMs: () => number;

  constructor(world: World, administration: Administration, linkDelayMs: () => number) {
    this.world = world;
    this.administration = administration;
    this.linkDelayMs = linkDelayMs;
  }

  apply(c: Command): void {
    const { world } = this;
    const ended = this.perform(c);
    const repeat = 'repeat' in ended ? 1 : 0;
    const { code, field } = isRefusal(ended) ? ended : { code: 0, field: 0 };
    const reference = 'repeat' in ended ? ended.repeat : isRefusal(ended) ? 0 : ended.reference;
    world.say('CHAIN', { kind: c.kind, reference, code, field, repeat });
    if (c.kind !== K.LINK_WALLET || c.accountId === 0) return;
    world.say('COMMAND_RESULT', {
      account: c.accountId,
      accountSequence: 0,
      ...{ clientId: 0, code, field, reference, affected: 0, duplicate: 0, recordedSequence: 0 },
    });
  }

  private perform(c: Command): Ended {
    const { chain } = this.world;
    if (c.kind === K.BIND_CHAIN) return this.bind(body<'bindChain'>(c));
    if (chain === undefined) return no(CODE.CHAIN_UNBOUND);
    switch (c.kind) {
      case K.LINK_WALLET:
        return this.link(c.accountId, body<'linkWallet'>(c));
      case K.REGISTER_WALLET:
        return this.register(body<'registerWallet'>(c));
      case K.ADMIT_WALLET:
        return this.admit(body<'admitWallet'>(c));
      case K.CREDIT_DEPOSIT:
        return this.credit(body<'creditDeposit'>(c));
      case K.HOLD_WITHDRAWAL:
        return this.hold(body<'holdWithdrawal'>(c));
      case K.PAY_WITHDRAWAL:
        return this.end(body<'payWithdrawal'>(c), body<'payWithdrawal'>(c).paidMicroPat);
      case K.VOID_WITHDRAWAL:
        return this.end(body<'voidWithdrawal'>(c), undefined);
      case K.CONFIRM_BATCH:
        return this.confirm(body<'confirmBatch'>(c));
      case K.OBSERVE_PHASE:
        return this.phase(body<'observePhase'>(c));
      default:
        return this.escape(body<'observeEscape'>(c).batchId);
    }
  }

  private bind({ chainId, clearing, token }: ColdBodies['bindChain']): Ended {
    const { world } = this;
    const name = [chainId, clearing.join(), token.join()].join(' ');
    if (world.chain) {
      return world.chain.name === name ? again(chainId) : no(CODE.CHAIN_MISMATCH, 'chain_id');
    }
    if (chainId < 1) return no(CODE.INVALID_FIELD, 'chain_id');
    if (clearing.join() === NOBODY) return no(CODE.INVALID_FIELD, 'clearing');
    if ([NOBODY, clearing.join()].includes(token.join())) return no(CODE.INVALID_FIELD, 'token');
    if (world.totalMicroPat !== 0n) return no(CODE.LEDGER_NOT_EMPTY);
    world.chain = {
      ...{ name, clearing: clearing.join(), wallets: [], heard: 0, deposits: 0, requests: 0 },
      ...{ phase: 1, block: 0, batch: undefined, escapedAfter: undefined },
    };
    return done(chainId);
  }

  private get chain(): NonNullable<World['chain']> {
    return this.world.chain as NonNullable<World['chain']>;
  }

  private link(sender: number, { targetAccountId: id, address }: ColdBodies['linkWallet']): Ended {
    const { world, chain } = this;
    const owner = address.join();
    const account = world.account(id);
    if (chain.escapedAfter !== undefined) return no(CODE.ESCAPED);
    if (account === undefined) return no(CODE.UNKNOWN_ACCOUNT, 'target_account_id');
    if (sender !== 0 && sender !== id) return no(CODE.ROLE, 'target_account_id');
    if (owner === NOBODY || owner === chain.clearing) return no(CODE.INVALID_FIELD, 'address');
    const number = chain.wallets.find((wallet) => wallet.owner === owner)?.number ?? 0;
    if ([account.wallet, account.pendingLink?.owner].includes(owner)) return done(number);
    if (account.wallet !== '') return no(CODE.ACCOUNT_BOUND, 'target_account_id');
    if (account.pendingLink) return no(CODE.LINK_PENDING, 'target_account_id');
    if (world.accounts.some((one) => [one.wallet, one.pendingLink?.owner].includes(owner))) {
      return no(CODE.ADDRESS_BOUND, 'address');
    }
    const delayMs = sender === 0 ? 0 : this.linkDelayMs();
    if (delayMs === 0) this.linked(account, owner);
    else {
      const effectiveAtMs = world.timeMs + delayMs;
      const timer = world.setTimer('timers', effectiveAtMs, () => {
        account.pendingLink = undefined;
        if (chain.escapedAfter === undefined) this.linked(account, owner);
        else this.tellLink(account, WALLET_CHANGE.LINK_CANCELED, owner, 0);
      });
      account.pendingLink = { owner, timer };
      this.tellLink(account, WALLET_CHANGE.LINK_PENDING, owner, effectiveAtMs);
    }
    return done(number);
  }

  /** Takes a link back that is not in force yet. */
  cancelLink(author: Account, { targetAccountId }: ColdBodies['cancelWalletLink']): Result {
    const { world } = this;
    const isOwn = targetAccountId === 0 || targetAccountId === author.id;
    if (!isOwn && author.role !== ACCOUNT_ROLE.OPERATOR) return no(CODE.ROLE, 'target_account_id');
    const account = isOwn ? author : world.account(targetAccountId);
    if (account === undefined) return no(CODE.UNKNOWN_ACCOUNT, 'target_account_id');
    const link = account.pendingLink;
    if (link === undefined) return no(CODE.NO_PENDING_LINK, 'target_account_id');
    world.dropTimer(link.timer);
    account.pendingLink = undefined;
    this.tellLink(account, WALLET_CHANGE.LINK_CANCELED, link.owner, 0);
    return done(account.id);
  }

  private linked(account: Account, owner: string): void {
    account.wallet = owner;
    const wallet = this.chain.wallets.find((one) => one.owner === owner);
    this.tell(account, WALLET_CHANGE.LINKED, 0, wallet ? this.claim(account, wallet) : 0n);
  }

  private walletAt(number: number): Wallet | undefined {
    return this.chain.wallets.find((wallet) => wallet.number === number);
  }

  /** Heard of, and without a place. */
  private isAside(number: number): boolean {
    return number >= 1 && number <= this.chain.heard && this.walletAt(number) === undefined;
  }

  /** Whether a wallet of this owner has a place waiting: an account's own always has. */
  private hasPlace(owner: string): boolean {
    const { chain, world } = this;
    if (world.accounts.some((account) => account.wallet === owner)) return true;
    const strangers = chain.wallets.filter((wallet) => this.accountOf(wallet) === undefined);
    return strangers.length < world.limits.maxAccounts * 7;
  }

  private register({ chainAccountId: number, address }: ColdBodies['registerWallet']): Ended {
    const { chain } = this;
    const owner = address.join();
    const present = this.walletAt(number);
    if (present) {
      return present.owner === owner ? again(number) : no(CODE.CHAIN_MISMATCH, 'address');
    }
    if (this.isAside(number)) return again(number);
    if (number !== chain.heard + 1) return no(CODE.CHAIN_GAP, 'chain_account_id');
    if (chain.wallets.some((wallet) => wallet.owner === owner)) {
      return no(CODE.CHAIN_MISMATCH, 'address');
    }
    if (owner === NOBODY) return no(CODE.INVALID_FIELD, 'address');
    chain.heard = number;
    if (this.hasPlace(owner))
      this.take({ number, owner, unclaimed: 0n, net: 0n, request: undefined });
    return done(number);
  }

  private admit(body: ColdBodies['admitWallet']): Ended {
    const { chain, world } = this;
    const { chainAccountId: number, netMicroPat, requestSequence, requestMicroPat } = body;
    const owner = body.address.join();
    const present = this.walletAt(number);
    if (present) {
      return present.owner === owner ? again(number) : no(CODE.CHAIN_MISMATCH, 'address');
    }
    if (!this.isAside(number)) return no(CODE.CHAIN_GAP, 'chain_account_id');
    if (chain.wallets.some((wallet) => wallet.owner === owner)) {
      return no(CODE.CHAIN_MISMATCH, 'address');
    }
    if (owner === NOBODY) return no(CODE.INVALID_FIELD, 'address');
    if (netMicroPat < 0) return no(CODE.INVALID_FIELD, 'net_micro_pat');
    const isOpen = requestSequence !== 0;
    const isWhole = isOpen ? requestMicroPat > 0 : requestMicroPat === 0;
    if (!isWhole) return no(CODE.INVALID_FIELD, 'request_micro_pat');
    if (requestSequence > chain.requests) return no(CODE.CHAIN_GAP, 'request_sequence');
    if (!this.hasPlace(owner)) return no(CODE.CAPACITY_FULL);
    const net = BigInt(netMicroPat);
    const unclaimed = chain.wallets.reduce((sum, one) => sum + one.unclaimed, 0n);
    if (world.totalMicroPat + unclaimed + net > EXACT_MAX)
      return no(CODE.OVERFLOW, 'net_micro_pat');
    const amount = BigInt(requestMicroPat);
    const request = isOpen
      ? { sequence: requestSequence, amount, ripeAtMs: world.timeMs }
      : undefined;
    this.take({ number, owner, unclaimed: net, net, request });
    return done(number);
  }

  private take(wallet: Wallet): void {
    this.chain.wallets.push(wallet);
    const account = this.accountOf(wallet);
    if (account) this.tell(account, WALLET_CHANGE.REGISTERED, 0, this.claim(account, wallet));
  }

  private credit(body: ColdBodies['creditDeposit']): Ended {
    const { chain, world } = this;
    const { depositSequence: sequence, chainAccountId, amountMicroPat } = body;
    if (sequence <= chain.deposits) return again(sequence);
    if (sequence !== chain.deposits + 1) return no(CODE.CHAIN_GAP, 'deposit_sequence');
    const wallet = this.walletAt(chainAccountId);
    const isAside = this.isAside(chainAccountId);
    if (wallet === undefined && !isAside) return no(CODE.CHAIN_GAP, 'chain_account_id');
    if (amountMicroPat < 1) return no(CODE.INVALID_FIELD, 'amount_micro_pat');
    const amount = BigInt(amountMicroPat);
    const unclaimed = chain.wallets.reduce((sum, one) => sum + one.unclaimed, 0n);
    if (world.totalMicroPat + unclaimed + amount > EXACT_MAX) {
      return no(CODE.OVERFLOW, 'amount_micro_pat');
    }
    chain.deposits = sequence;
    if (wallet === undefined) return done(sequence);
    wallet.net += amount;
    wallet.unclaimed += amount;
    const account = this.accountOf(wallet);
    if (account) this.tell(account, WALLET_CHANGE.DEPOSITED, 0, this.claim(account, wallet));
    return done(sequence);
  }

  private hold(body: ColdBodies['holdWithdrawal']): Ended {
    const { chain, world } = this;
    const { requestSequence: sequence, chainAccountId, amountMicroPat } = body;
    if (sequence <= chain.requests) return again(sequence);
    if (sequence !== chain.requests + 1) return no(CODE.CHAIN_GAP, 'request_sequence');
    const wallet = this.walletAt(chainAccountId);
    const isWrong = wallet ? wallet.request !== undefined : !this.isAside(chainAccountId);
    if (isWrong) return no(CODE.CHAIN_GAP, 'chain_account_id');
    if (amountMicroPat < 1) return no(CODE.INVALID_FIELD, 'amount_micro_pat');
    chain.requests = sequence;
    if (wallet === undefined) return done(sequence);
    const account = this.accountOf(wallet);
    const ripeAtMs = Math.max(world.timeMs, account?.withdrawableAtMs ?? 0);
    wallet.request = { sequence, amount: BigInt(amountMicroPat), ripeAtMs };
    if (account) this.tell(account, WALLET_CHANGE.WITHHELD, sequence, BigInt(amountMicroPat));
    return done(sequence);
  }

  /** Paid so much, or void when nothing is said of a payment. */
  private end(
    { requestSequence: sequence, chainAccountId }: ColdBodies['voidWithdrawal'],
    paidMicroPat: number | undefined,
  ): Ended {
    const { chain, world } = this;
    if (sequence < 1 || sequence > chain.requests) return no(CODE.CHAIN_GAP, 'request_sequence');
    const wallet = this.walletAt(chainAccountId);
    if (this.isAside(chainAccountId)) return again(sequence);
    if (wallet === undefined) return no(CODE.CHAIN_GAP, 'chain_account_id');
    const { request } = wallet;
    if (request?.sequence !== sequence) return again(sequence);
    const account = this.accountOf(wallet);
    if (paidMicroPat !== undefined) {
      const paid = BigInt(paidMicroPat);
      if (paid < 0n || paid > request.amount) return no(CODE.CHAIN_MISMATCH, 'paid_micro_pat');
      const bucket = `available:${account?.id ?? 0}`;
      const has = account ? world.balance(bucket) : wallet.unclaimed;
      if (paid > has) return no(CODE.INSUFFICIENT_PAT, 'paid_micro_pat');
      wallet.net -= paid;
      if (account) {
        world.money.set(bucket, has - paid);
        world.totalMicroPat -= paid;
      } else wallet.unclaimed -= paid;
    }
    wallet.request = undefined;
    const change = paidMicroPat === undefined ? WALLET_CHANGE.VOIDED : WALLET_CHANGE.PAID;
    const amount = paidMicroPat === undefined ? request.amount : BigInt(paidMicroPat);
    if (account) this.tell(account, change, sequence, amount);
    return done(sequence);
  }

  private confirm(body: ColdBodies['confirmBatch']): Ended {
    const { chain, world } = this;
    const { batchId: id, ledgerSequence: ledger, requestSequence: request } = body;
    const hash = body.batchHash.join();
    const last = chain.batch ?? { id: 0, hash: '', ledger: 0, request: 0 };
    if (id < last.id || (id === last.id && hash === last.hash)) return again(id);
    if (id === last.id) return no(CODE.CHAIN_MISMATCH, 'batch_hash');
    if (id > last.id + 1) return no(CODE.CHAIN_GAP, 'batch_id');
    if (ledger < last.ledger || ledger >= world.sequence) {
      return no(CODE.CHAIN_MISMATCH, 'ledger_sequence');
    }
    if (request < last.request) return no(CODE.CHAIN_MISMATCH, 'request_sequence');
    if (request > chain.requests) return no(CODE.CHAIN_GAP, 'request_sequence');
    chain.batch = { id, hash, ledger, request };
    return done(id);
  }

  private phase({ phase, blockNumber }: ColdBodies['observePhase']): Ended {
    const { chain, world } = this;
    if (phase < 1 || phase > 4) return no(CODE.INVALID_FIELD, 'phase');
    const isSame = blockNumber === chain.block && phase === chain.phase;
    if (blockNumber < chain.block || isSame) return again(phase);
    const isLower = phase < chain.phase;
    chain.phase = phase;
    chain.block = blockNumber;
    if (isLower && phase < world.phase) {
      world.phase = phase;
      world.say('PHASE', { phase });
    }
    return done(phase);
  }

  private escape(batchId: number): Ended {
    const { chain, world } = this;
    if (chain.escapedAfter !== undefined) {
      return chain.escapedAfter === batchId ? again(batchId) : no(CODE.CHAIN_MISMATCH, 'batch_id');
    }
    chain.escapedAfter = batchId;
    const isKilled = world.kills.some(({ scope }) => scope === KILL_SCOPE.GLOBAL);
    if (!isKilled) this.administration.stopAll();
    return done(batchId);
  }

  private accountOf(wallet: Wallet): Account | undefined {
    return this.world.accounts.find((account) => account.wallet === wallet.owner);
  }

  /** What a wallet has unclaimed becomes its account's. */
  private claim(account: Account, wallet: Wallet): bigint {
    const { world } = this;
    const amount = wallet.unclaimed;
    const bucket = `available:${account.id}`;
    world.money.set(bucket, world.balance(bucket) + amount);
    world.totalMicroPat += amount;
    wallet.unclaimed = 0n;
    return amount;
  }

  private tell(account: Account, change: number, request: number, amount: bigint): void {
    const { world } = this;
    world.say('WALLET', {
      account: account.id,
      accountSequence: world.tell(account.id),
      change,
      chainAccount: world.walletOf(account.id)?.number ?? 0,
      requestSequence: request,
      amountMicroPat: Number(amount),
      effectiveAtMs: 0,
    });
    world.say('ACCOUNT', { accountId: account.id });
  }

  private tellLink(account: Account, change: number, owner: string, effectiveAtMs: number): void {
    const { world } = this;
    world.say('WALLET', {
      ...{ account: account.id, accountSequence: world.tell(account.id), change },
      chainAccount: this.chain.wallets.find((one) => one.owner === owner)?.number ?? 0,
      ...{ requestSequence: 0, amountMicroPat: 0, effectiveAtMs },
    });
    world.say('ACCOUNT', { accountId: account.id });
  }
}

function body<N extends ColdKind>(c: Command): ColdBodies[N] {
  return c.body as ColdBodies[N];
}
