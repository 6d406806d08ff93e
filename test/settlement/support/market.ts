/**
 * What the settler's tests live in, set up and taken down around them: a chain for a whole file, and on it a market with
 * money and rights, one for each test or one for all of a block. What was done to the chain is undone with the market.
 */
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Terms } from '../../../src/settlement/contracts/index.js';
import { LocalVenue } from './local-venue.js';
import { SettledVenue } from './settled-venue.js';

export interface Parties {
  readonly consumer: number;
  readonly provider: number;
}

interface MarketOptions {
  readonly around?: 'EACH_TEST' | 'ALL_TESTS';
  /** Called before anything happens in the market. */
  readonly prepare?: (world: SettledVenue) => void;
}

export function withChain(take: (chain: LocalVenue) => void, terms: Partial<Terms> = {}): void {
  let chain: LocalVenue | undefined;
  beforeAll(async () => {
    chain = await LocalVenue.start(terms);
    take(chain);
  });
  afterAll(async () => {
    await chain?.stop();
  });
}

export function inMarket(
  chain: () => LocalVenue,
  take: (world: SettledVenue, parties: Parties) => void,
  { around = 'EACH_TEST', prepare }: MarketOptions = {},
): void {
  let world: SettledVenue | undefined;
  let mark = '';
  const open = async (): Promise<void> => {
    mark = await chain().mark();
    world = new SettledVenue(chain());
    prepare?.(world);
    const parties = await world.market();
    await world.settle();
    take(world, parties);
  };
  const close = async (): Promise<void> => {
    await world?.close();
    await chain().provider.send('evm_setAutomine', [true]);
    await chain().restore(mark);
  };
  const [before, after] = around === 'EACH_TEST' ? [beforeEach, afterEach] : [beforeAll, afterAll];
  before(open);
  after(close);
}

/** Both: a chain of the file's own and a market on it. */
export function withMarket(
  take: (chain: LocalVenue, world: SettledVenue, parties: Parties) => void,
  { terms, ...options }: MarketOptions & { readonly terms?: Partial<Terms> } = {},
): void {
  let chain: LocalVenue;
  withChain((started) => {
    chain = started;
  }, terms);
  inMarket(
    () => chain,
    (world, parties) => take(chain, world, parties),
    options,
  );
}
