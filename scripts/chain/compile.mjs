/**
 * Compiles chain/contracts with the solc of node_modules: offline, and the same bytes everywhere, since sources are named by
 * their path in the tree and no metadata is appended. A warning is a failure, as an error is.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../run.mjs';

const CONTRACTS = 'chain/contracts';

/**
 * @typedef {{ name: string, type: string, internalType?: string, indexed?: boolean, components?: Parameter[] }} Parameter
 * @typedef {{
 *   type: string, name?: string, stateMutability?: string, inputs?: Parameter[], outputs?: Parameter[],
 * }} AbiEntry
 * @typedef {{
 *   name: string, source: string, abi: AbiEntry[], notices: Record<string, { notice?: string }>,
 *   bytecode: string, runtimeBytes: number,
 * }} Compiled
 */

/** What forge is given too (foundry.toml), so that what is tested is what is deployed. */
const SETTINGS = {
  optimizer: { enabled: true, runs: 10_000 },
  evmVersion: 'cancun',
  metadata: { appendCBOR: false, bytecodeHash: 'none' },
};

/** @param {string} path of a source, as it is imported */
function readSource(path) {
  const file = path.startsWith('@') ? join(ROOT, 'node_modules', path) : join(ROOT, path);
  return readFileSync(file, 'utf8');
}

/**
 * @param {string[]} wanted names of the contracts to return, each of which must be found once
 * @returns {Compiled[]} in the order of `wanted`
 */
export function compile(wanted) {
  const solc = createRequire(import.meta.url)('solc');
  const paths = readdirSync(join(ROOT, CONTRACTS))
    .filter((name) => name.endsWith('.sol'))
    .sort()
    .map((name) => `${CONTRACTS}/${name}`);
  if (paths.length === 0) throw new Error(`no contract in ${CONTRACTS}`);
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(paths.map((path) => [path, { content: readSource(path) }])),
    settings: {
      ...SETTINGS,
      outputSelection: {
        '*': { '*': ['abi', 'userdoc', 'evm.bytecode.object', 'evm.deployedBytecode.object'] },
      },
    },
  };
  /** @param {string} path */
  const load = (path) => {
    try {
      return { contents: readSource(path) };
    } catch (error) {
      return { error: String(error) };
    }
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: load }));
  /** @type {{ severity: string, sourceLocation?: { file: string }, formattedMessage: string }[]} */
  const found = output.errors ?? [];
  // Warnings about other people's sources are theirs.
  const messages = found.filter(
    ({ severity, sourceLocation }) =>
      severity === 'error' || sourceLocation?.file.startsWith(CONTRACTS) !== false,
  );
  if (messages.length > 0) {
    throw new Error(messages.map(({ formattedMessage }) => formattedMessage).join('\n'));
  }
  return wanted.map((name) => {
    const sources = Object.keys(output.contracts).filter((path) => name in output.contracts[path]);
    const [source = ''] = sources;
    if (sources.length !== 1) throw new Error(`${name}: found in ${sources.length} sources`);
    const { abi, userdoc, evm } = output.contracts[source][name];
    const runtimeBytes = evm.deployedBytecode.object.length / 2;
    if (evm.bytecode.object === '') throw new Error(`${name} is abstract`);
    const bytecode = `0x${evm.bytecode.object}`;
    return { name, source, abi, notices: userdoc.methods ?? {}, bytecode, runtimeBytes };
  });
}
