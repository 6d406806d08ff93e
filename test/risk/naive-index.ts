/**
 * The index computed anew by whoever doubts it: written from docs/index.md and not from the venue's code, of what the
 * market-data channel says and nothing else.
 */

/** A print as the channel has it. */
export interface ChannelPrint {
  readonly enteredTimeMs: number;
  readonly priceMicroPat: number;
  readonly weightMilliLots: number;
  readonly buyer: number;
  readonly seller: number;
  readonly broker: boolean;
}

export interface Recomputed {
  readonly valueMicroPat: bigint;
  readonly buyers: number;
  readonly sellers: number;
  readonly trimmedPpm: bigint;
  readonly brokerPpm: bigint;
}

type Row = ChannelPrint & { w: bigint };
const total = (rows: readonly Row[]): bigint => rows.reduce((sum, { w }) => sum + w, 0n);

function squeeze(rows: readonly Row[], most: bigint): void {
  const had = total(rows);
  if (had > most) for (const row of rows) row.w = (row.w * most) / had;
}

function byKey(rows: readonly Row[], key: (row: Row) => string): Row[][] {
  const keys = [...new Set(rows.map(key))];
  return keys.map((one) => rows.filter((row) => key(row) === one));
}

/** The largest whole cap with cap ≤ share · Σ min(weight, cap), found by halving; equal parts where they are more. */
function fill(all: readonly Row[][], ppm: bigint): void {
  const groups = all.filter((group) => total(group) > 0n);
  if (groups.length === 0) return;
  const n = BigInt(groups.length);
  const equal = (1_000_000n + n - 1n) / n;
  const share = equal > ppm ? equal : ppm;
  const fits = (cap: bigint): boolean =>
    cap * 1_000_000n <=
    share * groups.reduce((sum, group) => sum + (total(group) < cap ? total(group) : cap), 0n);
  let low = 0n;
  let high = 10n ** 18n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  for (const group of groups) squeeze(group, low);
}

/** The value at a time, or undefined for NONE. @param last the last valid value and its time, or undefined */
export function recompute(
  prints: readonly ChannelPrint[],
  atMs: number,
  last: { readonly valueMicroPat: bigint; readonly atMs: number } | undefined,
): Recomputed | undefined {
  const rows: Row[] = prints
    .filter(({ enteredTimeMs: t }) => atMs - t >= 0 && atMs - t < 30 * 60_000)
    .map((print) => ({ ...print, w: BigInt(print.weightMilliLots) }));
  const others = total(rows.filter(({ broker }) => !broker));
  squeeze(
    rows.filter(({ broker }) => broker),
    (others * 333_333n) / 666_667n,
  );
  const all = total(rows);
  if (all === 0n) return undefined;
  for (let round = 0; round < 2; round += 1) {
    fill(
      byKey(rows, (row) => `${row.buyer}/${row.seller}`),
      50_000n,
    );
    fill(
      byKey(rows, (row) => `${row.buyer}`),
      100_000n,
    );
    fill(
      byKey(rows, (row) => `${row.seller}`),
      100_000n,
    );
  }
  const left = rows.filter(({ w }) => w > 0n);
  const buyers = byKey(left, (row) => `${row.buyer}`);
  const sellers = byKey(left, (row) => `${row.seller}`);
  if (buyers.length < 8 || sellers.length < 8) return undefined;
  const weight = total(left);
  const means = buyers
    .map((own) => ({
      w: total(own),
      mean:
        own.reduce((sum, { w, priceMicroPat }) => sum + w * BigInt(priceMicroPat), 0n) / total(own),
    }))
    .sort((a, b) => (a.mean < b.mean ? -1 : 1));
  let seen = 0n;
  let value = 0n;
  for (const { w, mean } of means) {
    if (2n * seen < weight) value = mean;
    seen += w;
  }
  if (last !== undefined) {
    const reach =
      (last.valueMicroPat * 50_000n * BigInt(atMs - last.atMs)) / (1_000_000n * 60_000n);
    if (value > last.valueMicroPat + reach) value = last.valueMicroPat + reach;
    if (value < last.valueMicroPat - reach) value = last.valueMicroPat - reach;
  }
  if (value < 1n) value = 1n;
  const ofBroker = total(left.filter(({ broker }) => broker));
  return {
    valueMicroPat: value,
    ...{ buyers: buyers.length, sellers: sellers.length },
    trimmedPpm: ((all - weight) * 1_000_000n) / all,
    brokerPpm: (ofBroker * 1_000_000n) / weight,
  };
}
