/** The door of the prover: it fetches what providers' notices name, and says so where it is there. */
export {
  PROOF_PROBLEMS,
  type ProofProblem,
  type ProofProblemCode,
  Prover,
  type ProverParts,
} from './prover.js';
