/** The built command as a process. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Party, TestExchange } from '../gateway/support/exchange.js';

export const MAIN = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));

/** What a command said, and how it ended. */
export interface Said {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command as an operator of a test's exchange, whose key goes into a file in the folder. */
export function patxAs(
  exchange: TestExchange,
  party: Party,
  folder: string,
  args: readonly string[],
): Promise<Said> {
  const key = join(folder, `${party.accountId}.pem`);
  writeFileSync(key, party.key.export({ type: 'pkcs8', format: 'pem' }));
  const url = `ws://127.0.0.1:${exchange.gateway.port}/`;
  const who = ['--url', url, '--key', key, '--operator', String(party.accountId)];
  return patx(...args, ...who);
}

/** Runs a command. */
export function patx(...args: readonly string[]): Promise<Said> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], (error, out, err) =>
      resolve({ status: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}
