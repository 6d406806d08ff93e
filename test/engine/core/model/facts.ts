/** Reads the events of the real core as named fields, the form the reference speaks in. */
import type { Core } from '../../../../src/engine/core/index.js';
import * as layout from '../../../../src/engine/core/index.js';
import type { Fact } from '../reference/world.js';

/** Name and layout of every event, by its type number. */
const LAYOUTS: readonly (readonly [string, Readonly<Record<string, number>>])[] = [
  ['NONE', { words: 1 }],
  ['ORDER_ACCEPTED', layout.ORDER_ACCEPTED],
  ['ORDER_REFUSED', layout.ORDER_REFUSED],
  ['TRADE', layout.TRADE],
  ['ORDER_CANCELED', layout.ORDER_CANCELED],
  ['ORDER_AMENDED', layout.ORDER_AMENDED],
  ['ORDER_REDUCED', layout.ORDER_REDUCED],
  ['TRADE_BUSTED', layout.TRADE_BUSTED],
  ['COMMAND_RESULT', layout.COMMAND_RESULT],
  ['RIGHTS', layout.RIGHTS],
  ['DELIVERY', layout.DELIVERY],
  ['ENTITLEMENT', layout.ENTITLEMENT],
  ['QUOTE', layout.QUOTE],
  ['SERIES', layout.SERIES],
  ['PARAMETER', layout.PARAMETER],
  ['PHASE', layout.PHASE],
  ['KILL', layout.KILL],
  ['MARK', layout.MARK],
  ['ACCOUNT', layout.ACCOUNT],
  ['CONTRACT', layout.CONTRACT],
  ['QUOTER_STATE', layout.QUOTER_STATE_EVENT],
  ['EPOCH', layout.EPOCH],
  ['QUOTE_RESULT', layout.QUOTE_RESULT],
  ['AUCTION_TRADE', layout.AUCTION_TRADE],
  ['ORDER_TRIGGERED', layout.ORDER_TRIGGERED],
  ['ORDER_REPRICED', layout.ORDER_REPRICED],
  ['PARAMETER_REQUEST', layout.PARAMETER_REQUEST],
  ['CHAIN', layout.CHAIN],
  ['WALLET', layout.WALLET],
  ['PROTECTION', layout.PROTECTION],
  ['QUOTE_REQUEST', layout.QUOTE_REQUEST],
  ['FIRM_QUOTE', layout.FIRM_QUOTE],
  ['COLLATERAL_CALL', layout.COLLATERAL_CALL],
];

const OF_THE_INDEX: ReadonlyMap<number, number> = new Map([
  [layout.EVENT.INDEX_PRINT, layout.INDEX_PRINT.words],
  [layout.EVENT.INDEX_VALUE, layout.INDEX_VALUE.words],
]);

/** The events in a core's log, oldest first. */
export function factsOf(core: Core): Fact[] {
  const { words, length } = core.events;
  const facts: Fact[] = [];
  for (let at = 0; at < length; ) {
    // The index has a reference of its own, and nothing here depends on it.
    const own = OF_THE_INDEX.get(words[at] as number);
    if (own !== undefined) {
      at += own;
      continue;
    }
    const [type, fields] = LAYOUTS[words[at] as number] as (typeof LAYOUTS)[number];
    const named = Object.entries(fields).filter(([name]) => name !== 'words');
    const values = named.map(([name, offset]) => [name, words[at + offset] as number]);
    facts.push({ type, ...Object.fromEntries(values) });
    at += fields.words as number;
  }
  return facts;
}
