/**
 * Puts the contracts on a chain and hands the keys over: the timelock is admin of PatClearing and the only one to raise a
 * phase, the governor its only proposer for good, and whoever deployed keeps nothing. Fails with DeploymentFailed on the first
 * transaction that reverts; what was deployed before it stays on chain, unused.
 */
import type {
  BaseContract,
  Provider,
  Signer,
  TransactionReceipt,
  TransactionRequest,
} from 'ethers';
import { type Artifact, attach, creationData } from './artifact.js';
import { type AccessRights, accessRights } from './generated/access-rights.js';
import { devPat } from './generated/dev-pat.js';
import { type PatClearing, patClearing } from './generated/pat-clearing.js';
import { type PatGovernor, patGovernor } from './generated/pat-governor.js';
import { type PatTimelock, patTimelock } from './generated/pat-timelock.js';
import { type PhaseController, phaseController } from './generated/phase-controller.js';

/** A key's powers are told apart so that no single key can move money: settler and attestor must differ. */
export interface Keys {
  readonly settler: string;
  readonly attestor: string;
  readonly guardian: string;
  readonly qualifier: string;
  /** Signs permits for accounts without a deposit. */
  readonly registrar: string;
}

export interface Terms {
  readonly batchDebitMicroPat: bigint;
  readonly epochDebitMicroPat: bigint;
  /** What a deposit that makes an account is at least. */
  readonly leastDepositMicroPat: bigint;
  readonly epochSeconds: number;
  readonly withdrawalDelaySeconds: number;
  readonly voidWindowSeconds: number;
  readonly voidCooldownSeconds: number;
  readonly escapeDelaySeconds: number;
  /** From the naming of another settler or attestor until it is one. */
  readonly successionDelaySeconds: number;
  readonly timelockSeconds: number;
  readonly votingDelaySeconds: number;
  readonly votingPeriodSeconds: number;
  readonly quorumPercent: number;
  /** Votes needed to propose, in ten-thousandths of all PAT. */
  readonly thresholdTenThousandths: number;
}

export interface Deployment {
  /** Address of the PAT token. */
  readonly token: string;
  readonly clearing: PatClearing;
  readonly rights: AccessRights;
  readonly phases: PhaseController;
  readonly governor: PatGovernor;
  readonly timelock: PatTimelock;
}

export class DeploymentFailed extends Error {
  override readonly name = 'DeploymentFailed';
}

/** Where the contracts of a venue are. */
export interface ContractAddresses {
  readonly chainId: number;
  readonly token: string;
  readonly clearing: string;
  readonly rights: string;
  readonly phases: string;
  readonly governor: string;
  readonly timelock: string;
  /** Block before the first of them: no event of theirs is older. */
  readonly fromBlock: number;
}

/** Polls for a receipt by hash, which also works where a subscription would hang. */
export async function receiptOf(
  provider: Provider,
  hash: string,
  { pollMs = 5, timeoutMs = 60_000 }: { pollMs?: number; timeoutMs?: number } = {},
): Promise<TransactionReceipt> {
  for (let waitedMs = 0; waitedMs < timeoutMs; waitedMs += pollMs) {
    const receipt = await provider.getTransactionReceipt(hash);
    if (receipt !== null) return receipt;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  throw new DeploymentFailed(`no receipt of ${hash} after ${timeoutMs} ms`);
}

/** A public chain takes its time, and a transaction that is not mined in ten minutes is not paid enough. */
const RECEIPT = { pollMs: 20, timeoutMs: 600_000 };

async function sent(signer: Signer, request: TransactionRequest, what: string) {
  const { provider } = signer;
  if (provider === null) throw new DeploymentFailed('the deployer has no provider');
  const { hash } = await signer.sendTransaction(request);
  const receipt = await receiptOf(provider, hash, RECEIPT);
  if (receipt.status !== 1) throw new DeploymentFailed(`${what} reverted (${hash})`);
  return receipt;
}

/** Deploys one contract and returns it, speaking for the deployer. */
export async function deploy<C extends BaseContract, A extends readonly unknown[]>(
  signer: Signer,
  artifact: Artifact<C, A>,
  ...args: A
): Promise<C> {
  const request = { data: creationData(artifact, args) };
  const { contractAddress } = await sent(signer, request, artifact.name);
  if (contractAddress === null) throw new DeploymentFailed(`${artifact.name} has no address`);
  return attach(artifact, contractAddress, signer);
}

/**
 * Deploys everything and gives the deployer's powers away.
 * @param token the PAT to clear, which must count votes (ERC-20 Votes); without one DevPAT is deployed, on local chains only
 * @param owners who get the first accounts, in order
 */
export async function deployAll(
  signer: Signer,
  {
    keys,
    terms,
    token,
    owners = [],
  }: { keys: Keys; terms: Terms; token?: string; owners?: readonly string[] },
): Promise<Deployment> {
  const deployer = await signer.getAddress();
  const pat = token ?? (await (await deploy(signer, devPat)).getAddress());
  const timelock = await deploy(signer, patTimelock, terms.timelockSeconds, deployer);
  const timelockAt = await timelock.getAddress();
  const phases = await deploy(signer, phaseController, timelockAt, keys.guardian, keys.qualifier);
  const clearing = await deploy(signer, patClearing, {
    token: pat,
    marginGate: await phases.getAddress(),
    admin: timelockAt,
    settler: keys.settler,
    attestor: keys.attestor,
    guardian: keys.guardian,
    registrar: keys.registrar,
    owners: [...owners],
    limits: {
      batchDebitMicro: terms.batchDebitMicroPat,
      epochDebitMicro: terms.epochDebitMicroPat,
    },
    leastDepositMicro: terms.leastDepositMicroPat,
    epochSeconds: terms.epochSeconds,
    withdrawalDelaySeconds: terms.withdrawalDelaySeconds,
    voidWindowSeconds: terms.voidWindowSeconds,
    voidCooldownSeconds: terms.voidCooldownSeconds,
    escapeDelaySeconds: terms.escapeDelaySeconds,
    successionDelaySeconds: terms.successionDelaySeconds,
  });
  const governor = await deploy(
    signer,
    patGovernor,
    pat,
    timelockAt,
    terms.votingDelaySeconds,
    terms.votingPeriodSeconds,
    terms.thresholdTenThousandths,
    terms.quorumPercent,
    await clearing.getAddress(),
  );
  const governorAt = await governor.getAddress();
  for (const role of [await timelock.PROPOSER_ROLE(), await timelock.CANCELLER_ROLE()]) {
    await sent(signer, await timelock.grantRole.populateTransaction(role, governorAt), 'grantRole');
  }
  const admin = await timelock.DEFAULT_ADMIN_ROLE();
  const renounce = await timelock.renounceRole.populateTransaction(admin, deployer);
  await sent(signer, renounce, 'renounceRole');
  const rights = await deploy(signer, accessRights, await clearing.getAddress());
  return { token: pat, clearing, rights, phases, governor, timelock };
}

/**
 * Deploys everything with the venue's own accounts: account 1 carries what is under way between the batches of a group,
 * account 2 those who have no wallet.
 * @param options.carrier address of the key that owns account 1, to which an escape leaves what is under way; not the
 * timelock, nor a key that can stop a group half-way
 * @param options.venue address of the key that owns account 2
 */
export async function deployVenue(
  signer: Signer,
  options: { keys: Keys; terms: Terms; carrier: string; venue: string; token?: string },
): Promise<ContractAddresses> {
  const { provider } = signer;
  if (provider === null) throw new DeploymentFailed('the deployer has no provider');
  const { chainId } = await provider.getNetwork();
  const fromBlock = await provider.getBlockNumber();
  const owners = [options.carrier, options.venue];
  const deployment = await deployAll(signer, { ...options, owners });
  const { token, clearing, rights, phases, governor, timelock } = deployment;
  return {
    chainId: Number(chainId),
    token,
    clearing: await clearing.getAddress(),
    rights: await rights.getAddress(),
    phases: await phases.getAddress(),
    governor: await governor.getAddress(),
    timelock: await timelock.getAddress(),
    fromBlock,
  };
}
