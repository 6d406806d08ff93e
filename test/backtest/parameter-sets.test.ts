/**
 * Would catch: a bad parameter file that is played all the same, or refused without saying which parameter, what is
 * wrong with it and what is allowed; a grid that forgets or repeats a combination.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  expandGrid,
  ParameterSetError,
  parseAxis,
  parseParameterSet,
  readParameterSet,
} from '../../src/backtest/index.js';

function errorOf(act: () => unknown): { code: string; message: string } {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(ParameterSetError);
    const { code, message } = error as ParameterSetError;
    return { code, message };
  }
  throw new Error('nothing was refused');
}

const refused = (data: unknown) =>
  errorOf(() =>
    parseParameterSet(typeof data === 'string' ? data : JSON.stringify(data), 'a.json'),
  );

describe('a parameter file', () => {
  it('gives values for the venue and by target, and a name', () => {
    const text = JSON.stringify({
      name: 'wide',
      parameters: {
        spread_base_ppm: 20_000,
        base_value_micro_pat: { '': 5, 'AUTO_INTENT|7D|0.70-0.85': 7 },
      },
    });
    expect(parseParameterSet(text, 'a.json')).toEqual({
      name: 'wide',
      values: [
        { name: 'spread_base_ppm', target: '', value: 20_000 },
        { name: 'base_value_micro_pat', target: '', value: 5 },
        { name: 'base_value_micro_pat', target: 'AUTO_INTENT|7D|0.70-0.85', value: 7 },
      ],
    });
    expect(parseParameterSet('{"parameters":{}}', '/x/plain.json').name).toBe('plain');
  });

  it('is refused with what is wrong and what is allowed', () => {
    expect(refused('{"parameters": {')).toMatchObject({ code: 'NOT_JSON' });
    expect(refused('[]')).toMatchObject({ code: 'SHAPE' });
    expect(refused({ parameters: {}, params: {} }).message).toContain('"params"');
    expect(refused({ parameters: [] }).code).toBe('SHAPE');
    expect(refused({ name: '', parameters: {} }).code).toBe('SHAPE');
    const unknown = refused({ parameters: { spread_bse_ppm: 1 } });
    expect(unknown.code).toBe('UNKNOWN_PARAMETER');
    expect(unknown.message).toMatch(/a\.json: .*"spread_bse_ppm".*spread_base_ppm/);
    const range = refused({ parameters: { spread_min_ppm: 99 } });
    expect(range.code).toBe('OUT_OF_RANGE');
    expect(range.message).toBe(
      'a.json: spread_min_ppm: 99 is not a whole number from 100 to 200000 (ppm)',
    );
    for (const value of [1.5, '7', null, true, 2 ** 53]) {
      expect(refused({ parameters: { spread_min_ppm: value } }).message).toContain(
        'from 100 to 200000',
      );
    }
    expect(errorOf(() => readParameterSet('/nowhere/at/all.json')).code).toBe('UNREADABLE');
  });

  it('never ends in anything but a set or a typed error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        try {
          parseParameterSet(text, 'a.json');
        } catch (error) {
          expect(error).toBeInstanceOf(ParameterSetError);
        }
      }),
    );
  });
});

describe('a grid', () => {
  it('makes every combination once, over what the sets say', () => {
    const axes = ['spread_base_ppm=1,2,3', 'spread_min_ppm@AUTO=100,200'].map(parseAxis);
    const base = parseParameterSet('{"name":"s","parameters":{"spread_base_ppm":9}}', 'a.json');
    const sets = expandGrid([base], axes);
    expect(sets).toHaveLength(6);
    expect(new Set(sets.map(({ name }) => name)).size).toBe(6);
    expect(sets[1]).toEqual({
      name: 's spread_base_ppm=1 spread_min_ppm@AUTO=200',
      values: [
        { name: 'spread_base_ppm', target: '', value: 1 },
        { name: 'spread_min_ppm', target: 'AUTO', value: 200 },
      ],
    });
    expect(expandGrid([base], [])).toEqual([base]);
  });

  it('is refused when it is none, out of range, or too large', () => {
    for (const text of ['spread_base_ppm', 'spread_base_ppm=', 'spread_base_ppm=1,x', 'a=b=c']) {
      expect(errorOf(() => parseAxis(text)).code).toBe('GRID');
    }
    expect(errorOf(() => parseAxis('nothing=1')).code).toBe('UNKNOWN_PARAMETER');
    expect(errorOf(() => parseAxis('spread_min_ppm=1')).code).toBe('OUT_OF_RANGE');
    const hundred = parseAxis(`spread_base_ppm=${[...Array(100).keys()].join(',')}`);
    const base = { name: 's', values: [] };
    expect(errorOf(() => expandGrid([base], [hundred, hundred])).code).toBe('GRID');
  });
});
