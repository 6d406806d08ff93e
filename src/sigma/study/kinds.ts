/** The kinds of creators a study lets into the market, and the rules it can switch off one at a time. */

export const CREATOR_KINDS = [
  'skilled',
  'overfitted',
  'decaying',
  'over capacity',
  'cheating',
  'pumping',
  'coin flips',
] as const;
export type CreatorKind = (typeof CREATOR_KINDS)[number];

export const CREATOR_TEXTS: Readonly<Record<CreatorKind, string>> = {
  skilled: 'knows a little of tomorrow, four honest trials',
  overfitted: 'knows nothing, shows the best of 200 trials, all declared',
  decaying: 'skilled until 26 weeks after its listing, then knows nothing',
  'over capacity': 'skilled in thin assets, 40 owners want a seat',
  cheating:
    'knows nothing: looks ahead, leaves out fees, hides trials, or sends signals a day late',
  pumping: 'skilled, fills seats and reports fills through accounts of its own',
  'coin flips': 'enters 200 models that know nothing, with invented backtests',
};

export const STUDY_RULES = [
  'INTEGRITY',
  'WHOLE_SWEEP',
  'TRACK_RECORD',
  'ONE_REVIEW',
  'OWNERS_ENTRIES',
  'JOURNAL_TIME',
  'CAPACITY',
  'DRIFT',
  'UNAFFILIATED',
] as const;
export type StudyRule = (typeof STUDY_RULES)[number];

export const RULE_TEXTS: Readonly<Record<StudyRule, string>> = {
  INTEGRITY: 'walk-forward, point in time, net of fees, whole grid',
  WHOLE_SWEEP: 'N and V of the deflated Sharpe ratio from every trial',
  TRACK_RECORD: 'a burn-in as long as the minimum track record',
  ONE_REVIEW: 'one review, at the time the entry named',
  OWNERS_ENTRIES: 'all entries of an owner count as trials',
  JOURNAL_TIME: "fills after the journal's time, not the creator's",
  CAPACITY: 'seats within K*',
  DRIFT: 'CUSUM on weekly returns',
  UNAFFILIATED: 'seats of other owners and verified fills only',
};

/** Owners that want a seat of every listing. */
export const SEATS_WANTED = 40;
/** A review is this long after the entry; who fails enters once more. */
export const REVIEW_DAYS = 270;
export const ATTEMPTS = 2;
/** Weeks after the listing that are followed, and the week in which a decaying model decays. */
export const LIVE_WEEKS = 160;
export const DECAY_WEEK = 26;
