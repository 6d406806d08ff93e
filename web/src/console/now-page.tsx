/** Is anything wrong, since when, what does it cost, what may I do: one screen, asked for twice a second. */
import type { Now, NowItem, NowReading } from '../live/now-shapes.js';
import { useAnswer } from '../live/use-answer.js';
import { connection } from '../live/venue-feed.js';
import { duration, moment, time } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { NotForYou } from './not-for-you.js';

const AGAIN_MS = 500;

export function NowPage() {
  const { value, problem } = useAnswer<Now>('/v1/now', AGAIN_MS);
  if (problem?.status === 401 || problem?.status === 403) return <NotForYou what="Now" />;
  return (
    <>
      <div class="head">
        <h1 class="hidden">Now</h1>
        <Verdict now={value} />
      </div>
      {value !== undefined && (
        <>
          <ol class="items" aria-label="What is wrong">
            {value.items.map((item) => (
              <Item key={`${item.checkId} ${item.title}`} item={item} asOfMs={value.asOfMs} />
            ))}
          </ol>
          <Readings readings={value.readings} />
        </>
      )}
    </>
  );
}

function Verdict({ now }: { readonly now: Now | undefined }) {
  const isLost = connection.value.state === 'lost';
  if (isLost) {
    return (
      <p class="verdict bad" data-verdict="silent">
        <Mark kind="bad" /> The venue does not answer
      </p>
    );
  }
  if (now === undefined) return <p class="verdict soft">Asking the venue …</p>;
  const bad = now.items.filter(({ severity }) => severity === 'bad');
  const since = Math.min(...bad.map(({ sinceMs }) => sinceMs));
  const watched = now.readings.filter(({ state }) => state !== 'unwatched').length;
  return bad.length === 0 ? (
    <>
      <p class="verdict good" data-verdict="well">
        <Mark kind="good" /> Nothing is wrong
      </p>
      <span class="soft">
        {watched} checks, as of {time(now.asOfMs)} UTC
      </span>
    </>
  ) : (
    <>
      <p class="verdict bad" data-verdict="wrong" role="status">
        <Mark kind="bad" />{' '}
        {bad.length === 1 ? 'One thing is wrong' : `${bad.length} things are wrong`}
      </p>
      <span class="soft">since {moment(since)}, the worst first</span>
    </>
  );
}

function Item({ item, asOfMs }: { readonly item: NowItem; readonly asOfMs: number }) {
  const { checkId, severity, title, cause, sinceMs, cost, may, address, runbook } = item;
  return (
    <li class={`item ${severity}`} data-item-of={checkId} data-severity={severity}>
      <header>
        <h2>
          <Mark kind={severity} /> {title}
        </h2>
        <span class="soft">
          since <span class="number">{time(sinceMs)}</span> UTC,{' '}
          {duration(Math.max(asOfMs, Date.now()) - sinceMs)}
        </span>
      </header>
      <dl>
        <dt>Why</dt>
        <dd data-cause>{cause}</dd>
        <dt>Cost</dt>
        <dd data-cost>{cost}</dd>
        <dt>You may</dt>
        <dd>{may}</dd>
      </dl>
      <p class="links">
        {address !== undefined && <a href={address}>Go there</a>}
        <a href={runbook} data-runbook>
          Runbook
        </a>
      </p>
    </li>
  );
}

/** A sign that needs no colour: a tick, a cross, an exclamation mark. */
function Mark({ kind }: { readonly kind: 'good' | 'bad' | 'warn' }) {
  const shapes = {
    good: 'M3 8.5l3.2 3.2L13 5',
    bad: 'M4 4l8 8M12 4l-8 8',
    warn: 'M8 3v6M8 11.5v1.5',
  };
  return (
    <svg viewBox="0 0 16 16" width="18" height="18" class={kind} aria-hidden="true">
      <circle cx="8" cy="8" r="7.2" fill="none" stroke="currentColor" stroke-width="1.2" />
      <path d={shapes[kind]} fill="none" stroke="currentColor" stroke-width="1.6" />
    </svg>
  );
}

function Readings({ readings }: { readonly readings: readonly NowReading[] }) {
  return (
    <Panel title="What is watched">
      <ul class="readings">
        {readings.map(({ checkId, name, reading, state }) => (
          <li key={checkId} data-reading={checkId} data-state={state}>
            <span class="soft">{name}</span>
            <span class={`number ${state === 'wrong' ? 'bad' : ''}`}>
              {reading}
              {state === 'wrong' && <span class="hidden"> (wrong)</span>}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
