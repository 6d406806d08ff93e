/**
 * `patx kill`: what operators do to kill switches, over the gateway: list, set, release. Setting one waits until the venue
 * has counted that no live order is left under it.
 *
 * Fails with the venue's refusal (a release by the one who set it ends with SECOND_PERSON), or when the count does not come
 * in time; the switch is set all the same then, and stops new orders.
 */
import { type Command, InvalidArgumentError } from 'commander';
import { KILL_SCOPE, type KillInfo, type PatxClient } from '../../client/index.js';
import { CommandError } from '../command-error.js';
import { asOperator, type OperatorOptions, withOperator } from '../operator-session.js';
import { whole } from '../option-values.js';
import { textTable } from '../text-table.js';

/** How long cancelling is waited for: a million orders take some seconds. */
const VERIFIED_WITHIN_MS = 60_000;
const ASK_EVERY_MS = 100;

interface KillOptions extends OperatorOptions {
  readonly reason: string;
}

export function addKill(program: Command): void {
  const kill = program
    .command('kill')
    .description('list, set and release kill switches as an operator');
  withOperator(kill.command('list'))
    .description('kill switches that are set')
    .option('--json', 'print JSON')
    .action(async (options: OperatorOptions & { readonly json?: boolean }) => {
      const kills = await asOperator(
        options,
        async ({ queries }) => (await queries.markets()).kills,
      );
      print(options.json === true ? JSON.stringify(kills) : table(kills));
    });
  withTarget(kill.command('set'))
    .description('stop everything, an account, a series or the quoter: block, cancel, count, stay')
    .action(async (killScope: number, target: number | undefined, options: KillOptions) => {
      const targetId = targetOf(killScope, target);
      const { reason } = options;
      const liveOrders = await asOperator(options, async (client) => {
        await client.operator.kill({ killScope, targetId, reason });
        return verified(client, killScope, targetId);
      });
      if (liveOrders === undefined) print(`killed: ${nameOf(killScope, targetId)}, no live orders`);
      else throw new CommandError('not-verified', `set, but ${liveOrders} orders are still live`);
    });
  withTarget(kill.command('release'))
    .description('lift a kill switch; another operator than the one who set it')
    .action(async (killScope: number, target: number | undefined, options: KillOptions) => {
      const targetId = targetOf(killScope, target);
      const { reason } = options;
      await asOperator(options, ({ operator }) =>
        operator.releaseKill({ killScope, targetId, reason }),
      );
      print(`released: ${nameOf(killScope, targetId)}`);
    });
}

function withTarget(command: Command): Command {
  return withOperator(command)
    .argument('<scope>', 'global, account, series or quoter', scopeOf)
    .argument('[target]', 'number of the account or series', whole(1))
    .requiredOption('--reason <text>', 'why; it is journaled');
}

/** Waits until no live order is left; answers how many are when it takes too long. */
async function verified(
  { queries }: PatxClient,
  killScope: number,
  targetId: number,
): Promise<number | undefined> {
  const untilMs = performance.now() + VERIFIED_WITHIN_MS;
  for (;;) {
    const { kills } = await queries.markets();
    const info = kills.find((one) => one.killScope === killScope && one.targetId === targetId);
    if (info?.verified === true) return undefined;
    if (performance.now() > untilMs) return info?.liveOrders ?? 0;
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}

function table(kills: readonly KillInfo[]): string {
  if (kills.length === 0) return 'no kill switch is set';
  const rows = kills.map((one) => [
    nameOf(one.killScope, one.targetId),
    String(one.liveOrders),
    one.verified ? 'yes' : 'no',
    String(one.authorId),
    one.reason,
  ]);
  return textTable(['stopped', 'live orders', 'verified', 'by', 'reason'], rows);
}

function nameOf(killScope: number, targetId: number): string {
  const name = Object.entries(KILL_SCOPE).find(([, number]) => number === killScope)?.[0] ?? '';
  return targetId === 0 ? name.toLowerCase() : `${name.toLowerCase()} ${targetId}`;
}

function targetOf(killScope: number, target: number | undefined): number {
  const isNamed = killScope === KILL_SCOPE.ACCOUNT || killScope === KILL_SCOPE.SERIES;
  if (isNamed !== (target !== undefined)) {
    const what = isNamed ? 'needs the number of what it stops' : 'has no number';
    throw new CommandError('bad-value', `${nameOf(killScope, 0)} ${what}`);
  }
  return target ?? 0;
}

function scopeOf(text: string): number {
  const scope = Object.entries(KILL_SCOPE).find(([name]) => name === text.toUpperCase())?.[1];
  if (scope === undefined) {
    throw new InvalidArgumentError('One of global, account, series and quoter is expected.');
  }
  return scope;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
