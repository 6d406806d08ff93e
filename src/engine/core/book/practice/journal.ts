/** What has happened in a practice book: the events of the current instruction and the whole record. */
import type { Book } from '../book.js';
import * as levelLayout from '../level-layout.js';
import { BUY, SELL } from '../taker.js';
import { REJECT_CODES, type RejectCode } from './reject-codes.js';
import type { FinalView, LevelRow, PracticeEvent, Status, TradeRow } from './report.js';

const { CELL_F64_LOG2, LOTS } = levelLayout;
/** Characters of a refused value that are told. */
const SHOWN_MAX = 64;

export class Journal {
  private step = -1;
  private events: PracticeEvent[] = [];
  private readonly trades: TradeRow[] = [];
  private readonly rejectedSteps: number[] = [];
  private readonly status: Record<string, Status> = {};
  private last: number | null = null;

  /** Price of the last trade; null if there was none. */
  get lastPrice(): number | null {
    return this.last;
  }

  begin(): void {
    this.step += 1;
    this.events = [];
  }

  end(): readonly PracticeEvent[] {
    return this.events;
  }

  say(event: PracticeEvent): void {
    this.events.push(event);
  }

  setStatus(id: number, status: Status): void {
    this.status[id] = status;
  }

  /** @param input what was asked for, as it came */
  reject(code: RejectCode, input: unknown): void {
    this.rejectedSteps.push(this.step);
    this.say({ event: 'rejected', step: this.step, code, ...aboutField(code, input) });
  }

  trade(maker: number, taker: number, price: number, qty: number): void {
    this.last = price;
    this.trades.push([maker, taker, price, qty]);
    this.say({ event: 'trade', maker, taker, price, qty });
  }

  finalView(book: Book, series: number): FinalView {
    const bids = rowsOf(book, series, BUY);
    const asks = rowsOf(book, series, SELL);
    return {
      trades: [...this.trades],
      bids: bids.displayed,
      asks: asks.displayed,
      bidsTotal: bids.total,
      asksTotal: asks.total,
      status: { ...this.status },
      rejectedSteps: [...this.rejectedSteps],
      lastPrice: this.last,
    };
  }
}

function rowsOf(book: Book, series: number, side: number) {
  const displayed: LevelRow[] = [];
  const total: LevelRow[] = [];
  const { levels } = book;
  for (let level = levels.best(series * 2 + side); level !== 0; level = levels.worse(level)) {
    const price = levels.keyOf(level) ^ (0 - side);
    displayed.push([price, levels.f64[(level << CELL_F64_LOG2) + LOTS] as number]);
    total.push([price, levels.lotsOf(level)]);
  }
  return { displayed, total };
}

/** The field a refusal is about, what is in it, and what should be. */
function aboutField(code: RejectCode, input: unknown) {
  const { field: usual, remedy } = REJECT_CODES[code];
  if (typeof input !== 'object' || input === null) return { value: shown(input), remedy };
  const fields = input as Readonly<Record<string, unknown>>;
  const field = code === 'BAD_QTY' && fields.op === 'reduce' ? 'by' : usual;
  return field === '' ? { remedy } : { field, value: shown(fields[field]), remedy };
}

/** What is told of a value, which may be anything and of any length. */
function shown(value: unknown): unknown {
  if (typeof value === 'string' && value.length > SHOWN_MAX) return `${value.slice(0, SHOWN_MAX)}…`;
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? '[…]' : '{…}';
}
