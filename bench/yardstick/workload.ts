/**
 * Reads a yardstick workload: messages of the public "Matching Engine Algorithm Performance Challenge"
 * (arXiv 2606.01183), seed 23, in the packed form described in README.md beside this file.
 * Fails by throwing with the path when a file is missing or its length does not add up.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ROOT } from '../child.js';

/** Every message of a workload, one column a field; `i` is the message's sequence. */
export interface Workload {
  readonly name: string;
  readonly count: number;
  /** Bits 0–1: NEW, CANCEL or neither, which modifies; bit 2: 1 = sell; bit 3: immediate or cancel. */
  readonly kind: Uint8Array;
  readonly id: Int32Array;
  /** 0 for cancels. */
  readonly priceTicks: Int32Array;
  readonly lots: Int32Array;
  readonly idMax: number;
  /** Account and series each order is given here; the benchmark has neither. */
  readonly owner: Int32Array;
  readonly series: Int32Array;
}

/** Of the generator that made the published workloads; part of their names. */
export const YARDSTICK_SEED = 23;

export const NEW = 0;
export const CANCEL = 1;
export const TYPE_MASK = 3;
export const SELL_BIT = 4;
export const IOC_BIT = 8;

export const WORKLOAD_NAMES = ['static', 'normal', 'swing-25', 'swing-40', 'flash-crash'] as const;

/** The first messages of each workload, part of the project. */
export const EXCERPT_FOLDER = join(ROOT, 'bench', 'yardstick', 'excerpt');

/** Where the whole workloads lie: PATX_YARDSTICK_DIR, or the data folder beside the project; they need not be there. */
export function yardstickFolder(): string {
  return resolve(process.env.PATX_YARDSTICK_DIR ?? join(ROOT, '../shared/data/matching-yardstick'));
}

/** Why the whole workloads cannot be played; undefined when they can. */
export function yardstickIsMissing(): string | undefined {
  const folder = yardstickFolder();
  const wanted = ['correctness_hash.txt', ...WORKLOAD_NAMES.map((name) => `${name}.s23.gz`)];
  const missing = wanted.find((name) => !existsSync(join(folder, name)));
  return missing === undefined
    ? undefined
    : `no yardstick workloads in ${folder} (${missing} is not there): set PATX_YARDSTICK_DIR to their folder`;
}

/** @returns the SHA-256 of each workload's correct report stream, by name */
export function expectedHashes(folder: string = requiredFolder()): Map<string, string> {
  const text = readFileSync(join(folder, 'correctness_hash.txt'), 'utf8');
  const hashes = new Map<string, string>();
  for (const [, hash = '', name = ''] of text.matchAll(/^([0-9a-f]{64})\s+(\S+?)_seed23_/gm)) {
    hashes.set(name, hash);
  }
  return hashes;
}

/**
 * @param ownerCount accounts to spread the orders over
 * @param seriesCount books to spread the orders over; the published hashes hold for 1
 */
export function readWorkload(
  name: string,
  ownerCount: number,
  seriesCount: number,
  folder: string = requiredFolder(),
): Workload {
  const path = join(folder, `${name}.s23.gz`);
  const packed = gunzipSync(readFileSync(path));
  const count = packed.readUInt32LE(0);
  const pricedCount = packed.readUInt32LE(4);
  if (packed.length !== 8 + count * 5 + pricedCount * 5) throw new Error(`${path}: wrong length`);
  const kind = new Uint8Array(packed.subarray(8, 8 + count));
  const prices = 8 + count * 5;
  const quantities = prices + pricedCount * 4;
  const id = new Int32Array(count);
  const priceTicks = new Int32Array(count);
  const lots = new Int32Array(count);
  let lastId = 0;
  let lastPrice = 0;
  let priced = 0;
  for (let i = 0; i < count; i += 1) {
    lastId += packed.readInt32LE(8 + count + i * 4);
    id[i] = lastId;
    if (((kind[i] as number) & TYPE_MASK) === CANCEL) continue;
    lastPrice += packed.readInt32LE(prices + priced * 4);
    priceTicks[i] = lastPrice;
    lots[i] = packed[quantities + priced] as number;
    priced += 1;
  }
  const idMax = id.reduce((a, b) => Math.max(a, b), 0);
  const owner = id.map((number) => number % ownerCount);
  const series = id.map((number) => number % seriesCount);
  return { name, count, kind, id, priceTicks, lots, idMax, owner, series };
}

function requiredFolder(): string {
  const missing = yardstickIsMissing();
  if (missing !== undefined) throw new Error(missing);
  return yardstickFolder();
}
