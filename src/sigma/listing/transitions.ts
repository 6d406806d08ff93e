/**
 * The life of a listing as a table: which event leads from which state to which, and who may cause it. What the table does not
 * have is refused. DELISTED and WITHDRAWN are final; a delisted listing stays visible with its reason. What an appeal restores is
 * delivered again at once and on sale again when the platform says that it has not drifted meanwhile.
 */

export const LISTING_STATES = [
  'DRAFT',
  'GATED',
  'SUBMITTED',
  'REJECTED',
  'APPROVED',
  'LISTED',
  'WATCH',
  'DOWNGRADED',
  'TAKEN_DOWN',
  'DELISTED',
  'WITHDRAWN',
] as const;
export type ListingState = (typeof LISTING_STATES)[number];

export const LISTING_EVENTS = [
  'GATES_PASSED',
  'GATES_FAILED',
  'SUBMIT',
  'APPROVE',
  'REJECT',
  'LIST',
  'REVISE',
  'WITHDRAW',
  'DRIFT_WATCH',
  'DRIFT_NORMAL',
  'DRIFT_DOWNGRADE',
  'DRIFT_DELIST',
  'INTEGRITY_FAILED',
  'TAKE_DOWN',
  'RESTORE',
  'UPHOLD',
] as const;
export type ListingEvent = (typeof LISTING_EVENTS)[number];

export const ACTORS = ['CREATOR', 'OPERATOR', 'PLATFORM'] as const;
export type Actor = (typeof ACTORS)[number];

/** Who may cause an event at all. In ALPHA an operator approves; later the platform may, of what passed its gates. */
const CAUSED_BY: Readonly<Record<ListingEvent, readonly Actor[]>> = {
  GATES_PASSED: ['PLATFORM'],
  GATES_FAILED: ['PLATFORM'],
  SUBMIT: ['CREATOR'],
  APPROVE: ['OPERATOR', 'PLATFORM'],
  REJECT: ['OPERATOR'],
  LIST: ['CREATOR', 'PLATFORM'],
  REVISE: ['CREATOR'],
  WITHDRAW: ['CREATOR'],
  DRIFT_WATCH: ['PLATFORM'],
  DRIFT_NORMAL: ['PLATFORM'],
  DRIFT_DOWNGRADE: ['PLATFORM'],
  DRIFT_DELIST: ['PLATFORM'],
  INTEGRITY_FAILED: ['PLATFORM'],
  TAKE_DOWN: ['OPERATOR'],
  RESTORE: ['OPERATOR'],
  UPHOLD: ['OPERATOR'],
};

type Row = Readonly<Partial<Record<ListingEvent, ListingState>>>;

/** Of every state in which a listing is public and its signals are delivered. */
const PUBLIC: Row = {
  DRIFT_DELIST: 'DELISTED',
  INTEGRITY_FAILED: 'DELISTED',
  TAKE_DOWN: 'TAKEN_DOWN',
  WITHDRAW: 'WITHDRAWN',
};

const TABLE: Readonly<Record<ListingState, Row>> = {
  DRAFT: { GATES_PASSED: 'GATED', GATES_FAILED: 'DRAFT', REVISE: 'DRAFT', WITHDRAW: 'WITHDRAWN' },
  GATED: { SUBMIT: 'SUBMITTED', GATES_FAILED: 'DRAFT', REVISE: 'DRAFT', WITHDRAW: 'WITHDRAWN' },
  SUBMITTED: {
    APPROVE: 'APPROVED',
    REJECT: 'REJECTED',
    GATES_FAILED: 'DRAFT',
    REVISE: 'DRAFT',
    WITHDRAW: 'WITHDRAWN',
  },
  REJECTED: { REVISE: 'DRAFT', WITHDRAW: 'WITHDRAWN' },
  APPROVED: {
    LIST: 'LISTED',
    GATES_FAILED: 'DRAFT',
    INTEGRITY_FAILED: 'DRAFT',
    REVISE: 'DRAFT',
    WITHDRAW: 'WITHDRAWN',
  },
  LISTED: { ...PUBLIC, DRIFT_WATCH: 'WATCH', DRIFT_DOWNGRADE: 'DOWNGRADED' },
  WATCH: { ...PUBLIC, DRIFT_NORMAL: 'LISTED', DRIFT_DOWNGRADE: 'DOWNGRADED' },
  DOWNGRADED: { ...PUBLIC, DRIFT_NORMAL: 'LISTED', DRIFT_WATCH: 'WATCH' },
  TAKEN_DOWN: {
    RESTORE: 'DOWNGRADED',
    UPHOLD: 'DELISTED',
    DRIFT_DELIST: 'DELISTED',
    INTEGRITY_FAILED: 'DELISTED',
  },
  DELISTED: {},
  WITHDRAWN: {},
};

export type TransitionRefusal = 'NOT_FROM_HERE' | 'NOT_BY_YOU';

export function transition(
  state: ListingState,
  event: ListingEvent,
  actor: Actor,
): { readonly to: ListingState } | { readonly refused: TransitionRefusal } {
  const to = TABLE[state][event];
  if (to === undefined) return { refused: 'NOT_FROM_HERE' };
  return CAUSED_BY[event].includes(actor) ? { to } : { refused: 'NOT_BY_YOU' };
}

export function isFinal(state: ListingState): boolean {
  return Object.keys(TABLE[state]).length === 0;
}

/** Whether seats may be sold; a downgraded feed serves the holders it has. */
export function isOnSale(state: ListingState): boolean {
  return state === 'LISTED' || state === 'WATCH';
}

/** Whether holders get signals. */
export function isDelivered(state: ListingState): boolean {
  return isOnSale(state) || state === 'DOWNGRADED';
}
