/** An account's own: balances, positions, orders, fills, rights, deliveries, statements. An overseer may ask about others. */
import { createRoute, z } from '@hono/zod-openapi';
import { LISTINGS, nameOf, STATEMENT_MOVEMENTS_MAX, statementOf } from '../../reader/index.js';
import {
  type Api,
  type ApiContext,
  asOf,
  audienceOf,
  jsonContent,
  PROBLEMS,
  type RouteParts,
  type Source,
} from '../context.js';
import { AS_OF, id, integer, money, timeMs } from '../listings/schemas.js';
import { Problem } from '../problem.js';
import { addListing } from './listing-route.js';

const ACCOUNT = 'Account';
const WHOSE = {
  accountId: id().optional().describe('Another account, for overseers; the own if not given'),
};

const accountSchema = z
  .object({
    accountId: integer(),
    name: z.string(),
    role: z.string(),
    accountClass: z.string(),
    scopes: z.array(z.string()).describe('Of the key that signed'),
    accountSequence: integer().describe('Last private sequence'),
    ...AS_OF,
  })
  .openapi('Account');

const balancesSchema = z
  .object({
    accountId: integer(),
    availableMicroPat: money(),
    reservedMicroPat: money(),
    pendingMicroPat: money(),
    collateralMicroPat: money(),
    marginMicroPat: money().describe('Behind what settles in cash'),
    escrowMicroPat: money(),
    withheldMicroPat: money(),
    ...AS_OF,
  })
  .openapi('Balances');

const marginSchema = z
  .object({
    accountId: integer(),
    equityMicroPat: money(),
    availableMicroPat: money(),
    marginMicroPat: money(),
    unrealisedMicroPat: money(),
    initialMicroPat: money(),
    maintenanceMicroPat: money(),
    ladder: integer().describe('0 none, 1 warned, 2 liquidated'),
    standing: z.string().describe('SOUND, WARNED or LIQUIDATING'),
    fundShareMicroPat: money().describe('What its share of the default fund is worth'),
    holdings: z.array(
      z.object({
        seriesId: integer(),
        lots: integer().describe('Below 0 is short'),
        markMicroPat: money(),
        markQuality: integer().describe('0 none, 1 weak, 2 good'),
        unrealisedMicroPat: money(),
        initialMicroPat: money(),
        maintenanceMicroPat: money(),
        liquidationMarkMicroPat: money().describe(
          'Mark at which equity is the maintenance margin, if no other mark moves; 0: none would',
        ),
      }),
    ),
    ...AS_OF,
  })
  .openapi('Margin');

const positionSchema = z
  .object({
    seriesId: integer(),
    heldLots: integer(),
    reservedLots: integer(),
    outstandingLots: integer(),
    costMicroPat: money(),
    unpaidMicroPat: money(),
    collateralMicroPat: money(),
  })
  .openapi('Position');

const openOrderSchema = z
  .object({
    orderId: integer(),
    clientOrderId: integer(),
    seriesId: integer(),
    side: z.string(),
    orderType: z.string(),
    priceTicks: integer(),
    triggerPriceTicks: integer(),
    openLots: integer(),
    filledLots: integer(),
  })
  .openapi('OpenOrder');

const sums = {
  cashMicroPat: money(),
  pendingMicroPat: money(),
  collateralMicroPat: money(),
  escrowMicroPat: money(),
};

const statementSchema = z
  .object({
    accountId: integer(),
    fromMs: integer(),
    toMs: integer(),
    opening: z.object(sums),
    lines: z.array(z.object({ cause: z.string(), movements: integer(), ...sums })),
    closing: z.object(sums),
    ...AS_OF,
  })
  .openapi('Statement');

const own = { tags: [ACCOUNT], ...audienceOf('account') };

export function addAccountRoutes(api: Api, parts: RouteParts): void {
  const { access } = parts;
  const accountOf = (c: ApiContext, source: Source, asked: number | undefined): number =>
    access.accountFor(c.get('caller'), asked, source.accounts);
  addNow(api, accountOf);
  addStatement(api, accountOf);
  for (const [path, listing] of [
    ['/v1/account/orders', LISTINGS.orders],
    ['/v1/account/order-refusals', LISTINGS.orderRefusals],
    ['/v1/account/fills', LISTINGS.fills],
    ['/v1/account/movements', LISTINGS.movements],
    ['/v1/account/rights', LISTINGS.rights],
    ['/v1/account/entitlements', LISTINGS.entitlements],
    ['/v1/account/margin-events', LISTINGS.marginEvents],
    ['/v1/account/deliveries', LISTINGS.deliveriesToConsumer],
    ['/v1/account/deliveries-due', LISTINGS.deliveriesOfProvider],
  ] as const) {
    addListing(api, parts, {
      ...{ listing, path, tag: ACCOUNT, audience: 'account', query: WHOSE },
      fixed: ({ c, source, query }) => [
        accountOf(c, source, query.accountId as number | undefined),
      ],
    });
  }
}

type AccountOf = (c: ApiContext, source: Source, asked: number | undefined) => number;

function addNow(api: Api, accountOf: AccountOf): void {
  const query = z.strictObject(WHOSE);
  const many = <T extends z.ZodType>(schema: T) => z.object({ data: z.array(schema), ...AS_OF });
  api.openapi(
    createRoute({
      ...own,
      method: 'get',
      path: '/v1/account',
      operationId: 'getAccount',
      summary: 'Who asks',
      request: { query },
      responses: { 200: jsonContent(accountSchema, 'The account'), ...PROBLEMS },
    }),
    (c) => {
      const source = c.get('source');
      const accountId = accountOf(c as never, source, c.req.valid('query').accountId);
      const { accounts } = source;
      const scopes = (c.get('caller')?.scopes ?? []).map(nameOf.keyScope);
      const named = {
        name: accounts.name(accountId),
        role: nameOf.role(accounts.role(accountId)),
        accountClass: nameOf.accountClass(accounts.accountClass(accountId)),
      };
      const accountSequence = accounts.accountSequence(accountId);
      return c.json({ accountId, ...named, scopes, accountSequence, ...asOf(source) }, 200);
    },
  );
  api.openapi(
    createRoute({
      ...own,
      method: 'get',
      path: '/v1/account/balances',
      operationId: 'getBalances',
      summary: 'Balances by bucket',
      request: { query },
      responses: { 200: jsonContent(balancesSchema, 'Balances'), ...PROBLEMS },
    }),
    (c) => {
      const source = c.get('source');
      const accountId = accountOf(c as never, source, c.req.valid('query').accountId);
      const b = source.accounts.balance(accountId);
      const balances = {
        availableMicroPat: String(b.availableMicroPat),
        reservedMicroPat: String(b.reservedMicroPat),
        pendingMicroPat: String(b.pendingMicroPat),
        collateralMicroPat: String(b.collateralMicroPat),
        marginMicroPat: String(b.marginMicroPat),
        escrowMicroPat: String(b.escrowMicroPat),
        withheldMicroPat: String(b.withheldMicroPat),
      };
      return c.json({ accountId, ...balances, ...asOf(source) }, 200);
    },
  );
  api.openapi(
    createRoute({
      ...own,
      method: 'get',
      path: '/v1/account/margin',
      operationId: 'getMargin',
      summary: 'What is behind holdings that settle in cash, and what would liquidate them',
      request: { query },
      responses: { 200: jsonContent(marginSchema, 'Margin'), ...PROBLEMS },
    }),
    (c) => {
      const source = c.get('source');
      const accountId = accountOf(c as never, source, c.req.valid('query').accountId);
      const { holdings, ladder, ...sums } = source.accounts.margin(accountId);
      const texts = <T extends object>(row: T): { [K in keyof T]: string } =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)])) as {
          [K in keyof T]: string;
        };
      const data = holdings.map(({ seriesId, lots, markQuality, ...amounts }) => ({
        ...{ seriesId, lots, markQuality },
        ...texts(amounts),
      }));
      const standing = nameOf.marginStanding(ladder + 1);
      const where = { ladder, standing };
      return c.json({ accountId, ...where, ...texts(sums), holdings: data, ...asOf(source) }, 200);
    },
  );
  api.openapi(
    createRoute({
      ...own,
      method: 'get',
      path: '/v1/account/positions',
      operationId: 'listPositions',
      summary: 'Rights held, or minted and outstanding, by series',
      request: { query },
      responses: { 200: jsonContent(many(positionSchema), 'Positions'), ...PROBLEMS },
    }),
    (c) => {
      const source = c.get('source');
      const accountId = accountOf(c as never, source, c.req.valid('query').accountId);
      const data = source.accounts.positions(accountId).map((position) => ({
        ...position,
        costMicroPat: String(position.costMicroPat),
        unpaidMicroPat: String(position.unpaidMicroPat),
        collateralMicroPat: String(position.collateralMicroPat),
      }));
      return c.json({ data, ...asOf(source) }, 200);
    },
  );
  api.openapi(
    createRoute({
      ...own,
      method: 'get',
      path: '/v1/account/open-orders',
      operationId: 'listOpenOrders',
      summary: 'Live orders, oldest first',
      request: { query },
      responses: { 200: jsonContent(many(openOrderSchema), 'Orders'), ...PROBLEMS },
    }),
    (c) => {
      const source = c.get('source');
      const accountId = accountOf(c as never, source, c.req.valid('query').accountId);
      const data = source.accounts.openOrders(accountId).map((order) => ({
        ...order,
        side: nameOf.side(order.side),
        orderType: nameOf.orderType(order.orderType),
      }));
      return c.json({ data, ...asOf(source) }, 200);
    },
  );
}

function addStatement(api: Api, accountOf: AccountOf): void {
  api.openapi(
    createRoute({
      ...own,
      method: 'get',
      path: '/v1/account/statement',
      operationId: 'getStatement',
      summary: 'What an account had, what moved by cause, and what it had then',
      request: {
        query: z.strictObject({
          ...WHOSE,
          fromMs: timeMs()
            .describe('Beginning, included')
            .openapi({ param: { required: true } }),
          toMs: timeMs()
            .describe('End, not included')
            .openapi({ param: { required: true } }),
        }),
      },
      responses: { 200: jsonContent(statementSchema, 'The statement'), ...PROBLEMS },
    }),
    (c) => {
      const source = c.get('source');
      const { accountId: asked, fromMs, toMs } = c.req.valid('query');
      const accountId = accountOf(c as never, source, asked);
      if (toMs < fromMs) throw new Problem('INVALID_FIELD', 'it lies before fromMs', 'toMs');
      const statement = statementOf(source.reader.database, accountId, fromMs, toMs);
      if (statement === undefined) {
        const most = `a statement adds up ${STATEMENT_MOVEMENTS_MAX} movements at most; ask for a shorter time`;
        throw new Problem('INVALID_FIELD', most, 'toMs');
      }
      const { opening, lines, closing } = statement;
      const body = { accountId, fromMs, toMs, opening, lines: [...lines], closing };
      return c.json({ ...body, ...asOf(source) }, 200);
    },
  );
}
