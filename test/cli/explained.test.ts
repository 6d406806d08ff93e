/**
 * Catches an error of the system that reaches a person as its code alone or as a stack, and a setting whose help does not say
 * what it takes and what it is when it is not given.
 */
import { expect, test } from 'vitest';
import { CommandError } from '../../src/cli/command-error.js';
import { configSchema, settingsHelp } from '../../src/cli/config.js';
import { explained, lineOf } from '../../src/cli/explained.js';

const failure = (fields: object): Error => Object.assign(new Error('what the system says'), fields);

test.each([
  [{ code: 'ENOSPC', path: '/d/x' }, 'disk-full: /d/x cannot be used (ENOSPC); free space'],
  [{ code: 'EROFS', path: '/d' }, 'read-only: /d '],
  [{ code: 'EACCES', path: '/d' }, 'not-allowed: /d '],
  [{ code: 'ENOENT', path: '/d' }, 'not-there: /d '],
  [{ code: 'ENOTDIR', path: '/d' }, 'not-a-directory: /d '],
  [{ code: 'EIO', path: '/d' }, 'disk-failed: /d '],
  // As the storage engine has it: the number, and no path.
  [{ code: 28 }, 'disk-full: /data cannot be used (ENOSPC)'],
  [
    { code: 'EADDRINUSE', syscall: 'listen', address: '::1', port: 9 },
    'port-taken: ::1:9 cannot be listened on (EADDRINUSE); stop what listens there, or choose another port, with --x',
  ],
  [{ code: 'EACCES', syscall: 'listen', address: 'a', port: 80 }, 'port-not-allowed: a:80 '],
  [
    { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: 'nowhere' },
    'address-not-here: nowhere ',
  ],
])('%j is told with place and remedy', (fields, says) => {
  const told = explained(failure(fields), { path: '/data', setting: '--x' });
  expect(told).toBeInstanceOf(CommandError);
  expect(told.message.slice(0, says.length)).toBe(says);
});

test('what has words of its own keeps them, on one line', () => {
  const own = new CommandError('bad-value', 'one\nand two');
  expect(explained(own)).toBe(own);
  expect(lineOf(own)).toBe('bad-value: one and two');
  const refusedPeer = failure({ code: 'ECONNREFUSED', syscall: 'connect' });
  expect(explained(refusedPeer)).toBe(refusedPeer);
  const aborted = AbortSignal.abort().reason as Error;
  expect(explained(aborted)).toBe(aborted);
});

test('every setting says what it takes, and what it is when it is not given', () => {
  const defaults = configSchema.parse({}) as Record<string, unknown>;
  const help = settingsHelp();
  expect(help).toHaveLength(Object.keys(defaults).length - 1);
  for (const { flag, text } of help) {
    expect(flag).toMatch(/^--[a-z-]+ <(?!value)[^>]+>$/);
    const words = flag.slice(2, flag.indexOf(' '));
    const value = defaults[words.replace(/-(.)/g, (_, letter) => letter.toUpperCase())];
    expect(value).toBeDefined();
    expect(text).toContain(`(default: ${value === '' ? 'not given' : value}; PATX_`);
  }
});
