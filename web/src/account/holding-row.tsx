/** Rights of one series that are held: what they are worth, what they lose within a day, and using them. */
import { nowMs } from '../live/clock.js';
import { useAnswer } from '../live/use-answer.js';
import { seriesById } from '../live/venue-feed.js';
import { count, pat } from '../parts/format.js';
import { MarketName } from '../parts/market-name.js';
import type { Action } from '../parts/use-action.js';
import { command } from './session.js';

export interface Position {
  readonly seriesId: number;
  readonly heldLots: number;
  readonly costMicroPat: string;
}

interface Curve {
  readonly windowStartMs: number;
  readonly windowEndMs: number;
  readonly freshnessPpm: readonly number[];
}

const AGAIN_MS = 60_000;
const DAY_MS = 86_400_000;

/** What of the value is left a day from now, by the curve of the series. */
function keptInADay({ windowStartMs, windowEndMs, freshnessPpm }: Curve, atMs: number): number {
  const at = (ms: number): number => {
    const age = Math.min(1, Math.max(0, (ms - windowStartMs) / (windowEndMs - windowStartMs)));
    return freshnessPpm[Math.round(age * (freshnessPpm.length - 1))] ?? 0;
  };
  const now = at(atMs);
  return atMs + DAY_MS >= windowEndMs || now === 0 ? 0 : at(atMs + DAY_MS) / now;
}

interface Props {
  readonly position: Position;
  readonly action: Action;
}

export function HoldingRow({ position, action }: Props) {
  const { seriesId, heldLots, costMicroPat } = position;
  const series = seriesById.value.get(seriesId);
  const curve = useAnswer<Curve>(`/v1/series/${seriesId}/freshness`, AGAIN_MS).value;
  const tick = Number(series?.tickValueMicroPat ?? 0);
  const worth = heldLots * (series?.markTicks ?? 0) * tick;
  const left = curve === undefined ? undefined : keptInADay(curve, nowMs.value);
  const exercise = async (): Promise<string> => {
    const { affectedCount } = await command('POST', `/v1/series/${seriesId}/exercises`, {
      quantityLots: heldLots,
    });
    return `Exercised: ${count(affectedCount)} ${affectedCount === 1 ? 'delivery is' : 'deliveries are'} on the way.`;
  };
  return (
    <tr data-holding={seriesId}>
      <td>
        <a class="plain" href={`/markets/${seriesId}`}>
          <MarketName contract={series?.contract ?? `series ${seriesId}`} />
        </a>
      </td>
      <td class="right number">{count(heldLots)}</td>
      <td class="right number wide">{pat(costMicroPat)}</td>
      <td class="right number wide">{pat(worth)}</td>
      <td class="right number wide ask">{left === undefined ? '–' : pat(worth * (left - 1))}</td>
      <td class="right">
        <button
          type="button"
          class="button"
          disabled={action.isBusy}
          onClick={() => action.run(exercise)}
        >
          Exercise
        </button>
      </td>
    </tr>
  );
}
