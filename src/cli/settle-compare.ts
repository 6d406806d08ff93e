/**
 * Comparing a chain with a journal: where the chain is, by the status page or by flags; every account and all rights on it
 * against the journal replayed to what the chain settled last, and what the chain's own logs say came and went. Trusts
 * nothing of the settler. Throws when there is no chain to be found.
 */
import type {
  Block,
  ChainReader,
  ContractView,
  Reconciliation,
  RightsReconciliation,
  VenueContracts,
} from '../settlement/index.js';
import { coreAt } from './core-at.js';

export interface PlaceOptions {
  readonly data: string;
  readonly status: string;
  readonly chain?: string;
  /** Where rights are settled, if nobody knows and the settler's transactions do not tell. */
  readonly rights?: string;
}

/** Where a chain is, as the status page tells or the flags say. */
interface Place {
  readonly url: string;
  readonly clearing: string;
  /** Empty where nobody knows it. */
  readonly rightsContract: string;
}

/** What `reconcile` found, of money and, where they are settled on chain, of rights. */
export interface Result extends Reconciliation {
  readonly rights?: RightsReconciliation;
}

/** A node that is mining may answer from between two blocks. */
const TRIES = 3;
const PAUSE_MS = 300;

export async function reconciled(options: PlaceOptions): Promise<Result> {
  const room = await import('../settlement/index.js');
  const { reader, contracts } = await contractsAt(options, 0);
  for (let left = TRIES; ; left -= 1) {
    const block = await reader.head();
    const progress = await reader.call(contracts.clearing, 'progress', [], block.hash);
    const core = coreAt(options.data, Number(progress[1]) || undefined);
    const omnibus = core.state.wallets.find(contracts.venue.slice(2).toLowerCase());
    const isFirst = Number(progress[0]) === 0;
    const settled = isFirst
      ? new Float64Array(2)
      : room.settledTarget(core, room.chainViewOf(core), omnibus);
    const booked = await room.bookingsOnChain(reader, contracts, 0, block.number);
    const { wallets } = core.state;
    const books = { settled, wallets, booked, isOfLogs: true };
    const money = await room.reconcile(reader, contracts, block, books);
    const rights =
      contracts.rights &&
      (await reconciledRights(
        options.data,
        reader,
        { rights: contracts.rights, venue: contracts.venue },
        block,
      ));
    const result =
      rights === undefined
        ? money
        : { ...money, rights, problems: [...money.problems, ...rights.problems] };
    if (result.problems.length === 0 || left <= 1) return result;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** Rights are settled to a sequence of their own: money goes first. */
async function reconciledRights(
  data: string,
  reader: ChainReader,
  { rights, venue }: { readonly rights: ContractView; readonly venue: string },
  block: Block,
): Promise<RightsReconciliation> {
  const room = await import('../settlement/index.js');
  const [sequence] = await reader.call(rights, 'lastLedgerSeq', [], block.hash);
  const core = coreAt(data, Number(sequence) || undefined);
  const omnibus = core.state.wallets.find(venue.slice(2).toLowerCase());
  const holdings = Number(sequence) === 0 ? room.NO_HOLDINGS : room.holdingsOf(core, omnibus);
  return room.reconcileRights(reader, rights, block, holdings, core);
}

/**
 * The venue's contracts, on the chain it is bound to; that of its rights also where only the chain knows it.
 * @param fromBlock no event of them is in a block before this one
 */
export async function contractsAt(
  options: PlaceOptions,
  fromBlock: number,
): Promise<{ readonly reader: ChainReader; readonly contracts: VenueContracts }> {
  const room = await import('../settlement/index.js');
  const { url, clearing, rightsContract } = await placeOf(options);
  const reader = new room.ChainReader(new room.Rpc({ url }), { kind: 'depth', blocks: 0 });
  const { chain } = coreAt(options.data, undefined).state.registry;
  const expected = chain === null ? {} : { chainId: chain.chainId };
  const contracts = await room.findContracts(reader, clearing, expected);
  const [address] = await reader.call(contracts.clearing, 'settler');
  const range = { from: fromBlock, to: (await reader.head()).number };
  const rights =
    rightsContract || (await room.findRights(reader, contracts, String(address), range));
  if (rights === undefined) return { reader, contracts };
  return { reader, contracts: await room.findContracts(reader, clearing, { ...expected, rights }) };
}

async function placeOf({ data, status, chain, rights }: PlaceOptions): Promise<Place> {
  if (chain !== undefined) {
    const bound = coreAt(data, undefined).state.registry.chain;
    if (bound === null) throw new Error('the venue is bound to no chain');
    return { url: chain, clearing: `0x${bound.clearing}`, rightsContract: rights ?? '' };
  }
  const response = await fetch(`${status}/settlement`).catch(() => undefined);
  const view = (await response?.json().catch(() => undefined)) as Partial<Place> | undefined;
  if (view?.url === undefined || view.clearing === undefined) {
    throw new Error(`${status} tells no chain; is the exchange running? Else give --chain`);
  }
  const { url, clearing } = view;
  return { url, clearing, rightsContract: rights ?? view.rightsContract ?? '' };
}
