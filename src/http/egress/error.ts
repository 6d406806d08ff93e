/** Why a request that the venue should make was not made, or was not answered. Codes stay; strangers' URLs end here. */

export const EGRESS_ERRORS = {
  URL_REFUSED: 'use an https URL without user name, on port 443 or one from 1024 on',
  ADDRESS_REFUSED: 'the name leads to an address that is not on the public Internet',
  NAME_UNKNOWN: 'the name has no address',
  BUSY: 'too many requests are under way; try again later',
  CONNECTION_FAILED: 'the end point did not answer, or broke off',
  TIMED_OUT: 'the end point took too long',
  RESPONSE_TOO_LARGE: 'the end point answers with too much',
  REDIRECT_REFUSED: 'redirects are not followed; state the final URL',
} as const;
export type EgressErrorCode = keyof typeof EGRESS_ERRORS;

export class EgressError extends Error {
  override readonly name = 'EgressError';
  readonly code: EgressErrorCode;
  readonly remedy: string;

  constructor(code: EgressErrorCode, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.code = code;
    this.remedy = EGRESS_ERRORS[code];
  }
}
