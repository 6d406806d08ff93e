/** Sizes of texts and byte fields of the messages that run a session; those of commands stand in their declarations. */

/** SHA-256. */
export const HASH_BYTES = 32;
/** Ed25519. */
export const SIGNATURE_BYTES = 64;
/** Of an account or contract on an EVM chain. */
export const ADDRESS_BYTES = 20;
/** ECDSA over secp256k1 as wallets give it: r, s and v. */
export const WALLET_SIGNATURE_BYTES = 65;
export const NAME_BYTES_MAX = 64;
/** A contract and the start of a window. */
export const TARGET_BYTES_MAX = 160;
