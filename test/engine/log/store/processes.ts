/** Starts the built programs of test/processes; `npm test` builds them first. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** Path of the built program `name`. */
export const processFile = (name: string): string => {
  const path = fileURLToPath(
    new URL(`../../../../dist/test/processes/${name}.js`, import.meta.url),
  );
  if (!existsSync(path)) {
    throw new Error(`${path} is not there: run npm run build first`);
  }
  return path;
};

/** A child with what it has printed so far. */
export interface Running {
  readonly child: ChildProcess;
  /** Whole lines of standard output. */
  readonly lines: () => string[];
  readonly errors: () => string;
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Runs `command`; the child is killed when the test ends. */
export const run = (command: string, args: readonly string[]): Running => {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    errors += data.toString();
  });
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return { child, lines: () => output.split('\n').slice(0, -1), errors: () => errors, exited };
};
