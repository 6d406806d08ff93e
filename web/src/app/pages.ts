/**
 * The table of pages, pages.json: addresses, titles, where each stands in the menus, and its key after `g`. The server reads the
 * same table to know which addresses are pages, so a page is one entry there and one in page-loaders.ts.
 */
import table from './pages.json';

export interface PageEntry {
  /** With `:seriesId` and `:id` for a number, `:name` for a name. */
  readonly address: string;
  readonly title: string;
  /** The entry of the bar it belongs to. */
  readonly group: string;
  /** Its words in the menu of its group; without it, a link of another page leads there. */
  readonly menu?: string;
  readonly key?: string;
}

export const PAGES: readonly PageEntry[] = table;

const VALUES: Readonly<Record<string, string>> = { name: '[A-Za-z0-9._~-]{1,128}' };
const NUMBER = '[1-9]\\d{0,9}';

const MATCHERS = PAGES.map((entry) => {
  const pattern = entry.address.replaceAll(
    /:([a-zA-Z]+)/g,
    (_all, name: string) => `(?<${name}>${VALUES[name] ?? NUMBER})`,
  );
  return [entry, new RegExp(`^${pattern}$`)] as const;
});

export interface Found {
  readonly entry: PageEntry;
  readonly values: Readonly<Record<string, string>>;
}

/** The page of a path; undefined when there is none. */
export function pageAt(path: string): Found | undefined {
  for (const [entry, pattern] of MATCHERS) {
    const match = pattern.exec(path);
    if (match !== null) return { entry, values: { ...match.groups } };
  }
  return undefined;
}

/** The groups of the bar, each with the pages of its menu, in the table's order. */
export const GROUPS: readonly (readonly [name: string, menu: readonly PageEntry[]])[] = [
  ...new Set(PAGES.map(({ group }) => group)),
].map((name) => [name, PAGES.filter(({ group, menu }) => group === name && menu !== undefined)]);

/** The entry of a menu that a path belongs to: itself, or the one above it. */
export function menuEntryAt(path: string): PageEntry | undefined {
  const group = pageAt(path)?.entry.group;
  return PAGES.filter((entry) => entry.menu !== undefined && entry.group === group)
    .filter(({ address }) => path === address || path.startsWith(`${address.replace(/\/$/, '')}/`))
    .sort((a, b) => b.address.length - a.address.length)
    .at(0);
}
