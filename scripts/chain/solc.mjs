#!/usr/bin/env node
/**
 * Gives forge the solc of node_modules where it looks for a native compiler: answers --version, and
 * --standard-json by compiling what comes in on stdin. All else is refused with exit code 2.
 * Forge sends the sources it found itself; what it left out is read from the folder it was started in.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const solc = createRequire(import.meta.url)('solc');
const args = process.argv.slice(2);
if (args.includes('--version')) {
  console.log(`solc, the solidity compiler commandline interface\nVersion: ${solc.version()}`);
} else if (args.includes('--standard-json')) {
  /** @param {string} path */
  const load = (path) => {
    try {
      return { contents: readFileSync(path, 'utf8') };
    } catch (error) {
      return { error: String(error) };
    }
  };
  process.stdout.write(solc.compile(readFileSync(0, 'utf8'), { import: load }));
} else {
  console.error(`solc: only --version and --standard-json are known, not ${args.join(' ')}`);
  process.exitCode = 2;
}
