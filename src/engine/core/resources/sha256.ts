/**
 * SHA-256 (FIPS 180-4) in integer operations. The core imports nothing from outside the project and has no I/O, and a document's
 * hash is checked where the command is applied, whichever way it came in. Compared with node:crypto by test/engine/core/resources.
 */

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const ROUND = new Uint32Array(64);
/** The same of the square roots of the first eight. */
const START = new Uint32Array(8);
fillConstants();

const BLOCK_BYTES = 64;
const schedule = new Uint32Array(64);

export function sha256(bytes: Uint8Array): Uint8Array {
  const state = Uint32Array.from(START);
  const blocks = Math.floor((bytes.length + 8) / BLOCK_BYTES) + 1;
  const padded = new Uint8Array(blocks * BLOCK_BYTES);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor((bytes.length * 8) / 2 ** 32));
  view.setUint32(padded.length - 4, (bytes.length * 8) >>> 0);
  for (let at = 0; at < padded.length; at += BLOCK_BYTES) compress(state, view, at);
  const hash = new Uint8Array(32);
  const out = new DataView(hash.buffer);
  for (const [i, word] of state.entries()) out.setUint32(i * 4, word);
  return hash;
}

function compress(state: Uint32Array, view: DataView, at: number): void {
  const w = schedule;
  for (let i = 0; i < 16; i += 1) w[i] = view.getUint32(at + i * 4);
  for (let i = 16; i < 64; i += 1) {
    const one = w[i - 15] as number;
    const two = w[i - 2] as number;
    const s0 = turn(one, 7) ^ turn(one, 18) ^ (one >>> 3);
    const s1 = turn(two, 17) ^ turn(two, 19) ^ (two >>> 10);
    w[i] = (w[i - 16] as number) + s0 + (w[i - 7] as number) + s1;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i += 1) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const choice = (e & f) ^ (~e & g);
    const t1 = (h + s1 + choice + (ROUND[i] as number) + (w[i] as number)) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + s0 + majority) | 0;
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) {
    state[i] = (state[i] as number) + word;
  }
}

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** The constants by their definition: roots found by bisection over whole numbers, so that they are exact on every machine. */
function fillConstants(): void {
  let found = 0;
  for (let candidate = 2n; found < ROUND.length; candidate += 1n) {
    if (!isPrime(candidate)) continue;
    ROUND[found] = fraction(candidate, 3);
    if (found < START.length) START[found] = fraction(candidate, 2);
    found += 1;
  }
}

function isPrime(candidate: bigint): boolean {
  for (let factor = 2n; factor * factor <= candidate; factor += 1n) {
    if (candidate % factor === 0n) return false;
  }
  return true;
}

/** The first 32 bits behind the point of a root of a prime. */
function fraction(prime: bigint, degree: number): number {
  const scaled = prime << BigInt(32 * degree);
  let low = 0n;
  let high = 1n << 40n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    const power = degree === 2 ? middle * middle : middle * middle * middle;
    if (power <= scaled) low = middle;
    else high = middle;
  }
  return Number(low & 0xffff_ffffn);
}
