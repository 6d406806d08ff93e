// Rows: SD24.
// Catches a bundle that passes a gate it should fail: look-ahead, overlapping folds, hidden or invented trials, returns without fees, NaN,
// constant or short series, another stamp, key or file, forbidden claims; a finding nobody can provoke; and JSON that breaks the check.
import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BundleParts,
  canonicalSha256,
  canonicalText,
  checkBundle,
  EXAMPLE_FILE,
  EXAMPLE_FILE_TEXT,
  exampleBundle,
  exampleParts,
  FINDINGS,
  type FindingCode,
  isSafePath,
  signStamp,
  sweepHash,
} from '../../../src/sigma/bundle/index.js';

const { privateKey: key } = generateKeyPairSync('ed25519');
const good = exampleBundle({ seed: 1 }, key);
const bytes = Buffer.from(EXAMPLE_FILE_TEXT);
const files = (path: string): Uint8Array | undefined => (path === EXAMPLE_FILE ? bytes : undefined);

type Loose<T> = T extends (infer E)[]
  ? Loose<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Loose<T[K]> }
    : T;
type Parts = Loose<BundleParts>;

/** The example with a change, stamped and signed as a creator would after it. */
function changed(change: (parts: Parts) => void, rehash = true): unknown {
  const parts = exampleParts({ seed: 1 }) as Parts;
  change(parts);
  if (rehash) parts.sweep.trials_sha = sweepHash(parts.sweep.trials);
  return { ...parts, stamp: signStamp(parts, key) };
}

function codesOf(json: unknown, ownersSharpes?: readonly number[]): FindingCode[] {
  const context = ownersSharpes === undefined ? { files } : { files, ownersSharpes };
  const { gates } = checkBundle(json, context);
  return [...new Set(gates.flatMap(({ findings }) => findings.map(({ code }) => code)))];
}

const observation = (parts: Parts, at: number): Parts['backtest']['observations'][number] => {
  const one = parts.backtest.observations[at];
  if (one === undefined) throw new Error(`no observation ${at}`);
  return one;
};
const fold = (parts: Parts, at: number): Parts['backtest']['folds'][number] => {
  const one = parts.backtest.folds[at];
  if (one === undefined) throw new Error(`no fold ${at}`);
  return one;
};
/** The backtest's returns replaced, the selected trial's too. */
function withReturns(parts: Parts, returns: readonly number[]): void {
  parts.backtest.observations = returns.map((net, at) => {
    const before = observation(parts, at);
    return { ...before, net, gross: net + before.fees };
  });
  for (const trial of parts.sweep.trials) {
    if (trial.id === 1) trial.returns = parts.backtest.observations.map(({ net }) => net);
  }
}

const PROVOKED: Record<FindingCode, () => unknown> = {
  MALFORMED: () => ({ ...good, model_id: 'X' }),
  STAMP_MISMATCH: () => ({ ...good, model_config: { window: 3 } }),
  SIGNATURE_INVALID: () => ({ ...good, stamp: { ...good.stamp, signature: 'a'.repeat(128) } }),
  FILE_MISSING: () =>
    changed(({ pack }) => pack.files.push({ path: 'other.txt', sha256: 'b'.repeat(64), bytes: 1 })),
  FILE_MISMATCH: () =>
    changed(({ pack }) => {
      for (const file of pack.files) file.bytes += 1;
    }),
  PATH_UNSAFE: () =>
    changed(({ pack }) =>
      pack.files.push({ path: '../../etc/passwd', sha256: 'b'.repeat(64), bytes: 1 }),
    ),
  FOLD_BACKWARDS: () =>
    changed((parts) => {
      fold(parts, 0).train_from_ms = fold(parts, 0).train_to_ms;
    }),
  FOLD_TRAINS_ON_TEST: () =>
    changed((parts) => {
      fold(parts, 1).train_to_ms += 1;
    }),
  FOLDS_OVERLAP: () =>
    changed((parts) => {
      fold(parts, 0).test_to_ms += 1;
    }),
  OUTSIDE_FOLDS: () =>
    changed((parts) => {
      fold(parts, 2).test_to_ms -= 86_400_000;
    }),
  LOOK_AHEAD: () =>
    changed((parts) => {
      observation(parts, 5).data_as_of_ms = observation(parts, 5).at_ms + 1;
    }),
  NOT_ASCENDING: () =>
    changed((parts) => {
      observation(parts, 5).at_ms = observation(parts, 4).at_ms;
    }),
  TOO_CLOSE: () =>
    changed((parts) => {
      observation(parts, 5).at_ms -= 1_000;
      observation(parts, 5).data_as_of_ms -= 1_000;
    }),
  LAG_VIOLATED: () =>
    changed((parts) => {
      observation(parts, 5).data_as_of_ms += 1;
    }),
  TOO_LITTLE_OUT_OF_SAMPLE: () =>
    changed((parts) => {
      fold(parts, 0).train_from_ms = 0;
    }),
  TOO_FEW_OBSERVATIONS: () => changed((parts) => withReturns(parts, [0.01, 0.02, 0.01])),
  NET_IS_NOT_GROSS_LESS_FEES: () =>
    changed((parts) => {
      observation(parts, 7).gross += 0.001;
    }),
  FEES_MISSING: () =>
    changed((parts) => {
      for (const one of parts.backtest.observations) {
        one.fees = 0;
        one.gross = one.net;
      }
    }),
  SWEEP_HASH_MISMATCH: () =>
    changed(({ sweep }) => {
      sweep.trials_sha = 'c'.repeat(64);
    }, false),
  SWEEP_INCOMPLETE: () => changed(({ sweep }) => sweep.trials.pop()),
  SWEEP_UNPLANNED: () =>
    changed(({ sweep }) => sweep.trials.push({ id: 99, params: { window: 99 }, returns: [] })),
  CONFIG_DIFFERS: () =>
    changed((parts) => {
      parts.model_config = { window: 3 };
    }),
  SELECTED_DIFFERS: () =>
    changed(({ sweep }) => {
      sweep.selected = 2;
    }),
  CONSTANT_RETURNS: () =>
    changed((parts) =>
      withReturns(parts, new Array<number>(parts.backtest.observations.length).fill(0.001)),
    ),
  DEFLATED_SHARPE_LOW: () =>
    changed((parts) =>
      withReturns(
        parts,
        parts.backtest.observations.map(({ net }) => net - 0.0015),
      ),
    ),
  CLAIM_FORBIDDEN: () =>
    changed(({ model_card }) => {
      model_card.summary = 'Ｇuaranteed  annual pro​fits.';
    }),
};

describe('the gates', () => {
  it.each([1, 2, 3, 77])('pass the example of seed %d', (seed) => {
    expect(codesOf(exampleBundle({ seed }, key))).toEqual([]);
  });

  it.each(Object.keys(FINDINGS) as FindingCode[])('find %s, and say its remedy', (code) => {
    const report = checkBundle(PROVOKED[code](), { files });
    const found = report.gates.flatMap(({ findings }) => findings);
    expect(report.isPassed).toBe(false);
    expect(found.map((one) => one.code)).toContain(code);
    for (const one of found) {
      expect(one.evidence).not.toBe('');
      expect(one.remedy).not.toBe('');
    }
  });

  it.each([
    'LOOK_AHEAD',
    'FOLDS_OVERLAP',
    'FEES_MISSING',
    'SWEEP_INCOMPLETE',
    'FILE_MISMATCH',
    'CLAIM_FORBIDDEN',
  ] as const)('find nothing else where only %s is wrong (SL17–SL20, SD24)', (code) => {
    expect(codesOf(PROVOKED[code]())).toEqual([code]);
  });

  it('fail what a whole history of failures makes likely by chance', () => {
    const losers = Array.from({ length: 2_000 }, (_, i) => 0.07 * Math.sin(i * 1.3));
    expect(codesOf(good)).toEqual([]);
    expect(codesOf(good, losers)).toEqual(['DEFLATED_SHARPE_LOW']);
  });

  it('try nothing else where the schema is not met', () => {
    const { gates } = checkBundle({});
    expect(gates.map(({ state }) => state)).toEqual(['FAILED', ...Array(8).fill('NOT_TRIED')]);
  });
});

describe('the stamp', () => {
  it('notices a change of any part', () => {
    const parts = Object.keys(exampleParts({ seed: 1 })).filter((name) => name !== 'format');
    for (const name of parts) {
      const other = exampleParts({ seed: 2, modelId: 'another-model', trials: 7 });
      const card = { ...other.model_card, version: '2.0.0' };
      const pools: Record<string, unknown> = {
        ...other,
        model_card: card,
        indicator_set: { indicators: [{ name: 'x', version: '1', source: 's', lag_ms: 0 }] },
        model_config: { window: 9 },
        policy: { ...other.policy, max_abs_weight: 0.5 },
        thresholds: { ...other.thresholds, max_drawdown: 0.9 },
      };
      expect(codesOf({ ...good, [name]: pools[name] }), name).toContain('STAMP_MISMATCH');
    }
  });

  it('is the same whatever the order of keys, and for nobody else', () => {
    const turned = JSON.parse(JSON.stringify(good), (_, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    );
    expect(codesOf(turned)).toEqual([]);
    // A good signature of the same key over another stamp is none over this one.
    const { signature } = exampleBundle({ seed: 2 }, key).stamp;
    expect(codesOf({ ...good, stamp: { ...good.stamp, signature } })).toEqual([
      'SIGNATURE_INVALID',
    ]);
    const { privateKey: other } = generateKeyPairSync('ed25519');
    const { public_key } = exampleBundle({ seed: 1 }, other).stamp;
    expect(codesOf({ ...good, stamp: { ...good.stamp, public_key } })).toEqual([
      'SIGNATURE_INVALID',
    ]);
  });

  // RFC 8785, 3.2.2 and 3.2.3.
  it('hashes canonical JSON', () => {
    const value = { '€': 'Euro', '\r': 'CR', 1: [1e30, 4.5, 0.002, 1e-27, -0], é: null };
    expect(canonicalText(value)).toBe(
      '{"\\r":"CR","1":[1e+30,4.5,0.002,1e-27,0],"é":null,"€":"Euro"}',
    );
    expect(canonicalSha256({})).toBe(
      '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    );
  });

  it('takes no path that leaves the bundle', () => {
    for (const path of ['a/../b', '/a', 'a//b', '..', 'a\\b', 'a/', 'C:x', 'a\u0000b']) {
      expect(isSafePath(path), path).toBe(false);
    }
    expect(isSafePath('pack/a-b_c.2.txt')).toBe(true);
  });
});

describe('anything else', () => {
  it('ends in a report', () => {
    fc.assert(
      fc.property(fc.anything(), (json) => {
        expect(checkBundle(json).isPassed).toBe(false);
      }),
    );
  });
  it('ends in a report also deep inside', () => {
    const names = Object.keys(good);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, value) => {
        const before = canonicalText((good as Record<string, unknown>)[name]);
        const isSame = canonicalText(value) === before;
        expect(checkBundle({ ...good, [name]: value }).isPassed).toBe(isSame);
      }),
      { numRuns: 40 },
    );
  });
  it.each([
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['null', null],
  ])('a return of %s is malformed', (_, net) => {
    const observations = good.backtest.observations.map((one, at) =>
      at === 3 ? { ...one, net } : one,
    );
    expect(codesOf({ ...good, backtest: { ...good.backtest, observations } })).toEqual([
      'MALFORMED',
    ]);
  });
  it('a lone surrogate is malformed', () => {
    expect(codesOf({ ...good, model_config: { a: '\ud800' } })).toEqual(['MALFORMED']);
    expect(codesOf({ ...good, model_config: { '\ud800': 1 } })).toEqual(['MALFORMED']);
  });
});
