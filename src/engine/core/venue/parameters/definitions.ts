/**
 * All parameters of a venue, in the order of their index: first those the core reads (RISK), then those it keeps for the
 * broker and for alerts. Every core has this list and no other: a changed bound refuses what another build accepted, so a change here
 * is a change of CORE_VERSION, and the golden journal's test notices.
 */
import { RISK_PARAMETERS } from '../../../../risk/index.js';
import type { ParameterDefinition } from '../../../../values/index.js';
import { ALERT_PARAMETERS } from './alerts.js';
import { QUOTING_PARAMETERS } from './quoting.js';

export const PARAMETERS: readonly ParameterDefinition[] = [
  ...RISK_PARAMETERS,
  ...QUOTING_PARAMETERS,
  ...ALERT_PARAMETERS,
];
