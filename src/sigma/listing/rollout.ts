/**
 * What each stage of the market's rollout allows, as code. ALPHA: invited creators, an operator approves each listing,
 * subscriptions only. BETA: creators from the waiting list publish by themselves once the gates are passed. GA: anybody whose
 * identity is checked; bundles, seats of organisations, routing. Performance fees are allowed in none.
 */

export const ROLLOUT_STAGES = ['ALPHA', 'BETA', 'GA'] as const;
export type RolloutStage = (typeof ROLLOUT_STAGES)[number];

export const ROLLOUT_ACTIONS = [
  'PUBLISH',
  'SELF_APPROVE',
  'SUBSCRIBE',
  'BUY_BUNDLE',
  'ORGANISATION_SEATS',
  'ROUTE_SIGNALS',
  'PERFORMANCE_FEE',
] as const;
export type RolloutAction = (typeof ROLLOUT_ACTIONS)[number];

export const ALPHA_CREATORS_MAX = 10;

export const ROLLOUT_REFUSALS = {
  NOT_INVITED: 'creators are invited in this stage',
  TOO_MANY_CREATORS: `at most ${ALPHA_CREATORS_MAX} creators publish in this stage`,
  NOT_ADMITTED: 'join the waiting list; creators are admitted from it in this stage',
  IDENTITY_UNKNOWN: "a creator's identity is checked before it publishes",
  NOT_IN_THIS_STAGE: 'the venue does not offer this yet',
  NEVER: 'performance fees are off: the law of many places forbids or licenses them',
} as const;
export type RolloutRefusal = keyof typeof ROLLOUT_REFUSALS;

export interface RolloutParty {
  readonly isInvited: boolean;
  /** From the waiting list. */
  readonly isAdmitted: boolean;
  /** Its check has not expired. */
  readonly isIdentified: boolean;
  /** It has published before. */
  readonly isCreator: boolean;
}

const FROM_STAGE: Readonly<Record<Exclude<RolloutAction, 'PUBLISH' | 'PERFORMANCE_FEE'>, number>> =
  {
    SUBSCRIBE: 0,
    SELF_APPROVE: 1,
    BUY_BUNDLE: 2,
    ORGANISATION_SEATS: 2,
    ROUTE_SIGNALS: 2,
  };

/** @param creators that have published so far */
export function rolloutRefusal(
  stage: RolloutStage,
  action: RolloutAction,
  { party, creators }: { readonly party: RolloutParty; readonly creators: number },
): RolloutRefusal | undefined {
  if (action === 'PERFORMANCE_FEE') return 'NEVER';
  if (action !== 'PUBLISH') {
    return ROLLOUT_STAGES.indexOf(stage) < FROM_STAGE[action] ? 'NOT_IN_THIS_STAGE' : undefined;
  }
  if (!party.isIdentified) return 'IDENTITY_UNKNOWN';
  if (stage === 'GA') return undefined;
  if (stage === 'BETA') return party.isInvited || party.isAdmitted ? undefined : 'NOT_ADMITTED';
  if (!party.isInvited) return 'NOT_INVITED';
  return party.isCreator || creators < ALPHA_CREATORS_MAX ? undefined : 'TOO_MANY_CREATORS';
}
