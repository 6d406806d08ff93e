/**
 * Tells the ledger what the chain says: commands go into the log in their order and are waited for until they are durable
 * and the core here has them. Fails with ChainProblem: REFUSED_BY_LEDGER when the ledger cannot book one, LEDGER_BUSY when
 * the log takes none now.
 */
import { ChainProblem } from '../chain/index.js';
import type { ChainCommand, SettlerHost } from './host.js';

export type Tell = (commands: readonly ChainCommand[]) => Promise<void>;

const COMMANDS_AT_ONCE = 256;

export const tellerOf =
  (host: SettlerHost): Tell =>
  async (commands) => {
    for (let at = 0; at < commands.length; at += COMMANDS_AT_ONCE) {
      await tellSome(host, commands.slice(at, at + COMMANDS_AT_ONCE));
    }
  };

async function tellSome(host: SettlerHost, some: readonly ChainCommand[]): Promise<void> {
  const outcomes = await host.submit(some);
  const refused = outcomes.findIndex(({ code }) => code !== 0);
  if (refused >= 0) {
    const { name, body } = some[refused] as ChainCommand;
    const code = outcomes[refused]?.code;
    throw new ChainProblem(
      'REFUSED_BY_LEDGER',
      `${name} ${textOf(body)} was refused with code ${code}`,
    );
  }
  if (outcomes.length < some.length) {
    throw new ChainProblem('LEDGER_BUSY', 'the log takes no commands now');
  }
  await host.followed(outcomes.at(-1)?.sequence ?? 0);
}

const textOf = (body: unknown): string =>
  JSON.stringify(body, (_, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
  );
