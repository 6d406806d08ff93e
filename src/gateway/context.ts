/** What every part of a gateway shares. */
import type { Core, State } from '../engine/core/index.js';
import type { Sequencer } from '../engine/log/index.js';
import type { GatewayLimits } from './limits.js';
import type { GatewayMetrics } from './metrics.js';
import type { GatewayLog } from './options.js';

export interface Context {
  readonly sequencer: Sequencer;
  readonly core: Core;
  readonly state: State;
  readonly limits: GatewayLimits;
  readonly metrics: GatewayMetrics;
  readonly log: GatewayLog;
  readonly nowMs: () => number;
  /** Whether commands that add to what is stored are refused for want of disk. */
  readonly isStorageLow: () => boolean;
}
