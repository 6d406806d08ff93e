/** Assertion that stays on in production: a broken invariant is our bug and stops the engine. */

export class InvariantBroken extends Error {
  override readonly name = 'InvariantBroken';
}

export function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantBroken(message);
}
