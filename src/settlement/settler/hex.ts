/** Addresses and hashes as the chain writes them, 0x in front, and as the ledger keeps them. */

export const bytesOf = (hex: string): Uint8Array =>
  new Uint8Array(Buffer.from(hex.slice(2), 'hex'));

/** Lower-case hex without a prefix. */
export const addressText = (address: string): string => address.slice(2).toLowerCase();
