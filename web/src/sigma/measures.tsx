/** Numbers of a score, each opening to its inputs, its formula and where that is from; an unrated one says why. */
import { Panel } from '../parts/panel.js';
import { type Measure, type Score, words } from './shapes.js';

const DIGITS = 4;

const shown = (value: number): string =>
  Number.isInteger(value) ? String(value) : value.toPrecision(DIGITS);

export function Measured({ of }: { readonly of: Measure }) {
  const { status, value = 0, reason = '', detail = '', formula, source, inputs } = of;
  return (
    <details class="measure" data-measure={of.name}>
      <summary>
        {words(of.name)}{' '}
        <strong class="number">
          {status === 'RATED' ? shown(value) : `unrated: ${words(reason)}`}
        </strong>
      </summary>
      {status === 'UNRATED' && <p>{detail}</p>}
      <p>
        <code>{formula}</code>
      </p>
      <p class="soft">{source}</p>
      <dl class="rows">
        {Object.entries(inputs).map(([name, input]) => (
          <Input
            key={name}
            name={name}
            text={typeof input === 'number' ? shown(input) : String(input)}
          />
        ))}
      </dl>
    </details>
  );
}

function Input({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <>
      <dt>{name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}</dt>
      <dd class="number">{text}</dd>
    </>
  );
}

export function Measures({ score }: { readonly score: Score }) {
  const all = [
    ...[score.trust, score.deflatedSharpe, score.stability, score.headroom, score.parity.parity],
    ...[score.capacity, score.seats, score.regimeStability, score.simVariance, score.slippage],
    score.disclosures.completeness,
  ];
  return (
    <Panel
      title="Scores"
      class="spaced"
      aside={
        <span class="soft">
          week {score.week}, from {score.sim.signals} signals
        </span>
      }
    >
      {all.map((one) => (
        <Measured key={one.name} of={one} />
      ))}
      {score.disclosures.missing.length > 0 && (
        <p>Not disclosed: {score.disclosures.missing.map(words).join(', ')}.</p>
      )}
      {score.isSlippageAlert && <p class="warn">Followers pay much more than the paper trading.</p>}
      <p class="soft">
        Paper trading <code>{score.sim.sha.slice(0, 16)}…</code> at prices{' '}
        <code>{score.sim.sourceSha.slice(0, 16)}…</code>: <code>patx sigma recompute</code> makes it
        again.
      </p>
    </Panel>
  );
}
