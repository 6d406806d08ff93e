/**
 * What one operator must not do alone: whatever makes a second operator out of one, keys of accounts that exist, limits of one
 * account, PAT that comes and goes without a chain, the phase.
 *
 * Such a command of one person becomes a request, which another one approves as it approves a change of a parameter, and is
 * done then as it was asked for. A venue that was made with several operators asks for this from its first command on; one
 * that was made with one has nobody to ask, and its operators may demand it later (OPERATOR_ACTIONS in place of a parameter).
 */
import {
  ACCOUNT_ROLE,
  COMMAND_KIND,
  type ColdBodies,
  Command,
  takesTwoPersons,
} from '../../../values/index.js';
import type { OperatorAction } from '../kernel/registry.js';
import { hexOf } from '../rights/entitlement-desk.js';

/** What stands where a request has the name of a parameter, for the rule that these need a second person. */
export const OPERATOR_ACTIONS = 'operator_actions';

const K = COMMAND_KIND;

/** Name of each kind of command that may wait. */
const NAMES: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(K)
    .filter(([, kind]) => takesTwoPersons(kind))
    .map(([name, kind]) => [kind, name.toLowerCase()]),
);

/** Whether a command takes two people, where the venue asks for them. */
export function isForTwo({ kind, body }: Command): boolean {
  if (kind !== K.OPEN_ACCOUNT) return takesTwoPersons(kind);
  return (body as ColdBodies['openAccount']).role === ACCOUNT_ROLE.OPERATOR;
}

/** What others are shown of a command that waits. */
export interface ActionTerms {
  readonly name: string;
  readonly target: string;
  readonly action: OperatorAction;
}

export function termsOf({ kind, body }: Command): ActionTerms {
  return {
    name: NAMES[kind] as string,
    target: targetOf(body as Readonly<Record<string, unknown>>),
    action: { kind, body: JSON.stringify(body, hexed) },
  };
}

/** The command an action was made of, as from its author. */
export function commandOf({ kind, body }: OperatorAction, authorId: number): Command {
  const command = new Command();
  command.kind = kind;
  command.accountId = authorId;
  command.body = JSON.parse(body, unhexed) as Command['body'];
  return command;
}

const WORDS = [
  'targetAccountId',
  'passkeyId',
  'amountMicroPat',
  'role',
  'phase',
  'accountClass',
] as const;
const MORE_WORDS = ['exposureLimitMicroPat', 'dailyCreditMicroPat', 'scopes', 'name'] as const;

/** The fields a second person decides by, in words. */
function targetOf(body: Readonly<Record<string, unknown>>): string {
  return [...WORDS, ...MORE_WORDS]
    .filter((name) => body[name] !== undefined && body[name] !== 0 && body[name] !== '')
    .map((name) => `${name} ${String(body[name])}`)
    .concat(body.publicKey instanceof Uint8Array ? [`publicKey ${hexOf(body.publicKey)}`] : [])
    .join(', ');
}

const hexed = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? { hex: hexOf(value) } : value;

const unhexed = (_: string, value: unknown): unknown => {
  const hex = (value as { readonly hex?: unknown } | null)?.hex;
  return typeof hex === 'string' ? bytesOf(hex) : value;
};

function bytesOf(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i += 1)
    bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}
