/** Names of the schema's enums as texts, for people; a number without a name is written as the number. */
import {
  LISTING_CAUSE,
  LISTING_STATUS,
  MONEY_CAUSE,
  PURCHASE_CAUSE,
  PURCHASE_STATUS,
  REQUEST_STATUS,
  REVISION_STATUS,
} from '../../engine/core/index.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  CANCEL_REASON,
  COMMAND_KIND,
  DELIVERY_STATE,
  DOSSIER_STEP,
  ENTITLEMENT_ORIGIN,
  ENTITLEMENT_STATUS,
  KEY_SCOPE,
  KILL_SCOPE,
  LISTING_KIND,
  LISTING_VISIBILITY,
  ORDER_TYPE,
  PARAMETER_REQUEST_STATE,
  PRICE_KIND,
  QUOTER_STATE,
  RIGHTS_ACTION,
  SERIES_STATE,
  SIDE,
  SIGN_IN_METHOD,
  TIME_IN_FORCE,
} from '../../values/index.js';

const namesOf = (choices: Readonly<Record<string, number>>): ((value: number) => string) => {
  const names = new Map(Object.entries(choices).map(([name, value]) => [value, name]));
  return (value) => names.get(value) ?? String(value);
};

const marketCause = namesOf(MONEY_CAUSE);

export const nameOf = {
  side: namesOf(SIDE),
  orderType: namesOf(ORDER_TYPE),
  timeInForce: namesOf(TIME_IN_FORCE),
  role: namesOf(ACCOUNT_ROLE),
  accountClass: namesOf(ACCOUNT_CLASS),
  keyScope: namesOf(KEY_SCOPE),
  seriesState: namesOf(SERIES_STATE),
  cancelReason: namesOf(CANCEL_REASON),
  deliveryState: namesOf(DELIVERY_STATE),
  quoterState: namesOf(QUOTER_STATE),
  killScope: namesOf(KILL_SCOPE),
  requestState: namesOf(PARAMETER_REQUEST_STATE),
  entitlementOrigin: namesOf(ENTITLEMENT_ORIGIN),
  entitlementStatus: namesOf(ENTITLEMENT_STATUS),
  rightsAction: namesOf(RIGHTS_ACTION),
  signInMethod: namesOf(SIGN_IN_METHOD),
  commandKind: namesOf(COMMAND_KIND),
  listingKind: namesOf(LISTING_KIND),
  visibility: namesOf(LISTING_VISIBILITY),
  priceKind: namesOf(PRICE_KIND),
  listingStatus: namesOf(LISTING_STATUS),
  listingCause: namesOf(LISTING_CAUSE),
  revisionStatus: namesOf(REVISION_STATUS),
  purchaseStatus: namesOf(PURCHASE_STATUS),
  purchaseCause: namesOf(PURCHASE_CAUSE),
  requestStatus: namesOf(REQUEST_STATUS),
  dossierStep: namesOf(DOSSIER_STEP),
  /** Why money of the market moved, as a movement names it. */
  marketCause: (cause: number) => `MARKET_${marketCause(cause)}`,
} as const;
