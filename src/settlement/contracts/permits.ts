/**
 * What keys of the venue sign for PatClearing besides batches, as EIP-712 types in the order the contract hashes them: a
 * registrar's permit for an account without a deposit, and the consent of settler or attestor to the other's successor.
 */
import type { BigNumberish } from 'ethers';

export interface Registration {
  readonly owner: string;
  /** Last second at which it is good. */
  readonly deadline: BigNumberish;
}

export const REGISTRATION_TYPES = {
  Registration: [
    { name: 'owner', type: 'address' },
    { name: 'deadline', type: 'uint64' },
  ],
};

export interface Succession {
  /** 0 is the settler's, 1 the attestor's; the other one signs. */
  readonly part: 0 | 1;
  readonly next: string;
  /** One above `successionCount`. */
  readonly number: BigNumberish;
  /** Last second at which it is good. */
  readonly deadline: BigNumberish;
}

export const SUCCESSION_TYPES = {
  Succession: [
    { name: 'part', type: 'uint8' },
    { name: 'next', type: 'address' },
    { name: 'number', type: 'uint64' },
    { name: 'deadline', type: 'uint64' },
  ],
};
