/**
 * Signed commands and sign-ins on their way from the reader's thread to the engine's, and their answers back. At most so many wait; who
 * sends one more is told to wait. The engine answers every one, also while it stops.
 */
import type {
  CommandAnswer,
  SignedRequest,
  SignInAnswer,
  SignInRequest,
} from '../../schema/index.js';
import type { FromReader } from './messages.js';

const WAITING_MAX = 4_096;
const BUSY: SignInAnswer = {
  ...{ kind: 'refused', name: 'IN_FLIGHT_LIMIT', field: '' },
  ...{ detail: 'too many commands wait for their answers', waitMs: 1_000 },
};

export class CommandSender {
  private readonly post: (message: FromReader) => void;
  private readonly waiting = new Map<number, (answer: never) => void>();
  private last = 0;

  constructor(post: (message: FromReader) => void) {
    this.post = post;
  }

  send(request: SignedRequest): Promise<CommandAnswer> {
    return this.ask<CommandAnswer>((number) => ({ kind: 'command', number, request }));
  }

  signIn(request: SignInRequest): Promise<SignInAnswer> {
    return this.ask<SignInAnswer>((number) => ({ kind: 'signIn', number, request }));
  }

  answered(number: number, answer: CommandAnswer | SignInAnswer): void {
    this.waiting.get(number)?.(answer as never);
    this.waiting.delete(number);
  }

  private ask<T>(message: (number: number) => FromReader): Promise<T> {
    if (this.waiting.size >= WAITING_MAX) return Promise.resolve(BUSY as T);
    this.last += 1;
    const number = this.last;
    return new Promise<T>((resolve) => {
      this.waiting.set(number, resolve);
      this.post(message(number));
    });
  }
}
