/** What the settler wants of a signer: a wallet of ethers is one, and so is one that is asked over a connection. */
import type { TypedDataDomain, TypedDataField } from 'ethers';

/** A batch's transaction (EIP-1559), all of it: nothing is left to whoever signs. */
export interface BatchTransaction {
  readonly type: 2;
  readonly chainId: number;
  readonly to: string;
  readonly nonce: number;
  readonly data: string;
  readonly gasLimit: bigint;
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

export interface TypedDataSigner {
  /** With 0x. */
  readonly address: string;
  /** 65 bytes in hex over EIP-712 data. */
  signTypedData(
    domain: TypedDataDomain,
    types: Record<string, TypedDataField[]>,
    value: object,
  ): Promise<string>;
}

export interface TransactionSigner {
  readonly address: string;
  /** The raw transaction in hex. */
  signTransaction(transaction: BatchTransaction): Promise<string>;
}
