/** Answers questions on the state at the end of a turn: each kind of message to the part that knows. */
import type { DryRunParameter, GetWalletChallenge, SessionMessage } from '../../schema/index.js';
import { COMMAND_KIND, ERROR_CATALOG, mayScopes } from '../../values/index.js';
import type { Context } from '../context.js';
import type { Market } from '../market/market.js';
import type { Outgoing } from '../outbox/outgoing.js';
import { errorReport } from '../outbox/refusal.js';
import type { Logons } from '../session/logons.js';
import { SESSION_STATE, type Session } from '../session/session.js';
import type { WalletLinks } from '../wallets/wallet-links.js';
import type { AccountSnapshots } from './account-snapshot.js';
import { listMarkets, listParameters } from './market-list.js';
import type { Resumes } from './resumes.js';
import { type Refused, subscribe } from './subscriptions.js';
import type { VenueFacts } from './venue-facts.js';

export interface AnswerParts {
  readonly outgoing: Outgoing;
  readonly logons: Logons;
  readonly market: Market;
  readonly snapshots: AccountSnapshots;
  readonly resumes: Resumes;
  readonly facts: VenueFacts;
  readonly wallets: WalletLinks;
}

export class Answers {
  private readonly context: Context;
  private readonly parts: AnswerParts;

  constructor(context: Context, parts: AnswerParts) {
    this.context = context;
    this.parts = parts;
  }

  /** Answers one question; returns what it cost, in bytes or as many bytes as the work is worth. */
  answer(session: Session, requestId: number, message: SessionMessage): number {
    const { limits } = this.context;
    if (message.type === 'logon') {
      const refused = this.parts.logons.check(session, requestId, message.body);
      if (refused !== undefined) {
        this.parts.outgoing.endLater(session, ERROR_CATALOG[refused].code, '', requestId);
      }
      return Math.ceil(limits.answerBytesPerTurn / limits.logonsPerTurn);
    }
    const { state } = session;
    if (state !== SESSION_STATE.ACTIVE && state !== SESSION_STATE.LEAVING) return 0;
    const before = session.out?.length ?? 0;
    this.reply(session, requestId, message);
    return (session.out?.length ?? before) - before;
  }

  private reply(session: Session, requestId: number, message: SessionMessage): void {
    const { market, outgoing, resumes } = this.parts;
    switch (message.type) {
      case 'subscribe': {
        const question = { session, requestId, terms: message.body };
        const refused = subscribe(this.context, { market, outgoing }, question);
        if (refused !== undefined) this.refuse(session, requestId, refused);
        return;
      }
      case 'unsubscribe': {
        const subscription = market.subscriptions.find(session, message.body.channelId);
        if (subscription !== undefined) market.remove(subscription);
        else this.refuse(session, requestId, { name: 'INVALID_FIELD', field: 'channel_id' });
        return;
      }
      case 'resumeReports':
        return resumes.begin(session, requestId, message.body.afterAccountSequence);
      case 'dryRunParameter':
        return this.dryRun(session, requestId, message.body);
      case 'getWalletChallenge':
        return this.challenge(session, requestId, message.body);
      default:
        this.list(session, requestId, message);
    }
  }

  /** For who may change parameters, and nobody else: it tells of everybody's orders. */
  private dryRun(session: Session, requestId: number, body: DryRunParameter): void {
    const { outgoing, facts } = this.parts;
    if (!mayScopes(session.scopes, COMMAND_KIND.SET_PARAMETER)) {
      return this.refuse(session, requestId, { name: 'SCOPE', field: '' });
    }
    const answer = facts.dryRun(body, this.context.state.sequence);
    if (!outgoing.frame(session).message(requestId, 0, 'parameterDryRun', answer)) {
      outgoing.overflow(session);
    }
  }

  private challenge(session: Session, requestId: number, body: GetWalletChallenge): void {
    const { outgoing, wallets } = this.parts;
    const answer = wallets.challenge(session, body);
    if (typeof answer === 'string') {
      return this.refuse(session, requestId, { name: answer, field: '' });
    }
    if (!outgoing.frame(session).message(requestId, 0, 'walletChallenge', answer)) {
      outgoing.overflow(session);
    }
  }

  private list(session: Session, requestId: number, message: SessionMessage): void {
    const { outgoing, snapshots, facts } = this.parts;
    const { chunkEntries } = this.context.limits;
    const { sequence } = this.context.state;
    const out = outgoing.frame(session);
    const listing = { requestId, channelId: 0, sequence, chunkEntries };
    let isWhole = true;
    if (message.type === 'getAccountSnapshot') {
      isWhole = snapshots.append(out, { ...listing, accountId: session.accountId });
    } else if (message.type === 'listMarkets') {
      isWhole = listMarkets(out, facts, { ...listing, ...message.body });
    } else if (message.type === 'listParameters') isWhole = listParameters(out, facts, listing);
    if (!isWhole) outgoing.overflow(session);
  }

  private refuse(session: Session, requestId: number, { name, field }: Refused): void {
    const report = errorReport(name, false, field);
    this.context.metrics.refusals[report.errorCode]! += 1;
    if (!this.parts.outgoing.frame(session).message(requestId, 0, 'errorReport', report)) {
      this.parts.outgoing.overflow(session);
    }
  }
}
