/** Answers that wait until the journal is on disk up to a sequence. */
export class UntilDurable {
  private waiting: { readonly sequence: number; readonly tell: () => void }[] = [];
  private readonly durableSequence: () => number;

  constructor(durableSequence: () => number) {
    this.durableSequence = durableSequence;
  }

  /** Tells once the sequence is on disk: at once if it is. */
  tell(sequence: number, tell: () => void): void {
    if (sequence <= this.durableSequence()) tell();
    else this.waiting.push({ sequence, tell });
  }

  /** Everything up to a sequence is on disk. */
  reached(sequence: number): void {
    if (this.waiting.length === 0) return;
    const due = this.waiting.filter((one) => one.sequence <= sequence);
    this.waiting = this.waiting.filter((one) => one.sequence > sequence);
    for (const { tell } of due) tell();
  }
}
