/** The newest signals, for who may read them; else why not, and what to do. */
import { session } from '../account/session.js';
import { useAnswer } from '../live/use-answer.js';
import { moment } from '../parts/format.js';
import { Panel } from '../parts/panel.js';

interface Signal {
  readonly sequence: number;
  readonly journalAtMs: number;
  readonly void: string;
  readonly signal: {
    readonly asset: string;
    readonly target_weight: number;
    readonly valid_until: number;
  } | null;
}

const AGAIN_MS = 5_000;
const SHOWN = 20;

export function SignalsPanel({ listingId }: { readonly listingId: number }) {
  const isSignedIn = session.value !== undefined && session.value !== null;
  const path = `/signals?listingId=${listingId}&limit=200`;
  const { value, problem } = useAnswer<{ readonly tier: string; readonly data: readonly Signal[] }>(
    isSignedIn ? path : undefined,
    AGAIN_MS,
  );
  return (
    <Panel title="Signals" class="spaced">
      {!isSignedIn && (
        <p class="empty">
          They are read by who holds a seat. <a href="/sign-in">Sign in</a>
        </p>
      )}
      {isSignedIn && problem !== undefined && (
        <p class="empty" data-signals="refused">
          {problem.title} {problem.remedy}
        </p>
      )}
      {value !== undefined && problem === undefined && (
        <div class="scroll" data-signals={value.tier}>
          <table class="figures">
            <thead>
              <tr>
                <th scope="col">Signal</th>
                <th scope="col">Journaled</th>
                <th scope="col">Asset</th>
                <th scope="col" class="right">
                  Weight
                </th>
                <th scope="col" class="wide">
                  Valid until
                </th>
              </tr>
            </thead>
            <tbody>
              {value.data
                .slice(-SHOWN)
                .toReversed()
                .map((one) => (
                  <tr key={one.sequence} data-signal={one.sequence}>
                    <td class="number">{one.sequence}</td>
                    <td>{moment(one.journalAtMs)}</td>
                    <td>{one.signal?.asset ?? `void: ${one.void}`}</td>
                    <td class="right number">{one.signal?.target_weight ?? '–'}</td>
                    <td class="wide">
                      {one.signal === null ? '–' : moment(one.signal.valid_until)}
                    </td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
