/**
 * What the quoter keeps of one contract: estimators that all its series share, in one array of numbers.
 */

import { LADDER_LEVELS } from '../formulas/explain.js';
import type { FillIntensity } from '../formulas/glft.js';
import { newPolicySlot } from '../policy-cache.js';
import { AgeProfile, PROFILE_FLOATS } from './age-profile.js';
import { EVIDENCE_FLOATS, MarketEvidence } from './market-evidence.js';
import { numberRecord } from './number-record.js';

/** An exponentially weighted rate and the time it was last brought up to. */
export class LiveRate extends numberRecord(['perDay', 'atMs']) {}

const CONTRACT_NUMBERS = [
  // Unaffiliated notional exercised, micro-PAT a day: a rate.
  'exercisedPerDay',
  'exercisedAtMs',
  // Broker fills ever.
  'fills',
  // Mean adverse move after a fill, a share.
  'markout',
  'levelsAtMs',
] as const;

const LEVELS_AT = CONTRACT_NUMBERS.length;
const PROFILE_AT = LEVELS_AT + 3 * LADDER_LEVELS;
const EVIDENCE_AT = PROFILE_AT + PROFILE_FLOATS;
/** Numbers of a contract; a checkpoint keeps them all, in this order. */
export const CONTRACT_FLOATS = EVIDENCE_AT + EVIDENCE_FLOATS;

export class ContractEntry extends numberRecord(CONTRACT_NUMBERS) {
  readonly key: string;
  /** Every number of the contract; the fields below are views of it. */
  readonly numbers: Float64Array;
  readonly exercised: LiveRate;
  /** Fills, days standing, and days × distance, by ladder level. */
  readonly levelFills: Float64Array;
  readonly levelDays: Float64Array;
  readonly levelDistance: Float64Array;
  readonly profile: AgeProfile;
  readonly evidence: MarketEvidence;
  /** The table of the policy, and what it was solved for. */
  readonly policySlot = newPolicySlot();
  /** The same for the market it would be if no more came than usual. */
  readonly usualSlot = newPolicySlot();
  intensity: FillIntensity | undefined = undefined;
  intensityFills = 0;
  /** Series listed; at 0 the contract is kept, for the next start inherits from it. */
  listed = 0;
  /** The base value as it last moved for any of its series; 0 until there is one. A checkpoint has it with the series. */
  baseMicroPat = 0;
  baseAtMs = 0;
  /** What that series was moving to: another one that is governed by it goes on from there. */
  baseTargetMicroPat = 0;

  constructor(key: string) {
    const numbers = new Float64Array(CONTRACT_FLOATS);
    super(numbers, 0);
    const level = (row: number): Float64Array => {
      const at = LEVELS_AT + row * LADDER_LEVELS;
      return numbers.subarray(at, at + LADDER_LEVELS);
    };
    this.key = key;
    this.numbers = numbers;
    this.exercised = new LiveRate(numbers, 0);
    this.levelFills = level(0);
    this.levelDays = level(1);
    this.levelDistance = level(2);
    this.profile = new AgeProfile(numbers.subarray(PROFILE_AT, EVIDENCE_AT));
    this.evidence = new MarketEvidence(numbers, EVIDENCE_AT);
  }
}
