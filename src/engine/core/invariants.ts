/**
 * The invariants of INVARIANTS.md, counted afresh over the whole state. Used by `verify`, by the follower at every
 * snapshot, and by tests after every command. What can be checked in passing is also asserted where it happens.
 */
import { SIDE } from '../../values/index.js';
import { ACCOUNT_FIELD as A, BROKER_ACCOUNT } from './accounts.js';
import { isCrossed, validateBooks } from './book/index.js';
import type { Core } from './core.js';
import { DELIVERY_FIELD as D } from './deliveries.js';
import { BUCKET } from './ledger.js';
import { POSITION_FIELD as P } from './positions.js';
import { SERIES_FIELD as S } from './series-table.js';
import { INVENTORY, OBLIGATIONS, SOURCE_KIND } from './sources.js';

const { SELL } = SIDE;

/** Per-series and per-account sums over positions, orders and deliveries. */
class Sums {
  readonly escrowBySeries: number[];
  readonly escrowByAccount: number[];
  readonly reservedByAccount: number[];
  readonly pendingByAccount: number[];
  readonly collateralByAccount: number[];
  readonly openOrdersByAccount: number[];
  readonly openOrdersBySeries: number[];
  readonly reservedByPosition = new Map<number, number>();
  readonly exercisedBySeries: number[];
  readonly inDelivery = new Map<number, number>();

  constructor(accounts: number, series: number) {
    this.escrowBySeries = zeros(series);
    this.escrowByAccount = zeros(accounts);
    this.reservedByAccount = zeros(accounts);
    this.pendingByAccount = zeros(accounts);
    this.collateralByAccount = zeros(accounts);
    this.openOrdersByAccount = zeros(accounts);
    this.openOrdersBySeries = zeros(series);
    this.exercisedBySeries = zeros(series);
  }
}

/** Everything that is broken, a line each; empty when all holds. */
export function brokenInvariants(core: Core): string[] {
  const { state } = core;
  const sums = new Sums(state.accounts.count, state.series.count);
  const broken: string[] = [];
  const expect = (holds: boolean, text: string): void => {
    if (!holds) broken.push(text);
  };
  sumPositions(core, sums, expect);
  sumOrders(core, sums, expect);
  sumDeliveries(core, sums);
  checkSeries(core, sums, expect);
  checkAccounts(core, sums, expect);
  const { ledger } = state;
  expect(
    ledger.sum() === ledger.total,
    `I1: balances add up to ${ledger.sum()}, not ${ledger.total}`,
  );
  for (const problem of validateBooks(state.book, state.series.count + 1))
    broken.push(`I20: ${problem}`);
  return broken;
}

type Expect = (holds: boolean, text: string) => void;

function zeros(count: number): number[] {
  return new Array<number>(count + 1).fill(0);
}

function add(sums: number[], index: number, amount: number): void {
  sums[index] = (sums[index] ?? 0) + amount;
}

function sumPositions(core: Core, sums: Sums, expect: Expect): void {
  const { positions, series } = core.state;
  for (let id = 1; id <= series.count; id += 1) {
    let slot = series.get(id, S.firstPosition);
    let consumer = 0;
    let provider = 0;
    let broker = 0;
    for (; slot !== 0; slot = positions.get(slot, P.seriesNext)) {
      const account = positions.get(slot, P.account);
      const held = positions.get(slot, P.heldLots);
      const cost = positions.get(slot, P.costMicroPat);
      expect(positions.find(account, id) === slot, `I20: position ${slot} is not found by its key`);
      expect(
        held >= positions.get(slot, P.reservedLots),
        `I10: position ${slot} offers more than it holds`,
      );
      add(sums.collateralByAccount, account, positions.get(slot, P.collateralMicroPat));
      if (account === BROKER_ACCOUNT) {
        broker += held;
      } else if (positions.get(slot, P.mintedLots) > 0) {
        provider += held;
      } else {
        consumer += held;
        const paid = cost + positions.get(slot, P.feeMicroPat);
        add(sums.escrowBySeries, id, paid);
        add(sums.escrowByAccount, account, paid);
      }
    }
    expect(consumer === series.get(id, S.consumerLots), `I4: series ${id} consumer lots`);
    expect(provider === series.get(id, S.providerLots), `I4: series ${id} provider lots`);
    expect(broker === series.get(id, S.brokerLots), `I4: series ${id} broker lots`);
  }
}

function sumOrders(core: Core, sums: Sums, expect: Expect): void {
  const { state, live } = core;
  const { accounts, positions, series } = state;
  for (let account = 1; account <= accounts.count; account += 1) {
    let slot = accounts.get(account, A.oldestOrder);
    for (; slot !== 0; slot = live.nextOfAccount(slot)) {
      expect(live.isResting(slot), `I20: order in slot ${slot} is listed but does not rest`);
      const lots = live.openLots(slot) + hiddenOf(core, slot);
      add(sums.reservedByAccount, account, live.unitReserve(slot) * lots);
      add(sums.openOrdersByAccount, account, 1);
      add(sums.openOrdersBySeries, live.series(slot), 1);
      const position = live.position(slot);
      if (live.side(slot) === SELL) {
        sums.reservedByPosition.set(position, (sums.reservedByPosition.get(position) ?? 0) + lots);
      }
    }
  }
  for (let id = 1; id <= series.count; id += 1) {
    let slot = series.get(id, S.firstPosition);
    for (; slot !== 0; slot = positions.get(slot, P.seriesNext)) {
      expect(
        positions.get(slot, P.reservedLots) === (sums.reservedByPosition.get(slot) ?? 0),
        `I10: position ${slot} reserves other rights than its orders`,
      );
    }
  }
}

function hiddenOf(core: Core, slot: number): number {
  return core.live.isIceberg(slot) ? core.state.book.hiddenLots(slot) : 0;
}

function sumDeliveries(core: Core, sums: Sums): void {
  const { deliveries } = core.state;
  for (let slot = 1; slot <= deliveries.highWater; slot += 1) {
    if (deliveries.get(slot, D.state) === 0) continue;
    const seriesId = deliveries.get(slot, D.series);
    const lots = deliveries.get(slot, D.lots);
    const provider = deliveries.get(slot, D.provider);
    const money = deliveries.get(slot, D.escrowMicroPat) + deliveries.get(slot, D.feeMicroPat);
    add(sums.escrowBySeries, seriesId, money);
    add(sums.escrowByAccount, deliveries.get(slot, D.consumer), money);
    add(sums.exercisedBySeries, seriesId, lots);
    if (deliveries.get(slot, D.kind) === SOURCE_KIND.BROKERED) {
      add(sums.pendingByAccount, provider, deliveries.get(slot, D.unitMicroPat) * lots);
    }
    const key = provider * 65_536 + seriesId;
    sums.inDelivery.set(key, (sums.inDelivery.get(key) ?? 0) + lots);
  }
}

function checkSeries(core: Core, sums: Sums, expect: Expect): void {
  const { series, ledger, sources, positions, book } = core.state;
  for (let id = 1; id <= series.count; id += 1) {
    const get = (field: number): number => series.get(id, field);
    const states =
      get(S.providerLots) +
      get(S.brokerLots) +
      get(S.consumerLots) +
      get(S.exercisedLots) +
      get(S.deliveredLots) +
      get(S.failedLots) +
      get(S.lapsedLots) +
      get(S.withdrawnLots);
    expect(
      get(S.mintedLots) === states,
      `I4: series ${id} minted ${get(S.mintedLots)}, states ${states}`,
    );
    expect(
      ledger.balance(ledger.escrow(id)) === sums.escrowBySeries[id],
      `I13: series ${id} escrow ${ledger.balance(ledger.escrow(id))}, paid in ${sums.escrowBySeries[id]}`,
    );
    expect(sources.count(id, INVENTORY) === get(S.brokerLots), `I9: series ${id} inventory`);
    expect(get(S.exercisedLots) === sums.exercisedBySeries[id], `I4: series ${id} exercised lots`);
    expect(get(S.openOrders) === sums.openOrdersBySeries[id], `I15: series ${id} open orders`);
    expect(!isCrossed(book, id), `I21: the book of series ${id} is crossed`);
    const backing = new Map<number, number>();
    for (const queue of [INVENTORY, OBLIGATIONS]) {
      for (let e = sources.first(id, queue); e !== 0; e = sources.next(e)) {
        const provider = sources.provider(e);
        backing.set(provider, (backing.get(provider) ?? 0) + sources.lots(e));
        if (sources.kind(e) === SOURCE_KIND.BROKERED) {
          add(sums.pendingByAccount, provider, sources.unitMicroPat(e) * sources.lots(e));
        }
      }
    }
    let slot = series.get(id, S.firstPosition);
    for (; slot !== 0; slot = positions.get(slot, P.seriesNext)) {
      if (positions.get(slot, P.mintedLots) === 0) continue;
      const provider = positions.get(slot, P.account);
      const outstanding =
        positions.get(slot, P.heldLots) +
        (backing.get(provider) ?? 0) +
        (sums.inDelivery.get(provider * 65_536 + id) ?? 0);
      expect(
        positions.get(slot, P.outstandingLots) === outstanding,
        `I12: position ${slot} has ${positions.get(slot, P.outstandingLots)} outstanding, not ${outstanding}`,
      );
    }
  }
}

function checkAccounts(core: Core, sums: Sums, expect: Expect): void {
  const { accounts, ledger, registry } = core.state;
  for (let id = 1; id <= accounts.count; id += 1) {
    const bucket = (b: number): number => ledger.balance(ledger.bucket(id, b));
    for (const b of Object.values(BUCKET)) {
      expect(
        bucket(b) >= 0 && Number.isSafeInteger(bucket(b)),
        `I2: account ${id} bucket ${b} is ${bucket(b)}`,
      );
    }
    expect(bucket(BUCKET.RESERVED) === sums.reservedByAccount[id], `I10: account ${id} reserved`);
    expect(bucket(BUCKET.PENDING) === sums.pendingByAccount[id], `I9: account ${id} pending`);
    const collateral = sums.collateralByAccount[id] as number;
    const general = id === BROKER_ACCOUNT ? bucket(BUCKET.COLLATERAL) : collateral;
    expect(bucket(BUCKET.COLLATERAL) === general, `I12: account ${id} collateral`);
    expect(
      accounts.get(id, A.escrowMicroPat) === sums.escrowByAccount[id],
      `I13: account ${id} escrow`,
    );
    expect(
      accounts.get(id, A.openOrders) === sums.openOrdersByAccount[id],
      `I15: account ${id} orders`,
    );
  }
  for (const capacity of registry.capacities) {
    expect(
      capacity.outstandingLots <= capacity.capacityLots && capacity.outstandingLots >= 0,
      `I12: provider ${capacity.providerId} has ${capacity.outstandingLots} of ${capacity.capacityLots} outstanding`,
    );
  }
}
