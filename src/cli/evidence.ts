/**
 * What people proved when they signed in and approved, checked once more from the journal alone: each passkey that was
 * registered, each session that was opened with one, each approval by one. The signatures must fit the passkey's key, their
 * challenges what the journal says was agreed to.
 *
 * What is gathered while a journal is folded is checked when it is: a check takes milliseconds. Not checked are the origins a
 * browser was at, which are the server's settings and in no journal; each passkey is held to the domain it names.
 */
import { createHash } from 'node:crypto';
import { checkPasskey, type PasskeyAsked } from '../desk/index.js';
import type { Core } from '../engine/core/index.js';
import { approvalTextOf } from '../gateway/index.js';
import { signInText } from '../schema/index.js';
import {
  type ColdBodies,
  type Command,
  COMMAND_KIND as K,
  SIGN_IN_METHOD,
} from '../values/index.js';

const PROOFS_MAX = 1_024;

interface Proof {
  readonly sequence: number;
  readonly what: string;
  readonly credential: unknown;
  /** Base64url; undefined: what was signed does not say what the journal does. */
  readonly challenge: string | undefined;
  readonly known: PasskeyAsked['known'];
  /** Of a registration, the key the journal has, hex. */
  readonly credentialKey?: string;
}

export interface EvidenceReport {
  readonly checked: number;
  /** What does not hold, with its sequence. */
  readonly failed: readonly string[];
}

export class Evidence {
  private proofs: Proof[] = [];
  private checked = 0;
  private readonly failed: string[] = [];
  private readonly approved = new Set<number>();

  /** Whether so much was gathered that it has to be checked before more is. */
  get isFull(): boolean {
    return this.proofs.length >= PROOFS_MAX;
  }

  /** Looks at a command that was just folded. */
  take({ kind, accountId, body }: Command, core: Core): void {
    const { sequence, registry } = core.state;
    if (kind === K.REGISTER_PASSKEY) {
      const { credentialId, credentialKey, evidence } = body as ColdBodies['registerPasskey'];
      const id = hexOf(credentialId);
      // A refused one is in the journal too, and nobody's.
      const isIn = registry.passkeys.some(
        (one) => one.credentialId === id && one.accountId === accountId,
      );
      if (!isIn) return;
      const { challenge, credential } = jsonOf(evidence);
      this.proofs.push({
        ...{ sequence, what: 'passkey', credential, known: undefined },
        challenge: typeof challenge === 'string' ? challenge : undefined,
        credentialKey: hexOf(credentialKey),
      });
    } else if (kind === K.OPEN_KEY_SESSION) {
      const session = body as ColdBodies['openKeySession'];
      const publicKey = hexOf(session.publicKey);
      const isIn = registry.keySessions.some((one) => one.publicKey === publicKey);
      if (!isIn || session.method !== SIGN_IN_METHOD.PASSKEY) return;
      const { text, credential } = jsonOf(session.evidence);
      this.proofs.push({
        ...{ sequence, what: 'session', credential },
        challenge: saysOfSession(text, registry.venue, publicKey, session.scopes),
        known: knownOf(core, accountId, session.passkeyId),
      });
    } else if (kind === K.APPROVE_WITH_PASSKEY) {
      const { parameterRequestId, reason, passkeyId, assertion } =
        body as ColdBodies['approveWithPasskey'];
      const request = registry.parameterRequest(parameterRequestId);
      // What was refused, or sent again, approved nothing.
      if (request?.approverId !== accountId || this.approved.has(parameterRequestId)) return;
      this.approved.add(parameterRequestId);
      this.proofs.push({
        ...{ sequence, what: 'approval', credential: jsonOf(assertion) },
        challenge: digestOf(
          approvalTextOf(registry.venue, request, { approverId: accountId, reason }),
        ),
        known: knownOf(core, accountId, passkeyId),
      });
    }
  }

  /** Checks what was gathered since; answers for all. */
  async check(): Promise<EvidenceReport> {
    const { proofs, failed } = this;
    this.proofs = [];
    for (const proof of proofs) {
      if (!(await holds(proof))) failed.push(`${proof.what} at sequence ${proof.sequence}`);
    }
    this.checked += proofs.length;
    return { checked: this.checked, failed };
  }
}

async function holds({
  what,
  challenge,
  credential,
  known,
  credentialKey,
}: Proof): Promise<boolean> {
  if (challenge === undefined || (what !== 'passkey' && known === undefined)) return false;
  const place = placeOf(credential);
  if (place === undefined) return false;
  const found = await checkPasskey({ credential, challenge, known, ...place });
  if (found === undefined) return false;
  return credentialKey === undefined || hexOf(found.credentialKey) === credentialKey;
}

/** The passkey as it is known when the command was folded. */
function knownOf({ state }: Core, accountId: number, passkeyId: number): PasskeyAsked['known'] {
  const passkey = state.registry.passkeys.find(
    (one) => one.passkeyId === passkeyId && one.accountId === accountId,
  );
  if (passkey === undefined) return undefined;
  return {
    credentialId: Buffer.from(passkey.credentialId, 'hex'),
    credentialKey: Buffer.from(passkey.credentialKey, 'hex'),
  };
}

const TERMS = /\nscopes: ([\d,]*)\nminutes: (\d{1,5})\nnonce: ([0-9a-f]{32})$/;

/** The challenge of a text that agrees to this session; undefined when it agrees to something else. */
function saysOfSession(
  text: unknown,
  venue: string,
  publicKey: string,
  scopes: readonly number[],
): string | undefined {
  const [, list = '', minutes = '', nonce = ''] = TERMS.exec(String(text)) ?? [];
  const asked = list === '' ? [] : list.split(',').map(Number);
  const isAsked = asked.length === 0 || asked.join() === scopes.join();
  const terms = { venue, nonce, publicKey, scopes: asked, minutes: Number(minutes) };
  return isAsked && text === signInText(terms) ? digestOf(String(text)) : undefined;
}

/** Where the browser says it was; its passkey names the same domain, or one above it. */
function placeOf(credential: unknown): Pick<PasskeyAsked, 'rpId' | 'origins'> | undefined {
  const { response } = (credential ?? {}) as { response?: { clientDataJSON?: unknown } };
  const data = jsonOf(Buffer.from(String(response?.clientDataJSON ?? ''), 'base64url'));
  const origin = String(data.origin);
  return URL.canParse(origin) ? { rpId: new URL(origin).hostname, origins: [origin] } : undefined;
}

function jsonOf(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(Buffer.from(bytes).toString('utf8')) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
