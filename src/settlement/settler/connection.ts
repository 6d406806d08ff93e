/**
 * Finds the venue's chain and makes sure that it is the right one before anything is signed: the journal is not older than
 * what was settled from it, the contract is the one the venue is bound to, the keys are those it knows. A venue without a
 * chain is bound here. Fails with ChainProblem; nothing is kept then, and the next try begins anew.
 */
import type { BatchRecord, SettlerPorts } from '../batches/index.js';
import {
  BatchChain,
  BatchSigner,
  type BlockMark,
  ChainProblem,
  ChainReader,
  checkKeys,
  contractOf,
  findContracts,
  Scanner,
  type VenueContracts,
} from '../chain/index.js';
import { bytesOf } from './hex.js';
import type { SettlerOptions } from './options.js';
import type { Tell } from './teller.js';

/** What is there once the chain was found. */
export interface Connected {
  readonly reader: ChainReader;
  readonly contracts: VenueContracts;
  readonly scanner: Scanner;
  readonly ports: SettlerPorts;
}

export async function connect(
  options: SettlerOptions,
  tell: Tell,
  heldUp: (error: unknown) => void,
): Promise<Connected> {
  const { host, store, rpc, finality, clearing, settler, attestor, fromBlock } = options;
  const reader = new ChainReader(rpc, finality);
  const bound = host.core.state.registry.chain;
  const settledTo = store.head?.standing.ledgerSequence ?? 0;
  if (settledTo > host.durableSequence()) {
    const detail = `it ends at ${host.durableSequence()}, ${settledTo} was settled`;
    throw new ChainProblem('JOURNAL_BEHIND', detail);
  }
  if (bound !== null && `0x${bound.clearing}` !== clearing.toLowerCase()) {
    throw new ChainProblem('WRONG_CONTRACT', `the venue is bound to 0x${bound.clearing}`);
  }
  const rights = rightsAddress(options);
  const contracts = await findContracts(reader, clearing, {
    ...(bound === null ? {} : { chainId: bound.chainId }),
    ...(rights === undefined ? {} : { rights }),
  });
  if (rights !== undefined && rights !== store.rightsContract)
    await store.saveRightsContract(rights);
  await checkKeys(reader, contracts, { settler: settler.address, attestor: attestor.address });
  const { chainId, token } = contracts;
  const bind = { chainId, clearing: bytesOf(clearing), token: bytesOf(token) };
  if (bound === null) await tell([{ name: 'bindChain', body: bind }]);
  const cursor = store.cursor ?? { number: fromBlock - 1, hash: '' };
  const addresses = { clearing, phases: contracts.phases.address };
  const scanner = new Scanner({ reader, contracts: addresses, cursor });
  const ports = { ...portsOf(options, tell, { reader, contracts, scanner }), heldUp };
  host.log('info', { chainId, clearing, rpc: rpc.url }, 'the chain is found');
  return { reader, contracts, scanner, ports };
}

/** The one that was used before, or the one that is configured; they must not differ. */
function rightsAddress({ rights, store }: SettlerOptions): string | undefined {
  const given = rights?.toLowerCase();
  const known = store.rightsContract;
  if (given === undefined || known === undefined || given === known) return known ?? given;
  throw new ChainProblem('WRONG_CONTRACT', `rights were settled at ${known}, not at ${given}`);
}

/** The world of the batches, as it is here. */
function portsOf(
  { store, host, settler, fromBlock }: SettlerOptions,
  tell: Tell,
  { reader, contracts, scanner }: Omit<Connected, 'ports'>,
): Omit<SettlerPorts, 'heldUp'> {
  const { chainId } = contracts;
  const target = (record: BatchRecord): string => contractOf(record, contracts).view.address;
  const cursor = (): BlockMark => scanner.cursor;
  const chain = { reader, contracts, settler: settler.address, cursor, fromBlock };
  return {
    store: {
      load: () => Promise.resolve(store.batches()),
      save: (record) => store.saveBatch(record),
    },
    chain: new BatchChain(chain),
    signer: new BatchSigner({ reader, wallet: settler, chainId }, target),
    journal: {
      confirmed: async ({ batchId, batchHash, rights: isOfRights }) => {
        if (isOfRights !== undefined) return;
        const note = store.noteOf(batchId);
        if (note === undefined) throw new ChainProblem('EVENTS_MISSING', `batch ${batchId}`);
        const { ledgerSequence, requestSequence } = note;
        const body = {
          batchId,
          batchHash: bytesOf(batchHash),
          ledgerSequence,
          requestSequence,
          liabilitiesRoot: bytesOf(note.liabilitiesRoot),
          liabilitiesSumMicroPat: note.liabilitiesSum,
        };
        await tell([{ name: 'confirmBatch', body }]);
      },
    },
    nowMs: () => host.nowMs(),
  };
}
