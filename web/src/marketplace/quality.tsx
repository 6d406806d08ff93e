/** What was measured of a data set, in words and bars; what was not measured says so and is no zero. */
import { share } from '../parts/format.js';
import { DIMENSIONS, type Measured } from './shapes.js';

interface Props {
  readonly of: Measured & { readonly compositePpm: number; readonly coveragePpm: number };
}

export function Quality({ of }: Props) {
  return (
    <dl class="rows" data-quality>
      <dt>Counts in rank</dt>
      <dd class="number">{share(of.compositePpm)}</dd>
      <dt>Measured of the whole</dt>
      <dd class="number">{share(of.coveragePpm)}</dd>
      {DIMENSIONS.map((name) => (
        <Row key={name} name={name} ppm={of[`${name}Ppm`]} />
      ))}
    </dl>
  );
}

function Row({ name, ppm }: { readonly name: string; readonly ppm: number | null }) {
  return (
    <>
      <dt>{name[0]?.toUpperCase() + name.slice(1)}</dt>
      <dd class="number">{ppm === null ? 'not measured' : share(ppm)}</dd>
    </>
  );
}
