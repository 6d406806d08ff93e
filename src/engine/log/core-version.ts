/**
 * The gate between what is on disk and this build's core: a journal or snapshot of another core version is refused
 * before one command of it is folded, with both versions and what to do. Without it the same journal would look like a
 * damaged one, because its state or its events come out differently.
 */
import { COMMAND_KIND, type ColdBodies, type Command } from '../../values/index.js';
import { CORE_VERSION } from '../core/index.js';

/** Version of the cores that did not yet write theirs into the first command. */
const UNSAID_VERSION = 1;

/** What is on disk was written by a core of another version. */
export class CoreVersionError extends Error {
  override readonly name = 'CoreVersionError';
  readonly code = 'core-version';
  /** Version of the core that wrote it. */
  readonly written: number;
  /** Version of this build's core. */
  readonly known = CORE_VERSION;
  readonly remedy: string;

  constructor(what: string, written: number) {
    const keep = `keep the data directory as it is and use a build whose core version is ${written} (\`patx --version\` names it), or begin a new venue in an empty data directory`;
    // Whether this build has the older core, those above know.
    const remedy =
      written < CORE_VERSION
        ? `take the venue over with \`patx upgrade\` where this build has that core (--dry-run says so and writes nothing), or ${keep}`
        : keep;
    super(
      `core-version: ${what} was written by core version ${written}, this build reads version ${CORE_VERSION}. Remedy: ${remedy}`,
    );
    this.written = written;
    this.remedy = remedy;
  }
}

/** Throws CoreVersionError unless this build's core wrote it. */
export function checkCoreVersion(what: string, written: number): void {
  if (written !== CORE_VERSION) throw new CoreVersionError(what, written);
}

/** The version a journal's first command names; undefined when it does not begin with the creation of a venue. */
export function writtenVersion(first: Command): number | undefined {
  if (first.kind !== COMMAND_KIND.INITIALIZE_VENUE) return undefined;
  return (first.body as ColdBodies['initializeVenue']).coreVersion || UNSAID_VERSION;
}
