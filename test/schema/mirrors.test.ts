// Goal: catch a table in the code (enums, error catalog, kinds, shapes) that has drifted from the .proto files.
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { coldKind } from '../../src/schema/commands/cold-kinds.js';
import { isOrderKind, orderShape } from '../../src/schema/commands/order-bodies.js';
import { SERVER_SHAPES } from '../../src/schema/frames/server-bodies.js';
import { CHOICES } from '../../src/schema/shape/choices.js';
import type { AnyField, AnyShape } from '../../src/schema/shape/field.js';
import { SESSION_SHAPES } from '../../src/schema/shape/session-shapes.js';
import * as values from '../../src/values/index.js';
import { oneofName } from './commands.js';
import { enumType, messageType, plainName } from './oracle.js';

/** Numbers of the envelope's or command's messages, by name. */
function oneofNumbers(name: string): Record<string, number> {
  const fields = messageType(name).oneofsArray.flatMap(({ fieldsArray }) => fieldsArray);
  return Object.fromEntries(fields.map((field) => [field.name, field.id]));
}

/** Values of an enum without its prefix and without the zero. */
function enumValues(name: string): Record<string, number> {
  const prefix = `${name.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}_`;
  const entries = Object.entries(enumType(name).values);
  for (const [key] of entries) expect(key.startsWith(prefix), key).toBe(true);
  expect(enumType(name).values[`${prefix}UNSPECIFIED`]).toBe(0);
  return Object.fromEntries(
    entries
      .filter(([, value]) => value !== 0)
      .map(([key, value]) => [key.slice(prefix.length), value]),
  );
}

/** What declarations are written in, and never sent. */
const isOption = ({ filename }: protobuf.ReflectionObject): boolean =>
  filename?.endsWith('options.proto') === true;

const MIRRORED = {
  Side: values.SIDE,
  OrderType: values.ORDER_TYPE,
  TimeInForce: values.TIME_IN_FORCE,
  SelfTradePrevention: values.SELF_TRADE_PREVENTION,
  AccountRole: values.ACCOUNT_ROLE,
  AccountClass: values.ACCOUNT_CLASS,
  KeyScope: values.KEY_SCOPE,
  SeriesState: values.SERIES_STATE,
  AuctionKind: values.AUCTION_KIND,
  Liquidity: values.LIQUIDITY,
  CancelReason: values.CANCEL_REASON,
  DeliveryState: values.DELIVERY_STATE,
  QuoterState: values.QUOTER_STATE,
  KillScope: values.KILL_SCOPE,
  EntitlementOrigin: values.ENTITLEMENT_ORIGIN,
  ListingKind: values.LISTING_KIND,
  ListingVisibility: values.LISTING_VISIBILITY,
  PriceKind: values.PRICE_KIND,
  ListingChange: values.LISTING_CHANGE,
  DossierStep: values.DOSSIER_STEP,
  EntitlementStatus: values.ENTITLEMENT_STATUS,
  Durability: values.DURABILITY,
  ExecutionType: values.EXECUTION_TYPE,
  RightsAction: values.RIGHTS_ACTION,
  ChannelKind: values.CHANNEL_KIND,
  SlowPolicy: values.SLOW_POLICY,
  ParameterRequestState: values.PARAMETER_REQUEST_STATE,
  WalletChange: values.WALLET_CHANGE,
  SignInMethod: values.SIGN_IN_METHOD,
  CollateralCallChange: values.COLLATERAL_CALL_CHANGE,
  MarginStanding: values.MARGIN_STANDING,
  MarkState: values.MARK_STATE,
  SettlementSource: values.SETTLEMENT_SOURCE,
  MarginChange: values.MARGIN_CHANGE,
  LiquidationBy: values.LIQUIDATION_BY,
  FundReason: values.FUND_REASON,
  ProtectionChange: values.PROTECTION_CHANGE,
  IndexState: values.INDEX_STATE,
  ProtectionLimit: values.PROTECTION_LIMIT,
  FeedStage: values.FEED_STAGE,
  CreatorStanding: values.CREATOR_STANDING,
  CaseKind: values.CASE_KIND,
  CaseDecision: values.CASE_DECISION,
  TaxForm: values.TAX_FORM,
  FeedTier: values.FEED_TIER,
  FeedDrift: values.FEED_DRIFT,
  ErrorCode: Object.fromEntries(
    Object.entries(values.ERROR_CATALOG).map(([name, { code }]) => [name, code]),
  ),
} satisfies Record<keyof typeof CHOICES, Record<string, number>>;

describe('the shared values', () => {
  it.each(Object.entries(MIRRORED))('mirror the enum %s', (name, mirror) => {
    expect(mirror).toEqual(enumValues(name));
    const { numbers, prefix } = CHOICES[name as keyof typeof CHOICES];
    const wanted = Object.entries(mirror).map(([key, number]) => [prefix + key, number]);
    expect([...numbers]).toEqual(wanted);
  });

  it('are told a client in less than a thousand characters, also where there are many', () => {
    for (const { text, namesText } of Object.values(CHOICES)) {
      expect(text.length).toBeLessThan(900);
      expect(namesText.length).toBeLessThan(900);
    }
    expect(CHOICES.Side.text).toBe('BUY (1), SELL (2)');
    expect(CHOICES.Side.namesText).toBe('SIDE_BUY, SIDE_SELL');
    expect(CHOICES.ErrorCode.text).toMatch(/^the \d+ in the schema that begin with ERROR_CODE_$/);
  });

  it('mirror every enum there is', () => {
    const namespace = messageType('Command').parent as protobuf.Namespace;
    const enums = namespace.nestedArray.filter(
      (nested) => nested instanceof protobuf.Enum && !isOption(nested),
    );
    expect(enums.map(({ name }) => name).sort()).toEqual(Object.keys(MIRRORED).sort());
  });

  it('number the kinds of commands as the schema does', () => {
    const kinds = Object.values(values.COMMAND_KIND).map((kind) => [oneofName(kind), kind]);
    expect(Object.fromEntries(kinds)).toEqual(oneofNumbers('Command'));
  });
});

describe('the tables of messages', () => {
  const client = oneofNumbers('ClientEnvelope');

  it('let a client send what its envelope has and nothing else', () => {
    const sessions = Object.entries(SESSION_SHAPES).map(([name, { number }]) => [name, number]);
    const commands = Object.values(values.COMMAND_KIND)
      .filter(values.isAccountCommand)
      .map((kind) => [oneofName(kind), kind]);
    expect(Object.fromEntries([...commands, ...sessions])).toEqual(client);
  });

  it('let the venue send what its envelope has and nothing else', () => {
    const messages = Object.entries(SERVER_SHAPES).map(([name, { number }]) => [name, number]);
    expect(Object.fromEntries(messages)).toEqual(oneofNumbers('ServerEnvelope'));
  });

  it('name the body of each kind as the schema does', () => {
    for (const kind of Object.values(values.COMMAND_KIND).filter(
      (number) => !isOrderKind(number),
    )) {
      expect(coldKind(kind)?.name).toBe(oneofName(kind));
    }
  });
});

const shapes = new Map<string, AnyShape>();
function collect(shape: AnyShape): void {
  shapes.set(shape.name, shape);
  for (const { field } of shape.fields) {
    if (field.type === 'nested') collect(field.shape);
    if (field.type === 'list' && field.item.type === 'nested') collect(field.item.shape);
  }
}
for (const kind of Object.values(values.COMMAND_KIND)) {
  collect(isOrderKind(kind) ? orderShape(kind) : (coldKind(kind)?.shape as AnyShape));
}
for (const { shape } of Object.values(SESSION_SHAPES)) collect(shape);
for (const { shape } of Object.values(SERVER_SHAPES)) collect(shape);

/** What the schema says a field is, in the words of shapes. */
function described(field: AnyField): string {
  switch (field.type) {
    case 'time':
      return 'fixed64';
    case 'flag':
      return 'bool';
    case 'text':
      return 'string';
    case 'choice':
      return Object.entries(CHOICES).find(([, choices]) => choices === field.choices)?.[0] ?? '';
    case 'nested':
      return field.shape.name;
    case 'list':
      return `${described(field.item)}[]`;
    default:
      return field.type;
  }
}

describe('shapes', () => {
  it.each([...shapes])('describe %s', (name, shape) => {
    const type = messageType(name);
    const wanted = type.fieldsArray.map((field, index) => {
      expect(field.id).toBe(index + 1);
      return {
        plain: plainName(field),
        wire: field.name,
        proto: field.name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        type: (field.resolvedType?.name ?? field.type) + (field.repeated ? '[]' : ''),
      };
    });
    const found = shape.fields.map(({ plain, wire, proto, field }) => {
      return { plain, wire, proto, type: described(field) };
    });
    expect(found).toEqual(wanted);
  });

  it('describe every message there is but envelopes and records of tools', () => {
    const namespace = messageType('Command').parent as protobuf.Namespace;
    const messages = namespace.nestedArray.filter(
      (nested) => nested instanceof protobuf.Type && !isOption(nested),
    );
    const others = ['Command', 'ClientEnvelope', 'ServerEnvelope', 'FrameHeader'];
    expect([...shapes.keys(), ...others].sort()).toEqual(messages.map(({ name }) => name).sort());
  });
});
