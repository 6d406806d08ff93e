/**
 * The contracts' tool: chain/contracts/*.sol is the source, src/settlement/contracts/generated is derived from it.
 *
 *   generate   compiles and writes the bindings and, beside them, the digest of everything they come from
 *   check      refuses bindings that were not made from the sources, compiler and libraries that are here, and bindings
 *              changed afterwards. It compares digests, which takes no time; that forge compiles to the same bytes is
 *              compared by test/chain.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../run.mjs';
import { bindingsOf, kebab } from './bindings.mjs';
import { compile } from './compile.mjs';

const CONTRACTS = [
  'PatClearing',
  'AccessRights',
  'PhaseController',
  'PatGovernor',
  'PatTimelock',
  'DevPAT',
];
const GENERATED = join(ROOT, 'src', 'settlement', 'contracts', 'generated');
const DIGESTS = join(GENERATED, 'digests.json');
const MANIFESTS = ['solc', '@openzeppelin/contracts'];

/** @param {string[]} paths relative to the root, sorted by the caller */
function digestOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    const bytes = readFileSync(join(ROOT, path));
    hash.update(`${path} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

/**
 * @param {string} folder relative to the root
 * @param {RegExp} wanted
 */
const filesOf = (folder, wanted) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => wanted.test(name))
    .sort()
    .map((name) => `${folder}/${name}`);

function digests() {
  const sources = filesOf('chain/contracts', /\.sol$/);
  if (sources.length === 0) throw new Error('no contract found');
  const tools = filesOf('scripts/chain', /^(?:build|bindings|compile)\.mjs$/);
  // Installed packages are fixed by the lockfile; their versions say which they are.
  const versions = MANIFESTS.map((name) => {
    const { version } = JSON.parse(
      readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'),
    );
    return `${name}@${version}`;
  });
  const generated = existsSync(GENERATED)
    ? filesOf('src/settlement/contracts/generated', /\.ts$/)
    : [];
  return {
    inputs: digestOf([...sources, ...tools]),
    packages: versions,
    outputs: digestOf(generated),
  };
}

function generate() {
  const compiled = compile(CONTRACTS);
  rmSync(GENERATED, { recursive: true, force: true });
  mkdirSync(GENERATED, { recursive: true });
  for (const contract of compiled) {
    writeFileSync(join(GENERATED, `${kebab(contract.name)}.ts`), bindingsOf(contract));
    console.log(`${contract.name}: ${contract.runtimeBytes} bytes`);
  }
  writeFileSync(DIGESTS, `${JSON.stringify(digests(), null, 2)}\n`);
}

function check() {
  const committed = existsSync(DIGESTS) ? JSON.parse(readFileSync(DIGESTS, 'utf8')) : {};
  const stale = Object.entries(digests())
    .filter(([name, value]) => JSON.stringify(committed[name]) !== JSON.stringify(value))
    .map(([name]) => name);
  for (const name of stale) {
    console.error(
      `chain: ${name} differ from what the bindings were made of: npm run chain:generate`,
    );
  }
  console.log(`chain: ${CONTRACTS.length} contracts, ${stale.length} failed`);
  process.exitCode = stale.length > 0 ? 1 : 0;
}

const verb = process.argv[2];
if (verb === 'generate') generate();
else if (verb === 'check') check();
else {
  console.error('usage: node scripts/chain/build.mjs generate | check');
  process.exitCode = 2;
}
