/**
 * `node dist/bench/settlement/netting.js [MOVEMENTS] [ACCOUNTS]`: what a range costs the desk thread before anything goes
 * on chain. Posts movements, 1,000,000 by default, between the buckets of accounts, 100,000 by default, on a real ledger;
 * nets them as the settler does, by the difference of what was settled and what the ledger says; splits them into packed
 * batches under the chain's caps, and builds the liabilities tree. Prints one JSON line; the target is the sum of netting
 * and tree, and `met` says whether it is. The movements come from a seed. Ends with 1 when the batches do not add up to the
 * ledger's changes.
 */
import {
  ACCOUNT_FIELD,
  BUCKET,
  Core,
  DEFAULT_LIMITS,
  WALLET_FIELD,
} from '../../src/engine/core/index.js';
import {
  ACCOUNTS_PER_BATCH_MAX,
  auditTree,
  chainViewOf,
  differenceOf,
  packRows,
  SECRET_BYTES,
  SumTree,
  saltsOf,
  settledTarget,
  splitRange,
} from '../../src/settlement/index.js';
import { ACCOUNT_CLASS, ACCOUNT_ROLE } from '../../src/values/index.js';

const TARGET_MS = 2_000;
const SEED = 20_260_101;
const FUNDS_MICRO_PAT = 10_000_000_000;
const AMOUNT_MAX_MICRO_PAT = 1_000_000;
const BATCH_DEBIT_MICRO_PAT = 100_000_000_000;
/** On chain the venue's two accounts come first, then everybody's in the ledger's order. */
const CLEARING_ACCOUNT = 1;
const OMNIBUS_ACCOUNT = 2;

const [movements = 1_000_000, accounts = 100_000] = process.argv.slice(2).map(Number);
const core = fundedCore(accounts);
const { ledger } = core.state;
const posted = movementsOf(movements, accounts);
const before = chainViewOf(core);
const settled = settledTarget(core, before, OMNIBUS_ACCOUNT);
// Posting is the follower's work whether it settles or not.
const plain = timed(() => post(posted));
const cut = timed(() =>
  differenceOf(settledTarget(core, chainViewOf(core), OMNIBUS_ACCOUNT), settled, (place) => place),
);
const split = timed(() =>
  splitRange(cut.value, {
    accountsMax: ACCOUNTS_PER_BATCH_MAX,
    debitMicroPat: BATCH_DEBIT_MICRO_PAT,
    clearingAccountId: CLEARING_ACCOUNT,
  }).map((batch) => ({ ...batch, payload: packRows(batch.rows) })),
);
const tree = timed(() => {
  const view = chainViewOf(core);
  const salts = saltsOf(new Uint8Array(SECRET_BYTES).fill(1), view);
  return { view, salts, tree: new SumTree(view, salts) };
});

const nettingMs = tenths(cut.ms + split.ms);
const totalMs = tenths(nettingMs + tree.ms);
const totalCpuMs = tenths(cut.cpuMs + split.cpuMs + tree.cpuMs);
const { view } = tree.value;
const problems = [...wrongChanges(), ...auditTree(view, tree.value.salts, tree.value.tree.posted)];
const report = {
  movements,
  accounts,
  seed: SEED,
  changedAccounts: cut.value.length,
  batches: split.value.length,
  payloadBytes: split.value.reduce((sum, { payload }) => sum + payload.length, 0),
  postingMs: plain.ms,
  cutMs: cut.ms,
  splitAndPackMs: split.ms,
  treeMs: tree.ms,
  nettingMs,
  totalMs,
  totalCpuMs,
  targetMs: TARGET_MS,
  problems,
  met: totalMs < TARGET_MS && problems.length === 0,
};
console.log(JSON.stringify(report));
if (problems.length > 0) process.exitCode = 1;

/** Accounts whose rows do not come to what their balances changed by. */
function wrongChanges(): string[] {
  const changes = new Map<number, bigint>();
  for (const { rows } of split.value) {
    for (const { accountId, bucket, deltaMicroPat } of rows) {
      const key = accountId * 4 + bucket;
      changes.set(key, (changes.get(key) ?? 0n) + deltaMicroPat);
    }
  }
  const wrong: string[] = [];
  for (let id = 1; id <= view.accountCount; id += 1) {
    const buckets = [
      [before.freeMicroPat, view.freeMicroPat],
      [before.lockedMicroPat, view.lockedMicroPat],
    ] as const;
    for (const [bucket, [was, is]] of buckets.entries()) {
      const change = BigInt((is[id] as number) - (was[id] as number));
      const key = (id + OMNIBUS_ACCOUNT) * 4 + bucket;
      if ((changes.get(key) ?? 0n) !== change) wrong.push(`account ${id}, bucket ${bucket}`);
    }
  }
  return wrong;
}

/** Wall time, and the processor's beside it: on a busy machine the first says little. */
function timed<T>(work: () => T): { ms: number; cpuMs: number; value: T } {
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const value = work();
  const ms = performance.now() - begun;
  const { user, system } = process.cpuUsage(cpu);
  return { ms: tenths(ms), cpuMs: tenths((user + system) / 1_000), value };
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}

/** A core with funded accounts, opened beside the commands, which are not what is measured. */
function fundedCore(count: number): Core {
  const one = new Core({ limits: { ...DEFAULT_LIMITS, maxAccounts: count } });
  const { state } = one;
  const register = (wallet: number): void => {
    state.wallets.hear(wallet);
    state.wallets.take(wallet, ownerOf(wallet));
  };
  register(CLEARING_ACCOUNT);
  register(OMNIBUS_ACCOUNT);
  for (let id = 1; id <= count; id += 1) {
    state.accounts.open(ACCOUNT_ROLE.CONSUMER, ACCOUNT_CLASS.INSTITUTION, 0);
    const wallet = id + OMNIBUS_ACCOUNT;
    register(wallet);
    state.wallets.link(wallet, id);
    state.wallets.set(wallet, WALLET_FIELD.netMicroPat, 2 * FUNDS_MICRO_PAT);
    state.accounts.set(id, ACCOUNT_FIELD.wallet, wallet);
    for (const bucket of [BUCKET.AVAILABLE, BUCKET.RESERVED]) {
      const at = state.ledger.bucket(id, BUCKET.AVAILABLE);
      state.ledger.deposit(at, FUNDS_MICRO_PAT);
      if (bucket !== BUCKET.AVAILABLE) {
        state.ledger.post(at, state.ledger.bucket(id, bucket), FUNDS_MICRO_PAT);
      }
    }
  }
  return one;
}

function ownerOf(wallet: number): Uint8Array {
  const address = Buffer.alloc(20);
  address.writeUInt32BE(wallet, 16);
  return address;
}

interface Movements {
  readonly debits: Int32Array;
  readonly credits: Int32Array;
  readonly amounts: Float64Array;
}

/** As trading moves PAT: set aside, paid to another, given back. */
function movementsOf(count: number, accountCount: number): Movements {
  let state = SEED;
  const below = (bound: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
  const bucketOf = (id: number, bucket: number) => ledger.bucket(id, bucket);
  const debits = new Int32Array(count);
  const credits = new Int32Array(count);
  const amounts = new Float64Array(count);
  for (let i = 0; i < count; i += 1) {
    const payer = 1 + below(accountCount);
    const kind = below(3);
    const payee = kind === 1 ? 1 + below(accountCount) : payer;
    debits[i] = bucketOf(payer, kind === 0 ? BUCKET.AVAILABLE : BUCKET.RESERVED);
    credits[i] = bucketOf(payee, kind === 0 ? BUCKET.RESERVED : BUCKET.AVAILABLE);
    amounts[i] = 1 + below(AMOUNT_MAX_MICRO_PAT);
  }
  return { debits, credits, amounts };
}

function post({ debits, credits, amounts }: Movements): void {
  for (let i = 0; i < amounts.length; i += 1) {
    ledger.post(debits[i] as number, credits[i] as number, amounts[i] as number);
  }
}
