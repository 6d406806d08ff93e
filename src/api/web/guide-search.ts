/**
 * Search in the guide, without a script: the words of a question are looked for in every section of every document, those in headings
 * first. The sections were written with the pages; nothing of a question reaches a file, and all of it is escaped.
 */
import type { WebFile } from './web-files.js';

export const SEARCH_PATH = '/guide/search';
const INDEX = '/guide/search-index.json';
const FRAME = '/guide/search-frame.html';
const QUESTION_MAX = 200;
const WORDS_MAX = 8;
const FOUND_MAX = 25;
const EXCERPT = 180;
const IN_TITLE = 20;
const COUNTED_MAX = 5;

interface Section {
  readonly page: string;
  readonly anchor: string;
  readonly document: string;
  readonly heading: string;
  readonly text: string;
}

interface Prepared extends Section {
  readonly lowHeading: string;
  readonly lowText: string;
}

export class GuideSearch {
  private readonly sections: readonly Prepared[];
  private readonly frame: string;

  private constructor(sections: readonly Section[], frame: string) {
    this.frame = frame;
    this.sections = sections.map((one) => ({
      ...one,
      lowHeading: `${one.document} ${one.heading}`.toLowerCase(),
      lowText: one.text.toLowerCase(),
    }));
  }

  /** Undefined where no guide was built. */
  static of(files: ReadonlyMap<string, WebFile>): GuideSearch | undefined {
    const [index, frame] = [files.get(INDEX), files.get(FRAME)];
    if (index === undefined || frame === undefined) return undefined;
    const textOf = ({ bytes }: WebFile): string => new TextDecoder().decode(bytes);
    return new GuideSearch(JSON.parse(textOf(index)) as Section[], textOf(frame));
  }

  /** The page that answers a question. */
  page(question: string): string {
    const asked = question.slice(0, QUESTION_MAX);
    const words = wordsOf(asked);
    const found = words.length === 0 ? [] : this.find(words);
    const rows = found.map(({ page, anchor, document, heading, text }) => {
      const href = `/guide/${page}${anchor === '' ? '' : `#${anchor}`}`;
      const title = heading === document ? heading : `${document}: ${heading}`;
      return `<li><a href="${escaped(href)}">${escaped(title)}</a><p>${escaped(excerptOf(text, words))}</p></li>`;
    });
    const said =
      words.length === 0
        ? '<p>Type a word to look for.</p>'
        : found.length === 0
          ? '<p>Nothing has all of these words.</p>'
          : `<ol class="found">${rows.join('')}</ol>`;
    // Functions, so that nothing of what is put in is taken for a pattern.
    return this.frame
      .replace('<!--QUESTION-->', () => escaped(asked))
      .replace('<!--FOUND-->', () => said);
  }

  /** Sections that have every word, those with most of them in their heading first. */
  private find(words: readonly string[]): readonly Section[] {
    const scored: { readonly section: Prepared; readonly score: number }[] = [];
    for (const section of this.sections) {
      let score = 0;
      for (const word of words) {
        const times = section.lowText.split(word).length - 1;
        const own =
          (section.lowHeading.includes(word) ? IN_TITLE : 0) + Math.min(times, COUNTED_MAX);
        if (own === 0) {
          score = 0;
          break;
        }
        score += own;
      }
      if (score > 0) scored.push({ section, score });
    }
    return scored
      .sort((a, b) => b.score - a.score)
      .slice(0, FOUND_MAX)
      .map(({ section }) => section);
  }
}

const wordsOf = (question: string): string[] =>
  [...new Set(question.toLowerCase().match(/[\p{L}\p{N}_-]{2,40}/gu) ?? [])].slice(0, WORDS_MAX);

/** What stands around the first word that is there. */
function excerptOf(text: string, words: readonly string[]): string {
  const low = text.toLowerCase();
  const at = Math.min(...words.map((word) => low.indexOf(word)).filter((place) => place >= 0));
  const from = Number.isFinite(at) ? Math.max(0, at - EXCERPT / 3) : 0;
  const part = text.slice(from, from + EXCERPT).trim();
  return `${from > 0 ? '… ' : ''}${part}${from + EXCERPT < text.length ? ' …' : ''}`;
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
