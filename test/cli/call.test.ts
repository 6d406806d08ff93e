/**
 * Catches a command that an account may send and `patx call` cannot, a flag that sets another field or another value than it
 * says, and a refusal that does not end in what to do.
 *
 * In one process, against a real exchange: what arrives at the core is compared with what was typed.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command as Program } from 'commander';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { refused } from '../../src/cli/account-session.js';
import { type Flag, flagsOf } from '../../src/cli/call/flags.js';
import { addCall } from '../../src/cli/commands/call.js';
import { PatxError } from '../../src/client/index.js';
import { orderBody } from '../../src/schema/commands/order-bodies.js';
import {
  type AnyShape,
  COLD_SHAPES,
  COMMAND_TEXTS,
  type CommandText,
  ORDER_SHAPES,
} from '../../src/schema/index.js';
import {
  ACCOUNT_ROLE,
  Command,
  ERROR_CATALOG,
  type ErrorName,
  KEY_SCOPE,
} from '../../src/values/index.js';
import {
  newKey,
  type Party,
  rawKey,
  startExchange,
  type TestExchange,
} from '../gateway/support/exchange.js';
import { DECLARED } from '../support/declarations.js';

const SHAPES: Readonly<Record<string, AnyShape>> = { ...ORDER_SHAPES, ...COLD_SHAPES };
/** What is looked at before it becomes a command. */
const REFUSED_BEFORE: Readonly<Record<string, RegExp>> = {
  acceptDelivery: /^UNKNOWN_DELIVERY: delivery_id: /,
  // The keys of the venue's store and scorer have one scope each, which is not enough for this program to log on.
  recordQuality: /^SCOPE: /,
  reportUsage: /^SCOPE: /,
  leaseRead: /^SCOPE: /,
  recordFeedGates: /^SCOPE: /,
  judgeFeed: /^SCOPE: /,
  recordFeedScore: /^SCOPE: /,
  recordDrift: /^SCOPE: /,
  approveWithPasskey: /^(PASSKEY_NEEDED|INSECURE|SIGN_IN|UNKNOWN_PARAMETER)/,
};
const NUMBER = 77;
const TIME = '2030-01-01T00:00:00Z';
const ENTRIES: Readonly<Record<string, readonly [text: string, value: unknown]>> = {
  scopes: ['read,wallet', [1, 5]],
  targets: ['series=7,provider=5', [{ seriesId: 7, providerId: 5 }]],
  parties: ['account=7', [{ accountId: 7 }]],
  royalties: ['account=7,share_bps=5', [{ accountId: 7, shareBps: 5 }]],
  legs: [
    'series=7,side=sell,price-ticks=-3,quantity-lots=4',
    [{ seriesId: 7, side: 2, priceTicks: -3, quantityLots: 4 }],
  ],
  marks: ['series=7,mark_ticks=5', [{ seriesId: 7, markTicks: 5, sigmaPpm: 0, thinnessPpm: 0 }]],
  quotes: [
    '{"seriesId":7,"bids":[{"priceTicks":5,"quantityLots":1}],"validUntilMs":1000}',
    [
      {
        ...{ seriesId: 7, asks: [], validUntilMs: 1_000, factors: null },
        bids: [{ priceTicks: 5, quantityLots: 1 }],
      },
    ],
  ],
};

let exchange: TestExchange;
let scratch = '';
const parties = new Map<number, Party>();
const arrived: Command[] = [];

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'patx-call-'));
  exchange = await startExchange();
  parties.set(ACCOUNT_ROLE.BROKER, exchange.broker);
  parties.set(ACCOUNT_ROLE.OPERATOR, exchange.operator);
  parties.set(ACCOUNT_ROLE.CONSUMER, exchange.openConsumer());
  parties.set(ACCOUNT_ROLE.PROVIDER, exchange.openProvider());
  parties.set(
    ACCOUNT_ROLE.AUDITOR,
    exchange.open(ACCOUNT_ROLE.AUDITOR, [KEY_SCOPE.READ, KEY_SCOPE.PROVIDE]),
  );
  parties.set(ACCOUNT_ROLE.STORE, openOwn('registerStore'));
  parties.set(ACCOUNT_ROLE.SCORER, openOwn('registerScorer'));
  await exchange.sequencer.drain();
  for (const { accountId, key } of parties.values()) {
    writeFileSync(keyFile(accountId), key.export({ type: 'pkcs8', format: 'pem' }));
  }
  const apply = exchange.core.apply.bind(exchange.core);
  exchange.core.apply = (command) => {
    arrived.push(Object.assign(new Command(), command));
    apply(command);
  };
});
afterAll(async () => {
  await exchange.stop();
  rmSync(scratch, { recursive: true, force: true });
});

/** The venue's own store or scorer, as the exchange registers it. */
function openOwn(name: 'registerStore' | 'registerScorer'): Party {
  const key = newKey();
  exchange.submit(0, name, { publicKey: rawKey(key) });
  return { accountId: exchange.core.state.accounts.count, keyId: 1, key };
}

const keyFile = (accountId: number): string => join(scratch, `${accountId}.pem`);

/** What is typed for a flag, and what it should set. */
function typed({ name, plain, field, unit }: Flag): readonly [args: string[], value: unknown] {
  switch (field.type) {
    case 'flag':
      return [[`--${name}`], true];
    case 'text':
      return [[`--${name}`, 'NONE'], 'NONE'];
    case 'time':
      return [[`--${name}`, TIME], Date.parse(TIME)];
    case 'choice': {
      const [[full = '', value = 0] = []] = [...field.choices.numbers];
      return [[`--${name}`, full.slice(field.choices.prefix.length).toLowerCase()], value];
    }
    case 'bytes': {
      const bytes = new Uint8Array(field.bytesMax).fill(9);
      return [[`--${name}`, Buffer.from(bytes).toString('hex')], bytes];
    }
    case 'list': {
      const [text, value] = ENTRIES[plain] ?? ['', []];
      return [[`--${name}`, text], value];
    }
    default:
      return unit === 'micro_pat'
        ? [[`--${name}`, '0.000077'], NUMBER]
        : [[`--${name}`, String(NUMBER)], NUMBER];
  }
}

/** Runs `patx call` in this process; answers what it failed with. */
async function call(...args: readonly string[]): Promise<Error | undefined> {
  const program = new Program('patx').exitOverride().configureOutput({ writeErr: () => {} });
  addCall(program);
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    await program.parseAsync(['call', ...args], { from: 'user' });
    return undefined;
  } catch (error) {
    return error as Error;
  } finally {
    out.mockRestore();
  }
}

test('there is a name for every command of an account', () => {
  const declared = DECLARED.filter(({ origin }) => origin === 'ACCOUNT');
  expect(COMMAND_TEXTS.map(({ name }) => name)).toEqual(declared.map(({ name }) => name));
});

describe.each(COMMAND_TEXTS.map((text): [string, CommandText] => [text.cli, text]))(
  'patx call %s',
  (cli, { name, fields }) => {
    test('sends every field as it was typed', { timeout: 60_000 }, async () => {
      const { kind, roles } = DECLARED.find((one) => one.name === name) ?? { kind: 0, roles: [] };
      const party = roles
        .map((role) => parties.get(role))
        .find((one) => one !== undefined) as Party;
      const flags = flagsOf(SHAPES[name] as AnyShape, fields);
      const nextId = exchange.nextId(party.accountId) + 1_000;
      const words: string[] = [];
      const wanted: Record<string, unknown> = {};
      for (const flag of flags) {
        const isId = /^client(Request|Order)Id$/.test(flag.plain) && flag.parent === undefined;
        const [args, value] = isId ? [[`--${flag.name}`, String(nextId)], nextId] : typed(flag);
        words.push(...args);
        if (flag.parent === undefined) wanted[flag.plain] = value;
        else wanted[flag.parent] = { ...(wanted[flag.parent] as object), [flag.plain]: value };
      }
      const url = `ws://127.0.0.1:${exchange.gateway.port}/`;
      const who = [
        '--url',
        url,
        '--as',
        String(party.accountId),
        '--key',
        keyFile(party.accountId),
      ];
      arrived.length = 0;
      const error = await call(cli, ...who, ...words);
      const sent = arrived.find((one) => one.kind === kind);
      // What is looked at before it becomes a command.
      const early = REFUSED_BEFORE[name];
      if (early !== undefined) return expect(error?.message).toMatch(early);
      expect(sent?.accountId, error?.message).toBe(party.accountId);
      const body = sent?.body ?? orderBody(sent as Command);
      // Of an order that is named twice the venue's id counts.
      const named = name === 'cancelOrder' || name === 'amendOrder' ? { clientOrderId: 0 } : {};
      expect(body).toEqual({ ...wanted, ...named });
      if (error !== undefined) expect(isRemedied(error.message), error.message).toBe(true);
    });
  },
);

/** Whether a refusal ends in the remedy of the code it begins with. */
function isRemedied(message: string): boolean {
  const entry = ERROR_CATALOG[message.slice(0, message.indexOf(':')) as ErrorName];
  return entry !== undefined && message.endsWith(entry.remedy);
}

test('every refusal there is ends in the remedy of the catalog', () => {
  for (const [name, { code, remedy }] of Object.entries(ERROR_CATALOG)) {
    const { message } = refused(new PatxError({ code, field: 'price_ticks', detail: 'Or so.' }));
    expect(message.startsWith(`${name}: price_ticks: `)).toBe(true);
    expect(message.endsWith(remedy)).toBe(true);
    expect(remedy).not.toBe('');
  }
});

test('what is no value of a flag says what is expected', async () => {
  const wrong: readonly (readonly [string[], RegExp])[] = [
    [['place-order', '--series', '1.5'], /A whole number is expected/],
    [['place-order', '--side', 'up'], /One of buy, sell is expected/],
    [['deposit', '--amount-pat', '0.0000001'], /at most six decimals/],
    [['open-series', '--window-start', '2026-12-01'], /with its zone/],
    [['add-key', '--public-key', 'xyz'], /in hex/],
    [['halt-series', '--series', '1'], /required option '--reason <text>'/],
  ];
  for (const [args, text] of wrong) expect((await call(...args))?.message).toMatch(text);
});
