/** Public trades of one series, in order; trade ids ascend by one, so a client sees what is missing. */
import { TRADE_BUSTED as B, EVENT, TRADE as T } from '../../engine/core/index.js';
import { type ServerEncoder, TradePrint } from '../../schema/index.js';
import { CHANNEL_KIND } from '../../values/index.js';
import { Channel } from './channel.js';

/** When a trade or its bust happened. */
export interface TradeMoment {
  readonly journalSequence: number;
  readonly timeMs: number;
}

const print = new TradePrint();

export class TradeChannel extends Channel {
  constructor(id: number, seriesId: number) {
    super(id, CHANNEL_KIND.TRADES, seriesId);
  }

  /** A trade event, of continuous trading or of an auction, at `words[at]`. */
  traded(words: Float64Array, at: number, moment: TradeMoment): void {
    print.tradeId = words[at + T.tradeId] as number;
    print.priceTicks = words[at + T.priceTicks] as number;
    print.quantityLots = words[at + T.lots] as number;
    print.auction = words[at] === EVENT.AUCTION_TRADE;
    print.takerSide = print.auction ? 0 : (words[at + T.takerSide] as number);
    print.broker = words[at + T.broker] !== 0;
    print.busted = false;
    this.send(moment);
  }

  /** A bust of a trade at `words[at]`. */
  busted(words: Float64Array, at: number, moment: TradeMoment): void {
    print.tradeId = words[at + B.tradeId] as number;
    print.priceTicks = words[at + B.priceTicks] as number;
    print.quantityLots = words[at + B.lots] as number;
    print.takerSide = 0;
    print.auction = false;
    print.broker = false;
    print.busted = true;
    this.send(moment);
  }

  override close(): void {}

  /** Trades have no state to start from. */
  override snapshot(_out: ServerEncoder): boolean {
    return true;
  }

  private send(moment: TradeMoment): void {
    print.seriesId = this.seriesId;
    print.sequence = moment.journalSequence;
    print.matchTimeMs = moment.timeMs;
    this.begin();
    this.end(this.head.tradePrint(this.id, print) && this.tail.tradePrint(this.id, print));
  }
}
