/**
 * The age curve of the index: what a right is worth at an age of its window, so that prices of rights of different ages can be
 * put side by side. Fixed, in whole numbers, the same for everybody who computes the index anew.
 *
 * Source: the half-life curve of docs/pricing.md with c = 0.35, F0 = 1.25, F1 = 0.20 and its terminal factor, at 65 ages, ppm,
 * linear between them; test/risk/index-value.test.ts holds it to the quoter's formula.
 */
const KNOTS: readonly number[] = [
  1_250_000, 1_212_884, 1_176_899, 1_142_010, 1_108_184, 1_075_389, 1_043_593, 1_012_767, 982_879,
  953_902, 925_808, 898_570, 872_162, 846_559, 821_735, 797_669, 774_335, 751_713, 729_779, 708_514,
  687_897, 667_909, 648_529, 629_740, 611_523, 593_861, 576_738, 560_136, 544_040, 528_435, 513_305,
  498_636, 484_414, 470_625, 457_257, 444_296, 431_730, 419_546, 407_734, 396_282, 385_179, 374_414,
  363_977, 353_858, 344_048, 334_536, 325_314, 316_374, 307_705, 299_301, 291_153, 283_253, 275_594,
  268_168, 260_968, 253_988, 247_221, 240_660, 233_841, 222_672, 206_531, 185_823, 160_931, 132_211,
  100_000,
];
const PPM = 1_000_000;
const STEPS = 64;

/** F at an age, ppm. Held at its ends. @param agePpm share of the window that has passed */
export function ageFactorPpm(agePpm: number): number {
  const at = Math.min(PPM, Math.max(0, agePpm)) * STEPS;
  const knot = Math.min(STEPS - 1, Math.floor(at / PPM));
  const from = KNOTS[knot] as number;
  const to = KNOTS[knot + 1] as number;
  return from + Math.round(((to - from) * (at - knot * PPM)) / PPM);
}
