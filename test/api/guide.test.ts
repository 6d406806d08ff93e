/**
 * Catches a guide whose search finds nothing, or what is not there, shows a question as markup, or loosens what its pages may load;
 * and a section of it that leads nowhere. On the pages as they were built.
 */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createApi } from '../../src/api/index.js';
import { webFilesOf } from '../../src/api/web/web-files.js';
import { ACCESS, ORIGIN } from './venue.js';

const directory = fileURLToPath(new URL('../../web/dist', import.meta.url));
const api = createApi({
  ...{ reader: () => undefined, access: ACCESS, requestsPerMinute: 1_000, nowMs: Date.now },
  web: { directory, gatewayPort: () => undefined },
  failed: (error) => {
    throw error;
  },
});
const ask = async (path: string): Promise<{ response: Response; text: string }> => {
  const response = await api.request(`${ORIGIN}${path}`);
  return { response, text: await response.text() };
};
const search = (question: string) => ask(`/guide/search?q=${encodeURIComponent(question)}`);
const hrefs = (text: string): string[] =>
  [...(text.split('<main>')[1] ?? '').matchAll(/<a href="([^"]+)"/g)].map(([, href = '']) => href);

test('words lead to their section, and every section there is can be reached', async () => {
  const { response, text } = await search('idempotency-key');
  expect(response.status).toBe(200);
  expect(hrefs(text)).toContain('/guide/http#commands');
  expect(hrefs((await search('alerts undelivered')).text)[0]).toBe(
    '/guide/operations#alerts-undelivered',
  );
  expect(hrefs((await search('AGENT budget')).text)[0]).toMatch(/^\/guide\/agents/);
  expect((await search('qqqzzzxxx agent')).text).toContain('Nothing has all of these words.');
  expect((await search('')).text).toContain('Type a word');
  const index = webFilesOf(directory).get('/guide/search-index.json');
  const sections = JSON.parse(new TextDecoder().decode(index?.bytes)) as {
    readonly page: string;
    readonly anchor: string;
  }[];
  expect(sections.length).toBeGreaterThan(200);
  const pages = new Map<string, string>();
  for (const { page, anchor } of sections) {
    const html = pages.get(page) ?? (await ask(`/guide/${page}`)).text;
    pages.set(page, html);
    if (anchor !== '') expect(html, `${page}#${anchor}`).toContain(`id="${anchor}"`);
  }
});

test('a question is text and nothing else, and its page loads nothing from elsewhere', async () => {
  for (const trap of [
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    '$& $1 <!--FOUND-->',
    `agent ${'x'.repeat(10_000)}`.slice(0, 3_000),
  ]) {
    const { response, text } = await search(trap);
    expect(response.status).toBe(200);
    expect(text).not.toContain('<script');
    expect(text).not.toContain('<img src=x');
    expect(text.match(/<main>/g)).toHaveLength(1);
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  }
});
