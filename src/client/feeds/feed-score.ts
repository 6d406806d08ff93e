/** The score of a feed as a program reads it: each number, or that it is unrated and why, with what it was made of. */

type Json = Readonly<Record<string, unknown>>;

/** A number of the platform. Without a value it is unrated, which is no low number. */
export interface FeedMeasure {
  readonly value: number | undefined;
  /** Why it is unrated, such as TOO_FEW_OBSERVATIONS; empty: it is rated. */
  readonly reason: string;
  readonly inputs: Json;
  readonly formula: string;
  readonly source: string;
}

export interface FeedScore {
  readonly listingId: number;
  /** 0 to 100; undefined: unrated. */
  readonly trust: number | undefined;
  /** The week it is of, counted from 1970; 0: there is none yet. */
  readonly week: number;
  readonly riskBand: string;
  /** NORMAL, WATCH, DOWNGRADED or DELISTED; NOT_RECORDED: nothing was. */
  readonly drift: string;
  /** Seats the capacity carries, and those that are held. */
  readonly seatLimit: number;
  readonly heldSeats: number;
  /** SIM_ONLY, REPORTED or VERIFIED: what parity stands on; empty: there is no score yet. */
  readonly parityBasis: string;
  /** Every measure of the score by its name: trust, deflatedSharpe, stability, capacity, headroom, parity and so on. */
  readonly measures: Readonly<Record<string, FeedMeasure>>;
}

const TRUST_SCALE = 1_000_000;

/** A row of GET /market/scores. */
export function scoreOf(row: Json): FeedScore {
  const score = objectOf(row.score);
  const { trustPpm } = row;
  return {
    listingId: Number(row.listingId),
    trust: typeof trustPpm === 'number' ? trustPpm / TRUST_SCALE : undefined,
    week: Number(row.week ?? 0),
    riskBand: String(row.riskBand ?? ''),
    drift: String(row.drift ?? ''),
    seatLimit: Number(row.seatLimit ?? 0),
    heldSeats: Number(row.heldSeats ?? 0),
    parityBasis: String(objectOf(score.parity).basis ?? ''),
    measures: Object.fromEntries(
      Object.entries(score).flatMap(([name, said]) => {
        // A report has the measure it is named after among its own.
        const found = measureOf(said) ?? measureOf(objectOf(said)[name]);
        return found === undefined ? [] : [[name, found]];
      }),
    ),
  };
}

function measureOf(said: unknown): FeedMeasure | undefined {
  const { status, value, reason, inputs, formula, source } = objectOf(said);
  if (status !== 'RATED' && status !== 'UNRATED') return undefined;
  return {
    value: status === 'RATED' && typeof value === 'number' ? value : undefined,
    ...{ reason: String(reason ?? ''), inputs: objectOf(inputs) },
    ...{ formula: String(formula ?? ''), source: String(source ?? '') },
  };
}

const objectOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
