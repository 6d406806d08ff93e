/**
 * What an operator watches, as it stands in a core: what the broker is exposed to and holds, deliveries that are late or
 * disputed, makers that were stopped, providers that owe collateral, stores that fill. Read only, between commands.
 */
import {
  ACCOUNT_FIELD as A,
  BROKER_ACCOUNT,
  BUCKET,
  type Core,
  DELIVERY_FIELD as D,
  FILL_ALERT_PPM,
  fillLevels,
  type ParameterRequest,
  PROTECTION_FIELD as R,
  SERIES_FIELD as S,
} from '../../engine/core/index.js';
import { DELIVERY_STATE } from '../../values/index.js';

export interface ExposureView {
  readonly scope: 'series' | 'window' | 'segment';
  /** A series it counts in. */
  readonly seriesId: number;
  readonly exposureMicroPat: number;
  readonly limitMicroPat: number;
}

export interface HoldingView {
  readonly seriesId: number;
  readonly lots: number;
  /** At the mark. */
  readonly valueMicroPat: number;
  readonly endsMs: number;
}

export interface WatchedDelivery {
  readonly deliveryId: number;
  readonly state: number;
  readonly seriesId: number;
  readonly consumerId: number;
  readonly providerId: number;
  readonly quantityLots: number;
  readonly escrowMicroPat: number;
  readonly deadlineMs: number;
}

const PPM = 1_000_000;
/** Deliveries named one by one. */
const DELIVERIES_MAX = 100;

export class WatchView {
  private readonly core: Core;

  constructor(core: Core) {
    this.core = core;
  }

  get collateralMicroPat(): number {
    const { ledger } = this.core.state;
    return ledger.balance(ledger.bucket(BROKER_ACCOUNT, BUCKET.COLLATERAL));
  }

  /** What the broker is exposed to in each series, window length and segment, against its limit. */
  exposures(): ExposureView[] {
    const { state, parameters } = this.core;
    const { series, exposures } = state;
    const list: ExposureView[] = [];
    const [windows, segments] = [new Set<number>(), new Set<number>()];
    const collateral = this.collateralMicroPat;
    const add = (
      scope: ExposureView['scope'],
      seriesId: number,
      exposureMicroPat: number,
    ): void => {
      if (exposureMicroPat === 0) return;
      const index = parameters.index(`broker_${scope}_exposure_ppm`);
      const limitMicroPat = Math.floor((collateral / PPM) * parameters.get(seriesId, index));
      list.push({ scope, seriesId, exposureMicroPat, limitMicroPat });
    };
    for (let id = 1; id <= series.count; id += 1) {
      add('series', id, series.get(id, S.brokerExposureMicroPat));
      const [window, segment] = [series.get(id, S.window), series.get(id, S.segment)];
      if (!windows.has(window)) add('window', id, exposures.window(window));
      if (!segments.has(segment)) add('segment', id, exposures.segment(segment));
      windows.add(window);
      segments.add(segment);
    }
    return list;
  }

  /** What the broker holds and has not sold, by series. */
  holdings(): HoldingView[] {
    const { series } = this.core.state;
    const list: HoldingView[] = [];
    for (let seriesId = 1; seriesId <= series.count; seriesId += 1) {
      const lots = series.get(seriesId, S.brokerLots);
      if (lots === 0) continue;
      const valueMicroPat =
        lots * series.get(seriesId, S.markTicks) * series.get(seriesId, S.tickValueMicroPat);
      list.push({ seriesId, lots, valueMicroPat, endsMs: series.get(seriesId, S.endMs) });
    }
    return list;
  }

  /** Deliveries that are overdue or disputed, at most a hundred of them. */
  troubledDeliveries(): WatchedDelivery[] {
    const { deliveries } = this.core.state;
    const list: WatchedDelivery[] = [];
    for (let slot = 1; slot <= deliveries.highWater && list.length < DELIVERIES_MAX; slot += 1) {
      const get = (field: number): number => deliveries.get(slot, field);
      const state = get(D.state);
      const isTroubled = state === DELIVERY_STATE.OVERDUE || state === DELIVERY_STATE.DISPUTED;
      if (!isTroubled || get(D.lots) === 0) continue;
      list.push({
        deliveryId: deliveries.idOf(slot),
        state,
        seriesId: get(D.series),
        consumerId: get(D.consumer),
        providerId: get(D.provider),
        quantityLots: get(D.lots),
        escrowMicroPat: get(D.escrowMicroPat),
        deadlineMs: this.core.deliveryDesk.deadlineMs(slot),
      });
    }
    return list;
  }

  /** Makers whose protection tripped. */
  trippedAccounts(): number[] {
    const { protections, accounts } = this.core.state;
    const list: number[] = [];
    for (let row = 1; row <= protections.highWater; row += 1) {
      const accountId = protections.get(row, R.account);
      if (accountId !== 0 && accounts.isTripped(accountId)) list.push(accountId);
    }
    return list;
  }

  /** Providers whose collateral was called for. */
  calledAccounts(): number[] {
    const { accounts } = this.core.state;
    const list: number[] = [];
    for (let accountId = 1; accountId <= accounts.count; accountId += 1) {
      if (accounts.get(accountId, A.calls) > 0) list.push(accountId);
    }
    return list;
  }

  /** Stores past the share at which it is time for larger ones. */
  fullStores(): { readonly store: string; readonly used: number; readonly capacity: number }[] {
    return fillLevels(this.core.state)
      .filter(({ isRing, used, capacity }) => !isRing && used * PPM >= capacity * FILL_ALERT_PPM)
      .map(({ store, used, capacity }) => ({ store, used, capacity }));
  }

  /** Live orders under a kill switch. */
  liveOrdersUnder(killScope: number, targetId: number): number {
    return this.core.kills.liveOrders(killScope, targetId);
  }

  /** Changes that wait for a second person. */
  waitingRequests(): ParameterRequest[] {
    return this.core.changes.waiting().filter(({ lapseTimeMs }) => lapseTimeMs !== 0);
  }
}
