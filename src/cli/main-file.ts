/** Where the `patx` program is, for those who start it as a process. */
import { fileURLToPath } from 'node:url';

export const MAIN_FILE = fileURLToPath(new URL('../cli/main.js', import.meta.url));
