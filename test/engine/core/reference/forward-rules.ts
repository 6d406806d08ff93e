/** What the reference's checks and fills have to know of forwards. */
import { ACCOUNT_ROLE, SIDE } from '../../../../src/values/index.js';
import type { Account, Entry, Position, Series, World } from './world.js';

const PPM = 1_000_000n;
const MEMORY_MS = 30n * 86_400_000n;

/** What a position still owes for forwards. */
export function owed(series: Series, position: Position): bigint {
  return series.isForward ? position.cost + position.fee - position.paidIn : 0n;
}

/** What an account owes for forwards. */
export function owedBy(world: World, account: number): bigint {
  if (world.account(account)?.role !== ACCOUNT_ROLE.CONSUMER) return 0n;
  return world.series.reduce((sum, series) => {
    const position = world.position(account, series);
    return sum + (position ? owed(series, position) : 0n);
  }, 0n);
}

/** What is paid at once for a lot. */
export function paidAtOnce(series: Series, unit: bigint, fee: bigint, marginPpm: number): bigint {
  const margin = (unit * BigInt(marginPpm) + PPM - 1n) / PPM;
  const above = unit > series.collateralMark ? unit - series.collateralMark : 0n;
  return (margin + above < unit ? margin + above : unit) + fee;
}

/** The first account of an owner. */
export function ownerOf(world: World, account: Account): Account {
  if (account.group === 0) return account;
  return world.accounts.find(({ group }) => group === account.group) ?? account;
}

/** Lots of forwards all accounts of an owner bid for or hold. */
export function lotsOfOwner(world: World, owner: Account): number {
  const isMine = (id: number): boolean => {
    const account = world.account(id) as Account;
    return account.role === ACCOUNT_ROLE.CONSUMER && ownerOf(world, account) === owner;
  };
  const held = world.series
    .filter(({ isForward }) => isForward)
    .flatMap(({ positions }) => positions)
    .filter(({ account }) => isMine(account))
    .reduce((sum, position) => sum + position.held, 0);
  return world.orders
    .filter((order) => order.side === SIDE.BUY && isMine(order.account))
    .filter((order) => world.seriesOf(order.series)?.isForward)
    .reduce((sum, order) => sum + order.open, held);
}

/** Exercised lots an owner is still credited with. */
export function exercisedBy(world: World, owner: Account): bigint {
  const age = BigInt(world.timeMs - owner.exercised.atMs);
  if (age >= MEMORY_MS) return 0n;
  return (BigInt(owner.exercised.lots) * (MEMORY_MS - age)) / MEMORY_MS;
}

/** Counts lots that were exercised, but for those bought within the firm. */
export function noteExercise(world: World, holder: number, burnt: readonly Entry[]): void {
  const consumer = world.account(holder) as Account;
  const isOthers = ({ provider }: Entry): boolean => {
    const group = world.account(provider)?.group ?? 0;
    return group === 0 || group !== consumer.group;
  };
  const lots = burnt.filter(isOthers).reduce((sum, claim) => sum + claim.lots, 0);
  if (lots === 0) return;
  const owner = ownerOf(world, consumer);
  const before = Number(exercisedBy(world, owner));
  owner.exercised = { lots: Math.min(1_000_000_000, before + lots), atMs: world.timeMs };
}

/** What comes back of the price and fees of lots a position has not any more. */
export function comesBack(series: Series, position: Position, amount: bigint): bigint {
  if (!series.isForward) return amount;
  const owedBefore = position.cost + position.fee + amount - position.paidIn;
  const back = amount > owedBefore ? amount - owedBefore : 0n;
  position.paidIn -= back;
  return back;
}
