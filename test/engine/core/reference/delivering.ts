/** Exercise, deliveries and their money in the reference, after the posting table of the rulebook. */
import { CODE } from '../../../../src/engine/core/index.js';
import {
  type ColdBodies,
  DELIVERY_STATE,
  ENTITLEMENT_STATUS,
  RIGHTS_ACTION,
} from '../../../../src/values/index.js';
import { type Checks, no } from './checks.js';
import { entitlementTo, sayEntitlement, suspend, takeOff } from './entitling.js';
import {
  addPiece,
  least,
  type Paid,
  paidFor,
  sumOf,
  sumPaid,
  takeFirst,
  takeLots,
} from './entries.js';
import { type Batch, hasRoom, newBatch, partsOf, roomProblem } from './exercise-parts.js';
import { Failing, type Remedy } from './failing.js';
import { comesBack, noteExercise } from './forward-rules.js';
import { done, type Result, type Trading } from './trading.js';
import type { Delivery, Entitlement, Entry, Piece, Position, Series, World } from './world.js';

const { TICKETED, NOTICED, DISPUTED, ACCEPTED, FAILED, CONFIRMED, OVERDUE } = DELIVERY_STATE;
const [BROKER, FEES, INSURANCE] = ['available:1', 'available:3', 'available:4'] as const;
const PIECES_MAX = 1024;

export class Delivering {
  private readonly world: World;
  private readonly checks: Checks;
  readonly failing: Failing;
  private ticketIndex = 0;
  /** Ends the collateral call of a position with nothing outstanding any more. */
  endCall: (series: Series, position: Position) => void = () => undefined;

  constructor(world: World, checks: Checks, trading: Trading) {
    this.failing = new Failing({ world, checks, trading, delivering: this });
    this.world = world;
    this.checks = checks;
  }

  begin(): void {
    this.ticketIndex = 0;
  }

  /** Exercises rights of a position; less the code of why there is no room for the tickets. */
  exercise(series: Series, position: Position, lots: number): number {
    const parts = partsOf(series, position, lots);
    if (parts.length > PIECES_MAX) return -CODE.MAX_QTY;
    const problem = roomProblem(this.world, series, position.account, parts);
    return problem === 0 ? this.issue(series, position, lots) : -problem;
  }

  issue(series: Series, position: Position, lots: number): number {
    series.exercised += lots;
    this.sayRights(position.account, RIGHTS_ACTION.EXERCISED, series, lots);
    const batch = newBatch(series, position.account);
    const burnt = this.burn(position, lots);
    noteExercise(this.world, position.account, burnt);
    for (const claim of burnt) {
      if (claim.novated) this.deliver(batch, { ...claim, paid: claim.unit });
      else this.serve(batch, claim, 0);
    }
    return this.tell(batch);
  }

  /** Burns rights of a holder who opted out: paid for as if delivered and accepted. */
  forfeit(series: Series, position: Position, lots: number): void {
    this.sayRights(position.account, RIGHTS_ACTION.FORFEITED, series, lots);
    for (const claim of this.burn(position, lots)) {
      const served = claim.novated ? [claim] : takeFirst(series.obligations, claim.lots);
      for (const entry of served) {
        this.payAccepted(series, entry, paidFor(claim, entry.lots));
        series.delivered += entry.lots;
      }
      const left = claim.lots - sumOf(served);
      this.refund(series, position.account, paidFor(claim, left));
      series.failed += left;
    }
  }

  notice(
    provider: number,
    delivery: Delivery | undefined,
    { contentHash, location }: ColdBodies['noticeDelivery'],
  ): Result {
    if (delivery?.provider !== provider) return no(CODE.UNKNOWN_DELIVERY, 'delivery_id');
    const { state, proved, hashes } = delivery;
    const isAwaited = state === TICKETED || state === OVERDUE;
    const isCorrectable = state === NOTICED && !proved && hashes.length < 8;
    if (!isAwaited && !isCorrectable) return no(CODE.DELIVERY_STATE, 'delivery_id');
    if (contentHash.every((byte) => byte === 0)) return no(CODE.INVALID_FIELD, 'content_hash');
    if (location === '') return no(CODE.INVALID_FIELD, 'location');
    hashes.push(String(contentHash));
    delivery.place = location;
    if (isCorrectable) this.say(delivery, 0n, 0n);
    else this.enter(delivery, NOTICED, this.seriesOf(delivery).contract.rules.acceptanceMs);
    return done(delivery.token);
  }

  prove(
    delivery: Delivery | undefined,
    { contentHash, location }: ColdBodies['proveDelivery'],
  ): Result {
    if (delivery === undefined) return no(CODE.UNKNOWN_DELIVERY, 'delivery_id');
    if (delivery.state !== NOTICED || delivery.proved)
      return no(CODE.DELIVERY_STATE, 'delivery_id');
    if (delivery.hashes.at(-1) !== `${contentHash}`) return no(CODE.INVALID_FIELD, 'content_hash');
    if (delivery.place !== location) return no(CODE.INVALID_FIELD, 'location');
    delivery.proved = true;
    this.say(delivery, 0n, 0n);
    return done(delivery.token);
  }

  accept(consumer: number, delivery: Delivery | undefined): Result {
    if (delivery?.consumer !== consumer) return no(CODE.UNKNOWN_DELIVERY, 'delivery_id');
    if (![TICKETED, OVERDUE, NOTICED].includes(delivery.state as 1))
      return no(CODE.DELIVERY_STATE, 'delivery_id');
    this.confirm(delivery);
    return done(delivery.token);
  }

  dispute(consumer: number, delivery: Delivery | undefined): Result {
    if (delivery?.consumer !== consumer) return no(CODE.UNKNOWN_DELIVERY, 'delivery_id');
    const isOpen = delivery.state === NOTICED || delivery.state === CONFIRMED;
    if (!isOpen) return no(CODE.DELIVERY_STATE, 'delivery_id');
    const { world, checks } = this;
    const series = this.seriesOf(delivery);
    const disputed = world.deliveries.filter(
      (one) => one.consumer === consumer && one.state === DISPUTED,
    );
    if (disputed.length >= checks.parameter('max_open_disputes')) return no(CODE.OPEN_DISPUTES);
    const ppm = BigInt(checks.parameter('dispute_bond_ppm', series));
    const bond = (sumPaid(delivery.pieces).escrow * ppm + 999_999n) / 1_000_000n;
    if (bond > world.spendable(consumer)) return no(CODE.ESCROW_OR_PAT);
    world.move(`available:${consumer}`, `escrow:${series.id}`, bond);
    delivery.bond = bond;
    suspend(world, delivery.entitlement, sumOf(delivery.pieces), true);
    this.enter(delivery, DISPUTED, checks.parameter('dispute_ruling_ms', series));
    return done(delivery.token);
  }

  rule(delivery: Delivery | undefined, upheld: boolean): Result {
    if (delivery === undefined) return no(CODE.UNKNOWN_DELIVERY, 'delivery_id');
    if (delivery.state !== DISPUTED) return no(CODE.DELIVERY_STATE, 'delivery_id');
    if (upheld) this.uphold(delivery);
    else {
      this.endDispute(delivery, delivery.provider);
      suspend(this.world, delivery.entitlement, sumOf(delivery.pieces), false);
      this.settle(delivery);
    }
    return done(delivery.token);
  }

  acknowledge(account: number, delivery: Delivery | undefined): Result {
    const isParty = delivery?.consumer === account || delivery?.provider === account;
    return isParty && delivery ? done(delivery.token) : no(CODE.UNKNOWN_DELIVERY, 'delivery_id');
  }

  /** Rights nobody will use: to a provider whose capacity was attested at the mint, else to the broker. */
  lapse(series: Series, entry: Entry): void {
    const { world } = this;
    const { provider } = entry;
    const owed = entry.unit * BigInt(entry.lots);
    if (entry.attested) this.payProvider(series, provider, `pending:${provider}`, owed);
    else world.move(`pending:${provider}`, BROKER, owed);
    this.free(series, provider, entry.lots, 0n);
  }

  /** Lots of a provider that no longer need backing give their share of its collateral back, less a penalty. */
  free(
    series: Series,
    provider: number,
    lots: number,
    penalty: bigint,
    isUncovered = false,
  ): bigint {
    const { world } = this;
    const position = world.position(provider, series) as Position;
    const whole = lots === position.outstanding;
    const own = whole
      ? position.collateral
      : ((position.collateral - position.variation) * BigInt(lots)) / BigInt(position.outstanding);
    // A penalty beyond the lots' own part comes out of what is there for what lots have become dearer by.
    const taken = least(penalty, whole || isUncovered ? own : own + position.variation);
    const part = taken > own ? taken : own;
    position.variation = whole ? 0n : position.variation - (part - own);
    world.move(`collateral:${provider}`, INSURANCE, taken);
    world.move(`collateral:${provider}`, `available:${provider}`, part - taken);
    const margin = whole
      ? position.margin
      : (position.margin * BigInt(lots)) / BigInt(position.outstanding);
    position.margin -= margin;
    position.collateral -= part;
    position.outstanding -= lots;
    if (whole) this.endCall(series, position);
    if (position.closed && position.outstanding === 0) {
      series.positions = series.positions.filter((one) => one !== position);
    }
    return taken;
  }

  private seriesOf(delivery: Delivery): Series {
    return this.world.seriesOf(delivery.series) as Series;
  }

  /** The oldest rights of a position, claim by claim. */
  private burn(position: Position, lots: number): Entry[] {
    const claims = takeFirst(position.claims, lots);
    position.held -= lots;
    for (const claim of claims) {
      const { escrow, fee } = paidFor(claim, claim.lots);
      position.cost -= escrow;
      position.fee -= fee;
    }
    position.exercisedSequence = this.world.sequence;
    return claims;
  }

  /** Tickets for obligations first in first out, passing over one provider; what none serves is refunded. */
  private serve(batch: Batch, claim: Entry, notProvider: number, remedy?: Remedy): number {
    const { series, consumer } = batch;
    let left = claim.lots;
    for (const entry of series.obligations.slice(0, PIECES_MAX)) {
      if (left === 0) break;
      const { provider } = entry;
      if (provider === notProvider) continue;
      const hasTicket = batch.deliveries.some((one) => one.provider === provider);
      if (!hasTicket && !hasRoom(this.world, consumer, series, 1)) break;
      const some = takeLots(series.obligations, entry, Math.min(left, entry.lots));
      this.deliver(batch, { ...some, paid: claim.unit, buyerFee: claim.buyerFee });
      left -= some.lots;
    }
    if (left > 0) this.failUnserved(batch, left, paidFor(claim, left), remedy);
    return claim.lots - left;
  }

  /** Adds a piece to what its provider has to deliver of the exercise. */
  private deliver({ series, consumer, deliveries }: Batch, piece: Piece): void {
    const { world } = this;
    const { provider } = piece;
    let delivery = deliveries.find((one) => one.provider === provider);
    if (!delivery) {
      delivery = {
        token: `delivery:${world.next()}`,
        consumer,
        provider,
        series: series.id,
        pieces: [],
        ticketSequence: world.sequence,
        ticketIndex: this.ticketIndex,
        entitlement: undefined,
        bond: 0n,
        state: TICKETED,
        hashes: [],
        place: '',
        proved: false,
        timer: undefined,
      };
      this.ticketIndex += 1;
      deliveries.push(delivery);
      world.deliveries.push(delivery);
    }
    addPiece(delivery.pieces, piece);
  }

  /** Tells what became of an exercise: the entitlement, each ticket, what nobody serves. */
  private tell(batch: Batch): number {
    const { world } = this;
    const { series, consumer, deliveries, unserved, refunded } = batch;
    const { rules } = series.contract;
    if (deliveries.length > 0) {
      const lots = deliveries.reduce((sum, { pieces }) => sum + sumOf(pieces), 0);
      const entitlement = this.entitle(series, consumer, lots);
      for (const delivery of deliveries) {
        delivery.entitlement = entitlement;
        this.enter(delivery, TICKETED, rules.serviceLevelMs);
      }
    }
    if (unserved === 0) return deliveries.length;
    world.say('DELIVERY', {
      consumer,
      consumerSequence: world.tell(consumer),
      provider: 0,
      providerSequence: 0,
      deliveryId: 0,
      ticketSequence: world.sequence,
      ticketIndex: this.ticketIndex,
      series: series.id,
      lots: unserved,
      state: FAILED,
      deadlineMs: 0,
      consumerMicroPat: Number(refunded),
      providerMicroPat: 0,
      entitlementId: 0,
    });
    this.ticketIndex += 1;
    return deliveries.length;
  }

  /** Adds lots to the holder's entitlement to a series, or makes one. */
  private entitle(series: Series, holder: number, lots: number): Entitlement {
    const { world } = this;
    const { rules } = series.contract;
    const late = rules.serviceLevelMs + this.cureMs(series) + rules.acceptanceMs;
    const until = Math.max(series.endMs, world.timeMs) + late;
    const found = entitlementTo(world, holder, series.id);
    const entitlement: Entitlement = found ?? {
      token: `entitlement:${world.next()}`,
      holder,
      isExercised: true,
      resource: `series:${series.id}`,
      actions: ['read'],
      validFromMs: world.timeMs,
      validToMs: until,
      status: ENTITLEMENT_STATUS.ACTIVE,
      lots: 0,
      suspended: 0,
    };
    if (!found) world.entitlements.push(entitlement);
    entitlement.lots += lots;
    entitlement.validToMs = Math.max(entitlement.validToMs, until);
    sayEntitlement(world, entitlement);
    return entitlement;
  }

  private failUnserved(batch: Batch, lots: number, paid: Paid, remedy?: Remedy): void {
    const { series, consumer } = batch;
    if (!remedy) this.refund(series, consumer, paid);
    const more = remedy
      ? this.failing.relieve(series, consumer, lots, paid, remedy)
      : this.failing.payShort(series, consumer, lots, paid);
    series.exercised -= lots;
    series.failed += lots;
    batch.unserved += lots;
    batch.refunded += paid.escrow + paid.fee + more;
  }

  private enter(delivery: Delivery, state: number, endsInMs: number | undefined): void {
    const { world } = this;
    world.dropTimer(delivery.timer);
    delivery.state = state;
    delivery.timer =
      endsInMs === undefined
        ? undefined
        : world.setTimer('serviceTimers', world.serviceTimeMs + endsInMs, () => {
            if (delivery.state === NOTICED && delivery.proved) this.confirm(delivery);
            else if (delivery.state === CONFIRMED) this.settle(delivery);
            else if (delivery.state === DISPUTED) this.uphold(delivery);
            else if (delivery.state === TICKETED) this.overdue(delivery);
            else this.fail(delivery);
          });
    this.say(delivery, 0n, 0n);
  }

  private end(delivery: Delivery, state: number, consumer: bigint, provider: bigint): void {
    const { world } = this;
    world.dropTimer(delivery.timer);
    delivery.timer = undefined;
    delivery.state = state;
    this.say(delivery, consumer, provider);
    world.deliveries = world.deliveries.filter((one) => one !== delivery);
  }

  /** A while to make up for it: as the parameter says, and at most 15 % of the window. */
  private overdue(delivery: Delivery): void {
    const cureMs = this.cureMs(this.seriesOf(delivery));
    if (cureMs === 0) this.fail(delivery);
    else this.enter(delivery, OVERDUE, cureMs);
  }

  private cureMs(series: Series): number {
    const most = Math.floor((series.contract.windowMs * 15) / 100);
    return Math.min(this.checks.parameter('delivery_cure_ms', series), most);
  }

  private uphold(delivery: Delivery): void {
    this.endDispute(delivery, delivery.consumer);
    this.fail(delivery);
  }

  private endDispute(delivery: Delivery, winner: number): void {
    this.world.move(`escrow:${delivery.series}`, `available:${winner}`, delivery.bond);
    delivery.bond = 0n;
  }

  private confirm(delivery: Delivery): void {
    const { disputeWindowMs } = this.seriesOf(delivery).contract.rules;
    if (disputeWindowMs === 0) this.settle(delivery);
    else this.enter(delivery, CONFIRMED, disputeWindowMs);
  }

  private settle(delivery: Delivery): void {
    const series = this.seriesOf(delivery);
    const { pieces } = delivery;
    const { escrow, fee } = sumPaid(pieces);
    const lots = sumOf(pieces);
    const got = pieces.map((piece) => this.payAccepted(series, piece, sumPaid([piece])));
    series.exercised -= lots;
    series.delivered += lots;
    this.end(
      delivery,
      ACCEPTED,
      escrow + fee,
      got.reduce((a, b) => a + b, 0n),
    );
  }

  private fail(delivery: Delivery): void {
    const { world } = this;
    const series = this.seriesOf(delivery);
    const { pieces, provider, consumer, entitlement } = delivery;
    const failed = pieces.map((piece) => ({
      piece,
      remedy: this.failing.pay(series, piece, false),
    }));
    const taken = failed.reduce((sum, { remedy }) => sum + remedy.liability + remedy.penalty, 0n);
    takeOff(world, entitlement, sumOf(pieces), delivery.state === DISPUTED);
    this.end(delivery, FAILED, 0n, -taken);
    const batch = newBatch(series, consumer);
    for (const { piece, remedy } of failed) {
      const { lots, paid: unit } = piece;
      if (piece.novated) this.failUnserved(batch, lots, sumPaid([piece]), remedy);
      else {
        const served = this.serve(batch, { ...piece, unit }, provider, remedy);
        this.failing.noteShort(series, served, remedy);
      }
    }
    this.tell(batch);
  }

  /** Accepted: fees to the fee account; a pair's price to its provider; the broker gets its own and pays its own. */
  private payAccepted(series: Series, entry: Entry, { escrow, fee }: Paid): bigint {
    const { world } = this;
    const from = `escrow:${series.id}`;
    const owed = entry.unit * BigInt(entry.lots);
    world.move(from, FEES, fee);
    this.free(series, entry.provider, entry.lots, 0n);
    if (!entry.novated) {
      world.move(from, BROKER, escrow);
      return this.payProvider(series, entry.provider, `pending:${entry.provider}`, owed);
    }
    const makerFee = least(entry.unitFee * BigInt(entry.lots), escrow);
    world.move(from, FEES, makerFee);
    return this.payProvider(series, entry.provider, from, escrow - makerFee);
  }

  private payProvider(series: Series, provider: number, from: string, amount: bigint): bigint {
    const { licensorAccountId, royaltyPpm } = series.contract.rules;
    const royalty = licensorAccountId === 0 ? 0n : (amount * BigInt(royaltyPpm)) / 1_000_000n;
    this.world.move(from, `available:${licensorAccountId}`, royalty);
    this.world.move(from, `available:${provider}`, amount - royalty);
    return amount - royalty;
  }

  refund(series: Series, consumer: number, { escrow, fee }: Paid): void {
    const position = this.world.position(consumer, series);
    const all = escrow + fee;
    const back = position ? comesBack(series, position, all) : all;
    this.world.move(`escrow:${series.id}`, `available:${consumer}`, back);
  }

  private sayRights(account: number, action: number, series: Series, lots: number): void {
    const accountSequence = this.world.tell(account);
    this.world.say('RIGHTS', { account, accountSequence, action, series: series.id, lots });
  }

  private say(delivery: Delivery, consumerMicroPat: bigint, providerMicroPat: bigint): void {
    const { world } = this;
    const { timer, provider } = delivery;
    world.say('DELIVERY', {
      consumer: delivery.consumer,
      consumerSequence: world.tell(delivery.consumer),
      provider,
      providerSequence: world.tell(provider),
      deliveryId: delivery.token,
      ticketSequence: delivery.ticketSequence,
      ticketIndex: delivery.ticketIndex,
      series: delivery.series,
      lots: sumOf(delivery.pieces),
      state: delivery.state,
      deadlineMs: timer ? timer.dueMs + world.outageMs : 0,
      consumerMicroPat: Number(consumerMicroPat),
      providerMicroPat: Number(providerMicroPat),
      entitlementId: delivery.entitlement?.token ?? 0,
    });
  }
}
