/**
 * Catches a stop in the wrong order, one that waits for ever for a part that hangs, one that does not say what for, and an exit while
 * threads read the journal.
 */
import { expect, test } from 'vitest';
import { OpenParts } from '../../../src/cli/exchange/open-parts.js';

function parts(partMs?: number) {
  const progress = { waitingFor: '' };
  const errors: object[] = [];
  const logger = { error: (fields: object) => errors.push(fields) };
  return { progress, errors, open: new OpenParts(logger as never, progress, partMs) };
}

test('whatever the order of opening, and however far it came, closing has one order', async () => {
  const { open } = parts();
  const closed: string[] = [];
  for (const part of ['desk', 'journal', 'timers', 'gateway'] as const) {
    open.add(part, async () => closed.push(part));
  }
  expect(await open.close()).toEqual([]);
  expect(await open.close()).toEqual([]);
  expect(closed).toEqual(['timers', 'gateway', 'journal', 'desk']);
});

test('a part that hangs or fails is named and left, and the others close', async () => {
  const { open, progress, errors } = parts(20);
  const seen: string[] = [];
  open.add('gateway', () => Promise.reject(new Error('no')));
  open.add('journal', () => {
    seen.push(progress.waitingFor);
    return new Promise(() => undefined);
  });
  open.add('desk', () => seen.push(progress.waitingFor));
  expect(await open.close()).toEqual(['gateway', 'journal']);
  expect(seen).toEqual([expect.stringContaining('the journal'), expect.stringContaining('desk')]);
  expect(errors).toEqual([
    { part: 'gateway', err: expect.objectContaining({ message: 'no' }) },
    {
      part: 'journal',
      err: expect.objectContaining({ message: expect.stringContaining('not done in') }),
    },
  ]);
});

test('before an exit the threads that read the journal end, or are given up, and nothing else is closed', async () => {
  const { open, errors } = parts();
  const closed: string[] = [];
  for (const part of ['timers', 'gateway', 'sequencer', 'journal', 'reader'] as const) {
    open.add(part, async () => closed.push(part));
  }
  open.add('desk', () => new Promise(() => undefined));
  await open.endReaders(20);
  expect(closed).toEqual(['reader']);
  expect(errors).toEqual([
    {
      part: 'desk',
      err: expect.objectContaining({ message: expect.stringContaining('not done in 20 ms') }),
    },
  ]);
});
