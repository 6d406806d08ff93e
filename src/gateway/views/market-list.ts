/** Answers with contracts and series, or with parameters, in messages of a bounded number of entries. */
import type { ServerEncoder } from '../../schema/index.js';
import type { VenueFacts } from './venue-facts.js';

/** Where a listing goes and how it is cut. */
export interface Listing {
  readonly requestId: number;
  readonly channelId: number;
  readonly sequence: number;
  readonly chunkEntries: number;
}

/** Appends contracts and series; the first message has the venue and its kill switches. False when they do not fit. */
export function listMarkets(
  out: ServerEncoder,
  facts: VenueFacts,
  listing: Listing & { readonly includeClosed: boolean },
): boolean {
  const { requestId, channelId, sequence, chunkEntries } = listing;
  const contractIds = facts.contractIds();
  const seriesIds = facts.seriesIds(listing.includeClosed);
  let contractAt = 0;
  let seriesAt = 0;
  do {
    const isFirst = contractAt === 0 && seriesAt === 0;
    const contracts = contractIds.slice(contractAt, contractAt + chunkEntries);
    contractAt += contracts.length;
    const series = seriesIds.slice(seriesAt, seriesAt + chunkEntries - contracts.length);
    seriesAt += series.length;
    const isAppended = out.message(requestId, channelId, 'marketList', {
      contracts: contracts.flatMap((id) => facts.contract(id) ?? []),
      series: series.map((id) => facts.series(id, sequence)),
      venue: isFirst ? facts.venue(sequence) : null,
      kills: isFirst ? facts.kills(sequence) : [],
      cash: series.flatMap((id) => facts.cash(id, sequence) ?? []),
    });
    if (!isAppended) return false;
  } while (contractAt < contractIds.length || seriesAt < seriesIds.length);
  return true;
}

/** Appends the parameters in force; false when they do not fit. */
export function listParameters(out: ServerEncoder, facts: VenueFacts, listing: Listing): boolean {
  const { requestId, channelId, chunkEntries } = listing;
  const parameters = facts.parameters();
  for (let at = 0; at === 0 || at < parameters.length; at += chunkEntries) {
    const requests = at === 0 ? facts.parameterRequests() : [];
    const body = { parameters: parameters.slice(at, at + chunkEntries), requests };
    if (!out.message(requestId, channelId, 'parameterList', body)) return false;
  }
  return true;
}
