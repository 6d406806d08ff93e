/**
 * Catches a command that an account may send without a role for it, and a number that is no command but does something:
 * authority comes from what commands declare, and never from where their numbers lie.
 *
 * Expected is what the .proto files say, read by protobufjs.
 */
// Rows of docs/marketplace-rows.md: GV20.
import { describe, expect, test } from 'vitest';
import {
  CODE,
  COMMAND_RESULT,
  EVENT,
  FEES_ACCOUNT,
  FIRST_OPERATOR_ACCOUNT,
  ORDER_REFUSED,
  stateParts,
} from '../../../src/engine/core/index.js';
import { CommandCodec } from '../../../src/schema/index.js';
import {
  ACCOUNT_ROLE,
  COMMANDS,
  Command,
  isAccountCommand,
  KEY_SCOPE,
  mayRole,
  mayScopes,
  needsClientId,
  originOf,
} from '../../../src/values/index.js';
import { CLEARING, TOKEN } from '../../support/chain.js';
import { bodyOf, DECLARED, declared, type Sender, UNDECLARED } from '../../support/declarations.js';
import { registerScorer, registerStore } from '../../support/market.js';
import { type TradingVenue, tradingVenue } from '../../support/venue.js';

const ROLES = Object.entries(ACCOUNT_ROLE);
const ORIGINS = { ACCOUNT: 1, VENUE: 2, CHAIN: 3 };
const FIRST_ID = 1_000;

/** A venue and an account of every role. */
function peopled(): { venue: TradingVenue; senders: readonly Sender[] } {
  const venue = tradingVenue();
  const providerId = venue.providers[0] as number;
  const open = (role: number): number => {
    venue.send(FIRST_OPERATOR_ACCOUNT, 'openAccount', {
      ...{ role, accountClass: 2, firmGroup: 0, publicKey: new Uint8Array(0), scopes: [] },
      name: 'x',
    });
    return venue.core.state.accounts.count;
  };
  const ids: Readonly<Record<number, number>> = {
    [ACCOUNT_ROLE.BROKER]: 1,
    [ACCOUNT_ROLE.OPERATOR]: FIRST_OPERATOR_ACCOUNT,
    [ACCOUNT_ROLE.SYSTEM]: FEES_ACCOUNT,
    [ACCOUNT_ROLE.PROVIDER]: providerId,
    [ACCOUNT_ROLE.STORE]: registerStore(venue),
    [ACCOUNT_ROLE.SCORER]: registerScorer(venue),
  };
  const senders = ROLES.map(([, role]) => ({ role, accountId: ids[role] ?? open(role) }));
  return { venue, senders: senders.map((one) => ({ ...one, providerId, clientId: FIRST_ID })) };
}

/** The command as it comes out of the journal. */
function journaled(kind: number, sender: Sender): Command {
  const { accountId, clientId } = sender;
  const one = declared(kind);
  if (one === undefined) throw new Error(`${kind} is no command`);
  const body = bodyOf(one, sender);
  const command = Object.assign(new Command(), { kind, accountId, clientId });
  const isOrder = 'orderId' in body || 'orderType' in body;
  if (isOrder) {
    Object.assign(command, { side: 1, orderType: 1, timeInForce: 1, priceTicks: 1, lots: 1 });
    Object.assign(command, { seriesId: 999, orderId: 999 });
  } else command.body = body as unknown as NonNullable<Command['body']>;
  const codec = new CommandCodec();
  const bytes = new Uint8Array(codec.bytesMax(command));
  const length = codec.encodeBare(command, bytes, 0);
  const read = new Command();
  if (!codec.decodeBare(bytes, 0, length, read)) throw new Error(codec.problem?.detail);
  return read;
}

/** The code a command was answered with; undefined without an answer. */
function codeOf(events: readonly number[][]): number | undefined {
  const result = events.find(([type]) => type === EVENT.COMMAND_RESULT);
  if (result !== undefined) return result[COMMAND_RESULT.code];
  return events.find(([type]) => type === EVENT.ORDER_REFUSED)?.[ORDER_REFUSED.code];
}

type Parts = ReadonlyMap<string, string>;

const partsOf = ({ core }: TradingVenue): Parts =>
  new Map(
    stateParts(core.state).map(({ name, bytes }) => [name, Buffer.from(bytes).toString('base64')]),
  );

/** Parts of the state that changed, beside the clock, the ids that were answered, and how many reports an account had. */
function changed(venue: TradingVenue, before: Parts): string[] {
  const counts = ['clock', 'accounts', 'outcomes'];
  return [...partsOf(venue)]
    .filter(([name, bytes]) => before.get(name) !== bytes)
    .map(([name]) => name)
    .filter((name) => !counts.some((one) => name.startsWith(one)));
}

describe('the tables', () => {
  test('say of every command what it declares', () => {
    expect(COMMANDS.map(({ kind }) => kind)).toEqual(DECLARED.map(({ kind }) => kind));
    for (const { kind, origin, roles, scopes, clientId } of DECLARED) {
      expect(originOf(kind)).toBe(ORIGINS[origin]);
      expect(isAccountCommand(kind)).toBe(origin === 'ACCOUNT');
      expect(needsClientId(kind)).toBe(clientId);
      for (const role of Object.values(ACCOUNT_ROLE)) {
        expect(mayRole(role, kind), `role ${role}, kind ${kind}`).toBe(roles.includes(role));
      }
      for (const scope of Object.values(KEY_SCOPE)) {
        expect(mayScopes(1 << scope, kind), `${scope}, ${kind}`).toBe(scopes.includes(scope));
      }
    }
  });

  test('allow nobody what is no command', () => {
    for (const kind of [...UNDECLARED, -1, 2 ** 31, Number.NaN]) {
      expect(originOf(kind)).toBe(0);
      expect(needsClientId(kind)).toBe(false);
      for (const [, role] of ROLES) expect(mayRole(role, kind)).toBe(false);
      expect(mayScopes(-1, kind)).toBe(false);
    }
  });

  test('allow the venue what no role and no scope may', () => {
    const own = DECLARED.filter(({ origin }) => origin !== 'ACCOUNT');
    expect(own.length).toBeGreaterThan(15);
    for (const { roles, scopes } of own) expect([...roles, ...scopes]).toEqual([]);
  });
});

test.each(ROLES)('%s is refused every command it has no role for, and no other', (_, role) => {
  const { venue, senders } = peopled();
  const sender = senders.find((one) => one.role === role) as Sender;
  let { clientId } = sender;
  let refused = 0;
  for (const { kind, origin, roles, message } of DECLARED) {
    if (origin !== 'ACCOUNT') continue;
    clientId += 1;
    const before = partsOf(venue);
    const code = codeOf(venue.apply(journaled(kind, { ...sender, clientId })));
    const isRole = code === CODE.ROLE;
    expect(isRole, `${message} answered ${code}`).toBe(!roles.includes(role));
    if (!isRole) continue;
    refused += 1;
    expect(changed(venue, before), message).toEqual([]);
  }
  expect(refused).toBeGreaterThan(5);
});

describe.each([false, true])('with a chain bound: %s', (isBound) => {
  test('a number that is no command is refused to whoever is named, and changes nothing', () => {
    const { venue, senders } = peopled();
    if (isBound) {
      // Of an empty ledger only: this venue's is not, so the record is made as a binding makes it.
      const { registry } = venue.core.state;
      const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
      Object.assign(registry, {
        chain: { chainId: 1, clearing: hex(CLEARING), token: hex(TOKEN), phase: 0 },
      });
      venue.isChecked = false;
    }
    for (const kind of UNDECLARED) {
      for (const { accountId } of [...senders, { accountId: 0 }, { accountId: 999 }]) {
        const before = partsOf(venue);
        const command = Object.assign(new Command(), { kind, accountId, clientId: FIRST_ID });
        const events = venue.apply(command);
        expect(changed(venue, before)).toEqual([]);
        const exists = accountId >= 1 && accountId !== 999;
        expect(events.map(([type]) => type)).toEqual(exists ? [EVENT.COMMAND_RESULT] : []);
        if (exists) expect(codeOf(events)).toBe(CODE.UNKNOWN_MESSAGE);
      }
    }
  });
});

test('a journal holds no number that is no command', () => {
  const codec = new CommandCodec();
  for (const kind of UNDECLARED.filter((number) => number > 2)) {
    const tag = kind < 16 ? [(kind << 3) | 2] : [((kind << 3) & 0x7f) | 0x82, kind >> 4];
    const bytes = Uint8Array.of(0x08, 1, ...tag, 0);
    expect(codec.decodeBare(bytes, 0, bytes.length, new Command()), `${kind}`).toBe(false);
    expect(codec.problem?.code).toBe('UNKNOWN_MESSAGE');
    const command = Object.assign(new Command(), { kind, accountId: 1 });
    command.body = {} as never;
    expect(() => codec.encodeBare(command, new Uint8Array(4_096), 0)).toThrow('does not exist');
  }
});
