/** What time does in the reference: series open and close, timers fire, kills cancel. */
import { CODE } from '../../../../src/engine/core/index.js';
import {
  CANCEL_REASON,
  KILL_SCOPE,
  QUOTER_STATE,
  RIGHTS_ACTION,
  SERIES_STATE,
} from '../../../../src/values/index.js';
import type { Auctions } from './auctions.js';
import { isTraded, no } from './checks.js';
import type { Collateral } from './collateral.js';
import type { Delivering } from './delivering.js';
import { takeLots } from './entries.js';
import { lotsWithin, ticketsForClose } from './exercise-parts.js';
import type { Forwards } from './forwards.js';
import type { Quoting } from './quoting.js';
import type { Rights } from './rights.js';
import { done, type Result, type Trading } from './trading.js';
import type { Entry, Position, Series, World } from './world.js';

const BROKER = 1;
const PER_COMMAND = 256;
const LATEST_MS = Date.UTC(2500, 0, 1);

export class Lifecycle {
  private readonly world: World;
  private readonly trading: Trading;
  private readonly quoting: Quoting;
  private readonly rights: Rights;
  private readonly delivering: Delivering;
  private readonly auctions: Auctions;
  private readonly collateral: Collateral;
  readonly forwards: Forwards;

  constructor(parts: {
    world: World;
    trading: Trading;
    quoting: Quoting;
    rights: Rights;
    delivering: Delivering;
    auctions: Auctions;
    collateral: Collateral;
    forwards: Forwards;
  }) {
    this.world = parts.world;
    this.trading = parts.trading;
    this.quoting = parts.quoting;
    this.rights = parts.rights;
    this.delivering = parts.delivering;
    this.auctions = parts.auctions;
    this.collateral = parts.collateral;
    this.forwards = parts.forwards;
  }

  /** Due timers by their time, then by when they were set; then one piece of work. */
  run(isOfAccount: boolean): void {
    const { world } = this;
    let fired = 0;
    for (const [name, now] of [
      ['timers', () => world.timeMs],
      ['serviceTimers', () => world.serviceTimeMs],
    ] as const) {
      // Nothing of somebody's own trades after its time, however much is due.
      const most = isOfAccount && name === 'timers' ? Number.POSITIVE_INFINITY : PER_COMMAND;
      for (; fired < most; fired += 1) {
        const [first] = [...world[name]].sort((a, b) => a.dueMs - b.dueMs || a.number - b.number);
        if (first === undefined || first.dueMs > now()) break;
        world.dropTimer(first);
        first.fire();
      }
    }
    this.collateral.stretch();
    this.trading.specials.stretch();
    const [work] = world.work;
    if (work === undefined) return;
    if (work.name.startsWith('auction')) return this.clearAuctions();
    const result = work.run();
    if (result === 'more') return;
    world.work.shift();
    if (result === 'waits') world.work.push(work);
  }

  /** Auctions that wait one behind the other are cleared together. */
  private clearAuctions(): void {
    const { work } = this.world;
    for (let [first] = work; first?.name.startsWith('auction'); [first] = work) {
      work.shift();
      first.run();
    }
  }

  openSeries(contractId: number, startMs: number): Result {
    const { world } = this;
    const contract = world.contracts[contractId - 1];
    if (contract === undefined) return no(CODE.UNKNOWN_CONTRACT, 'contract_id');
    const endMs = startMs + contract.windowMs;
    const isWhole = startMs >= 0 && startMs % 60_000 === 0 && endMs <= LATEST_MS;
    if (!isWhole || endMs <= world.timeMs) return no(CODE.INVALID_FIELD, 'window_start_ns');
    if (world.series.some((s) => s.contract === contract && s.startMs === startMs)) {
      return no(CODE.ALREADY_EXISTS, 'window_start_ns');
    }
    if (world.series.length >= world.limits.maxSeries) return no(CODE.CAPACITY_FULL);
    const series: Series = {
      id: world.series.length + 1,
      contract,
      startMs,
      endMs,
      state: 0,
      isForward: false,
      killed: false,
      mark: contract.rules.referencePriceTicks,
      collateralMark:
        BigInt(contract.rules.referencePriceTicks) * BigInt(contract.rules.tickValueMicroPat),
      short: { lots: 0, liability: 0n, penalty: 0n, provider: 0 },
      sigmaPpm: 0,
      thinnessPpm: 1_000_000,
      quoterState: QUOTER_STATE.NORMAL,
      lastTradeId: 0,
      mintedSequence: 0,
      mintedSincePull: 0,
      minted: 0,
      delivered: 0,
      failed: 0,
      lapsed: 0,
      withdrawn: 0,
      exercised: 0,
      inventory: [],
      obligations: [],
      positions: [],
      bids: [],
      asks: [],
      quoteTimer: undefined,
      lastPrice: 0,
      lastAuction: 0,
      auctionKind: 0,
      auctionLots: 0,
      auctionTimer: undefined,
      isGathering: false,
      isClearing: false,
      isExtended: false,
      bandsRestUntilMs: 0,
    };
    world.series.push(series);
    const open = (): void => {
      if (series.isForward) this.forwards.open(series);
      else this.auctions.open(series);
      world.setTimer('timers', endMs, () => this.beginClose(series));
    };
    if (startMs <= world.timeMs) open();
    else {
      if (world.phase >= 2) this.forwards.admit(series);
      else this.enter(series, SERIES_STATE.SCHEDULED);
      world.setTimer('timers', startMs, open);
    }
    return done(series.id);
  }

  halt(series: Series | undefined): Result {
    if (series === undefined) return no(CODE.UNKNOWN_SERIES, 'series_id');
    const isTrading = isTraded(series);
    if (!isTrading) return no(CODE.SERIES_CLOSED, 'series_id');
    this.auctions.cutShort(series);
    this.quoting.pull(series, 0, CANCEL_REASON.SERIES_CLOSED);
    this.enter(series, SERIES_STATE.HALTED);
    return done(series.id);
  }

  resume(series: Series | undefined): Result {
    if (series === undefined) return no(CODE.UNKNOWN_SERIES, 'series_id');
    if (series.state !== SERIES_STATE.HALTED) return no(CODE.SERIES_CLOSED, 'series_id');
    this.auctions.resume(series);
    return done(series.id);
  }

  /** Queues the cancelling a kill asks for; its event says that no live order is left. */
  killLater(scope: number, target: number): void {
    const { world, trading } = this;
    const isGlobal = scope === KILL_SCOPE.GLOBAL;
    world.work.push({
      name: isGlobal ? 'kill' : `kill ${target}`,
      run: () => {
        const some = world.series.filter((series) => isGlobal || series.id === target);
        for (const series of some) trading.clearSeries(series, CANCEL_REASON.KILLED);
        world.say('KILL', { scope, target, set: 1, liveOrders: 0 });
        return 'over';
      },
    });
  }

  private enter(series: Series, state: number): void {
    series.state = state;
    this.world.say('SERIES', { series: series.id, state });
  }

  private beginClose(series: Series): void {
    this.auctions.cutShort(series);
    this.enter(series, SERIES_STATE.CLOSING);
    let pending: Position[] | undefined;
    this.world.work.push({
      name: `close ${series.id}`,
      run: () => {
        this.trading.clearSeries(series, CANCEL_REASON.SERIES_CLOSED);
        pending ??= [...series.positions];
        for (let position = pending[0]; position !== undefined; position = pending[0]) {
          if (!this.endPosition(series, position)) return 'waits';
          pending.shift();
          position.closed = true;
          const isOver = position.outstanding === 0;
          if (isOver) series.positions = series.positions.filter((one) => one !== position);
        }
        this.lapseAll(series, series.obligations);
        this.delivering.failing.endShort(series);
        this.enter(series, SERIES_STATE.CLOSED);
        return 'over';
      },
    });
  }

  /** Ends what a position holds; false when there is no room for its tickets. */
  private endPosition(series: Series, position: Position): boolean {
    const { world, delivering } = this;
    const { held } = position;
    if (held === 0) return true;
    if (position.account === BROKER) {
      this.lapseAll(series, series.inventory);
      position.held = 0;
      position.cost = 0n;
      series.lapsed += held;
      world.say('RIGHTS', {
        account: BROKER,
        accountSequence: world.tell(BROKER),
        action: RIGHTS_ACTION.LAPSED,
        series: series.id,
        lots: held,
      });
    } else if (position.minted > 0) this.rights.takeBack(series, position, held);
    else if (position.optedOut) delivering.forfeit(series, position, held);
    else {
      const tickets = ticketsForClose(world, position.account, series, PER_COMMAND);
      const some = lotsWithin(series, position, held, tickets);
      if (some > 0) delivering.issue(series, position, some);
    }
    return position.held === 0;
  }

  private lapseAll(series: Series, queue: Entry[]): void {
    while (queue.length > 0) {
      const [first] = queue as [Entry];
      this.delivering.lapse(series, takeLots(queue, first, first.lots));
    }
  }
}
