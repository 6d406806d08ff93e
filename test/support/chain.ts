/**
 * A venue that is bound to a chain, and a teller of what happened on it: wallets are numbered by their addresses, so
 * that `link(account, 3)` and `register(3)` are about the same one. Nothing is funded.
 */
import { CHAIN, EVENT, FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  type ColdBodies,
  type ColdKind,
  type Limits,
} from '../../src/values/index.js';
import { DAY_MS, RULES, SMALL_LIMITS, START_MS, TestVenue } from './venue.js';

/** Address number n. */
export function addressBytes(n: number): Uint8Array {
  const bytes = new Uint8Array(20);
  new DataView(bytes.buffer).setUint32(16, n);
  return bytes;
}

export const CLEARING = addressBytes(0xc1ea_0001);
export const TOKEN = addressBytes(0xc1ea_0002);

export interface Told {
  readonly code: number;
  readonly repeat: number;
}

export class ChainVenue extends TestVenue {
  readonly consumer: number;
  readonly provider: number;

  constructor(limits: Limits) {
    super(limits);
    this.tell('bindChain', { chainId: 31_337, clearing: CLEARING, token: TOKEN });
    this.consumer = this.openAccount(ACCOUNT_ROLE.CONSUMER);
    this.provider = this.openAccount(ACCOUNT_ROLE.PROVIDER);
  }

  openAccount(role: number): number {
    this.send(FIRST_OPERATOR_ACCOUNT, 'openAccount', {
      role,
      accountClass: ACCOUNT_CLASS.INSTITUTION,
      firmGroup: 0,
      publicKey: new Uint8Array(0),
      scopes: [],
      name: 'party',
    });
    return this.core.state.accounts.count;
  }

  /** Sends what happened on chain; answers how it ended. */
  tell<K extends ColdKind>(name: K, body: ColdBodies[K]): Told {
    const events = this.send(0, name, body as Omit<ColdBodies[K], 'clientRequestId'>);
    const told = events.find(([type]) => type === EVENT.CHAIN);
    return { code: told?.[CHAIN.code] ?? -1, repeat: told?.[CHAIN.repeat] ?? -1 };
  }

  link(account: number, n: number): void {
    this.must('linkWallet', { targetAccountId: account, address: addressBytes(n) });
  }

  /** The next wallet, which must be number n. */
  register(n: number): void {
    this.must('registerWallet', { chainAccountId: n, address: addressBytes(n) });
  }

  /** Links and registers wallet n, and pays in. */
  fund(account: number, n: number, amountMicroPat: number): void {
    this.link(account, n);
    this.register(n);
    const { depositSequence } = this.core.state.wallets;
    this.must('creditDeposit', this.deposit(depositSequence + 1, n, amountMicroPat));
  }

  deposit(depositSequence: number, chainAccountId: number, amountMicroPat: number) {
    return { depositSequence, chainAccountId, amountMicroPat };
  }

  request(requestSequence: number, chainAccountId: number, amountMicroPat: number) {
    return { requestSequence, chainAccountId, amountMicroPat };
  }

  private must<K extends ColdKind>(name: K, body: ColdBodies[K]): void {
    const { code } = this.tell(name, body);
    if (code !== 0) throw new Error(`${name} was refused with ${code}`);
  }
}

/** Bound, with an open series, a consumer, and a provider whose capacity is measured and escrowed. */
export function chainVenue(limits: Partial<Limits> = {}): ChainVenue {
  const venue = new ChainVenue({ ...SMALL_LIMITS, ...limits });
  const operator = FIRST_OPERATOR_ACCOUNT;
  venue.send(operator, 'defineContract', { contract: 'AUTO_INTENT|7D|0.70-0.85', rules: RULES });
  venue.send(operator, 'openSeries', { contractId: 1, windowStartMs: START_MS });
  const { provider } = venue;
  const measured = { providerId: provider, segment: 'AUTO_INTENT', confidencePpm: 800_000 };
  venue.send(operator, 'setConfidence', measured);
  venue.send(provider, 'escrowCapacity', {
    providerId: 0,
    segment: 'AUTO_INTENT',
    capacityLots: 10_000,
    attestedUntilMs: START_MS + 30 * DAY_MS,
  });
  return venue;
}
