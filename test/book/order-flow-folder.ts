/** Where the recorded order flow lies, which is not part of the project: its licences do not allow that. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROOT } from '../../bench/child.js';

/** PATX_ORDER_FLOW_DIR, or the data folder beside the project. */
export const ORDER_FLOW_FOLDER = resolve(
  process.env.PATX_ORDER_FLOW_DIR ?? join(ROOT, '../shared/data/order-flow'),
);

/** Why the recordings cannot be read; undefined when they can. */
export const orderFlowIsMissing = existsSync(ORDER_FLOW_FOLDER)
  ? undefined
  : `no recorded order flow in ${ORDER_FLOW_FOLDER}: set PATX_ORDER_FLOW_DIR to its folder`;
