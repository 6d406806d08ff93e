/** What a change would do: which quotes move, from and to; which orders breach; what collateral would lack. */
import { seriesById } from '../../live/venue-feed.js';
import { count, pat, price } from '../../parts/format.js';
import { type Column, Table } from '../../parts/table.js';
import type { DryRun, QuoteMove } from './shapes.js';

const tickOf = (seriesId: number): number =>
  Number(seriesById.value.get(seriesId)?.tickValueMicroPat ?? 0);

const fromTo = (seriesId: number, before: number, after: number): string => {
  const tick = tickOf(seriesId);
  return before === after ? price(before, tick) : `${price(before, tick)} → ${price(after, tick)}`;
};

const MOVES: readonly Column<QuoteMove>[] = [
  {
    title: 'Series',
    cell: ({ seriesId }) => seriesById.value.get(seriesId)?.contract ?? `series ${seriesId}`,
  },
  {
    title: 'Bid',
    kind: 'number',
    cell: (one) => fromTo(one.seriesId, one.bidTicksBefore, one.bidTicksAfter),
  },
  {
    title: 'Ask',
    kind: 'number',
    cell: (one) => fromTo(one.seriesId, one.askTicksBefore, one.askTicksAfter),
  },
  {
    title: 'Fair value',
    kind: 'number',
    cell: (one) => fromTo(one.seriesId, one.markTicksBefore, one.markTicksAfter),
  },
];

export function DryRunResult({ found }: { readonly found: DryRun }) {
  const { refusal } = found;
  if (refusal !== null) {
    return (
      <p class="bad" data-dry-run="refused" role="status">
        It would be refused: {refusal.name}
        {refusal.field !== '' && `, ${refusal.field}`}
        {refusal.detail !== '' && `. ${refusal.detail}`}
      </p>
    );
  }
  return (
    <div data-dry-run="taken" class="spaced">
      <ul class="facts-list">
        {factsOf(found).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {found.quoteMoves.length > 0 && (
        <Table
          rows={found.quoteMoves}
          columns={MOVES}
          keyOf={({ seriesId }) => seriesId}
          mark="move"
          empty=""
        />
      )}
    </div>
  );
}

function factsOf(found: DryRun): string[] {
  const { orderIds, breachCount, quotesComputed, movedQuotes, pulledQuotes } = found;
  const named = orderIds.slice(0, 12).map(count).join(', ');
  return [
    `Another value would be in force in ${count(found.seriesCount)} series.`,
    quotesComputed
      ? `${count(movedQuotes)} quotes move and ${count(pulledQuotes)} are pulled.`
      : `${count(movedQuotes)} quotes rest on it; the quoter is not here to say where to.`,
    breachCount === 0
      ? 'No live order breaches it.'
      : `${count(breachCount)} live orders breach it, ${count(found.refusedQuotes)} of the broker’s quotes among them; they stay: ${named}${breachCount > 12 ? ' …' : ''}.`,
    ...(found.marginMicroPat === 0
      ? []
      : [`The broker would lack ${pat(found.marginMicroPat)} PAT of collateral.`]),
    ...(found.providerMarginMicroPat === 0
      ? []
      : [`Providers would have to add ${pat(found.providerMarginMicroPat)} PAT of margin.`]),
    ...(found.inert ? ['No price rests on it as these series are quoted.'] : []),
    ...(found.partial ? ['There are more orders than were looked at.'] : []),
    found.approvalRequired ? 'It needs a second person.' : 'One person is enough.',
  ];
}
