/** Content of test files: every byte is a function of its position, with a canary that must never be found on disk. */

export const CANARY = 'canary-7f3e-must-not-be-on-disk';
const CANARY_EVERY = 4_096;

/** Bytes [from, to) of the endless test file. */
export function contentAt(from: number, to: number): Uint8Array {
  const bytes = new Uint8Array(to - from);
  for (let i = 0; i < bytes.length; i += 1) {
    const at = from + i;
    const inBlock = at % CANARY_EVERY;
    bytes[i] =
      inBlock < CANARY.length ? CANARY.charCodeAt(inBlock) : (at * 31 + (at >> 8) * 7) & 0xff;
  }
  return bytes;
}
