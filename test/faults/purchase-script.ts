/**
 * The life of purchases as steps, each of one command or one read, for a venue that may die in any of them.
 *
 * A step says what buyer, provider and licensor have after it, beside what they had before the first, and whether the buyer can
 * read. Whoever is killed in a step has afterwards all that was before it or all that is after it: money and access never
 * disagree. Every command has an idempotency key of its step, so that asking again does nothing twice.
 */
import type { HttpParty } from '../api/http-client.js';
import { type DataVenue, PAT, textDocument } from '../content/venue.js';
import { RULES_OF_MARKET } from '../support/market.js';
import { until } from '../support/until.js';

const tides = (rows: number): Buffer =>
  Buffer.from(
    `at,tide\n${Array.from({ length: rows }, (_, i) => `${i},${(i * 7919) % 1_000}\n`).join('')}`,
  );
/** More than twenty blocks: a right to a refund outlives one that was read. */
const LARGE = tides(150_000);
const SMALL = tides(100);
const FIRST_BYTES = 10;
const BLOCK_BYTES = 65_536;
const SHORT_WINDOW_MS = 300;
const DAY_MS = 86_400_000;
const FEE_PPM = 50_000;
const BOND_PPM = 50_000;
const ROYALTY_BPS = 1_000;
const WAIT = { timeout: 30_000, interval: 20 };

/** What there is of a buyer's purchases, in micro-PAT beside the beginning. */
export interface Standing {
  readonly buyer: number;
  readonly provider: number;
  readonly licensor: number;
  readonly canRead: boolean;
}

/** The listings of a market and who takes part in it; plain, so that a case can go on with a copy of the venue. */
export interface Market {
  readonly parties: Readonly<Record<'operator' | 'provider' | 'licensor', HttpParty>>;
  readonly buyers: readonly HttpParty[];
  readonly listings: Readonly<Record<'refundable' | 'disputed' | 'paid' | 'used', number>>;
}

/** Makes a market in a venue that is open: four listings that are sold in different ways, and buyers. */
export async function openMarket(venue: DataVenue, buyerCount: number): Promise<Market> {
  await setTerms(venue, venue.operator, 7 * DAY_MS, 'opens');
  await venue.verify(venue.provider);
  const licensor = await venue.account('PROVIDER', 'Licensor');
  const royalties = [{ accountId: licensor.accountId, shareBps: ROYALTY_BPS }];
  const listed = async (
    bytes: Buffer,
    terms: Readonly<Record<string, unknown>> = {},
  ): Promise<number> => (await venue.listed(bytes, { royalties, ...terms })).listingId;
  const listings = {
    refundable: await listed(LARGE),
    disputed: await listed(SMALL, { refundWindowMs: 0 }),
    paid: await listed(SMALL, { refundWindowMs: 0 }),
    used: await listed(SMALL, { priceKind: 'USAGE', priceMicroPat: PAT, refundWindowMs: 0 }),
  };
  const buyers: HttpParty[] = [];
  for (let i = 0; i < buyerCount; i += 1) buyers.push(await venue.account('CONSUMER', `B${i}`));
  const { operator, provider } = venue;
  return { parties: { operator, provider, licensor }, buyers, listings };
}

async function setTerms(venue: DataVenue, by: HttpParty, disputeWindowMs: number, key: string) {
  const terms = { feePpm: FEE_PPM, disputeWindowMs, bondPpm: BOND_PPM, reason: key };
  const { status, body } = await venue.command(
    by,
    'setMarketTerms',
    { ...terms, ...textDocument(RULES_OF_MARKET) },
    key,
  );
  if (status !== 200) throw new Error(`the terms: ${JSON.stringify(body)}`);
  await venue.settled(body.journalSequence as number);
}

export interface Step {
  readonly name: string;
  readonly listing: keyof Market['listings'];
  /** Does it, or does it again; done when it is durable and the reader has it. Throws where the venue dies of it. */
  readonly run: (walk: Walk) => Promise<void>;
  readonly after: Standing;
  /** What may stand on the way, where it takes more than one command. */
  readonly between?: Standing;
}

const PRICE = 100 * PAT;
const FEE = (PRICE * FEE_PPM) / 1_000_000;
const ROYALTY = ((PRICE - FEE) * ROYALTY_BPS) / 10_000;
const SOLD = PRICE - FEE - ROYALTY;
const BOND = (PRICE * BOND_PPM) / 1_000_000;
const CAP = 2 * PAT;
const UNIT_FEE = (PAT * FEE_PPM) / 1_000_000;
const UNIT_ROYALTY = ((PAT - UNIT_FEE) * ROYALTY_BPS) / 10_000;
const NOTHING: Standing = { buyer: 0, provider: 0, licensor: 0, canRead: false };
const PAID: Standing = { buyer: -PRICE, provider: SOLD, licensor: ROYALTY, canRead: true };
/** What is over, and what it left. */
const USED_UP: Standing = {
  buyer: PAID.buyer - PAT,
  provider: PAID.provider + PAT - UNIT_FEE - UNIT_ROYALTY,
  licensor: PAID.licensor + UNIT_ROYALTY,
  canRead: false,
};

/** From the first purchase to the last payment, in order. */
export const STEPS: readonly Step[] = [
  {
    ...{ name: 'buy', listing: 'refundable' },
    run: (walk) => walk.buy('refundable'),
    after: { ...NOTHING, buyer: -PRICE, canRead: true },
  },
  {
    ...{ name: 'read', listing: 'refundable' },
    run: (walk) => walk.read('refundable'),
    after: { ...NOTHING, buyer: -PRICE, canRead: true },
  },
  {
    ...{ name: 'refund', listing: 'refundable' },
    run: (walk) => walk.own('refundPurchase', 'refundable', { reason: 'no' }),
    after: NOTHING,
  },
  {
    ...{ name: 'buy-disputed', listing: 'disputed' },
    run: (walk) => walk.buy('disputed'),
    after: { ...NOTHING, buyer: -PRICE, canRead: true },
  },
  {
    ...{ name: 'dispute', listing: 'disputed' },
    run: (walk) =>
      walk.own('disputePurchase', 'disputed', { evidenceHash: 'c'.repeat(64), reason: 'no' }),
    after: { ...NOTHING, buyer: -PRICE - BOND, canRead: false },
  },
  {
    ...{ name: 'uphold', listing: 'disputed' },
    run: (walk) => walk.uphold('disputed'),
    after: NOTHING,
  },
  {
    // Bought, and paid on by its timer a moment later.
    ...{ name: 'buy-and-pay', listing: 'paid' },
    run: (walk) => walk.buyAndPay('paid'),
    after: PAID,
    between: { ...NOTHING, buyer: -PRICE, canRead: true },
  },
  {
    ...{ name: 'buy-use', listing: 'used' },
    run: (walk) => walk.buy('used', { capMicroPat: CAP }),
    after: { ...PAID, buyer: PAID.buyer - CAP, canRead: true },
  },
  {
    ...{ name: 'use', listing: 'used' },
    run: (walk) => walk.read('used'),
    after: { ...PAID, buyer: PAID.buyer - CAP, canRead: true },
  },
  {
    ...{ name: 'end-use', listing: 'used' },
    run: (walk) => walk.own('endPurchase', 'used'),
    after: USED_UP,
  },
];

/** One buyer's way through the steps. */
export class Walk {
  readonly venue: DataVenue;
  private readonly market: Market;
  private readonly buyer: HttpParty;
  private readonly name: string;
  private begun: Omit<Standing, 'canRead'> | undefined;

  constructor(venue: DataVenue, market: Market, place: number) {
    this.venue = venue;
    this.market = market;
    this.buyer = market.buyers[place] as HttpParty;
    this.name = `walk-${place}`;
  }

  /** Looks at what everybody has before the first step. */
  async begin(): Promise<void> {
    this.begun = await this.money();
  }

  /** Waits until the reader of a venue that was started again has everything: a command of its own comes after all of it. */
  async catchUp(): Promise<void> {
    await this.venue.verify(this.market.parties.provider);
  }

  /** What there is now, of a listing. */
  async standing(listing: keyof Market['listings']): Promise<Standing> {
    const now = await this.money();
    const { buyer, provider, licensor } = this.begun ?? now;
    const { status } = await this.venue.link(this.buyer, this.market.listings[listing], 1);
    if (status !== 201 && status !== 403) throw new Error(`a link is answered by ${status}`);
    return {
      buyer: now.buyer - buyer,
      provider: now.provider - provider,
      licensor: now.licensor - licensor,
      canRead: status === 201,
    };
  }

  /** What was distinctly read of a listing, in its units; 0 where it was never bought. */
  async used(listing: keyof Market['listings']): Promise<number> {
    return ((await this.purchase(listing))?.usedUnits as number | undefined) ?? 0;
  }

  async buy(listing: keyof Market['listings'], more = {}): Promise<void> {
    const body = await this.venue.purchaseBody(this.market.listings[listing], more);
    await this.command(this.buyer, 'purchaseListing', body);
  }

  async buyAndPay(listing: keyof Market['listings']): Promise<void> {
    const { operator } = this.market.parties;
    await setTerms(this.venue, operator, SHORT_WINDOW_MS, `${this.name}-short`);
    await this.buy(listing);
    await until(async () => {
      const status = (await this.purchase(listing))?.status;
      if (status !== 'PAID') throw new Error(`it is ${status}`);
    }, WAIT);
    await setTerms(this.venue, operator, 7 * DAY_MS, `${this.name}-long`);
  }

  /** Reads the first bytes, which draws a block. */
  async read(listing: keyof Market['listings']): Promise<void> {
    const made = await this.venue.link(this.buyer, this.market.listings[listing], 1);
    if (made.status !== 201) throw new Error(`a link is answered by ${made.status}`);
    const headers = { range: `bytes=0-${FIRST_BYTES - 1}` };
    const response = await fetch(`${this.venue.apiUrl}${made.body.path}`, { headers });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (response.status !== 206 || !bytes.equals(LARGE.subarray(0, FIRST_BYTES))) {
      throw new Error(`${response.status}: ${bytes.toString('utf8').slice(0, 200)}`);
    }
    const wanted = listing === 'used' ? 1 : BLOCK_BYTES;
    await until(async () => {
      const used = await this.used(listing);
      if (used !== wanted) throw new Error(`${used} units were used, and not ${wanted}`);
    }, WAIT);
  }

  async own(command: string, listing: keyof Market['listings'], fields = {}): Promise<void> {
    const purchaseId = (await this.purchase(listing))?.purchaseId;
    await this.command(this.buyer, command, { purchaseId, ...fields });
  }

  async uphold(listing: keyof Market['listings']): Promise<void> {
    const purchaseId = (await this.purchase(listing))?.purchaseId;
    const ruling = { purchaseId, upheld: true, reason: 'seen' };
    await this.command(this.market.parties.operator, 'rulePurchase', ruling);
  }

  private async command(by: HttpParty, name: string, fields: Readonly<Record<string, unknown>>) {
    const listing = (fields.listingId ?? fields.purchaseId) as number;
    const key = `${this.name}-${name}-${listing}`;
    const { status, body } = await this.venue.command(by, name, fields, key);
    if (status !== 200) throw new Error(`${name}: ${JSON.stringify(body)}`);
    await this.venue.settled(body.journalSequence as number);
  }

  private async purchase(listing: keyof Market['listings']) {
    const { body } = await this.venue.get(this.buyer, '/purchases');
    const id = this.market.listings[listing];
    return (body.data as Readonly<Record<string, unknown>>[]).find((one) => one.listingId === id);
  }

  private async money(): Promise<Omit<Standing, 'canRead'>> {
    const { provider, licensor } = this.market.parties;
    return {
      buyer: await this.venue.available(this.buyer),
      provider: await this.venue.available(provider),
      licensor: await this.venue.available(licensor),
    };
  }
}
