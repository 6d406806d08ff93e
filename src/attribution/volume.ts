/**
 * What consumers bought, and what became of it: the rights that were exercised, which is demand for data, apart from
 * the rest, which may be anything. A right exercised by the close was wanted by nobody in particular, so it is counted
 * apart again.
 */
export interface Volume {
  /** Lots consumers bought, of anyone, less busts. */
  boughtLots: number;
  boughtMicroPat: bigint;
  /** Of them, from the broker. */
  fromBrokerLots: number;
  /** Exercised because their holder said so: utility-driven. */
  exercisedLots: number;
  /** Exercised by the close of the window. */
  automaticLots: number;
  /** Given up at the close by holders that opted out. */
  forfeitedLots: number;
  /** Deliveries that ended: accepted, with what their consumers paid, fee included; and refunded. */
  deliveredLots: number;
  deliveredMicroPat: bigint;
  failedLots: number;
}

/** Nothing yet. */
export function noVolume(): Volume {
  return {
    boughtLots: 0,
    boughtMicroPat: 0n,
    fromBrokerLots: 0,
    exercisedLots: 0,
    automaticLots: 0,
    forfeitedLots: 0,
    deliveredLots: 0,
    deliveredMicroPat: 0n,
    failedLots: 0,
  };
}

/** Adds `more` to `sum`. */
export function addVolume(sum: Volume, more: Volume): void {
  sum.boughtLots += more.boughtLots;
  sum.boughtMicroPat += more.boughtMicroPat;
  sum.fromBrokerLots += more.fromBrokerLots;
  sum.exercisedLots += more.exercisedLots;
  sum.automaticLots += more.automaticLots;
  sum.forfeitedLots += more.forfeitedLots;
  sum.deliveredLots += more.deliveredLots;
  sum.deliveredMicroPat += more.deliveredMicroPat;
  sum.failedLots += more.failedLots;
}
