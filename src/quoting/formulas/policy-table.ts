/**
 * The value of lots in hand, by dynamic programming over inventory and age, and the prices that follow from it.
 *
 * Consumers come at a rate that falls with the ask, providers at one that falls with the distance of the bid:
 * Λ·e^(−k·(p/P − 1)) and Λ·e^(−k·(1 − p/P)) lots a day, P what a lot is worth fresh as it is, both at most `reach` times Λ.
 * Between them what is held loses freshness, and at the end it is worth nothing. With V(q, t) the most that q lots are worth,
 *
 *   −dV/dt = max_a Λ_a(a)·(a − [V(q) − V(q−1)]) + max_b Λ_b(b)·([V(q+1) − V(q)] − b) + ρ·[q > 0] − ½·γ·σ²·P²·q²,   V(q, end) = 0
 *
 * where ρ is what it is worth a day to the exchange, beside what lots earn, that there is an offer.
 * so a = V(q) − V(q−1) + P/k and b = V(q+1) − V(q) − P/k: what a lot more or less is worth, and the monopolist's margin. Without
 * providers this is Gallego and van Ryzin's optimal dynamic pricing (Management Science 40, 1994); without decay, far from the
 * end, it is the market maker of Guéant, Lehalle and Fernandez-Tapia (2013) with a running penalty on inventory.
 *
 * Solved backwards by explicit steps short enough to be stable, on a grid of at most INVENTORY_NODES by AGE_STEPS whatever the
 * sizes: the work is bounded. Total: an answer that is not finite is no table.
 */
import { clamp } from './numbers.js';

export const INVENTORY_NODES = 40;
const AGE_STEPS = 96;
/** Substeps of one step of age at most: more would mean rates the grid's lots are too small for. */
const SUBSTEPS_MAX = 24;

export interface SideCurve {
  /** Λ: lots a day at the price P itself. */
  readonly lotsPerDay: number;
  /** k: of those who would trade at a price, e^(−k·x) would at one worse for them by x·P. */
  readonly elasticity: number;
}

export interface PolicyInputs {
  readonly buys: SideCurve;
  readonly sells: SideCurve;
  readonly windowDays: number;
  /** Freshness at an age in [0, 1]; P in the unit of the table. */
  readonly freshness: (u: number) => number;
  /** Age past which there are no bids. */
  readonly bidCutoff: number;
  /** Most lots to hold. */
  readonly maxLots: number;
  /** No price brings more than so many times what the price P does. */
  readonly reach: number;
  /** γ·σ² per lot and day: the running penalty on inventory. */
  readonly penalty: number;
  /** ρ: what it is worth a day, beside what lots earn, that there is an offer; in the table's unit. */
  readonly presencePerDay: number;
}

/** What to quote, as shares of P; a bid of 0 is not worth quoting. */
export interface PolicyPrice {
  ask: number;
  bid: number;
  /** Worth of the last lot in hand, or of a first one, and of one more, as shares of P. */
  lastLot: number;
  nextLot: number;
}

export class PolicyTable {
  /** Lots between two nodes of inventory. */
  readonly lotsPerNode: number;
  private readonly inputs: PolicyInputs;
  /** By age, then by node: worth of a lot between this node and the next, in the table's unit. */
  private readonly worths: Float64Array;
  private readonly nodes: number;

  constructor(
    inputs: PolicyInputs,
    shape: { readonly lotsPerNode: number; readonly nodes: number },
    worths: Float64Array,
  ) {
    this.inputs = inputs;
    this.lotsPerNode = shape.lotsPerNode;
    this.nodes = shape.nodes;
    this.worths = worths;
  }

  /** Worth of lot number `lot` (from 0) at an age, in the table's unit. */
  lotWorth(lot: number, u: number): number {
    const { lotsPerNode, nodes, worths } = this;
    const age = clamp(u, 0, 1) * AGE_STEPS;
    const row = Math.min(AGE_STEPS - 1, Math.floor(age));
    const place = clamp((lot + 0.5) / lotsPerNode - 0.5, 0, nodes - 1);
    const node = Math.min(nodes - 2, Math.floor(place));
    const at = (r: number): number => {
      const here = worths[r * nodes + node]!;
      return here + (place - node) * (worths[r * nodes + node + 1]! - here);
    };
    const early = at(row);
    return early + (age - row) * (at(row + 1) - early);
  }

  /** The optimal prices with so many lots in hand at an age, into `price`. */
  quote(lots: number, u: number, price: PolicyPrice): void {
    const { buys, sells, freshness, reach } = this.inputs;
    const fresh = freshness(u);
    const last = this.lotWorth(Math.max(0, lots - 1), u) / fresh;
    const next = this.lotWorth(lots, u) / fresh;
    price.lastLot = last;
    price.nextLot = next;
    price.ask = Math.max(last + 1 / buys.elasticity, 1 - Math.log(reach) / buys.elasticity);
    const bid = Math.min(next - 1 / sells.elasticity, 1 + Math.log(reach) / sells.elasticity);
    price.bid = Math.max(0, bid);
  }
}

/**
 * Solves the table. Undefined when an input makes no sense, or the values do not come out finite.
 */
export function solvePolicy(inputs: PolicyInputs): PolicyTable | undefined {
  const { buys, sells, windowDays, maxLots, reach } = inputs;
  const isUsable =
    buys.elasticity > 0 &&
    sells.elasticity > 0 &&
    buys.lotsPerDay >= 0 &&
    sells.lotsPerDay >= 0 &&
    windowDays > 0 &&
    reach >= 1 &&
    maxLots >= 1;
  if (!isUsable) return undefined;
  const busiest = Math.max(buys.lotsPerDay, sells.lotsPerDay);
  // A quarter of what the window could trade: more than an optimal broker comes to hold.
  const wanted = Math.min(maxLots, Math.ceil(busiest * windowDays * 0.25) + 12);
  const lotsPerNode = Math.max(1, Math.ceil(wanted / INVENTORY_NODES));
  const nodes = Math.max(2, Math.min(INVENTORY_NODES, Math.ceil(wanted / lotsPerNode)));
  const worths = backwards(inputs, lotsPerNode, nodes);
  if (worths === undefined) return undefined;
  return new PolicyTable(inputs, { lotsPerNode, nodes }, worths);
}

function backwards(
  inputs: PolicyInputs,
  lotsPerNode: number,
  nodes: number,
): Float64Array | undefined {
  const { buys, sells, windowDays, reach, penalty, presencePerDay, bidCutoff } = inputs;
  const worths = new Float64Array((AGE_STEPS + 1) * nodes);
  // V at 0, 1, … `nodes` nodes.
  const values = new Float64Array(nodes + 1);
  const gains = new Float64Array(nodes + 1);
  const stepDays = windowDays / AGE_STEPS;
  // Both sides' rates, in nodes: a step must not empty a node twice over.
  const fastest = ((buys.lotsPerDay + sells.lotsPerDay) * reach) / lotsPerNode;
  const substeps = Math.min(SUBSTEPS_MAX, Math.max(1, Math.ceil(1.25 * fastest * stepDays)));
  const days = stepDays / substeps;
  // Rates the steps would be too long for are capped: customers beyond them could not be served one after the other anyway.
  const ease = Math.min(1, 1 / (fastest * days));
  const buyLots = buys.lotsPerDay * ease;
  const sellLots = sells.lotsPerDay * ease;
  for (let step = AGE_STEPS - 1; step >= 0; step -= 1) {
    const u = (step + 0.5) / AGE_STEPS;
    const fresh = inputs.freshness(u);
    if (!(fresh > 0)) return undefined;
    const risk = 0.5 * penalty * fresh * fresh * lotsPerNode * lotsPerNode;
    const sellsNow = u <= bidCutoff ? sellLots : 0;
    for (let sub = 0; sub < substeps; sub += 1) {
      for (let node = 0; node <= nodes; node += 1) {
        let gain = -risk * node * node;
        if (node > 0) {
          const worth = (values[node]! - values[node - 1]!) / lotsPerNode;
          gain +=
            buyLots * fresh * bestSale(worth / fresh, buys.elasticity, reach) + presencePerDay;
        }
        if (node < nodes && sellsNow > 0) {
          const worth = (values[node + 1]! - values[node]!) / lotsPerNode;
          gain += sellsNow * bestPurchase(worth / fresh, sells.elasticity, reach) * fresh;
        }
        gains[node] = gain;
      }
      for (let node = 0; node <= nodes; node += 1) values[node]! += days * gains[node]!;
    }
    const row = step * nodes;
    for (let node = 0; node < nodes; node += 1) {
      worths[row + node] = (values[node + 1]! - values[node]!) / lotsPerNode;
    }
  }
  return worths.every(Number.isFinite) ? worths : undefined;
}

/** max over the ask of e^(−k(a − 1))·(a − worth), all as shares of P. */
function bestSale(worth: number, elasticity: number, reach: number): number {
  const ask = worth + 1 / elasticity;
  const come = Math.exp(-elasticity * (ask - 1));
  if (come <= reach) return come / elasticity;
  return reach * (1 - Math.log(reach) / elasticity - worth);
}

/** max over the bid of e^(−k(1 − b))·(worth − b), all as shares of P; nothing for a bid of nothing. */
function bestPurchase(worth: number, elasticity: number, reach: number): number {
  const bid = worth - 1 / elasticity;
  if (bid <= 0) return 0;
  const come = Math.exp(-elasticity * (1 - bid));
  if (come <= reach) return come / elasticity;
  return reach * (worth - 1 - Math.log(reach) / elasticity);
}
