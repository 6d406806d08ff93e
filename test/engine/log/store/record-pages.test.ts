/** Would catch: a reader of pages that finds other records than the storage engine does, in either direction, from or up to any key. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openForWriting } from '../../../../src/engine/log/store/lmdb-environment.js';
import { RecordPages } from '../../../../src/engine/log/store/record-pages.js';
import { scratchDirectory } from './fixtures.js';

const KEYS = 400;
const keyOf = (number: number): Buffer => {
  const key = Buffer.alloc(number % 3 === 0 ? 12 : 8);
  key.writeUInt32BE(number, 0);
  return key;
};

it('reads what the storage engine reads, after any puts and removals', async () => {
  const directory = scratchDirectory();
  const environment = openForWriting(directory, 1 << 28);
  let pages: RecordPages | undefined;
  const change = fc.record({
    key: fc.nat(KEYS),
    bytes: fc.oneof(fc.constant(-1), fc.nat(200), fc.integer({ min: 1_500, max: 20_000 })),
  });
  const range = fc.record(
    { start: fc.nat(KEYS), end: fc.nat(KEYS), reverse: fc.boolean(), limit: fc.nat(50) },
    { requiredKeys: ['reverse'] },
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 80 }), fc.array(range), (changes, ranges) => {
      environment.transactionSync(() => {
        for (const { key, bytes } of changes) {
          if (bytes < 0) environment.removeSync(keyOf(key));
          else environment.putSync(keyOf(key), Buffer.alloc(bytes, key));
        }
      });
      environment.resetReadTxn();
      pages ??= RecordPages.open(directory);
      for (const { start, end, reverse, limit } of ranges) {
        const asked = {
          ...(start === undefined ? {} : { start: keyOf(start) }),
          ...(end === undefined ? {} : { end: keyOf(end) }),
          ...(limit === undefined ? {} : { limit }),
          reverse,
        };
        const wanted = [...environment.getRange(asked)].map(({ key, value }) => [
          Buffer.from(key).toString('hex'),
          Buffer.from(value).toString('hex'),
        ]);
        const found = pages?.range(asked) ?? [];
        // With a limit of none the engine has no records, and this reader one.
        const taken = limit === 0 ? found.slice(0, 0) : found;
        expect(
          taken.map(({ key, value }) => [
            Buffer.from(key).toString('hex'),
            Buffer.from(value).toString('hex'),
          ]),
        ).toEqual(wanted);
      }
      for (let key = 0; key < KEYS; key += 37) {
        const wanted = environment.get(keyOf(key));
        expect(pages?.get(keyOf(key))).toEqual(wanted);
      }
    }),
    { numRuns: 60 },
  );
  pages?.close();
  await environment.close();
});
