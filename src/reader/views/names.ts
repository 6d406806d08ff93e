/** Names of the schema's enums as texts, for people; a number without a name is written as the number. */
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  CANCEL_REASON,
  COMMAND_KIND,
  DELIVERY_STATE,
  ENTITLEMENT_ORIGIN,
  ENTITLEMENT_STATUS,
  KEY_SCOPE,
  KILL_SCOPE,
  ORDER_TYPE,
  PARAMETER_REQUEST_STATE,
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
} as const;
