/**
 * The account's wallet on chain: linked by a signature, once and for good; afterwards PAT comes and goes through it.
 *
 * Nothing here speaks with the chain: paying in, asking for a withdrawal and claiming it are transactions of the wallet to
 * the contract that `PatxClient.chain` names. A link that was interrupted may have happened; `info` tells.
 */
import type { WalletChallenge, WalletInfo } from '../../schema/index.js';
import type { CommandAck } from '../commands/command-fields.js';
import { ResultRequest } from '../commands/command-requests.js';
import { errorOf } from '../connection/session.js';
import type { Ask, Queries } from './queries.js';

export class AccountWallet {
  private readonly ask: Ask;
  private readonly queries: Queries;

  constructor(ask: Ask, queries: Queries) {
    this.ask = ask;
    this.queries = queries;
  }

  /**
   * The EIP-4361 text the wallet of an address (20 bytes) is to sign, as UTF-8. It is good for one answer, until
   * `expirationTimeMs`, in this session; asking again replaces it.
   */
  challenge(address: Uint8Array): Promise<WalletChallenge> {
    return new Promise((resolve, reject) => {
      const requester = {
        onMessage: (message: Parameters<ResultRequest['onMessage']>[0]) => {
          if (message.type === 'errorReport') reject(errorOf(message.body));
          else if (message.type === 'walletChallenge') resolve(message.body);
          else return false;
          return true;
        },
        onFailure: reject,
      };
      this.ask(requester, { type: 'getWalletChallenge', body: { address } });
    });
  }

  /**
   * Links account and wallet by the signature of the challenge's text (personal_sign: r, s and v, 65 bytes). Resolves when it
   * is durable, with the wallet's account on chain as `referenceId`, 0 while it has none.
   */
  link(nonce: string, signature: Uint8Array): Promise<CommandAck> {
    return new Promise((resolve, reject) => {
      const requester = new ResultRequest(resolve, reject);
      this.ask(requester, { type: 'signWalletChallenge', body: { nonce, signature } });
    });
  }

  /** The linked wallet and its open withdrawal; null when none is linked. */
  async info(): Promise<WalletInfo | null> {
    return (await this.queries.accountSnapshot()).wallet;
  }
}
