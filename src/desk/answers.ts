/** What was asked of the desk and is not answered yet. Whatever is asked of one that has ended is rejected. */
export class Answers<T> {
  private readonly waiting = new Map<
    number,
    { resolve: (value: T) => void; reject: (error: Error) => void }
  >();
  private lastId = 0;
  private isEnded = false;

  /** Asks with an id of its own, and resolves with what is settled for it. */
  ask(post: (id: number) => void): Promise<T> {
    if (this.isEnded) return Promise.reject(new Error('the desk has ended'));
    this.lastId += 1;
    const id = this.lastId;
    const answer = new Promise<T>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    post(id);
    return answer;
  }

  settle(id: number, value: T): void {
    this.waiting.get(id)?.resolve(value);
    this.waiting.delete(id);
  }

  end(): void {
    this.isEnded = true;
    for (const { reject } of this.waiting.values()) reject(new Error('the desk has ended'));
    this.waiting.clear();
  }
}
