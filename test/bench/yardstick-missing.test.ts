/** Catches a yardstick that dies of a file that is not there instead of naming it, in a folder with none, some or all of them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import {
  expectedHashes,
  readWorkload,
  WORKLOAD_NAMES,
  yardstickIsMissing,
} from '../../bench/yardstick/workload.js';

const folder = mkdtempSync(join(tmpdir(), 'patx-yardstick-'));
const put = (name: string): void => writeFileSync(join(folder, name), '');

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test('each file that is missing is named, with where it was looked for and what to do', () => {
  vi.stubEnv('PATX_YARDSTICK_DIR', folder);
  const wanted = ['correctness_hash.txt', ...WORKLOAD_NAMES.map((name) => `${name}.s23.gz`)];
  for (const name of wanted) {
    const missing = yardstickIsMissing();
    expect(missing).toContain(`${name} is not there`);
    expect(missing).toContain(folder);
    expect(missing).toContain('PATX_YARDSTICK_DIR');
    expect(() => expectedHashes()).toThrow(missing);
    expect(() => readWorkload('static', 1, 1)).toThrow(missing);
    put(name);
  }
  expect(yardstickIsMissing()).toBeUndefined();
});
