/**
 * Links a wallet with the account of a session: a challenge goes out, its signature comes back, and a command links the
 * two once the signature was found to be the wallet's.
 *
 * Invariants: a session has at most one open challenge, which is good for one answer and for a time; the text is kept
 * here and never taken from the client; at most `walletChecksMax` signatures are being checked, outside the engine's
 * thread, and for one account one in `walletCheckEveryMs`. Fails by a typed refusal, after which the client asks for a new challenge.
 */
import type {
  GetWalletChallenge,
  SignWalletChallenge,
  WalletChallenge,
} from '../../schema/index.js';
import { COMMAND_KIND, Command, type ErrorName } from '../../values/index.js';
import type { Context } from '../context.js';
import type { Submitter } from '../intake/submitter.js';
import type { WalletSignIn } from '../options.js';
import type { Direct } from '../outbox/direct.js';
import { errorReport } from '../outbox/refusal.js';
import { mayLinkWallet } from '../session/scopes.js';
import { SESSION_STATE, type Session } from '../session/session.js';
import { challengeText } from './challenge-text.js';

/** 16 bytes in hex: as many as cannot be guessed. */
const NONCE_BYTES = 16;

interface OpenChallenge {
  readonly nonce: string;
  readonly message: Uint8Array;
  readonly address: Uint8Array;
  readonly expiresAtMs: number;
}

interface Answered {
  readonly session: Session;
  readonly requestId: number;
  readonly receivedMs: number;
}

export interface WalletLinkParts {
  readonly submitter: Submitter;
  readonly direct: Direct;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly signIn: WalletSignIn | undefined;
}

export class WalletLinks {
  private readonly context: Context;
  private readonly parts: WalletLinkParts;
  private readonly open = new Map<Session, OpenChallenge>();
  private readonly command = new Command();
  private checks = 0;
  /** When the last check of an account's wallet began. */
  private readonly lastChecksMs = new Map<number, number>();

  constructor(context: Context, parts: WalletLinkParts) {
    this.context = context;
    this.parts = parts;
  }

  closed(session: Session): void {
    this.open.delete(session);
  }

  /** Opens a challenge, or says why there is none. The state is at a turn's end. */
  challenge(session: Session, { address }: GetWalletChallenge): WalletChallenge | ErrorName {
    const { state, limits, nowMs } = this.context;
    const { signIn, randomBytes } = this.parts;
    const { chain, venue } = state.registry;
    if (!mayLinkWallet(session.scopes)) return 'SCOPE';
    if (chain === null || signIn === undefined) return 'CHAIN_UNBOUND';
    if (chain.escapedBatchId !== null) return 'ESCAPED';
    const nonce = Buffer.from(randomBytes(NONCE_BYTES)).toString('hex');
    const issuedAtMs = Math.floor(nowMs());
    const expiresAtMs = issuedAtMs + limits.walletChallengeMs;
    const text = challengeText({
      domain: signIn.domain,
      uri: signIn.uri,
      address: signIn.checksum(address),
      venue,
      accountId: session.accountId,
      chainId: chain.chainId,
      nonce,
      issuedAtMs,
      expiresAtMs,
    });
    const message = Buffer.from(text);
    this.open.set(session, { nonce, message, address: address.slice(), expiresAtMs });
    return { message, nonce, expirationTimeMs: expiresAtMs };
  }

  /** Takes the answer to the session's challenge, which is over with it. Says why it is refused at once. */
  answer(answered: Answered, { nonce, signature }: SignWalletChallenge): ErrorName | undefined {
    const { limits, nowMs } = this.context;
    const { session } = answered;
    const { signIn } = this.parts;
    if (!mayLinkWallet(session.scopes)) return 'SCOPE';
    const challenge = this.open.get(session);
    const isOpen = challenge?.nonce === nonce && nowMs() < challenge.expiresAtMs;
    if (!isOpen || signIn === undefined) return 'WALLET_CHALLENGE';
    const lastCheckMs = this.lastChecksMs.get(session.accountId) ?? Number.NEGATIVE_INFINITY;
    const isSoon = nowMs() - lastCheckMs < limits.walletCheckEveryMs;
    if (isSoon || this.checks >= limits.walletChecksMax) return 'IN_FLIGHT_LIMIT';
    this.open.delete(session);
    this.lastChecksMs.set(session.accountId, nowMs());
    this.checks += 1;
    signIn.recover(challenge.message, signature.slice()).then(
      (signer) => {
        this.checks -= 1;
        const { address } = challenge;
        const isOwner = signer !== undefined && Buffer.compare(signer, address) === 0;
        if (isOwner) this.link(answered, address);
        else this.refuse(answered, 'WALLET_SIGNATURE');
      },
      (error: unknown) => {
        this.checks -= 1;
        this.context.log.error({ error }, 'a wallet signature could not be checked');
        this.refuse(answered, 'WALLET_CHALLENGE');
      },
    );
    return undefined;
  }

  private link(answered: Answered, address: Uint8Array): void {
    const { command } = this;
    const { session, requestId, receivedMs } = answered;
    if (session.state !== SESSION_STATE.ACTIVE || session.key?.revoked) return;
    command.kind = COMMAND_KIND.LINK_WALLET;
    command.body = { targetAccountId: session.accountId, address };
    const { submitter } = this.parts;
    const origin = submitter.submit(command, session, requestId, receivedMs);
    if (origin === 0) this.refuse(answered, 'IN_FLIGHT_LIMIT');
  }

  private refuse({ session, requestId }: Answered, name: ErrorName): void {
    if (session.state !== SESSION_STATE.ACTIVE) return;
    const { direct } = this.parts;
    direct.open(session);
    direct.refuse(requestId, errorReport(name, false));
    direct.flush();
  }
}
