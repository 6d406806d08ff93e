/**
 * The signers of settler and attestor from where an operator says they are: a file with the key, or a signer elsewhere as
 * `URL#0xADDRESS`, with `http:`, `https:` or `unix:`. Where nothing is said it is the file in the venue's folder of keys, made
 * when it is not there. Fails with ChainProblem WRONG_KEYS where a source is neither, or the two are the same key.
 */
import { isAddress } from 'ethers/address';
import { ChainProblem, type TransactionSigner, type TypedDataSigner } from '../chain/index.js';
import { keyFileOf, keyIn, madeKeyIn } from '../local/index.js';
import type { KeyPlace } from './key-places.js';
import { RemoteSigner } from './remote-signer.js';

/** Empty is the file in the folder of keys. */
export interface SignerSources {
  readonly settler: string;
  readonly attestor: string;
}

export interface Signers {
  readonly settler: TransactionSigner;
  readonly attestor: TypedDataSigner;
  /** Ends what is asked of signers elsewhere. */
  close(): void;
}

const ELSEWHERE = /^(?:https?|unix):/;
const ROLES = ['settler', 'attestor'] as const;

/** Files that hold keys, by role. */
export function keyPlacesOf(sources: SignerSources, directory: string): KeyPlace[] {
  return ROLES.filter((role) => !ELSEWHERE.test(sources[role])).map((role) => ({
    role,
    path: sources[role] || keyFileOf(directory, role),
  }));
}

export function signersOf(sources: SignerSources, directory: string): Signers {
  const [settler, attestor] = [
    signerOf(sources, directory, 'settler'),
    signerOf(sources, directory, 'attestor'),
  ];
  if (settler.address.toLowerCase() === attestor.address.toLowerCase()) {
    throw new ChainProblem('WRONG_KEYS', `settler and attestor are both ${settler.address}`);
  }
  const close = (): void => {
    for (const one of [settler, attestor]) if (one instanceof RemoteSigner) one.close();
  };
  return { settler, attestor, close };
}

function signerOf(sources: SignerSources, directory: string, role: (typeof ROLES)[number]) {
  const source = sources[role];
  return source === '' ? madeKeyIn(keyFileOf(directory, role)) : namedSigner(source, `the ${role}`);
}

/** The signer a source names, for whoever signs something once. */
export function typedDataSignerOf(source: string, who: string): TypedDataSigner {
  return namedSigner(source, who);
}

function namedSigner(source: string, who: string): TransactionSigner & TypedDataSigner {
  if (!ELSEWHERE.test(source)) return keyIn(source);
  const at = source.lastIndexOf('#');
  const [url, address] = [source.slice(0, at), source.slice(at + 1)];
  if (at > 0 && isAddress(address)) return new RemoteSigner({ url, address });
  throw new ChainProblem(
    'WRONG_KEYS',
    `the signer of ${who} is ${source}: a signer elsewhere is named as URL#0xADDRESS`,
  );
}
