/** Why a venue is not upgraded, or not taken back: a stable code, what is in the way, and what to do. Nothing was changed. */
export type UpgradeErrorCode =
  /** There is no venue. */
  | 'no-venue'
  /** It is folded by this core, with these limits, already. */
  | 'nothing-to-upgrade'
  /** A newer build wrote it. */
  | 'newer-core'
  /** A limit is no limit, or below what is in use. */
  | 'limits-below-use'
  | 'bad-limits'
  /** Invariants are broken before or after. */
  | 'broken-invariants'
  /** What the new core carries is not what it was given. */
  | 'not-equal'
  /** Nothing was upgraded, or a command has come since. */
  | 'cannot-go-back';

export class UpgradeError extends Error {
  override readonly name = 'UpgradeError';
  readonly code: UpgradeErrorCode;
  readonly remedy: string;

  constructor(code: UpgradeErrorCode, what: string, remedy: string) {
    super(`${code}: ${what}. Remedy: ${remedy}`);
    this.code = code;
    this.remedy = remedy;
  }
}
