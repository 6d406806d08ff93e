/** What a data set costs: once, by use, or what its rights trade at. */
import { pat } from '../parts/format.js';
import type { ListingSummary } from './shapes.js';

export function Price({
  of,
}: {
  readonly of: Pick<ListingSummary, 'priceKind' | 'priceMicroPat'>;
}) {
  if (of.priceKind === 'SUBSCRIPTION') return <>in its book</>;
  if (of.priceKind === 'USAGE') return <>{pat(of.priceMicroPat)} PAT a MiB</>;
  return <>{Number(of.priceMicroPat) === 0 ? 'free' : `${pat(of.priceMicroPat)} PAT`}</>;
}
