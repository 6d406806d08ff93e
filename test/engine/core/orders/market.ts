/** What the tests of special orders share: a venue, short words for its orders, and its events by name. */
import {
  BROKER_ACCOUNT,
  BUCKET,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  ORDER_AMENDED as OA,
  ORDER_ACCEPTED as OC,
  ORDER_CANCELED as OX,
  POSITION_FIELD as P,
  TRADE as T,
} from '../../../../src/engine/core/index.js';
import { ACCOUNT_CLASS, ACCOUNT_ROLE, SIDE } from '../../../../src/values/index.js';
import {
  DAY_MS,
  type OrderFields,
  type TradingVenue,
  tradingVenue,
} from '../../../support/venue.js';

export const { BUY, SELL } = SIDE;

/** Something that happened to an order, in few words. */
export type Told =
  | { accepted: number; price: number; lots: number }
  | { refused: number; field: number }
  | { trade: number; price: number; lots: number; left: number }
  | { canceled: number; lots: number; reason: number }
  | { amended: number; price: number; open: number }
  | { reduced: number; price: number; open: number }
  | { triggered: number; price: number; open: number }
  | { repriced: number; price: number; open: number };

const CHANGED: Readonly<Record<number, string>> = {
  [EVENT.ORDER_AMENDED]: 'amended',
  [EVENT.ORDER_REDUCED]: 'reduced',
  [EVENT.ORDER_TRIGGERED]: 'triggered',
  [EVENT.ORDER_REPRICED]: 'repriced',
};

export class Market {
  readonly venue: TradingVenue = tradingVenue({}, { maxOrders: 4_096 });
  readonly consumer: number;
  readonly other: number;
  readonly provider: number;
  readonly rival: number;

  constructor() {
    const [consumer = 0, other = 0] = this.venue.consumers;
    const [provider = 0, rival = 0] = this.venue.providers;
    this.consumer = consumer;
    this.other = other;
    this.provider = provider;
    this.rival = rival;
  }

  buy(account: number, priceTicks: number, lots: number, more: Partial<OrderFields> = {}): Told[] {
    return told(this.venue.order(account, { side: BUY, priceTicks, lots, ...more }));
  }

  sell(account: number, priceTicks: number, lots: number, more: Partial<OrderFields> = {}): Told[] {
    return told(this.venue.order(account, { side: SELL, priceTicks, lots, ...more }));
  }

  /** A consumer and a provider of one firm group, funded and with rights. */
  firm(): { readonly buyer: number; readonly seller: number } {
    const { venue } = this;
    const ids = [ACCOUNT_ROLE.CONSUMER, ACCOUNT_ROLE.PROVIDER].map((role) => {
      const terms = { role, accountClass: ACCOUNT_CLASS.INSTITUTION, firmGroup: 9, name: 'firm' };
      const key = { publicKey: new Uint8Array(0), scopes: [] };
      venue.send(FIRST_OPERATOR_ACCOUNT, 'openAccount', { ...terms, ...key });
      const targetAccountId = venue.core.state.accounts.count;
      const money = { targetAccountId, amountMicroPat: 10_000_000_000 };
      venue.send(FIRST_OPERATOR_ACCOUNT, 'deposit', money);
      return targetAccountId;
    });
    const [buyer = 0, seller = 0] = ids;
    const segment = 'AUTO_INTENT';
    const confidence = { providerId: seller, segment, confidencePpm: 800_000 };
    venue.send(FIRST_OPERATOR_ACCOUNT, 'setConfidence', confidence);
    const attestedUntilMs = venue.timeMs + 30 * DAY_MS;
    const capacity = { providerId: 0, segment, capacityLots: 1_000, attestedUntilMs };
    venue.send(seller, 'escrowCapacity', capacity);
    venue.send(seller, 'mintRights', { seriesId: 1, quantityLots: 100 });
    return { buyer, seller };
  }

  /** A trade at a price between the other consumer and the rival, so that it becomes the last one. */
  print(priceTicks: number): Told[] {
    this.sell(this.rival, priceTicks, 1);
    return this.buy(this.other, priceTicks, 1);
  }

  mark(markTicks: number): Told[] {
    const marks = [{ seriesId: 1, markTicks, sigmaPpm: 1, thinnessPpm: 1 }];
    return told(this.venue.send(BROKER_ACCOUNT, 'markUpdate', { marks }));
  }

  reserved(account: number): number {
    const { ledger } = this.venue.core.state;
    return ledger.balance(ledger.bucket(account, BUCKET.RESERVED));
  }

  offered(account: number): number {
    const { positions } = this.venue.core.state;
    return positions.get(positions.find(account, 1), P.reservedLots);
  }
}

/** The id of the order a list of happenings begins with. */
export function idOf(happened: readonly Told[]): number {
  const [first] = happened;
  if (first === undefined || !('accepted' in first)) throw new Error('no order was accepted');
  return first.accepted;
}

/** Events about orders, in their order. */
export function told(events: readonly number[][]): Told[] {
  const happened: Told[] = [];
  for (const e of events) {
    const w = (at: number): number => e[at] as number;
    const type = w(0);
    if (type === EVENT.ORDER_ACCEPTED) {
      happened.push({ accepted: w(OC.orderId), price: w(OC.priceTicks), lots: w(OC.lots) });
    } else if (type === EVENT.ORDER_REFUSED) happened.push({ refused: w(8), field: w(9) });
    else if (type === EVENT.COMMAND_RESULT && w(4) !== 0) {
      happened.push({ refused: w(4), field: w(5) });
    } else if (type === EVENT.TRADE) {
      const [price, lots] = [w(T.priceTicks), w(T.lots)];
      happened.push({ trade: w(T.makerOrderId), price, lots, left: w(T.makerOpenLots) });
    } else if (type === EVENT.ORDER_CANCELED) {
      happened.push({ canceled: w(OX.orderId), lots: w(OX.lots), reason: w(OX.reason) });
    } else if (type in CHANGED) {
      const name = CHANGED[type] as 'amended';
      const row = { [name]: w(OA.orderId), price: w(OA.priceTicks), open: w(OA.openLots) };
      happened.push(row as Told);
    }
  }
  return happened;
}
