/** The room the records of a turn lie in; their layouts are in `events.ts`. */

const INITIAL_WORDS = 1 << 16;
const INITIAL_LEVELS = 1 << 12;
const WORDS_MAX_PER_RECORD = 32;
/** Numbers per touched level: series, side, price. */
export const LEVEL_STRIDE = 3;

/** The events of one turn. Grows to the largest turn seen and is then reused. */
export class EventLog {
  words = new Float64Array(INITIAL_WORDS);
  length = 0;
  /** Price levels whose quantity changed: series, side and price, with repeats. */
  levels = new Int32Array(INITIAL_LEVELS * LEVEL_STRIDE);
  levelsLength = 0;

  clear(): void {
    this.length = 0;
    this.levelsLength = 0;
  }

  /** Takes a record of a type; the caller writes its fields from `words[at + 1]` on. Returns `at`. */
  begin(type: number, words: number): number {
    const at = this.length;
    if (at + WORDS_MAX_PER_RECORD > this.words.length) this.grow();
    this.words[at] = type;
    this.length = at + words;
    return at;
  }

  touch(seriesId: number, side: number, priceTicks: number): void {
    const at = this.levelsLength;
    if (at + LEVEL_STRIDE > this.levels.length) this.growLevels();
    const { levels } = this;
    levels[at] = seriesId;
    levels[at + 1] = side;
    levels[at + 2] = priceTicks;
    this.levelsLength = at + LEVEL_STRIDE;
  }

  /** The bytes the event hash covers. */
  bytes(fromWord = 0): Uint8Array {
    return new Uint8Array(this.words.buffer, fromWord * 8, (this.length - fromWord) * 8);
  }

  private grow(): void {
    const grown = new Float64Array(this.words.length * 2);
    grown.set(this.words);
    this.words = grown;
  }

  private growLevels(): void {
    const grown = new Int32Array(this.levels.length * 2);
    grown.set(this.levels);
    this.levels = grown;
  }
}
