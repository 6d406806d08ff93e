/**
 * Catches a phase that opens past its gates, a class that trades what it may not, and anything of margin, liquidation, default fund,
 * options and settlement that the account, its snapshot, its report history or the public is not told: over real sockets, from
 * phase 2 to the settlement of a future and of options, with an index of accepted deliveries.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { marginView } from '../../src/engine/core/index.js';
import { FIRST_SEQUENCE } from '../../src/engine/log/index.js';
import {
  digestTables,
  type HistoryReader,
  LISTINGS,
  type Listing,
  readPage,
} from '../../src/reader/index.js';
import { ADMISSION, admissionOf, CLASSES, TRADE_KIND } from '../../src/risk/index.js';
import type { ServerBodies } from '../../src/schema/index.js';
import {
  MARGIN_CHANGE as CHANGE,
  CHANNEL_KIND,
  ERROR_CATALOG,
  FUND_REASON,
  LIQUIDATION_BY,
  MARK_STATE,
  SETTLEMENT_SOURCE,
  SIDE,
  MARGIN_STANDING as STANDING,
} from '../../src/values/index.js';
import { digestOf, followed, newPath } from '../reader/histories.js';
import { ListSource } from '../reader/journals.js';
import { CashExchange, type Member, PAT, START_TICKS } from './support/cash-exchange.js';
import type { TestClient } from './support/client.js';
import type { Party } from './support/exchange.js';

const { BUY, SELL } = SIDE;
const CODE = (name: keyof typeof ERROR_CATALOG): number => ERROR_CATALOG[name].code;
const TICK = 10_000;
const LOTS = 100;

let venue: CashExchange;
let watcher: TestClient;
let poor: Member;
let poorer: Member;
let rich: Member;
let makers: Party[];
let future = 0;
let spotTicks = START_TICKS;
const expiry = { text: '' };

type Report = ServerBodies['marginReport'];
const reportsOf = ({ client }: Member): Report[] =>
  client.all('marginReport').map(({ body }) => body);
const of = (member: Member, change: number): Report[] =>
  reportsOf(member).filter((report) => report.change === change);
const indexTicks = (): number => Math.round(venue.indexMicroPat / TICK);

/** The index goes by a factor: others trade at it, the broker's model and makers follow. */
async function move(factor: number, lots: number, half = 0.01): Promise<void> {
  spotTicks = Math.round(spotTicks * factor);
  venue.mark(1, spotTicks);
  await venue.round(spotTicks, lots);
  await venue.minutes(1);
  venue.mark(future, indexTicks());
  venue.quote(makers, future, indexTicks(), 30, half);
  await venue.minutes(2);
}

/** The rows of a listing as the HTTP API gives them. */
const pageOf = (reader: HistoryReader, listing: Listing, fixed: readonly number[]) =>
  readPage(reader.database, listing, { fixed, filters: {}, isAscending: true, limit: 500 }).rows;

/** Every private report a session got, by its account's sequence. */
const sequencesOf = ({ client }: Member): number[] =>
  client.messages.flatMap(({ body }) =>
    'accountSequence' in body && 'matchTimeMs' in body && body.accountSequence > 0
      ? [body.accountSequence]
      : [],
  );

beforeAll(async () => {
  venue = await CashExchange.start();
  await venue.logOnOperator();
}, 60_000);

afterAll(() => venue.stop());

test('phase 3 opens after the vote on chain and behind its gates, and not before', async () => {
  expect(await venue.askPhase(3)).toBe(CODE('PHASE_STEP'));
  venue.vote(3);
  expect(await venue.askPhase(3)).toBe(CODE('GATES_NOT_MET'));
  await venue.measuredDays();
  // No session lives through days.
  await venue.logOnOperator();
  expect(await venue.askPhase(4)).toBe(CODE('PHASE_STEP'));
  expect(await venue.askPhase(3)).toBe(0);
  await expect(venue.list(`SYN@${venue.hoursAhead(4)}`)).rejects.toThrow(`${CODE('NO_INDEX')}`);
  await venue.round(spotTicks);
  await venue.minutes(2);
  expiry.text = venue.hoursAhead(4);
  future = await venue.list(`SYN@${expiry.text}`);
  await expect(venue.list(`C@${expiry.text}@150^420`)).rejects.toThrow(`${CODE('NOT_IN_PHASE')}`);
});

test('a trade tells its sides what is behind it, and a refusal what is missing', async () => {
  makers = [(await venue.member(1_000_000)).party, (await venue.member(1_000_000)).party];
  const sponsor = await venue.member(2_000_000);
  rich = await venue.member(1_000_000);
  // An eighth of the notional: initial margin is a tenth, maintenance six hundredths.
  const purse = Math.round((indexTicks() * TICK * LOTS) / 8 / PAT);
  poor = await venue.member(purse);
  poorer = await venue.member(purse);
  watcher = await venue.logOn(venue.exchange.openConsumer(0));
  const body = { kind: CHANNEL_KIND.VENUE, seriesId: 0, depth: 0, slowPolicy: 0 };
  watcher.session({ type: 'subscribe', body } as never);
  await watcher.next('subscribed');
  const { body: list } = await watcher.next('marketList', (m) => m.body.cash.length > 0);
  expect(list.cash).toMatchObject([{ seriesId: future, settlementSource: 0 }]);

  const clientRequestId = venue.exchange.nextId(sponsor.party.accountId);
  const gift = { amountMicroPat: 1_000_000 * PAT, clientRequestId };
  expect((await sponsor.client.result('contributeToFund', gift)).errorCode).toBe(0);
  const { body: told } = await sponsor.client.next('marginReport');
  expect(told).toMatchObject({ change: CHANGE.FUND, fundReason: FUND_REASON.CONTRIBUTED });
  expect(told.amountMicroPat).toBe(gift.amountMicroPat);

  venue.mark(future, indexTicks());
  await venue.minutes(2);
  venue.quote(makers, future, indexTicks(), 30);
  await venue.minutes(2);
  const at = indexTicks();
  expect((await venue.ask(rich, SELL, at, 2 * LOTS, future)).errorCode).toBe(0);
  expect((await venue.ask(poor, BUY, at, LOTS, future)).errorCode).toBe(0);
  expect((await venue.ask(poorer, BUY, at, LOTS, future)).errorCode).toBe(0);
  const { body: info } = await poor.client.next('marginInfo', (m) => m.body.holdings.length > 0);
  expect(info).toMatchObject({ marginStanding: STANDING.SOUND });
  const [holding] = info.holdings;
  expect(holding).toMatchObject({ quantityLots: LOTS, markState: MARK_STATE.GOOD });
  // As of now and as the core computes it.
  const view = marginView(venue.exchange.core, poor.party.accountId);
  expect(info.equityMicroPat).toBe(view.equityMicroPat);
  expect(info.initialMicroPat).toBe(view.initialMicroPat);
  expect(holding?.liquidationMarkMicroPat).toBe(view.holdings[0]?.liquidationMarkMicroPat);
  // More than its money bears: the refusal says what is missing.
  const more = await venue.ask(poor, BUY, at, LOTS, future);
  expect(more.errorCode).toBe(CODE('MARGIN'));
  // No position of rights with nothing in it.
  expect(poor.client.all('positionReport')).toEqual([]);
});

test('the index falls: warned, sold in the book, and the fee is the fund’s', async () => {
  const start = indexTicks();
  const before = venue.exchange.core.margin.fund.balanceMicroPat;
  for (let step = 2; of(poor, CHANGE.CLOSED).length === 0; step += 1) {
    expect(step, 'minutes in vain').toBeLessThan(12);
    await move(0.97, step);
  }
  const standings = of(poor, CHANGE.STANDING).map(({ marginStanding }) => marginStanding);
  expect(standings.slice(0, 2)).toEqual([STANDING.WARNED, STANDING.LIQUIDATING]);
  const [warning] = of(poor, CHANGE.STANDING);
  const { equityMicroPat = 0, maintenanceMicroPat = 0 } = warning ?? {};
  expect(equityMicroPat).toBeLessThan(1.2 * maintenanceMicroPat);
  expect(equityMicroPat).toBeGreaterThanOrEqual(maintenanceMicroPat);
  // The mark it was told would liquidate it is one it was liquidated at or above.
  expect(indexTicks()).toBeLessThan(start);
  const [closed] = of(poor, CHANGE.CLOSED);
  expect(closed).toMatchObject({ liquidationBy: LIQUIDATION_BY.BOOK, seriesId: future });
  expect(closed?.quantityLots).toBeLessThan(0);
  const fees = of(poor, CHANGE.FUND).filter((r) => r.fundReason === FUND_REASON.LIQUIDATION_FEE);
  const all = [...fees, ...of(poorer, CHANGE.FUND)].reduce((sum, r) => sum + r.amountMicroPat, 0);
  expect(fees.length).toBeGreaterThan(0);
  expect(venue.exchange.core.margin.fund.balanceMicroPat).toBe(before + all);
});

test('it falls on and nobody buys: closed against winners at the mark, each told why', async () => {
  for (let step = 4; of(poorer, CHANGE.CLOSED).at(-1)?.liquidationBy !== 4; step += 1) {
    expect(step, 'minutes in vain').toBeLessThan(12);
    await move(0.94, 2 * step, 0.04);
  }
  const [taken] = of(rich, CHANGE.TAKEN);
  expect(taken).toMatchObject({ liquidationBy: LIQUIDATION_BY.DELEVERAGED, seriesId: future });
  expect(taken?.gainMicroPat).toBeGreaterThan(0);
  expect(taken?.initialMicroPat).toBeGreaterThan(0);
  // Everybody sees each closing once, with the evidence, and nobody's name.
  const prints = watcher.all('liquidationPrint').map(({ body }) => body);
  const told = [poor, poorer].flatMap((one) => of(one, CHANGE.CLOSED));
  const sum = (rows: readonly { quantityLots: number }[]): number =>
    rows.reduce((all, row) => all + row.quantityLots, 0);
  expect(prints).toHaveLength(told.length);
  expect(sum(prints)).toBe(sum(told));
  const ranked = prints.filter((print) => print.liquidationBy === LIQUIDATION_BY.DELEVERAGED);
  expect(ranked[0]).toMatchObject({ gainMicroPat: taken?.gainMicroPat });
  expect(Object.keys(prints[0] ?? {})).not.toContain('accountId');
  expect(watcher.all('cashInfo').length).toBeGreaterThan(5);
});

test('on the hour losses are collected and gains paid, each to the account it is of', async () => {
  for (let i = 0; i < 4 && of(rich, CHANGE.VARIATION).length === 0; i += 1) {
    await venue.round(spotTicks);
    await venue.minutes(20);
  }
  const [gain] = of(rich, CHANGE.VARIATION);
  expect(gain?.amountMicroPat).toBeGreaterThan(0);
  const losses = [poor, poorer].flatMap((one) => of(one, CHANGE.VARIATION));
  expect(losses.length).toBeGreaterThan(0);
  for (const { amountMicroPat } of losses) expect(amountMicroPat).toBeLessThan(0);
});

test('reports are gap-free, come again when asked for, and the snapshot has the margin', async () => {
  for (const member of [poor, poorer, rich]) {
    const got = sequencesOf(member);
    expect(got).toEqual(got.map((_, i) => (got[0] as number) + i));
    const again = await venue.exchange.logOn(member.party);
    again.session({ type: 'resumeReports', body: { afterAccountSequence: 0 } });
    await again.next('resumeDone');
    expect(again.all('marginReport').map(({ body }) => body)).toEqual(reportsOf(member));
    again.session({ type: 'getAccountSnapshot', body: {} });
    const { body: snapshot } = await again.next('accountSnapshot');
    const view = marginView(venue.exchange.core, member.party.accountId);
    expect(snapshot.margin?.equityMicroPat ?? 0).toBe(
      view.holdings.length === 0 ? 0 : view.equityMicroPat,
    );
    again.terminate();
  }
});

test('phase 4: an option is issued, exercised, assigned; the future settles beside it', async () => {
  venue.vote(4);
  expect(await venue.askPhase(4)).toBe(0);
  const now = Math.round(indexTicks() / 100);
  const strike = Math.round(now * 0.8);
  const call = await venue.list(`C@${expiry.text}@${strike}^${now * 3}`);
  const put = await venue.list(`P@${expiry.text}@${strike}`);
  const writer = await venue.member(100_000);
  const buyer = await venue.member(100_000);
  for (const series of [call, put]) {
    expect((await venue.ask(writer, SELL, 500, 5, series)).errorCode).toBe(0);
    expect((await venue.ask(buyer, BUY, 500, 5, series)).errorCode).toBe(0);
  }
  expect(of(writer, CHANGE.ISSUED).map((report) => report.quantityLots)).toEqual([5, 5]);
  await buyer.client.next('marginInfo', ({ body }) => body.holdings.length === 2);
  // The last hour of the index is what it settles at.
  for (let i = 0; i < 24 && of(buyer, CHANGE.SETTLED).length < 2; i += 1) {
    await venue.round(spotTicks);
    await venue.minutes(10);
  }
  const info = watcher.all('cashInfo').map(({ body }) => body);
  const settled = (series: number) =>
    info.filter((one) => one.seriesId === series && one.settlementSource !== 0).at(-1);
  const price = settled(future)?.settlementMicroPat as number;
  expect(settled(future)?.settlementSource).toBe(SETTLEMENT_SOURCE.HOUR);
  const pays = price - strike * PAT;
  expect(pays).toBeGreaterThan(0);
  expect(settled(call)?.settlementMicroPat).toBe(pays);
  const ofCall = (member: Member): Report | undefined =>
    of(member, CHANGE.SETTLED).find(({ seriesId }) => seriesId === call);
  expect(ofCall(buyer)).toMatchObject({ quantityLots: 5, amountMicroPat: 5 * pays });
  expect(ofCall(writer)).toMatchObject({ quantityLots: -5, amountMicroPat: -5 * pays });
  // The put ends worthless, and says so to both.
  for (const [member, lots] of [
    [buyer, 5],
    [writer, -5],
  ] as const) {
    const ended = of(member, CHANGE.SETTLED).find(({ seriesId }) => seriesId === put);
    expect(ended).toMatchObject({ quantityLots: lots, priceMicroPat: 0 });
    expect(Math.abs(ended?.amountMicroPat ?? 1)).toBe(0);
  }
  const paid = of(buyer, CHANGE.VARIATION).reduce((sum, one) => sum + one.amountMicroPat, 0);
  expect(paid).toBe(5 * pays);
  expect(buyer.client.all('marginInfo').at(-1)?.body.holdings).toEqual([]);
}, 60_000);

test('the history has row for row what was told, and is the same in pieces', async () => {
  await venue.exchange.sequencer.drain();
  const frames = [...venue.exchange.log.read(FIRST_SEQUENCE)];
  const path = newPath();
  await digestOf(new ListSource(frames, Math.ceil(frames.length / 2)), path);
  const pieces = await digestOf(new ListSource(frames), path);
  const reader = await followed(new ListSource(frames));
  expect(pieces).toEqual(digestTables(reader.database));
  expect(reader.status().unexplainedMovements).toBe(0);
  const rows = (sql: string, ...values: number[]) => reader.database.prepare(sql).rows(values);
  for (const member of [poor, poorer, rich]) {
    const kept = rows(
      `SELECT sequence, change, quantity_lots, amount_micro_pat, equity_micro_pat, gain_micro_pat
        FROM margin_events WHERE account_id = ? ORDER BY sequence, ordinal`,
      member.party.accountId,
    );
    const told = reportsOf(member).map((one) => [
      ...[one.journalSequence, one.change, one.quantityLots, one.amountMicroPat],
      ...[one.equityMicroPat, one.gainMicroPat],
    ]);
    expect(kept.map((row) => [...row])).toEqual(told);
  }
  const prints = watcher.all('liquidationPrint').map(({ body }) => body.quantityLots);
  const closed = rows('SELECT quantity_lots FROM liquidations ORDER BY sequence, ordinal');
  expect(closed.map(([lots]) => lots)).toEqual(prints);
  const prices = rows('SELECT series_id, price_micro_pat, unit_micro_pat FROM settlements');
  // Future, call and put of one expiry settle at one price, each worth its own.
  expect(prices).toHaveLength(3);
  expect(new Set(prices.map(([, price]) => price)).size).toBe(1);
  expect(new Set(prices.map(([, , unit]) => unit)).size).toBe(3);
  // As the HTTP API pages through them.
  const page = pageOf(reader, LISTINGS.settlements, []);
  expect(page.map(({ source }) => source)).toEqual(['HOUR', 'HOUR', 'HOUR']);
  const events = pageOf(reader, LISTINGS.marginEvents, [poor.party.accountId]);
  expect(events.some(({ marginStanding }) => marginStanding === 'LIQUIDATING')).toBe(true);
  reader.close();
}, 60_000);

describe('the class matrix over a socket', () => {
  const kinds = [
    { kind: TRADE_KIND.SYNTHETIC, text: (end: string) => `SYN@${end}` },
    { kind: TRADE_KIND.CALL, text: (end: string, pat: number) => `C@${end}@${pat}^${pat * 3}` },
    { kind: TRADE_KIND.PUT, text: (end: string, pat: number) => `P@${end}@${pat}` },
  ];
  const cells = kinds.flatMap(({ kind }, place) =>
    CLASSES.flatMap((one) => [BUY, SELL].map((side) => ({ kind, place, one, side }))),
  );
  const series: number[] = [];
  const members: Member[] = [];

  /** Walks every cell of a phase: what was answered otherwise than the table says. */
  async function wrongIn(phase: number): Promise<string[]> {
    const wrong: string[] = [];
    for (const { kind, place, one, side } of cells) {
      const at = kind === TRADE_KIND.SYNTHETIC ? indexTicks() : 500;
      const priceTicks = side === BUY ? at - 10 : at + 10;
      const member = members[CLASSES.indexOf(one)] as Member;
      const answer = await venue.ask(member, side, priceTicks, 1, series[place] as number);
      const isOfPhase = kind === TRADE_KIND.SYNTHETIC || phase === 4;
      const refused = isOfPhase ? CODE('NOT_QUALIFIED') : CODE('PHASE');
      const may = admissionOf(kind, one, phase, side) !== ADMISSION.NONE;
      const what = `kind ${kind}, class ${one}, side ${side}: ${answer.errorCode}`;
      if (answer.errorCode !== (may ? 0 : refused)) wrong.push(what);
    }
    return wrong;
  }

  test('every class gets the answer of the table, in phase 4 and back in phase 3', async () => {
    for (const one of CLASSES) members.push(await venue.member(100_000, one));
    await venue.round(spotTicks);
    await venue.minutes(2);
    const end = venue.hoursAhead(24);
    for (const { text } of kinds)
      series.push(await venue.list(text(end, Math.round(indexTicks() / 100))));
    venue.mark(series[0] as number, indexTicks());
    await venue.minutes(2);
    expect(await wrongIn(4)).toEqual([]);
    expect(await venue.askPhase(3)).toBe(0);
    expect(await wrongIn(3)).toEqual([]);
  });
});
