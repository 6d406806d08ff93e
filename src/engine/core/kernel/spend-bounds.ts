/**
 * What the command that is applied now may spend: everything, unless it is an agent's. Set around one command and no part of
 * the state.
 */
export class SpendBounds {
  /** Most the command may cost, in micro-PAT. */
  limitMicroPat = Number.POSITIVE_INFINITY;
  /** Whose listings may be bought, at a fixed price alone; undefined: anybody's, at any. */
  sellers: readonly number[] | undefined;

  set(limitMicroPat: number, sellers: readonly number[]): void {
    this.limitMicroPat = limitMicroPat;
    this.sellers = sellers;
  }

  clear(): void {
    this.limitMicroPat = Number.POSITIVE_INFINITY;
    this.sellers = undefined;
  }

  /** Whether a listing of a seller may be bought. */
  maySell(sellerId: number, isFixedPrice: boolean): boolean {
    return this.sellers === undefined || (isFixedPrice && this.sellers.includes(sellerId));
  }
}
