/** Catches trading that speaks of rights again, and a second place that decides by itself who may trade. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const CORE = 'src/engine/core';

function sourcesOf(folder: string): { file: string; text: string }[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => name.endsWith('.ts')).map((name) => `${folder}/${name}`);
  return files.map((file) => ({ file, text: readFileSync(file, 'utf8') }));
}

describe('the seam between trading and clearing', () => {
  test('trading imports nothing of rights', () => {
    const files = sourcesOf(`${CORE}/trading`);
    expect(files.length).toBeGreaterThan(20);
    const found = files.filter(({ text }) => /from '[./]+\/rights\//.test(text));
    expect(found.map(({ file }) => file)).toEqual([]);
  });

  test('kill switches are asked about in one place, set and kept in others', () => {
    const reads = /registry\.(global|quoter)Killed(?! =)|\.killed\) !== 0/;
    const files = sourcesOf(CORE).filter(({ text }) => reads.test(text));
    const homes = [
      'instruments/trading-status.ts',
      'wallets/chain-desk.ts',
      'wallets/invariants.ts',
    ];
    const others = files
      .map(({ file }) => file.slice(CORE.length + 1))
      .filter((file) => !homes.includes(file) && !/^carry\//.test(file));
    expect(files.length).toBeGreaterThanOrEqual(2);
    expect(others).toEqual([]);
  });
});
