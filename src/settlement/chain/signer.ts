/**
 * Signs a batch's transaction: gas as the chain estimates it, with room; a fee that stays good for some blocks; a
 * replacement pays an eighth more than what it replaces, which is what nodes ask for. The key is the settler's and is used
 * for nothing else. Fails with ChainProblem: WOULD_REVERT when the contract would refuse the batch as things
 * are, UNDERFUNDED when the key cannot pay for it.
 */
import { Transaction } from 'ethers';
import type { Attempt, BatchRecord } from '../batches/index.js';
import { revertText } from './batch-chain.js';
import { ChainProblem } from './chain-problem.js';
import type { ChainReader } from './chain-reader.js';
import { RpcFailed } from './rpc.js';
import type { TransactionSigner } from './signing.js';

export interface SignerOptions {
  readonly reader: ChainReader;
  readonly wallet: TransactionSigner;
  readonly chainId: number;
}

/** Where a record's call goes. */
export type Target = (record: BatchRecord) => string;

export class BatchSigner {
  private readonly options: SignerOptions;
  private readonly target: Target;

  constructor(options: SignerOptions, target: Target) {
    this.options = options;
    this.target = target;
  }

  async sign(record: BatchRecord, nonce: number, above?: Attempt): Promise<Attempt> {
    const { wallet, chainId } = this.options;
    const to = this.target(record);
    const { callData: data } = record;
    const fee = await this.fee(above);
    const gasLimit = await this.gasFor(to, data);
    await this.mustAfford(gasLimit * fee.maxFeePerGas);
    const raw = await wallet.signTransaction({
      type: 2,
      chainId,
      to,
      nonce,
      data,
      gasLimit,
      ...fee,
    });
    const hash = Transaction.from(raw).hash;
    if (hash === null) throw new TypeError('a signed transaction has no hash');
    return { hash, raw, feePerGasWei: fee.maxFeePerGas.toString() };
  }

  /** A node drops what cannot be paid for, and says so to nobody. */
  private async mustAfford(wei: bigint): Promise<void> {
    const { reader, wallet } = this.options;
    const balance = await reader.balanceWei(wallet.address);
    if (balance >= wei) return;
    throw new ChainProblem(
      'UNDERFUNDED',
      `${wallet.address} has ${balance} wei, a batch may take ${wei}`,
    );
  }

  private async gasFor(to: string, data: string): Promise<bigint> {
    const { reader, wallet } = this.options;
    try {
      const gas = await reader.estimateGas({ from: wallet.address, to, data });
      return gas + gas / 4n + 20_000n;
    } catch (error) {
      if (!(error instanceof RpcFailed) || error.problem !== 'REFUSED') throw error;
      throw new ChainProblem('WOULD_REVERT', revertText(error));
    }
  }

  private async fee(above?: Attempt) {
    const { reader } = this.options;
    const { baseFeePerGasWei } = await reader.head();
    const tip = await reader.tipPerGasWei();
    const wanted = { maxFeePerGas: baseFeePerGasWei * 2n + tip, maxPriorityFeePerGas: tip };
    if (above === undefined) return wanted;
    const old = Transaction.from(above.raw);
    const least = (fee: bigint | null): bigint => ((fee ?? 0n) * 9n + 7n) / 8n + 1n;
    return {
      maxFeePerGas: larger(wanted.maxFeePerGas, least(old.maxFeePerGas)),
      maxPriorityFeePerGas: larger(wanted.maxPriorityFeePerGas, least(old.maxPriorityFeePerGas)),
    };
  }
}

const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);
