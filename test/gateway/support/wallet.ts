/** A wallet that signs what the gateway asks for, and what the gateway needs to check it. */
import { Wallet } from 'ethers';
import type { WalletSignIn } from '../../../src/gateway/index.js';
import { checksumAddress, recoverSigner } from '../../../src/settlement/wallet-signature.js';
import type { Message, TestClient } from './client.js';

export const SIGN_IN: WalletSignIn = {
  domain: 'venue.example:8443',
  uri: 'wss://venue.example:8443/',
  checksum: checksumAddress,
  recover: (message, signature) => Promise.resolve(recoverSigner(message, signature)),
};

/** Wallet number n, the same on every run. */
export function walletOf(n: number): Wallet {
  return new Wallet(`0x${n.toString(16).padStart(64, '0')}`);
}

export function addressOf(wallet: Wallet): Uint8Array {
  return Uint8Array.from(Buffer.from(wallet.address.slice(2), 'hex'));
}

export async function signatureOf(wallet: Wallet, message: Uint8Array): Promise<Uint8Array> {
  return Uint8Array.from(Buffer.from((await wallet.signMessage(message)).slice(2), 'hex'));
}

/** Asks for a challenge of a wallet. */
export async function challenged(
  client: TestClient,
  wallet: Wallet,
): Promise<Message<'walletChallenge'>['body']> {
  const requestId = client.session({
    type: 'getWalletChallenge',
    body: { address: addressOf(wallet) },
  });
  const { body } = await client.next('walletChallenge', (one) => one.requestId === requestId);
  return body;
}

/** Signs a challenge and sends it; returns the request's id. */
export async function answerWith(
  client: TestClient,
  wallet: Wallet,
  { message, nonce }: { readonly message: Uint8Array; readonly nonce: string },
): Promise<number> {
  const signature = await signatureOf(wallet, message);
  return client.session({ type: 'signWalletChallenge', body: { nonce, signature } });
}
