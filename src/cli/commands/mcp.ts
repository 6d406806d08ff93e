/**
 * `patx mcp`: passes the messages of an assistant that starts local servers (Model Context Protocol over stdio) on to the `/mcp` of a
 * venue, each signed with the agent's key. The key stays on this machine; what the agent may spend is the venue's to hold.
 *
 * One line in, at most one line out, in the order they came. A message that cannot be passed on is answered as an error of JSON-RPC.
 */

import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { signedHeaders } from '../../client/index.js';
import { MCP_PATH } from '../../schema/index.js';
import { CommandError } from '../command-error.js';
import { whole } from '../option-values.js';

interface McpOptions {
  readonly url: string;
  readonly account: number;
  readonly keyId: number;
  readonly key: string;
}

const ID_MAX = 4_294_967_295;
const SERVER_ERROR = -32_000;

export function addMcp(program: Command): void {
  program
    .command('mcp')
    .description('lets an assistant that starts local servers use a venue as an agent')
    .requiredOption('--url <url>', 'address of the API, such as https://venue.example')
    .requiredOption('--account <id>', 'account the agent acts for', whole(1, ID_MAX))
    .requiredOption('--key-id <id>', "the agent's key id", whole(1, ID_MAX))
    .requiredOption('--key <file>', "PEM file of the agent's private key")
    .action(async (options: McpOptions) => {
      if (!URL.canParse(options.url))
        throw new CommandError(
          'bad-value',
          `--url ${options.url} is no address: give it whole, such as https://venue.example`,
        );
      const key = keyOf(options.key);
      for await (const line of createInterface({ input: process.stdin })) {
        if (line.trim() === '') continue;
        const answer = await passOn(line, options, key);
        if (answer !== '') process.stdout.write(`${answer}\n`);
      }
    });
}

function keyOf(file: string): KeyObject {
  try {
    return createPrivateKey(readFileSync(file));
  } catch (error) {
    throw new CommandError('unreadable-file', `--key ${file}: ${(error as Error).message}`);
  }
}

/** Sends a message; answers the line to print, empty where there is nothing to say. */
async function passOn(body: string, options: McpOptions, key: KeyObject): Promise<string> {
  try {
    const url = new URL(MCP_PATH, options.url).href;
    const headers = await signedHeaders(
      { method: 'POST', url, body },
      {
        ...{ accountId: options.account, keyId: options.keyId },
        sign: (bytes) => new Uint8Array(sign(null, bytes, key)),
      },
    );
    const accept = 'application/json, text/event-stream';
    const response = await fetch(url, { method: 'POST', body, headers: { ...headers, accept } });
    const text = await response.text();
    if (response.ok) return text.replaceAll(/\r?\n/g, ' ').trim();
    return failure(body, problemIn(text) ?? `the venue answered ${response.status}`);
  } catch (error) {
    return failure(body, `the venue does not answer: ${(error as Error).message}`);
  }
}

function problemIn(text: string): string | undefined {
  try {
    const { name, detail } = JSON.parse(text) as Record<string, unknown>;
    return typeof name === 'string' ? `${name}: ${String(detail)}` : undefined;
  } catch {
    return undefined;
  }
}

/** A notification is answered by nothing, whatever became of it. */
function failure(body: string, message: string): string {
  let id: unknown;
  try {
    ({ id } = JSON.parse(body) as { id?: unknown });
  } catch {
    id = null;
  }
  if (id === undefined) return '';
  return JSON.stringify({ jsonrpc: '2.0', id, error: { code: SERVER_ERROR, message } });
}
