/** Up to six data sets side by side; a row in which they differ is marked. */
import { queryOf } from '../app/router.js';
import { useAnswer } from '../live/use-answer.js';
import { count, share } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { Price } from './price.js';
import { DIMENSIONS, type Listing } from './shapes.js';

interface Compared {
  readonly data: readonly Listing[];
  readonly differences: readonly string[];
}

export function ComparePage() {
  const { value, problem } = useAnswer<Compared>(`/market/compare?ids=${queryOf('ids')}`);
  return (
    <>
      <div class="head">
        <h1>Compare</h1>
        <a href="/data">Catalog</a>
      </div>
      {problem !== undefined && <p class="bad">{problem.title}</p>}
      {value !== undefined && <Table compared={value} />}
    </>
  );
}

const measured = (ppm: number | null): string => (ppm === null ? 'not measured' : share(ppm));

function Table({ compared: { data, differences } }: { readonly compared: Compared }) {
  const rows: readonly (readonly [string, string, (one: Listing) => preact.ComponentChildren])[] = [
    ['priceMicroPat', 'Price', (one) => <Price of={one} />],
    ['licence', 'Licence', (one) => one.licence],
    ['compositePpm', 'Quality', (one) => share(one.compositePpm)],
    ['coveragePpm', 'Measured', (one) => share(one.coveragePpm)],
    ...DIMENSIONS.map(
      (name) => [`${name}Ppm`, name, (one: Listing) => measured(one[`${name}Ppm`])] as const,
    ),
    ['sales', 'Sales', (one) => count(one.sales)],
    ['disputes', 'Disputes', (one) => `${one.disputes}, ${one.upheld} upheld`],
    [
      'rating',
      'Rating',
      ({ rating }) => (rating.count === 0 ? 'none' : (rating.hundredths / 100).toFixed(2)),
    ],
  ];
  return (
    <Panel title="Side by side">
      <div class="scroll">
        <table class="figures markets">
          <thead>
            <tr>
              <th scope="col">Of each</th>
              {data.map((one) => (
                <th key={one.listingId} scope="col" class="right">
                  <a href={`/data/${one.listingId}`}>{one.title}</a>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([field, title, say]) => (
              <tr key={field} data-differs={differences.includes(field)}>
                <th scope="row">
                  {title}
                  {differences.includes(field) && <span class="soft"> differs</span>}
                </th>
                {data.map((one) => (
                  <td key={one.listingId} class="right number">
                    {say(one)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
