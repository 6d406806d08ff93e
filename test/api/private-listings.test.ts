/**
 * Catches a private listing that shows anywhere: every operation of the document is walked as a stranger, with its number, its words
 * and its provider as what is asked for, and no answer may have anything of it, or differ from that for a number that is none.
 */
// Rows of docs/marketplace-rows.md: DM2.
import { expect, test } from 'vitest';
import { documentOf } from '../../src/api/index.js';
import { PRIVATE_CONTENT, PRIVATE_TITLE } from '../support/listings.js';
import { openVenue } from './venue.js';

const { api, parties, ask } = await openVenue();

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
}
const document = documentOf(api) as {
  readonly paths: Readonly<
    Record<string, { readonly get?: { readonly parameters?: readonly Parameter[] } }>
  >;
};
const PRIVATE = 2;
const NONE = 999;
const TRACES = [
  ...['Zanzibar', 'clove'],
  Buffer.from(PRIVATE_CONTENT).toString('hex'),
  Buffer.from(PRIVATE_CONTENT).toString('base64'),
];

/** Addresses of an operation that ask for a listing by its number, its words, its provider. */
function addresses(path: string, parameters: readonly Parameter[], listing: number): string[] {
  const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) =>
    name === 'listingId'
      ? String(listing)
      : name === 'accountId'
        ? String(parties.provider.accountId)
        : name === 'form'
          ? 'croissant'
          : '1',
  );
  const values: Readonly<Record<string, string>> = {
    ...{ ids: `1,${listing}`, q: PRIVATE_TITLE, providerId: String(parties.provider.accountId) },
    ...{ fromMs: '0', toMs: '2000000000000', region: 'EU', licence: 'CC-BY-4.0' },
  };
  const named = parameters.filter((one) => one.in === 'query' && values[one.name] !== undefined);
  const required = named.filter((one) => one.required === true);
  const query = (some: readonly Parameter[]): string =>
    some.map(({ name }) => `${name}=${encodeURIComponent(values[name] as string)}`).join('&');
  return [required, ...named.map((one) => [...required, one])].map(
    (some) => `${filled}?${query([...new Set(some)])}`,
  );
}

const gets = Object.entries(document.paths).flatMap(([path, { get }]) =>
  get === undefined ? [] : [{ path, parameters: get.parameters ?? [] }],
);

test('no route shows anything of it to a stranger or to another account', async () => {
  let answered = 0;
  for (const by of [undefined, parties.consumer]) {
    for (const { path, parameters } of gets) {
      const of = (listing: number) => addresses(path, parameters, listing);
      for (const [i, address] of of(PRIVATE).entries()) {
        const response = await ask(address, {}, by);
        const text = await response.text();
        // What was asked for is not an answer.
        for (const trace of TRACES)
          expect(`${address} ${text}`.split(address)[1]).not.toContain(trace);
        const other = await ask(of(NONE)[i] as string, {}, by);
        const plain = (from: string, listing: number): string =>
          from.replaceAll(new RegExp(`\\b${listing}\\b`, 'g'), 'N');
        if (address !== of(NONE)[i]) {
          expect([other.status, plain(await other.text(), NONE)]).toEqual([
            ...[response.status, plain(text, PRIVATE)],
          ]);
        }
        answered += response.status === 200 ? 1 : 0;
      }
    }
  }
  expect(answered).toBeGreaterThan(20);
});

test('its provider finds it by its words and reads it; so does whoever oversees', async () => {
  for (const by of [parties.provider, parties.auditor]) {
    const found = await ask(`/market/listings?q=${encodeURIComponent('zanz clov')}`, {}, by);
    const { data, count } = (await found.json()) as { data: { title: string }[]; count: string };
    expect([data[0]?.title, count]).toEqual([PRIVATE_TITLE, '1']);
    expect((await ask(`/market/listings/${PRIVATE}`, {}, by)).status).toBe(200);
  }
});

test('counts and facets are those of what is shown', async () => {
  const counted = async (by?: typeof parties.provider): Promise<unknown> => {
    const { count, facets } = (await (await ask('/market/listings', {}, by)).json()) as {
      count: string;
      facets: Record<string, { value: string; count: string }[]>;
    };
    return [count, facets.kind, facets.region];
  };
  const of = (count: string) => [count, [{ value: 'DATASET', count }], [{ value: 'EU', count }]];
  expect(await counted()).toEqual(of('2'));
  expect(await counted(parties.consumer)).toEqual(of('2'));
  expect(await counted(parties.provider)).toEqual(of('3'));
});
