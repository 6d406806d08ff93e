/**
 * What happens to the venue as a whole: phase, kill switches, contracts, the life of series, parameters. A subscriber
 * starts from the list of markets; what changed follows once a turn.
 */
import { CHAIN, EVENT } from '../../engine/core/index.js';
import type {
  IndexPrintInfo,
  LiquidationPrint,
  ServerBodies,
  ServerEncoder,
  ServerMessageType,
} from '../../schema/index.js';
import { CHANNEL_KIND, COMMAND_KIND as K, KILL_SCOPE } from '../../values/index.js';
import type { Context } from '../context.js';
import { listMarkets } from '../views/market-list.js';
import { indexPrint, type VenueFacts } from '../views/venue-facts.js';
import { Channel } from './channel.js';

const TOLD_TO_ALL: ReadonlySet<number> = new Set([
  K.BIND_CHAIN,
  K.CONFIRM_BATCH,
  K.OBSERVE_PHASE,
  K.OBSERVE_ESCAPE,
]);

export class VenueChannel extends Channel {
  private readonly context: Context;
  private readonly facts: VenueFacts;
  private sequence: number;
  private hasVenueChanged = false;
  private readonly contractIds = new Set<number>();
  private readonly seriesIds = new Set<number>();
  /** Numbers of parameter changes, from 1. */
  private readonly changes: number[] = [];
  /** Ids of requests to change parameters, each with the state it came to. */
  private readonly requests: number[] = [];
  /** Scope and target of kill switches something became of. */
  private readonly kills: number[] = [];
  private readonly prints: IndexPrintInfo[] = [];
  private readonly indexes = new Set<number>();
  /** Series whose mark or settlement is another one. */
  private readonly cashSeries = new Set<number>();
  private readonly liquidations: LiquidationPrint[] = [];

  constructor(id: number, context: Context, facts: VenueFacts, sequence: number) {
    super(id, CHANNEL_KIND.VENUE, 0);
    this.context = context;
    this.facts = facts;
    this.sequence = sequence;
  }

  /** Takes a public event at `words[at]`; says whether it belongs here. */
  note(words: Float64Array, at: number): boolean {
    const first = words[at + 1] as number;
    switch (words[at]) {
      case EVENT.SERIES:
        this.seriesIds.add(first);
        return true;
      case EVENT.PARAMETER:
        this.changes.push(first);
        return true;
      case EVENT.PARAMETER_REQUEST:
        this.requests.push(first, words[at + 2] as number);
        return true;
      case EVENT.CONTRACT:
        this.contractIds.add(first);
        return true;
      case EVENT.KILL:
        if (first === KILL_SCOPE.SERIES) this.seriesIds.add(words[at + 2] as number);
        this.kills.push(first, words[at + 2] as number);
        this.hasVenueChanged = true;
        return true;
      case EVENT.INDEX_PRINT:
        this.prints.push(indexPrint(words, at));
        return true;
      case EVENT.INDEX_VALUE:
        this.indexes.add(first);
        return true;
      case EVENT.CASH_MARK:
      case EVENT.CASH_SETTLED:
        this.cashSeries.add(first);
        return true;
      case EVENT.CHAIN:
        // What a batch, a phase or an escape says is news of the venue; deposits and requests are their account's.
        if (!TOLD_TO_ALL.has(first) || words[at + CHAIN.code] !== 0) return false;
        this.hasVenueChanged = true;
        return true;
      case EVENT.PHASE:
      case EVENT.EPOCH:
        this.hasVenueChanged = true;
        return true;
      default:
        return false;
    }
  }

  /** Takes lots in that the venue closed; says whether there is anything to tell. */
  liquidated(print: LiquidationPrint | undefined): boolean {
    if (print !== undefined) this.liquidations.push(print);
    return print !== undefined;
  }

  override close(sequence: number): void {
    this.sequence = sequence;
    const { facts } = this;
    if (this.hasVenueChanged) this.send('venueInfo', facts.venue(sequence));
    for (let i = 0; i < this.kills.length; i += 2) {
      const target = this.kills[i + 1] as number;
      this.send('killInfo', facts.kill(this.kills[i] as number, target, sequence));
    }
    if (this.contractIds.size > 0) {
      const contracts = [...this.contractIds].flatMap((id) => facts.contract(id) ?? []);
      this.send('marketList', { contracts, series: [], venue: null, kills: [], cash: [] });
    }
    for (const id of this.seriesIds) this.send('seriesInfo', facts.series(id, sequence));
    const { registry } = this.context.state;
    for (const number of this.changes) {
      const change = registry.parameterChange(number);
      if (change !== undefined) this.send('parameterInfo', facts.parameter(change));
    }
    for (let i = 0; i < this.requests.length; i += 2) {
      const request = registry.parameterRequest(this.requests[i] as number);
      if (request === undefined) continue;
      this.send('parameterRequestInfo', facts.parameterRequest(request, this.requests[i + 1]));
    }
    for (const print of this.prints) this.send('indexPrint', print);
    for (const id of this.indexes) this.send('indexInfo', facts.index(id, sequence));
    for (const id of this.cashSeries) {
      const cash = facts.cash(id, sequence);
      if (cash !== undefined) this.send('cashInfo', cash);
    }
    for (const print of this.liquidations) this.send('liquidationPrint', print);
    this.cashSeries.clear();
    this.liquidations.length = 0;
    this.prints.length = 0;
    this.indexes.clear();
    this.hasVenueChanged = false;
    this.contractIds.clear();
    this.seriesIds.clear();
    this.changes.length = 0;
    this.requests.length = 0;
    this.kills.length = 0;
  }

  override snapshot(out: ServerEncoder): boolean {
    return listMarkets(out, this.facts, {
      requestId: 0,
      channelId: this.id,
      sequence: this.sequence,
      chunkEntries: this.context.limits.chunkEntries,
      includeClosed: false,
    });
  }

  private send<T extends ServerMessageType>(type: T, body: ServerBodies[T]): void {
    this.begin();
    this.end(
      this.head.message(0, this.id, type, body) && this.tail.message(0, this.id, type, body),
    );
  }
}
