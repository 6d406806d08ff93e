/**
 * Whether the input sources are alive. Liveness is a heartbeat, not trades: a quiet market is not stale.
 * A source that has never been heard counts from when watching began.
 */
export class SourceWatch {
  private readonly names: readonly string[];
  private readonly heardMs: Float64Array;

  constructor(names: readonly string[], startMs: number) {
    this.names = names;
    this.heardMs = new Float64Array(names.length).fill(startMs);
  }

  /** Notes a heartbeat. False for a source nobody watches. */
  beat(name: string, atMs: number): boolean {
    const index = this.names.indexOf(name);
    if (index < 0) return false;
    this.heardMs[index] = Math.max(this.heardMs[index]!, atMs);
    return true;
  }

  /** All sources count as heard now. */
  restart(atMs: number): void {
    this.heardMs.fill(atMs);
  }

  /** When the first source will have been silent for `silenceMs`; infinity without sources. */
  deadAtMs(silenceMs: number): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (const heard of this.heardMs) earliest = Math.min(earliest, heard + silenceMs);
    return earliest;
  }
}
