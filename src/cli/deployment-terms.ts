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
/** What the contract allows a first deposit to be asked to be: a thousand PAT. */
const LEAST_DEPOSIT_MICRO_PAT_MAX = 1_000_000_000;
/** From the last deed a vote needs to the escape, as PatGovernor asks. */
const MARGIN_SECONDS = 7 * DAY_SECONDS;

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
    leastDepositMicroPat: z.int().min(1).max(LEAST_DEPOSIT_MICRO_PAT_MAX).default(10_000_000),
    epochSeconds: seconds(60, DAY_SECONDS),
    withdrawalDelaySeconds: seconds(1, DAY_SECONDS),
    voidWindowSeconds: seconds(1, 6 * HOUR_SECONDS),
    voidCooldownSeconds: seconds(1, 7 * DAY_SECONDS),
    escapeDelaySeconds: seconds(1, 21 * DAY_SECONDS),
    successionDelaySeconds: seconds(1, 3 * DAY_SECONDS),
    timelockSeconds: seconds(0, 2 * DAY_SECONDS),
    votingDelaySeconds: seconds(1, 2 * DAY_SECONDS),
    votingPeriodSeconds: seconds(1, 5 * DAY_SECONDS),
    quorumPercent: z.int().min(10).max(50).default(20),
    thresholdTenThousandths: z.int().min(10).max(500).default(100),
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
    order('withdrawalDelaySeconds', 'votingDelaySeconds', false);
    order('withdrawalDelaySeconds', 'votingPeriodSeconds', false);
    const refuse = (key: keyof typeof terms, message: string): void => {
      issues.push({ code: 'custom', input: terms[key], path: [key], message });
    };
    if (terms.successionDelaySeconds < 2 * terms.withdrawalDelaySeconds) {
      const twice = 2 * terms.withdrawalDelaySeconds;
      refuse('successionDelaySeconds', `must be at least twice withdrawalDelaySeconds, ${twice}`);
    }
    const { votingDelaySeconds, votingPeriodSeconds, timelockSeconds } = terms;
    const actsWithin =
      votingDelaySeconds + votingPeriodSeconds + timelockSeconds + terms.successionDelaySeconds;
    if (actsWithin + MARGIN_SECONDS > terms.escapeDelaySeconds) {
      refuse(
        'escapeDelaySeconds',
        `must be at least a week above votingDelaySeconds, votingPeriodSeconds, timelockSeconds and successionDelaySeconds together, which are ${actsWithin}: else a pause or a lost key ends the venue before a vote can act`,
      );
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
  const { batchDebitMicroPat, epochDebitMicroPat, leastDepositMicroPat, ...rest } = result.data;
  return {
    ...rest,
    batchDebitMicroPat: BigInt(batchDebitMicroPat),
    epochDebitMicroPat: BigInt(epochDebitMicroPat),
    leastDepositMicroPat: BigInt(leastDepositMicroPat),
  };
}
