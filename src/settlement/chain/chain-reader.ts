/**
 * Reads of a chain: blocks, logs, receipts, and views of contracts at one block, named by its hash so that what is read
 * together is of one moment. Numbers are checked to be exact. Fails as the node does, or with ChainProblem NODE_BEHIND when
 * a block that must be there is not.
 */
import { Interface, type JsonFragment } from 'ethers';
import { ChainProblem } from './chain-problem.js';
import { type Finality, finalNumberOf } from './finality.js';
import { type Rpc, RpcFailed } from './rpc.js';

export interface Block {
  readonly number: number;
  readonly hash: string;
  readonly parentHash: string;
  readonly timeMs: number;
  readonly baseFeePerGasWei: bigint;
}

export interface Log {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly logIndex: number;
  readonly transactionHash: string;
}

export interface Receipt {
  readonly block: { readonly number: number; readonly hash: string };
  readonly isSuccess: boolean;
}

interface RawBlock {
  readonly number: string;
  readonly hash: string;
  readonly parentHash: string;
  readonly timestamp: string;
  readonly baseFeePerGas?: string;
}

/** A contract's functions by its ABI; one interface an ABI, since making one takes a while. */
export class ContractView {
  readonly address: string;
  readonly interface: Interface;

  constructor(address: string, abi: readonly JsonFragment[]) {
    this.address = address;
    this.interface = new Interface(abi);
  }
}

export class ChainReader {
  readonly rpc: Rpc;
  private readonly finality: Finality;

  constructor(rpc: Rpc, finality: Finality) {
    this.rpc = rpc;
    this.finality = finality;
  }

  async chainId(): Promise<number> {
    return Number(await this.rpc.send<string>('eth_chainId', []));
  }

  async head(): Promise<Block> {
    const block = await this.block('latest');
    if (block === undefined) throw new ChainProblem('NODE_BEHIND', 'the node has no block at all');
    return block;
  }

  async block(number: number | 'latest'): Promise<Block | undefined> {
    const place = number === 'latest' ? number : quantity(number);
    const raw = await this.rpc.send<RawBlock | null>('eth_getBlockByNumber', [place, false]);
    if (raw === null) return undefined;
    return {
      number: exactOf(raw.number),
      hash: raw.hash,
      parentHash: raw.parentHash,
      timeMs: exactOf(raw.timestamp) * 1_000,
      baseFeePerGasWei: BigInt(raw.baseFeePerGas ?? 0),
    };
  }

  /** The last block that stays, of those up to `head`; −1 while there is none. */
  async finalNumber(head: number): Promise<number> {
    return finalNumberOf(this.rpc, this.finality, head);
  }

  /** Logs of a range of blocks, in the order of the chain; of any contract where no address is named. */
  async logs(
    addresses: readonly string[],
    from: number,
    to: number,
    topics: readonly (string | null)[] = [],
  ): Promise<Log[]> {
    const range = { fromBlock: quantity(from), toBlock: quantity(to) };
    const of = addresses.length === 0 ? {} : { address: addresses };
    const raw = await this.rpc.send<
      (Omit<Log, 'blockNumber' | 'logIndex'> & { blockNumber: string; logIndex: string })[]
    >('eth_getLogs', [{ ...range, ...of, topics }]);
    const logs = raw.map((log) => ({
      ...log,
      blockNumber: exactOf(log.blockNumber),
      logIndex: exactOf(log.logIndex),
    }));
    return logs.sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex);
  }

  async receipt(hash: string): Promise<Receipt | undefined> {
    const raw = await this.rpc.send<{
      blockNumber: string;
      blockHash: string;
      status: string;
    } | null>('eth_getTransactionReceipt', [hash]);
    if (raw === null) return undefined;
    const block = { number: exactOf(raw.blockNumber), hash: raw.blockHash };
    return { block, isSuccess: Number(raw.status) === 1 };
  }

  /** Address of who signed a transaction, in lower case; undefined where the node does not have it. */
  async senderOf(hash: string): Promise<string | undefined> {
    const found = await this.rpc.send<{ from: string } | null>('eth_getTransactionByHash', [hash]);
    return found?.from.toLowerCase();
  }

  /** Next nonce of an address behind a block. */
  async nonceAt(address: string, block: number): Promise<number> {
    return exactOf(await this.rpc.send('eth_getTransactionCount', [address, quantity(block)]));
  }

  /** Next nonce of an address behind what the node has not mined yet. */
  async pendingNonce(address: string): Promise<number> {
    return exactOf(await this.rpc.send('eth_getTransactionCount', [address, 'pending']));
  }

  /** What an address has to pay for gas with, at the newest block. */
  async balanceWei(address: string): Promise<bigint> {
    return BigInt(await this.rpc.send<string>('eth_getBalance', [address, 'latest']));
  }

  async hasCode(address: string): Promise<boolean> {
    return (await this.rpc.send<string>('eth_getCode', [address, 'latest'])) !== '0x';
  }

  /** What a view returns at the block with this hash; the newest without one. */
  async call(
    contract: ContractView,
    name: string,
    args: readonly unknown[] = [],
    blockHash?: string,
  ): Promise<readonly unknown[]> {
    const data = contract.interface.encodeFunctionData(name, [...args]);
    const place = blockHash === undefined ? 'latest' : { blockHash };
    const answer = await this.rpc.send<string>('eth_call', [{ to: contract.address, data }, place]);
    try {
      return [...contract.interface.decodeFunctionResult(name, answer)];
    } catch {
      throw new RpcFailed('MALFORMED', `${name} of ${contract.address} answered ${answer}`);
    }
  }

  /** Gas of a transaction as things are now. Fails with RpcFailed REFUSED and the revert's data when it would fail. */
  async estimateGas(request: { from: string; to: string; data: string }): Promise<bigint> {
    return BigInt(await this.rpc.send<string>('eth_estimateGas', [request]));
  }

  /** What a block's producer is given beside the base fee; a node that does not know gets the least there is. */
  async tipPerGasWei(): Promise<bigint> {
    try {
      return BigInt(await this.rpc.send<string>('eth_maxPriorityFeePerGas', []));
    } catch (error) {
      if (error instanceof RpcFailed && error.problem === 'REFUSED') return 1n;
      throw error;
    }
  }
}

export const quantity = (value: number): string => `0x${value.toString(16)}`;

/** A number that came as hex and must be exact here. */
function exactOf(hex: string): number {
  const value = Number(hex);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new RpcFailed('MALFORMED', `a number that is none: ${hex}`);
}
