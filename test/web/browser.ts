/**
 * A real Chromium for tests of the pages: the one of `PATX_CHROMIUM`, else the one that the package `@sparticuz/chromium`
 * brings. Started with `--no-sandbox` alone: the package's own arguments switch web security off.
 */
import { readFileSync } from 'node:fs';
import packaged from '@sparticuz/chromium';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

export const WIDE = { width: 1_440, height: 900 };
const UNPACKED_TRIES = 100;
/** How long something of a page is waited for: machines are busy. */
const PAGE_MS = 90_000;

export const NARROW = { width: 390, height: 844 };

export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.PATX_CHROMIUM ?? (await packaged.executablePath());
  for (let left = UNPACKED_TRIES; ; left -= 1) {
    try {
      return await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    } catch (error) {
      // Another process of the tests is unpacking it into the same place.
      if (left === 0 || !String(error).includes('ETXTBSY')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

export interface Watched {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page complained about: errors, refused loads. */
  readonly complaints: string[];
}

interface Look {
  readonly theme?: 'light' | 'dark';
  readonly size?: { readonly width: number; readonly height: number };
  /** Sent with every request, for what is asked as somebody. */
  readonly token?: string;
}

export async function openPage(
  browser: Browser,
  address: string,
  look: Look = {},
): Promise<Watched> {
  const { theme = 'light', size = WIDE, token } = look;
  const context = await browser.newContext({
    ...{ viewport: size, colorScheme: theme, locale: 'en-GB' },
    ...(token === undefined ? {} : { extraHTTPHeaders: { authorization: `Bearer ${token}` } }),
  });
  context.setDefaultTimeout(PAGE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(address);
  return { context, page, complaints };
}

/** No violation of the rules of WCAG A and AA, and of good practice; a page whose venue is silent obeys them too. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await violationsOf(page)).toEqual([]);
}

async function violationsOf(page: Page): Promise<string[]> {
  // Evaluated through the debugger: a script put into the page would be refused by the page's policy.
  await page.evaluate(axe.source);
  return await page.evaluate(async () => {
    const { violations: found } = await (
      globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }
    ).axe.run();
    return found.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    );
  });
}

/** A page on a screen in the light, then on a telephone in the dark: no barrier, and nothing sticks out. Ends as it began. */
export async function expectAsWell(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectFits(page);
  await page.setViewportSize(NARROW);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await expectFits(page);
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: 'light' });
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}

/** The page does not scroll sideways. */
export async function expectFits(page: Page): Promise<void> {
  const [wide, screen] = await page.evaluate(() => {
    const { documentElement } = (globalThis as unknown as { document: { documentElement: Box } })
      .document;
    return [documentElement.scrollWidth, documentElement.clientWidth];
  });
  expect(wide).toBeLessThanOrEqual(screen ?? 0);
}

interface Box {
  readonly scrollWidth: number;
  readonly clientWidth: number;
}

/** Arguments of the processes below this one that are a browser's first. */
export function browserCommandLines(): string[][] {
  return processesBelow(process.pid)
    .map(argumentsOf)
    .filter(
      (args) => args.includes('--no-sandbox') && !args.some((arg) => arg.startsWith('--type=')),
    );
}

function processesBelow(pid: number): number[] {
  let children: string;
  try {
    children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  } catch {
    return [];
  }
  const own = children.split(' ').filter(Boolean).map(Number);
  return own.flatMap((child) => [child, ...processesBelow(child)]);
}

function argumentsOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
  } catch {
    return [];
  }
}
