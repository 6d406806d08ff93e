/** Addresses and hashes of a chain as the registry keeps them: lower-case hex without a prefix. */

export const NO_ADDRESS = '00'.repeat(20);

/** Text of an address, or of any bytes of a chain. */
export function addressOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}
