/**
 * A signer elsewhere, asked by JSON-RPC over HTTP or a Unix socket in the shape of web3signer and clef:
 * `eth_signTypedData_v4` and `eth_signTransaction`. The key is never here.
 *
 * What comes back is believed only once it is checked: the signature is the expected address', over exactly what was asked.
 * Answers are bounded in size and time. Fails with ChainProblem: SIGNER_AWAY and SIGNER_REFUSED pass, SIGNER_WRONG is for
 * somebody to look at.
 */
import {
  Signature,
  Transaction,
  type TypedDataDomain,
  TypedDataEncoder,
  type TypedDataField,
  toQuantity,
  verifyTypedData,
} from 'ethers';
import {
  type BatchTransaction,
  ChainProblem,
  Rpc,
  RpcFailed,
  type TransactionSigner,
  type TypedDataSigner,
} from '../chain/index.js';

export interface RemoteSignerOptions {
  /** `http:`, `https:`, or `unix:` and the path of a socket. */
  readonly url: string;
  /** Whose signature is expected, with 0x. */
  readonly address: string;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;
/** A signature is 65 bytes, a signed batch at most what its request was: 12 KB of rows, in hex. */
const ANSWER_BYTES_MAX = 1 << 20;

export class RemoteSigner implements TypedDataSigner, TransactionSigner {
  readonly address: string;
  private readonly url: string;
  private readonly rpc: Rpc;

  constructor({ url, address, timeoutMs = TIMEOUT_MS }: RemoteSignerOptions) {
    this.url = url;
    this.address = address;
    this.rpc = new Rpc({ url, timeoutMs, attemptsMax: 2, answerBytesMax: ANSWER_BYTES_MAX });
  }

  /** Ends what is under way. */
  close(): void {
    this.rpc.close();
  }

  async signTypedData(
    domain: TypedDataDomain,
    types: Record<string, TypedDataField[]>,
    value: object,
  ): Promise<string> {
    const fields = value as Record<string, unknown>;
    const payload = JSON.stringify(TypedDataEncoder.getPayload(domain, types, fields));
    const answer = await this.ask('eth_signTypedData_v4', [this.address, payload]);
    return this.checked('signature', () => {
      const { serialized } = Signature.from(String(answer));
      this.mustBeOurs(verifyTypedData(domain, types, fields, serialized));
      return serialized;
    });
  }

  async signTransaction(transaction: BatchTransaction): Promise<string> {
    const { gasLimit, maxFeePerGas, maxPriorityFeePerGas, ...rest } = transaction;
    const request = {
      ...{ from: this.address, to: rest.to, data: rest.data, value: '0x0', type: '0x2' },
      ...{ chainId: toQuantity(rest.chainId), nonce: toQuantity(rest.nonce) },
      ...{ gas: toQuantity(gasLimit), maxFeePerGas: toQuantity(maxFeePerGas) },
      maxPriorityFeePerGas: toQuantity(maxPriorityFeePerGas),
    };
    const answer = await this.ask('eth_signTransaction', [request]);
    // Clef answers with the transaction beside its bytes, web3signer with the bytes alone.
    const raw = typeof answer === 'string' ? answer : (answer as { raw?: unknown } | null)?.raw;
    return this.checked('transaction', () => {
      const signed = Transaction.from(String(raw));
      if (signed.unsignedHash !== Transaction.from(transaction).unsignedHash) {
        throw new Error('it is another one than was to be signed');
      }
      this.mustBeOurs(signed.from ?? 'nobody');
      return signed.serialized;
    });
  }

  private async ask(method: string, params: readonly unknown[]): Promise<unknown> {
    try {
      return await this.rpc.send<unknown>(method, params);
    } catch (error) {
      if (!(error instanceof RpcFailed)) throw error;
      const code = error.problem === 'REFUSED' ? 'SIGNER_REFUSED' : 'SIGNER_AWAY';
      throw new ChainProblem(code, `the signer at ${this.url}: ${error.message}`);
    }
  }

  private mustBeOurs(signer: string): void {
    if (signer.toLowerCase() === this.address.toLowerCase()) return;
    throw new Error(`it is by ${signer}, not by ${this.address}`);
  }

  private checked(what: string, check: () => string): string {
    try {
      return check();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new ChainProblem('SIGNER_WRONG', `the ${what} of ${this.url} is of no use: ${reason}`);
    }
  }
}
