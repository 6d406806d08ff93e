/**
 * A channel: one stream of market data, encoded once a turn and copied to each subscriber.
 *
 * Its messages of the turn lie encoded twice: `head` has room for the sent time in its first envelope, for frames that
 * begin with them; `tail` has not. A channel exists only while somebody subscribes to it.
 */
import { ServerEncoder } from '../../schema/index.js';

const INITIAL_BYTES = 512;
const TURN_BYTES_MAX = 4 * 1_048_576;

export abstract class Channel {
  /** What its messages carry. */
  readonly id: number;
  /** One of CHANNEL_KIND. */
  readonly kind: number;
  /** 0 for channels of the whole venue. */
  readonly seriesId: number;
  readonly head: ServerEncoder;
  readonly tail: ServerEncoder;
  /** Messages of this turn. */
  messageCount = 0;
  /** Something happened to it this turn. */
  isDirty = false;
  /** The turn's messages do not fit. */
  isOverfull = false;

  /** @param turnBytesMax messages of one turn beyond this are not sent: a fresh snapshot comes instead */
  constructor(id: number, kind: number, seriesId: number, turnBytesMax = TURN_BYTES_MAX) {
    this.id = id;
    this.kind = kind;
    this.seriesId = seriesId;
    this.head = new ServerEncoder({ initialBytes: INITIAL_BYTES, maxBytes: turnBytesMax });
    this.tail = new ServerEncoder({ initialBytes: INITIAL_BYTES, maxBytes: turnBytesMax });
  }

  /** Encodes what is conflated over the turn; the state is at its end. */
  abstract close(sequence: number): void;

  /**
   * Appends what a subscriber starts from, or starts again from; false when it does not fit.
   * @param depth levels of each side of a book
   */
  abstract snapshot(out: ServerEncoder, depth: number): boolean;

  /** Whether messages may be left out at all. */
  get mayConflate(): boolean {
    return true;
  }

  /** Empties the channel for the next turn. */
  reset(): void {
    this.messageCount = 0;
    this.isDirty = false;
    this.isOverfull = false;
    this.head.reset();
    this.tail.reset();
  }

  /** Makes ready for one more message. */
  protected begin(): void {
    if (this.messageCount === 0) this.head.startFrame();
    this.messageCount += 1;
  }

  /** Takes note of what the encoders answered. */
  protected end(isWhole: boolean): void {
    if (!isWhole) this.isOverfull = true;
  }
}
