/**
 * What a frozen core answers to: the contract between a build and the cores of the releases before it. It is frozen with
 * them, so it only ever gains what an older one may lack.
 */
import type { FillLevel } from '../engine/core/index.js';
import type { Limits } from '../values/index.js';

/** The number a module states so that it is known to keep this contract. */
export const CORE_MODULE_FORMAT = 1;

/** A parameter as a core has it. */
export interface ModuleParameter {
  readonly name: string;
  readonly defaultValue: number;
}

/** A state that was saved: hashes are 32 bytes. */
export interface SavedState {
  readonly sequence: number;
  readonly eventHash: Uint8Array;
  readonly stateHash: Uint8Array;
  readonly columns: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** A venue that is folded, frame by frame. */
export interface Stretch {
  readonly limits: Limits;
  /** Last sequence folded. */
  readonly sequence: number;
  /** Time of the last command. */
  readonly timeMs: number;
  /** Folds a frame's bytes, and proves with its header that it says what it said then; throws when it does not. */
  applyFrame(bytes: Uint8Array): void;
  /** Running hash of all frames and events up to the last one. */
  eventHash(): Uint8Array;
  stateHash(): Uint8Array;
  /** Invariants that are broken, a line each. */
  broken(): readonly string[];
  fillLevels(): readonly FillLevel[];
  /** Everything it carries to another core: rows as the bytes of CarryRows, so many at most in each, or one row. */
  carry(bytesMax: number): Iterable<Uint8Array>;
}

/** The core of one version, with all that its fold reads. */
export interface CoreModule {
  readonly format: number;
  readonly coreVersion: number;
  readonly parameters: readonly ModuleParameter[];
  /** A venue before its first frame, or before the first frame of a stretch, which it only looks at. */
  begin(firstFrame: Uint8Array): Stretch;
  /** A venue as it was saved. Throws when the state is not what its hash says. */
  restore(saved: SavedState): Stretch;
}
