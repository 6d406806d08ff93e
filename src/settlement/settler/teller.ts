/**
 * Tells the ledger what the chain says: commands go into the log in their order and are waited for until they are durable
 * and the core here has them. Each try of a command that the ledger refuses is in the log for good, so one is tried again
 * after ever longer waits, or once an operator says so. Fails with ChainProblem: REFUSED_BY_LEDGER when the ledger cannot
 * book one, LEDGER_BUSY when the log takes none now.
 */
import { ChainProblem } from '../chain/index.js';
import type { ChainCommand, SettlerHost } from './host.js';

export type Tell = (commands: readonly ChainCommand[]) => Promise<void>;

const COMMANDS_AT_ONCE = 256;
const FIRST_WAIT_MS = 1_000;
const WAIT_MAX_MS = 600_000;

interface Refusal {
  readonly command: string;
  readonly detail: string;
  readonly waitMs: number;
  readonly againAtMs: number;
  /** The operator's retries when it was refused. */
  readonly retries: number;
}

/** @param retries how often an operator wanted things tried again */
export function tellerOf(host: SettlerHost, retries: () => number): Tell {
  let refusal: Refusal | undefined;
  return async (commands) => {
    const last = refusal;
    const isAgain = last !== undefined && commands.some((one) => textOf(one) === last.command);
    // What comes before it was taken when it was refused, and would change nothing.
    if (isAgain && host.nowMs() < last.againAtMs && retries() === last.retries) {
      throw new ChainProblem('REFUSED_BY_LEDGER', last.detail);
    }
    for (let at = 0; at < commands.length; at += COMMANDS_AT_ONCE) {
      const refused = await tellSome(host, commands.slice(at, at + COMMANDS_AT_ONCE));
      if (refused === undefined) continue;
      const command = textOf(refused.command);
      const detail = `${command} was refused with code ${refused.code}`;
      const waitMs =
        command === last?.command ? Math.min(last.waitMs * 2, WAIT_MAX_MS) : FIRST_WAIT_MS;
      const againAtMs = host.nowMs() + waitMs;
      refusal = { command, detail, waitMs, againAtMs, retries: retries() };
      throw new ChainProblem('REFUSED_BY_LEDGER', detail);
    }
    if (isAgain) refusal = undefined;
  };
}

/** Undefined when all were done. */
async function tellSome(
  host: SettlerHost,
  some: readonly ChainCommand[],
): Promise<{ readonly command: ChainCommand; readonly code: number } | undefined> {
  const outcomes = await host.submit(some);
  const refused = outcomes.findIndex(({ code }) => code !== 0);
  if (refused >= 0) {
    const code = outcomes[refused]?.code ?? 0;
    return { command: some[refused] as ChainCommand, code };
  }
  if (outcomes.length < some.length) {
    throw new ChainProblem('LEDGER_BUSY', 'the log takes no commands now');
  }
  await host.followed(outcomes.at(-1)?.sequence ?? 0);
  return undefined;
}

const textOf = ({ name, body }: ChainCommand): string =>
  `${name} ${JSON.stringify(body, (_, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
  )}`;
