/** One draw of the customers against one set of parameters: what the broker earns, and what was done otherwise than recorded. */
import { type ParameterSet, runSet, type Tape } from '../backtest/index.js';
import type { Core } from '../engine/core/index.js';
import type { Frame } from '../engine/log/index.js';
import { type Answered, CustomersWhoAnswer } from './customers-who-answer.js';
import { draw } from './draw.js';
import type { Fit } from './fit.js';
import { earnedBy } from './observe.js';
import type { Observed } from './observed.js';
import { checkRoom, roomFor } from './room.js';

/** A run is a model of days: the broker's desk is ticked on a coarser grid than the host ticks it. */
const TICK_MS = 1_000;
const TICK_MAX_MS = 60_000;
const HORIZON_MS = 300_000;

export interface PlayOptions {
  readonly frames: Iterable<Frame>;
  readonly tape: Tape;
  readonly observed: Observed;
  readonly fit: Fit;
  readonly set: ParameterSet;
  readonly seed: number;
  /** Which draw. */
  readonly draw: number;
  /** Told the recorded commands played so far; may throw to stop. */
  readonly progress?: (commands: number) => void;
}

export interface Played extends Answered {
  readonly set: string;
  readonly draw: number;
  /** Money, and what is held at the end at the journal's fair value, as well as that is known. */
  readonly earnedMicroPat: number;
  /** The same, with that fair value as it was. */
  readonly markedMicroPat: number;
  readonly boughtLots: number;
  readonly soldLots: number;
  /** Cancels and deliveries of what is not here, and the like. */
  readonly leftOut: number;
}

export function play(options: PlayOptions): Played {
  const { frames, tape, observed, fit, set, seed, progress } = options;
  const drawn = draw(observed, fit, seed, options.draw);
  let customers: CustomersWhoAnswer | undefined;
  let core: Core | undefined;
  const result = runSet({
    frames,
    tape,
    set,
    horizonMs: HORIZON_MS,
    tickMs: TICK_MS,
    tickMaxMs: TICK_MAX_MS,
    widened: (limits) => roomFor(limits, observed.needed, drawn.unseen.length),
    ...(progress === undefined ? {} : { progress }),
    flow: (its, sequencer) => {
      core = its;
      customers = new CustomersWhoAnswer({ core: its, sequencer }, observed, drawn, (isBuy) => {
        const { nearest, furthest } = isBuy ? fit.buys : fit.sells;
        return [nearest, furthest];
      });
      return customers;
    },
  });
  if (core === undefined || customers === undefined) throw new Error('the journal is empty');
  checkRoom(core);
  const money = Number(result.pnl.total.moneyMicroPat);
  const { endMarkMicroPat, contractOf } = observed;
  const worths = endMarkMicroPat.map((value, id) => value * drawn.worth(contractOf[id] ?? 0));
  const { series } = core.state;
  return {
    ...customers.answered,
    set: set.name,
    draw: options.draw,
    earnedMicroPat: earnedBy(money, series, worths),
    markedMicroPat: earnedBy(money, series, endMarkMicroPat),
    boughtLots: result.pnl.total.boughtLots,
    soldLots: result.pnl.total.soldLots,
    leftOut: Object.values(result.leftOut).reduce((sum: number, n: number) => sum + n, 0),
  };
}
