/** Refusals of what operators do, and of roles and fields. */
import { ENTITLEMENT_ORIGIN, KILL_SCOPE } from '../../../src/values/index.js';
import { RULES } from '../../support/venue.js';
import type { TestExchange } from '../support/exchange.js';
import { by, type Provocations, type Provoked } from './provoke.js';
import { send } from './rights.js';

const reason = 'test';
const clientRequestId = 1_000;

/** Sets a parameter as an operator. */
function setParameter(exchange: TestExchange, terms: object): Promise<Provoked> {
  return send(exchange, exchange.operator, 'setParameter', {
    clientRequestId,
    name: 'collar_buy_ppm',
    target: '',
    value: 1_500_000,
    expectedVersion: 0,
    reason,
    unset: false,
    ...terms,
  });
}

const GLOBAL = { killScope: KILL_SCOPE.GLOBAL, targetId: 0, reason };

export const VENUE_PROVOCATIONS: Provocations<
  | 'UNKNOWN_ACCOUNT'
  | 'UNKNOWN_CONTRACT'
  | 'ALREADY_EXISTS'
  | 'ROLE'
  | 'INVALID_FIELD'
  | 'UNKNOWN_PARAMETER'
  | 'PARAMETER_RANGE'
  | 'STALE_VERSION'
  | 'SECOND_PERSON'
  | 'NOT_KILLED'
  | 'OVERFLOW'
  | 'UNKNOWN_TRADE'
  | 'UNKNOWN_ENTITLEMENT'
  | 'PHASE_STEP'
  | 'UNKNOWN_PARAMETER_REQUEST'
  | 'PARAMETER_ORDER'
  | 'GATES_NOT_MET'
> = {
  UNKNOWN_ACCOUNT: by((exchange) =>
    send(exchange, exchange.operator, 'deposit', {
      clientRequestId,
      targetAccountId: 60,
      amountMicroPat: 1,
    }),
  ),
  UNKNOWN_CONTRACT: by((exchange) =>
    send(exchange, exchange.operator, 'openSeries', {
      clientRequestId,
      contractId: 9,
      windowStartMs: 1_800_000_000_000,
    }),
  ),
  ALREADY_EXISTS: by((exchange) =>
    send(exchange, exchange.operator, 'defineContract', {
      clientRequestId,
      contract: 'AUTO_INTENT|7D|0.70-0.85',
      rules: RULES,
    }),
  ),
  ROLE: by((exchange) =>
    send(exchange, exchange.openConsumer(), 'massQuote', { basedOnSequence: 0, quotes: [] }),
  ),
  INVALID_FIELD: by((exchange) =>
    send(exchange, exchange.operator, 'grantEntitlement', {
      clientRequestId,
      holderId: 1,
      resource: 'model:a',
      actions: 'read',
      quota: 0,
      validFromMs: 2_000,
      validToMs: 1_000,
      origin: ENTITLEMENT_ORIGIN.GRANT,
      licenceHash: new Uint8Array(0),
    }),
  ),
  UNKNOWN_PARAMETER: by((exchange) => setParameter(exchange, { name: 'no_such_ppm' })),
  PARAMETER_RANGE: by((exchange) => setParameter(exchange, { value: 1 })),
  STALE_VERSION: by((exchange) => setParameter(exchange, { expectedVersion: 7 })),
  SECOND_PERSON: by((exchange) => {
    exchange.submit(exchange.operator.accountId, 'kill', GLOBAL);
    return send(exchange, exchange.operator, 'releaseKill', GLOBAL);
  }),
  NOT_KILLED: by((exchange) => send(exchange, exchange.operator, 'releaseKill', GLOBAL)),
  OVERFLOW: by((exchange) =>
    send(exchange, exchange.operator, 'deposit', {
      clientRequestId,
      targetAccountId: 1,
      amountMicroPat: Number.MAX_SAFE_INTEGER,
    }),
  ),
  UNKNOWN_TRADE: by((exchange) =>
    send(exchange, exchange.operator, 'bustTrade', { seriesId: 1, tradeId: 9, reason }),
  ),
  UNKNOWN_ENTITLEMENT: by((exchange) =>
    send(exchange, exchange.operator, 'revokeEntitlement', { entitlementId: 9, reason }),
  ),
  UNKNOWN_PARAMETER_REQUEST: by((exchange) =>
    send(exchange, exchange.operator, 'approveParameter', { parameterRequestId: 9, reason }),
  ),
  PARAMETER_ORDER: by((exchange) => setParameter(exchange, { value: 5_000_001 })),
  PHASE_STEP: by((exchange) => send(exchange, exchange.operator, 'setPhase', { phase: 4, reason })),
  GATES_NOT_MET: by(
    (exchange) => {
      exchange.submit(exchange.operator.accountId, 'setPhase', { phase: 2, reason });
      exchange.submit(0, 'observePhase', { phase: 3, blockNumber: 1 });
      return send(exchange, exchange.operator, 'setPhase', { phase: 3, reason });
    },
    { onChain: true },
  ),
};
