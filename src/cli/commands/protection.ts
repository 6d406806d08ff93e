/**
 * `patx protection`: limits of what a maker's resting orders and quotes may trade in a window, set and reset by an operator
 * for an account, such as 1, the broker. What there is shows the status page; makers do it themselves with the SDK.
 */
import type { Command } from 'commander';
import { asOperator, type OperatorOptions, withOperator } from '../operator-session.js';
import { microPat, whole } from '../option-values.js';

const DAY_MS = 86_400_000;

interface LimitOptions extends OperatorOptions {
  readonly windowMs: number;
  readonly maxFills: number;
  readonly maxLots: number;
  readonly maxDelta: number;
}

export function addProtection(program: Command): void {
  const protection = program
    .command('protection')
    .description('protect makers from being filled too much too fast, as an operator');
  withOperator(protection.command('set'))
    .description('set the limits of an account; what is left out is no limit')
    .argument('<account>', 'account id; 1 is the broker', whole(1))
    .requiredOption('--window-ms <ms>', 'length of the window, at most a day', whole(1, DAY_MS))
    .option('--max-fills <n>', 'most fills', whole(0), 0)
    .option('--max-lots <n>', 'most lots', whole(0), 0)
    .option('--max-delta <pat>', 'most PAT by which buys and sells may differ', microPat, 0)
    .action(async (targetAccountId: number, options: LimitOptions) => {
      const { windowMs, maxFills, maxLots: maxQuantityLots, maxDelta } = options;
      const limits = { windowMs, maxFills, maxQuantityLots, maxDeltaMicroPat: maxDelta };
      await asOperator(options, (client) => client.protect({ targetAccountId, ...limits }));
      process.stdout.write(`protected: account ${targetAccountId}\n`);
    });
  withOperator(protection.command('remove'))
    .description('end the protection of an account')
    .argument('<account>', 'account id', whole(1))
    .action(async (targetAccountId: number, options: OperatorOptions) => {
      await asOperator(options, (client) => client.protect({ targetAccountId, windowMs: 0 }));
      process.stdout.write(`not protected: account ${targetAccountId}\n`);
    });
  withOperator(protection.command('reset'))
    .description('let an account quote again whose protection tripped')
    .argument('<account>', 'account id', whole(1))
    .action(async (targetAccountId: number, options: OperatorOptions) => {
      const ack = await asOperator(options, (client) =>
        client.resetProtection({ targetAccountId }),
      );
      const text = ack.affectedCount === 1 ? 'may quote again' : 'had not tripped';
      process.stdout.write(`account ${targetAccountId} ${text}\n`);
    });
}
