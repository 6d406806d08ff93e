/**
 * Commands that come by HTTP: each request carries a signature by a key of its account, which is checked here and nowhere
 * else counts. Whoever hands requests over can do nothing but that: he has no key, and what he changes no longer fits.
 *
 * From the check on, a command is one of any session: the same permissions, credits, bounds and durability. What makes a retry
 * safe is its idempotency key, which is part of what is signed: `order:ID` names a client id as a socket would; any other text
 * is bound to the next client id of the API's own id space, in the journal, for a day. A request that is sent again, by whoever
 * overheard it too, gets the answer of the first.
 *
 * Invariants: a key with another request is refused; an answer leaves when it is durable. Never throws, never rejects.
 */
import { createHash } from 'node:crypto';
import { ACCOUNT_FIELD as A, type BoundKey } from '../../engine/core/index.js';
import {
  type CommandAnswer,
  type CommandRoute,
  claimOf,
  commandRouteOf,
  dryRunNameIn,
  MCP_PATH,
  readRouteCommand,
  type SignedRequest,
  toolCommandOf,
} from '../../schema/index.js';
import { COMMAND_KIND, fieldName } from '../../values/index.js';
import type { Context } from '../context.js';
import type { Intake } from '../intake/intake.js';
import type { Bind, Refusal } from '../intake/submitter.js';
import type { WorkCredits } from '../intake/work-credits.js';
import { agentKeyOf, NO_AGENTS } from '../session/agents.js';
import { isUsable } from '../session/logons.js';
import { scopeBits } from '../session/scopes.js';
import { RELAYED_ID, SESSION_STATE, Session } from '../session/session.js';
import { checkSignature } from '../session/signatures.js';
import type { SignedBy, SignIns } from '../sign-in/sign-ins.js';
import type { UntilDurable } from '../sign-in/until-durable.js';
import type { VenueFacts } from '../views/venue-facts.js';
import { dryRunAnswer } from './dry-runs.js';
import { RelayConnection } from './relay-connection.js';

/** The API's own id space; the sandbox has the two behind it for itself. */
export const API_ID_SPACE = 29;
const SPACE_UNIT = 2 ** 48;
/** Requests whose signatures are being checked, and whose answers are awaited. */
const CHECKS_MAX = 256;
const WAITING_MAX = 8_192;
/** Keys whose sessions are kept. */
const SESSIONS_MAX = 4_096;
export const BODY_BYTES_MAX = 16_384;
const ORDER_KEY = /^order:([1-9]\d{0,15})$/;
const KEY_BYTES_MAX = 64;
/** All the venue's proofs come from one account, whose share of the keys of a day would end them; each does itself once. */
const KEYLESS: ReadonlySet<number> = new Set([
  COMMAND_KIND.GET_OUTCOME,
  COMMAND_KIND.PROVE_DELIVERY,
]);
/** What a key of the journal looks like; any other is kept by its digest. */
const PLAIN_KEY = /^[\x20-\x7e]{1,64}$/;

type Answered = (answer: CommandAnswer) => void;

export interface RelayParts {
  readonly intake: Intake;
  readonly work: WorkCredits;
  readonly untilDurable: UntilDurable;
  readonly signIns: SignIns;
  readonly facts: VenueFacts;
}

/** Signed requests that are no commands of the account: its passkeys. */
const SIGN_IN_PATHS: ReadonlySet<string> = new Set(['/v1/passkeys/challenges', '/v1/passkeys']);

interface Asked {
  readonly route: CommandRoute;
  readonly given: Readonly<Record<string, string>>;
  readonly request: SignedRequest;
  readonly key: string;
}

export class Relay {
  private readonly context: Context;
  private readonly intake: Intake;
  private readonly work: WorkCredits;
  private readonly untilDurable: UntilDurable;
  private readonly signIns: SignIns;
  private readonly facts: VenueFacts;
  private readonly connection: RelayConnection;
  private readonly sessions = new Map<string, Session>();
  private readonly waiting = new Map<number, Answered>();
  private checks = 0;
  private lastRequestId = 0;

  constructor(context: Context, parts: RelayParts) {
    this.context = context;
    this.untilDurable = parts.untilDurable;
    this.signIns = parts.signIns;
    this.facts = parts.facts;
    this.intake = parts.intake;
    this.work = parts.work;
    this.connection = new RelayConnection((requestId, answer) => {
      const answered = this.waiting.get(requestId);
      this.waiting.delete(requestId);
      answered?.(answer);
    });
  }

  /** Checks a request and does what it says; resolves with what became of it. */
  take(request: SignedRequest): Promise<CommandAnswer> {
    return new Promise((resolve) => {
      const refused = this.check(request, resolve);
      if (refused !== undefined) resolve(answerOf(refused));
    });
  }

  /** Begins to check the signature; answers why it is not worth it. */
  private check(request: SignedRequest, resolve: Answered): Refusal | undefined {
    const { state, nowMs } = this.context;
    if (this.intake.isClosed) return { name: 'SHUTTING_DOWN' };
    if (this.checks >= CHECKS_MAX || this.waiting.size >= WAITING_MAX) {
      return { name: 'IN_FLIGHT_LIMIT', detail: 'too many requests wait for their answers' };
    }
    const { body, contentDigest } = request;
    const bytes = Buffer.from(body);
    if (bytes.length > BODY_BYTES_MAX) {
      return { name: 'TOO_LARGE', field: 'body', detail: `it may have ${BODY_BYTES_MAX} bytes` };
    }
    const tool = request.method === 'POST' && request.path === MCP_PATH;
    const call = tool ? toolCommandOf(body) : undefined;
    if (call !== undefined && 'code' in call) {
      return { name: call.code, field: call.field, detail: call.detail };
    }
    // From here on a tool's call is the request of the route it stands for; what was signed stays what it was.
    const asked: SignedRequest = call === undefined ? request : { ...request, ...call };
    const found = commandRouteOf(asked.method, asked.path);
    const isSignIn = request.method === 'POST' && SIGN_IN_PATHS.has(request.path);
    const tried = dryRunNameIn(request.method, request.path);
    if (found === undefined && !isSignIn && tried === undefined)
      return { name: 'UNKNOWN_MESSAGE', field: 'path' };
    const key = found === undefined ? '' : keyOf(asked, found.route);
    if (key === undefined) {
      const detail = `send Idempotency-Key with 1 to ${KEY_BYTES_MAX} bytes of UTF-8`;
      return { name: 'INVALID_FIELD', field: 'idempotency-key', detail };
    }
    if (body !== '' && contentDigest !== digestOf(bytes)) {
      const detail = 'Content-Digest is not sha-256=:base64 of the body:';
      return { name: 'BAD_SIGNATURE', field: 'content-digest', detail };
    }
    const claim = claimOf(request, body !== '', nowMs());
    if (typeof claim === 'string') return bad(claim);
    const { accountId, keyId } = claim;
    const record = state.registry.key(accountId, keyId);
    if (record === undefined || !isUsable(record, nowMs())) return bad(UNFIT);
    if (call !== undefined && agentKeyOf(record) === 0) return AGENTS_ALONE;
    const signature = Buffer.from(claim.signature, 'base64');
    this.checks += 1;
    checkSignature(record, Buffer.from(claim.base), signature, (fits) => {
      this.checks -= 1;
      if (!fits || !isUsable(record, nowMs())) return resolve(answerOf(bad(UNFIT)));
      if (found === undefined && agentKeyOf(record) !== 0) return resolve(answerOf(NO_AGENTS));
      if (tried !== undefined) {
        return resolve(this.dryRun(this.sessionOf(accountId, keyId), tried, body));
      }
      if (found === undefined) return this.passkey({ accountId, keyId }, request, resolve);
      const session = this.sessionOf(accountId, keyId);
      const refused = this.act(session, { ...found, request: asked, key }, resolve);
      if (refused !== undefined) resolve(answerOf(refused));
    });
    return undefined;
  }

  private dryRun(session: Session, name: string, body: string): CommandAnswer {
    const asked = { name, body: objectOf(body) };
    return dryRunAnswer(this.context, this.facts, session, asked);
  }

  /** A checked request about the account's passkeys. */
  private passkey(by: SignedBy, { path, body }: SignedRequest, resolve: Answered): void {
    const { signIns } = this;
    const asked = objectOf(body);
    if (asked === undefined) return resolve(answerOf({ name: 'MALFORMED', field: 'body' }));
    if (path === '/v1/passkeys/challenges') return resolve(signIns.beginPasskey(by, asked));
    void signIns.endPasskey(by, asked).then(resolve);
  }

  /** Does what a checked request says, or answers why not. */
  private act(session: Session, asked: Asked, resolve: Answered): Refusal | undefined {
    const { state, nowMs } = this.context;
    const { route, key, request, given } = asked;
    const { accountId } = session;
    const named = ORDER_KEY.exec(key)?.[1];
    const isBound = named === undefined && key !== '';
    const requestHash = hashOf(request);
    const timeMs = Math.max(state.timeMs, nowMs());
    const known = isBound ? state.idempotency.find(accountId, key, timeMs) : undefined;
    if (known !== undefined) {
      if (known.requestHash !== requestHash.toString('hex') || known.kind !== route.kind) {
        return { name: 'IDEMPOTENCY_MISMATCH', field: 'idempotency-key' };
      }
      if (known.outcome !== undefined) return this.repeat(known, resolve);
    }
    if (named !== undefined && route.clientIdKey === undefined) {
      const detail = 'this command has no client id: send another key';
      return { name: 'INVALID_FIELD', field: 'idempotency-key', detail };
    }
    const clientId =
      route.clientIdKey === undefined
        ? 0
        : named === undefined
          ? this.nextClientId(accountId)
          : Number(named);
    if (!Number.isSafeInteger(clientId)) {
      return { name: 'INVALID_FIELD', field: 'idempotency-key', detail: 'the id is too large' };
    }
    const { command } = this.intake;
    const problem = readRouteCommand(route, { ...request, given }, clientId, command);
    if (problem !== undefined) {
      return { name: problem.code, field: problem.field, detail: problem.detail };
    }
    const agentKeyId = agentKeyOf(session.key);
    const bind: Bind | undefined = isBound
      ? { key, requestHash, commandKind: route.kind, boundClientId: clientId, agentKeyId }
      : undefined;
    this.lastRequestId += 1;
    const requestId = this.lastRequestId;
    const bytes = request.body.length + request.path.length;
    this.waiting.set(requestId, resolve);
    const refused = this.intake.relay(session, { requestId, bytes, bind });
    if (refused !== undefined) this.waiting.delete(requestId);
    return refused;
  }

  /** Answers what the key's command was answered, once that is on disk. */
  private repeat({ clientId, outcome }: BoundKey, resolve: Answered): undefined {
    const { code = 0, field = 0, reference = 0, affected = 0, sequence = 0 } = outcome ?? {};
    const answer: CommandAnswer = {
      ...{ kind: 'done', code, field: fieldName(field), detail: '', clientOrderId: clientId },
      ...{ referenceId: reference, affectedCount: affected, journalSequence: sequence },
      ...{ duplicate: true, entryErrorCodes: [] },
    };
    this.untilDurable.tell(sequence, () => resolve(answer));
    return undefined;
  }

  /** The next id of the API's own space of an account. */
  private nextClientId(accountId: number): number {
    const highest = this.context.state.outcomes.highestIds(accountId);
    const own = highest.find((id) => Math.floor(id / SPACE_UNIT) === API_ID_SPACE);
    return (own ?? API_ID_SPACE * SPACE_UNIT) + 1;
  }

  /** What stands for the key: its scopes and its account's credits, and where answers go. */
  private sessionOf(accountId: number, keyId: number): Session {
    const { state, nowMs } = this.context;
    const name = `${accountId}/${keyId}`;
    const key = state.registry.key(accountId, keyId);
    let session = this.sessions.get(name);
    if (session === undefined || session.key !== key) {
      const now = nowMs();
      const times = { nowMs: now, dueMs: Number.POSITIVE_INFINITY };
      session = new Session(RELAYED_ID, this.connection, new Uint8Array(0), times);
      session.state = SESSION_STATE.ACTIVE;
      session.accountId = accountId;
      session.key = key;
      session.role = state.accounts.get(accountId, A.role);
      session.scopes = scopeBits(key?.scopes ?? [], session.role);
      session.work = this.work.of(accountId, session.role, now);
    }
    // The one used longest ago makes room; what it still waits for is answered all the same.
    this.sessions.delete(name);
    this.sessions.set(name, session);
    const [oldest] = this.sessions.keys();
    if (this.sessions.size > SESSIONS_MAX && oldest !== undefined) this.sessions.delete(oldest);
    return session;
  }
}

const AGENTS_ALONE: Refusal = {
  name: 'SCOPE',
  detail: 'tools act with an agent’s key, which has a budget: grant one with POST /v1/agents',
};
const UNFIT = 'the signature does not fit the request and the key';
const bad = (detail: string): Refusal => ({ name: 'BAD_SIGNATURE', field: 'signature', detail });

/**
 * The idempotency key of a request as the journal has it; undefined when it needs one and has none, or a longer one than it may
 * be. A question needs none, and what does itself once keeps none.
 */
function keyOf({ idempotencyKey: key }: SignedRequest, { kind }: CommandRoute): string | undefined {
  if (KEYLESS.has(kind)) return '';
  const bytes = Buffer.from(key);
  // What is no text of whole characters would be the same bytes as another.
  if (bytes.length < 1 || bytes.length > KEY_BYTES_MAX || bytes.toString() !== key)
    return undefined;
  if (PLAIN_KEY.test(key)) return key;
  return `sha-256:${createHash('sha256').update(bytes).digest('base64url')}`;
}

const digestOf = (bytes: Uint8Array): string =>
  `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;

/** SHA-256 of what is asked. */
function hashOf({ method, path, query, body }: SignedRequest): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([method, path, query, body]))
    .digest();
}

function objectOf(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = JSON.parse(body) as unknown;
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function answerOf({ name, field = '', detail = '', waitMs = 0 }: Refusal): CommandAnswer {
  return { kind: 'refused', name, field, detail, waitMs };
}
