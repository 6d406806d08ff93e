/**
 * Catches a cell of the class matrix (kind × class × phase × side) that the venue answers otherwise than the table says: every
 * cell is walked over a real socket. A kind that has no rules of settlement yet is walked by its listing, which no phase takes.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SERIES_FIELD as S } from '../../src/engine/core/index.js';
import { ADMISSION, admissionOf, CLASSES, PHASES, TRADE_KIND } from '../../src/risk/index.js';
import {
  ACCOUNT_CLASS,
  COMMAND_KIND,
  Command,
  ERROR_CATALOG,
  KEY_SCOPE,
  SERIES_STATE,
  SIDE,
} from '../../src/values/index.js';
import { DAY_MS } from '../support/venue.js';
import type { TestClient } from './support/client.js';
import { CONSUMER, type Party, startExchange, type TestExchange } from './support/exchange.js';

const { READ, TRADE, PROVIDE } = KEY_SCOPE;
const { BUY, SELL } = SIDE;
const CONTRACT = 'AUTO_INTENT|7D|0.70-0.85';
/** Texts of kinds that are no series. */
const TEXTS: Readonly<Record<number, string>> = {
  [TRADE_KIND.FRESHNESS_LOCK]: `${CONTRACT}|LOCK<=0.25@2100-01-04`,
  [TRADE_KIND.SUPPLY_ASSURANCE]: `${CONTRACT}|ASSURE<=120@2100-01-04`,
  [TRADE_KIND.SYNTHETIC]: `${CONTRACT}|SYN@2100-01-04`,
  [TRADE_KIND.CALL]: `${CONTRACT}|C@2100-01-04@140^420`,
  [TRADE_KIND.PUT]: `${CONTRACT}|P@2100-01-04@140`,
};

let exchange: TestExchange;
let operator: TestClient;
/** By side and class, lowest class first. */
const traders: Record<number, TestClient[]> = { [BUY]: [], [SELL]: [] };
let nextClientId = 1_000;

beforeAll(async () => {
  exchange = await startExchange();
  const { accountId } = exchange.operator;
  const windowStartMs = Math.ceil(exchange.nowMs() / 60_000) * 60_000 + DAY_MS;
  exchange.submit(accountId, 'openSeries', { contractId: 1, windowStartMs });
  operator = await exchange.logOn(exchange.operator);
  for (const accountClass of CLASSES) {
    const consumer = exchange.open(CONSUMER, [READ, TRADE]);
    const seller = exchange.addKey(exchange.openProvider(500).accountId, [READ, TRADE, PROVIDE]);
    for (const { accountId: targetAccountId } of [consumer, seller]) {
      if (accountClass === ACCOUNT_CLASS.RETAIL) {
        const limits = { exposureLimitMicroPat: 0, dailyCreditMicroPat: 0 };
        exchange.submit(accountId, 'updateAccount', { targetAccountId, accountClass, ...limits });
        continue;
      }
      const evidence = { evidenceHash: new Uint8Array(32), reason: 'test' };
      const qualifiedUntilMs = Math.floor(exchange.nowMs()) + DAY_MS;
      exchange.submit(accountId, 'qualifyAccount', {
        ...{ targetAccountId, accountClass, qualifiedUntilMs, ...evidence },
      });
    }
    const logOn = (party: Party): Promise<TestClient> => exchange.logOn(party);
    traders[BUY]?.push(await logOn(consumer));
    traders[SELL]?.push(await logOn(seller));
  }
});

afterAll(() => exchange.stop());

/** Answer to an order of a class on a side. */
async function orderOf(accountClass: number, side: number, seriesId: number): Promise<number> {
  nextClientId += 1;
  const client = traders[side]?.[accountClass - 1] as TestClient;
  const priceTicks = side === BUY ? 99 : 101;
  const order = { clientOrderId: nextClientId, side, priceTicks, lots: 1, seriesId };
  return (await client.order(order)).errorCode;
}

/** Answer to the listing of an instrument. */
async function listingOf(instrument: string): Promise<number> {
  const command = new Command();
  command.kind = COMMAND_KIND.OPEN_INSTRUMENT;
  command.clientId = exchange.nextId(exchange.operator.accountId);
  command.body = { instrument, clientRequestId: command.clientId } as never;
  const answer = await operator.answer(operator.command(command));
  if (answer.type !== 'commandResult') throw new Error(answer.type);
  return answer.body.errorCode;
}

describe.each(PHASES)('in phase %i', (phase) => {
  beforeAll(async () => {
    // Phases 3 and 4 have no rules yet, so no command opens them: their rows are walked as if one had.
    if (phase === 2) {
      exchange.submit(exchange.operator.accountId, 'setPhase', { phase, reason: 'test' });
      const code = await orderOf(ACCOUNT_CLASS.RETAIL, BUY, 1);
      expect(code).toBe(0);
      exchange.submit(exchange.broker.accountId, 'markUpdate', {
        marks: [{ seriesId: 2, markTicks: 100, sigmaPpm: 0, thinnessPpm: 1_000_000 }],
      });
      // The two that are no retail.
      for (const client of traders[SELL]?.slice(1) ?? []) {
        nextClientId += 1;
        const body = { seriesId: 2, quantityLots: 100, clientRequestId: nextClientId };
        expect((await client.result('mintRights', body as never)).errorCode).toBe(0);
      }
    }
    if (phase > 2) exchange.core.state.registry.phase = phase;
  });

  const sides = CLASSES.flatMap((one) => [BUY, SELL].map((side) => ({ one, side })));

  test.each(sides)('spot is traded by class $one on side $side', async ({ one, side }) => {
    expect(admissionOf(TRADE_KIND.SPOT, one, phase, side)).toBe(ADMISSION.FREE);
    expect(await orderOf(one, side, 1)).toBe(0);
  });

  test.each(sides)('forwards are as the table says of class $one, side $side', async (cell) => {
    const may = admissionOf(TRADE_KIND.FORWARD, cell.one, phase, cell.side);
    const code = await orderOf(cell.one, cell.side, 2);
    const { series } = exchange.core.state;
    expect(series.get(2, S.state) === SERIES_STATE.FORWARD).toBe(phase >= 2);
    if (may === ADMISSION.NONE) expect(code).toBe(ERROR_CATALOG.SERIES_CLOSED.code);
    // The retail provider has minted nothing here.
    else if (cell.side === SELL && cell.one === ACCOUNT_CLASS.RETAIL) {
      expect(code).toBe(ERROR_CATALOG.ESCROW_OR_PAT.code);
    } else expect(code).toBe(0);
  });

  test('kinds without rules are listed by nobody', async () => {
    for (const text of Object.values(TEXTS)) {
      // Synthetics have rules from phase 3 on, options from phase 4, and need an index, which this venue has not.
      const from = text.includes('|SYN@') ? 3 : /\|[CP]@/.test(text) ? 4 : Number.POSITIVE_INFINITY;
      const hasRules = phase >= from;
      const { NO_INDEX, NOT_IN_PHASE } = ERROR_CATALOG;
      expect(await listingOf(text)).toBe(hasRules ? NO_INDEX.code : NOT_IN_PHASE.code);
    }
  });
});
