/** `patx book`: the order book alone, on JSON lines from standard input. */
import { fstatSync } from 'node:fs';
import type { Command } from 'commander';
import { runBook } from '../book-lines.js';
import { CommandError } from '../command-error.js';

const HELP = `
One instruction a line, one event a line for what it does; docs/book.md has every field, event and rule.

  {"op":"place","id":1,"user":"a","side":"buy|sell","price":100,"qty":5}
    also: type (limit, market, stop, stop_limit, trailing_stop), tif (GTC, IOC, FOK), stopPrice, trail,
    displayQty, postOnly, allOrNone, stp (none, cancel_taker, cancel_maker, cancel_both, decrement), ocoGroup
  {"op":"replace","id":1,"user":"a","price":101,"qty":4}
  {"op":"reduce","id":1,"user":"a","by":3}
  {"op":"cancel","id":1,"user":"a"}
  {"op":"mass_cancel","user":"a","side":"buy"}

Example:
  printf '%s\\n' '{"op":"place","id":1,"user":"a","side":"sell","price":100,"qty":5}' \\
    '{"op":"place","id":2,"user":"b","side":"buy","price":100,"qty":3}' | patx book --final

A line that is refused changes nothing and is told with a code, the field, its value and what would be right; the
command ends with 0 all the same.`;

export function addBook(program: Command): void {
  program
    .command('book')
    .description('the order book alone: JSON instructions on standard input, JSON events out')
    .option('--final', 'end with one line that holds the whole state', false)
    .addHelpText('after', HELP)
    .action(async ({ final }: { final: boolean }) => {
      // Node reads a directory as an input that ends at once.
      if (isDirectory(process.stdin.fd)) {
        throw new CommandError('unreadable-file', 'standard input is a directory, not JSON lines');
      }
      await runBook({ input: process.stdin, output: process.stdout, final });
    });
}

function isDirectory(fd: number): boolean {
  try {
    return fstatSync(fd).isDirectory();
  } catch {
    // Closed: nothing comes.
    return false;
  }
}
