/** What a provider's notice says of a delivery, as long as the delivery is not over. */
import { DELIVERY_FIELD, type State } from '../../engine/core/index.js';

export interface Notice {
  /** SHA-256 of what was handed over; empty before the notice. */
  readonly contentHash: Uint8Array;
  /** Where it can be fetched; empty likewise. */
  readonly location: string;
  /** Whether the platform fetched it and found that hash. */
  readonly proved: boolean;
}

const NONE: Notice = { contentHash: new Uint8Array(0), location: '', proved: false };

/** The notice of the delivery in a slot; slot 0 is of none. */
export function noticeAt({ deliveries }: State, slot: number): Notice {
  const notice = slot === 0 ? undefined : deliveries.notice(slot);
  if (notice === undefined) return NONE;
  const { contentHash, location } = notice;
  return {
    ...{ contentHash, location: Buffer.from(location).toString('utf8') },
    proved: deliveries.get(slot, DELIVERY_FIELD.proved) === 1,
  };
}
