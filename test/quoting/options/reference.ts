/** Black's formula at 50 digits, by the plain series of the normal integral: slow, and independent of what it checks. */
import { Decimal } from 'decimal.js';

/** Wide enough that what cancels in the tail leaves 50 digits. */
const D = Decimal.clone({ precision: 90 });
const ONE = new D(1);

/** Φ(x) = ½ + φ(x)·Σ x^(2k+1)/(1·3·…·(2k+1)). */
export function phi(at: Decimal | number): Decimal {
  const x = new D(at);
  let term = x;
  let sum = x;
  for (let k = 1; term.abs().gt(D.pow(10, -85)); k += 1) {
    term = term
      .mul(x)
      .mul(x)
      .div(2 * k + 1);
    sum = sum.add(term);
  }
  const density = x.mul(x).div(-2).exp().div(ROOT_TWO_PI);
  return sum.mul(density).add(0.5);
}

const ROOT_TWO_PI = D.acos(-1).mul(2).sqrt();

export interface ExactTerms {
  readonly isCall: boolean;
  readonly forward: number | Decimal;
  readonly strike: number;
  readonly sigma: number;
  readonly years: number;
}

/** Undiscounted price of a call or put. */
export function exactPrice({ isCall, forward, strike, sigma, years }: ExactTerms): Decimal {
  const f = new D(forward);
  const k = new D(strike);
  const total = new D(sigma).mul(new D(years).sqrt());
  const d1 = f.div(k).ln().div(total).add(total.div(2));
  const d2 = d1.sub(total);
  if (isCall) return f.mul(phi(d1)).sub(k.mul(phi(d2)));
  return k.mul(ONE.sub(phi(d2))).sub(f.mul(ONE.sub(phi(d1))));
}

/** Vega, by the closed form. */
export function exactVega({ forward, strike, sigma, years }: ExactTerms): Decimal {
  const root = new D(years).sqrt();
  const total = new D(sigma).mul(root);
  const d1 = new D(forward).div(strike).ln().div(total).add(total.div(2));
  return d1.mul(d1).div(-2).exp().div(ROOT_TWO_PI).mul(forward).mul(root);
}

/** A forward price a step of 1e-9 of it up and down. */
export function exactStep(forward: number): { up: Decimal; down: Decimal; size: Decimal } {
  const size = new D(forward).mul('1e-9');
  return { up: size.add(forward), down: size.sub(forward).neg(), size };
}
