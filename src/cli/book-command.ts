/** `patx book`: the order book alone, on JSON lines from standard input. */
import type { Command } from 'commander';
import { runBook } from './book.js';

export function addBook(program: Command): void {
  program
    .command('book')
    .description('the order book alone: JSON instructions on standard input, JSON events out')
    .option('--final', 'end with one line that holds the whole state', false)
    .action(async ({ final }: { final: boolean }) => {
      await runBook({ input: process.stdin, output: process.stdout, final });
    });
}
