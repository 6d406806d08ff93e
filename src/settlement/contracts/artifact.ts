/**
 * What is deployed of a contract and how it is spoken to: ethers' own contract objects, typed by the generated interfaces.
 * Nothing here sends a transaction by itself, retries or waits for a receipt; that is the caller's.
 */
import {
  type BaseContract,
  Contract,
  type ContractRunner,
  Interface,
  type JsonFragment,
} from 'ethers';

/** An ABI with its bytecode; the type arguments are its methods and its constructor's arguments. */
export interface Artifact<C extends BaseContract, A extends readonly unknown[]> {
  readonly name: string;
  readonly abi: readonly JsonFragment[];
  readonly bytecode: string;
  /** Only types: never set. */
  readonly types?: { readonly contract: C; readonly args: A };
}

/** The contract at an address. It is not asked whether there is one. */
export function attach<C extends BaseContract, A extends readonly unknown[]>(
  artifact: Artifact<C, A>,
  address: string,
  runner: ContractRunner,
): C {
  return new Contract(address, artifact.abi, runner) as BaseContract as C;
}

/** The data of the transaction that creates the contract. */
export function creationData<C extends BaseContract, A extends readonly unknown[]>(
  artifact: Artifact<C, A>,
  args: A,
): string {
  const { deploy } = new Interface(artifact.abi);
  const encoded = new Interface(artifact.abi).encodeDeploy(args);
  return deploy.inputs.length === 0 ? artifact.bytecode : artifact.bytecode + encoded.slice(2);
}

/** A revert as the contracts declare it: the error's name and arguments. */
export interface Revert {
  readonly name: string;
  readonly args: readonly unknown[];
}

/** Reads revert data with the errors of the contracts given; undefined if none of them declares it. */
export function decodeRevert(
  data: string,
  artifacts: readonly { readonly abi: readonly JsonFragment[] }[],
): Revert | undefined {
  for (const { abi } of artifacts) {
    const parsed = new Interface(abi).parseError(data);
    if (parsed !== null) return { name: parsed.name, args: [...parsed.args] };
  }
  return undefined;
}
