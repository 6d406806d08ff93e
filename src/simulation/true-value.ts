/**
 * The hidden true value of a contract's rights over the whole simulation: base value times freshness times e^z, where z
 * reverts to 0 and jumps now and then. Half of the wandering is shared by the contracts of a segment.
 *
 * z is laid out beforehand on a grid of five minutes, so that whoever is informed can look ahead and every broker meets
 * the same values. Rights lose freshness by the venue's default curve.
 */

import { DEFAULT_PARAMETERS, freshness, tuningOf } from '../quoting/index.js';
import { Chance } from '../values/index.js';
import {
  DAY_MS,
  HOUR_MS,
  type Scenario,
  SIM_START_MS,
  type SimContract,
  type Slide,
} from './scenario.js';

const STEP_MS = 300_000;
const { curve } = tuningOf(DEFAULT_PARAMETERS);
/** Share of the variance that the contracts of a segment have in common. */
const SHARED = 0.5;

/** z of everything that wanders, on the grid. */
function wander(scenario: Scenario, chance: Chance): Float64Array {
  const { days, sigma, reversionPerDay, jumpsPerDay, jumpLog } = scenario;
  const stepDays = STEP_MS / DAY_MS;
  const keep = Math.exp(-reversionPerDay * stepDays);
  const noise = sigma * Math.sqrt(stepDays);
  const path = new Float64Array(Math.ceil((days + 2) / stepDays));
  let z = 0;
  for (let at = 0; at < path.length; at += 1) {
    path[at] = z;
    z = keep * z + noise * chance.normal();
    if (chance.uniform() < jumpsPerDay * stepDays) z += chance.uniform() < 0.5 ? jumpLog : -jumpLog;
  }
  return path;
}

export class TrueValues {
  private readonly own: readonly Float64Array[];
  private readonly shared: ReadonlyMap<string, Float64Array>;
  private readonly contracts: readonly SimContract[];
  private readonly slides: readonly Slide[];

  constructor(scenario: Scenario, seed: number) {
    const { contracts } = scenario;
    this.contracts = contracts;
    this.slides = scenario.slides;
    const pathOf = (name: string): Float64Array => wander(scenario, new Chance(seed, name));
    this.own = contracts.map(({ contract }) => pathOf(`value ${contract}`));
    const segments = [...new Set(contracts.map(({ segment }) => segment))];
    this.shared = new Map(segments.map((segment) => [segment, pathOf(`value ${segment}`)]));
  }

  /** True value of a lot, PAT, of its age at `atMs`, with the wandering as it is at `knownMs`. */
  pat(contractIndex: number, windowStartMs: number, atMs: number, knownMs: number): number {
    const contract = this.contracts[contractIndex] as SimContract;
    const step = Math.floor((knownMs - SIM_START_MS) / STEP_MS);
    const at = (path: Float64Array | undefined): number =>
      path?.[Math.min(Math.max(step, 0), path.length - 1)] ?? 0;
    let z =
      Math.sqrt(SHARED) * at(this.shared.get(contract.segment)) +
      Math.sqrt(1 - SHARED) * at(this.own[contractIndex]);
    for (const { fromDay, hours, log } of this.slides) {
      const passedHours = (knownMs - SIM_START_MS - fromDay * DAY_MS) / HOUR_MS;
      z += log * Math.min(1, Math.max(0, passedHours / hours));
    }
    return contract.basePat * this.freshness(contractIndex, windowStartMs, atMs) * Math.exp(z);
  }

  /** What freshness leaves of the value at a time. */
  freshness(contractIndex: number, windowStartMs: number, atMs: number): number {
    const { windowMs } = this.contracts[contractIndex] as SimContract;
    return freshness((atMs - windowStartMs) / windowMs, curve);
  }
}
