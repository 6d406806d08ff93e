/**
 * Sets the sandbox up, as operator and broker over the gateway. Every step can be repeated and happens once: commands that
 * create something have fixed client ids, whose recorded outcome says what was created; the rest is looked up first. So
 * nothing has to be remembered between runs, and a set-up that was cut off is finished by the next.
 */
import { createHash } from 'node:crypto';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  ClientIds,
  KEY_SCOPE,
  type ParameterInfo,
  type PatxClient,
  PatxError,
} from '../../client/index.js';
import type { Bank } from './bank.js';
import {
  ACCOUNTS,
  BROKER_COLLATERAL_PAT,
  BROKER_PAT,
  CAPACITY_ATTESTED_MS,
  CAPACITY_LOTS,
  CONFIDENCE_PPM,
  PAT,
  type PlannedAccount,
  plannedContracts,
  VENUE_SETTINGS,
} from './plan.js';

/** The id space of set-up commands; nothing else uses it, so their outcomes stay remembered. */
export const SETUP_IDS = new ClientIds(31);
/** Ids ascend in the order of the commands: the broker's money first, all accounts, then theirs. */
const ID = { broker: 1, secondOperator: 5, accounts: 10 } as const;
const LICENCE = 'PATX sandbox licence: synthetic records, for trying the exchange.';

export const CONTRACTS = plannedContracts(createHash('sha256').update(LICENCE).digest());

/** An account of the sandbox, as the venue knows it. */
export interface SandboxAccount extends PlannedAccount {
  readonly accountId: number;
  /** Its place at the bank. */
  readonly place: number;
}

/** Places at the bank: the broker's, then the accounts' in their order. */
const BROKER_PLACE = 0;
const FIRST_PLACE = 1;

/** What a set-up comes to. */
export interface SetUp {
  readonly accounts: readonly SandboxAccount[];
  /** Account of the second operator; 0: there is none. */
  readonly second: number;
}

/** Makes what is missing; returns the accounts, still without money. `publicKey` is registered for each of them. */
export async function setUp(
  operator: PatxClient,
  broker: PatxClient,
  publicKey: Uint8Array,
  bank: Bank,
): Promise<SetUp> {
  await defineContracts(operator);
  await setParameters(operator);
  await bank.open(BROKER_PLACE, broker, BROKER_PAT);
  await broker.broker.moveCollateral({
    clientRequestId: SETUP_IDS.at(ID.broker),
    amountMicroPat: BROKER_COLLATERAL_PAT * PAT,
  });
  const second = await secondOperator(operator, publicKey);
  const accounts: SandboxAccount[] = [];
  for (const [n, planned] of ACCOUNTS.entries()) {
    const { referenceId: accountId } = await operator.operator.openAccount({
      clientRequestId: SETUP_IDS.at(ID.accounts + n),
      accountClass: ACCOUNT_CLASS.INSTITUTION,
      firmGroup: 0,
      publicKey,
      role: planned.role,
      scopes: planned.scopes,
      name: planned.name,
    });
    accounts.push({ ...planned, accountId, place: FIRST_PLACE + n });
    if (planned.role === ACCOUNT_ROLE.PROVIDER) await measureConfidence(operator, accountId);
  }
  return { accounts, second };
}

/**
 * The second operator, who approves what the first one asks for. A sandbox without a chain that was made before there was one
 * has no place for it among its ids, and goes without: then 0.
 */
export async function secondOperator(operator: PatxClient, publicKey: Uint8Array): Promise<number> {
  try {
    const { referenceId } = await operator.operator.openAccount({
      clientRequestId: SETUP_IDS.at(ID.secondOperator),
      accountClass: ACCOUNT_CLASS.INSTITUTION,
      firmGroup: 0,
      publicKey,
      role: ACCOUNT_ROLE.OPERATOR,
      scopes: [KEY_SCOPE.READ, KEY_SCOPE.OPERATE],
      name: 'second operator',
    });
    return referenceId;
  } catch (error) {
    if (error instanceof PatxError && error.name === 'ID_NOT_ASCENDING') return 0;
    throw error;
  }
}

/**
 * Links wallets without a delay: those of the sandbox are development keys, and nobody is to wait a day for the first deposit.
 * Less care than the default takes two, so there is a second operator here.
 * @param logOn connects as the account that has `publicKey`
 */
export async function linkAtOnce(
  operator: PatxClient,
  publicKey: Uint8Array,
  logOn: (accountId: number) => Promise<PatxClient>,
): Promise<void> {
  const name = 'wallet_link_delay_ms';
  const current = await operator.queries.parameters();
  if (current.find((one) => one.name === name && one.target === '')?.value === 0) return;
  const accountId = await secondOperator(operator, publicKey);
  const reason = 'the sandbox sets itself up';
  const terms = { name, target: '', value: 0, unset: false, expectedVersion: 0, reason };
  const { referenceId: parameterRequestId } = await operator.operator.setParameter(terms);
  const second = await logOn(accountId);
  await second.operator.approveParameter({ parameterRequestId, reason });
  second.close();
}

/** Attests a provider's capacity for every segment from now on: only an operator's word counts. */
export async function escrowCapacity(operator: PatxClient, providerId: number): Promise<void> {
  for (const segment of segments()) {
    await operator.operator.attestCapacity({
      providerId,
      segment,
      capacityLots: CAPACITY_LOTS,
      attestedUntilMs: Date.now() + CAPACITY_ATTESTED_MS,
    });
  }
}

async function defineContracts(operator: PatxClient): Promise<void> {
  const { contracts } = await operator.queries.markets();
  const known = new Set(contracts.map(({ contract }) => contract));
  for (const { contract, rules } of CONTRACTS) {
    if (!known.has(contract)) await operator.operator.defineContract({ contract, rules });
  }
}

/** Sets what differs, so that a restart changes nothing. */
async function setParameters(operator: PatxClient): Promise<void> {
  const current = await operator.queries.parameters();
  for (const [name, value] of VENUE_SETTINGS)
    await setParameter(operator, current, name, '', value);
  for (const { contract, baseMicroPat, expectedLots } of CONTRACTS) {
    await setParameter(operator, current, 'base_value_micro_pat', contract, baseMicroPat);
    await setParameter(operator, current, 'prior_flow_lots', contract, expectedLots);
  }
}

async function setParameter(
  operator: PatxClient,
  current: readonly ParameterInfo[],
  name: string,
  target: string,
  value: number,
): Promise<void> {
  const found = current.find((one) => one.name === name && one.target === target);
  if (found?.value === value) return;
  const expectedVersion = found?.version ?? 0;
  const reason = 'the sandbox sets itself up';
  await operator.operator.setParameter({
    name,
    target,
    value,
    expectedVersion,
    reason,
    unset: false,
  });
}

async function measureConfidence(operator: PatxClient, providerId: number): Promise<void> {
  const confidencePpm = CONFIDENCE_PPM;
  for (const segment of segments()) {
    await operator.operator.setConfidence({ providerId, segment, confidencePpm });
  }
}

const segments = (): string[] => [...new Set(CONTRACTS.map(({ segment }) => segment))];
