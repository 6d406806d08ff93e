/**
 * The venue's contracts on its chain, found from the clearing contract's address and checked before anything is signed:
 * the chain's id, that there is a PatClearing that makes the digests made here, and that the keys at hand are the ones it
 * knows. Fails with ChainProblem; what it returns does not change while the process runs.
 */
import { TypedDataEncoder } from 'ethers';
import { accessRights, domainOf, patClearing, phaseController } from '../contracts/index.js';
import { ChainProblem } from './chain-problem.js';
import { type ChainReader, ContractView } from './chain-reader.js';
import { RpcFailed } from './rpc.js';

export interface VenueContracts {
  readonly chainId: number;
  readonly clearing: ContractView;
  readonly phases: ContractView;
  /** Where rights are settled; undefined: they are not. */
  readonly rights?: ContractView;
  readonly token: string;
  /** Who owns account 1, through which the batches of a group run. */
  readonly carrier: string;
  /** Who owns account 2, which carries what has no wallet. */
  readonly venue: string;
  /** Units of the token in a micro-PAT. */
  readonly quantum: bigint;
  readonly withdrawalDelayMs: number;
  readonly escapeDelayMs: number;
  readonly epochSeconds: number;
}

/** Who the venue is on chain: addresses of its keys. */
export interface VenueKeys {
  readonly settler: string;
  readonly attestor: string;
}

/** The first accounts of a deployment. */
const CARRIER_ACCOUNT = 1;
const VENUE_ACCOUNT = 2;

/** How a contract that is another one answers: with a revert, or with something that does not decode. */
const ANOTHER: readonly string[] = ['REFUSED', 'MALFORMED'];

/** What a venue is bound to already, or where it wants its rights settled. */
export interface Expected {
  readonly chainId?: number;
  /** Address of AccessRights. */
  readonly rights?: string;
}

export async function findContracts(
  reader: ChainReader,
  address: string,
  expected: Expected = {},
): Promise<VenueContracts> {
  const chainId = await reader.chainId();
  if (expected.chainId !== undefined && expected.chainId !== chainId) {
    throw new ChainProblem(
      'WRONG_CHAIN',
      `the node is of chain ${chainId}, the venue is bound to chain ${expected.chainId}: --chain has to be a node of it`,
    );
  }
  for (const at of [address, ...(expected.rights === undefined ? [] : [expected.rights])]) {
    if (await reader.hasCode(at)) continue;
    const flag = at === address ? '--chain-clearing' : '--chain-rights';
    throw new ChainProblem(
      'WRONG_CONTRACT',
      `there is no contract at ${at} on chain ${chainId}: ${flag} has to be what patx settle deploy printed, --chain a node ` +
        'of that chain',
    );
  }
  const clearing = new ContractView(address, patClearing.abi);
  const one = async (view: ContractView, name: string, args: unknown[] = []): Promise<unknown> => {
    try {
      return (await reader.call(view, name, args))[0];
    } catch (error) {
      const isAway = error instanceof RpcFailed && !ANOTHER.includes(error.problem);
      if (isAway) throw error;
      throw new ChainProblem('WRONG_CONTRACT', `${view.address} does not answer ${name}`);
    }
  };
  const mustSignAs = async (
    name: 'PatClearing' | 'AccessRights',
    view: ContractView,
  ): Promise<void> => {
    const domain = domainOf(name, { chainId, contract: view.address });
    if ((await one(view, 'domainSeparator')) === TypedDataEncoder.hashDomain(domain)) return;
    throw new ChainProblem('WRONG_CONTRACT', `${view.address} signs under another domain`);
  };
  await mustSignAs('PatClearing', clearing);
  const rights =
    expected.rights === undefined ? undefined : new ContractView(expected.rights, accessRights.abi);
  if (rights !== undefined) {
    await mustSignAs('AccessRights', rights);
    const its = String(await one(rights, 'CLEARING'));
    if (its.toLowerCase() !== address.toLowerCase()) {
      throw new ChainProblem('WRONG_CONTRACT', `${rights.address} goes by ${its}, not ${address}`);
    }
  }
  const phases = new ContractView(String(await one(clearing, 'MARGIN_GATE')), phaseController.abi);
  const seconds = async (name: string): Promise<number> => Number(await one(clearing, name));
  return {
    chainId,
    clearing,
    phases,
    ...(rights === undefined ? {} : { rights }),
    token: String(await one(clearing, 'TOKEN')),
    carrier: String(await one(clearing, 'ownerOf', [CARRIER_ACCOUNT])),
    venue: String(await one(clearing, 'ownerOf', [VENUE_ACCOUNT])),
    quantum: (await one(clearing, 'QUANTUM')) as bigint,
    withdrawalDelayMs: (await seconds('WITHDRAWAL_DELAY_SECONDS')) * 1_000,
    escapeDelayMs: (await seconds('ESCAPE_DELAY_SECONDS')) * 1_000,
    epochSeconds: await seconds('EPOCH_SECONDS'),
  };
}

/** Refuses keys the contract does not know: every batch would be. */
export async function checkKeys(
  reader: ChainReader,
  { clearing }: VenueContracts,
  keys: VenueKeys,
): Promise<void> {
  const [settler] = await reader.call(clearing, 'settler');
  if (String(settler).toLowerCase() !== keys.settler.toLowerCase()) {
    throw new ChainProblem(
      'WRONG_KEYS',
      `${keys.settler} may not send batches to ${clearing.address}, ${String(settler)} does: chain-settler.key is of another deployment`,
    );
  }
  const [attestor] = await reader.call(clearing, 'attestor');
  if (String(attestor).toLowerCase() !== keys.attestor.toLowerCase()) {
    throw new ChainProblem(
      'WRONG_KEYS',
      `the contract's attestor is ${String(attestor)}, not ${keys.attestor}: chain-attestor.key is of another deployment`,
    );
  }
}
