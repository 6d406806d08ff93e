/**
 * Who may send which command, by what each declares: its origin, the roles of the acting account, the scopes of the key.
 *
 * Deny by default: a number that is no command has no origin, no role and no scope, whatever the number is.
 */
import { COMMANDS, ORIGIN } from './generated/command-kinds.js';

const places = 1 + Math.max(...COMMANDS.map(({ kind }) => kind));
const origins = new Uint8Array(places);
const roles = new Int32Array(places);
const scopes = new Int32Array(places);
const withClientId = new Uint8Array(places);
const forTwo = new Uint8Array(places);
for (const command of COMMANDS) {
  const { kind } = command;
  origins[kind] = command.origin;
  roles[kind] = bitsOf(command.roles);
  scopes[kind] = bitsOf(command.scopes);
  withClientId[kind] = command.clientId ? 1 : 0;
  forTwo[kind] = command.twoPersons ? 1 : 0;
}

/** Numbers of roles or scopes as bits. */
export function bitsOf(numbers: readonly number[]): number {
  let bits = 0;
  for (const number of numbers) bits |= 1 << number;
  return bits;
}

/** One of ORIGIN; 0 where the number is no command. */
export function originOf(kind: number): number {
  return origins[kind] ?? 0;
}

/** Whether an account sends commands of this kind, as opposed to the venue. */
export function isAccountCommand(kind: number): boolean {
  return originOf(kind) === ORIGIN.ACCOUNT;
}

/** Whether a role may send a command of this kind. */
export function mayRole(role: number, kind: number): boolean {
  return ((roles[kind] ?? 0) & (1 << role)) !== 0;
}

/** Whether a key with these scopes, as bits, may send a command of this kind. */
export function mayScopes(bits: number, kind: number): boolean {
  return ((scopes[kind] ?? 0) & bits) !== 0;
}

/** Whether a kind of command is refused without a client id. */
export function needsClientId(kind: number): boolean {
  return withClientId[kind] === 1;
}

/** Whether a kind of command waits for a second operator where the venue asks for two. */
export function takesTwoPersons(kind: number): boolean {
  return forTwo[kind] === 1;
}
