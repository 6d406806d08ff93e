/**
 * Turns order events recorded from Bitstamp's public feed into the flow a recording holds: prices as ppm of the
 * recorded mid, quantities as whole lots, orders numbered by their creation.
 *
 * Left out: events of orders that were there before the recording began, because their creation is not in it.
 * Kept as they are: times, the order of events, what was open at each of them.
 */

const SATOSHI_PER_LOT = 100_000_000;
const PPM = 1_000_000;
/** A book whose spread is wider than this share of its bid has no mid yet. */
const SPREAD_MAX = 0.01;
const ACTIONS = ['created', 'changed', 'deleted'];

/**
 * @typedef {{ timeMs: number, action: number, isSell: boolean, order: number, offsetPpm: number, lots: number }} Event
 * @typedef {{ id: string, timeMs: number, price: number, volume: number, action: number, isSell: boolean }} Row
 */

/**
 * Reads the published file: id, timestamp ms, exchange timestamp, price, volume in 1e-8, action, direction.
 * @param {string} csv
 * @returns {Row[]}
 */
export function readRows(csv) {
  return csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [id = '', timeMs, , price, volume, action = '', direction] = line.split(',');
      return {
        id,
        timeMs: Number(timeMs),
        price: Number(price),
        volume: Number(volume),
        action: ACTIONS.indexOf(action),
        isSell: direction === 'ask',
      };
    });
}

/**
 * @param {readonly Row[]} rows in the order of their times
 * @returns {Event[]}
 */
export function deriveFlow(rows) {
  const mids = midBefore(rows);
  /** @type {Map<string, { order: number, offsetPpm: number }>} */
  const live = new Map();
  /** @type {Event[]} */
  const events = [];
  let orders = 0;
  const startMs = rows[0]?.timeMs ?? 0;
  for (const [index, row] of rows.entries()) {
    const mid = mids[index] ?? row.price;
    if (row.action === 0) {
      // A rounded small negative is -0, which no integer column keeps.
      live.set(row.id, { order: orders, offsetPpm: Math.round((row.price / mid - 1) * PPM) || 0 });
      orders += 1;
    }
    const known = live.get(row.id);
    if (known === undefined) continue;
    const { action, isSell } = row;
    const lots = Math.ceil(row.volume / SATOSHI_PER_LOT);
    events.push({ timeMs: row.timeMs - startMs, action, isSell, ...known, lots });
    if (action === 2) live.delete(row.id);
  }
  return events;
}

/**
 * The mid of the book before each row; before there is one, the first that comes.
 * @param {readonly Row[]} rows
 * @returns {number[]}
 */
function midBefore(rows) {
  /** @type {[bids: Map<string, number>, asks: Map<string, number>]} */
  const sides = [new Map(), new Map()];
  /** @type {number[]} */
  const mids = [];
  let mid = Number.NaN;
  for (const row of rows) {
    const bid = Math.max(...sides[0].values());
    const ask = Math.min(...sides[1].values());
    if (bid < ask && ask / bid - 1 < SPREAD_MAX) mid = (bid + ask) / 2;
    mids.push(mid);
    const side = sides[row.isSell ? 1 : 0];
    if (row.action === 0) side.set(row.id, row.price);
    if (row.action === 2) side.delete(row.id);
  }
  const first = mids.find((value) => !Number.isNaN(value)) ?? Number.NaN;
  return mids.map((value) => (Number.isNaN(value) ? first : value));
}
