/** The files of vega-datasets, and which of them are tables by the format its datapackage names and by what they hold. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../bench/child.js';

const FOLDER = join(ROOT, 'node_modules', 'vega-datasets', 'data');

/** What is no table, by name, as its documentation says. */
const NO_TABLES: Readonly<Record<string, string>> = {
  '7zip.png': 'format-not-accepted',
  'ffox.png': 'format-not-accepted',
  'gimp.png': 'format-not-accepted',
  'flights-200k.arrow': 'format-not-accepted',
  'annual-precip.json': 'not-tabular',
  'volcano.json': 'not-tabular',
  'earthquakes.json': 'not-tabular',
  'londonBoroughs.json': 'not-tabular',
  'londonTubeLines.json': 'not-tabular',
  'us-10m.json': 'not-tabular',
  'world-110m.json': 'not-tabular',
  'miserables.json': 'not-tabular',
};

export const vegaPath = (name: string): string => join(FOLDER, name);

export const VEGA_FILES = readdirSync(FOLDER)
  .sort()
  .map((name) => ({ name, isTable: !(name in NO_TABLES), code: NO_TABLES[name] }));
