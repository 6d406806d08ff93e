/**
 * The core of this build with another layout: words of accounts, series, deliveries, entitlements and wallets lie in the
 * opposite order, and tables take their columns in another order. Its rules and events are the same. Built out of the sources,
 * so that it is the core of today whatever that is.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type OutputChunk, rolldown } from 'rolldown';
import { ROOT } from '../../../../bench/child.js';
import type * as core from '../../../../src/engine/core/index.js';

/** Records whose words are turned round, where all words of a name in the record are known to the one list. */
const TURNED = [
  'SERIES_FIELD',
  'DELIVERY_FIELD',
  'ENTITLEMENT_FIELD',
  'WALLET_FIELD',
  'TRADE_FIELD',
];

/** The source with the numbers of a list of words in the opposite order. */
function turned(source: string, name: string): string {
  const begin = source.indexOf(`export const ${name} = {`);
  const end = source.indexOf('} as const;', begin);
  const list = source.slice(begin, end);
  const words = [...list.matchAll(/^ {2}\w+: (\d+),$/gm)].map(([, number]) => Number(number));
  const most = Math.max(...words);
  const other = list.replace(
    /^( {2}\w+: )(\d+),$/gm,
    (_all, word, number) => `${word}${most - Number(number)},`,
  );
  return source.slice(0, begin) + other + source.slice(end);
}

/** Accounts: what an order touches stays in front, the rest is turned. */
function accountsTurned(source: string): string {
  return turned(source, 'ACCOUNT_FIELD');
}

function changed(source: string, path: string): string {
  if (path.endsWith('/kernel/accounts.ts')) return accountsTurned(source);
  if (path.endsWith('/kernel/state.ts')) {
    // Two tables that lean on nothing but the accounts change places.
    const trades = '    this.trades = new TradeMemory(columns, limits.maxBustableTrades);\n';
    const clock = "    this.clock = columns.f64('clock', 2);\n";
    return source.replace(trades, '').replace(clock, `${trades}${clock}`);
  }
  for (const name of TURNED) {
    if (source.includes(`export const ${name} = {`)) return turned(source, name);
  }
  return source;
}

/** The module of that core. */
export async function otherLayout(): Promise<typeof core> {
  let touched = 0;
  const bundle = await rolldown({
    cwd: ROOT,
    input: './src/engine/core/index.ts',
    platform: 'node',
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    plugins: [
      {
        name: 'another-layout',
        transform(source, path) {
          const other = changed(source, path);
          if (other === source) return null;
          touched += 1;
          return other;
        },
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'esm' });
  await bundle.close();
  if (touched !== TURNED.length + 2) throw new Error(`${touched} sources were changed`);
  const folder = mkdtempSync(join(tmpdir(), 'patx-layout-'));
  try {
    const file = join(folder, 'core.mjs');
    writeFileSync(file, (output[0] as OutputChunk).code);
    return (await import(pathToFileURL(file).href)) as typeof core;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
