/** Which id of the real core stands for which thing of the reference, learnt as both speak of it. */
import type { Fact, Token, Value } from '../reference/world.js';

export class Tokens {
  private readonly tokenById = new Map<string, Token>();
  private readonly idByToken = new Map<Token, number>();

  /** The thing an id of a kind stands for. */
  tokenOf(kind: string, id: number): Token | undefined {
    return this.tokenById.get(`${kind} ${id}`);
  }

  idOf(token: Token): number {
    return this.idByToken.get(token) ?? 0;
  }

  /** Every id of a kind ever seen, oldest first. */
  idsOf(kind: string): number[] {
    return [...this.idByToken].filter(([token]) => token.startsWith(kind)).map(([, id]) => id);
  }

  /** What differs between what the core and the reference said, or undefined. */
  difference(real: readonly Fact[], expected: readonly Fact[]): string | undefined {
    for (const [i, fact] of expected.entries()) {
      const other = real[i];
      if (other?.type !== fact.type) return `${i}: ${show(other)} instead of ${show(fact)}`;
      for (const [name, value] of Object.entries(fact)) {
        if (name === 'type' || this.isSame(other[name] as number, value as Value)) continue;
        return `${i}: ${name} of ${show(other)} instead of ${show(fact)}`;
      }
    }
    const surplus = real[expected.length];
    return surplus && `${expected.length}: ${show(surplus)} instead of nothing`;
  }

  /** Compares a value; an id that is new on both sides is learnt. */
  isSame(real: number, expected: Value): boolean {
    if (typeof expected === 'number') return real === expected;
    const known = this.idByToken.get(expected);
    if (known !== undefined) return known === real;
    const [kind] = expected.split(':');
    const key = `${kind} ${real}`;
    if (real === 0 || this.tokenById.has(key)) return false;
    this.idByToken.set(expected, real);
    this.tokenById.set(key, expected);
    return true;
  }
}

function show(fact: Fact | undefined): string {
  return JSON.stringify(fact ?? 'nothing');
}
