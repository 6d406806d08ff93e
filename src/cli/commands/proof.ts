/**
 * `patx proof`: proof of liabilities from a journal. Replays it to a batch's sequence, builds the tree of what the venue
 * owes, and proves one account, or with `--all` checks every one against the ledger. With `--root` and `--sum`, the values
 * that a batch posted on chain, everything is checked against these. `--check` needs no journal: it checks a proof that
 * somebody was given. Exit code 1 when anything does not hold.
 *
 * The salts come from a secret beside the venue's keys, which is made where there is none. The settlement room is loaded
 * only when it is needed: no other command pays for it.
 */
import { type Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import type { InclusionProof, PostedRoot } from '../../settlement/index.js';
import { CommandError, jsonOf } from '../command-error.js';
import { coreAt } from '../core-at.js';
import { dataDirectory } from '../data-directory.js';
import { liabilitiesSecret } from '../liabilities-secret.js';
import { whole } from '../option-values.js';
import { patText } from '../text-table.js';
import { ARCHIVE_OPTION } from '../venue-frames.js';

interface ProofOptions {
  readonly data: string;
  readonly archive?: string;
  readonly account?: number;
  readonly all?: boolean;
  readonly at?: number;
  readonly root?: string;
  readonly sum?: number;
  readonly check?: string;
  readonly json?: boolean;
}

interface Answer {
  readonly posted: PostedRoot;
  readonly proof?: InclusionProof;
  readonly accountCount: number;
  readonly ledgerSequence: number;
  readonly problems: readonly string[];
}

/** What `--json` prints of a proof. Whether its values fit together is for the proof's check. */
const printedProof = z.object({
  posted: z.object({ liabilitiesRoot: z.string(), liabilitiesSum: z.number() }),
  proof: z.object({
    ledgerSequence: z.number(),
    accountCount: z.number(),
    accountId: z.number(),
    freeMicroPat: z.number(),
    lockedMicroPat: z.number(),
    salt: z.string(),
    siblings: z.array(z.object({ hash: z.string(), sumMicroPat: z.number() })),
  }),
});

export function addProof(program: Command): void {
  program
    .command('proof')
    .description('prove what the venue owes an account, or check all of it against the ledger')
    .option('--data <dir>', 'data directory', './data')
    .option(...ARCHIVE_OPTION)
    .option('--account <id>', 'the account to prove', whole(1))
    .option('--all', 'check the whole tree against the ledger')
    .option('--at <sequence>', 'the batch’s ledger sequence; the last one if not given', whole(1))
    .option('--root <hex>', 'liabilitiesRoot of the batch on chain', rootText)
    .option('--sum <micro-pat>', 'liabilitiesSum of the batch on chain', whole(0))
    .option('--check <file>', 'check the proof in a file, as --json printed it')
    .option('--json', 'print the result as JSON')
    .action(async (options: ProofOptions) => {
      const answer = await answerTo(options);
      const text = options.json ? `${JSON.stringify(answer)}\n` : describe(answer);
      process.stdout.write(text);
      if (answer.problems.length > 0) process.exitCode = 1;
    });
}

async function answerTo(options: ProofOptions): Promise<Answer> {
  if ((options.root === undefined) !== (options.sum === undefined)) {
    throw new CommandError('bad-value', '--root and --sum belong together: a batch posts both');
  }
  const { root: liabilitiesRoot, sum: liabilitiesSum } = options;
  const given =
    liabilitiesRoot === undefined || liabilitiesSum === undefined
      ? undefined
      : { liabilitiesRoot, liabilitiesSum };
  if (options.check !== undefined) return checked(options.check, given);
  if ((options.account === undefined) === (options.all === undefined)) {
    throw new CommandError('bad-value', 'one of --account and --all is needed');
  }
  return proved(options, given);
}

/** A proof somebody was given. Without the batch's values it is checked against those it came with. */
async function checked(file: string, given: PostedRoot | undefined): Promise<Answer> {
  const { problemOf } = await import('../../settlement/index.js');
  const read = printedProof.safeParse(jsonOf(file, 'the proof'));
  if (!read.success) {
    throw new CommandError(
      'unreadable-file',
      `${file} holds no proof as \`patx proof --json\` prints it`,
    );
  }
  const { proof } = read.data;
  const posted = given ?? read.data.posted;
  const problem = problemOf(proof, posted);
  const { accountCount, ledgerSequence } = proof;
  const problems = problem === undefined ? [] : [`account ${proof.accountId}: ${problem}`];
  return { posted, proof, accountCount, ledgerSequence, problems };
}

async function proved(options: ProofOptions, given: PostedRoot | undefined): Promise<Answer> {
  const { auditTree, chainViewOf, problemOf, SumTree, saltsOf } = await import(
    '../../settlement/index.js'
  );
  const view = chainViewOf(coreAt(options.data, options.at, options.archive));
  const { accountCount, ledgerSequence } = view;
  const salts = saltsOf(liabilitiesSecret(dataDirectory(options.data).keys), view);
  const tree = new SumTree(view, salts);
  const posted = given ?? tree.posted;
  if (options.account === undefined) {
    return { posted, accountCount, ledgerSequence, problems: auditTree(view, salts, posted) };
  }
  const proof = tree.proofOf(options.account);
  const problem = problemOf(proof, posted);
  const problems = problem === undefined ? [] : [`account ${proof.accountId}: ${problem}`];
  return { posted, proof, accountCount, ledgerSequence, problems };
}

function describe({ posted, proof, accountCount, ledgerSequence, problems }: Answer): string {
  const lines = [
    `sequence     ${ledgerSequence}`,
    `accounts     ${accountCount}`,
    `root         ${posted.liabilitiesRoot}`,
    `sum          ${patText(posted.liabilitiesSum)} PAT (${posted.liabilitiesSum} micro-PAT)`,
  ];
  if (proof !== undefined) {
    lines.push(
      `account      ${proof.accountId}`,
      `free         ${patText(proof.freeMicroPat)} PAT`,
      `locked       ${patText(proof.lockedMicroPat)} PAT`,
      `siblings     ${proof.siblings.length}`,
    );
  }
  const verdict = proof === undefined ? 'every account is in the tree' : 'the proof holds';
  lines.push(
    problems.length === 0 ? `result       ${verdict}` : `DOES NOT HOLD\n  ${problems.join('\n  ')}`,
  );
  return `${lines.join('\n')}\n`;
}

function rootText(text: string): string {
  if (/^0x[0-9a-fA-F]{64}$/.test(text)) return text;
  throw new InvalidArgumentError('32 bytes in hex with 0x in front are expected.');
}
