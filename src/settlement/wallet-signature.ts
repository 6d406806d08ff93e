/**
 * Who signed a message with a wallet (EIP-191), and how an address is written (EIP-55).
 *
 * Takes tens of milliseconds, so it has no place in the engine's thread. Wallets that are contracts (EIP-1271) sign
 * nothing this can check. Whatever bytes come: a signature that is none gives undefined, nothing throws.
 */
import { getAddress } from 'ethers/address';
import { hashMessage } from 'ethers/hash';
import { recoverAddress } from 'ethers/transaction';

const hexOf = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString('hex')}`;

/** An address in the mixed case of EIP-55. */
export function checksumAddress(address: Uint8Array): string {
  return getAddress(hexOf(address));
}

/** Address of whoever signed; undefined when nobody did. */
export function recoverSigner(message: Uint8Array, signature: Uint8Array): Uint8Array | undefined {
  try {
    const address = recoverAddress(hashMessage(message), hexOf(signature));
    return Uint8Array.from(Buffer.from(address.slice(2), 'hex'));
  } catch {
    return undefined;
  }
}
