/**
 * Accounts with their keys, balances and escrowed capacity. Counts of what an account has (orders, entries, deliveries,
 * entitlements) and the heads of its chains are made anew from what comes after.
 */
import type { CarryRow } from '../../../values/index.js';
import { ACCOUNT_FIELD, ACCOUNT_MARK, ACCOUNT_WORDS } from '../kernel/accounts.js';
import { BUCKET } from '../kernel/ledger.js';
import { hexOf } from '../rights/entitlement-desk.js';
import { bit, bytesOf, type CarryPart, need, type WordPlan, wordPairs } from './part.js';

type Row = CarryRow<'account'>;

const WORDS: WordPlan<typeof ACCOUNT_FIELD, Row> = {
  role: 'role',
  accountClass: 'accountClass',
  // Killed is a field of its own; what else is marked, the withheld amount and the protection say.
  marks: null,
  sequence: 'sequence',
  openOrders: null,
  newestOrder: null,
  idSpace: null,
  firmGroup: 'firmGroup',
  rateMilliCredits: 'rateMilliCredits',
  rateTimeMs: 'rateTimeMs',
  escrowMicroPat: 'escrowMicroPat',
  exposureLimitMicroPat: 'exposureLimitMicroPat',
  dailyCreditMicroPat: 'dailyCreditMicroPat',
  creditDay: 'creditDay',
  creditUsedMicroPat: 'creditUsedMicroPat',
  oldestOrder: null,
  firstPosition: null,
  withdrawableAtMs: 'withdrawableAtMs',
  firstDelivery: null,
  firstEntitlement: null,
  wallet: 'wallet',
  withheldMicroPat: 'withheldMicroPat',
  protection: null,
  entries: null,
  deliveries: null,
  entitlements: null,
  disputes: 'disputes',
  calls: null,
  // The sum of what its positions say, which come after.
  unpaidMicroPat: null,
  forwardLots: 'forwardLots',
  exercisedLots: 'exercisedLots',
  exercisedAtMs: 'exercisedAtMs',
  positions: null,
};
const PAIRS = wordPairs<typeof ACCOUNT_FIELD, Row>(ACCOUNT_FIELD, WORDS);
const BALANCES = [
  ['availableMicroPat', BUCKET.AVAILABLE],
  ['reservedMicroPat', BUCKET.RESERVED],
  ['pendingMicroPat', BUCKET.PENDING],
  ['collateralMicroPat', BUCKET.COLLATERAL],
] as const;

export const accountsPart: CarryPart = {
  columns: ['accounts', 'ledger'],
  derived: ['accounts.meta'],
  registry: ['accounts', 'capacities'],

  *rows({ state }) {
    const { accounts, ledger, registry } = state;
    for (let id = 1; id <= accounts.count; id += 1) {
      const record = registry.account(id);
      const row: Record<string, unknown> = {
        name: record?.name ?? '',
        walletAddress: bytesOf(record?.wallet ?? ''),
        pendingWalletAddress: bytesOf(record?.pendingLink?.address ?? ''),
        pendingWalletAtMs: record?.pendingLink?.effectiveAtMs ?? 0,
        isKilled: bit(accounts.isKilled(id)),
        hadOperatingPasskey: bit(record?.hadOperatingPasskey === true),
      };
      const at = id * ACCOUNT_WORDS;
      for (const [field, word] of PAIRS) row[field] = accounts.f[at + word];
      for (const [field, bucket] of BALANCES)
        row[field] = ledger.balance(ledger.bucket(id, bucket));
      yield { table: 'account', row: row as unknown as Row };
      for (const { publicKey, scopes, revoked } of record?.keys ?? []) {
        const key = {
          accountId: id,
          publicKey: bytesOf(publicKey),
          scopes,
          isRevoked: bit(revoked),
        };
        yield { table: 'key', row: key };
      }
    }
    for (const capacity of registry.capacities) yield { table: 'capacity', row: { ...capacity } };
  },

  intake({ state }) {
    const { accounts, ledger, registry, limits } = state;
    return {
      take: {
        account: (row) => {
          need(
            !accounts.isFull,
            'account',
            `more accounts than maxAccounts, ${limits.maxAccounts}`,
          );
          const id = accounts.open(row.role, row.accountClass, row.firmGroup);
          registry.accounts.push({
            name: row.name,
            keys: [],
            wallet: '',
            pendingLink: null,
            hadOperatingPasskey: row.hadOperatingPasskey === 1,
          });
          if (row.walletAddress.length > 0) registry.linkWallet(id, hexOf(row.walletAddress));
          if (row.pendingWalletAddress.length > 0) {
            const address = hexOf(row.pendingWalletAddress);
            // Its timer is carried with the timers.
            registry.setPendingLink(id, {
              address,
              effectiveAtMs: row.pendingWalletAtMs,
              timer: 0,
            });
          }
          for (const [field, word] of PAIRS) accounts.set(id, word, row[field] as number);
          accounts.mark(id, ACCOUNT_MARK.KILLED, row.isKilled === 1);
          accounts.withhold(id, row.withheldMicroPat);
          for (const [field, bucket] of BALANCES) {
            need(row[field] >= 0, 'account', `account ${id} has ${field} ${row[field]}`);
            ledger.deposit(ledger.bucket(id, bucket), row[field]);
          }
        },
        key: (row) => {
          const keys = registry.account(row.accountId)?.keys;
          need(keys !== undefined, 'key', `account ${row.accountId} is not there`);
          const publicKey = hexOf(row.publicKey);
          const revoked = row.isRevoked === 1;
          keys.push({ keyId: keys.length + 1, publicKey, scopes: [...row.scopes], revoked });
        },
        capacity: ({ providerId, segmentId, ...row }) => {
          Object.assign(registry.makeCapacity(providerId, segmentId), row);
        },
      },
    };
  },
};
