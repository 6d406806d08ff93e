/**
 * What clients that come back resume from: the last private events, in bounded memory. Answers are not among them: who
 * lost one asks for the outcome.
 *
 * The broker is party to most trades and quotes all day, so it has a ring of its own and does not push out what the
 * others may still want.
 */
import { BROKER_ACCOUNT, EVENT_WORDS, type EventLog } from '../../engine/core/index.js';
import { PARTIES, PrivateEvent } from './private-event.js';
import { ReportRing } from './report-ring.js';

/** Events of a batch that was replayed. */
export interface PastBatch {
  readonly events: EventLog;
  /** Where the events of each command end, in words. */
  readonly eventEnds: ArrayLike<number>;
  /** Number of commands. */
  readonly count: number;
  readonly firstSequence: number;
  readonly timeMs: number;
}

/** The broker's part of the memory: one in so many. */
const BROKER_PART = 8;

export class ReportHistory {
  private readonly broker: ReportRing;
  private readonly others: ReportRing;

  constructor(bytes: number, accountsMax: number) {
    const brokerBytes = Math.floor(bytes / BROKER_PART);
    this.broker = new ReportRing(brokerBytes, BROKER_ACCOUNT);
    this.others = new ReportRing(bytes - brokerBytes, accountsMax);
  }

  /** The ring that has an account's reports. */
  of(account: number): ReportRing {
    return account === BROKER_ACCOUNT ? this.broker : this.others;
  }

  /** Keeps an event, for all of its parties. */
  push(event: PrivateEvent): void {
    const parties = PARTIES[event.type] as number;
    let brokers = 0;
    let others = 0;
    for (let party = 0; party < parties; party += 1) {
      event.party = party;
      const { account } = event;
      if (account === BROKER_ACCOUNT) brokers |= 1 << party;
      else if (account !== 0) others |= 1 << party;
    }
    if (brokers !== 0) this.broker.push(event, brokers);
    if (others !== 0) this.others.push(event, others);
  }

  /** Keeps the private events of a replayed batch. Who asked for what is no longer known. */
  remember({ events, eventEnds, count, firstSequence, timeMs }: PastBatch): void {
    const event = new PrivateEvent();
    event.words = events.words;
    event.timeMs = timeMs;
    let at = 0;
    for (let i = 0; i < count; i += 1) {
      event.journalSequence = firstSequence + i;
      for (const end = eventEnds[i] as number; at < end; ) {
        const type = events.words[at] as number;
        event.at = at;
        if (PARTIES[type] !== 0 && !event.isAnswer) this.push(event);
        at += EVENT_WORDS[type] as number;
      }
    }
  }
}
