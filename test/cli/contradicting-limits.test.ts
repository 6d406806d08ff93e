/** Catches a venue that is made with limits of which one makes another untrue, or with one it cannot have. */
import { expect, it } from 'vitest';
import { limitsOfNewVenue, loadConfig } from '../../src/cli/config.js';
import { DEFAULT_LIMITS } from '../../src/engine/core/index.js';

const limitsOf = (limits: Readonly<Record<string, number>>) =>
  limitsOfNewVenue({ ...loadConfig({}, {}), limits });

it('limits that agree with each other are taken, the rest by default', () => {
  expect(limitsOf({ maxAccounts: 128, maxIdSpaces: 128 })).toEqual({
    ...DEFAULT_LIMITS,
    maxAccounts: 128,
    maxIdSpaces: 128,
  });
});

it('more accounts than id spaces are refused with both numbers', () => {
  expect(() => limitsOf({ maxAccounts: 256, maxIdSpaces: 128 })).toThrow(
    /maxIdSpaces is 128 and maxAccounts 256: .+at least as many; change it in the configuration file/,
  );
});

it('a limit no venue can have is refused by its name', () => {
  expect(() => limitsOf({ maxAccounts: 0 })).toThrow(/maxAccounts/);
});
