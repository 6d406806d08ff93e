/**
 * A quoter over many listed series for the benches: segments of seven daily starts in five bands, so that
 * dominance and substitutes are at work, each with supply, inventory, a book and some flow. Seeded by
 * arithmetic, the same every time.
 */
import { ParameterStore, type QuoteDecision, Quoter } from '../../src/quoting/index.js';

const DAY_MS = 86_400_000;
const START_MS = 1_794_787_200_000;
const BANDS = 5;
const STARTS = 7;
const PAT = 1_000_000;

/** The contract of a band in the segment a place lies in. */
function contractOf(place: number, band: number): string {
  return `SEGMENT_${Math.floor(place / (BANDS * STARTS))}|8D|0.${band}`;
}

export class BenchMarket {
  readonly quoter: Quoter;
  readonly count: number;
  nowMs = START_MS + STARTS * DAY_MS;
  private steps = 0;

  constructor(count: number) {
    this.count = count;
    const parameters = new ParameterStore();
    for (let place = 0; place < count; place += STARTS * BANDS) {
      for (let band = 0; band < BANDS; band += 1) {
        parameters.apply({
          target: contractOf(place, band),
          name: 'base_value_micro_pat',
          value: (80 + 20 * band) * PAT,
          expectedVersion: 0,
        });
      }
    }
    this.quoter = new Quoter({ maxSeries: count, parameters, startMs: this.nowMs });
    this.quoter.onBroker({
      atMs: this.nowMs,
      bidBudgetMicroPat: 1e9 * PAT,
      collateralMicroPat: 1e9 * PAT,
    });
    for (let seriesId = 1; seriesId <= count; seriesId += 1) this.list(seriesId);
    this.drain();
  }

  private list(seriesId: number): void {
    const { nowMs: atMs, quoter } = this;
    const place = seriesId - 1;
    const segment = `SEGMENT_${Math.floor(place / (BANDS * STARTS))}`;
    const band = place % BANDS;
    const startMs = START_MS + (Math.floor(place / BANDS) % STARTS) * DAY_MS;
    const contractKey = contractOf(place, band);
    quoter.onSeries(
      {
        seriesId,
        seriesKey: `${contractKey}@${startMs}`,
        contractKey,
        segment,
        windowMs: 8 * DAY_MS,
        startMs,
        bandLoPpm: 500_000 + band * 100_000,
        bandHiPpm: 600_000 + band * 100_000,
        tickMicroPat: 10_000,
      },
      atMs,
    );
    quoter.onLifecycle({ seriesId, phase: 'OPEN', atMs });
    quoter.onMint({ seriesId, quantityLots: 50 + (seriesId % 150), affiliated: false, atMs });
    this.hold(seriesId, 100);
  }

  hold(seriesId: number, sellableLots: number): void {
    this.quoter.onPosition({
      seriesId,
      sellableLots,
      escrowedLots: sellableLots,
      promisedLots: 0,
      limitUsePpm: 0,
      atMs: this.nowMs,
    });
  }

  /** A consumer lifts one lot of the best ask; the ledger's position follows. */
  fill(seriesId: number): void {
    const priceTicks = this.quoter.decisionFor(seriesId)?.asks[0]?.priceTicks ?? 1;
    this.quoter.onTrade({
      seriesId,
      priceTicks,
      quantityLots: 1,
      brokerSide: 'SELL',
      consumed: true,
      affiliated: false,
      owner: -(1 + (this.steps % 97)),
      atMs: this.nowMs,
    });
    this.hold(seriesId, 80 + (this.steps++ % 40));
  }

  /** Changes a parameter of the venue, so that every series has a new quote. */
  changeAll(): void {
    this.steps += 1;
    this.nowMs += 1_000;
    this.quoter.onParameter(
      {
        target: '',
        name: 'quote_margin_ppm',
        value: 1_000_000 + (this.steps % 2) * 100_000,
        expectedVersion: 0,
      },
      this.nowMs,
    );
  }

  /** Runs until nothing waits. */
  drain(): readonly QuoteDecision[] {
    const decisions: QuoteDecision[] = [];
    for (let pending = 1; pending > 0; ) {
      const result = this.quoter.run(this.nowMs, this.count);
      decisions.push(...result.decisions);
      pending = result.pending;
    }
    return decisions;
  }
}
