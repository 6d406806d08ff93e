/** `patx start`: the production service. Stops gracefully on SIGINT and SIGTERM; exits 1 when it cannot go on. */
import type { Command } from 'commander';
import { pino } from 'pino';
import { flagOf, loadConfig, SETTINGS, variableOf } from '../config.js';
import { startExchange } from '../exchange.js';
import { tieToParent } from '../parent-tie.js';

/** Adds the flags of every setting to a command. */
export function addSettings(command: Command): Command {
  for (const [name, schema] of SETTINGS) {
    command.option(
      `${flagOf(name)} <value>`,
      `${schema.description ?? name} (${variableOf(name)})`,
    );
  }
  return command.option('--config <file>', 'JSON file with settings and limits (PATX_CONFIG)');
}

export function addStart(program: Command): void {
  const command = program.command('start').description('run the exchange on a data directory');
  addSettings(command).action(async (flags: Record<string, unknown>) => {
    const untie = tieToParent();
    const file = (flags.config as string | undefined) ?? process.env.PATX_CONFIG;
    const config = loadConfig(flags, process.env, file);
    const logger = pino({ level: config.logLevel, base: { venue: config.venue } });
    const exchange = await startExchange(config, logger);
    // A parent that started this process learns where it listens.
    process.send?.({ gatewayUrl: exchange.gatewayUrl, statusUrl: exchange.statusUrl });
    const signal = new Promise<string>((resolve) => {
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => resolve(name));
    });
    const reason = await Promise.race([signal.then(() => undefined), exchange.broken]);
    if (reason !== undefined) {
      logger.fatal({ reason }, 'stopping: the exchange cannot go on');
      process.exit(1);
    }
    await exchange.stop();
    untie();
  });
}
