/**
 * Catches a stream that is not what the API answers, comes without an end to how many there are, keeps the place of one that is
 * gone, lets one address take every place, or is given for what does not exist.
 */
import { expect, test, vi } from 'vitest';
import { openVenue } from './venue.js';

const STREAMS_MAX = 512;
const PER_PLACE_MAX = 32;
const { api, ask, reader } = await openVenue();
const askFrom = async (remoteAddress: string): Promise<Response> =>
  await api.request('/v1/stream', {}, { incoming: { socket: { remoteAddress } } });

interface Event {
  readonly event: string;
  readonly data: unknown;
}

/** Reads a stream until it has said each of these. */
async function heard(response: Response, wanted: readonly string[]): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes as Uint8Array, { stream: true });
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const { event, data } of parts.map(eventOf)) found.set(event, data);
    if (wanted.every((name) => found.has(name))) return found;
  }
  throw new Error('the stream ended');
}

function eventOf(text: string): Event {
  const fields = new Map(
    text.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]),
  );
  return { event: fields.get('event') ?? '', data: JSON.parse(fields.get('data') ?? 'null') };
}

test('it begins with everything, as the routes say it, and says how the venue stands', async () => {
  const response = await ask('/v1/stream?seriesId=1');
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const found = await heard(response, ['series', 'book', 'quote', 'trades', 'venue']);
  const json = async (path: string) => (await (await ask(path)).json()) as { data: unknown[] };
  expect(found.get('series')).toEqual((await json('/v1/series?limit=500')).data);
  expect(await json('/v1/series/1/quote')).toMatchObject(found.get('quote') as object);
  expect(await json('/v1/series/1/book')).toMatchObject(found.get('book') as object);
  const { data } = await json('/v1/series/1/trades?limit=50');
  expect(found.get('trades')).toEqual({ seriesId: 1, data });
  expect(found.get('venue')).toMatchObject({ asOfSequence: reader.sequence, killed: false });
});

test('it is refused for what does not exist', async () => {
  for (const [query, status] of [
    ['seriesId=999', 404],
    ['seriesId=x', 400],
    ['nonsense=1', 400],
  ] as const) {
    expect((await ask(`/v1/stream?${query}`)).status, query).toBe(status);
  }
});

test('there are so many at a time, and who goes makes room', async () => {
  const open: Response[] = [];
  for (let i = 0; i < STREAMS_MAX; i += 1) {
    open.push(await askFrom(`192.0.2.${1 + Math.floor(i / PER_PLACE_MAX)}`));
    if (i !== PER_PLACE_MAX - 1) continue;
    const ofOneAddress = await askFrom('192.0.2.1');
    expect(ofOneAddress.status).toBe(503);
    expect(await ofOneAddress.json()).toMatchObject({
      detail: expect.stringContaining('32 streams of this address are open'),
    });
  }
  expect(open.every(({ status }) => status === 200)).toBe(true);
  const more = await askFrom('192.0.2.99');
  expect(more.status).toBe(503);
  expect(await more.json()).toMatchObject({ name: 'SESSION_LIMIT' });
  await Promise.all(open.map(({ body }) => body?.cancel()));
  await vi.waitFor(async () => {
    const again = await askFrom('192.0.2.1');
    expect(again.status).toBe(200);
    await again.body?.cancel();
  }, 20_000);
});
