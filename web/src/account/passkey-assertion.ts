/** A passkey answers for what a person agrees to: its challenge is the digest of that text, made here from what is shown. */
import { get } from '../live/api.js';

export interface Passkey {
  readonly passkeyId: number;
  readonly label: string;
  readonly scopes: readonly string[];
  /** Base64url. */
  readonly credentialId: string;
  /** It waits for another operator, and does nothing yet. */
  readonly isPending: boolean;
}

export interface Asserted {
  readonly passkeyId: number;
  /** The assertion as JSON, hex. */
  readonly assertion: string;
}

/** Passkeys of the account that may approve. */
export async function approvingPasskeys(): Promise<readonly Passkey[]> {
  const { data } = await get<{ readonly data: readonly Passkey[] }>('/v1/passkeys');
  return data.filter(({ scopes, isPending }) => scopes.includes('OPERATE') && !isPending);
}

export async function assertText(text: string, passkeys: readonly Passkey[]): Promise<Asserted> {
  const challenge = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const allowCredentials = passkeys.map(({ credentialId }) => ({
    ...{ type: 'public-key' as const, id: fromUrl64(credentialId) },
  }));
  const credential = (await navigator.credentials.get({
    publicKey: { challenge, allowCredentials, userVerification: 'required' },
  })) as PublicKeyCredential;
  const used = passkeys.find(({ credentialId }) => credentialId === credential.id);
  const bytes = new TextEncoder().encode(JSON.stringify(credential.toJSON()));
  const assertion = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { passkeyId: used?.passkeyId ?? 0, assertion };
}

function fromUrl64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
