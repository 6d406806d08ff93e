/** The key of a wallet on chain in a file: 32 bytes in hex. Throws CommandError where there is none. */
import { BaseWallet, SigningKey } from 'ethers';
import { CommandError, fileText } from './command-error.js';

export function walletIn(path: string): BaseWallet {
  const text = fileText(path, "the wallet's key").trim();
  try {
    return new BaseWallet(new SigningKey(text.startsWith('0x') ? text : `0x${text}`));
  } catch {
    throw new CommandError('unreadable-file', `${path} holds no private key of a wallet in hex`);
  }
}
