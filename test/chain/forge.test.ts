/**
 * Would catch a broken contract, and bindings that are not what the contracts compile to. Runs forge once over
 * chain/test, with the solc of node_modules and without a network, and has one test here for each of its tests, by name:
 * one that forge did not run fails, and so does all of it when forge cannot be started.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JsonFragment } from 'ethers';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  accessRights,
  devPat,
  patClearing,
  patGovernor,
  patTimelock,
  phaseController,
} from '../../src/settlement/contracts/index.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FORGE = join(ROOT, 'node_modules', '.bin', 'forge');
/** Compiling takes longest, as the compiler is not a native one. */
const FORGE_TIMEOUT_MS = 400_000;

interface Result {
  readonly status: string;
  readonly reason: string | null;
}

const suites = readdirSync(join(ROOT, 'chain', 'test'))
  .filter((name) => name.endsWith('.t.sol'))
  .map((file) => {
    const text = readFileSync(join(ROOT, 'chain', 'test', file), 'utf8');
    const names = [...text.matchAll(/function ((?:test|invariant)\w+)/g)].map(([, name]) => name);
    return { file, names: names as string[] };
  });

/** What forge said, by file and by name of the test without its parameters. */
const results = new Map<string, Result>();

beforeAll(() => {
  const { status, error, stdout, stderr } = spawnSync(FORGE, ['test', '--json'], {
    cwd: join(ROOT, 'chain'),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: FORGE_TIMEOUT_MS,
  });
  const begin = stdout?.indexOf('{') ?? -1;
  if (error !== undefined || begin < 0) {
    throw new Error(`forge did not run: ${error?.message ?? `exit code ${status}\n${stderr}`}`);
  }
  const report: Record<string, { test_results: Record<string, Result> }> = JSON.parse(
    stdout.slice(begin),
  );
  for (const [suite, { test_results }] of Object.entries(report)) {
    const file = suite.split(':')[0]?.split('/').at(-1);
    for (const [signature, result] of Object.entries(test_results)) {
      results.set(`${file} ${signature.split('(')[0]}`, result);
    }
  }
}, FORGE_TIMEOUT_MS + 10_000);

it('finds the contracts’ tests', () => {
  expect(suites.length).toBeGreaterThan(0);
  for (const { names } of suites) expect(names.length).toBeGreaterThan(0);
});

for (const { file, names } of suites) {
  describe(file, () => {
    it.each(names)('%s', (name) => {
      expect(results.get(`${file} ${name}`)).toMatchObject({ status: 'Success' });
    });
  });
}

const keyOf = ({ type, name, inputs }: JsonFragment) =>
  `${type} ${name} ${JSON.stringify(inputs?.map((input) => input.type))}`;
const byEntry = (one: JsonFragment, other: JsonFragment) => (keyOf(one) < keyOf(other) ? -1 : 1);

const artifacts = [accessRights, devPat, patClearing, patGovernor, patTimelock, phaseController];
describe('the bindings', () => {
  it.each(artifacts)('carry the code and ABI $name compiles to', ({ name, abi, bytecode }) => {
    const path = join(ROOT, 'reports', 'forge', 'out', `${name}.sol`, `${name}.json`);
    const built = JSON.parse(readFileSync(path, 'utf8'));
    expect(bytecode).toBe(built.bytecode.object);
    // Forge puts the entries in another order.
    expect([...abi].sort(byEntry)).toEqual([...built.abi].sort(byEntry));
  });
});
