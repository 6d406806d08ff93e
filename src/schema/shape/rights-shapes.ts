/** Shapes of the commands about rights: capacity, mints, exercise, deliveries, entitlements. */
import type { ColdBodies } from '../../values/index.js';
import { CHOICES } from './choices.js';
import { shapeOf } from './field.js';
import {
  bytesOf,
  choice,
  flag,
  sint64,
  text,
  ticksOrLots,
  uint32,
  uint64,
  wholeTime,
} from './fields.js';
import {
  HASH_BYTES,
  LOCATION_BYTES_MAX,
  REASON_BYTES_MAX,
  SEGMENT_BYTES_MAX,
  SIGNATURE_BYTES,
} from './sizes.js';

const seriesLots = {
  clientRequestId: uint64(),
  seriesId: uint32(),
  quantityLots: ticksOrLots(),
};

export const exerciseRightsShape = shapeOf<ColdBodies['exerciseRights']>(
  'ExerciseRights',
  seriesLots,
);
export const mintRightsShape = shapeOf<ColdBodies['mintRights']>('MintRights', seriesLots);
export const withdrawRightsShape = shapeOf<ColdBodies['withdrawRights']>(
  'WithdrawRights',
  seriesLots,
);

export const escrowCapacityShape = shapeOf<ColdBodies['escrowCapacity']>('EscrowCapacity', {
  clientRequestId: uint64(),
  providerId: uint32(),
  segment: text(1, SEGMENT_BYTES_MAX),
  capacityLots: ticksOrLots(),
  attestedUntilMs: wholeTime(),
});

export const noticeDeliveryShape = shapeOf<ColdBodies['noticeDelivery']>('NoticeDelivery', {
  deliveryId: uint64(),
  contentHash: bytesOf(HASH_BYTES),
  location: text(0, LOCATION_BYTES_MAX),
});

export const acceptDeliveryShape = shapeOf<ColdBodies['acceptDelivery']>('AcceptDelivery', {
  deliveryId: uint64(),
  signature: bytesOf(SIGNATURE_BYTES),
  keyId: uint32(),
});

export const disputeDeliveryShape = shapeOf<ColdBodies['disputeDelivery']>('DisputeDelivery', {
  deliveryId: uint64(),
  reason: text(0, REASON_BYTES_MAX),
});

export const ruleDisputeShape = shapeOf<ColdBodies['ruleDispute']>('RuleDispute', {
  deliveryId: uint64(),
  upheld: flag(),
  reason: text(0, REASON_BYTES_MAX),
});

export const acknowledgeTicketShape = shapeOf<ColdBodies['acknowledgeTicket']>(
  'AcknowledgeTicket',
  {
    deliveryId: uint64(),
  },
);

export const setAutoExerciseShape = shapeOf<ColdBodies['setAutoExercise']>('SetAutoExercise', {
  seriesId: uint32(),
  enabled: flag(),
});

export const grantEntitlementShape = shapeOf<ColdBodies['grantEntitlement']>('GrantEntitlement', {
  clientRequestId: uint64(),
  holderId: uint32(),
  resource: text(1, 128),
  actions: text(1, 64),
  quota: sint64(),
  validFromMs: wholeTime(),
  validToMs: wholeTime(),
  origin: choice(CHOICES.EntitlementOrigin),
  licenceHash: bytesOf(0, HASH_BYTES),
});

export const revokeEntitlementShape = shapeOf<ColdBodies['revokeEntitlement']>(
  'RevokeEntitlement',
  {
    entitlementId: uint64(),
    reason: text(1, REASON_BYTES_MAX),
  },
);

export const setConfidenceShape = shapeOf<ColdBodies['setConfidence']>('SetConfidence', {
  providerId: uint32(),
  segment: text(1, SEGMENT_BYTES_MAX),
  confidencePpm: sint64(),
});
