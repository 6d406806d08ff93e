/**
 * Would catch strangers who register more wallets on chain than the ledger has places, some with dust, and by that stop the
 * settler, keep an honest user from paying in or taking out, or bring the escape about; and PAT of a wallet that was set
 * aside which its owner cannot claim, or which is lost or doubled when the wallet is linked later.
 *
 * The contracts are the deployed ones on an anvil, where registering takes the registrar's permit: the permits here are the
 * test's, so that many wallets come at once; dust comes by deposits.
 */
import { expect, it } from 'vitest';
import { ACCOUNT_ROLE } from '../../src/values/index.js';
import { SMALL_LIMITS } from '../support/venue.js';
import type { LocalVenue } from './support/local-venue.js';
import { withChain } from './support/market.js';
import { PAT, SettledVenue } from './support/settled-venue.js';

const STRANGERS_MAX = SMALL_LIMITS.maxAccounts * 7;
/** Anvil's own keys: two who find no place, and one who is linked from the beginning. */
const [DUST, LATE, EARLY] = [5, 6, 7] as const;
const DELAY_SECONDS = 60;
let chain: LocalVenue;

withChain((started) => {
  chain = started;
});

const strangers = Array.from(
  { length: STRANGERS_MAX + 20 },
  (_, n) => `0x${(0xdead_0000 + n).toString(16).padStart(40, '0')}`,
);

it('more wallets than places: nothing stands, nobody is kept from his PAT, and no escape opens', {
  timeout: 240_000,
}, async () => {
  const world = new SettledVenue(chain);
  try {
    await world.settler.round();
    const early = world.open(ACCOUNT_ROLE.CONSUMER, 'early');
    const late = world.open(ACCOUNT_ROLE.CONSUMER, 'late');
    await world.link(early, EARLY);
    await chain.registerAll(strangers);
    await chain.deposit(DUST, 1);
    await chain.deposit(LATE, 9 * PAT);
    await chain.deposit(EARLY, 5 * PAT);
    await world.settle();
    const { wallets } = world.core.state;
    expect(wallets.strangers).toBe(STRANGERS_MAX);
    // Two of the strangers' places are the venue's own accounts.
    expect(wallets.setAside).toBe(strangers.length + 2 + 2 - STRANGERS_MAX);
    expect(world.settler.report()).toMatchObject({
      ...{ state: 'SETTLING', walletsSetAside: wallets.setAside },
      setAsideMicroPat: 9 * PAT + 1,
    });
    expect(await world.problems()).toEqual([]);

    // Who was linked pays in and takes out, in front of all of them.
    expect(world.available(early)).toBe(5 * PAT);
    await chain.sent((await chain.as(EARLY)).requestWithdrawal(2 * PAT));
    // Who was set aside takes out too: its request is acknowledged, its claim is nobody's to refuse.
    await chain.sent((await chain.as(DUST)).requestWithdrawal(1));
    await chain.sent((await chain.as(LATE)).requestWithdrawal(4 * PAT));
    await world.settle();
    await chain.pass(DELAY_SECONDS);
    for (const owner of [EARLY, DUST]) {
      const account = await chain.deployment.clearing.accountOf(await chain.owner(owner));
      await chain.sent((await chain.as(owner)).claim(account));
    }
    await world.settle();
    expect(await chain.tokensOf(EARLY)).toBe(2 * PAT);
    expect(await chain.tokensOf(DUST)).toBe(1);
    expect(world.available(early)).toBe(3 * PAT);

    // Who is linked later is taken in with what it has: credited, and its open request withheld.
    await world.link(late, LATE);
    await world.settle();
    expect(world.available(late)).toBe(9 * PAT);
    expect(world.core.state.ledger.spendable(late)).toBe(5 * PAT);
    const account = await chain.deployment.clearing.accountOf(await chain.owner(LATE));
    await chain.sent((await chain.as(LATE)).claim(account));
    world.restart();
    await world.settle();
    expect([world.available(late), await chain.tokensOf(LATE)]).toEqual([5 * PAT, 4 * PAT]);
    expect(await world.problems()).toEqual([]);
    expect(world.settler.report().setAsideMicroPat).toBe(0);

    await chain.pass(8 * 86_400 - 3_600);
    world.nowMs += 60_000;
    await world.settle();
    await chain.pass(7_200);
    await expect(chain.sent((await chain.as(9)).triggerEscape())).rejects.toThrow('NotSilent');
  } finally {
    await world.close();
  }
});
