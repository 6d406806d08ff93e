/**
 * The market key `Segment|Window|Confidence` and its canonical text, such as `AUTO_INTENT|7D|0.70-0.85`.
 *
 * Input also takes spaces around the bars and an en dash, as people print it. Output is always canonical, so that
 * equal contracts have equal text: a window of whole days is written in days (`24H` is `1D`, `1W` is `7D`, `1M` is `30D`), any other
 * in hours. Bands are [lo, hi); the band that ends at 1.00 is closed. Whoever measured more confidence than a band's may mint into
 * it. Fails by returning a sentence that names what is wrong.
 */

export interface ContractKey {
  readonly segment: string;
  /** Canonical. */
  readonly windowText: string;
  readonly windowMs: number;
  /** Lower bound of confidence, ppm, inside the band. */
  readonly confidenceLowPpm: number;
  /** Upper bound of confidence, ppm, outside the band unless it is 1e6. */
  readonly confidenceHighPpm: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const UNIT_MS: Readonly<Record<string, number>> = {
  H: HOUR_MS,
  D: DAY_MS,
  W: 7 * DAY_MS,
  M: 30 * DAY_MS,
};
const MAX_WINDOW_MS = 366 * DAY_MS;

/** Parses a contract key; a string result says what is wrong with the text. */
export function parseContractKey(text: string): ContractKey | string {
  if (text.length > 96) return 'a contract has at most 96 characters';
  const parts = text.split('|').map((part) => part.trim());
  if (parts.length !== 3) return 'a contract is Segment|Window|Confidence';
  const [segment = '', windowText = '', band = ''] = parts;
  if (!/^[A-Z][A-Z0-9_]{0,31}$/.test(segment)) {
    return 'a segment is 1 to 32 of A-Z, 0-9 and _, starting with a letter';
  }
  const window = /^([1-9][0-9]{0,2})([HDWM])$/.exec(windowText);
  if (!window) return 'a window is a number and H, D, W or M, such as 7D';
  const windowMs = Number(window[1]) * (UNIT_MS[window[2] as string] as number);
  if (windowMs > MAX_WINDOW_MS) return 'a window is at most 366 days long';
  const bounds = /^([01]\.\d{2})\s*[-–]\s*([01]\.\d{2})$/.exec(band);
  if (!bounds) return 'a confidence band is two bounds with two decimals, such as 0.70-0.85';
  const lowPpm = hundredthsPpm(bounds[1] as string);
  const highPpm = hundredthsPpm(bounds[2] as string);
  if (highPpm > 1_000_000 || lowPpm >= highPpm) return 'a band goes upwards within 0.00 to 1.00';
  return {
    segment,
    windowText: canonicalWindow(windowMs),
    windowMs,
    confidenceLowPpm: lowPpm,
    confidenceHighPpm: highPpm,
  };
}

/** Canonical text of a contract key. */
export function formatContractKey(key: ContractKey): string {
  return `${key.segment}|${key.windowText}|${decimalText(key.confidenceLowPpm)}-${decimalText(key.confidenceHighPpm)}`;
}

/** Canonical text of a series: the contract, `@`, the UTC start; with minutes only when it is not midnight. */
export function formatSeriesKey(contract: string, windowStartMs: number): string {
  const iso = new Date(windowStartMs).toISOString();
  const time = iso.slice(11, 16);
  return `${contract}@${iso.slice(0, 10)}${time === '00:00' ? '' : `T${time}Z`}`;
}

function canonicalWindow(windowMs: number): string {
  return windowMs % DAY_MS === 0 ? `${windowMs / DAY_MS}D` : `${windowMs / HOUR_MS}H`;
}

function hundredthsPpm(text: string): number {
  return Number(text.replace('.', '')) * 10_000;
}

function decimalText(ppm: number): string {
  const hundredths = ppm / 10_000;
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
}
