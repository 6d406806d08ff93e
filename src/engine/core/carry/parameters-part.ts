/**
 * Parameters: changes that took effect, requests that wait or waited, and which parameters need a second person. Values in
 * force are made anew from the changes; the timer of a request that waits is carried with the timers.
 */
import type { ParameterRequest } from '../kernel/registry.js';
import { bit, type CarryPart } from './part.js';

/** What a request says about whether changes need a second person. */
const APPROVAL = { NONE: 0, REQUIRED: 1, NOT_REQUIRED: 2 } as const;

export const parametersPart: CarryPart = {
  columns: [],
  derived: [],
  registry: ['parameterChanges', 'parameterRequests', 'approvalMarks'],

  *rows({ state: { registry } }) {
    for (const { value, ...change } of registry.parameterChanges) {
      const row = { ...change, value: value ?? 0, isRemoved: bit(value === null) };
      yield { table: 'parameterChange', row };
    }
    for (const request of registry.parameterRequests) {
      yield { table: 'parameterRequest', row: requestRow(request) };
    }
    for (const { name, required } of registry.approvalMarks) {
      yield { table: 'approvalMark', row: { name, isRequired: bit(required) } };
    }
  },

  intake({ state: { registry } }) {
    return {
      take: {
        parameterChange: ({ isRemoved, value, ...change }) => {
          registry.parameterChanges.push({
            name: change.name,
            target: change.target,
            oldValue: change.oldValue,
            value: isRemoved === 1 ? null : value,
            version: change.version,
            authorId: change.authorId,
            reason: change.reason,
            sequence: change.sequence,
            effectiveTimeMs: change.effectiveTimeMs,
            approverId: change.approverId,
            undoesVersion: change.undoesVersion,
          });
        },
        parameterRequest: (row) => {
          const { approval, actionKind, actionBody, isRemoval, value, ...rest } = row;
          registry.parameterRequests.push({
            requestId: rest.requestId,
            name: rest.name,
            target: rest.target,
            value: isRemoval === 1 ? null : value,
            expectedVersion: rest.expectedVersion,
            undoesVersion: rest.undoesVersion,
            authorId: rest.authorId,
            reason: rest.reason,
            effectiveTimeMs: rest.effectiveTimeMs,
            approval: approval === APPROVAL.NONE ? null : approval === APPROVAL.REQUIRED,
            baseVersion: rest.baseVersion,
            sequence: rest.sequence,
            lapseTimeMs: rest.lapseTimeMs,
            approverId: rest.approverId,
            action: actionKind === 0 ? null : { kind: actionKind, body: actionBody },
            state: rest.state,
            timer: 0,
          });
        },
        approvalMark: ({ name, isRequired }) =>
          registry.approvalMarks.push({ name, required: isRequired === 1 }),
      },
    };
  },
};

function requestRow(request: ParameterRequest) {
  const { timer, action, approval, value, ...rest } = request;
  const required = approval === true ? APPROVAL.REQUIRED : APPROVAL.NOT_REQUIRED;
  return {
    ...rest,
    value: value ?? 0,
    isRemoval: bit(value === null),
    approval: approval === null ? APPROVAL.NONE : required,
    actionKind: action?.kind ?? 0,
    actionBody: action?.body ?? '',
  };
}
