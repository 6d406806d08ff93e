/**
 * Finds the contract a venue's rights were settled with, where nobody remembers its address: the one that goes by the venue's
 * clearing contract and took a batch that the venue's settler sent. Others may write down what they like: the settler sends
 * nothing to them. Fails as the node does.
 */
import { type ChainReader, ContractView, RpcFailed, type VenueContracts } from '../chain/index.js';
import { accessRights } from '../contracts/index.js';

const RANGE_BLOCKS = 2_000;

/** @returns its address in lower case; undefined where the settler never settled rights */
export async function findRights(
  reader: ChainReader,
  { clearing }: Pick<VenueContracts, 'clearing'>,
  settler: string,
  range: { readonly from: number; readonly to: number },
): Promise<string | undefined> {
  const asked = new Map<string, boolean>();
  const view = (address: string): ContractView => new ContractView(address, accessRights.abi);
  const topic = view('').interface.getEvent('RightsSettled')?.topicHash ?? null;
  const goesBy = async (address: string): Promise<boolean> => {
    try {
      const [its] = await reader.call(view(address), 'CLEARING');
      return String(its).toLowerCase() === clearing.address.toLowerCase();
    } catch (error) {
      if (error instanceof RpcFailed && ['REFUSED', 'MALFORMED'].includes(error.problem))
        return false;
      throw error;
    }
  };
  for (let { from } = range; from <= range.to; from += RANGE_BLOCKS) {
    const to = Math.min(range.to, from + RANGE_BLOCKS - 1);
    for (const { address, transactionHash } of await reader.logs([], from, to, [topic])) {
      const candidate = address.toLowerCase();
      const isCandidate = asked.get(candidate) ?? (await goesBy(candidate));
      asked.set(candidate, isCandidate);
      if (!isCandidate) continue;
      if ((await reader.senderOf(transactionHash)) === settler.toLowerCase()) return candidate;
    }
  }
  return undefined;
}
