/** A model feed: what was measured of it with its inputs, what it earned, who may still follow, where its signals come from. */
import type { PageParams } from '../app/page-loaders.js';
import { useAnswer } from '../live/use-answer.js';
import { count, moment, pat } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { Curves } from './curves.js';
import { Measures } from './measures.js';
import { type Disclosures, type Feed, type FeedListing, trustText, words } from './shapes.js';
import { SignalsPanel } from './signals-panel.js';
import { Subscribe } from './subscribe.js';

const AGAIN_MS = 2_000;
const SLOW_MS = 10_000;
const MS_PER_DAY = 86_400_000;

export function FeedPage({ id }: PageParams) {
  const { value, problem } = useAnswer<FeedListing>(`/market/listings/${id}`, AGAIN_MS);
  const disclosed = useAnswer<Disclosures>(`/market/listings/${id}/disclosures`, SLOW_MS).value;
  if (value === undefined) return <p class="empty">{problem?.title ?? 'Asking the venue …'}</p>;
  const { feed } = value;
  if (feed === null) {
    return (
      <p class="empty">
        This is no model feed. <a href={`/data/${id}`}>See it as a data set</a>
      </p>
    );
  }
  const { score } = feed;
  return (
    <>
      <div class="head">
        <h1>{value.title}</h1>
        <span class="soft" data-feed-status={value.status}>
          {words(value.status)} · trust {trustText(feed.trustPpm)} · risk{' '}
          {feed.riskBand === '' ? 'unrated' : words(feed.riskBand)}
        </span>
      </div>
      <p>{String(value.document?.description ?? '')}</p>
      {score !== null && (
        <p>
          {score.badges.map((badge) => (
            <span key={badge} class="tag">
              {words(badge)}
            </span>
          ))}
        </p>
      )}
      <State feed={feed} />
      <p class="legend-text">{feed.legend}</p>
      <Curves report={disclosed?.report ?? null} score={score} />
      <Capacity feed={feed} />
      <Subscribe listing={value} feed={feed} />
      <SignalsPanel listingId={value.listingId} />
      {score === null ? (
        <p class="empty">No week was scored yet.</p>
      ) : (
        <>
          <Measures score={score} />
          <Parity basis={score.parity.basis} />
          <Risks statements={score.statements} />
        </>
      )}
      <Lineage feed={feed} disclosed={disclosed} />
      <Log listing={value} disclosed={disclosed} />
    </>
  );
}

function State({ feed }: { readonly feed: Feed }) {
  const nowMs = Date.now();
  return (
    <dl class="facts" data-drift={feed.drift}>
      <Fact name="Entry" text={words(feed.phase)} />
      <Fact name="Drift" text={words(feed.drift)} />
      <Fact name="Review" text={moment(feed.reviewAtMs)} />
      <Fact name="Signals" text={count(feed.lastSequence)} />
      {feed.coolingUntilMs > nowMs && (
        <Fact
          name="A change cools off"
          text={`${Math.ceil((feed.coolingUntilMs - nowMs) / MS_PER_DAY)} days`}
        />
      )}
    </dl>
  );
}

function Fact({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}

function Capacity({ feed: { seatLimit, heldSeats, freeSeats, plans } }: { readonly feed: Feed }) {
  return (
    <Panel title="Capacity" class="spaced">
      <p>
        <label>
          {count(heldSeats)} of {count(seatLimit)} seats are held, {count(freeSeats)} are free
          <meter
            class="gauge"
            min={0}
            max={Math.max(1, seatLimit)}
            value={heldSeats}
            data-capacity
          />
        </label>
      </p>
      <p class="soft">
        More followers than that would eat what the model earns by their own trades. Unknown
        capacity is no seat.
      </p>
      <ul class="items">
        {plans.map((plan) => (
          <li key={plan.tier} class="item">
            {words(plan.tier)}: <span class="number">{pat(plan.priceMicroPat)} PAT</span> for 30
            days, {count(plan.heldSeats)} of {count(plan.seatCap)} held
            {plan.trialDays > 0 && `, ${plan.trialDays} days to try`}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Parity({ basis }: { readonly basis: string }) {
  return (
    <Panel title="Paper and money" class="spaced">
      <p data-parity={basis}>
        {basis === 'LIVE'
          ? 'Compared weekly with returns that were verified.'
          : 'Sim only: no return with real money was verified, so parity is 0.'}
      </p>
    </Panel>
  );
}

function Risks({ statements }: { readonly statements: readonly { id: string; text: string }[] }) {
  return (
    <Panel title="Risks" class="spaced">
      <ul class="items">
        {statements.map(({ id, text }) => (
          <li key={id} class="item">
            {text}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

interface DisclosedProps {
  readonly feed: Feed;
  readonly disclosed: Disclosures | undefined;
}

function Lineage({ feed, disclosed }: DisclosedProps) {
  const report = disclosed?.report ?? null;
  return (
    <Panel title="Lineage and disclosures" class="spaced">
      <dl class="rows">
        <Row name="model" text={feed.modelId} />
        <Row name="stamp" text={feed.stamp} />
        {Object.entries(feed.lineage ?? {}).map(([name, hash]) => (
          <Row key={name} name={words(name)} text={hash} />
        ))}
        <Row name="chain of signals" text={feed.chainHash} />
      </dl>
      {report !== null && (
        <>
          <h3>Gates</h3>
          <ul class="items">
            {report.gates.map(({ gate, state, findings }) => (
              <li key={gate} class="item" data-gate={gate} data-state={state}>
                {words(gate)}: {words(state)}
                {findings.map(({ code, evidence, remedy }) => (
                  <p key={`${code} ${evidence}`} class="soft">
                    {words(code)}: {evidence}. {remedy}
                  </p>
                ))}
              </li>
            ))}
          </ul>
          <h3>Model card</h3>
          <dl class="rows">
            {Object.entries(report.disclosures.modelCard).map(([name, text]) => (
              <Row
                key={name}
                name={words(name)}
                text={typeof text === 'string' ? text : JSON.stringify(text)}
              />
            ))}
          </dl>
          <p class="soft">
            Best of {report.disclosures.sweep.trials} trials: rank{' '}
            {report.disclosures.sweep.selectedRank}. Backtest net of fees{' '}
            {(100 * report.disclosures.backtest.netPerYear).toFixed(1)} % a year, out of sample{' '}
            {(100 * report.disclosures.backtest.outOfSampleShare).toFixed(0)} %.
          </p>
        </>
      )}
    </Panel>
  );
}

function Row({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd class="breaks">{text}</dd>
    </>
  );
}

function Log({
  listing,
  disclosed,
}: {
  readonly listing: FeedListing;
  readonly disclosed: Disclosures | undefined;
}) {
  return (
    <Panel title="Change log" class="spaced">
      <ul class="items" data-change-log>
        {disclosed?.changes.map((one) => (
          <li key={`${one.sequence} ${one.cause}`} class="item">
            {moment(one.timeMs)} {words(one.cause)}: {words(one.phase)}, {words(one.drift)}
            {one.documentHash !== '' && (
              <span class="soft">
                {' '}
                document <code>{one.documentHash.slice(0, 16)}…</code>
              </span>
            )}
          </li>
        ))}
        {listing.changes.map((one) => (
          <li key={`listing ${one.sequence}`} class="item">
            {moment(one.timeMs)} {words(one.cause)} {one.reason}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
