/** Which addresses are pages, by the table the pages were built with. Their script shows what belongs there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface PageEntry {
  readonly address: string;
}

const NAME = '[A-Za-z0-9._~-]{1,128}';
const NUMBER = '[1-9]\\d{0,9}';

/** @param directory of the built pages, with the table that was built into them */
export function pagePatternsOf(directory: string): readonly RegExp[] {
  const table = JSON.parse(readFileSync(join(directory, 'pages.json'), 'utf8')) as PageEntry[];
  return table.map(({ address }) => {
    const pattern = address.replaceAll(/:([a-zA-Z]+)/g, (_all, name: string) =>
      name === 'name' ? NAME : NUMBER,
    );
    return new RegExp(`^${pattern}$`);
  });
}
