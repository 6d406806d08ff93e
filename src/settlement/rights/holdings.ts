/**
 * Who holds which rights, as the chain keeps it: by series and account on chain, with what was ever minted, exercised and
 * has lapsed beside it. Rights of accounts without a wallet are held by the account that carries their PAT too. What an
 * exercise has used up is held by nobody, delivered or not: the right is gone when the ticket is issued.
 *
 * Every series that anything was ever minted of is in it, and adds up to zero (I4), or SettlementRefused. Two of these tell a
 * batch's rows: nothing has to be remembered between cuts but the last one settled.
 */
import {
  ACCOUNT_FIELD,
  CLEARING,
  type Core,
  POSITION_FIELD,
  SERIES_FIELD as S,
} from '../../engine/core/index.js';
import { type RightsRow, SUPPLY } from '../contracts/index.js';
import { SettlementRefused } from '../netting/index.js';

/** Series, account and lots, one after the other; ascending by series, then by account. */
export type Holdings = Float64Array;

export const NO_HOLDINGS: Holdings = new Float64Array(0);

const WORDS = 3;

/** @param omnibusId account on chain that carries what has no wallet */
export function holdingsOf(core: Core, omnibusId: number): Holdings {
  const { series, wallets } = core.state;
  if (!wallets.exists(omnibusId)) {
    throw new SettlementRefused('UNREGISTERED_ACCOUNT', `account ${omnibusId} is not on chain`);
  }
  const words: number[] = [];
  for (let id = 1; id <= series.count; id += 1) {
    const get = (field: number): number => series.get(id, field);
    const minted = get(S.mintedLots);
    // What is not paid for yet is nobody's to hold on chain.
    if (minted === 0 || get(S.clearing) === CLEARING.FORWARD) continue;
    const held = heldOf(core, id, omnibusId);
    const lapsed = get(S.lapsedLots) + get(S.withdrawnLots);
    const exercised = get(S.exercisedLots) + get(S.deliveredLots) + get(S.failedLots);
    words.push(id, SUPPLY.MINTED, -minted);
    let sum = lapsed + exercised - minted;
    for (const account of [...held.keys()].sort((a, b) => a - b)) {
      const lots = held.get(account) as number;
      words.push(id, account, lots);
      sum += lots;
    }
    if (lapsed > 0) words.push(id, SUPPLY.LAPSED, lapsed);
    if (exercised > 0) words.push(id, SUPPLY.EXERCISED, exercised);
    if (sum !== 0) throw new SettlementRefused('UNBALANCED', `series ${id} is ${sum} lots off`);
  }
  return Float64Array.from(words);
}

function heldOf({ state }: Core, seriesId: number, omnibusId: number): Map<number, number> {
  const { positions, series, accounts } = state;
  const held = new Map<number, number>();
  let slot = series.get(seriesId, S.firstPosition);
  while (slot !== 0) {
    const lots = positions.get(slot, POSITION_FIELD.heldLots);
    if (lots > 0) {
      const account = positions.accountOf(slot);
      const wallet = accounts.get(account, ACCOUNT_FIELD.wallet) || omnibusId;
      held.set(wallet, (held.get(wallet) ?? 0) + lots);
    }
    slot = positions.get(slot, POSITION_FIELD.seriesNext);
  }
  return held;
}

/** A view's entries, in their order. */
export function* entriesOf(holdings: Holdings): Generator<RightsRow & { readonly at: number }> {
  for (let at = 0; at < holdings.length; at += WORDS) {
    yield {
      at,
      seriesId: holdings[at] as number,
      accountId: holdings[at + 1] as number,
      deltaLots: holdings[at + 2] as number,
    };
  }
}

/** What changed between two views, in their order; each series adds up to zero. */
export function rightsBetween(target: Holdings, settled: Holdings): RightsRow[] {
  const rows: RightsRow[] = [];
  let next = 0;
  let last = 0;
  while (next < target.length || last < settled.length) {
    const order = compare(target, next, settled, last);
    const seriesId = (order <= 0 ? target[next] : settled[last]) as number;
    const accountId = (order <= 0 ? target[next + 1] : settled[last + 1]) as number;
    const has = order <= 0 ? (target[next + 2] as number) : 0;
    const had = order >= 0 ? (settled[last + 2] as number) : 0;
    if (has !== had) rows.push({ seriesId, accountId, deltaLots: has - had });
    if (order <= 0) next += WORDS;
    if (order >= 0) last += WORDS;
  }
  return rows;
}

/** Series of one view that another one does not know. */
export function seriesAdded(target: Holdings, settled: Holdings): number[] {
  const known = new Set<number>();
  for (const { seriesId } of entriesOf(settled)) known.add(seriesId);
  const added = new Set<number>();
  for (const { seriesId } of entriesOf(target)) if (!known.has(seriesId)) added.add(seriesId);
  return [...added];
}

/** Negative when the first place comes first; an end comes after everything. */
function compare(a: Holdings, at: number, b: Holdings, bt: number): number {
  if (at >= a.length) return 1;
  if (bt >= b.length) return -1;
  const series = (a[at] as number) - (b[bt] as number);
  return series !== 0 ? series : (a[at + 1] as number) - (b[bt + 1] as number);
}
