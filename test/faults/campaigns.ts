/** All campaigns of faults, by name, in the order in which `npm run test:long` runs them. */
import type { Campaign } from './campaign.js';
import { engineErrors, engineKills, enginePowerCuts } from './engine-campaigns.js';
import { chains, desks, stores } from './part-campaigns.js';
import { purchaseKills } from './purchase-campaign.js';
import { restarts } from './restart-campaign.js';
import { venueErrors, venueKills, venuePowerCuts } from './venue-campaigns.js';

export const CAMPAIGNS: Readonly<Record<string, Campaign>> = {
  'engine-kills': engineKills,
  'engine-errors': engineErrors,
  'engine-power-cuts': enginePowerCuts,
  restarts,
  'venue-kills': venueKills,
  'venue-errors': venueErrors,
  'venue-power-cuts': venuePowerCuts,
  'purchase-kills': purchaseKills,
  desks,
  chains,
  stores,
};
