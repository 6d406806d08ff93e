/** Where the built pages lie: in the package, some folders above this program, built or not. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MAIN_FILE } from '../main-file.js';

const PAGES = join('web', 'dist');
const MARKER = join('proto', 'patx');

/** The folder of the built pages; it is not there where nothing was built. */
export function webDirectory(): string {
  for (let folder = dirname(MAIN_FILE); ; folder = dirname(folder)) {
    if (existsSync(join(folder, MARKER)) || folder === dirname(folder)) return join(folder, PAGES);
  }
}
