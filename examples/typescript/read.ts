/**
 * Prints every open series with its best prices and its last trades, without an account:
 *
 *   PATX_API=http://127.0.0.1:9466 npx tsx read.ts
 */
interface Series {
  readonly seriesId: number;
  readonly bestBidTicks: number;
  readonly bestAskTicks: number;
}
interface Trade {
  readonly priceTicks: number;
  readonly quantityLots: number;
}
interface Page<T> {
  readonly data: readonly T[];
  /** Cursor of the page behind it; null: this is the last. */
  readonly next: string | null;
}

const { PATX_API = 'http://127.0.0.1:9466' } = process.env;

async function get<T>(path: string): Promise<T> {
  const response = await fetch(`${PATX_API}${path}`);
  const body = (await response.json()) as T & { readonly name: string; readonly remedy: string };
  if (!response.ok) throw new Error(`${body.name}: ${body.remedy}`);
  return body;
}

for (let cursor: string | null = ''; cursor !== null; ) {
  const after: string = cursor === '' ? '' : `?cursor=${encodeURIComponent(cursor)}`;
  const page: Page<Series> = await get(`/v1/series${after}`);
  for (const { seriesId, bestBidTicks, bestAskTicks } of page.data) {
    const { data: trades } = await get<Page<Trade>>(`/v1/series/${seriesId}/trades?limit=3`);
    const last = trades.map((one) => `${one.quantityLots} at ${one.priceTicks}`).join(', ');
    console.log(`series ${seriesId}: ${bestBidTicks} / ${bestAskTicks}; trades: ${last || 'none'}`);
  }
  cursor = page.next;
}
