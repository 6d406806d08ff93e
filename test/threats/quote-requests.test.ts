/**
 * Catches requests for quote that take the public price away: one account that asks for all there is, again and again, and
 * takes none of it; and twenty of them; at no fees and at the sandbox's.
 */
import { describe, expect, it } from 'vitest';
import { ACCOUNT_ROLE, type ContractRules, SIDE } from '../../src/values/index.js';
import { lotsOf, PAT, stockedMarket } from '../broker/broker-venue.js';
import { FEES } from './colluders.js';

/** Seconds looked at: twenty show in fewer what one shows in five minutes. */
const LOOKS = { alone: 300, together: 60 };
const EVERY_LOOKS = 9;

/** Seconds without a public price on a side, and fewest lots shown, while so many accounts ask and never take. */
async function besieged(attackers: number, side: number, rules: Partial<ContractRules>) {
  const { venue, provider } = await stockedMarket({ rules });
  venue.isChecked = false;
  if (side === SIDE.SELL) venue.parameter('max_inventory_lots', venue.held() + 100);
  const role = side === SIDE.BUY ? ACCOUNT_ROLE.CONSUMER : ACCOUNT_ROLE.PROVIDER;
  const accounts = side === SIDE.SELL ? [provider] : [];
  while (accounts.length < attackers) {
    const account = venue.open(role);
    venue.operator('deposit', { targetAccountId: account, amountMicroPat: 1_000_000 * PAT });
    accounts.push(account);
  }
  const shownLots = (): number =>
    lotsOf(side === SIDE.BUY ? venue.quote().asks : venue.quote().bids);
  let dark = 0;
  let fewest = Number.POSITIVE_INFINITY;
  const looks = attackers === 1 ? LOOKS.alone : LOOKS.together;
  for (let look = 0; look < looks; look += 1) {
    if (look % EVERY_LOOKS === 0) {
      // The most that is answered: a request in place of an answered one would let that one go.
      for (const account of accounts) {
        for (let lots = shownLots(); lots >= 1; lots -= 1) {
          const before = shownLots();
          venue.submit(account, 'requestQuote', { seriesId: 1, side, quantityLots: lots });
          await venue.settle();
          if (shownLots() < before) break;
        }
      }
    }
    await venue.pass(1_000);
    if (shownLots() === 0) dark += 1;
    fewest = Math.min(fewest, shownLots());
  }
  venue.check();
  return { dark, fewest };
}

describe.each(FEES)('at %s requests for quote that are never taken', (_name, rules) => {
  it.each([1, 20])('of %i accounts leave a public ask in every second', async (attackers) => {
    const { dark, fewest } = await besieged(attackers, SIDE.BUY, rules);
    expect(dark).toBe(0);
    expect(fewest).toBeGreaterThanOrEqual(3);
  });

  it.each([1, 20])('of %i providers leave a public bid in every second', async (attackers) => {
    const { dark } = await besieged(attackers, SIDE.SELL, rules);
    expect(dark).toBe(0);
  });
});
