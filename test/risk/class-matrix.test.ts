/**
 * Catches docs/class-matrix.md saying another cell of the class matrix than the core has, and a table under which an order of
 * spot would have to ask. `PATX_DOCS=write` writes the page's table anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  ADMISSION,
  admissionOf,
  admissionProblem,
  CLASSES,
  fromPhaseOf,
  PHASES,
  TRADE_KIND,
} from '../../src/risk/index.js';
import { ACCOUNT_CLASS, ERROR_CATALOG, SIDE } from '../../src/values/index.js';

const PATH = new URL('../../docs/class-matrix.md', import.meta.url);
const TABLE = /(<!-- matrix: [^\n]*-->\n)([\s\S]*?)(<!-- end -->)/;
const WORDS: Readonly<Record<number, string>> = {
  [ADMISSION.NONE]: '–',
  [ADMISSION.FREE]: 'yes',
  [ADMISSION.COVERED]: 'covered',
};
const CLASS_NAMES = Object.keys(ACCOUNT_CLASS);

function table(): string {
  const sides = Object.entries(SIDE).flatMap(([side]) =>
    CLASS_NAMES.map((name) => `${side} ${name}`),
  );
  const rows = Object.entries(TRADE_KIND).map(([name, kind]) => {
    const cells = Object.values(SIDE).flatMap((side) =>
      CLASSES.map((one) => WORDS[admissionOf(kind, one, 4, side)]),
    );
    return `| \`${name}\` | ${fromPhaseOf(kind)} | ${cells.join(' | ')} |`;
  });
  return [
    `| kind | from phase | ${sides.join(' | ')} |`,
    `|---|---:|${sides.map(() => '---|').join('')}`,
    ...rows,
  ].join('\n');
}

it('lists every cell as it is', () => {
  const text = readFileSync(PATH, 'utf8');
  const written = text.replace(TABLE, (_all, begin: string, _old: string, end: string) => {
    return `${begin}\n${table()}\n\n${end}`;
  });
  if (process.env.PATX_DOCS === 'write') writeFileSync(PATH, written);
  expect(TABLE.test(text)).toBe(true);
  expect(written).toBe(readFileSync(PATH, 'utf8'));
});

it('admits spot of every class from phase 1 on, so that its orders need not ask', () => {
  for (const phase of PHASES) {
    for (const accountClass of CLASSES) {
      for (const side of Object.values(SIDE)) {
        expect(admissionOf(TRADE_KIND.SPOT, accountClass, phase, side)).toBe(ADMISSION.FREE);
      }
    }
  }
});

const CELLS = Object.values(TRADE_KIND).flatMap((kind) =>
  CLASSES.flatMap((one) => Object.values(SIDE).map((side) => ({ kind, one, side }))),
);

it.each(PHASES)('admits a kind in no phase before its own, in later ones the same: %i', (phase) => {
  for (const { kind, one, side } of CELLS) {
    const isEarly = phase < fromPhaseOf(kind);
    const wanted = isEarly ? ADMISSION.NONE : admissionOf(kind, one, 4, side);
    expect(admissionOf(kind, one, phase, side)).toBe(wanted);
    const refused = wanted === ADMISSION.NONE ? ERROR_CATALOG.NOT_QUALIFIED.code : 0;
    const code = isEarly ? ERROR_CATALOG.PHASE.code : refused;
    expect(admissionProblem(kind, one, phase, side)).toBe(code);
  }
});

it('admits nothing to what is no kind, class, side or phase', () => {
  const { SYNTHETIC } = TRADE_KIND;
  const { QUALIFIED } = ACCOUNT_CLASS;
  expect(admissionOf(0, QUALIFIED, 4, SIDE.BUY)).toBe(ADMISSION.NONE);
  expect(admissionOf(8, QUALIFIED, 4, SIDE.BUY)).toBe(ADMISSION.NONE);
  for (const accountClass of [0, -1, 4, Number.NaN]) {
    expect(admissionOf(SYNTHETIC, accountClass, 4, SIDE.BUY)).toBe(ADMISSION.NONE);
  }
  expect(admissionOf(SYNTHETIC, QUALIFIED, 4, 0)).toBe(ADMISSION.NONE);
  expect(admissionOf(SYNTHETIC, QUALIFIED, 4, 3)).toBe(ADMISSION.NONE);
  expect(admissionOf(SYNTHETIC, QUALIFIED, Number.NaN, SIDE.BUY)).toBe(ADMISSION.NONE);
});
