/** Shapes of the commands that run the venue: contracts, series, parameters, phases, kill switches, its own records. */
import type {
  CarryBegin,
  CarryEnd,
  ColdBodies,
  ContractRules,
  FurtherOperator,
  Limits,
} from '../../values/index.js';
import { CHOICES } from './choices.js';
import { shapeOf } from './field.js';
import {
  bytesOf,
  bytesUpTo,
  choice,
  choiceOrZero,
  flag,
  listOf,
  nested,
  optionalTime,
  sint64,
  text,
  ticksOrLots,
  uint32,
  uint64,
  wholeTime,
} from './fields.js';
import {
  CARRY_ROWS_BYTES_MAX,
  CHECKPOINT_BYTES_MAX,
  CONTRACT_BYTES_MAX,
  FURTHER_OPERATORS_MAX,
  HASH_BYTES,
  NAME_BYTES_MAX,
  PUBLIC_KEY_BYTES,
  REASON_BYTES_MAX,
  TARGET_BYTES_MAX,
} from './sizes.js';

const reason = text(1, REASON_BYTES_MAX);

export const contractRulesShape = shapeOf<ContractRules>('ContractRules', {
  deliverable: text(1, 256),
  deliveryMethod: text(1, 64),
  quotaPerLot: sint64(),
  tickValueMicroPat: sint64(),
  maxPriceTicks: ticksOrLots(),
  maxOrderLots: ticksOrLots(),
  mintCapLots: ticksOrLots(),
  providerSharePpm: sint64(),
  makerFeePpm: sint64(),
  takerFeePpm: sint64(),
  royaltyPpm: sint64(),
  licensorAccountId: uint32(),
  penaltyMicroPat: sint64(),
  serviceLevelMs: sint64(),
  acceptanceMs: sint64(),
  disputeWindowMs: sint64(),
  minimumClass: choiceOrZero(CHOICES.AccountClass),
  referencePriceTicks: ticksOrLots(),
  licenceHash: bytesOf(HASH_BYTES),
});

export const defineContractShape = shapeOf<ColdBodies['defineContract']>('DefineContract', {
  clientRequestId: uint64(),
  contract: text(1, CONTRACT_BYTES_MAX),
  rules: nested(contractRulesShape),
});

export const openSeriesShape = shapeOf<ColdBodies['openSeries']>('OpenSeries', {
  clientRequestId: uint64(),
  contractId: uint32(),
  windowStartMs: wholeTime(),
});

export const setParameterShape = shapeOf<ColdBodies['setParameter']>('SetParameter', {
  clientRequestId: uint64(),
  name: text(1, NAME_BYTES_MAX),
  target: text(0, TARGET_BYTES_MAX),
  value: sint64(),
  expectedVersion: uint64(),
  reason,
  unset: flag(),
  effectiveTimeMs: optionalTime(),
});

const requestReason = { parameterRequestId: uint32(), reason };
export const approveParameterShape = shapeOf<ColdBodies['approveParameter']>(
  'ApproveParameter',
  requestReason,
);
export const withdrawParameterShape = shapeOf<ColdBodies['withdrawParameter']>(
  'WithdrawParameter',
  requestReason,
);

export const rollBackParameterShape = shapeOf<ColdBodies['rollBackParameter']>(
  'RollBackParameter',
  {
    clientRequestId: uint64(),
    name: text(1, NAME_BYTES_MAX),
    target: text(0, TARGET_BYTES_MAX),
    version: uint64(),
    expectedVersion: uint64(),
    reason,
    effectiveTimeMs: optionalTime(),
  },
);

export const requireApprovalShape = shapeOf<ColdBodies['requireApproval']>('RequireApproval', {
  clientRequestId: uint64(),
  name: text(1, NAME_BYTES_MAX),
  required: flag(),
  reason,
});

export const setPhaseShape = shapeOf<ColdBodies['setPhase']>('SetPhase', {
  phase: uint32(),
  reason,
});

const killTarget = { killScope: choice(CHOICES.KillScope), targetId: uint32(), reason };
export const killShape = shapeOf<ColdBodies['kill']>('Kill', killTarget);
export const releaseKillShape = shapeOf<ColdBodies['releaseKill']>('ReleaseKill', killTarget);

const seriesReason = { seriesId: uint32(), reason };
export const haltSeriesShape = shapeOf<ColdBodies['haltSeries']>('HaltSeries', seriesReason);
export const resumeSeriesShape = shapeOf<ColdBodies['resumeSeries']>('ResumeSeries', seriesReason);

export const bustTradeShape = shapeOf<ColdBodies['bustTrade']>('BustTrade', {
  seriesId: uint32(),
  tradeId: uint64(),
  reason,
});

export const setQuoterStateShape = shapeOf<ColdBodies['setQuoterState']>('SetQuoterState', {
  seriesId: uint32(),
  quoterState: choice(CHOICES.QuoterState),
  reason: text(0, REASON_BYTES_MAX),
});

export const advanceTimeShape = shapeOf<ColdBodies['advanceTime']>('AdvanceTime', {});

export const openSessionShape = shapeOf<ColdBodies['openSession']>('OpenSession', {
  cancelOnDisconnect: flag(),
});

export const closeSessionShape = shapeOf<ColdBodies['closeSession']>('CloseSession', {
  clean: flag(),
});

export const startEpochShape = shapeOf<ColdBodies['startEpoch']>('StartEpoch', {
  epoch: uint32(),
  lastTimeMs: wholeTime(),
});

export const quoterCheckpointShape = shapeOf<ColdBodies['quoterCheckpoint']>('QuoterCheckpoint', {
  state: bytesUpTo(CHECKPOINT_BYTES_MAX),
});

const venueLimitsShape = shapeOf<Limits>('VenueLimits', {
  maxOrders: uint32(),
  maxAccounts: uint32(),
  maxSeries: uint32(),
  maxPositions: uint32(),
  maxObligations: uint32(),
  maxDeliveries: uint32(),
  maxIdSpaces: uint32(),
  outcomesPerIdSpace: uint32(),
  maxPricePages: uint32(),
  maxEntitlements: uint32(),
  maxBustableTrades: uint32(),
});

const furtherOperatorShape = shapeOf<FurtherOperator>('FurtherOperator', {
  name: text(1, NAME_BYTES_MAX),
  publicKey: bytesOf(PUBLIC_KEY_BYTES),
});

export const initializeVenueShape = shapeOf<ColdBodies['initializeVenue']>('InitializeVenue', {
  venue: text(1, NAME_BYTES_MAX),
  brokerPublicKey: bytesOf(PUBLIC_KEY_BYTES),
  operatorPublicKey: bytesOf(PUBLIC_KEY_BYTES),
  limits: nested(venueLimitsShape),
  coreVersion: uint32(),
  furtherOperators: listOf(furtherOperatorShape, FURTHER_OPERATORS_MAX),
});

const carryBeginShape = shapeOf<CarryBegin>('CarryBegin', {
  coreVersion: uint32(),
  previousCoreVersion: uint32(),
  previousFrameHash: bytesOf(HASH_BYTES),
  limits: nested(venueLimitsShape),
});

const carryEndShape = shapeOf<CarryEnd>('CarryEnd', {
  parts: uint32(),
  digest: bytesOf(HASH_BYTES),
});

export const carryOverShape = shapeOf<ColdBodies['carryOver']>('CarryOver', {
  begin: nested(carryBeginShape),
  rows: bytesUpTo(CARRY_ROWS_BYTES_MAX),
  end: nested(carryEndShape),
});

export const setCoreVersionShape = shapeOf<ColdBodies['setCoreVersion']>('SetCoreVersion', {
  coreVersion: uint32(),
});
