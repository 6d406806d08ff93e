/**
 * Configuration of the venue: flags over environment over file over defaults, validated once, at the start.
 *
 * A setting `gatewayPort` is the flag `--gateway-port`, the variable `PATX_GATEWAY_PORT` and the key `gatewayPort` of
 * the JSON file. Fails with one sentence that names the setting, the value and what is allowed.
 */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import { DEFAULT_LIMITS, limitsProblem } from '../engine/core/index.js';
import type { Limits } from '../values/index.js';
import { CommandError } from './command-error.js';

const port = z.coerce.number().int().min(0).max(65_535);
const count = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/** The addresses of a list such as `trustedProxies`. */
export const addressesOf = (text: string): string[] =>
  text.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));

const limitShape = Object.fromEntries(
  Object.keys(DEFAULT_LIMITS).map((name) => [name, count(16, 16_777_216).optional()]),
) as { [N in keyof Limits]: z.ZodOptional<z.ZodCoercedNumber> };

export const configSchema = z.strictObject({
  data: z.string().min(1).default('./data').describe('data directory'),
  venue: z.string().min(1).max(64).default('PATX').describe('name of a new venue'),
  gatewayHost: z.string().default('127.0.0.1').describe('address the gateway listens on'),
  gatewayPort: port.default(9460).describe('port of the gateway; 0 takes a free one'),
  trustedProxies: z
    .string()
    .refine((text) => addressesOf(text).every((address) => isIP(address) !== 0), {
      message: 'is IP addresses, separated by commas',
    })
    .default('')
    .describe('proxies in front of gateway and API whose X-Forwarded-For is believed'),
  httpHost: z.string().default('127.0.0.1').describe('address of the status pages'),
  httpPort: port.default(9464).describe('port of the status pages; 0 takes a free one'),
  apiHost: z.string().default('127.0.0.1').describe('address of the HTTP API'),
  apiPort: z
    .union([z.literal('none'), port])
    .default(9466)
    .describe('port of the HTTP API; 0 takes a free one, none does without it and its history'),
  apiRequestsPerMinute: count(1, 10_000_000)
    .default(3_000)
    .describe('requests an account, or an address that does not sign, may make'),
  storeFileMib: count(1, 65_536).default(4_096).describe('size of a file in the store of listings'),
  storeOwnerMib: count(1, 16_777_216)
    .default(65_536)
    .describe('what an account may have in that store, with its unfinished uploads'),
  publicUrl: z
    .string()
    .refine((text) => text === '' || /^https?:\/\/[^/]+\/?$/.test(text), {
      message: 'is an address such as https://patx.example',
    })
    .default('')
    .describe(
      "address of the API as people's browsers know it, which passkeys are bound to; http://localhost and its port if not given",
    ),
  tlsCert: z
    .string()
    .default('')
    .describe(
      'PEM file of the certificate of gateway, API and status pages, read again when it changes',
    ),
  tlsKey: z.string().default('').describe('PEM file of its private key'),
  insecure: z
    .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
    .default(false)
    .describe('whether to listen beyond this machine without TLS, as behind a proxy that has it'),
  transport: z.enum(['auto', 'uws', 'ws']).default('auto').describe('WebSocket implementation'),
  quoting: z
    .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
    .default(true)
    .describe('whether the broker quotes'),
  snapshotEveryCommands: count(1_000, 1_000_000_000)
    .default(2_000_000)
    .describe('commands between snapshots'),
  snapshotEveryMs: count(1_000, 86_400_000).default(600_000).describe('time between snapshots'),
  segmentMib: count(16, 65_536).default(1_024).describe('size of a journal segment'),
  diskReserveMib: count(0, 1_048_576)
    .default(512)
    .describe('free disk below which no new work is taken; 0 watches nothing'),
  chain: z
    .string()
    .regex(/^(none|local|https?:\/\/.+)$/, 'is none, local or the URL of a node')
    .default('none')
    .describe('chain to settle on: none, local (an anvil of its own) or the URL of a node'),
  chainClearing: z
    .string()
    .regex(/^(0x[0-9a-fA-F]{40})?$/, 'is an address, 0x and 40 hex digits')
    .default('')
    .describe('address of PatClearing on the chain'),
  chainRights: z
    .string()
    .regex(/^(0x[0-9a-fA-F]{40})?$/, 'is an address, 0x and 40 hex digits')
    .default('')
    .describe('address of AccessRights on the chain; without one, rights stay in the ledger alone'),
  chainFinality: z
    .string()
    .regex(/^(finalized|safe|\d{1,6})$/, 'is finalized, safe or a number of blocks')
    .default('finalized')
    .describe('when a block stays: by tag, or so many blocks deep'),
  chainFromBlock: count(0, Number.MAX_SAFE_INTEGER)
    .default(0)
    .describe('first block that can hold an event of the contracts'),
  chainSettlerKey: z
    .string()
    .default('')
    .describe(
      "where batches are signed and sent from: a file, or URL#0xADDRESS of a signer (http, https, unix); chain-settler.key among the venue's keys if not given",
    ),
  chainAttestorKey: z
    .string()
    .default('')
    .describe('the same for the key that attests batches; chain-attestor.key if not given'),
  chainKeysTogether: z
    .enum(['refuse', 'accept'])
    .default('refuse')
    .describe('what to do when files with keys of two roles share a directory or an owner'),
  chainPollMs: count(10, 3_600_000).default(1_000).describe('time between looks at the chain'),
  settleIntervalMs: count(100, 86_400_000)
    .default(60_000)
    .describe('time between batches when there is something to settle'),
  settleHeartbeatMs: count(1_000, 86_400_000)
    .default(3_600_000)
    .describe('time between batches when there is nothing'),
  settleBumpMs: count(1_000, 86_400_000)
    .default(60_000)
    .describe('time after which a transaction that is not mined is replaced by a dearer one'),
  walletUri: z
    .string()
    .refine(
      (text) => text === '' || URL.canParse(text),
      'is an address such as wss://patx.example/',
    )
    .default('')
    .describe('address of the venue in texts that wallets sign; the gateway if not given'),
  sigmaPrices: z
    .string()
    .default('')
    .describe(
      'recorded prices model feeds are traded on paper at, CSV; the synthetic ones that ship if not given',
    ),
  noticeMib: count(1, 65_536)
    .default(64)
    .describe('most that is fetched to prove that what a notice names is there'),
  noticeLoopback: z
    .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
    .default(false)
    .describe('whether what notices name may be on this machine, as in a sandbox'),
  alertWebhook: z
    .string()
    .refine((text) => text === '' || URL.canParse(text), { message: 'is an address' })
    .default('')
    .describe('https address that is told what is wrong, signed as Standard Webhooks has it'),
  alertWebhookSecret: z
    .string()
    .default('')
    .describe('file with its secret, whsec_ and the base64 of 24 to 64 bytes'),
  alertMailServer: z
    .string()
    .default('')
    .describe('mail server to tell people by, smtps://user@host:465 or smtp://user@host:587'),
  alertMailPassword: z.string().default('').describe("file with the mail server's password"),
  alertMailFrom: z.string().default('').describe('address the mail is from'),
  alertMailTo: z.string().default('').describe('addresses the mail goes to, separated by commas'),
  alertLoopback: z
    .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
    .default(false)
    .describe('whether alerts may go to this machine, as in a sandbox'),
  logLevel: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('least severe log line'),
  limits: z.strictObject(limitShape).prefault({}).describe("sizes of a new venue's stores"),
});

export type Config = z.infer<typeof configSchema>;

type Setting = Exclude<keyof Config, 'limits'>;

/** What `--help` says a value is. */
const VALUE_KINDS: Readonly<Record<Setting, string>> = {
  data: 'dir',
  venue: 'name',
  gatewayHost: 'host',
  gatewayPort: 'port',
  trustedProxies: 'ip,ip',
  httpHost: 'host',
  httpPort: 'port',
  apiHost: 'host',
  apiPort: 'port|none',
  apiRequestsPerMinute: 'count',
  storeFileMib: 'MiB',
  storeOwnerMib: 'MiB',
  publicUrl: 'url',
  tlsCert: 'file',
  tlsKey: 'file',
  insecure: 'true|false',
  transport: 'auto|uws|ws',
  quoting: 'true|false',
  snapshotEveryCommands: 'count',
  snapshotEveryMs: 'ms',
  segmentMib: 'MiB',
  diskReserveMib: 'MiB',
  chain: 'none|local|url',
  chainClearing: 'address',
  chainRights: 'address',
  chainFinality: 'finalized|safe|blocks',
  chainFromBlock: 'block',
  chainSettlerKey: 'file|url',
  chainAttestorKey: 'file|url',
  chainKeysTogether: 'refuse|accept',
  chainPollMs: 'ms',
  settleIntervalMs: 'ms',
  settleHeartbeatMs: 'ms',
  settleBumpMs: 'ms',
  walletUri: 'uri',
  sigmaPrices: 'file',
  noticeMib: 'MiB',
  noticeLoopback: 'true|false',
  alertWebhook: 'url',
  alertWebhookSecret: 'file',
  alertMailServer: 'url',
  alertMailPassword: 'file',
  alertMailFrom: 'address',
  alertMailTo: 'address,address',
  alertLoopback: 'true|false',
  logLevel: 'level',
};

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Settings that have a flag and a variable of their own: all but the limits, which are for the file. */
const SETTINGS = Object.keys(VALUE_KINDS) as Setting[];

export interface SettingHelp {
  /** The flag with what its value is, such as `--http-port <port>`. */
  readonly flag: string;
  /** What it is for, what it is when it is not given, and its variable. */
  readonly text: string;
}

/** Every setting as `--help` shows it. */
export function settingsHelp(): SettingHelp[] {
  return SETTINGS.map((name) => {
    const schema = configSchema.shape[name];
    const value = String(schema.parse(undefined));
    const notGiven = value === '' ? 'not given' : value;
    return {
      flag: `${flagOf(name)} <${VALUE_KINDS[name]}>`,
      text: `${schema.description} (default: ${notGiven}; ${variableOf(name)})`,
    };
  });
}

/** The limits of a venue made with this configuration. Fails when they are none a venue can have. */
export function limitsOfNewVenue({ limits }: Config): Limits {
  const given = Object.entries(limits).filter(([, value]) => value !== undefined);
  const all: Limits = { ...DEFAULT_LIMITS, ...Object.fromEntries(given) };
  const problem = limitsProblem(all) ?? contradictionIn(all);
  if (problem === undefined) return all;
  throw new CommandError('bad-value', `limits: ${problem}; change it in the configuration file`);
}

/** Limits of which one makes another untrue. */
function contradictionIn({ maxIdSpaces, maxAccounts }: Limits): string | undefined {
  return maxIdSpaces >= maxAccounts
    ? undefined
    : `maxIdSpaces is ${maxIdSpaces} and maxAccounts ${maxAccounts}: every account that trades needs an id space, so there must be at least as many`;
}

/** Merges and validates. `flags` holds only what was given. */
export function loadConfig(
  flags: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string | undefined>>,
  file?: string,
): Config {
  const merged: Record<string, unknown> = file === undefined ? {} : readConfigFile(file);
  for (const name of SETTINGS) {
    const value = flags[name] ?? environment[variableOf(name)];
    if (value !== undefined) merged[name] = value;
  }
  const result = configSchema.safeParse(merged);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.join('.') || 'configuration';
  throw new ConfigError(
    `${path}: ${issue?.message ?? 'is not valid'} (given ${JSON.stringify(valueAt(merged, issue?.path ?? []))}); see patx start --help`,
  );
}

function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function variableOf(name: string): string {
  return `PATX_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

function readConfigFile(path: string): Record<string, unknown> {
  try {
    const data = JSON.parse(readFileSync(path, 'utf8')) as unknown;
    if (typeof data === 'object' && data !== null) return data as Record<string, unknown>;
    throw new Error('it holds no object');
  } catch (error) {
    throw new ConfigError(`${path} cannot be read as JSON: ${String(error)}`);
  }
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
    data,
  );
}
