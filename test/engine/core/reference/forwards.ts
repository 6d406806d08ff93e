/**
 * Forwards of the reference, as docs/forwards.md tells them: what a buyer pays at once, what it owes, what it is called for, what
 * becomes of it when the window opens. What was paid in is kept as such; everything else is counted afresh.
 */
import {
  ACCOUNT_ROLE,
  CANCEL_REASON,
  RIGHTS_ACTION,
  SERIES_STATE,
} from '../../../../src/values/index.js';
import type { Auctions } from './auctions.js';
import type { Checks } from './checks.js';
import type { Collateral } from './collateral.js';
import { addEntry, takeLots } from './entries.js';
import { owed } from './forward-rules.js';
import type { Trading } from './trading.js';
import type { Account, Entry, Position, Series, World } from './world.js';

const BROKER = 1;
const PPM = 1_000_000n;
const ENTRIES_MAX = 64;

export class Forwards {
  private readonly world: World;
  private readonly checks: Checks;
  private readonly trading: Trading;
  private readonly auctions: Auctions;
  private readonly collateral: Collateral;

  constructor(parts: {
    world: World;
    checks: Checks;
    trading: Trading;
    auctions: Auctions;
    collateral: Collateral;
  }) {
    this.world = parts.world;
    this.checks = parts.checks;
    this.trading = parts.trading;
    this.auctions = parts.auctions;
    this.collateral = parts.collateral;
    this.collateral.settleBuyer = (account) => this.settle(account);
  }

  /** A series that waits for its window trades from now on. */
  admit(series: Series): void {
    series.isForward = true;
    this.enter(series, SERIES_STATE.FORWARD);
  }

  /** The window opens: orders end, buyers pay or give lots up, forwards are rights. */
  open(series: Series): void {
    this.auctions.cutShort(series);
    series.isGathering = false;
    if (series.state !== SERIES_STATE.HALTED) this.enter(series, SERIES_STATE.CONVERTING);
    this.world.work.push({
      name: `open ${series.id}`,
      run: () => {
        this.trading.clearSeries(series, CANCEL_REASON.SERIES_CLOSED);
        for (const position of [...series.positions]) this.convert(series, position);
        series.isForward = false;
        if (series.state === SERIES_STATE.CONVERTING) this.auctions.open(series);
        return 'over';
      },
    });
  }

  private convert(series: Series, position: Position): void {
    const { world } = this;
    if (world.account(position.account)?.role !== ACCOUNT_ROLE.CONSUMER) return;
    for (;;) {
      const due = owed(series, position);
      const missing = due - world.spendable(position.account);
      if (missing <= 0n) {
        this.payIn(series, position, due);
        break;
      }
      this.giveUp(series, position, ({ unit, buyerFee }) => up(missing, unit + buyerFee));
    }
    this.collateral.endCall(series, position);
    if (position.held > 0) this.say(position.account, RIGHTS_ACTION.PAID, series, position.held);
  }

  /** Every position of an account that may owe for forwards, what was opened last first. */
  private settle(account: Account): void {
    const { world } = this;
    const mine = world.series
      .flatMap((series) => series.positions.map((position) => ({ series, position })))
      .filter(({ series }) => series.isForward && series.startMs > world.timeMs)
      .filter(({ position }) => position.account === account.id)
      .sort((a, b) => b.position.number - a.position.number);
    const owes = mine.some(({ series, position }) => owed(series, position) > 0n);
    if (!owes && !this.collateral.hasCall(account.id)) return;
    for (const { series, position } of mine) {
      const window = series.endMs - series.startMs;
      const longest = Math.floor((window * 15) / 100);
      const callMs = Math.min(this.checks.parameter('collateral_call_ms', series), longest);
      this.collateral.ask(series, position, this.topUp(series, position), callMs);
      for (let i = 0; i < ENTRIES_MAX && position.defaulted; i += 1) {
        const missing = position.called;
        const ppm = this.marginPpm(series);
        const margin = (unit: bigint) => (unit * ppm + PPM - 1n) / PPM;
        this.giveUp(series, position, ({ unit }) => up(missing, margin(unit)));
        this.collateral.ask(series, position, this.topUp(series, position), callMs);
      }
    }
  }

  private marginPpm(series: Series): bigint {
    return BigInt(this.checks.parameter('forward_margin_ppm', series));
  }

  /** What a position is still short of after its account paid what it has. */
  private topUp(series: Series, position: Position): bigint {
    const { world } = this;
    const { cost, fee, held, account } = position;
    const margin = (cost * this.marginPpm(series) + PPM - 1n) / PPM;
    const worth = series.collateralMark * BigInt(held);
    const asked = margin + (cost > worth ? cost - worth : 0n);
    const missing = (asked < cost ? asked : cost) + fee - position.paidIn;
    if (missing < 0n) {
      world.move(`escrow:${series.id}`, `available:${account}`, -missing);
      position.paidIn += missing;
      return 0n;
    }
    const has = world.spendable(account);
    const paid = missing < has ? missing : has;
    this.payIn(series, position, paid);
    return missing - paid;
  }

  private payIn(series: Series, position: Position, amount: bigint): void {
    this.world.move(`available:${position.account}`, `escrow:${series.id}`, amount);
    position.paidIn += amount;
  }

  /** Some lots of the newest purchase go back to their seller, with their loss out of what was paid in. */
  private giveUp(series: Series, position: Position, lotsOf: (claim: Entry) => number): void {
    const { world } = this;
    const claim = position.claims.at(-1) as Entry;
    const isFull = world.entryCount() >= world.limits.maxObligations;
    const lots = isFull ? claim.lots : Math.min(claim.lots, Math.max(1, lotsOf(claim)));
    takeLots(position.claims, claim, lots);
    position.held -= lots;
    position.cost -= claim.unit * BigInt(lots);
    position.fee -= claim.buyerFee * BigInt(lots);
    position.exercisedSequence = world.sequence;
    const cheaper = claim.unit - series.collateralMark;
    const loss = cheaper > 0n ? cheaper * BigInt(lots) : 0n;
    const paid = loss < position.paidIn ? loss : position.paidIn;
    const seller = claim.novated ? claim.provider : BROKER;
    world.move(`escrow:${series.id}`, `available:${seller}`, paid);
    position.paidIn -= paid;
    // The trade was made, whatever becomes of it.
    const fees = claim.buyerFee * BigInt(lots);
    const fee = fees < position.paidIn ? fees : position.paidIn;
    world.move(`escrow:${series.id}`, 'available:3', fee);
    position.paidIn -= fee;
    const over = position.paidIn - position.cost - position.fee;
    if (over > 0n) {
      world.move(`escrow:${series.id}`, `available:${position.account}`, over);
      position.paidIn -= over;
    }
    this.returnTo(seller, series, lots);
    this.say(position.account, RIGHTS_ACTION.DEFAULTED, series, lots);
    this.say(seller, RIGHTS_ACTION.DEFAULTED, series, lots);
  }

  private returnTo(seller: number, series: Series, lots: number): void {
    const { world } = this;
    const position = world.position(seller, series) as Position;
    position.held += lots;
    if (seller !== BROKER) {
      const capacity = world.capacity(seller, series.contract.segment);
      const out = world.outstanding(seller, series.contract.segment) + (capacity?.lost ?? 0);
      const reaches = capacity !== undefined && capacity.attestedUntilMs >= series.endMs;
      if (reaches && out <= capacity.attestedLots) position.attested += lots;
      return;
    }
    for (let left = lots; left > 0; ) {
      const last = series.obligations.at(-1) as Entry;
      const some = takeLots(series.obligations, last, Math.min(left, last.lots));
      addEntry(series.inventory, some, true);
      position.cost += some.unit * BigInt(some.lots);
      left -= some.lots;
    }
  }

  private enter(series: Series, state: number): void {
    series.state = state;
    this.world.say('SERIES', { series: series.id, state });
  }

  private say(account: number, action: number, series: Series, lots: number): void {
    const accountSequence = this.world.tell(account);
    this.world.say('RIGHTS', { account, accountSequence, action, series: series.id, lots });
  }
}

/** So many lots that what each brings covers an amount. */
function up(amount: bigint, each: bigint): number {
  return Number((amount + each - 1n) / each);
}
