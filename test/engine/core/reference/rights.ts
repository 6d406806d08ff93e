/** Capacity, minting, withdrawing, exercising and busting in the reference. */
import { CODE } from '../../../../src/engine/core/index.js';
import {
  ACCOUNT_ROLE,
  CANCEL_REASON,
  type ColdBodies,
  RIGHTS_ACTION,
  SERIES_STATE,
  SIDE,
} from '../../../../src/values/index.js';
import { type Checks, isTraded, no } from './checks.js';
import type { Collateral } from './collateral.js';
import type { Delivering } from './delivering.js';
import { addEntry, takeLots } from './entries.js';
import { comesBack } from './forward-rules.js';
import type { Quoting } from './quoting.js';
import { done, type Result, type Trading } from './trading.js';
import {
  type Account,
  type Capacity,
  type Entry,
  giveUp,
  type Position,
  type Series,
  type Trade,
  type World,
} from './world.js';

const BROKER = 1;

export class Rights {
  private readonly world: World;
  private readonly checks: Checks;
  private readonly trading: Trading;
  private readonly quoting: Quoting;
  private readonly delivering: Delivering;
  readonly collateral: Collateral;

  constructor(parts: {
    world: World;
    checks: Checks;
    trading: Trading;
    quoting: Quoting;
    delivering: Delivering;
    collateral: Collateral;
  }) {
    this.world = parts.world;
    this.checks = parts.checks;
    this.trading = parts.trading;
    this.quoting = parts.quoting;
    this.delivering = parts.delivering;
    this.collateral = parts.collateral;
  }

  escrowCapacity(
    provider: number,
    body: ColdBodies['escrowCapacity'],
    isAttested: boolean,
  ): Result {
    const segments = this.segments();
    const segmentId = segments.indexOf(body.segment) + 1;
    if (segmentId === 0) return no(CODE.INVALID_FIELD, 'segment');
    const lost = isAttested ? 0 : (this.world.capacity(provider, body.segment)?.lost ?? 0);
    if (body.capacityLots - lost < this.world.outstanding(provider, body.segment)) {
      return no(CODE.ESCROW_CAPACITY, 'capacity_lots');
    }
    const capacity = this.makeCapacity(provider, body.segment);
    capacity.lots = body.capacityLots;
    capacity.lost = lost;
    if (isAttested) {
      capacity.attestedLots = body.capacityLots;
      capacity.attestedUntilMs = body.attestedUntilMs;
    }
    return done(segmentId);
  }

  makeCapacity(provider: number, segment: string): Capacity {
    const found = this.world.capacity(provider, segment);
    if (found) return found;
    const attested = { attestedLots: 0, attestedUntilMs: 0 };
    const capacity = { provider, segment, lots: 0, lost: 0, ...attested, confidencePpm: -1 };
    this.world.capacities.push(capacity);
    return capacity;
  }

  /** Segments in the order of the contracts that named them first. */
  segments(): string[] {
    return [...new Set(this.world.contracts.map((contract) => contract.segment))];
  }

  mint(account: Account, seriesId: number, lots: number): Result {
    const { world } = this;
    const series = world.seriesOf(seriesId);
    if (series === undefined) return no(CODE.UNKNOWN_SERIES, 'series_id');
    if (this.isBlocked(account, series)) return no(CODE.KILLED);
    if (!isTraded(series)) return no(CODE.SERIES_CLOSED, 'series_id');
    if (lots < 1) return no(CODE.TICK_LOT, 'quantity_lots');
    const { segment, lowPpm, rules } = series.contract;
    const capacity = world.capacity(account.id, segment);
    const outstanding = world.outstanding(account.id, segment) + (capacity?.lost ?? 0);
    if (capacity === undefined || outstanding + lots > capacity.lots) {
      return no(CODE.ESCROW_CAPACITY, 'quantity_lots');
    }
    if (capacity.confidencePpm < lowPpm) return no(CODE.CONFIDENCE);
    const mine = world.position(account.id, series);
    const share = (BigInt(rules.mintCapLots) * BigInt(rules.providerSharePpm)) / 1_000_000n;
    const isOverShare = BigInt((mine?.minted ?? 0) + lots) > share;
    if (isOverShare || series.minted + lots > rules.mintCapLots) {
      return no(CODE.MINT_CAP, 'quantity_lots');
    }
    if (this.collateral.hasCall(account.id)) return no(CODE.COLLATERAL_CALLED);
    if (series.isForward && world.phase < 2) return no(CODE.PHASE, 'series_id');
    const isAttested =
      outstanding + lots <= capacity.attestedLots && capacity.attestedUntilMs >= series.endMs;
    const { covered, margin } = this.backing(series, mine, lots, isAttested);
    const collateral = (BigInt(rules.penaltyMicroPat) + covered) * BigInt(lots) + margin;
    if (collateral > world.spendable(account.id)) {
      return no(CODE.COLLATERAL, 'quantity_lots');
    }
    const noPlace = world.positionProblem(account.id, series);
    if (noPlace !== 0) return no(noPlace);
    this.collateral.arm();
    if (series.positions.every((one) => one.outstanding === 0)) this.collateral.restart(series);
    const position = world.makePosition(account.id, series);
    world.move(`available:${account.id}`, `collateral:${account.id}`, collateral);
    position.held += lots;
    if (isAttested) position.attested += lots;
    position.minted += lots;
    position.outstanding += lots;
    position.collateral += collateral;
    position.margin += margin;
    position.covered = covered;
    series.minted += lots;
    position.mintedAtMs = world.timeMs;
    this.say(account.id, RIGHTS_ACTION.MINTED, series, lots);
    series.mintedSincePull += lots;
    const isBroker = ({ id }: Account) => id === BROKER;
    const isProvider = ({ role }: Account) => role === ACCOUNT_ROLE.PROVIDER;
    const unsold = world.lotsHeld(series, (one) => isBroker(one) || isProvider(one));
    const before = Math.max(0, unsold - series.mintedSincePull);
    const ppm = BigInt(this.checks.parameter('mint_pull_share_ppm', series));
    if (BigInt(series.mintedSincePull) * 1_000_000n <= BigInt(before) * ppm) return done(0, lots);
    series.mintedSincePull = 0;
    series.mintedSequence = world.sequence;
    this.quoting.pull(series, SIDE.BUY, CANCEL_REASON.MINTED);
    const filter = { seriesId, side: SIDE.BUY, minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 };
    this.trading.massCancel(BROKER, filter, CANCEL_REASON.MINTED);
    return done(0, lots);
  }

  /** Price covered per lot and margin of a mint: of a forward nothing where its capacity is attested, else all of it. */
  private backing(
    series: Series,
    mine: Position | undefined,
    lots: number,
    isAttested: boolean,
  ): { readonly covered: bigint; readonly margin: bigint } {
    const mark = BigInt(series.mark) * BigInt(series.contract.rules.tickValueMicroPat);
    if (series.isForward) {
      const margin = this.marginOf(series, undefined, mark, lots) + mark * BigInt(lots);
      return { covered: 0n, margin: isAttested ? 0n : margin };
    }
    const isOld = mine !== undefined && mine.outstanding > 0;
    const covered = isOld && mine.covered < mark ? mine.covered : mark;
    return { covered, margin: this.marginOf(series, mine, covered, lots) };
  }

  /** Margin on every lot that is then out, at today's rate, less what is locked of it. Rates as exact fractions. */
  private marginOf(
    series: Series,
    mine: Position | undefined,
    covered: bigint,
    lots: number,
  ): bigint {
    const row = this.checks.parameter(`margin_phase_${this.world.phase}_ppm`, series);
    if (row === 0) return 0n;
    const sigmas = BigInt(this.checks.parameter('margin_sigmas_ppm', series));
    const thinness = BigInt(Math.min(4_000_000, Math.max(1_000_000, series.thinnessPpm)));
    const daily = (BigInt(Math.max(0, series.sigmaPpm)) * sigmas + 999_999n) / 1_000_000n;
    const days = thinness >= 2_000_000n ? 2n : 1n;
    let move = daily;
    while (move * move < days * daily * daily && move < 1_000_000n) move += 1n;
    const most = move > BigInt(row) ? move : BigInt(row);
    const scaled = (most * thinness + 999_999n) / 1_000_000n;
    const rate = scaled > 1_000_000n ? 1_000_000n : scaled;
    const unit = (covered * rate + 999_999n) / 1_000_000n;
    const more = unit * BigInt((mine?.outstanding ?? 0) + lots) - (mine?.margin ?? 0n);
    return more > 0n ? more : 0n;
  }

  withdraw(account: Account, seriesId: number, lots: number): Result {
    const found = this.free(account, seriesId, lots);
    if ('code' in found) return found;
    const holdMs = this.checks.parameter('mint_hold_ms', found.series);
    if (this.world.timeMs < found.position.mintedAtMs + holdMs) {
      return no(CODE.MINT_HELD, 'series_id');
    }
    this.takeBack(found.series, found.position, lots);
    return done(0, lots);
  }

  exercise(account: Account, seriesId: number, lots: number): Result {
    const series = this.world.seriesOf(seriesId);
    if (series === undefined) return no(CODE.UNKNOWN_SERIES, 'series_id');
    if (this.isBlocked(account, series)) return no(CODE.KILLED);
    if (series.isForward) return no(CODE.PHASE, 'series_id');
    const found = this.free(account, seriesId, lots);
    if ('code' in found) return found;
    const tickets = this.delivering.exercise(series, found.position, lots);
    return tickets < 0 ? no(-tickets) : done(0, tickets);
  }

  /** Unsold rights are the provider's own again. */
  takeBack(series: Series, position: Position, lots: number): void {
    giveUp(position, lots);
    this.delivering.free(series, position.account, lots, 0n);
    series.withdrawn += lots;
    this.say(position.account, RIGHTS_ACTION.WITHDRAWN, series, lots);
  }

  /** Reverses a trade whose rights and money are still where it put them. */
  bust(seriesId: number, tradeId: number): Result {
    const { world } = this;
    const trade = world.trades.find((t) => t.series === seriesId && t.id === tradeId && !t.busted);
    if (trade === undefined) return no(CODE.UNKNOWN_TRADE, 'trade_id');
    const series = world.seriesOf(seriesId) as Series;
    if (!this.canReverse(series, trade)) return no(CODE.BUST_TOO_LATE, 'trade_id');
    if (!this.mayComeBack(series, trade)) return no(CODE.EXPOSURE, 'trade_id');
    if (world.entryCount() >= world.limits.maxObligations) return no(CODE.CAPACITY_FULL);
    this.reverse(series, trade);
    trade.busted = true;
    const makers = trade.isAuction
      ? [trade.buyer, trade.seller]
      : [trade.makerSide === SIDE.BUY ? trade.buyer : trade.seller];
    this.trading.protecting.busted(makers, `${seriesId}:${tradeId}`);
    const standing = world.trades.filter((t) => t.series === seriesId && !t.busted);
    series.lastPrice = standing.at(-1)?.price ?? 0;
    if (trade.isAuction) series.lastAuction = standing.findLast((t) => t.isAuction)?.price ?? 0;
    world.say('TRADE_BUSTED', {
      buyer: trade.buyer,
      buyerSequence: world.tell(trade.buyer),
      seller: trade.seller,
      sellerSequence: world.tell(trade.seller),
      series: seriesId,
      tradeId,
      priceTicks: trade.price,
      lots: trade.lots,
    });
    return done(tradeId);
  }

  /** Whether the broker may be exposed again to what the rights it sold had cost it. */
  private mayComeBack(series: Series, trade: Trade): boolean {
    if (trade.seller !== BROKER) return true;
    let left = trade.lots;
    let cost = 0n;
    for (const { lots, unit } of [...series.obligations].reverse()) {
      const some = Math.min(left, lots);
      cost += unit * BigInt(some);
      left -= some;
    }
    return this.checks.fitsExposure(series, cost);
  }

  private canReverse(series: Series, trade: Trade): boolean {
    const { world } = this;
    const { OPEN, HALTED, AUCTION, FORWARD } = SERIES_STATE;
    const isLive = [OPEN, HALTED, AUCTION, FORWARD].some((state) => series.state === state);
    const buyer = world.position(trade.buyer, series);
    if (series.isForward && series.startMs <= world.timeMs) return false;
    if (!isLive || buyer === undefined || buyer.exercisedSequence >= trade.sequence) return false;
    const free = buyer.held - this.checks.offered(trade.buyer, series);
    if (free < trade.lots) return false;
    if (trade.buyer !== BROKER && trade.seller !== BROKER) return true;
    const sum = (entries: Entry[]) => entries.reduce((lots, entry) => lots + entry.lots, 0);
    if (trade.seller === BROKER) return sum(series.obligations) >= trade.lots;
    const [attested, plain] = [true, false].map((one) => sum(this.boughtBy(series, trade, one)));
    const wanted = trade.lots - trade.attested;
    return (attested as number) >= trade.attested && (plain as number) >= wanted;
  }

  /** Inventory that a trade may have made, newest first, attested or not. */
  private boughtBy(series: Series, trade: Trade, attested: boolean): Entry[] {
    const unit = BigInt(trade.price) * BigInt(series.contract.rules.tickValueMicroPat);
    const isIts = (entry: Entry) => entry.provider === trade.seller && entry.unit === unit;
    const all = [...series.inventory].reverse();
    return all.filter((entry) => isIts(entry) && entry.attested === attested);
  }

  /** Takes a trade's lots out of its buyer's claims, where those of its later trades are behind them. */
  private takeClaim(series: Series, trade: Trade, { claims }: Position): void {
    const isLater = (t: Trade) => t.series === series.id && t.buyer === trade.buyer && !t.busted;
    let behind = this.world.trades
      .filter((t) => isLater(t) && t.id > trade.id)
      .reduce((sum, t) => sum + t.lots, 0);
    const claim = [...claims].reverse().find((entry) => {
      behind -= entry.lots;
      return behind < 0;
    });
    takeLots(claims, claim as Entry, trade.lots);
  }

  private reverse(series: Series, trade: Trade): void {
    const { world } = this;
    const unit = BigInt(trade.price) * BigInt(series.contract.rules.tickValueMicroPat);
    const paid = unit * BigInt(trade.lots);
    const buyer = world.position(trade.buyer, series) as Position;
    const seller = world.position(trade.seller, series) as Position;
    if (trade.seller === BROKER) {
      for (const some of takeLast(series.obligations, [...series.obligations], trade.lots)) {
        addEntry(series.inventory, some, true);
        seller.cost += some.unit * BigInt(some.lots);
      }
    } else {
      seller.attested += trade.attested;
    }
    if (trade.buyer === BROKER) {
      const plain = trade.lots - trade.attested;
      takeLast(series.inventory, this.boughtBy(series, trade, false).reverse(), plain);
      takeLast(series.inventory, this.boughtBy(series, trade, true).reverse(), trade.attested);
    }
    if (trade.buyer !== BROKER) this.takeClaim(series, trade, buyer);
    buyer.held -= trade.lots;
    buyer.cost -= paid;
    buyer.fee -= trade.buyerFee;
    seller.held += trade.lots;
    const from = trade.buyer === BROKER ? `pending:${trade.seller}` : `escrow:${series.id}`;
    const all = paid + trade.buyerFee;
    const back = trade.buyer === BROKER ? all : comesBack(series, buyer, all);
    world.move(from, `available:${trade.buyer}`, back);
    if (trade.seller === BROKER) return;
    // What the trade locked beyond the mint's collateral goes back, as far as it is still there.
    const floor =
      (BigInt(series.contract.rules.penaltyMicroPat) + seller.covered) * BigInt(seller.outstanding);
    const spare = seller.collateral - seller.margin - seller.variation - floor;
    const free = spare < 0n ? 0n : spare < trade.collateral ? spare : trade.collateral;
    world.move(`collateral:${trade.seller}`, `available:${trade.seller}`, free);
    seller.collateral -= free;
  }

  private isBlocked(account: Account, series: Series): boolean {
    return this.world.globalKilled || account.killed || series.killed;
  }

  /** The position of an account with that many rights not on offer. */
  private free(
    account: Account,
    seriesId: number,
    lots: number,
  ): ReturnType<typeof no> | { series: Series; position: Position } {
    const { world } = this;
    const series = world.seriesOf(seriesId);
    if (series === undefined) return no(CODE.UNKNOWN_SERIES, 'series_id');
    if (series.state === SERIES_STATE.CLOSING || series.state === SERIES_STATE.CLOSED) {
      return no(CODE.SERIES_CLOSED, 'series_id');
    }
    const position = world.position(account.id, series);
    const free = (position?.held ?? 0) - this.checks.offered(account.id, series);
    if (position === undefined || lots < 1 || lots > free) {
      return no(CODE.INSUFFICIENT_RIGHTS, 'quantity_lots');
    }
    return { series, position };
  }

  private say(account: number, action: number, series: Series, lots: number): void {
    const accountSequence = this.world.tell(account);
    this.world.say('RIGHTS', { account, accountSequence, action, series: series.id, lots });
  }
}

/** Takes lots off some entries of a queue, last first. */
function takeLast(queue: Entry[], entries: Entry[], lots: number): Entry[] {
  const taken: Entry[] = [];
  let left = lots;
  for (const entry of entries.reverse()) {
    if (left === 0) break;
    const some = takeLots(queue, entry, Math.min(left, entry.lots));
    taken.push(some);
    left -= some.lots;
  }
  return taken;
}
