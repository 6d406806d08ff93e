/** Sizes of texts and byte fields, as the comments of the schema give them. */

/** SHA-256. */
export const HASH_BYTES = 32;
/** Ed25519. */
export const PUBLIC_KEY_BYTES = 32;
/** Ed25519. */
export const SIGNATURE_BYTES = 64;
/** Of an account or contract on an EVM chain. */
export const ADDRESS_BYTES = 20;
/** ECDSA over secp256k1 as wallets give it: r, s and v. */
export const WALLET_SIGNATURE_BYTES = 65;
export const REASON_BYTES_MAX = 256;
export const NAME_BYTES_MAX = 64;
/** Operators a venue is made with, beside the first. */
export const FURTHER_OPERATORS_MAX = 8;
export const SEGMENT_BYTES_MAX = 64;
/** Canonical or lenient text of a contract, an en dash included. */
export const CONTRACT_BYTES_MAX = 128;
/** A contract and the start of a window. */
export const TARGET_BYTES_MAX = 160;
/** The quoter's estimators. */
export const CHECKPOINT_BYTES_MAX = 1_048_576;
/** Rows of one CarryOver: what one frame takes, with room for the largest row, which holds a checkpoint. */
export const CARRY_ROWS_BYTES_MAX = 2_097_152;
/** Text of where a delivery can be fetched. */
export const LOCATION_BYTES_MAX = 200;
