/**
 * The transports that tests go through: both where the native one loads, and `ws` alone, said aloud, where it does not.
 *
 * On Node 20 it loads wherever the project's checks run, so that not loading is a failure there and not a smaller test.
 */
export type TransportKind = 'uws' | 'ws';

const problem = await import('uWebSockets.js').then(
  () => undefined,
  (error: Error) => error.message.split('\n').at(-1),
);

if (problem !== undefined) {
  if (process.versions.node.startsWith('20.')) {
    throw new Error(`uWebSockets.js does not load on Node 20: ${problem}`);
  }
  console.warn(`transport: only ws is tested, because uWebSockets.js does not load: ${problem}`);
}

/** What the tests of both go through. */
export const TRANSPORTS: readonly TransportKind[] = problem === undefined ? ['uws', 'ws'] : ['ws'];

/** What a test that needs one takes. */
export const ANY_TRANSPORT: TransportKind = TRANSPORTS[0] ?? 'ws';
