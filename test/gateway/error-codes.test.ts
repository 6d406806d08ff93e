/** Catches an error code that cannot be provoked any more, or that says something else than the catalog. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { ERROR_CATALOG, type ErrorEntry, type ErrorName } from '../../src/values/index.js';
import { MARKET_ERRORS } from '../../src/values/market-errors.js';
import { SIGMA_ERRORS } from '../../src/values/sigma-errors.js';
import { ORDER_PROVOCATIONS } from './provocations/orders.js';
import type { Provocation } from './provocations/provoke.js';
import { RIGHTS_PROVOCATIONS } from './provocations/rights.js';
import { SESSION_PROVOCATIONS } from './provocations/sessions.js';
import { VENUE_PROVOCATIONS } from './provocations/venue.js';
import { WALLET_PROVOCATIONS } from './provocations/wallets.js';
import { startExchange, type TestExchange } from './support/exchange.js';

/** Answers to commands only the venue itself gives, which have no session to be told. */
const NOT_FOR_CLIENTS: readonly ErrorName[] = [
  'CORE_VERSION',
  'CHAIN_MISMATCH',
  'CHAIN_GAP',
  'LEDGER_NOT_EMPTY',
  // No longer sent: since proceeds wait in escrow, nothing paid out has to wait.
  'DISPUTE_WINDOW',
  // Told over HTTP alone: test/api/access.test.ts.
  'NOT_READY',
  // The same: test/cli/commands-by-http.long.test.ts, test/cli/sign-in.long.test.ts, test/api/access.test.ts.
  'IDEMPOTENCY_MISMATCH',
  'SIGN_IN',
  'CROSS_SITE',
  'INSECURE',
  // The same: test/api/signals.test.ts.
  'SEAT_NEEDED',
  // Of passkeys: test/cli/sign-in.long.test.ts.
  'PASSKEY_NEEDED',
  'PASSKEY_PENDING',
  // Over HTTP alone: test/web/what-if.long.test.ts.
  'WHAT_IF_BUSY',
  // Of agents: test/cli/mcp.test.ts.
  'AGENT_BUDGET',
  'AGENT_NOT_ALLOWED',
];

/** Of forwards and feeds: provoked in the core, not over a socket yet. */
const IN_THE_CORE: readonly ErrorName[] = [
  ...['FORWARD_LIMIT' as const, 'NOT_IN_PHASE' as const, 'PHASE_RULES' as const],
  // Of what settles in cash: test/engine/core/margin.
  ...['MARK_UNSURE' as const, 'OPEN_INTEREST' as const, 'HOLDINGS_FULL' as const],
  ...['LIQUIDATING' as const, 'FUND_SHORT' as const, 'FUND_IN_USE' as const, 'NO_INDEX' as const],
  // Of surveillance: test/engine/core/cases.test.ts.
  'UNKNOWN_CASE',
  ...['SELL_HELD_FIRST' as const, 'STRIKE_OFF_GRID' as const],
  ...(Object.keys(SIGMA_ERRORS) as ErrorName[]),
];
/** Of the data market: provoked by HTTP, each, in test/content/refusals.test.ts. */
const BY_HTTP = Object.keys(MARKET_ERRORS) as ErrorName[];

const PROVOCATIONS: Partial<Record<ErrorName, Provocation>> = {
  ...ORDER_PROVOCATIONS,
  ...RIGHTS_PROVOCATIONS,
  ...SESSION_PROVOCATIONS,
  ...VENUE_PROVOCATIONS,
  ...WALLET_PROVOCATIONS,
};

let exchange: TestExchange | undefined;

afterEach(async () => {
  await exchange?.stop();
  exchange = undefined;
});

test('every code of the catalog has a provocation, and none is for a code there is not', () => {
  const names = (Object.keys(ERROR_CATALOG) as ErrorName[]).filter(
    (name) => ![...NOT_FOR_CLIENTS, ...IN_THE_CORE, ...BY_HTTP].includes(name),
  );
  expect(Object.keys(PROVOCATIONS).toSorted()).toEqual(names.toSorted());
});

test('what has no provocation over a socket has one in the core', () => {
  const folder = fileURLToPath(new URL('../engine/core', import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const tests = files.filter((file) => file.endsWith('.test.ts'));
  const text = tests.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  expect(IN_THE_CORE.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
});

test.each(Object.entries(PROVOCATIONS))('%s comes through a real socket', async (name, how) => {
  exchange = await startExchange(how.options);
  const { errorCode, report } = await how.run(exchange);
  const entry: ErrorEntry = ERROR_CATALOG[name as ErrorName];
  expect(errorCode).toBe(entry.code);
  if (report === undefined) return;
  const { retriable, closing } = report;
  expect({ retriable, closing }).toEqual({
    retriable: entry.retriable,
    closing: entry.closesSession === true,
  });
});
