/**
 * Checks what passkeys signed (WebAuthn), with the library for it, which is loaded at the first one. What comes from outside is
 * whatever a browser sent: anything that does not fit is undefined, never an error.
 */

/** A credential as it answered, and what it had to answer. */
export interface PasskeyAsked {
  readonly credential: unknown;
  /** Base64url. */
  readonly challenge: string;
  readonly rpId: string;
  readonly origins: readonly string[];
  /** The credential that is known; undefined: it registers. */
  readonly known:
    | { readonly credentialId: Uint8Array; readonly credentialKey: Uint8Array }
    | undefined;
}

/** The credential that fits. */
export interface PasskeyFound {
  readonly credentialId: Uint8Array;
  /** COSE public key. */
  readonly credentialKey: Uint8Array;
}

export async function checkPasskey(asked: PasskeyAsked): Promise<PasskeyFound | undefined> {
  const { credential, challenge: expectedChallenge, rpId: expectedRPID, origins, known } = asked;
  const expected = {
    ...{ expectedChallenge, expectedRPID, expectedOrigin: [...origins] },
    requireUserVerification: true,
  };
  try {
    const library = await import('@simplewebauthn/server');
    if (known === undefined) {
      const response = credential as Parameters<
        typeof library.verifyRegistrationResponse
      >[0]['response'];
      const { verified, registrationInfo } = await library.verifyRegistrationResponse({
        ...{ response, ...expected },
      });
      if (!verified || registrationInfo === undefined) return undefined;
      const { id, publicKey } = registrationInfo.credential;
      return { credentialId: Buffer.from(id, 'base64url'), credentialKey: publicKey };
    }
    const response = credential as Parameters<
      typeof library.verifyAuthenticationResponse
    >[0]['response'];
    const { verified } = await library.verifyAuthenticationResponse({
      ...{ response, ...expected },
      credential: {
        id: Buffer.from(known.credentialId).toString('base64url'),
        publicKey: new Uint8Array(known.credentialKey),
        // Passkeys that are synchronized between devices do not count.
        counter: 0,
      },
    });
    return verified ? known : undefined;
  } catch {
    return undefined;
  }
}
