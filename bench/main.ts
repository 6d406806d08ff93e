/**
 * `npm run bench`: every measured claim, each in a process of its own so that none warms or disturbs another. Prints a
 * table and one JSON line a result, and writes bench/RESULTS.md with machine, commit and commands.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '..', '..');

interface Section {
  readonly title: string;
  readonly program: string;
  readonly args: readonly string[];
}

const SECTIONS: readonly Section[] = [
  { title: 'The whole core, one thread', program: 'core/main.js', args: [] },
  { title: 'Recovery and memory', program: 'core/recovery.js', args: [] },
  { title: 'Durable orders end to end', program: 'e2e/main.js', args: ['5'] },
  { title: 'Market data fan-out', program: 'e2e/fan-out.js', args: ['5'] },
  { title: 'Journal commits', program: 'engine/log/journal.bench.js', args: ['4'] },
  { title: 'Codecs', program: 'schema/main.js', args: [] },
];

const only = process.argv[2];
const lines: string[] = [];
const say = (line: string): void => {
  lines.push(line);
  process.stdout.write(`${line}\n`);
};

say('# Results');
say('');
say(
  `Machine: ${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB; Node ${process.version}; commit ${commit()}.`,
);
say(
  'Written by `npm run bench`; each section is `node dist/bench/PROGRAM`, in a process of its own.',
);
for (const { title, program, args } of SECTIONS) {
  if (only !== undefined && !program.startsWith(only)) continue;
  const command = `node dist/bench/${program} ${args.join(' ')}`.trim();
  say('');
  say(`## ${title}`);
  say('');
  say(`\`${command}\``);
  say('');
  say('```');
  const result = spawnSync(process.execPath, [join(HERE, program), ...args], {
    encoding: 'utf8',
    cwd: ROOT,
    maxBuffer: 2 ** 26,
  });
  say(result.stdout.trimEnd());
  if (result.status !== 0) {
    say(result.stderr.trimEnd());
    process.exitCode = 1;
  }
  say('```');
}
if (only === undefined) writeFileSync(join(ROOT, 'bench', 'RESULTS.md'), `${lines.join('\n')}\n`);

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: ROOT,
      encoding: 'utf8',
    }).trim();
  } catch {
    return 'unknown';
  }
}
