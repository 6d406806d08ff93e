/**
 * The catalog's search by the number of listings: a rare word, one that is in a tenth and one that is in all of them, with and
 * without facets; against the word index alone, asked for the best hundred of the same words in the same run.
 *
 * `node dist/bench/catalog/main.js [listings,...] [rounds]` prints one JSON line a figure. Rows are written as the fold writes them,
 * without a journal: what is measured is the query.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SearchTerms, search } from '../../src/catalog/index.js';
import { Database } from '../../src/reader/index.js';

const [sizes = '1000,10000,100000', rounds = '60'] = process.argv.slice(2);
const NOBODY = { accountId: 0, seesAll: false };
const WORDS = ['harbour', 'weather', 'retail', 'mobility', 'energy', 'health', 'crops', 'traffic'];
const COLUMNS = 39;

/** Fills a history with listings that differ in words, quality, licence and region. */
function fill(database: Database, listings: number): void {
  const names = database
    .prepare("SELECT name FROM pragma_table_info('market_listings')")
    .rows([])
    .map(([name]) => String(name));
  if (names.length !== COLUMNS) throw new Error('the table of listings is another one');
  const texts = new Set([
    'licence_hash',
    'royalties',
    'title',
    'licence',
    'document',
    'document_hash',
  ]);
  const insert = `INSERT INTO market_listings VALUES (${names.map(() => '?').join(',')})`;
  database.exec('BEGIN');
  for (let id = 1; id <= listings; id += 1) {
    const word = WORDS[id % WORDS.length] as string;
    const rare = id % 1_000 === 0 ? 'zanzibar' : '';
    const tenth = id % 10 === 0 ? 'satellite' : '';
    const title = `${word} set ${id}`;
    const body = `data on ${word} ${tenth} ${rare} measured by sensor ${id * 7}`;
    const given: Readonly<Record<string, number | string>> = {
      ...{ listing_id: id, owner_id: 5 + (id % 200), kind: 1, status: 3, visibility: 1 },
      ...{ price_kind: 1 + (id % 2), live_revision: 1, composite_ppm: (id * 7_919) % 1_000_001 },
      ...{ title, licence: id % 3 === 0 ? 'CC-BY-4.0' : 'proprietary', document: '{}' },
    };
    const value = (name: string) => given[name] ?? (texts.has(name) ? '' : 0);
    database.prepare(insert).run(names.map(value));
    database
      .prepare('INSERT INTO market_regions VALUES (?, ?)')
      .run([id, id % 4 === 0 ? 'EU' : 'US']);
    database
      .prepare('INSERT INTO market_text (rowid, title, body) VALUES (?, ?, ?)')
      .run([id, title, body]);
  }
  database.exec('COMMIT');
}

function quantiles(run: () => void): { p50Ms: number; p99Ms: number } {
  const times: number[] = [];
  for (let i = 0; i < Number(rounds); i += 1) {
    const begun = performance.now();
    run();
    times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(share * times.length))] as number;
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}

const QUERIES: readonly (readonly [what: string, terms: Partial<SearchTerms>])[] = [
  ['a rare word', { text: 'zanzibar' }],
  ['a word of a tenth', { text: 'satellite' }],
  ['a word of all', { text: 'sensor' }],
  ['a word of all, two facets', { text: 'sensor', licence: 'CC-BY-4.0', region: 'EU' }],
  ['no word', {}],
  ['no word, quality and a facet', { minCompositePpm: 900_000, region: 'EU' }],
];

for (const listings of sizes.split(',').map(Number)) {
  const scratch = mkdtempSync(join(tmpdir(), 'patx-bench-catalog-'));
  const database = Database.open(join(scratch, 'history', 'venue.db'));
  fill(database, listings);
  for (const [what, terms] of QUERIES) {
    const { p50Ms, p99Ms } = quantiles(() => {
      search(database, { offset: 0, limit: 20, ...terms }, NOBODY);
    });
    const alone = 'SELECT rowid FROM market_text WHERE market_text MATCH ? ORDER BY rank LIMIT 100';
    const against =
      terms.text === undefined
        ? undefined
        : quantiles(() => void database.prepare(alone).rows([`"${terms.text}"*`]));
    const said = `${what}, ${listings.toLocaleString('en-US')} listings`;
    for (const [quantile, value, of] of [
      ['p50', p50Ms, against?.p50Ms],
      ['p99', p99Ms, against?.p99Ms],
    ] as const) {
      const other =
        of === undefined ? {} : { against: { what: 'the word index alone', value: of } };
      console.log(JSON.stringify({ name: `${said}: ${quantile}`, value, unit: 'ms', ...other }));
    }
  }
  database.close();
  rmSync(scratch, { recursive: true, force: true });
}
