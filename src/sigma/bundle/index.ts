/** The door of bundles: what a creator publishes, its stamp, and the gates it has to pass. */
export { canonicalSha256, canonicalText } from './canonical.js';
export {
  type BundleContext,
  type BundleReport,
  checkBundle,
  type GateResult,
} from './check-bundle.js';
export { checkClaims, FORBIDDEN_CLAIMS, HYPOTHETICAL_LEGEND } from './checks/claims.js';
export { outOfSampleShare } from './checks/returns.js';
export { isSafePath, type PackFiles } from './checks/stamp-check.js';
export { trialSharpes } from './checks/statistics.js';
export { sweepHash } from './checks/sweep.js';
export {
  EXAMPLE_FILE,
  EXAMPLE_FILE_TEXT,
  type ExampleOptions,
  exampleBundle,
  exampleParts,
} from './example.js';
export {
  BUNDLE_GATES,
  type BundleGate,
  FINDINGS,
  type Finding,
  type FindingCode,
} from './findings.js';
export {
  ASSET,
  type Bundle,
  type BundleParts,
  bundleJsonSchema,
  bundleSchema,
  type Lineage,
  MODEL_ID,
  type Stamp,
} from './schema.js';
export { isSigned, lineageOf, signStamp, stampHashes } from './stamp.js';
