/** What a queue of bought lots is made of: entries that continue each other are one. */
import type { Entry } from './world.js';

/** Whether an entry continues another, so that the two are one. */
export function isSameEntry(a: Entry, b: Entry): boolean {
  return (
    a.provider === b.provider &&
    a.novated === b.novated &&
    a.attested === b.attested &&
    a.unit === b.unit &&
    a.unitFee === b.unitFee &&
    a.buyerFee === b.buyerFee
  );
}

export function addEntry(queue: Entry[], entry: Entry, atFront = false): void {
  const neighbour = atFront ? queue[0] : queue.at(-1);
  if (neighbour && isSameEntry(neighbour, entry)) neighbour.lots += entry.lots;
  else if (atFront) queue.unshift({ ...entry });
  else queue.push({ ...entry });
}

/** Takes lots off an entry of a queue; without lots it leaves the queue. */
export function takeLots(queue: Entry[], entry: Entry, lots: number): Entry {
  entry.lots -= lots;
  if (entry.lots === 0) queue.splice(queue.indexOf(entry), 1);
  return { ...entry, lots };
}
