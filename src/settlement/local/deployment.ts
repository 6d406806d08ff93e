/**
 * Puts the contracts on a local chain that has none: the deployer is the first key of the published mnemonic of development
 * chains, and the venue's keys are given what they need. Fails with DeploymentFailed, or as the node does.
 */
import { JsonRpcProvider, toQuantity } from 'ethers';
import { type ContractAddresses, deployVenue, type Terms } from '../contracts/index.js';

/** Addresses of the venue's keys. */
export interface KeyAddresses {
  readonly settler: string;
  readonly attestor: string;
  readonly guardian: string;
  readonly venue: string;
  readonly carrier: string;
}

export const LOCAL_CHAIN_ID = 31_337;
const ETHER = 10n ** 18n;

/** What a sandbox lives by: delays of minutes instead of days, caps out of the way. */
export const LOCAL_TERMS: Terms = {
  batchDebitMicroPat: 2n ** 52n,
  epochDebitMicroPat: 2n ** 53n,
  leastDepositMicroPat: 1_000_000n,
  epochSeconds: 3_600,
  withdrawalDelaySeconds: 60,
  voidWindowSeconds: 20,
  voidCooldownSeconds: 120,
  escapeDelaySeconds: 8 * 86_400,
  successionDelaySeconds: 120,
  timelockSeconds: 60,
  votingDelaySeconds: 61,
  votingPeriodSeconds: 61,
  quorumPercent: 20,
  thresholdTenThousandths: 100,
};

export async function deployLocally(
  url: string,
  { keys, terms }: { readonly keys: KeyAddresses; readonly terms: Terms },
): Promise<ContractAddresses> {
  const provider = new JsonRpcProvider(url, LOCAL_CHAIN_ID, {
    staticNetwork: true,
    cacheTimeout: -1,
  });
  try {
    for (const address of [keys.settler, keys.guardian]) {
      await provider.send('anvil_setBalance', [address, toQuantity(1_000_000n * ETHER)]);
    }
    const deployer = await provider.getSigner(0);
    const { carrier, venue, guardian: qualifier } = keys;
    const all = { ...keys, qualifier, registrar: venue };
    return await deployVenue(deployer, { keys: all, terms, carrier, venue });
  } finally {
    provider.destroy();
  }
}
