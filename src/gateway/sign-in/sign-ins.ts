/**
 * People sign in: with a passkey, with the wallet their account is linked with, or with a one-time link of a sandbox. What comes
 * of it is a session, a key of the account for some hours, journaled with what was verified.
 *
 * Whoever hands requests over is not believed: what a person signs names the session's key, its scopes and its time, challenges
 * are made and kept here, and what was signed is checked by threads of the venue. Everything is bounded: challenges, checks under
 * way, and how often checks begin, since each costs milliseconds. Never throws, never rejects.
 */
import { createHash } from 'node:crypto';
import {
  type ChallengeMethod,
  type SignInAnswer,
  type SignInRequest,
  signInText,
} from '../../schema/index.js';
import {
  COMMAND_KIND,
  type ColdBodies,
  Command,
  type ErrorName,
  KEY_SCOPE,
  SIGN_IN_METHOD,
} from '../../values/index.js';
import type { Context } from '../context.js';
import type { PasskeyChecks, WalletSignIn } from '../options.js';
import { Links, type SignInLink } from './links.js';
import { OpenChallenges } from './open-challenges.js';
import type { UntilDurable } from './until-durable.js';
import { walletText } from './wallet-text.js';

const CHALLENGES_MAX = 4_096;
const CHALLENGE_MS = 120_000;
const CHECKS_MAX = 8;
/** Checks of signatures begin so often, and so many at once after a pause: each costs milliseconds of another thread. */
const CHECK_EVERY_MS = 50;
const CHECKS_SAVED = 16;
const NONCE_BYTES = 16;
const MINUTE_MS = 60_000;
const EXPIRY_LOOK_MS = 1_000;
/** How long a session by a link lasts. */
const LINK_MINUTES = 720;
const NAMES = Object.keys(KEY_SCOPE);

type Told = (answer: SignInAnswer) => void;

interface Challenge {
  readonly method: ChallengeMethod;
  readonly publicKey: string;
  readonly label: string;
  readonly scopes: readonly number[];
  readonly minutes: number;
  /** Hex; empty for a passkey. */
  readonly address: string;
  /** What is signed. */
  readonly text: string;
}

interface Registration {
  readonly accountId: number;
  readonly keyId: number;
  readonly scopes: readonly number[];
  readonly label: string;
  readonly challenge: string;
}

/** Who signed a request. */
export interface SignedBy {
  readonly accountId: number;
  readonly keyId: number;
}

export interface SignInParts {
  readonly randomBytes: (count: number) => Uint8Array;
  readonly walletSignIn: WalletSignIn | undefined;
  readonly passkeys: PasskeyChecks | undefined;
  readonly untilDurable: UntilDurable;
}

export class SignIns {
  private readonly context: Context;
  private readonly parts: SignInParts;
  private readonly challenges = new OpenChallenges<Challenge>(CHALLENGES_MAX, CHALLENGE_MS);
  private readonly registrations = new OpenChallenges<Registration>(CHALLENGES_MAX, CHALLENGE_MS);
  private readonly links = new Links();
  private readonly command = new Command();
  private checks = 0;
  private lastCheckMs = 0;
  private checkCredits = CHECKS_SAVED;
  private nextExpiryMs = 0;

  constructor(context: Context, parts: SignInParts) {
    this.context = context;
    this.parts = parts;
  }

  /** One-time links of a sandbox. */
  offer(links: readonly SignInLink[]): void {
    this.links.offer(links);
  }

  take(request: SignInRequest): Promise<SignInAnswer> {
    return new Promise((resolve) => {
      const odd = oddIn(request);
      if (odd !== undefined) resolve(refused('INVALID_FIELD', odd));
      else if (request.op === 'redeem') this.redeem(request, resolve);
      else if (request.op === 'challenge') resolve(this.challenge(request));
      else this.answer(request, resolve);
    });
  }

  /** Ends sessions whose time is over; now and then. */
  tick(): void {
    const nowMs = this.context.nowMs();
    if (nowMs < this.nextExpiryMs) return;
    this.nextExpiryMs = nowMs + EXPIRY_LOOK_MS;
    const { sequencer, state } = this.context;
    if (!state.registry.keySessions.some((one) => one.expiresAtMs <= nowMs)) return;
    this.command.kind = COMMAND_KIND.EXPIRE_KEY_SESSIONS;
    this.command.accountId = 0;
    this.command.body = {};
    sequencer.submit(this.command, 0);
  }

  /** What a passkey is registered with; `by` signed the request. */
  beginPasskey(by: SignedBy, body: Readonly<Record<string, unknown>>): SignInAnswer {
    const { passkeys, randomBytes } = this.parts;
    const { state, nowMs } = this.context;
    if (passkeys === undefined) return refused('INSECURE', '', NO_PASSKEYS);
    const label = textOf(body.label);
    const scopes = scopesOf(body.scopes);
    if (label === undefined) return refused('INVALID_FIELD', 'label');
    if (scopes === undefined) return refused('INVALID_FIELD', 'scopes');
    const key = state.registry.key(by.accountId, by.keyId);
    const wanted = scopes.length === 0 ? (key?.scopes ?? []) : scopes;
    const registrationId = hex(randomBytes(NONCE_BYTES));
    const challenge = Buffer.from(randomBytes(32)).toString('base64url');
    const registration = { ...by, scopes: wanted, label, challenge };
    const expiresMs = this.registrations.add(registrationId, registration, nowMs());
    const own = state.registry.signIns.passkeysOf(by.accountId);
    const name = state.registry.account(by.accountId)?.name ?? '';
    const options = {
      ...{ challenge, rp: { id: passkeys.rpId, name: state.registry.venue } },
      user: {
        id: Buffer.from(`patx:${by.accountId}`).toString('base64url'),
        ...{ name: `${name} (account ${by.accountId})`, displayName: name },
      },
      pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: own.map(({ credentialId }) => ({
        type: 'public-key',
        id: Buffer.from(credentialId, 'hex').toString('base64url'),
      })),
      ...{ timeout: CHALLENGE_MS, attestation: 'none' },
    };
    return { kind: 'told', value: { registrationId, options, expiresMs } };
  }

  /** Registers a passkey that answered its challenge. */
  endPasskey(by: SignedBy, body: Readonly<Record<string, unknown>>): Promise<SignInAnswer> {
    return new Promise((resolve) => {
      const { passkeys } = this.parts;
      const { nowMs } = this.context;
      const registration = this.registrations.take(textOf(body.registrationId) ?? '', nowMs());
      const isTheirs = registration?.accountId === by.accountId && registration.keyId === by.keyId;
      if (passkeys === undefined) return resolve(refused('INSECURE', '', NO_PASSKEYS));
      if (registration === undefined || !isTheirs) {
        return resolve(refused('SIGN_IN', 'registrationId', UNKNOWN));
      }
      if (!this.mayCheck()) return resolve(BUSY);
      const { challenge, scopes, label } = registration;
      const { credential } = body;
      this.checked(passkeys.registered(credential, challenge), resolve, (found) => {
        const evidence = Buffer.from(JSON.stringify({ challenge, credential }));
        this.submit(by.accountId, 'registerPasskey', {
          ...{ credentialId: found.credentialId, credentialKey: found.credentialKey, label },
          ...{ scopes, registeredByKeyId: by.keyId, evidence: evidence.subarray(0, 8_192) },
        });
        const id = hex(found.credentialId);
        const made = this.context.state.registry.signIns.passkeyWith(id);
        if (made?.accountId !== by.accountId) return resolve(refused('SIGN_IN', '', NOT_TAKEN));
        const { passkeyId, isPending } = made;
        this.tell(resolve, { passkeyId, label, scopes: scopes.map(scopeName), isPending });
      });
    });
  }

  private redeem(asked: SignInRequest & { readonly op: 'redeem' }, resolve: Told): void {
    if (!asked.isLoopback) {
      return resolve(refused('INSECURE', '', 'links are for this machine alone'));
    }
    const link = this.links.take(asked.token, this.context.nowMs());
    if (link === undefined) return resolve(refused('SIGN_IN', 'token', UNKNOWN));
    this.openSession(link.accountId, resolve, {
      ...{ publicKey: asked.publicKey, method: SIGN_IN_METHOD.LINK, scopes: link.scopes },
      ...{ minutes: LINK_MINUTES, passkeyId: 0, label: asked.label },
      evidence: Buffer.from(link.tokenHash, 'hex'),
    });
  }

  private challenge(asked: SignInRequest & { readonly op: 'challenge' }): SignInAnswer {
    const { randomBytes, passkeys, walletSignIn } = this.parts;
    const { state, nowMs } = this.context;
    const { method, publicKey, label, scopes, minutes, address } = asked;
    const { venue, chain } = state.registry;
    const nonce = hex(randomBytes(NONCE_BYTES));
    const signInId = hex(randomBytes(NONCE_BYTES));
    const terms = signInText({ venue, nonce, publicKey, scopes, minutes });
    let text = terms;
    if (method === 'PASSKEY') {
      if (passkeys === undefined) return refused('INSECURE', '', NO_PASSKEYS);
    } else {
      if (chain === null || walletSignIn === undefined) return refused('CHAIN_UNBOUND');
      const { domain, uri, checksum } = walletSignIn;
      text = walletText({
        ...{ domain, uri, chainId: chain.chainId, nonce, publicKey, venue },
        ...{ address: checksum(Buffer.from(address, 'hex')), scopes: scopes.map(scopeName) },
        ...{ minutes, issuedAtMs: Math.floor(nowMs()), validForMs: CHALLENGE_MS },
      });
    }
    const open = { method, publicKey, label, scopes, minutes, address, text };
    const expiresMs = this.challenges.add(signInId, open, nowMs());
    const value = { signInId, nonce, text, expiresMs };
    if (method === 'WALLET') return { kind: 'told', value };
    const options = {
      ...{ challenge: digestOf(text), rpId: passkeys?.rpId, timeout: CHALLENGE_MS },
      ...{ userVerification: 'required', allowCredentials: [] },
    };
    return { kind: 'told', value: { ...value, options } };
  }

  private answer(asked: SignInRequest & { readonly op: 'answer' }, resolve: Told): void {
    const open = this.challenges.take(asked.signInId, this.context.nowMs());
    if (open === undefined) return resolve(refused('SIGN_IN', 'signInId', UNKNOWN));
    if (open.method === 'PASSKEY') this.byPasskey(open, asked.credential, resolve);
    else this.byWallet(open, asked.signature, resolve);
  }

  private byPasskey(open: Challenge, credential: unknown, resolve: Told): void {
    const { passkeys } = this.parts;
    const { registry } = this.context.state;
    const id = (credential as { readonly id?: unknown } | null)?.id;
    const credentialId = typeof id === 'string' ? Buffer.from(id, 'base64url').toString('hex') : '';
    const passkey = registry.signIns.passkeyWith(credentialId);
    if (passkey === undefined || passkeys === undefined) {
      return resolve(refused('SIGN_IN', 'credential', UNFIT));
    }
    if (passkey.isPending) return resolve(refused('PASSKEY_PENDING', 'credential'));
    if (!this.mayCheck()) return resolve(BUSY);
    const credentialKey = Buffer.from(passkey.credentialKey, 'hex');
    const check = passkeys.asserted(credential, digestOf(open.text), {
      credentialId: Buffer.from(credentialId, 'hex'),
      credentialKey,
    });
    this.checked(check, resolve, () => {
      const { accountId, passkeyId } = passkey;
      const evidence = Buffer.from(JSON.stringify({ text: open.text, credential }));
      this.openSession(accountId, resolve, {
        ...{ ...open, method: SIGN_IN_METHOD.PASSKEY, passkeyId, evidence },
        scopes: open.scopes.length === 0 ? passkey.scopes : open.scopes,
      });
    });
  }

  private byWallet(open: Challenge, signature: string, resolve: Told): void {
    const { walletSignIn } = this.parts;
    const { registry } = this.context.state;
    const message = Buffer.from(open.text);
    const signed = Buffer.from(signature, 'hex');
    if (walletSignIn === undefined) return resolve(refused('CHAIN_UNBOUND'));
    if (!this.mayCheck()) return resolve(BUSY);
    const check = walletSignIn
      .recover(message, signed)
      .then((signer) => (signer !== undefined && hex(signer) === open.address ? true : undefined));
    this.checked(check, resolve, () => {
      const accountId = registry.accountOf(open.address);
      if (accountId === 0) return resolve(refused('SIGN_IN', 'address', 'no account is linked'));
      const evidence = Buffer.from(JSON.stringify({ text: open.text, signature }));
      // Where money goes is not for a session to say, unless it was asked for.
      const { READ, TRADE } = KEY_SCOPE;
      const scopes = open.scopes.length === 0 ? [READ, TRADE] : open.scopes;
      const method = SIGN_IN_METHOD.WALLET;
      this.openSession(accountId, resolve, { ...open, method, scopes, evidence, passkeyId: 0 });
    });
  }

  private openSession(
    accountId: number,
    resolve: Told,
    terms: {
      readonly publicKey: string;
      readonly method: number;
      readonly scopes: readonly number[];
      readonly minutes: number;
      readonly passkeyId: number;
      readonly label: string;
      readonly evidence: Uint8Array;
    },
  ): void {
    const { publicKey, minutes, evidence, scopes, method, passkeyId, label } = terms;
    const { state, nowMs } = this.context;
    if (evidence.length > EVIDENCE_MAX) return resolve(refused('SIGN_IN', 'credential', UNFIT));
    const before = state.registry.keySessionsEver;
    this.submit(accountId, 'openKeySession', {
      ...{ publicKey: Buffer.from(publicKey, 'hex'), method, scopes, passkeyId, evidence, label },
      expiresTimeMs: Math.floor(Math.max(nowMs(), state.timeMs)) + minutes * MINUTE_MS,
    });
    const session = state.registry.keySessions.at(-1);
    if (state.registry.keySessionsEver === before || session?.publicKey !== publicKey) {
      return resolve(refused('SIGN_IN', 'scopes', NOT_TAKEN));
    }
    const { keyId, expiresAtMs } = session;
    this.tell(resolve, {
      ...{ accountId, keyId, expiresMs: expiresAtMs },
      ...{ scopes: session.scopes.map(scopeName), venue: state.registry.venue },
    });
  }

  private submit<N extends 'openKeySession' | 'registerPasskey'>(
    accountId: number,
    name: N,
    body: ColdBodies[N],
  ): void {
    const { command } = this;
    const { OPEN_KEY_SESSION, REGISTER_PASSKEY } = COMMAND_KIND;
    command.kind = name === 'openKeySession' ? OPEN_KEY_SESSION : REGISTER_PASSKEY;
    command.accountId = accountId;
    command.body = body;
    this.context.sequencer.submit(command, 0);
  }

  /** Tells what was done once it is on disk. */
  private tell(resolve: Told, value: Readonly<Record<string, unknown>>): void {
    const sequence = this.context.state.sequence;
    this.parts.untilDurable.tell(sequence, () => resolve({ kind: 'told', value }));
  }

  private mayCheck(): boolean {
    const nowMs = this.context.nowMs();
    const earned = Math.max(0, nowMs - this.lastCheckMs) / CHECK_EVERY_MS;
    this.checkCredits = Math.min(CHECKS_SAVED, this.checkCredits + earned);
    this.lastCheckMs = nowMs;
    if (this.checks >= CHECKS_MAX || this.checkCredits < 1) return false;
    this.checkCredits -= 1;
    this.checks += 1;
    return true;
  }

  /** Goes on with what a check found, once it is there; nothing found is a signature that does not fit. */
  private checked<T>(check: Promise<T | undefined>, resolve: Told, found: (what: T) => void): void {
    check
      .catch(() => undefined)
      .then((what) => {
        this.checks -= 1;
        if (what === undefined) resolve(refused('SIGN_IN', 'credential', UNFIT));
        else found(what);
      })
      .catch((error: unknown) => {
        this.context.log.error({ err: error }, 'a sign-in failed');
        resolve(refused('NOT_READY'));
      });
  }
}

const EVIDENCE_MAX = 8_192;
const UNKNOWN = 'it is unknown, was used, or has expired';
const UNFIT = 'what was signed does not fit the challenge';
const NOT_TAKEN = 'the account cannot have it: its scopes, or how many it has';
const NO_PASSKEYS = 'passkeys need https, or an address on localhost';

const refused = (name: ErrorName, field = '', detail = ''): SignInAnswer => ({
  ...{ kind: 'refused', name, field, detail, waitMs: 0 },
});
const BUSY: SignInAnswer = {
  ...{ kind: 'refused', name: 'IN_FLIGHT_LIMIT', field: '' },
  ...{ detail: 'too many sign-ins are being checked', waitMs: 1_000 },
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
const scopeName = (scope: number): string => NAMES[scope - 1] ?? String(scope);

const MINUTES_MAX = 1_440;

/** The field that is not what it must be; whoever hands requests over is not believed to have looked. */
function oddIn(request: SignInRequest): string | undefined {
  const isHex = (text: unknown, digits: number): boolean =>
    typeof text === 'string' && text.length === digits && /^[0-9a-f]*$/.test(text);
  if (request.op === 'answer') {
    if (!isHex(request.signInId, 2 * NONCE_BYTES)) return 'signInId';
    return request.signature === '' || isHex(request.signature, 130) ? undefined : 'signature';
  }
  if (!isHex(request.publicKey, 64)) return 'publicKey';
  if (textOf(request.label) === undefined) return 'label';
  if (request.op === 'redeem') return isHex(request.token, 64) ? undefined : 'token';
  const { scopes, minutes, address, method } = request;
  if (!scopes.every((scope) => NAMES[scope - 1] !== undefined)) return 'scopes';
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > MINUTES_MAX) return 'minutes';
  return isHex(address, method === 'WALLET' ? 40 : 0) ? undefined : 'address';
}

const TEXT_MAX = 64;

/** A short printable text; undefined when it is none. */
function textOf(value: unknown): string | undefined {
  if (value === undefined) return '';
  const isText = typeof value === 'string' && Buffer.byteLength(value) <= TEXT_MAX;
  return isText && !/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_C}\ufffd]/u.test(value) ? value : undefined;
}

function scopesOf(value: unknown): readonly number[] | undefined {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > NAMES.length) return undefined;
  const numbers = value.map((name) => KEY_SCOPE[name as keyof typeof KEY_SCOPE]);
  return numbers.every((one) => one !== undefined) ? numbers : undefined;
}
