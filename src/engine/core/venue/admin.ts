/** Accounts, keys, deposits, contracts: what operators do. */
import {
  ACCOUNT_ROLE,
  CANCEL_REASON,
  type ColdBodies,
  FIELD_ID,
  formatContractKey,
  parseContractKey,
  QUOTER_STATE,
} from '../../../values/index.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import { BUCKET } from '../kernel/ledger.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { hexOf } from '../rights/entitlement-desk.js';
import type { BrokerLimits } from '../trading/broker-limits.js';
import type { Quotes } from '../trading/quotes.js';
import { mayHold } from './key-scopes.js';
import type { QualificationDesk } from './phases/qualification-desk.js';
import type { SignInDesk } from './sign-in-desk.js';

const PPM = 1_000_000;
/** Keys of an account in use at once, and ever: receipts name revoked ones too. */
const KEYS_MAX = 16;
const KEYS_EVER_MAX = 256;
/** Accounts the venue opens by itself. */
const VENUES_OWN = new Set<number>([
  ...([ACCOUNT_ROLE.BROKER, ACCOUNT_ROLE.SYSTEM] as const),
  ...([ACCOUNT_ROLE.STORE, ACCOUNT_ROLE.SCORER] as const),
]);
/** Longest time a rulebook page may state: ten years. */
const DURATION_MS_MAX = 3_653 * 86_400_000;

export class Admin {
  /** The commands that are handled here. */
  readonly handlers = {
    // The journal keeps who acknowledged what and why; nothing of the core depends on it.
    acknowledgeAlert: (_body, out) => out.done(),
    openAccount: (body, out) => this.openAccount(body, out),
    updateAccount: (body, out) => this.updateAccount(body, out),
    renameAccount: (body, out) => this.renameAccount(body, out),
    addKey: (body, out) => this.addKey(body, out),
    revokeKey: (body, out) => this.revokeKey(body, out),
    deposit: (body, out) => this.deposit(body, out),
    withdraw: (body, out) => this.withdraw(body, out),
    moveCollateral: ({ amountMicroPat }, out, account) =>
      this.moveCollateral(account, amountMicroPat, out),
    defineContract: (body, out) => this.defineContract(body, out),
    setQuoterState: (body, out, account) => this.setQuoterState(account, body, out),
    setConfidence: (body, out) => this.setConfidence(body, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly quotes: Quotes;
  private readonly brokerLimits: BrokerLimits;
  private readonly signIn: SignInDesk;
  private readonly qualifications: QualificationDesk;

  constructor(parts: {
    state: State;
    reports: EventWriter;
    brokerLimits: BrokerLimits;
    quotes: Quotes;
    signIn: SignInDesk;
    qualifications: QualificationDesk;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.brokerLimits = parts.brokerLimits;
    this.signIn = parts.signIn;
    this.qualifications = parts.qualifications;
    this.quotes = parts.quotes;
  }

  openAccount(body: ColdBodies['openAccount'], out: Result): void {
    const { accounts } = this.state;
    if (VENUES_OWN.has(body.role)) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.role);
    }
    if (body.publicKey.length > 0 && !mayHold(body.role, body.scopes)) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.scopes);
    }
    if (accounts.isFull) return out.refuse(CODE.CAPACITY_FULL);
    const id = this.addAccount(body.role, body.accountClass, body.firmGroup, body.name);
    if (body.publicKey.length > 0) this.registerKey(id, body.publicKey, body.scopes);
    out.done(id);
  }

  /** Creates an account without checks; also used for the venue's own. */
  addAccount(role: number, accountClass: number, firmGroup: number, name: string): number {
    const id = this.state.accounts.open(role, accountClass, firmGroup);
    this.state.registry.accounts.push({
      name,
      keys: [],
      wallet: '',
      pendingLink: null,
      hadOperatingPasskey: false,
    });
    this.reports.plain(EVENT.ACCOUNT, id);
    return id;
  }

  registerKey(accountId: number, publicKey: Uint8Array, scopes: readonly number[]): number {
    const keys = this.state.registry.account(accountId)?.keys ?? [];
    const keyId = keys.length + 1;
    keys.push({ keyId, publicKey: hexOf(publicKey), scopes: [...scopes], revoked: false });
    return keyId;
  }

  updateAccount(body: ColdBodies['updateAccount'], out: Result): void {
    const { accounts } = this.state;
    const id = body.targetAccountId;
    if (!accounts.exists(id)) return out.refuse(CODE.UNKNOWN_ACCOUNT, FIELD_ID.target_account_id);
    if (body.accountClass !== 0) {
      this.qualifications.forget(id);
      accounts.set(id, A.accountClass, body.accountClass);
    }
    if (body.exposureLimitMicroPat !== 0) {
      accounts.set(id, A.exposureLimitMicroPat, Math.max(-1, body.exposureLimitMicroPat));
    }
    if (body.dailyCreditMicroPat !== 0) {
      accounts.set(id, A.dailyCreditMicroPat, Math.max(-1, body.dailyCreditMicroPat));
    }
    this.reports.plain(EVENT.ACCOUNT, id);
    out.done(id);
  }

  renameAccount({ targetAccountId, name }: ColdBodies['renameAccount'], out: Result): void {
    const { accounts, registry } = this.state;
    const account = registry.account(targetAccountId);
    if (account === undefined) {
      return out.refuse(CODE.UNKNOWN_ACCOUNT, FIELD_ID.target_account_id);
    }
    const role = accounts.get(targetAccountId, A.role);
    if (VENUES_OWN.has(role) && role !== ACCOUNT_ROLE.BROKER) {
      return out.refuse(CODE.ROLE, FIELD_ID.target_account_id);
    }
    registry.accounts[targetAccountId - 1] = { ...account, name };
    this.reports.plain(EVENT.ACCOUNT, targetAccountId);
    out.done(targetAccountId);
  }

  addKey(body: ColdBodies['addKey'], out: Result): void {
    const account = this.state.registry.account(body.targetAccountId);
    if (account === undefined) {
      return out.refuse(CODE.UNKNOWN_ACCOUNT, FIELD_ID.target_account_id);
    }
    if (!mayHold(this.state.accounts.get(body.targetAccountId, A.role), body.scopes)) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.scopes);
    }
    const hex = hexOf(body.publicKey);
    const live = account.keys.filter((key) => !key.revoked);
    if (live.some((key) => key.publicKey === hex)) {
      return out.refuse(CODE.ALREADY_EXISTS, FIELD_ID.public_key);
    }
    if (live.length >= KEYS_MAX || account.keys.length >= KEYS_EVER_MAX) {
      return out.refuse(CODE.CAPACITY_FULL, FIELD_ID.public_key);
    }
    const keyId = this.registerKey(body.targetAccountId, body.publicKey, body.scopes);
    this.reports.plain(EVENT.ACCOUNT, body.targetAccountId);
    out.done(keyId);
  }

  revokeKey(body: ColdBodies['revokeKey'], out: Result): void {
    const key = this.state.registry.key(body.targetAccountId, body.keyId);
    if (key === undefined || key.revoked) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.key_id);
    key.revoked = true;
    this.signIn.keyRevoked(body.targetAccountId, body.keyId);
    this.reports.plain(EVENT.ACCOUNT, body.targetAccountId);
    out.done(body.keyId);
  }

  deposit(body: ColdBodies['deposit'], out: Result): void {
    const { accounts, ledger, registry } = this.state;
    if (registry.chain !== null) return out.refuse(CODE.CHAIN_BOUND);
    const problem = amountProblem(body.amountMicroPat);
    if (!accounts.exists(body.targetAccountId)) {
      return out.refuse(CODE.UNKNOWN_ACCOUNT, FIELD_ID.target_account_id);
    }
    if (problem !== 0) return out.refuse(problem, FIELD_ID.amount_micro_pat);
    if (!ledger.canDeposit(body.amountMicroPat)) {
      return out.refuse(CODE.OVERFLOW, FIELD_ID.amount_micro_pat);
    }
    ledger.deposit(ledger.bucket(body.targetAccountId, BUCKET.AVAILABLE), body.amountMicroPat);
    this.reports.plain(EVENT.ACCOUNT, body.targetAccountId);
    out.done(body.targetAccountId);
  }

  withdraw(body: ColdBodies['withdraw'], out: Result): void {
    const { accounts, ledger, registry } = this.state;
    const id = body.targetAccountId;
    if (registry.chain !== null) return out.refuse(CODE.CHAIN_BOUND);
    if (!accounts.exists(id)) return out.refuse(CODE.UNKNOWN_ACCOUNT, FIELD_ID.target_account_id);
    const problem = amountProblem(body.amountMicroPat);
    if (problem !== 0) return out.refuse(problem, FIELD_ID.amount_micro_pat);
    if (accounts.get(id, A.calls) > 0) return out.refuse(CODE.COLLATERAL_CALLED);
    if (body.amountMicroPat > ledger.available(id)) {
      return out.refuse(CODE.INSUFFICIENT_PAT, FIELD_ID.amount_micro_pat);
    }
    ledger.withdraw(ledger.bucket(id, BUCKET.AVAILABLE), body.amountMicroPat);
    this.reports.plain(EVENT.ACCOUNT, id);
    out.done(id);
  }

  /** The broker's collateral, which bounds its exposure; back only as far as exposure does not lean on it. */
  moveCollateral(account: number, amountMicroPat: number, out: Result): void {
    const { ledger } = this.state;
    const available = ledger.bucket(account, BUCKET.AVAILABLE);
    const collateral = ledger.bucket(account, BUCKET.COLLATERAL);
    if (amountMicroPat === 0) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.amount_micro_pat);
    if (amountMicroPat > 0) {
      if (amountMicroPat > ledger.spendable(account)) {
        return out.refuse(CODE.INSUFFICIENT_PAT, FIELD_ID.amount_micro_pat);
      }
      ledger.post(available, collateral, amountMicroPat);
    } else {
      const left = ledger.balance(collateral) + amountMicroPat;
      if (left < 0 || !this.brokerLimits.isCovered(left)) {
        return out.refuse(CODE.INSUFFICIENT_PAT, FIELD_ID.amount_micro_pat);
      }
      ledger.post(collateral, available, -amountMicroPat);
    }
    out.done(account);
  }

  defineContract(body: ColdBodies['defineContract'], out: Result): void {
    const { registry, accounts } = this.state;
    const key = parseContractKey(body.contract);
    if (typeof key === 'string') return out.refuse(CODE.INVALID_FIELD, FIELD_ID.contract);
    const text = formatContractKey(key);
    if (registry.contractOf(text) !== undefined) {
      return out.refuse(CODE.ALREADY_EXISTS, FIELD_ID.contract);
    }
    const { rules } = body;
    if (rules === null || !areRulesValid(rules)) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.rules);
    }
    if (rules.licensorAccountId !== 0 && !accounts.exists(rules.licensorAccountId)) {
      return out.refuse(CODE.UNKNOWN_ACCOUNT, FIELD_ID.rules);
    }
    if (registry.contracts.length >= this.state.limits.maxSeries) {
      return out.refuse(CODE.CAPACITY_FULL);
    }
    const contractId = registry.contracts.length + 1;
    registry.addContract({
      contractId,
      text,
      segmentId: registry.makeSegment(key.segment),
      windowId: registry.makeWindow(key.windowMs),
      windowMs: key.windowMs,
      confidenceLowPpm: key.confidenceLowPpm,
      confidenceHighPpm: key.confidenceHighPpm,
      rules: { ...rules, licenceHash: hexOf(rules.licenceHash) },
    });
    this.reports.plain(EVENT.CONTRACT, contractId);
    out.done(contractId);
  }

  setQuoterState(account: number, body: ColdBodies['setQuoterState'], out: Result): void {
    const { series, accounts } = this.state;
    if (!series.exists(body.seriesId)) return out.refuse(CODE.UNKNOWN_SERIES, FIELD_ID.series_id);
    const leavesHalt =
      series.get(body.seriesId, S.quoterState) === QUOTER_STATE.HALT &&
      body.quoterState !== QUOTER_STATE.HALT;
    if (leavesHalt && accounts.get(account, A.role) !== ACCOUNT_ROLE.OPERATOR) {
      return out.refuse(CODE.ROLE);
    }
    series.set(body.seriesId, S.quoterState, body.quoterState);
    if (body.quoterState === QUOTER_STATE.HALT) {
      this.quotes.pull(body.seriesId, 0, CANCEL_REASON.KILLED);
    }
    this.reports.plain(EVENT.QUOTER_STATE, body.seriesId, body.quoterState);
    out.done(body.seriesId);
  }

  setConfidence(body: ColdBodies['setConfidence'], out: Result): void {
    const { registry, accounts } = this.state;
    const segmentId = registry.segmentId(body.segment);
    if (segmentId === 0) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.segment);
    const { providerId, confidencePpm } = body;
    if (!accounts.exists(providerId)) {
      return out.refuse(CODE.UNKNOWN_ACCOUNT, FIELD_ID.provider_id);
    }
    if (accounts.get(providerId, A.role) !== ACCOUNT_ROLE.PROVIDER) {
      return out.refuse(CODE.ROLE, FIELD_ID.provider_id);
    }
    if (confidencePpm < 0 || confidencePpm > PPM) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.confidence_ppm);
    }
    registry.makeCapacity(providerId, segmentId).confidencePpm = confidencePpm;
    out.done(providerId);
  }
}

function amountProblem(amountMicroPat: number): number {
  return amountMicroPat >= 1 ? 0 : CODE.INVALID_FIELD;
}

/** Whether a rulebook page is complete and its amounts stay exact: price × fee and quota × lots below 2^53, whatever trades. */
function areRulesValid(rules: NonNullable<ColdBodies['defineContract']['rules']>): boolean {
  const unit = rules.maxPriceTicks * rules.tickValueMicroPat;
  const feePpm = Math.max(rules.makerFeePpm, rules.takerFeePpm, 1);
  const isExact =
    unit * feePpm <= Number.MAX_SAFE_INTEGER &&
    rules.quotaPerLot * rules.mintCapLots <= Number.MAX_SAFE_INTEGER;
  const isPositive =
    rules.quotaPerLot >= 1 &&
    rules.tickValueMicroPat >= 1 &&
    rules.maxPriceTicks >= 1 &&
    rules.maxPriceTicks < 2 ** 31 - 1 &&
    rules.maxOrderLots >= 1 &&
    rules.mintCapLots >= 1 &&
    rules.penaltyMicroPat >= 0 &&
    rules.serviceLevelMs >= 1 &&
    rules.acceptanceMs >= 1 &&
    rules.disputeWindowMs >= 0;
  const areShort = [rules.serviceLevelMs, rules.acceptanceMs, rules.disputeWindowMs].every(
    (durationMs) => durationMs <= DURATION_MS_MAX,
  );
  const areRates = [
    rules.providerSharePpm,
    rules.makerFeePpm,
    rules.takerFeePpm,
    rules.royaltyPpm,
  ].every((ppm) => ppm >= 0 && ppm <= PPM);
  const hasReference =
    rules.referencePriceTicks >= 1 && rules.referencePriceTicks <= rules.maxPriceTicks;
  return isExact && isPositive && areShort && areRates && hasReference;
}
