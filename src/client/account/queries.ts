/** Questions about the account and the venue; every answer says of which sequence it is. */
import type {
  AccountSnapshot,
  MarketList,
  ParameterDryRun,
  ParameterInfo,
  ParameterRequestInfo,
  SessionMessage,
} from '../../schema/index.js';
import type { Requester } from '../connection/requests.js';
import { errorOf } from '../connection/session.js';
import type { Told, ToldMessage } from '../names.js';

/** Asks; the requester hears of the answer, or at once that there is no session. */
export type Ask = (requester: Requester, message: SessionMessage) => void;

export class Queries {
  private readonly ask: Ask;

  constructor(ask: Ask) {
    this.ask = ask;
  }

  /** Balances, positions, open orders and deliveries of the account, all at one sequence. */
  accountSnapshot(): Promise<Told<AccountSnapshot>> {
    let whole: Told<AccountSnapshot> | undefined;
    return this.collect(
      { type: 'getAccountSnapshot', body: {} },
      (message) => {
        if (message.type !== 'accountSnapshot') return false;
        whole = whole === undefined ? message.body : mergeSnapshots(whole, message.body);
        return !message.body.more;
      },
      () => whole,
    );
  }

  /** Contracts, series, the venue and the kill switches that are set. */
  markets(options: { readonly includeClosed?: boolean } = {}): Promise<MarketList> {
    const { includeClosed = false } = options;
    let whole: MarketList | undefined;
    return this.collect(
      { type: 'listMarkets', body: { includeClosed } },
      (message) => {
        if (message.type !== 'marketList') return false;
        const { contracts, series, venue, kills, cash } = message.body;
        whole = {
          contracts: [...(whole?.contracts ?? []), ...contracts],
          series: [...(whole?.series ?? []), ...series],
          venue: whole?.venue ?? venue,
          kills: [...(whole?.kills ?? []), ...kills],
          cash: [...(whole?.cash ?? []), ...cash],
        };
        return false;
      },
      () => whole,
    );
  }

  /** What a change of a parameter would do now, without doing it; for operators. */
  dryRunParameter(change: {
    readonly name: string;
    readonly target?: string;
    readonly value?: number;
    readonly unset?: boolean;
  }): Promise<ParameterDryRun> {
    const { name, target = '', value = 0, unset = false } = change;
    let whole: ParameterDryRun | undefined;
    return this.collect(
      { type: 'dryRunParameter', body: { name, target, value, unset } },
      (message) => {
        if (message.type !== 'parameterDryRun') return false;
        whole = message.body;
        return true;
      },
      () => whole,
    );
  }

  /** Changes of parameters that wait for a second operator or for their time, the oldest first. */
  parameterRequests(): Promise<ParameterRequestInfo[]> {
    let whole: ParameterRequestInfo[] | undefined;
    return this.collect(
      { type: 'listParameters', body: {} },
      (message) => {
        if (message.type !== 'parameterList') return false;
        whole = [...(whole ?? []), ...message.body.requests];
        return false;
      },
      () => whole,
    );
  }

  /** Every parameter: its default, then every value set at a target. */
  parameters(): Promise<ParameterInfo[]> {
    let whole: ParameterInfo[] | undefined;
    return this.collect(
      { type: 'listParameters', body: {} },
      (message) => {
        if (message.type !== 'parameterList') return false;
        whole = [...(whole ?? []), ...message.body.parameters];
        return false;
      },
      () => whole,
    );
  }

  /**
   * Asks and puts the parts of the answer together.
   *
   * @param take takes a part in; true when it was the last. Lists do not say which part is the last: there it is the end of the
   * WebSocket message, in which all parts come.
   */
  private collect<T>(
    message: SessionMessage,
    take: (message: ToldMessage) => boolean,
    result: () => T | undefined,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const finish = (): boolean => {
        const value = result();
        if (value === undefined) return false;
        resolve(value);
        return true;
      };
      const isList = message.type !== 'getAccountSnapshot';
      const requester: Requester = {
        onMessage: (answer) => {
          if (answer.type === 'errorReport') {
            reject(errorOf(answer.body));
            return true;
          }
          return take(answer) && finish();
        },
        onFailure: reject,
      };
      this.ask(isList ? { ...requester, onFrameEnd: finish } : requester, message);
    });
  }
}

function mergeSnapshots(
  first: Told<AccountSnapshot>,
  next: Told<AccountSnapshot>,
): Told<AccountSnapshot> {
  return {
    ...first,
    balance: first.balance ?? next.balance,
    wallet: first.wallet ?? next.wallet,
    protection: first.protection ?? next.protection,
    margin: first.margin ?? next.margin,
    positions: [...first.positions, ...next.positions],
    openOrders: [...first.openOrders, ...next.openOrders],
    deliveries: [...first.deliveries, ...next.deliveries],
    collateralCalls: [...first.collateralCalls, ...next.collateralCalls],
    lastClientOrderIds: [...first.lastClientOrderIds, ...next.lastClientOrderIds],
    more: next.more,
  };
}
