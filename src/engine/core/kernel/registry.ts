/**
 * What is few and textual: contracts, segments, names and keys of accounts, capacities, parameter changes, the venue
 * itself. Plain data, written to snapshots as JSON in the order it was made, so that equal histories give equal text.
 *
 * Nothing here is touched on the way of an order.
 */
import type { ContractRules, Limits } from '../../../values/index.js';
import type { AgentRecord } from './agent-records.js';
import type { CaseRecord } from './case-records.js';
import type { ParameterChange, ParameterRequest } from './parameter-records.js';
import type { AttestationRecord, QualificationRecord, SuspensionRecord } from './phase-records.js';
import { SignInIndex } from './sign-in-index.js';

export type { AgentApproval, AgentRecord } from './agent-records.js';
export type { CaseRecord } from './case-records.js';
export type { OperatorAction, ParameterChange, ParameterRequest } from './parameter-records.js';

export interface ContractRecord {
  readonly contractId: number;
  readonly text: string;
  readonly segmentId: number;
  readonly windowId: number;
  readonly windowMs: number;
  readonly confidenceLowPpm: number;
  readonly confidenceHighPpm: number;
  readonly rules: Omit<ContractRules, 'licenceHash'> & { readonly licenceHash: string };
}

export interface KeyRecord {
  readonly keyId: number;
  /** Ed25519 public key, hex. */
  readonly publicKey: string;
  readonly scopes: readonly number[];
  revoked: boolean;
}

/** A passkey of a person, who signs in with it. Bytes are hex. */
export interface PasskeyRecord {
  readonly passkeyId: number;
  readonly accountId: number;
  readonly credentialId: string;
  /** COSE public key. */
  readonly credentialKey: string;
  readonly scopes: readonly number[];
  /** The key it was registered with. */
  readonly registeredByKeyId: number;
  readonly label: string;
  /** It may operate, was registered by a session, and no second person has said yes: it does nothing. */
  isPending: boolean;
}

/** A session a person signed in for: a key of the account that ends by itself. */
export interface KeySessionRecord extends KeyRecord {
  readonly accountId: number;
  /** One of SIGN_IN_METHOD. */
  readonly method: number;
  /** 0 is none. */
  readonly passkeyId: number;
  readonly openedAtMs: number;
  readonly expiresAtMs: number;
  readonly label: string;
}

export interface AccountRecord {
  readonly name: string;
  readonly keys: KeyRecord[];
  /** Address of the wallet it is linked with, for good; empty is none. */
  wallet: string;
  /** A link that is not in force yet. */
  pendingLink: PendingLink | null;
  /** It had a passkey that may operate once: a session's key approves nothing for it, also when that passkey is gone. */
  hadOperatingPasskey: boolean;
}

/** A wallet that an account is linked with once its time has come, if nobody cancels it before. */
export interface PendingLink {
  readonly address: string;
  readonly effectiveAtMs: number;
  /** Fires when its time has come. */
  readonly timer: number;
}

/** A batch of the ledger's movements that is final on chain. */
export interface SettledBatch {
  readonly batchId: number;
  readonly batchHash: string;
  /** Journal sequence up to which the ledger has cleared. */
  readonly ledgerSequence: number;
  /** Last withdrawal request it acknowledges. */
  readonly requestSequence: number;
  readonly liabilitiesRoot: string;
  readonly liabilitiesSumMicroPat: number;
}

/** The chain the venue is bound to, and what it said last. Addresses and hashes are lower-case hex. */
export interface ChainRecord {
  readonly chainId: number;
  readonly clearing: string;
  readonly token: string;
  phase: number;
  /** Block in which it came into this phase. */
  phaseBlock: number;
  batch: SettledBatch | null;
  /** Last batch before the escape; null: it was not escaped. */
  escapedBatchId: number | null;
}

/** Capacity a provider escrows for a segment, and what is measured of its data. */
export interface CapacityRecord {
  readonly providerId: number;
  readonly segmentId: number;
  capacityLots: number;
  /** Rights over all series of the segment that still need the capacity. */
  outstandingLots: number;
  /** How much of the capacity operators have attested, and until when; never the provider's own word. */
  attestedLots: number;
  attestedUntilMs: number;
  /** Lots that were accepted, and lots that failed: its measured reliability. */
  deliveredLots: number;
  failedLots: number;
  /** What failed since an operator last attested: so much of the capacity, and of what is attested of it, is gone. */
  lostLots: number;
  /** Measured confidence; −1 when it was not measured. */
  confidencePpm: number;
}

/** Changes kept, and requests: of those that are over the oldest are dropped first. What is in force or waits stays. */
export const PARAMETER_CHANGES_KEPT = 8_192;
export const PARAMETER_REQUESTS_KEPT = 1_024;
/** Requests that may wait at once. */
export const PARAMETER_REQUESTS_MAX = 64;

export interface KillRecord {
  readonly killScope: number;
  readonly targetId: number;
  readonly authorId: number;
  readonly reason: string;
}

export interface OpenSessionRecord {
  readonly sessionId: number;
  readonly accountId: number;
  readonly cancelOnDisconnect: boolean;
}

export interface GrantText {
  readonly entitlementId: number;
  readonly resource: string;
  readonly actions: string;
  readonly licenceHash: string;
}

/** The rules of the market for data, as operators set them last. */
export interface MarketTerms {
  readonly feePpm: number;
  readonly disputeWindowMs: number;
  readonly bondPpm: number;
  /** Nothing measured below it is sold. */
  readonly minCompositePpm: number;
  /** SHA-256 of the document that says them, hex. */
  readonly rulesHash: string;
}

/** Records of a list that one look of the rolling check takes. */
export const LIST_RECORDS = 16;
/** What the rolling check goes over; the fields that are no lists come first, as one. */
const LIST_NAMES = [
  ...['segments', 'windows', 'contracts', 'accounts', 'capacities', 'parameterChanges'],
  ...['parameterRequests', 'approvalMarks', 'kills', 'sessions', 'grants'],
  ...['passkeys', 'keySessions', 'agents', 'qualifications', 'attestations', 'suspensions'],
  'cases',
] as const;
export const LISTS = LIST_NAMES.length + 1;

/** Ids of sessions' keys count on from here, those of an account's own keys lie below. */
export const SESSION_KEYS_FROM = 65_536;

export class Registry {
  venue = '';
  limits: Limits | null = null;
  coreVersion = 0;
  phase = 1;
  epoch = 0;
  lastSessionId = 0;
  /** Sum of all outages: the service clock lags the wall clock by it. */
  outageMs = 0;
  globalKilled = false;
  quoterKilled = false;
  /** Operators the venue was made with, each a person. */
  founders = 1;
  readonly segments: string[] = [];
  readonly windows: number[] = [];
  readonly contracts: ContractRecord[] = [];
  /** By account id minus one. */
  readonly accounts: AccountRecord[] = [];
  readonly capacities: CapacityRecord[] = [];
  /** In the order they took effect. */
  readonly parameterChanges: ParameterChange[] = [];
  /** In the order of their ids. */
  readonly parameterRequests: ParameterRequest[] = [];
  /** How many of each were dropped from the history. */
  parameterChangesDropped = 0;
  parameterRequestsDropped = 0;
  /** Where operators changed whether a parameter needs a second person. */
  readonly approvalMarks: { readonly name: string; required: boolean }[] = [];
  readonly kills: KillRecord[] = [];
  readonly sessions: OpenSessionRecord[] = [];
  /** In the order they were given; one an account. */
  readonly qualifications: QualificationRecord[] = [];
  /** In the order they came; one of an auditor for a segment. */
  readonly attestations: AttestationRecord[] = [];
  readonly suspensions: SuspensionRecord[] = [];
  readonly grants: GrantText[] = [];
  /** In the order of their ids. */
  readonly passkeys: PasskeyRecord[] = [];
  /** Cases of surveillance that are kept, in the order of their ids. */
  readonly cases: CaseRecord[] = [];
  /** Those that have not ended, oldest first. */
  readonly keySessions: KeySessionRecord[] = [];
  /** In the order of their keys. */
  readonly agents: AgentRecord[] = [];
  /** How many there ever were: their ids count on. */
  passkeysEver = 0;
  keySessionsEver = 0;
  /** Last checkpoint of the quoter, hex. */
  quoterCheckpoint = '';
  /** null: there is no market yet. */
  marketTerms: MarketTerms | null = null;
  /** null: operators book what comes and goes. */
  chain: ChainRecord | null = null;

  private readonly capacityByKey = new Map<number, CapacityRecord>();
  private readonly contractByText = new Map<string, ContractRecord>();
  private readonly segmentByName = new Map<string, number>();
  private readonly grantById = new Map<number, GrantText>();
  /** Derived; whose of the three lists are which. */
  readonly signIns = new SignInIndex(() => this);
  private readonly accountByWallet = new Map<string, number>();
  private readonly accountByPendingLink = new Map<string, number>();
  private readonly qualificationByAccount = new Map<number, QualificationRecord>();

  /** Changes of parameters that ever took effect: the number of the last one. */
  get parameterChangeCount(): number {
    return this.parameterChangesDropped + this.parameterChanges.length;
  }

  /** A change by its number, for whoever was just told of it; an old one may not be found. */
  parameterChange(number: number): ParameterChange | undefined {
    return this.parameterChanges[number - 1 - this.parameterChangesDropped];
  }

  /** A request by its id, while it is kept. */
  parameterRequest(requestId: number): ParameterRequest | undefined {
    const { parameterRequests, parameterRequestsDropped } = this;
    // Those in front may be older than what was dropped behind them.
    const guess = parameterRequests[requestId - 1 - parameterRequestsDropped];
    if (guess?.requestId === requestId) return guess;
    return parameterRequests.find((one) => one.requestId === requestId);
  }

  /** The id of the next request. */
  get nextParameterRequestId(): number {
    return this.parameterRequestsDropped + this.parameterRequests.length + 1;
  }

  segmentId(name: string): number {
    return this.segmentByName.get(name) ?? 0;
  }

  /** Id of a segment, made on first use. */
  makeSegment(name: string): number {
    const found = this.segmentId(name);
    if (found !== 0) return found;
    this.segments.push(name);
    this.segmentByName.set(name, this.segments.length);
    return this.segments.length;
  }

  /** Id of a window length, made on first use. */
  makeWindow(windowMs: number): number {
    const found = this.windows.indexOf(windowMs);
    if (found >= 0) return found + 1;
    this.windows.push(windowMs);
    return this.windows.length;
  }

  contract(contractId: number): ContractRecord | undefined {
    return this.contracts[contractId - 1];
  }

  contractOf(text: string): ContractRecord | undefined {
    return this.contractByText.get(text);
  }

  addContract(contract: ContractRecord): void {
    this.contracts.push(contract);
    this.contractByText.set(contract.text, contract);
  }

  account(accountId: number): AccountRecord | undefined {
    return this.accounts[accountId - 1];
  }

  /** A key of an account, also one that was revoked: its own, or that of a session that has not ended. */
  key(accountId: number, keyId: number): KeyRecord | KeySessionRecord | undefined {
    if (keyId < SESSION_KEYS_FROM) return this.account(accountId)?.keys[keyId - 1];
    const session = this.signIns.session(keyId);
    return session?.accountId === accountId ? session : undefined;
  }

  /** A session of a person by its key. */
  keySession(keyId: number): KeySessionRecord | undefined {
    return this.signIns.session(keyId);
  }

  /** Whether an account has this public key already, as its own or as a session's. */
  hasPublicKey(accountId: number, publicKey: string): boolean {
    const keys = this.account(accountId)?.keys ?? [];
    return [...keys, ...this.signIns.sessionsOf(accountId)].some(
      (one) => one.publicKey === publicKey,
    );
  }

  /** Ends a session; whoever still holds its record sees that its key is revoked. */
  removeKeySession(session: KeySessionRecord): void {
    session.revoked = true;
    this.signIns.removeSession(session);
  }

  /** What an agent may spend; undefined where the key is no agent's. */
  agent(keyId: number): AgentRecord | undefined {
    return this.signIns.agent(keyId);
  }

  /** The account that is linked with a wallet; 0 is none. */
  accountOf(address: string): number {
    return this.accountByWallet.get(address) ?? 0;
  }

  /** The account whose link with a wallet is not in force yet; 0 is none. */
  pendingAccountOf(address: string): number {
    return this.accountByPendingLink.get(address) ?? 0;
  }

  setPendingLink(accountId: number, link: PendingLink | null): void {
    const account = this.accounts[accountId - 1] as AccountRecord;
    if (account.pendingLink !== null) this.accountByPendingLink.delete(account.pendingLink.address);
    account.pendingLink = link;
    if (link !== null) this.accountByPendingLink.set(link.address, accountId);
  }

  linkWallet(accountId: number, address: string): void {
    (this.accounts[accountId - 1] as AccountRecord).wallet = address;
    this.accountByWallet.set(address, accountId);
  }

  capacity(providerId: number, segmentId: number): CapacityRecord | undefined {
    return this.capacityByKey.get(providerId * 65_536 + segmentId);
  }

  /** The capacity record of a provider and segment, made on first use. */
  makeCapacity(providerId: number, segmentId: number): CapacityRecord {
    const found = this.capacity(providerId, segmentId);
    if (found) return found;
    const record: CapacityRecord = {
      providerId,
      segmentId,
      capacityLots: 0,
      outstandingLots: 0,
      attestedLots: 0,
      attestedUntilMs: 0,
      deliveredLots: 0,
      failedLots: 0,
      lostLots: 0,
      confidencePpm: -1,
    };
    this.capacities.push(record);
    this.capacityByKey.set(providerId * 65_536 + segmentId, record);
    return record;
  }

  grant(entitlementId: number): GrantText | undefined {
    return this.grantById.get(entitlementId);
  }

  addGrant(grant: GrantText): void {
    this.grants.push(grant);
    this.grantById.set(grant.entitlementId, grant);
  }

  /** Drops the texts of an entitlement whose slot is used again. */
  forgetGrant(entitlementId: number): void {
    if (!this.grantById.delete(entitlementId)) return;
    this.grants.splice(
      this.grants.findIndex((grant) => grant.entitlementId === entitlementId),
      1,
    );
  }

  /** The class an account has on evidence, while it is in force. */
  qualification(accountId: number): QualificationRecord | undefined {
    return this.qualificationByAccount.get(accountId);
  }

  addQualification(qualification: QualificationRecord): void {
    this.qualifications.push(qualification);
    this.qualificationByAccount.set(qualification.accountId, qualification);
  }

  removeQualification(qualification: QualificationRecord): void {
    this.qualificationByAccount.delete(qualification.accountId);
    this.qualifications.splice(this.qualifications.indexOf(qualification), 1);
  }

  /** Whether a phase is suspended. */
  isSuspended(phase: number): boolean {
    const { suspensions } = this;
    return suspensions.length > 0 && suspensions.some((one) => one.phase === phase);
  }

  /** Records of a list of the rolling check. */
  lengthOf(list: number): number {
    return list === 0 ? 1 : (this.list(list)?.length ?? 0);
  }

  /** Text of a few records of a list, from one on; of the first, the fields that are no lists but the checkpoint, which is large. */
  textOf(list: number, from: number): string {
    if (list > 0) return JSON.stringify(this.list(list)?.slice(from, from + LIST_RECORDS) ?? []);
    const { venue, limits, coreVersion, phase, epoch, lastSessionId, outageMs, chain } = this;
    const { marketTerms } = this;
    const { globalKilled, quoterKilled, founders, quoterCheckpoint } = this;
    const { parameterChangesDropped, parameterRequestsDropped } = this;
    const { passkeysEver, keySessionsEver } = this;
    const dropped = [parameterChangesDropped, parameterRequestsDropped];
    const ever = [passkeysEver, keySessionsEver];
    const checkpoint = quoterCheckpoint.slice(-LIST_RECORDS);
    const state = {
      ...{ venue, limits, coreVersion, phase, epoch, lastSessionId, outageMs },
      ...{ chain, marketTerms },
    };
    return JSON.stringify([state, globalKilled, quoterKilled, founders, checkpoint, dropped, ever]);
  }

  private list(list: number): readonly unknown[] | undefined {
    const name = LIST_NAMES[list - 1];
    return name && (this[name as keyof Registry] as unknown as readonly unknown[]);
  }

  /** Text of everything here; equal states give equal text. */
  serialize(): string {
    const {
      capacityByKey,
      contractByText,
      segmentByName,
      grantById,
      signIns,
      accountByWallet,
      accountByPendingLink,
      qualificationByAccount,
      ...data
    } = this;
    return JSON.stringify(data);
  }

  /** Fills an empty registry from serialized text. */
  restore(text: string): void {
    const data = JSON.parse(text) as Registry;
    Object.assign(this, data);
    for (const [i, name] of this.segments.entries()) this.segmentByName.set(name, i + 1);
    for (const [i, { wallet, pendingLink }] of this.accounts.entries()) {
      if (wallet !== '') this.accountByWallet.set(wallet, i + 1);
      if (pendingLink !== null) this.accountByPendingLink.set(pendingLink.address, i + 1);
    }
    for (const contract of this.contracts) this.contractByText.set(contract.text, contract);
    this.signIns.rebuild();
    for (const grant of this.grants) this.grantById.set(grant.entitlementId, grant);
    for (const one of this.qualifications) this.qualificationByAccount.set(one.accountId, one);
    for (const c of this.capacities) this.capacityByKey.set(c.providerId * 65_536 + c.segmentId, c);
  }
}
