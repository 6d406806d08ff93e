/**
 * The histories of parameters, bounded: of the changes those in force stay, of the requests those that wait; what is over is
 * dropped, the oldest first, once there are more than are kept. What was dropped is in the journal.
 *
 * Invariant: the last change at every target is kept. Fails by answering that no further target has room.
 */
import { PARAMETER_REQUEST_STATE } from '../../../../values/index.js';
import {
  PARAMETER_CHANGES_KEPT,
  PARAMETER_REQUESTS_KEPT,
  type ParameterChange,
  type ParameterRequest,
  type Registry,
} from '../../kernel/registry.js';
import type { ParameterValues } from './values.js';

const { AWAITING_APPROVAL, SCHEDULED } = PARAMETER_REQUEST_STATE;

/** Whether a value may be set at one more target. */
export function hasRoomForTarget(registry: Registry, values: ParameterValues): boolean {
  const { parameterChanges } = registry;
  return parameterChanges.length < PARAMETER_CHANGES_KEPT || overAt(parameterChanges, values) >= 0;
}

/** Adds a change that `values` has taken in. */
export function keepChange(
  registry: Registry,
  values: ParameterValues,
  change: ParameterChange,
): void {
  const { parameterChanges } = registry;
  parameterChanges.push(change);
  if (parameterChanges.length <= PARAMETER_CHANGES_KEPT) return;
  const at = overAt(parameterChanges, values);
  if (at < 0) return;
  parameterChanges.splice(at, 1);
  registry.parameterChangesDropped += 1;
}

/** Adds a request. */
export function keepRequest(registry: Registry, request: ParameterRequest): void {
  const { parameterRequests } = registry;
  parameterRequests.push(request);
  if (parameterRequests.length <= PARAMETER_REQUESTS_KEPT) return;
  const isOver = ({ state }: ParameterRequest): boolean =>
    state !== AWAITING_APPROVAL && state !== SCHEDULED && state !== 0;
  const at = parameterRequests.findIndex(isOver);
  if (at < 0) return;
  parameterRequests.splice(at, 1);
  registry.parameterRequestsDropped += 1;
}

/** Place of the oldest change another one has taken the place of, or −1. */
function overAt(changes: readonly ParameterChange[], values: ParameterValues): number {
  return changes.findIndex(
    (change) => values.setting(values.index(change.name), change.target) !== change,
  );
}
