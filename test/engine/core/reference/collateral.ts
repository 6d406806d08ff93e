/** Collateral that follows the mark in the reference: every need is counted afresh from everything a provider has sold. */
import {
  ACCOUNT_ROLE,
  CANCEL_REASON,
  COLLATERAL_CALL_CHANGE,
  RIGHTS_ACTION,
  SIDE,
} from '../../../../src/values/index.js';
import type { Checks } from './checks.js';
import type { Delivering } from './delivering.js';
import { least, takeLots } from './entries.js';
import type { Quoting } from './quoting.js';
import type { Trading } from './trading.js';
import type { Account, Entry, Position, Series, World } from './world.js';

const BROKER = 1;
const HOUR_MS = 3_600_000n;
const PERIOD_MS = 600_000;
const NEVER_MS = Date.UTC(2500, 0, 1);
const PPM = 1_000_000n;
const { CALLED, MET, DEFAULTED } = COLLATERAL_CALL_CHANGE;

export class Collateral {
  private readonly world: World;
  private readonly checks: Checks;
  private readonly trading: Trading;
  private readonly quoting: Quoting;
  private readonly delivering: Delivering;
  /** Set by forwards, which know what buyers owe. */
  settleBuyer: (account: Account) => void = () => undefined;
  private beganMs = 0;
  private isArmed = false;
  private isDue = false;
  private isNeeded = false;

  constructor(parts: {
    world: World;
    checks: Checks;
    trading: Trading;
    quoting: Quoting;
    delivering: Delivering;
  }) {
    this.world = parts.world;
    this.checks = parts.checks;
    this.trading = parts.trading;
    this.quoting = parts.quoting;
    this.delivering = parts.delivering;
    this.delivering.endCall = (series, position) => this.endCall(series, position);
  }

  /** Nothing is outstanding in a series, so that collateral begins with its mark. */
  restart(series: Series): void {
    const { mark, contract } = series;
    series.collateralMark = BigInt(mark) * BigInt(contract.rules.tickValueMicroPat);
  }

  arm(): void {
    if (this.isArmed) return;
    const { world } = this;
    if (!this.isNeeded) this.beganMs = world.serviceTimeMs;
    this.isArmed = true;
    world.setTimer('serviceTimers', world.serviceTimeMs + PERIOD_MS, () => {
      this.isArmed = false;
      this.isDue = true;
    });
  }

  /** Holds the review whose time has come. */
  stretch(): void {
    if (!this.isDue) return;
    this.isDue = false;
    const { world } = this;
    const elapsed = BigInt(Math.min(Number(HOUR_MS), world.serviceTimeMs - this.beganMs));
    this.beganMs = world.serviceTimeMs;
    for (const series of world.series) this.moveMark(series, elapsed);
    const owing = this.owing();
    for (const account of world.accounts) {
      if (account.role === ACCOUNT_ROLE.CONSUMER) this.settleBuyer(account);
      for (const [series, position] of owing) {
        if (position.account === account.id) this.settle(series, position);
      }
    }
    for (const [series, position] of owing) this.failUncovered(series, position);
    this.isNeeded = owing.length > 0;
    if (this.isNeeded) this.arm();
  }

  hasCall(account: number): boolean {
    return this.world.series.some(({ positions }) =>
      positions.some((one) => one.account === account && one.called > 0n),
    );
  }

  /** Positions with rights outstanding, account by account, what was opened last first. */
  private owing(): (readonly [Series, Position])[] {
    const { series, accounts } = this.world;
    return accounts
      .filter(({ role }) => role === ACCOUNT_ROLE.PROVIDER)
      .flatMap(({ id }) =>
        series
          .flatMap((one) => one.positions.map((position) => [one, position] as const))
          .filter(([, position]) => position.account === id && position.outstanding > 0)
          .sort(([, a], [, b]) => b.number - a.number),
      );
  }

  private moveMark(series: Series, elapsed: bigint): void {
    const target = BigInt(series.mark) * BigInt(series.contract.rules.tickValueMicroPat);
    const now = series.collateralMark;
    const rate = BigInt(this.checks.parameter('collateral_mark_rate_ppm', series));
    const hourly = (now * rate + PPM - 1n) / PPM;
    const most = (hourly * elapsed + HOUR_MS - 1n) / HOUR_MS;
    const high = target < now + most ? target : now + most;
    series.collateralMark = high > now - most ? high : now - most;
  }

  private unitNeed(series: Series, provider: Position, unit: bigint): bigint {
    const limit = BigInt(this.checks.parameter('buy_in_limit_ppm', series));
    const level = (series.collateralMark * limit + PPM - 1n) / PPM;
    const need = level - unit - provider.covered;
    return need > 0n ? need : 0n;
  }

  private missing(series: Series, position: Position): bigint {
    const { inventory, obligations, positions } = series;
    const deliveries = this.world.deliveries.filter((one) => one.series === series.id);
    const sold: Entry[] = [
      ...inventory,
      ...obligations,
      ...positions.flatMap(({ claims }) => claims),
      ...deliveries.flatMap(({ pieces }) => pieces),
    ].filter(({ provider }) => provider === position.account);
    const need = sold.reduce(
      (sum, { unit, lots }) => sum + this.unitNeed(series, position, unit) * BigInt(lots),
      0n,
    );
    return need - position.variation;
  }

  private settle(series: Series, position: Position): void {
    const { world } = this;
    const { account } = position;
    const missing = this.missing(series, position);
    // What was asked for on chain meanwhile waits for the call.
    const ripeAtMs = world.walletOf(account)?.request?.ripeAtMs ?? 0;
    const isUnripe = ripeAtMs > world.timeMs;
    const has = isUnripe ? world.balance(`available:${account}`) : world.spendable(account);
    const paid = least(missing, has);
    if (paid > 0n) world.move(`available:${account}`, `collateral:${account}`, paid);
    else world.move(`collateral:${account}`, `available:${account}`, -paid);
    position.variation += paid;
    position.collateral += paid;
    const callMs = this.checks.parameter('collateral_call_ms', series);
    this.ask(series, position, missing - paid, callMs);
  }

  /** Calls for what a position is short of. */
  ask(series: Series, position: Position, short: bigint, callMs: number): void {
    const { world } = this;
    if (short === 0n) return this.endCall(series, position);
    const before = position.called;
    if (before === 0n) position.callDueMs = world.serviceTimeMs + callMs;
    position.called = short;
    this.withhold(position.account);
    if (short !== before) this.say(series, position, CALLED);
    if (position.callDueMs > world.serviceTimeMs || position.defaulted) return;
    position.defaulted = true;
    this.say(series, position, DEFAULTED);
  }

  endCall(series: Series, position: Position): void {
    if (position.called === 0n) return;
    position.called = 0n;
    this.say(series, position, MET);
    position.callDueMs = 0;
    position.defaulted = false;
    this.withhold(position.account);
  }

  private withhold(id: number): void {
    const account = this.world.account(id);
    const isCalled = this.hasCall(id);
    if (account) account.withdrawableAtMs = isCalled ? NEVER_MS : 0;
    const wallet = this.world.walletOf(id);
    if (isCalled || wallet?.request === undefined) return;
    const ripeAtMs = Math.min(wallet.request.ripeAtMs, this.world.timeMs);
    wallet.request = { ...wallet.request, ripeAtMs };
  }

  /** Of what is not covered: what the broker has of it, then pairs by account; not what the broker sold or what is under way. */
  private failUncovered(series: Series, position: Position): void {
    const { world } = this;
    if (!position.defaulted) return;
    for (const entry of [...series.inventory]) {
      const lots = this.uncovered(series, position, entry);
      if (lots > 0) this.failInventory(series, entry, lots);
    }
    const holders = [...series.positions].sort((a, b) => a.account - b.account);
    for (const holder of holders) {
      for (const claim of [...holder.claims]) {
        const lots = this.uncovered(series, position, claim);
        if (lots === 0) continue;
        const some = takeLots(holder.claims, claim, lots);
        holder.held -= lots;
        holder.cost -= claim.unit * BigInt(lots);
        holder.fee -= claim.buyerFee * BigInt(lots);
        holder.exercisedSequence = world.sequence;
        series.failed += lots;
        this.sayFailed(series, [holder.account, position.account], lots);
        this.delivering.failing.failPair(series, holder.account, some);
      }
    }
  }

  private uncovered(series: Series, position: Position, entry: Entry): number {
    if (entry.provider !== position.account) return 0;
    const missing = this.missing(series, position);
    const unitNeed = this.unitNeed(series, position, entry.unit);
    if (missing <= 0n || unitNeed === 0n) return 0;
    return Math.min(entry.lots, Number((missing + unitNeed - 1n) / unitNeed));
  }

  private failInventory(series: Series, entry: Entry, most: number): void {
    const { world, checks } = this;
    const broker = world.position(BROKER, series) as Position;
    const free = () => broker.held - checks.offered(BROKER, series);
    if (free() < most) {
      this.quoting.pull(series, SIDE.SELL, CANCEL_REASON.FAILED);
      const all = { minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 };
      const filter = { seriesId: series.id, side: SIDE.SELL, ...all };
      this.trading.massCancel(BROKER, filter, CANCEL_REASON.FAILED);
    }
    const lots = Math.min(most, free());
    if (lots === 0) return;
    const some = takeLots(series.inventory, entry, lots);
    broker.held -= lots;
    broker.cost -= some.unit * BigInt(lots);
    series.failed += lots;
    this.sayFailed(series, [BROKER, some.provider], lots);
    this.delivering.failing.failInventory(series, some);
  }

  private sayFailed(series: Series, accounts: readonly number[], lots: number): void {
    for (const account of accounts) {
      this.world.say('RIGHTS', {
        account,
        accountSequence: this.world.tell(account),
        action: RIGHTS_ACTION.FAILED,
        series: series.id,
        lots,
      });
    }
  }

  private say(series: Series, position: Position, change: number): void {
    const { world } = this;
    world.say('COLLATERAL_CALL', {
      account: position.account,
      accountSequence: world.tell(position.account),
      series: series.id,
      change,
      amountMicroPat: Number(position.called),
      deadlineMs: position.callDueMs + world.outageMs,
    });
  }
}
