/** Who signs for the venue: keys in files, or signers elsewhere that are asked. */
export { type KeyPlace, keysTogether } from './key-places.js';
export { RemoteSigner, type RemoteSignerOptions } from './remote-signer.js';
export {
  keyPlacesOf,
  type SignerSources,
  type Signers,
  signersOf,
  typedDataSignerOf,
} from './signers.js';
