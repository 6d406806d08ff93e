/** What a fill of the reference moves, and whether an order would fill whole: tried out on copies. */
import { SELF_TRADE_PREVENTION } from '../../../../src/values/index.js';
import { isOwn } from './checks.js';
import { addEntry, takeLots } from './entries.js';
import { paidAtOnce } from './forward-rules.js';
import { type Account, type Entry, giveUp, type Order, type Series, type World } from './world.js';

const BROKER = 1;

/** Lots of an order that can trade before it has to show more. */
export function shownOf({ open, priority, special }: Order): number {
  return priority !== undefined && special && special.peak > 0 ? special.shown : open;
}

/** Whether an order would trade whole with those it meets, best first. */
export function wouldFill(
  met: readonly Order[],
  account: Account,
  stp: number,
  lots: number,
): boolean {
  let missing = lots;
  let later = met.length;
  let left = met.map((order, i) => ({ order, open: order.open, shown: shownOf(order), at: i }));
  while (missing > 0) {
    const best = left[0]?.order.price;
    const queue = left.filter(({ order }) => order.price === best).sort((a, b) => a.at - b.at);
    const [maker] = queue;
    if (maker === undefined) return false;
    const { order } = maker;
    if (isOwn(order, account.id, account.group)) {
      if (stp !== SELF_TRADE_PREVENTION.CANCEL_MAKER) return false;
      left = left.filter((one) => one !== maker);
      continue;
    }
    missing -= maker.shown;
    maker.open -= maker.shown;
    maker.shown = Math.min(maker.open, order.special?.peak || maker.open);
    later += 1;
    maker.at = later;
    const ring = order.special?.ring ?? [];
    left = left.filter((one) => one.open > 0 && (one === maker || !ring.includes(one.order)));
  }
  return true;
}

/** Rights leave the seller and wait in a queue; answers what a provider locked for its price, and what was attested. */
export function giveRights(
  world: World,
  series: Series,
  seller: Order,
  terms: { unit: bigint; lots: number; novated: boolean },
): { collateral: bigint; attested: number } {
  const { unit, lots, novated } = terms;
  const position = world.makePosition(seller.account, series);
  if (seller.account === BROKER) {
    position.held -= lots;
    for (let left = lots; left > 0; ) {
      const entry = series.inventory[0] as Entry;
      const some = takeLots(series.inventory, entry, Math.min(left, entry.lots));
      position.cost -= some.unit * BigInt(some.lots);
      addEntry(series.obligations, some);
      left -= some.lots;
    }
    return { collateral: 0n, attested: 0 };
  }
  const attested = giveUp(position, lots);
  const free = { unit, unitFee: 0n, buyerFee: 0n };
  const own = { provider: seller.account, novated: false, ...free };
  const { inventory } = series;
  const plain = lots - attested;
  if (!novated && plain > 0) addEntry(inventory, { ...own, attested: false, lots: plain });
  if (!novated && attested > 0) addEntry(inventory, { ...own, attested: true, lots: attested });
  const id = seller.account;
  const reserved = seller.unit * BigInt(lots);
  world.move(`reserved:${id}`, `collateral:${id}`, reserved);
  const above = unit > position.covered && !series.isForward ? unit - position.covered : 0n;
  const wanted = above * BigInt(lots) - reserved;
  const has = world.spendable(id);
  const extra = wanted < 0n ? 0n : wanted < has ? wanted : has;
  world.move(`available:${id}`, `collateral:${id}`, extra);
  position.collateral += reserved + extra;
  return { collateral: reserved + extra, attested };
}

export function payForRights(
  world: World,
  series: Series,
  buyer: Order,
  seller: Order,
  terms: {
    unit: bigint;
    lots: number;
    unitSellerFee: bigint;
    unitBuyerFee: bigint;
    marginPpm: number;
  },
): void {
  const position = world.makePosition(buyer.account, series);
  const { unit, lots, unitSellerFee, unitBuyerFee } = terms;
  const price = unit * BigInt(lots);
  const fee = unitBuyerFee * BigInt(lots);
  const isBroker = buyer.account === BROKER;
  const to = isBroker ? `pending:${seller.account}` : `escrow:${series.id}`;
  const wanted = paidAtOnce(series, unit, unitBuyerFee, terms.marginPpm);
  const atOnce = (wanted < buyer.unit ? wanted : buyer.unit) * BigInt(lots);
  const paid = series.isForward && !isBroker ? atOnce : price + fee;
  world.move(`reserved:${buyer.account}`, to, paid);
  const spare = buyer.unit * BigInt(lots) - paid;
  world.move(`reserved:${buyer.account}`, `available:${buyer.account}`, spare);
  position.held += lots;
  position.cost += price;
  position.fee += fee;
  if (isBroker) return;
  if (series.isForward) position.paidIn += paid;
  const novated = seller.account !== BROKER;
  const provider = novated ? seller.account : 0;
  const attested = false;
  const claim = {
    provider,
    novated,
    attested,
    lots,
    unit,
    unitFee: unitSellerFee,
    buyerFee: unitBuyerFee,
  };
  addEntry(position.claims, claim);
}
