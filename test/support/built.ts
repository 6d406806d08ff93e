/** Before any test: threads and processes run the build, so without one, or with an old one, tests would say nothing true. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../bench/child.js';

const BUILT = join(ROOT, 'dist', 'src', 'cli', 'main.js');

export default function requireBuild(): void {
  if (!existsSync(BUILT)) {
    throw new Error(`${BUILT} is not there: run npm run build first, or npm test, which does`);
  }
  const builtMs = statSync(BUILT).mtimeMs;
  const newer = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).find(
    (path) => path.endsWith('.ts') && statSync(join(ROOT, 'src', path)).mtimeMs > builtMs,
  );
  const schema = readdirSync(join(ROOT, 'proto'), { recursive: true, encoding: 'utf8' }).find(
    (path) => path.endsWith('.proto') && statSync(join(ROOT, 'proto', path)).mtimeMs > builtMs,
  );
  if (schema !== undefined) {
    console.warn(`proto/${schema} is newer than what is made of it; npm run build`);
  }
  if (newer !== undefined) {
    console.warn(`src/${newer} is newer than dist/: processes run the old build; npm run build`);
  }
}
