// Catches any difference between the practice book and the naive market over all order types together:
// stops and their cascades, trailing stops, icebergs, post-only, all-or-none, groups, self-trade
// prevention, replace, reduce, cancel and mass cancel.
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { MarketPair } from './market-pair.js';
import type { NaiveInstruction, Place } from './naive-market.js';

const users = ['a', 'b', 'c'];

/** What a step is made of; the id is picked when it runs, from those that are live. */
interface Step {
  readonly op: NaiveInstruction['op'];
  readonly place: Omit<Place, 'id'>;
  readonly pick: number;
  readonly isOwn: boolean;
  readonly price: number | undefined;
  readonly qty: number | undefined;
}

const price = fc.integer({ min: 94, max: 106 });
const qty = fc.integer({ min: 1, max: 12 });
const side = fc.constantFrom('buy' as const, 'sell' as const);

function rarely<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(value, { nil: undefined, freq: 3 }).map((one) => one);
}

const place: fc.Arbitrary<Omit<Place, 'id'>> = fc
  .record({
    user: fc.constantFrom(...users),
    side,
    type: fc.constantFrom(
      'limit',
      'limit',
      'limit',
      'market',
      'stop',
      'stop_limit',
      'trailing_stop',
    ),
    price,
    qty,
    tif: fc.constantFrom('GTC', 'GTC', 'GTC', 'IOC', 'FOK'),
    stopPrice: price,
    trail: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    displayQty: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
    postOnly: fc.constantFrom(false, false, false, true, 'slide' as const),
    allOrNone: fc.constantFrom(false, false, true),
    stp: fc.constantFrom('none', 'cancel_taker', 'cancel_maker', 'cancel_both', 'decrement'),
    ocoGroup: fc.constantFrom(undefined, undefined, 'A', 'B'),
    protect: fc.boolean(),
  })
  .map(({ protect, ...terms }) => wellFormed(terms as Omit<Place, 'id'>, protect));

/** Leaves out what does not go with the type. */
function wellFormed(terms: Omit<Place, 'id'>, protect: boolean): Omit<Place, 'id'> {
  const hasLimit = terms.type.includes('limit') || protect;
  const mayBePassive = terms.type.includes('limit') && terms.tif === 'GTC';
  const { price: limit, stopPrice, trail, displayQty, postOnly, ocoGroup, ...rest } = terms;
  const isStop = terms.type.includes('stop');
  const isTrailing = terms.type === 'trailing_stop';
  return {
    ...rest,
    op: 'place',
    ...(hasLimit && limit !== undefined && { price: limit }),
    ...(isStop && stopPrice !== undefined && !(isTrailing && trail !== undefined) && { stopPrice }),
    ...(isTrailing && trail !== undefined && { trail }),
    ...(displayQty !== undefined && { displayQty }),
    ...(mayBePassive && postOnly !== undefined && { postOnly }),
    ...(ocoGroup !== undefined && { ocoGroup }),
  };
}

const step: fc.Arbitrary<Step> = fc.record({
  op: fc.constantFrom(
    ...(['place', 'place', 'place', 'place', 'place', 'place'] as const),
    ...(['replace', 'replace', 'reduce', 'cancel', 'mass_cancel'] as const),
  ),
  place,
  pick: fc.nat({ max: 1000 }),
  isOwn: fc.constantFrom(true, true, true, true, false),
  price: rarely(price),
  qty: rarely(qty),
});

/** Keeps who owns an id, so that most steps come from the owner. */
class Script {
  private readonly owners = new Map<number, string>();
  private nextId = 1;

  instruction(from: Step, liveIds: readonly number[]): NaiveInstruction | undefined {
    if (from.op === 'place') {
      const reuses = from.pick % 17 === 0 && liveIds.length > 0;
      const id = reuses ? (liveIds[from.pick % liveIds.length] as number) : this.nextId;
      if (!reuses) {
        this.nextId += 1;
        this.owners.set(id, from.place.user);
      }
      return { ...from.place, op: 'place', id };
    }
    if (from.op === 'mass_cancel') {
      if (from.pick % 5 !== 0) return undefined;
      return {
        op: 'mass_cancel',
        ...(from.isOwn && { user: from.place.user }),
        ...(from.price !== undefined && { side: from.place.side }),
      };
    }
    if (liveIds.length === 0) return undefined;
    const id = liveIds[from.pick % liveIds.length] as number;
    const user = from.isOwn ? (this.owners.get(id) as string) : from.place.user;
    if (from.op === 'cancel') return { op: 'cancel', id, user };
    if (from.op === 'reduce') return { op: 'reduce', id, user, by: from.qty ?? 1 };
    return {
      op: 'replace',
      id,
      user,
      ...(from.price !== undefined && { price: from.price }),
      ...(from.qty !== undefined && { qty: from.qty }),
      ...(from.pick % 4 === 0 && { stopPrice: from.place.stopPrice ?? 100 }),
    };
  }
}

function run(steps: readonly Step[]): void {
  const pair = new MarketPair();
  const script = new Script();
  for (const from of steps) {
    const instruction = script.instruction(from, pair.naive.liveIds());
    if (instruction !== undefined) pair.apply(instruction);
  }
}

describe('all order types together', () => {
  it('end in the state the naive market ends in, step by step', () => {
    fc.assert(fc.property(fc.array(step, { minLength: 10, maxLength: 50 }), run), { numRuns: 400 });
  });

  it('do so in long sessions too', () => {
    fc.assert(fc.property(fc.array(step, { minLength: 300, maxLength: 300 }), run), { numRuns: 8 });
  });
});
