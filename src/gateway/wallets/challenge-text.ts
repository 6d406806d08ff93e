/**
 * The text a wallet signs to be linked with an account: EIP-4361, so that wallets show its parts and warn when the domain
 * is not the one the user is at. Equal terms give equal text, byte for byte, because the bytes are what is signed.
 */

export interface ChallengeTerms {
  /** Authority of the venue, such as `exchange.example:8443`. */
  readonly domain: string;
  readonly uri: string;
  /** In the mixed case of EIP-55. */
  readonly address: string;
  readonly venue: string;
  readonly accountId: number;
  readonly chainId: number;
  /** Letters and digits, at least eight. */
  readonly nonce: string;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
}

export function challengeText(terms: ChallengeTerms): string {
  const { domain, address, accountId, chainId, nonce, uri } = terms;
  // The statement is one line of ASCII; a venue's name may be neither.
  const venue = terms.venue.replace(/[^\x20-\x7e]/g, '?');
  return [
    `${domain} wants you to sign in with your Ethereum account:`,
    address,
    '',
    `Link this wallet with account ${accountId} of ${venue}, for good, once the venue's delay is over: what it pays in becomes the account's, and the account is paid out to it.`,
    '',
    `URI: ${uri}`,
    'Version: 1',
    `Chain ID: ${chainId}`,
    `Nonce: ${nonce}`,
    `Issued At: ${new Date(terms.issuedAtMs).toISOString()}`,
    `Expiration Time: ${new Date(terms.expiresAtMs).toISOString()}`,
  ].join('\n');
}
