/** Proof of liabilities: the tree, an account's proof, and their checks. */
export { auditTree } from './audit.js';
export { type ProofProblem, problemOf } from './proof.js';
export { SECRET_BYTES, saltsOf } from './salts.js';
export {
  type InclusionProof,
  type Liabilities,
  type PostedRoot,
  SumTree,
} from './sum-tree.js';
