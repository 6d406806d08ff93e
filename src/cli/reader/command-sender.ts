/**
 * Signed commands on their way from the reader's thread to the engine's, and their answers back. At most so many wait; who
 * sends one more is told to wait. The engine answers every one, also while it stops.
 */
import type { CommandAnswer, SignedRequest } from '../../schema/index.js';
import type { FromReader } from './messages.js';

const WAITING_MAX = 4_096;
const BUSY: CommandAnswer = {
  ...{ kind: 'refused', name: 'IN_FLIGHT_LIMIT', field: '' },
  ...{ detail: 'too many commands wait for their answers', waitMs: 1_000 },
};

export class CommandSender {
  private readonly post: (message: FromReader) => void;
  private readonly waiting = new Map<number, (answer: CommandAnswer) => void>();
  private last = 0;

  constructor(post: (message: FromReader) => void) {
    this.post = post;
  }

  send(request: SignedRequest): Promise<CommandAnswer> {
    if (this.waiting.size >= WAITING_MAX) return Promise.resolve(BUSY);
    this.last += 1;
    const number = this.last;
    return new Promise((resolve) => {
      this.waiting.set(number, resolve);
      this.post({ kind: 'command', number, request });
    });
  }

  answered(number: number, answer: CommandAnswer): void {
    this.waiting.get(number)?.(answer);
    this.waiting.delete(number);
  }
}
