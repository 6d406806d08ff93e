/**
 * The cores of the releases before this build, by their versions: files that are never edited, each with a statement of its
 * hash. A file is compared with it before it is loaded, since it is code. Fails with a FrozenCoreError.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CoreVersionError } from '../engine/log/index.js';
import { CORE_MODULE_FORMAT, type CoreModule } from './core-module.js';
import { ownCore } from './own-core.js';

/** Beside the sources as well as beside what is built. */
export const RELEASES = fileURLToPath(new URL('../../releases/', import.meta.url));

/** A core that is needed is not there, or is not what was frozen. */
export class FrozenCoreError extends Error {
  override readonly name = 'FrozenCoreError';
  readonly code = 'frozen-core';

  constructor(what: string, remedy: string) {
    super(`frozen-core: ${what}. Remedy: ${remedy}`);
  }
}

interface Statement {
  readonly format: number;
  readonly coreVersion: number;
  readonly sha256: string;
}

/** Versions there is a frozen core of, ascending. */
export function frozenVersions(directory: string = RELEASES): number[] {
  if (!existsSync(directory)) return [];
  const versions = readdirSync(directory).flatMap((name) => {
    const digits = /^core-(\d+)\.json$/.exec(name)?.[1];
    return digits === undefined ? [] : [Number(digits)];
  });
  return versions.sort((left, right) => left - right);
}

/** The core of a version: this build's own, or a frozen one. */
export async function coreModule(
  version: number,
  directory: string = RELEASES,
): Promise<CoreModule> {
  if (version === ownCore.coreVersion) return ownCore;
  const file = join(directory, `core-${version}.mjs`);
  const reinstall = 'install this build again, whole; a frozen core is never edited';
  const frozen = frozenVersions(directory);
  if (!frozen.includes(version)) throw unknownVersion(version, frozen);
  const statement = JSON.parse(readFileSync(file.replace(/mjs$/, 'json'), 'utf8')) as Statement;
  const bytes = existsSync(file) ? readFileSync(file) : new Uint8Array();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== statement.sha256) {
    throw new FrozenCoreError(`${file} has hash ${sha256}, not ${statement.sha256}`, reinstall);
  }
  const { core } = (await import(pathToFileURL(file).href)) as { core: CoreModule };
  if (core.format !== CORE_MODULE_FORMAT || core.coreVersion !== version) {
    throw new FrozenCoreError(`${file} is no core of version ${version}`, reinstall);
  }
  return core;
}

/** Cores by their versions; one that is there and cannot be used is the error it fails with. */
export type Cores = ReadonlyMap<number, CoreModule | Error>;

/** Every core there is, so that a history can be folded without waiting for one. */
export async function loadCores(directory: string = RELEASES): Promise<Cores> {
  const cores = new Map<number, CoreModule | Error>();
  for (const version of frozenVersions(directory)) {
    try {
      cores.set(version, await coreModule(version, directory));
    } catch (error) {
      cores.set(version, error instanceof Error ? error : new Error(String(error)));
    }
  }
  return cores;
}

/** The core of a version; throws as `coreModule` does. */
export function coreOf(version: number, cores: Cores): CoreModule {
  if (version === ownCore.coreVersion) return ownCore;
  const core = cores.get(version);
  if (core instanceof Error) throw core;
  if (core !== undefined) return core;
  throw new CoreVersionError('the journal', version);
}

function unknownVersion(version: number, frozen: readonly number[]): FrozenCoreError {
  return new FrozenCoreError(
    `this build has no core of version ${version}; it has its own, ${ownCore.coreVersion}, and frozen: ${frozen.join(', ') || 'none'}`,
    `use a build that has it: version ${version} itself, or one that takes its venues over`,
  );
}
