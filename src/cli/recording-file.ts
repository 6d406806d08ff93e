/** Where the price source that ships lies. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolderOf } from './demo/announcement.js';
import { MAIN_FILE } from './main-file.js';

const RECORDING = join('recordings', 'sigma-synthetic.csv');

export function recordingFile(): string {
  return join(packageFolderOf(MAIN_FILE, RECORDING, existsSync), RECORDING);
}
