/**
 * The contracts' limits and delays for a chain that is not local: defaults for real money, any of them changed by a JSON file.
 * What cannot work together is refused here, with the key and what is allowed, before anything is paid for.
 */
import { z } from 'zod';
import type { Terms } from '../settlement/index.js';
import { CommandError, jsonOf } from './command-error.js';

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;
const MICRO_PER_PAT = 1_000_000;
/** All PAT together stays below this, as in the ledger. */
const TOTAL_MICRO_PAT_MAX = Number.MAX_SAFE_INTEGER;

const seconds = (min: number, byDefault: number) =>
  z
    .int()
    .min(min)
    .max(365 * DAY_SECONDS)
    .default(byDefault);
const amount = (pat: number) =>
  z
    .int()
    .min(1)
    .max(TOTAL_MICRO_PAT_MAX)
    .default(pat * MICRO_PER_PAT);

const schema = z
  .strictObject({
    batchDebitMicroPat: amount(1_000_000),
    epochDebitMicroPat: amount(5_000_000),
    epochSeconds: seconds(60, DAY_SECONDS),
    withdrawalDelaySeconds: seconds(1, DAY_SECONDS),
    voidWindowSeconds: seconds(1, 6 * HOUR_SECONDS),
    voidCooldownSeconds: seconds(1, 7 * DAY_SECONDS),
    escapeDelaySeconds: seconds(1, 14 * DAY_SECONDS),
    timelockSeconds: seconds(0, 2 * DAY_SECONDS),
    votingDelaySeconds: seconds(0, DAY_SECONDS),
    votingPeriodSeconds: seconds(1, 5 * DAY_SECONDS),
    quorumPercent: z.int().min(1).max(100).default(4),
  })
  .check(({ value: terms, issues }) => {
    const order = (low: keyof typeof terms, high: keyof typeof terms, isEqualAllowed: boolean) => {
      const isRight = isEqualAllowed ? terms[low] <= terms[high] : terms[low] < terms[high];
      if (isRight) return;
      const relation = isEqualAllowed ? 'at most' : 'below';
      const message = `must be ${relation} ${high}, which is ${terms[high]}`;
      issues.push({ code: 'custom', input: terms[low], path: [low], message });
    };
    order('batchDebitMicroPat', 'epochDebitMicroPat', true);
    order('voidWindowSeconds', 'withdrawalDelaySeconds', false);
    order('withdrawalDelaySeconds', 'voidCooldownSeconds', true);
    order('withdrawalDelaySeconds', 'escapeDelaySeconds', true);
    const { votingDelaySeconds, votingPeriodSeconds, timelockSeconds, escapeDelaySeconds } = terms;
    const actsWithin = votingDelaySeconds + votingPeriodSeconds + timelockSeconds;
    if (actsWithin >= escapeDelaySeconds) {
      const message = `must be above votingDelaySeconds, votingPeriodSeconds and timelockSeconds together, which are ${actsWithin}: else a pause or a lost key ends the venue before a vote can act`;
      issues.push({
        code: 'custom',
        input: escapeDelaySeconds,
        path: ['escapeDelaySeconds'],
        message,
      });
    }
  });

/** The terms in a file over the defaults; the defaults where no file is named. */
export function deploymentTerms(path: string | undefined): Terms {
  const given = path === undefined ? {} : jsonOf(path, 'the terms');
  const result = schema.safeParse(given);
  if (!result.success) {
    const [issue] = result.error.issues;
    const key = issue?.path.join('.') || 'the terms';
    throw new CommandError('bad-value', `${path}: ${key} ${issue?.message ?? 'is not valid'}`);
  }
  const { batchDebitMicroPat, epochDebitMicroPat, ...rest } = result.data;
  return {
    ...rest,
    batchDebitMicroPat: BigInt(batchDebitMicroPat),
    epochDebitMicroPat: BigInt(epochDebitMicroPat),
  };
}
