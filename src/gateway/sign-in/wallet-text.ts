/**
 * The text a wallet signs to open a session: EIP-4361, so that wallets show its parts and warn when the domain is not the one
 * the user is at. Equal terms give equal text, byte for byte.
 */

export interface WalletTerms {
  readonly domain: string;
  readonly uri: string;
  /** In the mixed case of EIP-55. */
  readonly address: string;
  readonly venue: string;
  readonly chainId: number;
  readonly nonce: string;
  readonly publicKey: string;
  /** Names; none: to read and to trade. */
  readonly scopes: readonly string[];
  readonly minutes: number;
  readonly issuedAtMs: number;
  readonly validForMs: number;
}

export function walletText(terms: WalletTerms): string {
  const { domain, address, uri, chainId, nonce, publicKey, minutes, issuedAtMs } = terms;
  const scopes = terms.scopes.length === 0 ? 'READ, TRADE' : terms.scopes.join(', ');
  // The statement is one line of ASCII; a venue's name may be neither.
  const venue = terms.venue.replace(/[^\x20-\x7e]/g, '?');
  return [
    `${domain} wants you to sign in with your Ethereum account:`,
    address,
    '',
    `Open a session of ${minutes} minutes at ${venue} for the key ${publicKey}, which may: ${scopes}.`,
    '',
    `URI: ${uri}`,
    'Version: 1',
    `Chain ID: ${chainId}`,
    `Nonce: ${nonce}`,
    `Issued At: ${new Date(issuedAtMs).toISOString()}`,
    `Expiration Time: ${new Date(issuedAtMs + terms.validForMs).toISOString()}`,
  ].join('\n');
}
