/** Sections of docs/sigma-market.md that tests compute: read, or written when PATX_GOLDEN says so. */
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = new URL('../../docs/sigma-market.md', import.meta.url);

export function documented(name: string, computed: string): string {
  const text = readFileSync(FILE, 'utf8');
  const [open, close] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const from = text.indexOf(open) + open.length;
  const to = text.indexOf(close);
  if (from < open.length || to < from) throw new Error(`no section ${name}`);
  if (process.env.PATX_GOLDEN !== 'write') return text.slice(from, to);
  writeFileSync(FILE, text.slice(0, from) + computed + text.slice(to));
  return computed;
}
