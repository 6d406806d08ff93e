/**
 * Adds to package-lock.json the optional packages of other platforms that npm left out.
 *
 * npm writes down only what it could fetch. Behind a registry that serves the binaries of one
 * platform alone it drops the others, and `npm ci` then refuses the lockfile it wrote itself. Run
 * this after every `npm install` that changed the lockfile; it does nothing to a complete one.
 * The version is the exact one the parent names; the platform is read from the package's name, and
 * a name that tells none is an error. The entries added carry no hash, as nobody here has seen the
 * package: on their platforms npm checks them against the registry only.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

const PATH = join(ROOT, 'package-lock.json');
const PLATFORM =
  /-(android|darwin|freebsd|linux|openharmony|win32)-(amd64|arm64|armv7|arm|ia32|ppc64|riscv64|s390x|x64)(?:-(\w+))?$/;

/**
 * @typedef {{
 *   version?: string, dev?: boolean, optional?: boolean,
 *   optionalDependencies?: Record<string, string>,
 *   os?: string[], cpu?: string[], libc?: string[],
 * }} Entry
 */

/**
 * @param {string} name
 * @param {string} version
 * @param {Entry} parent
 * @returns {Entry}
 */
function entryFor(name, version, parent) {
  const [, os, cpu = '', flavour] = PLATFORM.exec(name) ?? [];
  if (os === undefined || !/^\d/.test(version)) {
    throw new Error(`${name}@${version}: no exact version, or no platform in the name`);
  }
  /** @type {Record<string, string[]>} */
  const libc = { musl: ['musl'], gnu: ['glibc'] };
  const named = flavour === undefined ? undefined : libc[flavour];
  return {
    version,
    cpu: [cpu.replace('armv7', 'arm').replace('amd64', 'x64')],
    ...(parent.dev ? { dev: true } : {}),
    ...(named && os === 'linux' ? { libc: named } : {}),
    optional: true,
    os: [os],
  };
}

const lock = JSON.parse(readFileSync(PATH, 'utf8'));
/** @type {Record<string, Entry>} */
const packages = lock.packages;
let added = 0;
for (const [path, parent] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const inside = `${path}/node_modules/${name}`;
    const beside = `node_modules/${name}`;
    if (inside in packages || beside in packages) continue;
    packages[beside] = entryFor(name, version, parent);
    added += 1;
  }
}
const { '': root, ...rest } = packages;
lock.packages = { '': root };
for (const path of Object.keys(rest).sort((a, b) => a.localeCompare(b, 'en'))) {
  lock.packages[path] = rest[path];
}
if (added > 0) writeFileSync(PATH, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`lockfile: ${added} packages of other platforms added`);
