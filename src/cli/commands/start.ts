/**
 * `patx start`: the production service. SIGINT and SIGTERM stop it in order, with exit code 0, at any moment of its start
 * and after; it exits with 1, one line on standard error and a fatal line in its log when it cannot start or not go on.
 */
import type { Command } from 'commander';
import { type Logger, pino } from 'pino';
import { CommandError } from '../command-error.js';
import { loadConfig, settingsHelp } from '../config.js';
import { operatorsOf } from '../exchange/operators.js';
import { startExchange } from '../exchange.js';
import { lineOf } from '../explained.js';
import { takeLinks } from '../parent-links.js';
import { tieToParent } from '../parent-tie.js';
import { StopAsked, type StopRequest, stopRequest } from '../stop-request.js';

export function addStart(program: Command): void {
  const command = program.command('start').description('run the exchange on a data directory');
  for (const { flag, text } of settingsHelp()) command.option(flag, text);
  command
    .option('--config <file>', 'JSON file with settings and limits (PATX_CONFIG)')
    .option('--new-venue', 'make a new venue with the keys of one whose journal is gone')
    .option(
      '--further-operator <name=key>',
      'operator beside the first that a new venue is made with, as name=public key (patx keygen); may be repeated. With one or more, what one person must not do alone waits for a second',
      (text: string, others: readonly string[]) => [...others, text],
      [] as readonly string[],
    )
    .option('--upgrade', 'take over a venue that an older core wrote, then start')
    .option('--accept-clock', 'start though the clock is far from the last time of the journal')
    .action(async (flags: Record<string, unknown>) => {
      const file = (flags.config as string | undefined) ?? process.env.PATX_CONFIG;
      const config = loadConfig(flags, process.env, file);
      const logger = pino({ level: config.logLevel, base: { venue: config.venue } });
      const stop = stopRequest();
      tieToParent();
      stop.repeated = () => logger.warn({ waitingFor: stop.waitingFor }, 'already stopping');
      const furtherOperators = operatorsOf(flags.furtherOperator as readonly string[]);
      const [newVenue, acceptClock] = [flags.newVenue === true, flags.acceptClock === true];
      try {
        await serve(logger, stop, () =>
          startExchange(config, logger, {
            signal: stop.signal,
            progress: stop,
            newVenue,
            acceptClock,
            upgrade: flags.upgrade === true,
            furtherOperators,
          }),
        );
      } catch (error) {
        if (!(error instanceof StopAsked)) fail(logger, error);
        logger.info({ reason: error.message }, 'the exchange is closed: it was not open yet');
      }
      // Nothing is open any more; whatever still keeps the process must not.
      process.exit(0);
    });
}

/** Runs the exchange until somebody asks it to stop, or it cannot go on. */
async function serve(
  logger: Logger,
  stop: StopRequest,
  start: () => ReturnType<typeof startExchange>,
): Promise<void> {
  const exchange = await start();
  takeLinks((links) => exchange.offerLinks(links));
  // A parent that started this process learns where it listens.
  const { gatewayUrl, statusUrl, apiUrl } = exchange;
  process.send?.({ gatewayUrl, statusUrl, apiUrl });
  const broken = exchange.broken.then(async (reason) => {
    await exchange.abandon();
    throw new Error(reason);
  });
  const asked = await Promise.race([stop.asked, exchange.mustStop, broken]);
  if (!(asked instanceof Error)) {
    logger.info({ signal: asked }, 'stopping');
    return exchange.stop();
  }
  logger.error({ reason: asked.message }, 'stopping');
  await exchange.stop();
  throw asked;
}

function fail(logger: Logger, error: unknown): never {
  // What is wrong outside says all in its words; of our own bugs the place in the code is wanted too.
  const cause = error instanceof CommandError ? { reason: error.message } : { err: error };
  logger.fatal(cause, 'the exchange ends: it cannot start, or cannot go on');
  process.stderr.write(`patx: ${lineOf(error)}\n`);
  process.exit(1);
}
