/**
 * Approvals by passkey: what the passkey signed is checked before the approval is sequenced, off the engine's thread. Its
 * challenge is the digest of the request as the venue has it, so an assertion for one request, one person or one reason is none
 * for another. A few are checked at a time; one is in flight from here on, whatever becomes of it.
 */
import { createHash } from 'node:crypto';
import { ACCOUNT_FIELD as A, type ParameterRequest } from '../../engine/core/index.js';
import { approvalText } from '../../schema/index.js';
import { ACCOUNT_ROLE, COMMAND_KIND, type ColdBodies, Command } from '../../values/index.js';
import type { Context } from '../context.js';
import type { PasskeyChecks } from '../options.js';
import type { Direct } from '../outbox/direct.js';
import { errorReport } from '../outbox/refusal.js';
import { SESSION_STATE, type Session } from '../session/session.js';
import type { Bind, Refusal, Submitter } from './submitter.js';

const CHECKS_MAX = 8;

interface Asked {
  readonly session: Session;
  readonly requestId: number;
  readonly receivedMs: number;
  readonly bind: Bind | undefined;
}

type Approval = ColdBodies['approveWithPasskey'];

const BUSY: Refusal = {
  ...{ name: 'IN_FLIGHT_LIMIT', field: '' },
  detail: 'as many approvals as can be are being checked: send it again',
};
const UNKNOWN: Refusal = { name: 'UNKNOWN_PARAMETER_REQUEST', field: 'parameter_request_id' };
const NOT_THEIRS: Refusal = {
  ...{ name: 'INVALID_FIELD', field: 'passkey_id' },
  detail: 'the account has no such passkey',
};
const NO_PASSKEYS: Refusal = {
  ...{ name: 'INSECURE', field: '' },
  detail: 'passkeys need https, or an address on localhost',
};
const NO_FIT: Refusal = {
  ...{ name: 'SIGN_IN', field: 'assertion' },
  detail: 'what was signed does not fit the request as it stands',
};

export class PasskeyApprovals {
  private readonly context: Context;
  private readonly parts: {
    readonly submitter: Submitter;
    readonly direct: Direct;
    readonly passkeys: PasskeyChecks | undefined;
    readonly wake: () => void;
  };
  private readonly command = new Command();
  private checks = 0;

  /** `wake` asks for a look at who waits to leave. */
  constructor(context: Context, parts: PasskeyApprovals['parts']) {
    this.context = context;
    this.parts = parts;
  }

  /** Takes an approval and answers it later, or says at once why not. */
  take(asked: Asked, { body }: Command): Refusal | undefined {
    const { passkeys } = this.parts;
    const { accounts, registry } = this.context.state;
    const { accountId } = asked.session;
    const approval = { ...(body as Approval), assertion: (body as Approval).assertion.slice() };
    // The core says whose business it is; nobody else's passkey is worth a check.
    if (accounts.get(accountId, A.role) !== ACCOUNT_ROLE.OPERATOR)
      return this.submit(asked, approval);
    if (passkeys === undefined) return NO_PASSKEYS;
    const passkey = registry.signIns.passkey(approval.passkeyId);
    if (passkey?.accountId !== accountId) return NOT_THEIRS;
    if (passkey.isPending) return { name: 'PASSKEY_PENDING', field: 'passkey_id' };
    const challenge = this.challengeOf(accountId, approval);
    if (challenge === undefined) return UNKNOWN;
    if (this.checks >= CHECKS_MAX) return BUSY;
    const credential = jsonOf(approval.assertion);
    const known = {
      credentialId: Buffer.from(passkey.credentialId, 'hex'),
      credentialKey: Buffer.from(passkey.credentialKey, 'hex'),
    };
    const { session } = asked;
    this.checks += 1;
    session.inFlight += 1;
    session.checks += 1;
    passkeys
      .asserted(credential, challenge, known)
      .catch(() => undefined)
      .then((fits) => {
        this.checks -= 1;
        session.inFlight -= 1;
        session.checks -= 1;
        // The request may have ended meanwhile, or its number have gone to another.
        const isSame = this.challengeOf(accountId, approval) === challenge;
        if (session.state !== SESSION_STATE.ACTIVE) return;
        const isGood = fits === true && isSame && session.key?.revoked !== true;
        const refused = isGood ? this.submit(asked, approval) : NO_FIT;
        if (refused !== undefined) this.refuse(asked, refused);
      })
      .catch((error: unknown) => {
        this.context.log.error({ err: error }, 'an approval failed');
      });
    return undefined;
  }

  private refuse({ session, requestId }: Asked, { name, field, detail }: Refusal): void {
    const { direct, wake } = this.parts;
    direct.open(session);
    direct.refuse(requestId, errorReport(name, false, field, detail));
    direct.flush();
    wake();
  }

  /** Base64url; undefined when there is no such request. */
  private challengeOf(approverId: number, approval: Approval): string | undefined {
    const { registry } = this.context.state;
    const request = registry.parameterRequest(approval.parameterRequestId);
    if (request === undefined) return undefined;
    const text = approvalTextOf(registry.venue, request, { approverId, reason: approval.reason });
    return createHash('sha256').update(text).digest('base64url');
  }

  private submit(
    { session, requestId, receivedMs, bind }: Asked,
    body: Approval,
  ): Refusal | undefined {
    const { command } = this;
    command.kind = COMMAND_KIND.APPROVE_WITH_PASSKEY;
    command.clientId = 0;
    command.body = body;
    const { submitter } = this.parts;
    const origin = submitter.submit(command, session, requestId, receivedMs, undefined, bind);
    return origin === 0 ? BUSY : undefined;
  }
}

/** What a second person agrees to, of a request as the state has it. */
export function approvalTextOf(
  venue: string,
  request: ParameterRequest,
  by: { readonly approverId: number; readonly reason: string },
): string {
  const { requestId, sequence, name, target, value, approval, action } = request;
  const actionDigest =
    action === null
      ? ''
      : createHash('sha256').update(`${action.kind} ${action.body}`).digest('hex');
  return approvalText({
    ...{ venue, requestId, sequence, name, target, value, changesApproval: approval },
    ...{ actionDigest, authorId: request.authorId, effectiveMs: request.effectiveTimeMs },
    ...by,
  });
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}
