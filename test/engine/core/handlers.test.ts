/** Catches a command without a handler: at compile time by the type of all handlers, and a kind the table has no place for. */
import { expect, test } from 'vitest';
import {
  type AccountHandlers,
  handle,
  handlerTable,
} from '../../../src/engine/core/kernel/handlers.js';
import { Result } from '../../../src/engine/core/kernel/reject.js';
import { COMMAND_KIND, Command } from '../../../src/values/index.js';

/** All handlers but one, as they are while somebody adds a command. */
type AllButOne = Omit<AccountHandlers, 'renameAccount'>;

test('the compiler misses a handler', () => {
  const some = {} as AllButOne;
  // @ts-expect-error a command nobody handles
  const all: AccountHandlers = some;
  expect(all).toBe(some);
});

test('a handler is given the body, who acts and where to answer; a kind without one says so', () => {
  const seen: unknown[] = [];
  const table = handlerTable({
    setPhase: ({ phase }, out, accountId) => {
      seen.push(phase, accountId);
      out.done(phase);
    },
  });
  const command = Object.assign(new Command(), { kind: COMMAND_KIND.SET_PHASE, accountId: 2 });
  command.body = { phase: 3, reason: 'x' };
  const out = new Result();
  expect(handle(table, command, out)).toBe(true);
  expect(seen).toEqual([3, 2]);
  expect(out.reference).toBe(3);
  for (const kind of [COMMAND_KIND.DEPOSIT, 0, 101, 5_000, -1]) {
    expect(handle(table, Object.assign(new Command(), { kind }), out)).toBe(false);
  }
  expect(seen.length).toBe(2);
});
