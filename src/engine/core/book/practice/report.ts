/** What a practice book says: an event for everything that happens, and the whole state at the end. */
import type { RejectCode } from './reject-codes.js';

export type Status = 'open' | 'filled' | 'killed' | 'canceled' | 'rejected' | 'untriggered';

/** Why an order was taken out of the book. */
export type CancelReason = 'user' | 'mass_cancel' | 'self_trade' | 'oco';

export type PracticeEvent =
  | { readonly event: 'accepted'; readonly id: number; readonly status: 'open' | 'untriggered' }
  | {
      readonly event: 'trade';
      readonly maker: number;
      readonly taker: number;
      readonly price: number;
      readonly qty: number;
    }
  | { readonly event: 'resting'; readonly id: number; readonly price: number; readonly qty: number }
  | { readonly event: 'triggered'; readonly id: number }
  | { readonly event: 'decremented'; readonly id: number; readonly qty: number }
  | { readonly event: 'filled'; readonly id: number }
  | { readonly event: 'killed'; readonly id: number; readonly qty: number }
  | {
      readonly event: 'canceled';
      readonly id: number;
      readonly qty: number;
      readonly reason: CancelReason;
    }
  | { readonly event: 'reduced'; readonly id: number; readonly qty: number }
  | { readonly event: 'replaced'; readonly id: number; readonly keepsPriority: boolean }
  | {
      readonly event: 'rejected';
      readonly step: number;
      readonly code: RejectCode;
      /** What it is about, and what the instruction has there; neither when that is all of it or nothing. */
      readonly field?: string;
      readonly value?: unknown;
      readonly remedy: string;
    };

/** [price, quantity], best price first. */
export type LevelRow = readonly [price: number, qty: number];
export type TradeRow = readonly [makerId: number, takerId: number, price: number, qty: number];

export interface FinalView {
  readonly trades: readonly TradeRow[];
  /** Quantities on display. */
  readonly bids: readonly LevelRow[];
  readonly asks: readonly LevelRow[];
  /** Quantities with those that icebergs hide. */
  readonly bidsTotal: readonly LevelRow[];
  readonly asksTotal: readonly LevelRow[];
  /** By order id: what became of the last order of that id. */
  readonly status: Readonly<Record<string, Status>>;
  /** Steps, counted from 0, whose instruction was refused. */
  readonly rejectedSteps: readonly number[];
  /** Price of the last trade; null if there was none. */
  readonly lastPrice: number | null;
}
