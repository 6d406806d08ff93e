/** Where the recorded order flow lies; a test that needs it fails with this message when it is absent. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** PATX_ORDER_FLOW_DIR, or the data folder beside the project. */
export function orderFlowFolder(): string {
  const path = resolve(process.env.PATX_ORDER_FLOW_DIR ?? '../shared/data/order-flow');
  if (!existsSync(path)) {
    throw new Error(`no recorded order flow in ${path}: set PATX_ORDER_FLOW_DIR to its folder`);
  }
  return path;
}
