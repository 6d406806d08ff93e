/**
 * `patx show`: what an account may see, over the gateway: contracts and series, its balances, positions, orders and
 * deliveries. Prints tables, or JSON for programs; fails with the venue's refusal.
 */
import type { Command } from 'commander';
import {
  type AccountSnapshot,
  DELIVERY_STATE,
  ORDER_TYPE,
  type PatxClient,
  SERIES_STATE,
  SIDE,
} from '../../client/index.js';
import { asAccount, type SessionOptions, withSession } from '../account-session.js';
import { patText, textTable } from '../text-table.js';

interface Options extends SessionOptions {
  readonly json?: boolean;
  readonly ids?: boolean;
  readonly closed?: boolean;
}

export function addShow(program: Command): void {
  const show = program
    .command('show')
    .description('what an account may see of the venue and itself');
  add(show, 'markets', 'contracts and series, with their numbers', async (client, options) => {
    const list = await client.queries.markets({ includeClosed: options.closed === true });
    const { contracts, series, venue } = list;
    const text = [
      `${venue?.venue ?? ''}, phase ${venue?.phase ?? 0}${venue?.killed ? ', killed' : ''}`,
      table(['contract', 'id'], contracts, ({ contract, contractId }) => [contract, contractId]),
      table(['series', 'id', 'state', 'mark', 'minted', 'unsold', 'exercised'], series, (one) => [
        ...[one.series, one.seriesId, nameOf(SERIES_STATE, one.state), one.markTicks],
        ...[one.mintedLots, one.unsoldLots, one.exercisedLots],
      ]),
    ].join('\n\n');
    return { json: list, ids: series.map(({ seriesId }) => seriesId), text };
  }).option('--closed', 'series that have closed, too');
  addOwn(show, 'balance', 'PAT of the account', ({ balance }) => {
    const { availableMicroPat = 0, withheldMicroPat = 0, reservedMicroPat = 0 } = balance ?? {};
    const { pendingMicroPat = 0, collateralMicroPat = 0, escrowMicroPat = 0 } = balance ?? {};
    const rows: readonly (readonly [string, number])[] = [
      ...([
        ['available', availableMicroPat],
        ['of it withheld', withheldMicroPat],
      ] as const),
      ...([
        ['reserved', reservedMicroPat],
        ['pending', pendingMicroPat],
      ] as const),
      ...([
        ['collateral', collateralMicroPat],
        ['escrow', escrowMicroPat],
      ] as const),
    ];
    return {
      json: balance,
      ids: [],
      text: table(['PAT', ''], rows, ([name, pat]) => [name, patText(pat)]),
    };
  });
  addOwn(show, 'positions', 'rights the account holds', ({ positions }) => ({
    json: positions,
    ids: positions.map(({ seriesId }) => seriesId),
    text: table(['series', 'held', 'reserved', 'cost PAT', 'owed PAT'], positions, (one) => [
      ...[one.seriesId, one.heldLots, one.reservedLots],
      ...[patText(one.costMicroPat), patText(one.unpaidMicroPat)],
    ]),
  }));
  addOwn(show, 'orders', 'live orders of the account', ({ openOrders }) => ({
    json: openOrders,
    ids: openOrders.map(({ orderId }) => orderId),
    text: table(
      ['order', 'series', 'side', 'type', 'ticks', 'open', 'filled'],
      openOrders,
      (one) => [
        ...[one.orderId, one.seriesId, nameOf(SIDE, one.side), nameOf(ORDER_TYPE, one.orderType)],
        ...[one.priceTicks, one.openLots, one.cumulativeLots],
      ],
    ),
  }));
  addOwn(show, 'deliveries', 'deliveries the account is a party of', ({ deliveries }) => ({
    json: deliveries,
    ids: deliveries.map(({ deliveryId }) => deliveryId),
    text: table(
      ['delivery', 'series', 'lots', 'state', 'deadline', 'content', 'location'],
      deliveries,
      (one) => [
        ...[one.deliveryId, one.seriesId, one.quantityLots, nameOf(DELIVERY_STATE, one.state)],
        one.deadlineTimeMs === 0 ? '' : new Date(one.deadlineTimeMs).toISOString(),
        ...[Buffer.from(one.contentHash).toString('hex'), one.location],
      ],
    ),
  }));
}

interface Shown {
  readonly json: unknown;
  readonly ids: readonly number[];
  readonly text: string;
}

function add(
  show: Command,
  name: string,
  description: string,
  look: (client: PatxClient, options: Options) => Promise<Shown>,
): Command {
  return withSession(show.command(name))
    .description(description)
    .option('--json', 'print JSON')
    .option('--ids', 'print the ids only, a line each')
    .action(async (options: Options) => {
      const shown = await asAccount(options, (client) => look(client, options));
      if (options.ids === true) for (const id of shown.ids) process.stdout.write(`${id}\n`);
      else if (options.json === true) print(JSON.stringify(shown.json, hexed));
      else print(shown.text);
    });
}

function addOwn(
  show: Command,
  name: string,
  description: string,
  of: (snapshot: AccountSnapshot) => Shown,
): void {
  add(show, name, description, async ({ queries }) => of(await queries.accountSnapshot()));
}

function table<T>(
  head: readonly string[],
  rows: readonly T[],
  cells: (row: T) => readonly (string | number)[],
): string {
  return textTable(
    head,
    rows.map((row) => cells(row).map(String)),
  );
}

function nameOf(values: Readonly<Record<string, number>>, number: number): string {
  return Object.entries(values).find(([, one]) => one === number)?.[0] ?? String(number);
}

const hexed = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
